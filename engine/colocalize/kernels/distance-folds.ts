// Cross-validation folds by distance: for each parcel, the nearest ones train and the far ones test, so that the neighbours of a
// tested parcel do not give its value away (spec/statistics.md 1.10).
import { NspError } from '../../error.js';
import type { Design } from './design.js';
import type { KernelShape } from './kernel.js';

/** Parcels are ordered by distance once; the folds follow the parcels that are present. */
export class DistanceFolds {
  /** `[parcel][others by distance]`, itself first. */
  private readonly order: Int32Array;
  private readonly parcels: number;
  private readonly place: Int32Array;
  /** `[fold][test parcel]`, positions among the used parcels; stride {@link tested}. */
  private readonly test: Int32Array;
  private count = 0;
  private version = -1;
  trained = 0;
  tested = 0;

  /** Throws `no-distances` or `bad-train-share`. */
  constructor(
    { parcels, distances }: KernelShape,
    private readonly trainShare: number,
  ) {
    if (!distances || distances.length !== parcels * parcels || distances.some((d) => d !== d)) {
      throw new NspError(
        'no-distances',
        'Lasso, ridge and elastic net are cross-validated by the distance between parcels, and this parcellation has none. Choose a parcellation with images, or another method.',
        { property: 'colocalization_method' },
      );
    }
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new NspError(
        'bad-train-share',
        `parcel_train_pct is ${trainShare}: it must leave parcels to train on and parcels to test, so it lies between 0 and 1 (0.75 by default).`,
        { property: 'parcel_train_pct' },
      );
    }
    this.parcels = parcels;
    this.order = new Int32Array(parcels * parcels);
    this.place = new Int32Array(parcels);
    this.test = new Int32Array(parcels * parcels);
    for (let i = 0; i < parcels; i++) {
      const far = distances.subarray(i * parcels, (i + 1) * parcels);
      const own = Int32Array.from(far.keys()).sort(
        (a, b) =>
          Number(b === i) - Number(a === i) || (far[a] as number) - (far[b] as number) || a - b,
      );
      this.order.set(own, i * parcels);
    }
  }

  /** Number of folds: one per used parcel. */
  get folds(): number {
    return this.count;
  }

  /** Makes the folds of the parcels that a design uses, unless it uses the same as before. */
  follow({ used, n, version }: Pick<Design, 'used' | 'n' | 'version'>): void {
    const { place, order, test, parcels } = this;
    if (version === this.version) return;
    this.version = version;
    this.count = n;
    this.trained = trainedOf(n, this.trainShare);
    this.tested = n - this.trained;
    place.fill(-1);
    for (let at = 0; at < n; at++) place[used[at] as number] = at;
    for (let fold = 0; fold < n; fold++) {
      const from = (used[fold] as number) * parcels;
      let nearer = 0;
      for (let j = 0; j < parcels; j++) {
        const at = place[order[from + j] as number] as number;
        if (at < 0) continue;
        if (nearer >= this.trained) test[fold * this.tested + nearer - this.trained] = at;
        nearer++;
      }
    }
  }

  /** The j-th tested parcel of a fold, as its position among the used ones. */
  testedParcel(fold: number, j: number): number {
    return this.test[fold * this.tested + j] as number;
  }
}

const trainedOf = (n: number, trainShare: number): number => Math.floor(trainShare * n);

/** Fewest parcels that leave each fold 3 to train on and 2 to test: with fewer there is no variance to explain. */
export function fewestForFolds(trainShare: number): number {
  let n = 5;
  while (n < 100_000 && (trainedOf(n, trainShare) < 3 || n - trainedOf(n, trainShare) < 2)) n++;
  return n;
}
