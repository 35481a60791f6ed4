// The stage of a run that holds its nulls against its maps, and what it says where it cannot.
import { NspError } from '../error.js';
import type { LoadContext } from '../library/context.js';
import type { LoadedParcellation } from '../library/load/parcellation.js';
import type { MapTable } from '../library/map-table.js';
import type { NullSource } from '../parallel/null-maps.js';
import type { ResultDiagnostics } from '../result.js';
import type { Stages } from '../stages.js';
import { autocorrelationDiagnostic, type AutocorrelationRequest } from './autocorrelation.js';
import { judgedDistances, type JudgedDistances } from './autocorrelation-distances.js';
import { roughWarning } from './autocorrelation-verdict.js';

/** What makes the null maps of each side; null for a side that stays. */
export interface MovingSources {
  x: NullSource | null;
  y: NullSource | null;
}

interface MovingMaps {
  maps: { x: MapTable; y: MapTable };
  sources: MovingSources;
  permutations: number;
}

/**
 * Of X and Y permuted together X is looked at: both sides have the same null model.
 * @param known distances of the null model, null for models without
 * @returns null where no map and no group was permuted
 */
export async function autocorrelationOf(
  { maps, sources, permutations }: MovingMaps,
  parcellation: LoadedParcellation,
  known: JudgedDistances | null,
  context: Pick<LoadContext, 'library' | 'inputs'>,
  stages: Stages,
): Promise<ResultDiagnostics['autocorrelation']> {
  const side = sources.x ? 'x' : 'y';
  const source = sources[side];
  if (!source) return null;
  const permuted = source.kind === 'groups' ? 'groups' : side === 'x' ? 'X' : 'Y';
  const request = { maps: maps[side], source, permuted, permutations } as const;
  return stages.run('Autocorrelation', () => judged(request, parcellation, known, context, stages));
}

async function judged(
  request: Omit<AutocorrelationRequest, 'distances'>,
  parcellation: LoadedParcellation,
  known: JudgedDistances | null,
  context: Pick<LoadContext, 'library' | 'inputs'>,
  stages: Stages,
): Promise<ResultDiagnostics['autocorrelation']> {
  let distances: JudgedDistances;
  try {
    distances = await judgedDistances(parcellation, known, context);
  } catch (error) {
    // The numbers of the run do not need it: what is missing is said, and the run goes on.
    if (!(error instanceof NspError)) throw error;
    stages.log(`The autocorrelation of the nulls was not judged: ${error.message}`);
    return { missing: error.message };
  }
  const found = await autocorrelationDiagnostic({ ...request, distances }, stages);
  stages.log(`Autocorrelation: ${found.verdict}`);
  const verdicts = found.maps.map(({ verdict }) => verdict);
  const rough = roughWarning(verdicts, found.permuted);
  if (rough) stages.warn('rough-nulls', rough, { property: 'maps_method' });
  return found;
}
