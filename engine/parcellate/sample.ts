// The value of an image between its voxels, linear (spec 3.4), and whether it is background.
import type { Volume } from '../formats/nifti.js';
import { TIE } from './resample.js';

/** Samples one image; nothing is allocated per sample. */
export class LinearSampler {
  /**
   * Whether the last sample is background: every voxel it was made from holds the same background value. Decided by the voxels and
   * not by the value in between, which may equal a background value by chance (0 between −0.003 and 0.006) or miss it by rounding.
   */
  isBackground = false;
  private readonly corners = new Float64Array(8);
  private readonly corner = [0, 0, 0];
  private readonly weight = [0, 0, 0];
  private readonly reach = [0, 0, 0];

  constructor(
    private readonly image: Pick<Volume, 'dims' | 'data'>,
    private readonly background: readonly number[],
  ) {}

  /**
   * The value at a position in voxel coordinates. NaN outside the outermost centres and beside a missing voxel. A position within
   * rounding of a voxel centre is that centre.
   */
  at(position: Float64Array): number {
    this.isBackground = false;
    if (!this.place(position)) return NaN;
    this.gather();
    const { corners, weight } = this;
    const [u = 0, v = 0, w = 0] = weight;
    const edge = (from: number): number =>
      between(corners[from] as number, corners[from + 1] as number, u);
    return between(between(edge(0), edge(2), v), between(edge(4), edge(6), v), w);
  }

  /** Finds the voxel below the position and the shares beyond it; false outside the image. */
  private place(position: Float64Array): boolean {
    const { dims } = this.image;
    let stride = 1;
    for (let axis = 0; axis < 3; axis++) {
      const last = (dims[axis] as number) - 1;
      const exact = position[axis] as number;
      if (!(exact >= -TIE && exact <= last + TIE)) return false;
      const centre = Math.round(exact);
      const at = Math.abs(exact - centre) < TIE ? centre : exact;
      const below = Math.floor(at);
      this.corner[axis] = below * stride;
      this.weight[axis] = at - below;
      this.reach[axis] = at === below ? 0 : stride;
      stride *= dims[axis] as number;
    }
    return true;
  }

  /** The eight voxels around the position, x fastest; the same one twice along an axis on which it lies at a centre. */
  private gather(): void {
    const { data } = this.image;
    const { corner, reach, corners, background } = this;
    const start = (corner[0] as number) + (corner[1] as number) + (corner[2] as number);
    const first = data[start] as number;
    let all = background.includes(first);
    for (let at = 0; at < 8; at++) {
      const offset =
        (at & 1 ? (reach[0] as number) : 0)
        + (at & 2 ? (reach[1] as number) : 0)
        + (at & 4 ? (reach[2] as number) : 0);
      const value = data[start + offset] as number;
      corners[at] = value;
      all &&= value === first;
    }
    this.isBackground = all;
  }
}

/** Exactly `a` when both are equal (also infinite). */
const between = (a: number, b: number, share: number): number =>
  a === b ? a : a + share * (b - a);
