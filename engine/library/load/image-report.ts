// What parcellating one image left out, for the log and the warnings.
import type { ParcelMeans } from '../../parcellate/parcel-means.js';
import type { StageContext } from '../../progress.js';
import { someOf } from '../nearest.js';

export interface ImageReport {
  label: string;
  path: string;
  /** Mean per chosen parcel; NaN is missing. */
  values: Float64Array;
  /** Values taken as background, those that could not be determined left out. */
  background: number[];
  /** Voxels or vertices inside parcels that were left out. */
  ignored: { background: number; missing: number };
}

/** Why parcels of an image have no value: the list of the means, the code of the warning, and the reason in words. */
const losses: readonly (readonly [
  list: 'vanished' | 'empty' | 'sparse' | 'infinite',
  code: string,
  reason: string,
])[] = [
  ['vanished', 'parcels-vanished', 'lie outside the image or between its voxels'],
  ['empty', 'parcels-background', 'hold nothing but background'],
  [
    'sparse',
    'parcels-sparse',
    'have too few valid points (min_num_valid_datapoints, min_fraction_valid_datapoints)',
  ],
  ['infinite', 'parcels-infinite', 'hold infinite values'],
];

/** Cuts the means down to the chosen parcels, logs what was left out and warns of parcels without a value; those are missing. */
export function describeMeans(
  image: { label: string; path: string },
  means: ParcelMeans,
  places: Int32Array,
  labels: readonly string[],
  ctx: StageContext,
): ImageReport {
  const { ignored } = means;
  const background = [...new Set(means.background)].filter((value) => !Number.isNaN(value));
  ctx.log(
    `${image.label}: background ${background.join(', ') || 'none'}; ${ignored.background} background and ${ignored.missing} missing points inside parcels left out (${image.path})`,
  );
  const values = Float64Array.from(places, (place) => means.values[place] as number);
  for (const [list, code, reason] of losses) {
    const lost = new Set(means[list]);
    const names = labels.filter((_, i) => lost.has(places[i] as number));
    if (names.length === 0) continue;
    ctx.warn(
      code,
      `${names.length} of ${labels.length} parcels of ${image.label} ${reason} and are missing: ${someOf(names)}.`,
    );
  }
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) values[i] = NaN;
  return { ...image, values, background, ignored };
}
