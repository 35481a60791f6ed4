// Maps in pairs: row i of Y belongs to row i of X. Asked is whether maps of one pair are more alike than maps of different pairs, so the
// matching is permuted and no map (SPICE). Source: Weinstein et al. 2021, doi:10.1002/hbm.25577; spec/statistics.md 5.6.
import { CancelledError, NspError } from '../error.js';
import { matchingsOf, pairMatchings } from '../nulls/pair-matchings.js';
import { pool } from '../parallel/null-output.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { Pooling } from '../plan.js';
import type { RunSettings } from '../pipeline/settings.js';
import type { StageContext } from '../progress.js';
import { inverseFisherZ } from '../stats/fisher.js';
import type { ChosenMethod } from './chosen-method.js';
import type { MapTables } from './kernel-setup.js';
import type { NullTable } from './null-correlations.js';
import type { ObservedStatistics } from './observed.js';
import { observedCorrelations } from './observed-correlations.js';
import type { ObservedStatistic } from './observed-statistic.js';

/** Fewer pairs have hardly any other matching. */
const FEWEST_PAIRS = 3;

const ALPHA = 0.05;

/** The one row and the one column of what is tested. */
const TESTED = { rows: ['within_pair'], column: 'all' };

/** @throws NspError `pairs-do-not-match`, `pairs-of-correlations`, `pairs-of-sets` */
export function requirePairs(
  run: Pick<RunSettings, 'self' | 'aggregation' | 'comparison'>,
  chosen: readonly ChosenMethod[],
  { x, y }: Pick<MapTables, 'x' | 'y'>,
): void {
  const refuse = (code: string, message: string, property = 'what'): never => {
    throw new NspError(code, message, { property });
  };
  if (run.aggregation !== null)
    refuse('pairs-of-sets', 'Pairs are of single maps, and sets are aggregated. Set xsea: false.');
  if (run.comparison)
    refuse(
      'pairs-of-groups',
      'Pairs are of maps as they are, and transform_y makes other maps of them. Remove one of the two.',
    );
  if (run.self)
    refuse('pairs-of-itself', 'Each map would be paired with itself. Name the maps of y in fit.');
  const other = chosen.find(({ method }) => method.kind !== 'correlation');
  if (other)
    refuse(
      'pairs-of-correlations',
      `Pairs are tested on the mean of their correlations, and ${other.method.name} is none. Use pearson, spearman, partialpearson or partialspearman.`,
      'method',
    );
  const [maps, rows] = [x.labels.length, y.labels.length];
  if (maps !== rows || rows < FEWEST_PAIRS)
    refuse(
      'pairs-do-not-match',
      `Row i of y is paired with row i of x, and there are ${rows} and ${maps} maps. There have to be as many of both, at least ${FEWEST_PAIRS}.`,
    );
}

/** Rows are paired by their place: where a name of one side stands elsewhere on the other, that is probably not meant. */
function sayPairs({ x, y }: MapTables, ctx: StageContext): void {
  const pairs = y.labels.map((label, i) => `${label} – ${x.labels[i] ?? ''}`);
  ctx.log(`Pairs: ${pairs.slice(0, 5).join(', ')}${pairs.length > 5 ? ', …' : ''}`);
  const ways = matchingsOf(pairs.length);
  if (1 / ways >= ALPHA)
    ctx.warn(
      'few-matchings',
      `${pairs.length} pairs can be matched in only ${ways} ways, so no p can be much below ${(1 / ways).toFixed(2)}: nothing can be significant. More pairs help.`,
      { property: 'what' },
    );
  const elsewhere = y.labels.filter(
    (label, i) => x.labels[i] !== label && x.labels.includes(label),
  );
  if (elsewhere.length === 0) return;
  ctx.warn(
    'pairs-in-another-order',
    `Row i of y is paired with row i of x, and ${elsewhere.length} of the y maps (${elsewhere.slice(0, 3).join(', ')}${elsewhere.length > 3 ? ', …' : ''}) stand at another place in x. Bring both into the same order.`,
    { property: 'what' },
  );
}

