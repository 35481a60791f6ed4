// Effect sizes of two groups for many permuted labels at once, without going through the data again for each spread.
// With values centred on the parcel's mean, the sum of squares T over all rows does not depend on the labels, and the part within the
// groups is T − S_a²/n_a − S_b²/n_b: all that a permutation needs is the sum S_a of one group, a product of 0/1 labels and Y.
// For pairs the differences only change sign, so S = Σ ±d and the spread is T − S²/n.
import { NspError } from '../../error.js';
import type { Control } from '../../parallel/control.js';
import { pairLayout, positionsOfPairs, rowLayout, type Layout } from './effect-layout.js';
import { cohenOf, hedgesCorrection, pairedCohen } from './effect-sizes.js';
import type { Groups } from './groups.js';
import type { Sample } from './sample.js';

export type FastEffect = 'meandiff' | 'cohen' | 'hedges' | 'pairedcohen';

export const isFastEffect = (name: string): name is FastEffect =>
  ['meandiff', 'cohen', 'hedges', 'pairedcohen'].includes(name);

/** Below this share of T the part within the groups is taken from the data, so that it never suffers from the subtraction. */
const SAFE_SHARE = 0.01;

/** Permutations between two looks at the stop flag. */
const BLOCK = 64;

/** Fills blocks of null effect maps. Equal to the direct form to about 1e-13 relative; no result depends on the block it is made in. */
export class EffectNulls {
  private readonly layout: Layout;
  /** Rows of groups.rows (positions) that make up each pair, the earlier one first. */
  private readonly pairs: [number, number][] | null;
  private readonly sum: Float64Array;
  private readonly gapCount: Float64Array;

  /**
   * @param y maps of the subjects `[row][parcel]`, NaN missing
   * @param first group (0 or 1) that the first argument names
   * @throws NspError `no-pairs`
   */
  constructor(
    private readonly y: { values: Float64Array; parcels: number },
    private readonly groups: Pick<Groups, 'rows' | 'pairs'>,
    private readonly effect: FastEffect,
    private readonly first: 0 | 1,
  ) {
    this.pairs = effect === 'pairedcohen' ? positionsOfPairs(requirePairs(groups)) : null;
    this.layout = this.pairs ? pairLayout(y, groups.rows, this.pairs) : rowLayout(y, groups.rows);
    this.sum = new Float64Array(y.parcels);
    this.gapCount = new Float64Array(this.layout.gaps.length);
  }

  /**
   * @param labels `[permutation][row of groups.rows]`, 0 or 1; permutations `from` to `to`
   * @param out `[permutation][parcel]`; NaN where the effect does not exist
   */
  fill(
    labels: Uint8Array,
    from: number,
    to: number,
    out: Float64Array,
    control: Pick<Control, 'check' | 'advance'>,
  ): void {
    const rows = this.groups.rows.length;
    const { parcels } = this.y;
    for (let start = from; start < to; start += BLOCK) {
      control.check();
      const end = Math.min(start + BLOCK, to);
      for (let k = start; k < end; k++) {
        const own = labels.subarray(k * rows, (k + 1) * rows);
        const map = out.subarray(k * parcels, (k + 1) * parcels);
        if (this.pairs) this.fillPaired(own, map, this.pairs);
        else this.fillGroups(own, map);
      }
      control.advance(end - start);
    }
  }

  private fillGroups(labels: Uint8Array, out: Float64Array): void {
    const members = Int32Array.from(labels.keys()).filter((k) => labels[k] === this.first);
    this.addUp(members);
    const { sum, layout, gapCount, effect } = this;
    const all = layout.units;
    let gap = 0;
    for (let i = 0; i < out.length; i++) {
      let na = members.length;
      let n = all;
      if (layout.gaps[gap] === i) {
        na = gapCount[gap] as number;
        n = layout.count[i] as number;
        gap++;
      }
      const nb = n - na;
      const sa = sum[i] as number;
      const sb = (layout.total[i] as number) - sa;
      const difference = na && nb ? sa / na - sb / nb : NaN;
      if (effect === 'meandiff') {
        out[i] = difference;
        continue;
      }
      if (na < 2 || nb < 2) {
        out[i] = NaN;
        continue;
      }
      const squares = layout.squares[i] as number;
      const within = squares - (sa * sa) / na - (sb * sb) / nb;
      if (!(within > SAFE_SHARE * squares)) {
        out[i] = this.direct(labels, i);
        continue;
      }
      const d = difference / Math.sqrt(within / (n - 2));
      out[i] = effect === 'hedges' ? d * hedgesCorrection(n - 2) : d;
    }
  }

