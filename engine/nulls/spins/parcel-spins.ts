// Parcel-level spins made here: rotate the sphere, let every parcel find its source among the turned centroids by one of the rules of
// assignments.ts; a spin that was there before is drawn anew. Source: spec/statistics.md 4.10.
import type { ParcelSpinBlock } from '../../parallel/parcel-spin-block.js';
import type { BlockPool } from '../../parallel/pool.js';
import { sharedFloat64, sharedInt16 } from '../../parallel/shared.js';
import type { Hemisphere } from '../../plan.js';
import type { StageContext } from '../../progress.js';
import { RandomState } from '../rng/mt19937.js';
import { assignmentSteps, type ParcelRule } from './assignments.js';
import { drawRotations, type Rotation } from './rotation.js';
import { SeenSpins } from './seen-spins.js';

/** Seed of the stored spins of the library, used for spins made here, too. */
export const SPIN_SEED = 42;

/** A spin equal to an earlier one or to the identity is redrawn this often, then kept. */
const MOST_REDRAWS = 500;

/** Spins that are drawn at once when some have to be redrawn. */
const REDRAWN = 256;

/** Elementary steps of one block. */
const STEPS_PER_BLOCK = 2e7;

/** Centroids of one hemisphere, `[parcel][xyz]`, and where its parcels stand in the whole list. */
export interface HemisphereCentroids {
  hemisphere: Hemisphere;
  coordinates: Float64Array;
  /** Index of each parcel in the analysis. */
  parcels: Int32Array;
}

export interface MadeSpins {
  /** `[spin][parcel]`, shared; null = x[index], −1 for parcels in neither hemisphere. */
  index: Int16Array;
  /** Spins that repeat an earlier one because redrawing did not help. */
  duplicates: number;
}

export interface SpinMaking {
  rule: ParcelRule;
  pool: BlockPool;
  ctx: Pick<StageContext, 'signal' | 'report'>;
  seed?: number;
  /** Fixed left rotations instead of drawn ones (tests); nothing is redrawn. */
  rotations?: readonly Rotation[];
}

/**
 * Both hemispheres turn by mirror-image rotations and never exchange parcels. The rotations are one stream, in which only the spins
 * that are redrawn use up more than one, so the number of threads decides nothing.
 * @throws CancelledError
 */
export async function makeSpins(
  hemispheres: readonly HemisphereCentroids[],
  parcels: number,
  spins: number,
  making: SpinMaking,
): Promise<MadeSpins> {
  const random = new RandomState(making.seed ?? SPIN_SEED);
  const index = sharedInt16(spins * parcels);
  const given = making.rotations?.flat();
  const first = given ? sharedFrom(given) : drawRotations(random, spins);
  const tell = (done: number): void => making.ctx.report(done, spins, 'spins');
  await assign(hemispheres, parcels, first, index, making, tell);
  if (given) return { index, duplicates: 0 };
  const sieve = new Sieve(index, hemispheres, parcels);
  for (let draw = 0; draw < spins; draw++) sieve.take(sieve.row(draw));
  if (sieve.kept === spins) return { index, duplicates: sieve.duplicates };
  const redrawn = sharedInt16(REDRAWN * parcels);
  while (sieve.kept < spins) {
    const rotations = drawRotations(random, REDRAWN);
    await assign(hemispheres, parcels, rotations, redrawn, making, () => tell(sieve.kept));
    for (let draw = 0; draw < REDRAWN && sieve.kept < spins; draw++) {
      sieve.take(redrawn.subarray(draw * parcels, (draw + 1) * parcels));
    }
  }
  return { index, duplicates: sieve.duplicates };
}

/** Keeps the spins that are new, close together at the beginning of the index. */
class Sieve {
  kept = 0;
  duplicates = 0;
  private redraws = 0;
  private readonly seen: SeenSpins;

  constructor(index: Int16Array, hemispheres: readonly HemisphereCentroids[], parcels: number) {
    const own = hemispheres.flatMap((side) => [...side.parcels]);
    this.seen = new SeenSpins(index, parcels, own);
  }

  row(spin: number): Int16Array {
    return this.seen.row(spin);
  }

  take(sources: Int16Array): void {
    const known = this.seen.has(sources);
    if (known && ++this.redraws < MOST_REDRAWS) return;
    this.redraws = 0;
    this.row(this.kept).set(sources);
    if (known) this.duplicates++;
    else this.seen.add(this.kept);
    this.kept++;
  }
}

/** Sources for each rotation, cut over the threads. */
async function assign(
  hemispheres: readonly HemisphereCentroids[],
  parcels: number,
  rotations: Float64Array,
  index: Int16Array,
  { rule, pool, ctx }: SpinMaking,
  onDone: (done: number) => void,
): Promise<void> {
  const draws = rotations.length / 9;
  const perDraw = hemispheres.reduce(
    (sum, side) => sum + assignmentSteps[rule](side.parcels.length),
    1,
  );
  const size = Math.max(1, Math.floor(STEPS_PER_BLOCK / perDraw));
  const blocks = Array.from({ length: Math.ceil(draws / size) }, (_, b): ParcelSpinBlock => {
    const [from, to] = [b * size, Math.min(draws, (b + 1) * size)];
    return { rule, hemispheres, parcels, rotations, index, from, to };
  });
  await pool.run('parcelSpin', blocks, { signal: ctx.signal, steps: perDraw * draws, onDone });
}

function sharedFrom(values: readonly number[]): Float64Array {
  const shared = sharedFloat64(values.length);
  shared.set(values);
  return shared;
}
