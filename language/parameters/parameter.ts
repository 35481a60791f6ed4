// One row of the parameter table: what a property is called, takes, means, and where it may stand.
import type { AnalysisKind } from '../../engine/plan.js';
import type { ValueType } from '../values/value-type.js';

/** Kinds of analysis that are one block of properties. */
export type BlockAnalysis = Exclude<AnalysisKind, 'pipeline'>;

export type SourcePlace =
  | 'reference'
  | 'table'
  | 'image'
  | 'images'
  | 'surface'
  | 'design'
  | 'parcellation image'
  | 'parcellation surface';

export type StepPlace =
  | 'fit'
  | 'clean_y'
  | 'transform_y'
  | 'transform_z'
  | 'reduce_x'
  | 'colocalize'
  | 'permute'
  | 'correct_p'
  | 'normalize_colocalizations'
  | 'regional_influence'
  | 'regional_contribution'
  | 'local_colocalization'
  | 'correlate_within_region';

/** Kinds of blocks properties stand in. */
export type Place = BlockAnalysis | 'defaults' | SourcePlace | StepPlace;

export interface Parameter<T = unknown> {
  readonly type: ValueType<T>;
  /** One sentence. */
  readonly doc: string;
  readonly required?: true | undefined;
  /** Value when the property is absent; without one, what happens then stands in `absent`. */
  readonly initial?: NoInfer<T>;
  /** Values that differ by kind of analysis. */
  readonly initialIn?: Partial<Record<BlockAnalysis, NoInfer<T>>>;
  /** The default as documentation and hover show it, when the value itself does not say it. */
  readonly absent?: string;
  /** Analyses it belongs to; all when absent. */
  readonly kinds?: readonly BlockAnalysis[] | undefined;
  /** Only allowed with one of these colocalization methods. */
  readonly methods?: readonly string[];
  /** Only allowed with one of these null models. */
  readonly nullModels?: readonly string[];
}

/** Keeps the type of a row's value. */
export function parameter<T>(row: Parameter<T>): Parameter<T> {
  return row;
}

/** The value type of a row. */
export type ValueOf<P> = P extends Parameter<infer T> ? T : never;