  private fillPaired(labels: Uint8Array, out: Float64Array, pairs: [number, number][]): void {
    // Σ ±d = 2·Σ over the pairs with + minus Σ over all.
    const plus = Int32Array.from(pairs.keys()).filter(
      (k) => labels[pairs[k]?.[0] ?? 0] === this.first,
    );
    this.addUp(plus);
    const { sum, layout } = this;
    for (let i = 0; i < out.length; i++) {
      const n = layout.count[i] as number;
      const s = 2 * (sum[i] as number) - (layout.total[i] as number);
      const squares = layout.squares[i] as number;
      const about = squares - (s * s) / n;
      if (n < 2) out[i] = NaN;
      else if (!(about > SAFE_SHARE * squares)) out[i] = this.direct(labels, i);
      else out[i] = s / n / Math.sqrt(about / (n - 1));
    }
  }

  /** Sums of the terms of some units into `sum`, and how many of them have each parcel with gaps. Four units at a time. */
  private addUp(units: Int32Array): void {
    const { sum, gapCount } = this;
    const { terms, present, gaps } = this.layout;
    const width = sum.length;
    sum.fill(0);
    let u = 0;
    for (; u + 4 <= units.length; u += 4) {
      const a = (units[u] as number) * width;
      const b = (units[u + 1] as number) * width;
      const c = (units[u + 2] as number) * width;
      const d = (units[u + 3] as number) * width;
      for (let i = 0; i < width; i++) {
        sum[i] =
          (sum[i] as number)
          + ((terms[a + i] as number)
            + (terms[b + i] as number)
            + ((terms[c + i] as number) + (terms[d + i] as number)));
      }
    }
    for (; u < units.length; u++) {
      const a = (units[u] as number) * width;
      for (let i = 0; i < width; i++) sum[i] = (sum[i] as number) + (terms[a + i] as number);
    }
    gapCount.fill(0);
    for (const unit of units) {
      const at = unit * gaps.length;
      for (let g = 0; g < gaps.length; g++) {
        gapCount[g] = (gapCount[g] as number) + (present[at + g] as number);
      }
    }
  }

  /** One parcel from the data. */
  private direct(labels: Uint8Array, parcel: number): number {
    const { y, groups, pairs } = this;
    const out = new Float64Array(1);
    const single = Float64Array.from(
      groups.rows,
      (row) => y.values[row * y.parcels + parcel] as number,
    );
    const sample = (rows: Int32Array): Sample => ({ values: single, parcels: 1, rows });
    if (pairs) {
      const one = Int32Array.from(pairs, ([j, k]) => (labels[j] === this.first ? j : k));
      const other = Int32Array.from(pairs, ([j, k]) => (labels[j] === this.first ? k : j));
      pairedCohen(sample(one), sample(other), out);
    } else {
      const positions = Int32Array.from(labels.keys());
      const correct = this.effect === 'hedges' ? hedgesCorrection : undefined;
      cohenOf(
        sample(positions.filter((k) => labels[k] === this.first)),
        sample(positions.filter((k) => labels[k] !== this.first)),
        out,
        correct,
      );
    }
    return out[0] as number;
  }
}

function requirePairs({ pairs }: Pick<Groups, 'pairs'>): Int32Array {
  if (pairs) return pairs;
  throw new NspError(
    'no-pairs',
    'pairedcohen compares pairs, and the design names none. Add `subjects: COLUMN` to the design, with the id both rows of a pair share.',
    { property: 'comparison_method' },
  );
}
