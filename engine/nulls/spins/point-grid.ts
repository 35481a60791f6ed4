// Points in boxes of equal size, to find those near a place. Used to prepare the lookup of vertices.

export class PointGrid {
  private readonly origin: readonly [number, number, number];
  private readonly dims: readonly [number, number, number];
  /** First point of each box in `order`. */
  private readonly starts: Int32Array;
  private readonly order: Int32Array;

  /**
   * @param points `[point][xyz]`
   * @param size edge of a box, in the unit of the points
   */
  constructor(
    private readonly points: Float64Array,
    readonly size: number,
  ) {
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    points.forEach((value, at) => {
      low[at % 3] = Math.min(low[at % 3] as number, value);
      high[at % 3] = Math.max(high[at % 3] as number, value);
    });
    const along = (axis: number): number =>
      Math.floor(((high[axis] as number) - (low[axis] as number)) / size) + 1;
    this.origin = [low[0] as number, low[1] as number, low[2] as number];
    this.dims = [along(0), along(1), along(2)];
    const count = points.length / 3;
    this.starts = new Int32Array(this.dims[0] * this.dims[1] * this.dims[2] + 1);
    const boxes = Int32Array.from({ length: count }, (_, p) => this.boxOf(p));
    for (const box of boxes) this.starts[box + 1] = (this.starts[box + 1] as number) + 1;
    for (let box = 1; box < this.starts.length; box++) {
      this.starts[box] = (this.starts[box] as number) + (this.starts[box - 1] as number);
    }
    const next = this.starts.slice();
    this.order = new Int32Array(count);
    boxes.forEach((box, p) => {
      const at = next[box] as number;
      this.order[at] = p;
      next[box] = at + 1;
    });
  }

  private boxOf(point: number): number {
    const [nx, ny] = this.dims;
    const [i, j, k] = [0, 1, 2].map((axis) =>
      this.box(axis, this.points[point * 3 + axis] as number),
    );
    return (i as number) + nx * ((j as number) + ny * (k as number));
  }

  private box(axis: number, value: number): number {
    const at = Math.floor((value - (this.origin[axis] as number)) / this.size);
    return Math.max(0, Math.min((this.dims[axis] as number) - 1, at));
  }

  /** Visits the points at most `radius` away with their squared distance, in no particular order. */
  within(
    [x, y, z]: readonly [number, number, number],
    radius: number,
    visit: (point: number, squared: number) => void,
  ): void {
    const { points, starts, order } = this;
    const [nx, ny] = this.dims;
    const [i0, i1] = [this.box(0, x - radius), this.box(0, x + radius)];
    const [j0, j1] = [this.box(1, y - radius), this.box(1, y + radius)];
    const [k0, k1] = [this.box(2, z - radius), this.box(2, z + radius)];
    const most = radius * radius;
    for (let k = k0; k <= k1; k++) {
      for (let j = j0; j <= j1; j++) {
        const row = nx * (j + ny * k);
        for (let at = starts[row + i0] as number; at < (starts[row + i1 + 1] as number); at++) {
          const point = order[at] as number;
          const dx = (points[point * 3] as number) - x;
          const dy = (points[point * 3 + 1] as number) - y;
          const dz = (points[point * 3 + 2] as number) - z;
          const squared = dx * dx + dy * dy + dz * dz;
          if (squared <= most) visit(point, squared);
        }
      }
    }
  }
}
