import { describe, expect, it } from 'vitest';
import { chooseMethod } from '../../../engine/colocalize/chosen-method.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { observedStatistics } from '../../../engine/colocalize/observed.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { smallPlan } from '../small-run.js';

const table = (name: string, ...maps: number[][]): MapTable => ({
  labels: maps.map((_, i) => `${name}${i}`),
  sets: maps.map(() => null),
  weights: maps.map(() => null),
  parcels: (maps[0] as number[]).map((_, i) => `parcel${i}`),
  values: Float64Array.from(maps.flat()),
});

function observe(y: MapTable, x: MapTable, z: MapTable | null = null, method = 'pearson') {
  const warnings: string[] = [];
  const ctx = {
    signal: new AbortController().signal,
    report: () => undefined,
    log: () => undefined,
    warn: (code: string, message: string) => void warnings.push(`${code}: ${message}`),
  };
  const chosen = chooseMethod(methodByName.get(method)!);
  const { statistics } = observedStatistics(chosen, { x, y, z }, smallPlan('/'), ctx);
  const of = (name: string) => [...statistics.find((row) => row.name === name)!.values];
  return { r: of('rho'), z: of('rho_z'), warnings };
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

  it('equals the partial correlation formula for one Z map', () => {
    const [y, x, z] = [
      [5, 1, 4, 2, 8, 3],
      [1, 7, 3, 5, 6, 2],
      [2, 2.5, 9, 1, 4, 7],
    ].map((map, i) => table('yxz'[i]!, map)) as [MapTable, MapTable, MapTable];
    const { r } = observe(y, x, z);
    const [xy] = observe(y, x).r as [number];
    const [zy] = observe(y, z).r as [number];
    const [zx] = observe(x, z).r as [number];
    expect(r[0]).toBeCloseTo((xy - zx * zy) / Math.sqrt((1 - zx ** 2) * (1 - zy ** 2)), 14);
    expect(observe(y, x, z, 'partialspearman').r).toEqual(observe(y, x, z, 'spearman').r);
  });

  it('takes a Z map that says nothing new for no Z map, and a map that Z explains for a missing one', () => {
    const y = table('y', [5, 1, 4, 2, 8, 3]);
    const x = table('x', [1, 7, 3, 5, 6, 2], [3, 5, 7, 9, 11, 13]);
    const z = [1, 2, 3, 4, 5, 6];
    const once = observe(y, x, table('z', z));
    const twice = observe(
      y,
      x,
      table(
        'z',
        z,
        z.map((v) => 3 - v / 7),
      ),
    );
    expect(twice.r[0]).toBeCloseTo(once.r[0]!, 14);
    expect(once.r[1]).toBeNaN();
    expect(once.warnings).toEqual([
      expect.stringMatching(/^explained-by-z: One map of x .*: x1\./),
    ]);
  });

  it('needs one more shared parcel for each Z map', () => {
    const y = table('y', [5, 1, 4, 2, NaN, NaN]);
    const x = table('x', [1, 7, 3, 5, 6, 2]);
    expect(observe(y, x, table('z', [2, 2.5, 9, 1, 4, 7])).r[0]).not.toBeNaN();
    const two = observe(y, x, table('z', [2, 2.5, 9, 1, 4, 7], [1, 3, 2, 5, 1, 1]));
    expect(two.r[0]).toBeNaN();
    expect(two.warnings[0]).toMatch(/^few-shared-parcels: 1 pair .* fewer than 5 parcels/);
  });
});
