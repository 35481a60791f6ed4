// Which parcels drive what was compared, where steps of a pipeline ask for it: signed, of sets, of models of all X maps, and pooled
// over Y maps. What runs without being asked for (correlations of maps) stands in regions.ts. Contract: spec/statistics.md 7.1, 7.2.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Aggregator, type MapSet } from '../colocalize/aggregate.js';
import type { ChosenMethod } from '../colocalize/chosen-method.js';
import { confoundsOf } from '../colocalize/confounds.js';
import { fixedMaps } from '../colocalize/correlation.js';
import type { Enrichment } from '../colocalize/enrichment.js';
import { kernelSetup, type MapTables } from '../colocalize/kernel-setup.js';
import type { KernelMethod } from '../colocalize/methods.js';
import { NspError } from '../error.js';
import { pool } from '../parallel/null-output.js';
import { SetFits } from '../parallel/set-fits.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import type { Pooling, RegionalContributionStep, RegionalInfluenceStep } from '../plan.js';
import { stopIfCancelled, type Work } from '../prepare/work.js';
import type { RegionalQuantity } from '../result.js';
import { EQUAL_TO_ONE, fisherZ } from '../stats/fisher.js';
import { aggregateContributions, regionalContribution } from './regional-contribution.js';
import {
  aggregateLeaveOneOut,
  correlationLeaveOneOut,
  influence,
  regressionLeaveOneOut,
  type LeaveOneOut,
} from './regional-influence.js';
import { regionsFile, type Regions } from './regions.js';

export interface AskedRegions {
  influence: RegionalInfluenceStep | null;
  contribution: RegionalContributionStep | null;
}

interface Setting {
  tables: MapTables;
  sets: Enrichment | null;
  rToZ: boolean;
  pooled: Pooling | null;
}

/** Of everything one method gives: `[y][column]` of one number, or one for each parcel. */
interface Found {
  columns: number;
  statistic?: string;
  influence: Float64Array | null;
  contribution: Float64Array | null;
}

/** Methods whose fit is cross-validated by distance: leaving out a parcel would change the folds. */
const isPenalised = ({ method }: ChosenMethod): boolean =>
  method.kind === 'kernel' && method.maker.needsDistances;

/**
 * Before anything is computed: what cannot be asked of a method.
 * @throws NspError `no-influence`, `no-contribution`
 */
export function requireRegions(methods: readonly ChosenMethod[], asked: AskedRegions): void {
  const named = (step: { methods: string[] | null } | null): ChosenMethod[] =>
    step ? methods.filter(({ method }) => step.methods?.includes(method.name) ?? true) : [];
  const penalised = named(asked.influence).find(isPenalised);
  if (penalised) {
    throw new NspError(
      'no-influence',
      `Regional influence is not defined for ${penalised.method.name}: its penalty is chosen by cross-validation over parcels, which changes when one is left out. Name the other methods with \`method\` of regional_influence, or remove the step.`,
      { property: 'method' },
    );
  }
  const { contribution } = asked;
  const wrong =
    contribution?.methods
    && named(contribution).find(({ method }) => method.kind !== 'correlation');
  if (
    wrong
    || (contribution && named(contribution).every(({ method }) => method.kind !== 'correlation'))
  ) {
    throw new NspError(
      'no-contribution',
      'Regional contribution is the product of two z scores and exists for pearson, spearman, partialpearson and partialspearman alone. Remove the step, or use one of them.',
      { property: 'method' },
    );
  }
}

/** All arrays that the steps ask for, and contributions of correlations of maps beside asked influences. */
export async function askedRegions(
  methods: readonly ChosenMethod[],
  asked: AskedRegions,
  setting: Setting,
  work: Work,
): Promise<Regions[]> {
  const out: Regions[] = [];
  for (const chosen of methods) {
    const { kind, name } = chosen.method;
    const of = (step: { methods: string[] | null } | null, free: boolean): boolean =>
      step ? (step.methods?.includes(name) ?? true) : free;
    const free = kind === 'correlation' && !setting.sets;
    const wanted = {
      influence: of(asked.influence, free) && !isPenalised(chosen),
      contribution: kind === 'correlation' && of(asked.contribution, free),
    };
    if (!wanted.influence && !wanted.contribution) continue;
    const found =
      kind === 'correlation'
        ? await ofCorrelation(chosen, wanted, asked.influence?.signed ?? false, setting, work)
        : await ofKernel(chosen as ChosenMethod<KernelMethod>, setting, work);
    for (const quantity of ['influence', 'contribution'] as const)
      if (wanted[quantity] && found[quantity])
        out.push(arrayOf(chosen, quantity, found, asked.influence?.signed ?? false, setting));
  }
  return out;
}

