// Regression-like methods on sets: one kernel per set is given the maps of that set, and each of its statistics becomes one number
// (spec/statistics.md 1.11). Shared by observed values, null maps and random sets.
import { Aggregator, type Aggregation, type MapSet } from '../colocalize/aggregate.js';
import type { Kernel, KernelOptions, KernelShape } from '../colocalize/kernels/kernel.js';
import { kernelByName } from '../colocalize/kernels/kernels.js';

export interface SetFitShape {
  /** Row of the table of kernels. */
  method: string;
  options: KernelOptions;
  shape: Omit<KernelShape, 'maps' | 'parcels'>;
  parcels: number;
  sets: readonly MapSet[];
  aggregation: Aggregation;
}

interface SetFit {
  kernel: Kernel;
  /** `[member][parcel]`. */
  x: Float64Array;
  /** By statistic: one value per member, or one. */
  out: Float64Array[];
  aggregator: Aggregator;
}

export class SetFits {
  private readonly fits: SetFit[];
  private readonly number = new Float64Array(1);

  /** Throws what the method throws for sets it cannot serve. */
  constructor(private readonly of: SetFitShape) {
    const maker = kernelByName.get(of.method);
    if (!maker) throw new Error(`There is no kernel ${of.method}.`);
    this.fits = of.sets.map(({ name, members, weights }) => {
      const maps = members.length;
      const kernel = maker.make({ ...of.shape, maps, parcels: of.parcels }, of.options);
      const own: MapSet = { name, members: members.map((_, j) => j), weights };
      return {
        kernel,
        x: new Float64Array(maps * of.parcels),
        out: kernel.statistics.map(({ shape }) => new Float64Array(shape === 'pair' ? maps : 1)),
        aggregator: new Aggregator([own], of.aggregation),
      };
    });
  }

  /** @param values prepared X maps `[map][parcel]`, from which each set takes its members as they are now */
  setX(values: Float64Array): void {
    const { sets, parcels } = this.of;
    this.fits.forEach(({ kernel, x }, s) => {
      sets[s]?.members.forEach((row, j) =>
        x.set(values.subarray(row * parcels, (row + 1) * parcels), j * parcels),
      );
      kernel.setX(x);
    });
  }

  /**
   * @param y one prepared map
   * @param out by statistic: one value per set; null for statistics that are not wanted
   */
  run(y: Float64Array, out: readonly (Float64Array | null)[]): void {
    for (let s = 0; s < this.fits.length; s++) {
      const fit = this.fits[s] as SetFit;
      fit.kernel.run(y, fit.out);
      for (let k = 0; k < out.length; k++) {
        const values = fit.out[k] as Float64Array;
        const target = out[k];
        if (!target) continue;
        if (fit.kernel.statistics[k]?.shape === 'model') {
          target[s] = values[0] as number;
          continue;
        }
        fit.aggregator.aggregate(values, this.number);
        target[s] = this.number[0] as number;
      }
    }
  }
}
