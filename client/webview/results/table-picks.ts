// Which rows of the table are picked for copying: clicks with and without Shift and Ctrl, kept over sorting and filtering. Pure.
import type { Row } from './model.js';

export const rowKey = ({ yIndex, column }: Row): string => `${yIndex}/${column}`;

export type PickMode = 'only' | 'toggle' | 'range';

export class Picks {
  private keys = new Set<string>();
  private anchor: string | null = null;

  get size(): number {
    return this.keys.size;
  }

  has(row: Row): boolean {
    return this.keys.has(rowKey(row));
  }

  /** @param rows as shown; a range goes from the row picked before to this one */
  pick(rows: readonly Row[], at: number, mode: PickMode): void {
    const row = rows[at];
    if (!row) return;
    const key = rowKey(row);
    if (mode === 'range') {
      const from = rows.findIndex((one) => rowKey(one) === this.anchor);
      const [first, last] = from < 0 ? [at, at] : [Math.min(from, at), Math.max(from, at)];
      this.keys = new Set(rows.slice(first, last + 1).map(rowKey));
      if (from < 0) this.anchor = key;
      return;
    }
    if (mode === 'only') this.keys = new Set([key]);
    else if (!this.keys.delete(key)) this.keys.add(key);
    this.anchor = key;
  }

  all(rows: readonly Row[]): void {
    this.keys = new Set(rows.map(rowKey));
  }

  clear(): void {
    this.keys.clear();
    this.anchor = null;
  }

  /** The picked rows among those shown, in their order. */
  among(rows: readonly Row[]): Row[] {
    return rows.filter((row) => this.has(row));
  }
}
