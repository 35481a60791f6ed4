// The table of colocalization methods this engine runs: correlations, and the kernels of kernels/. Adding a method is adding a row.
import type { OptionValue } from '../plan.js';
import type { KernelMaker, KernelOptions, StatisticSpec } from './kernels/kernel.js';
import { kernels } from './kernels/kernels.js';

interface MethodRow {
  name: string;
  /** For people, e.g. `Spearman's rho`. */
  label: string;
  /** Maps are replaced by their ranks first, each over its own parcels, whatever the option `rank` says. */
  ranked: boolean;
  /** Asks for Z maps. Other methods regress Z, too, when there are Z maps (spec/statistics.md 1.3). */
  partial: boolean;
  /** Properties of the language that belong to it. */
  options: readonly string[];
  /** Statistics in the order of the result, with their default tails. */
  statistics(options: KernelOptions): readonly StatisticSpec[];
}

/** Each pair of maps has a correlation `rho` and, where asked for, its Fisher transform `rho_z` (spec/decisions.md 1). */
export interface CorrelationMethod extends MethodRow {
  kind: 'correlation';
}

/** Y is explained by X: each X map alone, or all of them together. */
export interface KernelMethod extends MethodRow {
  kind: 'kernel';
  maker: KernelMaker;
}

export type ColocalizationMethod = CorrelationMethod | KernelMethod;

/** Options of kernels that have a property of their own. */
export type NamedOption = Exclude<keyof KernelOptions, 'seed'>;

/** NiSpace's names of them. */
export const OPTION_NAMES: Readonly<Record<NamedOption, string>> = {
  adjR2: 'adj_r2',
  nComponents: 'n_components',
  nNeighbors: 'n_neighbors',
  mlrIndividual: 'mlr_individual',
  dominanceMaxPredictors: 'dominance_max_predictors',
  parcelTrainPct: 'parcel_train_pct',
  l1Ratio: 'l1_ratio',
};

/** Ranks X, Y and Z before the fit; correlations have methods of their own for that. */
export const RANK_OPTION = 'rank';

export type MethodOptions = Readonly<Record<string, OptionValue>>;

const correlation = (
  name: string,
  label: string,
  { ranked = false, partial = false },
): CorrelationMethod => ({
  kind: 'correlation',
  name,
  label,
  ranked,
  partial,
  options: [],
  statistics: () => [{ name: 'rho', shape: 'pair', tail: 'two', label }],
});

/** The options that a kernel reads, without the seed, which is that of the analysis. */
export const namedOptions = ({ options }: KernelMaker): NamedOption[] =>
  options.filter((option) => option !== 'seed');

const kernel = (maker: KernelMaker): KernelMethod => ({
  kind: 'kernel',
  name: maker.name,
  label: maker.label,
  ranked: false,
  partial: false,
  options: [...namedOptions(maker).map((option) => OPTION_NAMES[option]), RANK_OPTION],
  statistics: (options) => maker.statistics(options),
  maker,
});

export const methods: readonly ColocalizationMethod[] = [
  correlation('pearson', "Pearson's r", {}),
  correlation('spearman', "Spearman's rho", { ranked: true }),
  correlation('partialpearson', "Partial Pearson's r", { partial: true }),
  correlation('partialspearman', "Partial Spearman's rho", { ranked: true, partial: true }),
  ...kernels.map(kernel),
];

export const methodByName = new Map(methods.map((method) => [method.name, method]));
