// Mutual information of Y with each X map: how much one tells of the other, linear or not, from distances between nearest
// neighbours (spec/statistics.md 1.4).
import { FEWEST_SHARED } from '../../stats/correlation.js';
import { digammas } from '../../stats/digamma.js';
import { Sorter } from '../../stats/sorter.js';
import type { Kernel, KernelMaker, KernelOptions, KernelShape, StatisticSpec } from './kernel.js';
import { NeighbourCounts } from './neighbour-counts.js';
import { ScaledPair, type OrderedMap } from './scaled-pair.js';

const STATISTICS: readonly StatisticSpec[] = [
  { name: 'mi', shape: 'pair', tail: 'upper', label: 'Mutual information (nats)' },
];

const fewestParcels: KernelMaker['fewestParcels'] = ({ confounds = 0 }, { nNeighbors }) =>
  Math.max(FEWEST_SHARED, nNeighbors + 1) + confounds;

/**
 * I = max(0, ψ(n) + ψ(k) − ⟨ψ(n_x + 1)⟩ − ⟨ψ(n_y + 1)⟩), n_x and n_y counting the other parcels that are nearer in one map than the
 * k-th neighbour is in the plane (Kraskov et al. 2004, first estimate, doi:10.1103/PhysRevE.69.066138), as scikit-learn's
 * mutual_info_regression has it. Too few parcels for the neighbours, or a constant map: missing.
 */
class MutualInformation implements Kernel {
  readonly statistics = STATISTICS;
  private readonly sorter: Sorter;
  private readonly x: OrderedMap[];
  private readonly y: OrderedMap;
  private readonly pair: ScaledPair;
  private readonly counts: NeighbourCounts;
  private readonly fewest: number;

  constructor({ maps, parcels, confounds }: KernelShape, options: KernelOptions) {
    const map = (): OrderedMap => ({
      values: new Float64Array(parcels),
      order: new Int32Array(parcels),
      present: 0,
    });
    this.sorter = new Sorter(parcels);
    this.x = Array.from({ length: maps }, map);
    this.y = map();
    this.pair = new ScaledPair(parcels, options.seed);
    this.counts = new NeighbourCounts(this.pair, options.nNeighbors, digammas(parcels));
    this.fewest = fewestParcels({ maps, confounds }, options);
  }

  setX(x: Float64Array): void {
    for (let m = 0; m < this.x.length; m++) this.order(this.x[m] as OrderedMap, x, m);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const mi = out[0] as Float64Array;
    this.order(this.y, y, 0);
    for (let m = 0; m < this.x.length; m++) {
      const n = this.pair.take(this.x[m] as OrderedMap, this.y);
      mi[m] = n < this.fewest ? NaN : this.counts.information();
    }
  }

  private order(map: OrderedMap, source: Float64Array, row: number): void {
    const { values } = map;
    for (let i = 0; i < values.length; i++) values[i] = source[row * values.length + i] as number;
    map.present = this.sorter.sort(values, map.order);
  }
}

export const mi: KernelMaker = {
  name: 'mi',
  label: 'Mutual information',
  papers: [{ ref: 'Kraskov et al., 2004, Physical Review E', doi: '10.1103/PhysRevE.69.066138' }],
  options: ['nNeighbors', 'seed'],
  univariate: true,
  needsDistances: false,
  statistics: () => STATISTICS,
  fewestParcels,
  make: (shape, options) => new MutualInformation(shape, options),
};
