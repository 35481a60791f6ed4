// Arguments that workflow calls and calls of the NiSpace object have in common.
import type { MapsSource, OptionValue, PlanBase } from '../../engine/plan.js';
import { METHODS } from '../vocabulary/methods.js';
import { findTerm } from '../vocabulary/term.js';
import { expression, literal, type PythonValue } from './literal.js';
import { imageOptionsOf, mapsVariable, type Surroundings } from './maps.js';
import type { Script } from './script.js';

export type Arguments = Record<string, PythonValue>;
type Images = Readonly<Record<'x' | 'y', MapsSource>>;

/** Names that statsmodels spells with a hyphen. */
export const CORRECTIONS: Readonly<Record<string, string>> = {
  holm_sidak: 'holm-sidak',
  simes_hochberg: 'simes-hochberg',
};

/** Tissue names or maps; NiSpace takes either, not both. */
export function confounds(z: PlanBase['z'], around: Surroundings, script: Script): PythonValue {
  const tissues = z.filter((each) => typeof each === 'string');
  const maps = z
    .filter((each) => typeof each !== 'string')
    .map((source, i) => mapsVariable(source, `z${i + 1}`, around, script));
  if (tissues.length > 0 && maps.length > 0) {
    script.use('nispace.datasets', 'fetch_reference');
    maps.unshift(
      `fetch_reference("tpm", maps=${literal(tissues)}, parcellation=${literal(around.parcellation)})`,
    );
  } else if (tissues.length > 0) return tissues.length === 1 ? (tissues[0] ?? null) : tissues;
  if (maps.length === 0) return null;
  if (maps.length > 1) script.use('pandas');
  return expression(maps.length === 1 ? (maps[0] ?? 'None') : `pd.concat([${maps.join(', ')}])`);
}

/** Space of images, where a file names one. */
export function spaceArguments({ x, y }: Images): Arguments {
  const space = imageOptionsOf(y)?.space ?? imageOptionsOf(x)?.space ?? null;
  return space ? { data_space: space } : {};
}

/** How images become parcels. */
export function fitArguments({ x, y }: Images): Arguments {
  const images = [
    ['y', imageOptionsOf(y)],
    ['x', imageOptionsOf(x)],
  ] as const;
  const [first] = images.flatMap(([, options]) => options ?? []);
  if (!first) return {};
  return {
    init_kwargs: { resampling_target: first.resamplingTarget },
    fit_kwargs: {
      background_value: Object.fromEntries(
        images.flatMap(([side, options]) => (options ? [[side, options.background]] : [])),
      ),
      min_num_valid_datapoints: first.minValidCount,
      min_fraction_valid_datapoints: first.minValidFraction,
    },
  };
}

/** Both sides in each permutation. */
export function sidesTogether(script: Script): PythonValue {
  script.note(
    'maps_which: in NiSpace the i-th maps of X and Y get the same random numbers, and all maps the same spins, so that nulls stay as alike as the maps; here they differ, and so do the p values.',
  );
  return ['X', 'Y'];
}

/** NiSpace wants the nulls of each map by its label. */
export function ownNulls(path: string, which: 'X' | 'Y', y: string, script: Script): PythonValue {
  script.use('numpy');
  const array = `np.load(${literal(script.path(path))})`;
  if (which === 'Y') return expression(`dict(zip(getattr(${y}, "index", ${y}), ${array}))`);
  script.note('maps_nulls: put the labels of the X maps in their order where X_LABELS stands.');
  return expression(`dict(zip(X_LABELS, ${array}))`);
}

/** NiSpace calls the groups a and b in sorted order; the names of the file are translated when the script runs. */
export function comparisonFormula(
  transform: string,
  levels: readonly string[] | null,
  design: string | null,
  script: Script,
): PythonValue {
  if (!levels) return `${transform}(a,b)`;
  const plain = levels.every((level) => ['a', 'b', 'y'].includes(level));
  if (plain || design === null) return `${transform}(${levels.join(',')})`;
  const letters = script.declare(
    `${design}_letter`,
    () =>
      `${design}_letter = dict(zip(sorted(${design}["groups"].dropna().astype(str).unique()), "ab"))  # NiSpace's names of the groups`,
  );
  const names = levels.map((level) => `{${letters}[${literal(level).replaceAll('"', "'")}]}`);
  return expression(`f"${transform}(${names.join(',')})"`);
}

/** Tails by statistic, which NiSpace wants as soon as a method has several. */
export function tailArguments({ tails, methods }: Pick<PlanBase, 'tails' | 'methods'>): Arguments {
  if (tails === null || typeof tails !== 'string') return { p_tails: tails };
  const statistics = new Set(methods.flatMap((name) => findTerm(METHODS, name)?.statistics ?? []));
  if (statistics.size < 2) return { p_tails: tails };
  return { p_tails: Object.fromEntries([...statistics].map((name) => [name, tails])) };
}

/** Options carry their NiSpace names already. */
export const optionArguments = (options: Record<string, OptionValue>): Arguments => ({
  ...options,
});

/** Surrogates of `burt2020` in a batch, there and here. */
const USUAL_BATCH = 100;

/** In NiSpace `maps_batch_size` is how many maps are made at a time, which changes no number; ours is that of BrainSMASH. */
export function nullArguments(options: Record<string, OptionValue>, script: Script): Arguments {
  const { maps_batch_size: batch = USUAL_BATCH, ...others } = options;
  if (batch !== USUAL_BATCH)
    script.note(
      `maps_batch_size: ${String(batch)} means something else in NiSpace and is left out here.`,
    );
  return optionArguments(others);
}

/** Shows what was computed. */
export function printed(
  name: string,
  { methods, corrections }: Pick<PlanBase, 'methods' | 'corrections'>,
  tested = true,
): string {
  return methods
    .flatMap((method) => [
      `print(${name}.get_colocalizations(method=${literal(method)}))  # correlations as Fisher z`,
      ...(tested ? [`print(${name}.get_p_values(method=${literal(method)}))`] : []),
      ...corrections.map(
        (correction) =>
          `print(${name}.get_p_values(method=${literal(method)}, mc_method=${literal(CORRECTIONS[correction] ?? correction)}))`,
      ),
    ])
    .join('\n');
}
