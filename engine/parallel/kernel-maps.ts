// Maps as the kernels of regression-like methods take them, observed or null: in their units, ranked or not, Z taken out or not.
// Unlike for correlations, scale and mean of a map matter here, so null maps are standardised like the observed ones.
import { isConstant, moments } from '../stats/correlation.js';
import { Ranker } from '../stats/ranker.js';
import { residualsFor, type ConfoundMaps, type Residuals } from '../stats/residuals.js';
import { SideMaps, type Side } from './side-maps.js';

export interface KernelPreparation {
  /** z-score each map first (mean 0, population sd 1), as `standardize` asks for null maps (spec/statistics.md 4.9). */
  standardize: boolean;
  /** Replace the values by 0-based mid-ranks. */
  ranked: boolean;
  /** Z maps, ranked likewise. */
  z: ConfoundMaps | null;
}

/** Brings maps into the form in which a kernel takes them, in place; allocates nothing per map. */
export class KernelMapPreparer {
  private readonly ranker: Ranker | null;
  private readonly residuals: ((row: number) => Residuals) | null;
  private readonly standardize: boolean;

  constructor({ standardize, ranked, z }: KernelPreparation, parcels: number) {
    // Ranks do not see the scale.
    this.standardize = standardize && !ranked;
    this.ranker = ranked ? new Ranker(parcels) : null;
    this.residuals = z && residualsFor(z);
  }

  /**
   * @param map values of one map, NaN missing; a constant map that is standardised becomes all missing
   * @param row its place among the maps of its side, which says which Z map is its own
   */
  prepare(map: Float64Array, row: number): void {
    if (this.standardize) standardizeMap(map);
    if (this.ranker) {
      this.ranker.rank(map, map);
      fromDoubledCentred(map);
    }
    this.residuals?.(row).remove(map);
  }
}

/** Maps of a side from permutation `from` on, as kernels take them. */
export const kernelSideMaps = (side: Side<KernelPreparation>, from: number): SideMaps =>
  new SideMaps(
    side,
    new KernelMapPreparer(side.moving?.preparation ?? AS_IS, side.maps.parcels),
    from,
  );

/** What stays is prepared already. */
const AS_IS: KernelPreparation = { standardize: false, ranked: false, z: null };

/** As `standardizeRows` does to observed maps. */
function standardizeMap(map: Float64Array): void {
  const { n, mean, about } = moments(map);
  if (n === 0 || isConstant(map)) {
    map.fill(NaN);
    return;
  }
  const sd = Math.sqrt(about / n);
  for (let i = 0; i < map.length; i++) map[i] = ((map[i] as number) - mean) / sd;
}

/** Twice the mid-rank minus its mean, back to the 0-based mid-rank: penalties and intercepts depend on it. */
function fromDoubledCentred(map: Float64Array): void {
  let n = 0;
  for (let i = 0; i < map.length; i++) if (map[i] === map[i]) n++;
  for (let i = 0; i < map.length; i++) map[i] = ((map[i] as number) + n - 1) / 2;
}
