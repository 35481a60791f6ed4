// The null maps of a spin test, whatever its rule.
import type { ParcellationData, SurfaceLabels } from '../../library/parcellation.js';
import type { NullSource } from '../../parallel/null-maps.js';
import { overlapSource } from './overlap-source.js';
import type { SpinContext } from './sphere-sides.js';
import { spinIndex, type IndexRule } from './spin-index.js';

export interface SpunNulls {
  source: NullSource;
  bytes: ArrayBufferView[];
  origin: string;
}

/** @throws NspError of reading or making spins; CancelledError */
export async function spunNulls(
  rule: IndexRule | 'overlap',
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  permutations: number,
  context: SpinContext,
): Promise<SpunNulls> {
  if (rule === 'overlap') return overlapSource(parcellation, surface, permutations, context);
  const { index, origin } = await spinIndex(parcellation, surface, permutations, context, rule);
  return { source: { kind: 'spin', index }, bytes: [index], origin };
}
