import { describe, expect, it } from 'vitest';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { observedStatistics } from '../../../engine/colocalize/observed.js';
import type { LoadedData } from '../../../engine/library/load/data.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { smallPlan } from '../small-run.js';

const table = (name: string, ...maps: number[][]): MapTable => ({
  labels: maps.map((_, i) => `${name}${i}`),
  sets: maps.map(() => null),
  weights: maps.map(() => null),
  parcels: (maps[0] as number[]).map((_, i) => `parcel${i}`),
  values: Float64Array.from(maps.flat()),
});

function observe(y: MapTable, x: MapTable) {
  const warnings: string[] = [];
  const ctx = {
    signal: new AbortController().signal,
    report: () => undefined,
    log: () => undefined,
    warn: (code: string, message: string) => void warnings.push(`${code}: ${message}`),
  };
  const data = { x, y } as LoadedData;
  const { r, z } = observedStatistics(methodByName.get('pearson')!, data, smallPlan('/'), ctx);
  return { r: [...r], z: [...z], warnings };
}

describe('observedStatistics', () => {
  it('has no correlation for two shared parcels, and says so', () => {
    const x = table('x', [1, 2, NaN, NaN], [1, 3, 2, NaN], [NaN, NaN, NaN, NaN]);
    const { r, warnings } = observe(table('y', [5, 1, 4, 2]), x);
    expect(r[0]).toBeNaN();
    expect(r[1]).not.toBeNaN();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^few-shared-parcels: 1 pair .*: y0 and x0\. /);
  });

  it('tells of a map compared with its own negative', () => {
    const { r, z, warnings } = observe(table('y', [1, 2, 4, 8]), table('x', [-1, -2, -4, -8]));
    expect(r).toEqual([-1]);
    expect(z).toEqual([-Infinity]);
    expect(warnings).toEqual([expect.stringMatching(/^equal-to-minus-one: y0 and x0 /)]);
  });
});
