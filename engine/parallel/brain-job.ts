// The geometry of the brain view, made in a thread because label volumes take a moment to read.
import { capabilities } from '../capabilities.js';
import { brainGeometry, type BrainShape } from '../library/brain.js';
import { DataLibrary } from '../library/library.js';
import type { ParcellationSource } from '../plan.js';

export interface BrainJob {
  folders: string[];
  parcellation: ParcellationSource;
  /** Labels that the parcel indices point into. */
  parcels: string[];
}

/** See {@link brainGeometry}. */
export function brainInThread({ folders, parcellation, parcels }: BrainJob): Promise<BrainShape> {
  return brainGeometry(parcellation, parcels, DataLibrary.open(folders, capabilities));
}
