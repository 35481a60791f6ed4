// The ascending order of one map after another without allocating: a bottom-up merge sort of positions.

export class Sorter {
  private from: Int32Array;
  private to: Int32Array;

  /** @param size largest number of values */
  constructor(size: number) {
    this.from = new Int32Array(size);
    this.to = new Int32Array(size);
  }

  /**
   * Positions of the present values in ascending order, equal values in order of position; NaN is left out.
   * @param out its first entries are written
   * @returns how many values are present
   */
  sort(values: Float64Array, out: Int32Array): number {
    let present = 0;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === values[i]) this.from[present++] = i;
    }
    for (let width = 1; width < present; width *= 2) {
      for (let start = 0; start < present; start += 2 * width) {
        const middle = Math.min(start + width, present);
        this.merge(values, start, middle, Math.min(middle + width, present));
      }
      [this.from, this.to] = [this.to, this.from];
    }
    for (let i = 0; i < present; i++) out[i] = this.from[i] as number;
    return present;
  }

  private merge(values: Float64Array, start: number, middle: number, end: number): void {
    const { from, to } = this;
    let left = start;
    let right = middle;
    for (let at = start; at < end; at++) {
      const takeLeft =
        right >= end
        || (left < middle
          && (values[from[left] as number] as number) <= (values[from[right] as number] as number));
      to[at] = (takeLeft ? from[left++] : from[right++]) as number;
    }
  }
}
