// What differs between the plan of a stored result and the plan of now, in the words of the language. Sources are compared by what
// they are and where they lie; names of declarations and the number of threads change nothing.
import { dirname, isAbsolute, relative } from 'node:path';
import type { AnalysisPlan } from '../plan.js';
import { parametersOf } from './parameters.js';
import type { ResultCard } from './result-json.js';

/** A plan and the file it came from; paths are compared from that file's folder, so a project may move. */
export interface PlanInPlace {
  plan: AnalysisPlan;
  file: string | null;
}

/** Does not change a number. */
const WITHOUT_MEANING = new Set(['name', 'nProc', 'declaration']);

/** Properties of the language by field of the plan, for differences that no parameter tells. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
  kind: 'the kind of analysis',
  version: 'the version of this software',
  methods: 'colocalization_method',
  methodOptions: 'an option of the method',
  mapsOptions: 'an option of the null model',
  yCovariates: 'y_covariates',
};

/**
 * `n_perm 1,000 → 10,000`, one entry for each property that differs; empty when both mean the same.
 * A seed that was drawn fits a file that gives none.
 */
export function planDifferences(
  stored: Pick<ResultCard, 'plan' | 'file' | 'seedDrawn' | 'nullModel'>,
  now: PlanInPlace,
): string[] {
  const drawn = stored.seedDrawn && now.plan.seed === null;
  const plan = drawn ? { ...now.plan, seed: stored.plan.seed } : now.plan;
  const relocatable = stored.file !== null && now.file !== null;
  const before = placed({ plan: stored.plan, file: relocatable ? stored.file : null });
  const after = placed({ plan, file: relocatable ? now.file : null });
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => canonical(before[field]) !== canonical(after[field]),
  );
  if (fields.length === 0) return [];
  const words = parameterDifferences(stored, now.plan, drawn);
  return words.length > 0 ? words : fields.map((field) => `${WORDS[field] ?? field} changed`);
}

function parameterDifferences(
  { plan, nullModel, seedDrawn }: Pick<ResultCard, 'plan' | 'nullModel' | 'seedDrawn'>,
  now: AnalysisPlan,
  drawn: boolean,
): string[] {
  const rows = (one: AnalysisPlan): Map<string, string> =>
    new Map(parametersOf({ plan: unnamed(one), nullModel, seedDrawn: false }));
  const [before, after] = [rows(plan), rows(now)];
  const properties = [...new Set([...before.keys(), ...after.keys()])].filter(
    (property) => property !== 'n_proc' && !(property === 'seed' && drawn),
  );
  return properties.flatMap((property) => {
    const [was, is] = [before.get(property) ?? 'none', after.get(property) ?? 'none'];
    const of = property === 'seed' && seedDrawn ? ' (drawn)' : '';
    return was === is ? [] : [`${property} ${was}${of} → ${is}`];
  });
}

/** Sources without the names that the file gives them, which parameters would tell. */
function unnamed(plan: AnalysisPlan): AnalysisPlan {
  const text = JSON.stringify(plan, function (this: object, key, value: unknown) {
    if (key !== 'declaration') return value;
    // An atlas of one's own must have some name.
    return 'labels' in this ? 'atlas' : null;
  });
  return JSON.parse(text) as AnalysisPlan;
}

/** A plan whose paths start from the folder of its file, without what has no meaning. */
function placed({ plan, file }: PlanInPlace): Record<string, unknown> {
  const text = JSON.stringify(plan, (key, value: unknown) => {
    if (WITHOUT_MEANING.has(key)) return undefined;
    if (file === null || typeof value !== 'string' || !isAbsolute(value)) return value;
    return relative(dirname(file), value).replaceAll('\\', '/');
  });
  return JSON.parse(text) as Record<string, unknown>;
}

/** JSON with sorted keys: equal values, equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  );
}
