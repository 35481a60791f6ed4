// Under which property the editor finds what the engine calls by one name: the four analyses and the steps of a pipeline spell some
// of them differently.
import { NspError } from '../error.js';
import type { StageContext } from '../progress.js';
import type { AnalysisKind } from '../plan.js';
import type { Subject } from '../result.js';

const MAPS = { design: 'y_covariates' };
const PIPELINE = {
  comparison_method: 'transform',
  colocalization_method: 'method',
  permute_sets: 'what',
};

const NAMES: Readonly<Record<AnalysisKind, Readonly<Record<string, string>>>> = {
  colocalization: MAPS,
  xsea: MAPS,
  group_colocalization: {},
  group_xsea: {},
  pipeline: PIPELINE,
};

/** The place as an analysis of this kind spells it. Steps can be told apart in pipelines alone. */
export function placeIn(kind: AnalysisKind, { step, ...subject }: Subject): Subject {
  const name = subject.property === undefined ? undefined : NAMES[kind][subject.property];
  return {
    ...subject,
    ...(name !== undefined && { property: name }),
    ...(kind === 'pipeline' && step !== undefined && { step }),
  };
}

/** The error at the place as an analysis of this kind spells it; anything else as it is. */
export function errorIn(kind: AnalysisKind, error: unknown): unknown {
  if (!(error instanceof NspError) || !error.subject) return error;
  const { code, message, cause, subject } = error;
  return new NspError(code, message, placeIn(kind, subject), { cause });
}

/** The error with the step it happened in; anything else as it is. */
export function errorInStep(step: number, error: unknown): unknown {
  if (!(error instanceof NspError)) return error;
  const { code, message, cause, subject } = error;
  return new NspError(code, message, { ...subject, step }, { cause });
}

/** A context whose warnings say the step they belong to. */
export const contextInStep = (step: number, ctx: StageContext): StageContext =>
  renamed(ctx, (subject) => ({ ...subject, step }));

/** A context whose warnings stand at places as an analysis of this kind spells them. */
export const contextIn = (kind: AnalysisKind, ctx: StageContext): StageContext =>
  renamed(ctx, (subject) => subject && placeIn(kind, subject));

const renamed = (
  ctx: StageContext,
  rename: (subject: Subject | undefined) => Subject | undefined,
): StageContext => ({
  signal: ctx.signal,
  report: (done, total, unit) => ctx.report(done, total, unit),
  log: (message) => ctx.log(message),
  warn: (code, message, subject) => ctx.warn(code, message, rename(subject)),
});