/** The median where it is asked for, else the mean. */
const poolingOf = ({ pooled }: Pick<RunSettings, 'pooled'>): Pooling =>
  pooled === 'median' ? 'median' : 'mean';

/** Fisher z of all pairs `[y][x]`, missing where a correlation is 1. */
type Matrix = Pick<ObservedStatistic, 'values'>;

export interface ObservedPairs {
  observed: ObservedStatistics;
  matrix: Matrix;
}

/**
 * `rho_each`, of each Y map with each X map, is reported; tested is the mean or median of `rho_z` over the pairs, one number, with `rho`, its
 * tanh, beside it. Averages are on the Fisher scale, whatever `r_to_z` says. Call {@link requirePairs} before.
 */
export function observedPairs(
  chosen: ChosenMethod,
  tables: MapTables,
  run: Pick<RunSettings, 'pooled' | 'rToZ'>,
  ctx: StageContext,
): ObservedPairs {
  const { method } = chosen;
  if (!run.rToZ)
    ctx.warn(
      'averaged-as-z',
      'Correlations of pairs are averaged and tested as Fisher z, whatever r_to_z says; rho is the same number as a correlation.',
      { property: 'r_to_z' },
    );
  if (method.kind !== 'correlation') throw new Error(`${method.name} is no correlation.`);
  sayPairs(tables, ctx);
  const [rho, matrix] = observedCorrelations({ ...chosen, method }, tables, true, null, ctx) as [
    ObservedStatistic,
    ObservedStatistic,
  ];
  const by = poolingOf(run);
  const within = pool(diagonal(matrix, tables.y.labels.length), by);
  const one = { ...TESTED, shape: 'model', tail: 'upper' } as const;
  const label = `${method.label}, ${by} within pairs`;
  const statistics: ObservedStatistic[] = [
    { ...rho, name: 'rho_each', label: `${method.label} of each y map with each x map` },
    { ...one, name: 'rho', label, tested: false, values: Float64Array.of(inverseFisherZ(within)) },
    {
      ...one,
      name: 'rho_z',
      label: `${label} (Fisher z)`,
      tested: true,
      values: Float64Array.of(within),
    },
  ];
  return { observed: { chosen, pooled: null, rows: tables.y.labels, statistics }, matrix };
}

const diagonal = ({ values }: Matrix, pairs: number): Float64Array =>
  Float64Array.from({ length: pairs }, (_, i) => values[i * pairs + i] as number);

/** Permutations between two looks at the signal. */
const STRIDE = 1024;

/** mean or median over i of M[σ(i), i] for each matching σ; missing correlations are left out. Throws CancelledError. */
export function nullPairs(
  { values }: Matrix,
  run: Pick<RunSettings, 'pooled' | 'nPerm'> & { seed: number },
  ctx: StageContext,
): NullTable[] {
  const pairs = Math.round(Math.sqrt(values.length));
  const by = poolingOf(run);
  const out = sharedFloat64(run.nPerm);
  const matching = new Int32Array(pairs);
  const matched = new Float64Array(pairs);
  const write = pairMatchings(run.seed, pairs, run.nPerm);
  for (let k = 0; k < run.nPerm; k++) {
    if (k % STRIDE === 0) {
      if (ctx.signal.aborted) throw new CancelledError();
      ctx.report(k, run.nPerm, 'permutations');
    }
    write(k, matching);
    for (let i = 0; i < pairs; i++)
      matched[i] = values[(matching[i] as number) * pairs + i] as number;
    out[k] = pool(matched, by);
  }
  ctx.report(run.nPerm, run.nPerm, 'permutations');
  return [{ statistic: 'rho_z', rows: 1, columns: 1, values: out }];
}
