// A parcellation as the engine uses it: parcels in order with their hemisphere, and the files each space offers.
import type { Hemisphere } from '../plan.js';
import type { Citation } from './entries.js';

export interface ParcellationData {
  /** Canonical library name, or the declaration's name for one's own. */
  name: string;
  label: string;
  level: 'cortex' | 'subcortex' | 'combined' | 'unknown';
  /** Parcel labels in order (left hemisphere first), after the choice of hemispheres. */
  labels: string[];
  /** Hemisphere of each parcel, read from its label, never from its position; null where unknown. */
  hemisphere: (Hemisphere | null)[];
  license: string | null;
  citations: Citation[];
  volumes: VolumeLabels[];
  surfaces: SurfaceLabels[];
}

export interface VolumeLabels {
  space: string;
  /** Label image (NIfTI). */
  image: string;
  /** Label text file: line i names the i-th smallest value of the image. Null: the values are the names. */
  labelFile: string | null;
  distances: string | null;
  /** Of a cortex + subcortex parcellation: the subcortical label image; `image` is then the cortical one alone. */
  subcortex?: VolumeLabels;
}

export interface SurfaceLabels {
  space: string;
  /** A parcellation may have one hemisphere only. */
  hemispheres: {
    hemisphere: Hemisphere;
    /** GIFTI label file. */
    image: string;
    labelFile: string | null;
    /** Stored spins: integer `[parcel of this hemisphere][spin]`. */
    spins: string | null;
    distances: string | null;
  }[];
}
