// The comparison of permuted groups: what null maps of group analyses are. Permutation k depends on the seed and k only, so any
// thread can begin anywhere. Cleaning is not repeated (spec/statistics.md 5.4, spec/decisions.md 2).
import type { MapTable } from '../library/map-table.js';
import type { GroupsStrategy } from '../plan.js';
import { GroupComparison, type ComparisonCall } from '../prepare/comparisons/comparison.js';
import { EffectNulls, isFastEffect } from '../prepare/comparisons/effect-nulls.js';
import type { Groups } from '../prepare/comparisons/groups.js';
import { labelPermutations } from './labels.js';

/** Everything that decides the null maps. `y` are the cleaned maps of the subjects, values shared. */
export interface GroupSource {
  kind: 'groups';
  y: MapTable;
  call: ComparisonCall;
  groups: Groups;
  strategy: GroupsStrategy;
  seed: number;
}

/** The caller looks at the stop flag. */
const unwatched = { check: (): void => undefined, advance: (): void => undefined };

export class RelabelledMaps {
  private readonly comparison: GroupComparison;
  private readonly fast: EffectNulls | null;
  private readonly draw: (permutation: number, out: Uint8Array) => void;
  private readonly labels: Uint8Array;
  private readonly one: Float64Array;
  private at = -1;
  private table: Float64Array = new Float64Array(0);

  /** @throws NspError `draw-in-pairs` and those of GroupComparison */
  constructor(source: GroupSource) {
    const { y, call, groups } = source;
    this.comparison = new GroupComparison(y, call, groups);
    this.draw = labelPermutations(groups, source.strategy, source.seed);
    this.labels = new Uint8Array(groups.rows.length);
    this.one = new Float64Array(y.parcels.length);
    const [first, second] = this.comparison.sides;
    const apart = typeof first === 'number' && typeof second === 'number' && first !== second;
    this.fast =
      apart && isFastEffect(call.transform)
        ? new EffectNulls(
            { values: y.values, parcels: y.parcels.length },
            groups,
            call.transform,
            first,
          )
        : null;
  }

  /** Maps of a permutation, `[row][parcel]`; good until the next is asked for. Asking again for the same one costs nothing. */
  maps(permutation: number): Float64Array {
    if (permutation === this.at) return this.table;
    this.draw(permutation, this.labels);
    if (this.fast) {
      this.fast.fill(this.labels, 0, 1, this.one, unwatched);
      this.table = this.one;
    } else {
      this.table = this.comparison.relabelled(this.labels);
    }
    this.at = permutation;
    return this.table;
  }
}
