// The words for a plan's values in running text: one row per value, read by the methods paragraph.
import type { McDimension, OptionValue, Side, Tail } from '../plan.js';

/** Number of a thing with its noun: `1 map`, `10,000 permutations`. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${thousands(n)} ${n === 1 ? singular : plural}`;
}

/** `10,000`. Written by hand: the first use of Intl costs a process 15 ms. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

type Options = Readonly<Record<string, OptionValue>>;

/** How null maps are made, with the options that the plan gives. */
export const nullModelWords: Record<string, (options: Options) => string> = {
  alexander_bloch: () => 'spatial permutations (“spins”) of the parcels',
  moran: (options) =>
    `Moran spectral randomisation, i.e. ${moranWords(options)} of the doubly centred matrix of inverse distances`,
  variomoran: (options) =>
    `Moran spectral randomisation with weights from the variogram of each map, i.e. ${moranWords(options)} of the doubly centred matrix of weights from ${variogramWords(options)}`,
  burt2018: () =>
    'surrogates of a spatial autoregressive model fitted to each map, which carry the values of the map',
  burt2020: (options) => `surrogates with the variogram of each map, ${burt2020Words(options)}`,
  vasa: () =>
    'spatial permutations (“spins”) of the parcels, each used once, the parcels that lie furthest apart assigned first',
  hungarian: () =>
    'spatial permutations (“spins”) of the parcels, each used once, at the smallest total distance',
  baum: () =>
    'spatial permutations (“spins”) of the vertices, each parcel taking the value of the parcel that most of its vertices come from',
  cornblath: () =>
    'spatial permutations (“spins”) of the vertices, each parcel taking the sum of the parcels that land on it, weighted by the share of their vertices that do',
  maps_nulls: () => 'other software and read from a file',
  random: () => 'random permutations of the parcels that do not keep spatial autocorrelation',
};

function moranWords(options: Options): string {
  const {
    maps_procedure: procedure = 'singleton',
    maps_n_components: components = 15,
    maps_joint: joint = true,
    maps_spectrum: spectrum = 'nonzero',
  } = options;
  const drawn =
    procedure === 'pair'
      ? `random signs and rotations of random pairs${joint ? ' by random angles added to their own' : ''}`
      : 'random signs';
  const which =
    components === null
      ? `all spatial eigenvectors${spectrum === 'nonzero' ? ' with a non-zero eigenvalue' : ' but the constant'}`
      : `the ${String(components)} spatial eigenvectors with the largest eigenvalues`;
  return `${drawn} of the coefficients of each map on ${which}`;
}

function variogramWords(options: Options): string {
  const {
    maps_variogram_model: model = 'exponential',
    maps_variogram_nugget: nugget = false,
    maps_variogram_threshold: threshold = 0,
  } = options;
  const plain =
    threshold === null
      ? ''
      : ` (inverse distances for maps whose Moran's I is below ${String(threshold)})`;
  return `the ${String(model)} variogram${nugget ? ' with nugget' : ''} fitted to it${plain}`;
}

function burt2020Words(options: Options): string {
  const { maps_resample: resample = true, maps_pv: pv = 25, maps_kernel: kernel = 'exp' } = options;
  const values = resample ? 'carrying the values of the map' : 'without giving them its values';
  const smoothed = kernel === 'exp' ? '' : `, smoothed by the kernel ${String(kernel)}`;
  return `matched up to percentile ${String(pv)} of the distances${smoothed}, ${values}`;
}

/** What an exact p value counts. */
export const tailWords: Record<Tail, string> = {
  upper: 'one-sided (upper tail: the share of null values at least as large as the observed one)',
  lower: 'one-sided (lower tail: the share of null values at most as large as the observed one)',
  two: 'two-sided (twice the smaller of the shares of null values at least and at most as large as the observed one)',
};

export const correctionWords: Record<string, string> = {
  meff_galwey: 'the effective number of independent tests',
  meff_li_ji: 'the effective number of independent tests',
  maxT: 'the maximum statistic over the permutations',
  step_maxT: 'the step-down maximum statistic over the permutations',
  fdr_bh: 'the Benjamini-Hochberg false discovery rate',
  fdr_by: 'the Benjamini-Yekutieli false discovery rate',
  bonferroni: "Bonferroni's method",
  holm: "Holm's method",
  holm_sidak: 'the Holm-Šidák method',
  sidak: "Šidák's method",
  hommel: "Hommel's method",
  simes_hochberg: "Hochberg's method",
};

export const familyWords: Record<McDimension, string> = {
  array: 'over all tests together',
  x: 'separately for each reference map',
  y: 'separately for each brain map',
};

export const sideWords: Record<Side, string> = { x: 'X', y: 'Y', z: 'Z' };

export const levelWords: Record<string, string> = {
  cortex: 'cortical ',
  subcortex: 'subcortical ',
  combined: 'cortical and subcortical ',
};