function arrayOf(
  { method }: ChosenMethod,
  quantity: RegionalQuantity,
  found: Found,
  signed: boolean,
  { tables, rToZ, pooled, sets }: Setting,
): Regions {
  const parcels = tables.x.parcels.length;
  const rows = tables.y.labels.length;
  const each = found[quantity] as Float64Array;
  const data = pooled ? withPooled(each, rows, pooled) : each;
  return {
    method: method.name,
    quantity,
    meaning: meaningOf(quantity, method.kind === 'correlation', signed, rToZ, found, sets !== null),
    ...(quantity === 'influence'
      && method.kind === 'correlation'
      && signed && { signed: true as const }),
    ...(found.statistic !== undefined && { statistic: found.statistic }),
    shape: [rows + (pooled ? 1 : 0), found.columns, parcels],
    file: regionsFile(method.name, quantity),
    data: data.map((value) => (Number.isFinite(value) ? value : NaN)),
  };
}

function meaningOf(
  quantity: RegionalQuantity,
  correlation: boolean,
  signed: boolean,
  rToZ: boolean,
  { statistic }: Found,
  ofSets: boolean,
): string {
  const sets = ofSets ? ' The members of a set are aggregated first.' : '';
  if (quantity === 'contribution')
    return `Product of the two z scores of this parcel over the shared parcels (population standard deviation), of values, ranks or residuals as the method takes them: the mean over parcels is the correlation.${sets}`;
  const size = rToZ ? "z (Fisher's transform of the correlation)" : 'the correlation';
  const of = correlation ? (signed ? size : `the absolute value of ${size}`) : String(statistic);
  const words = correlation && !signed ? 'stronger' : 'larger';
  return `Difference of ${of} with all parcels minus that without this parcel: positive where the parcel makes it ${words}. Ranks and residuals are made once, on all parcels.${sets}`;
}

/** One more row: the mean or median over Y of what is there. */
function withPooled(values: Float64Array, rows: number, by: Pooling): Float64Array {
  const width = values.length / rows;
  const out = new Float64Array(values.length + width);
  out.set(values);
  for (let at = 0; at < width; at++)
    out[values.length + at] = pool(
      Float64Array.from({ length: rows }, (_, y) => values[y * width + at] as number),
      by,
    );
  return out;
}

const row = ({ values, parcels }: FixedMaps, index: number): Float64Array =>
  values.subarray(index * parcels, (index + 1) * parcels);

async function ofCorrelation(
  { ranked }: ChosenMethod,
  wanted: Record<RegionalQuantity, boolean>,
  signed: boolean,
  { tables, sets, rToZ }: Setting,
  work: Work,
): Promise<Found> {
  const z = confoundsOf(tables, ranked);
  const [x, y] = [fixedMaps(tables.x, ranked, z.x), fixedMaps(tables.y, ranked, z.y)];
  const each: readonly MapSet[] =
    sets?.sets
    ?? tables.x.labels.map((name, i) => ({
      name,
      members: Int32Array.of(i),
      weights: Float64Array.of(1),
    }));
  const { parcels } = x;
  const size = y.maps * each.length * parcels;
  const found: Found = {
    columns: each.length,
    influence: wanted.influence ? new Float64Array(size).fill(NaN) : null,
    contribution: wanted.contribution ? new Float64Array(size).fill(NaN) : null,
  };
  // Sets are averaged as Fisher z, whatever is shown (spec/decisions.md 1).
  const transform = (r: number): number =>
    r >= EQUAL_TO_ONE ? NaN : rToZ || sets ? fisherZ(r) : r;
  for (let at = 0; at < y.maps * each.length; at++) {
    const set = each[at % each.length] as MapSet;
    const own = row(y, Math.floor(at / each.length));
    const members = [...set.members]
      .map((m) => row(x, m))
      .map((map) => ({
        map,
        shared: map.filter((v, i) => v + (own[i] as number) === v + (own[i] as number)).length,
      }));
    const aggregate = sets ? aggregator(set, sets) : (values: Float64Array) => values[0] as number;
    const raw = (value: LeaveOneOut): LeaveOneOut =>
      sets && !rToZ
        ? { full: Math.tanh(value.full), without: value.without.map(Math.tanh) }
        : value;
    if (found.influence) {
      const loo = members.map(({ map, shared }): LeaveOneOut =>
        shared < z.fewest + 1
          ? { full: NaN, without: new Float64Array(parcels).fill(NaN) }
          : correlationLeaveOneOut(map, own, transform),
      );
      const whole = influence(raw(aggregateLeaveOneOut(loo, aggregate)), !signed);
      found.influence.set(missingWithY(whole, own), at * parcels);
    }
    if (found.contribution) {
      const parts = members.map(({ map, shared }) =>
        shared < z.fewest
          ? regionalContribution(new Float64Array(parcels).fill(NaN), own)
          : regionalContribution(map, own),
      );
      const values = sets
        ? aggregateContributions(parts, aggregate).values
        : (parts[0]?.values ?? new Float64Array(parcels).fill(NaN));
      found.contribution.set(values, at * parcels);
    }
    if (at % 64 === 63) await nextTurn();
    stopIfCancelled(work);
    work.report(at + 1, y.maps * each.length, 'pairs of maps');
  }
  return found;
}

