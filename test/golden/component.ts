// Reads one golden component case and compares quantities with it, by the tolerances the case states.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { MapTable } from '../../engine/library/map-table.js';
import { absent, goldenDir } from '../shared.js';

/** The cases are printed with 15 significant digits, so a value may be off by half a unit of the last. */
const PRINTED = 5e-15;

interface Quantity {
  value?: unknown;
  file?: string;
  shape: number[];
  atol: number;
  rtol: number;
}

export const componentsDir = (): string | null => {
  const golden = goldenDir();
  return golden && existsSync(join(golden, 'components')) ? join(golden, 'components') : null;
};

/** Title of a golden suite; says why it is skipped when the numbers are not there. */
export const suite = (title: string): string =>
  componentsDir() ? title : `${title} ${absent('golden/components')}`;

const number = (text: string): number => (text === '' || text === 'nan' ? NaN : Number(text));

/** Numbers of a golden table: its first row and column are labels (`label,…`). */
function readNumbers(path: string): number[][] {
  const lines = readFileSync(path, 'utf8').replace(/\r/g, '').replace(/\n$/, '').split('\n');
  return lines.slice(1).map((line) => line.split(',').slice(1).map(number));
}

export class Component {
  readonly json: {
    inputs: Record<string, { file: string }>;
    params: Record<string, unknown>;
    expected: Record<string, Quantity>;
  };

  constructor(id: string) {
    this.json = JSON.parse(
      readFileSync(join(componentsDir()!, `${id}.json`), 'utf8'),
    ) as Component['json'];
  }

  input(name: string): number[][] {
    return readNumbers(this.inputPath(name));
  }

  inputPath(name: string): string {
    return join(componentsDir()!, this.json.inputs[name]!.file);
  }

  /** An input as a table of maps, labels made up. */
  table(name: string): MapTable {
    const cells = this.input(name);
    return {
      labels: cells.map((_, i) => `${name}${i}`),
      sets: cells.map(() => null),
      weights: cells.map(() => null),
      parcels: cells[0]!.map((_, i) => `p${i}`),
      values: Float64Array.from(cells.flat()),
    };
  }

  expected(name: string): number[] {
    const quantity = this.json.expected[name]!;
    const value = quantity.file
      ? readNumbers(join(componentsDir()!, quantity.file))
      : quantity.value;
    return [value].flat(3).map((v) => (v === null ? NaN : (v as number)));
  }

  /**
   * Every number holds |ours − value| ≤ atol + rtol·|value|; missing where missing.
   * @param convention turns a value of the case into what our convention makes of it
   */
  holds(
    name: string,
    actual: ArrayLike<number>,
    convention: (value: number) => number = (value) => value,
  ): void {
    const { atol, rtol } = this.json.expected[name]!;
    const expected = this.expected(name).map(convention);
    expect(actual.length, `${name}: count`).toBe(expected.length);
    let worst = -Infinity;
    let at = -1;
    expected.forEach((value, i) => {
      const ours = actual[i]!;
      const excess =
        Number.isNaN(value) !== Number.isNaN(ours)
          ? Infinity
          : Number.isNaN(value) || ours === value
            ? -Infinity
            : Math.abs(ours - value) - atol - (rtol + PRINTED) * Math.abs(value);
      if (excess > worst) [worst, at] = [excess, i];
    });
    expect(
      worst,
      `${name}[${at}]: ours ${actual[at]}, expected ${expected[at]}`,
    ).toBeLessThanOrEqual(0);
  }
}
