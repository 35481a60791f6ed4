import type { Hemisphere, ParcellationSource } from '../plan.js';
import type { ParcellationData } from './parcellation.js';
import type { LoadContext } from './context.js';
export interface LoadedParcellation extends ParcellationData {
  /** All parcel labels, before the choice of hemispheres; `labels` is a subset in the same order. */
  everyLabel: string[];
}
export declare function loadParcellation(source: ParcellationSource, hemispheres: Hemisphere[], context: Omit<LoadContext, 'resultOf'>): Promise<LoadedParcellation>;