/** A parcel that Y misses takes no part in any member. */
const missingWithY = (values: Float64Array, y: Float64Array): Float64Array =>
  values.map((value, i) => (Number.isNaN(y[i]) ? NaN : value));

/** Members of one set to a number. */
function aggregator(
  { name, members, weights }: MapSet,
  { aggregation }: Enrichment,
): (values: Float64Array) => number {
  const one = new Aggregator([{ name, members: members.map((_, j) => j), weights }], aggregation);
  const out = new Float64Array(1);
  return (values) => {
    one.aggregate(values, out);
    return out[0] as number;
  };
}

/** The first statistic of the method again without each parcel: a parcel that Y misses is left out of the fit. */
async function ofKernel(
  chosen: ChosenMethod<KernelMethod>,
  { tables, sets }: Setting,
  work: Work,
): Promise<Found> {
  const { method, options, statistics } = chosen;
  const setup = kernelSetup(chosen, tables, null);
  const { x, y, shape } = setup;
  const { parcels } = x;
  const [first] = statistics;
  const columns = sets ? sets.sets.length : first?.shape === 'pair' ? x.maps : 1;
  const out = new Float64Array(y.maps * columns * parcels).fill(NaN);
  const found: Found = {
    columns,
    statistic: first?.name ?? '',
    influence: out,
    contribution: null,
  };
  const analytic = method.name === 'mlr' && !sets;
  const fit = analytic
    ? null
    : sets
      ? new SetFits({ method: method.name, options, shape, parcels, ...sets })
      : method.maker.make({ ...shape, maps: x.maps, parcels }, options);
  fit?.setX(x.values);
  const results = statistics.map(
    (one) => new Float64Array(sets ? columns : one.shape === 'pair' ? x.maps : 1),
  );
  const run = (map: Float64Array): Float64Array => {
    fit?.run(map, results);
    return Float64Array.from(results[0] as Float64Array);
  };
  const predictors = Array.from({ length: x.maps }, (_, m) => row(x, m));
  for (let m = 0; m < y.maps; m++) {
    const own = Float64Array.from(row(y, m));
    if (analytic) {
      out.set(influence(regressionLeaveOneOut(predictors, own, options.adjR2), false), m * parcels);
      work.report(m + 1, y.maps, 'maps');
      stopIfCancelled(work);
      continue;
    }
    const full = run(own);
    for (let i = 0; i < parcels; i++) {
      const value = own[i] as number;
      if (!Number.isNaN(value)) {
        own[i] = NaN;
        run(own).forEach((without, c) => {
          out[(m * columns + c) * parcels + i] = takesPart(setup, sets, c, i)
            ? (full[c] as number) - without
            : NaN;
        });
        own[i] = value;
      }
      if (i % 16 === 0) await nextTurn();
      stopIfCancelled(work);
      work.report(m * parcels + i + 1, y.maps * parcels, 'parcels');
    }
  }
  return found;
}

/** Some map of the column has the parcel; of a model of all maps all have it. */
function takesPart(
  { x }: { x: FixedMaps },
  sets: Enrichment | null,
  column: number,
  parcel: number,
): boolean {
  const maps = sets ? [...(sets.sets[column]?.members ?? [])] : [column];
  return maps.some((m) => !Number.isNaN(x.values[m * x.parcels + parcel]));
}
