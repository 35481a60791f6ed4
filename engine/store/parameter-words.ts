// The values of parameters as a person reads them: the same words for analyses and for the steps of a pipeline.
import { basename } from 'node:path';
import type {
  DesignSource,
  MapsSource,
  OptionValue,
  ParcellationSource,
  PermutedMaps,
  PermuteStep,
} from '../plan.js';
import type { ResultNullModel } from '../result.js';
import { sourceWords } from './source-words.js';

export type ParameterRows = [property: string, value: string][];

const named = (declaration: string | null, words: string): string =>
  declaration ? `${declaration}: ${words}` : words;

const orNone = (value: OptionValue): string => {
  if (value === null) return 'none';
  return typeof value === 'object' ? value.join(', ') : String(value);
};

export const parameterWords = {
  orNone,
  list: (values: readonly unknown[]): string => (values.length ? values.join(', ') : 'none'),
  options: (values: Record<string, OptionValue>): ParameterRows =>
    Object.entries(values).map(([name, value]) => [name, orNone(value)]),
  design: (source: DesignSource | null): string =>
    source ? named(source.declaration, `the table ${basename(source.path)}`) : 'none',
  maps: (source: MapsSource | string): string =>
    typeof source === 'string' ? source : named(source.declaration, sourceWords(source)),
  seed: (seed: number | null, drawn: boolean): string =>
    `${orNone(seed)}${drawn ? ' (drawn for this run)' : ''}`,
  threads: (count: number): string => (count === -1 ? '-1 (all cores)' : String(count)),
  nullModel: (
    { mapsMethod, mapsNulls }: Pick<PermutedMaps, 'mapsMethod' | 'mapsNulls'>,
    used: Pick<ResultNullModel, 'method'>,
  ): string =>
    mapsNulls === null
      ? (mapsMethod ?? `${used.method} (chosen by the parcellation)`)
      : 'none (own nulls)',
  nullSpace: (space: string, used: Pick<ResultNullModel, 'space'>): string =>
    space === 'auto' ? `auto (${used.space ?? 'none'})` : space,
  tails: (value: PermuteStep['tails']): string => {
    if (value === null) return 'default of each statistic';
    if (typeof value === 'string') return value;
    return Object.entries(value)
      .map(([statistic, tail]) => `${statistic}: ${tail}`)
      .join(', ');
  },
  parcellation: (source: ParcellationSource): string => {
    switch (source.kind) {
      case 'library':
        return source.name;
      case 'sum':
        return source.parts.join(' + ');
      case 'image':
        return `${source.declaration}: the label image ${basename(source.path)}`;
      case 'surface':
        return `${source.declaration}: the label files ${basename(source.left)}, ${basename(source.right)}`;
    }
  },
} as const;
