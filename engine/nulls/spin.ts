// Spins made here: rotate the sphere, let every parcel take the parcel of the nearest rotated centroid (`alexander_bloch`).
// Source: Alexander-Bloch et al. 2018, doi:10.1016/j.neuroimage.2018.05.070; spec/statistics.md 4.10.
import { RandomState } from './rng/mt19937.js';
import { drawRotation, mirrored, type Rotation } from './rotation.js';

/** Seed of the stored spins of the library, used for spins made here, too. */
export const SPIN_SEED = 42;

/** A spin equal to an earlier one or to the identity is redrawn this often, then kept. */
const MOST_REDRAWS = 500;

/** Centroids of one hemisphere, `[parcel][xyz]`, and where its parcels stand in the whole list. */
export interface HemisphereCentroids {
  hemisphere: 'L' | 'R';
  coordinates: Float64Array;
  /** Index of each parcel in the analysis. */
  parcels: Int32Array;
}

/** Spins between two pauses. */
const PAUSE = 250;

export interface SpinOptions {
  seed?: number;
  /** Awaited every PAUSE spins, to report and to let events through; throws to stop. */
  pause?: (done: number) => Promise<void>;
  /** Fixed left rotations instead of drawn ones (tests). */
  rotations?: readonly Rotation[];
}

/**
 * Source parcel of every parcel for each spin: `[spin][parcel]`, null = x[index]; −1 for parcels in neither hemisphere.
 * Both hemispheres turn by mirror-image rotations and never exchange parcels.
 */
export async function makeSpins(
  hemispheres: readonly HemisphereCentroids[],
  parcels: number,
  spins: number,
  options: SpinOptions = {},
): Promise<{ index: Int16Array; duplicates: number }> {
  const random = new RandomState(options.seed ?? SPIN_SEED);
  const index = new Int16Array(spins * parcels).fill(-1);
  const seen = new Set<string>([identity(hemispheres, parcels)]);
  let duplicates = 0;
  for (let spin = 0; spin < spins; spin++) {
    const row = index.subarray(spin * parcels, (spin + 1) * parcels);
    for (let draw = 0; ; draw++) {
      const left = options.rotations?.[spin] ?? drawRotation(random);
      for (const side of hemispheres) {
        assignNearest(side, side.hemisphere === 'L' ? left : mirrored(left), row);
      }
      const key = keyOf(row);
      if (options.rotations) break;
      if (!seen.has(key)) {
        seen.add(key);
        break;
      }
      if (draw + 1 >= MOST_REDRAWS) {
        duplicates++;
        break;
      }
    }
    if ((spin + 1) % PAUSE === 0) await options.pause?.(spin + 1);
  }
  return { index, duplicates };
}

/** How many spins repeat an earlier one or the identity: what makeSpins says, told from its index `[spin][parcel]`. */
export function repeatedSpins(
  index: Int16Array,
  hemispheres: readonly HemisphereCentroids[],
  parcels: number,
): number {
  const seen = new Set<string>([identity(hemispheres, parcels)]);
  const spins = index.length / parcels;
  for (let spin = 0; spin < spins; spin++)
    seen.add(keyOf(index.subarray(spin * parcels, (spin + 1) * parcels)));
  return spins + 1 - seen.size;
}

/** A spin as text, to tell equal ones apart from others in a set. */
const keyOf = ({ buffer, byteOffset, byteLength }: Int16Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

function identity(hemispheres: readonly HemisphereCentroids[], parcels: number): string {
  const row = new Int16Array(parcels).fill(-1);
  for (const { parcels: own } of hemispheres) for (const parcel of own) row[parcel] = parcel;
  return keyOf(row);
}

/** index_i = argmin_j |c_i − c_j · rotation|; the first of equals. */
function assignNearest(side: HemisphereCentroids, rotation: Rotation, row: Int16Array): void {
  const { coordinates: c, parcels } = side;
  const n = parcels.length;
  const turned = rotated(c, rotation);
  for (let i = 0; i < n; i++) {
    const x = c[i * 3] as number;
    const y = c[i * 3 + 1] as number;
    const z = c[i * 3 + 2] as number;
    let best = -1;
    let least = Infinity;
    for (let j = 0; j < n; j++) {
      const dx = x - (turned[j * 3] as number);
      const dy = y - (turned[j * 3 + 1] as number);
      const dz = z - (turned[j * 3 + 2] as number);
      const distance = dx * dx + dy * dy + dz * dz;
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    row[parcels[i] as number] = best < 0 ? -1 : (parcels[best] as number);
  }
}

function rotated(c: Float64Array, m: Rotation): Float64Array {
  const [a, b, d, e, f, g, h, k, l] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const out = new Float64Array(c.length);
  for (let j = 0; j < c.length; j += 3) {
    const x = c[j] as number;
    const y = c[j + 1] as number;
    const z = c[j + 2] as number;
    out[j] = x * a + y * e + z * h;
    out[j + 1] = x * b + y * f + z * k;
    out[j + 2] = x * d + y * g + z * l;
  }
  return out;
}
