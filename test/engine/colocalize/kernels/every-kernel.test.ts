// What every method owes: statistics that exist or are missing, never a silent number; and no memory of the maps before.
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../../engine/colocalize/kernels/kernel.js';
import { kernels } from '../../../../engine/colocalize/kernels/kernels.js';
import { close, flat, problem, randomDistances, randomMaps, runKernel } from './run-kernel.js';

const N = 60;
const distances = randomDistances(9, N);
const { x, y } = problem(1, 4, N);
const joint = kernels.filter((row) => !row.univariate).map((row) => row.name);
const all = kernels.map((row) => row.name);
const run = (method: string, maps = x, target = y) =>
  runKernel(method, maps, target, {}, { distances });
const values = (results: Record<string, number[]>): number[] => Object.values(results).flat();
const withMissing = (map: Float64Array, ...at: number[]): Float64Array =>
  map.map((v, i) => (at.includes(i) ? NaN : v));

/** Statistics without a unit. All but elastic net's do not see that of y: the squared penalty of scikit-learn grows with y. */
const UNITLESS = ['mi', 'r2', 'individual', 'sum', 'total', 'relative'];

describe.each(all)('%s', (method) => {
  it('has a value for every statistic of complete maps', () => {
    expect(values(run(method)).every(Number.isFinite)).toBe(true);
  });

  it('is missing where y is constant or too few parcels are left', () => {
    expect(
      values(
        run(
          method,
          x,
          y.map(() => 3),
        ),
      ).every(Number.isNaN),
    ).toBe(true);
    const maker = kernels.find((row) => row.name === method)!;
    const fewest = maker.fewestParcels({ maps: 4 }, DEFAULT_OPTIONS);
    const left = (n: number): number[] =>
      values(
        run(
          method,
          x,
          y.map((v, i) => (i < n ? v : NaN)),
        ),
      );
    expect(left(fewest - 1).every(Number.isNaN)).toBe(true);
    expect(left(fewest).every(Number.isFinite)).toBe(true);
  });

  it('needs as many more parcels as Z maps were regressed out', () => {
    const maker = kernels.find((row) => row.name === method)!;
    const fewest = maker.fewestParcels({ maps: 4 }, DEFAULT_OPTIONS);
    const target = y.map((v, i) => (i < fewest + 1 ? v : NaN));
    const left = runKernel(method, x, target, {}, { distances, confounds: 2 });
    expect(values(left).every(Number.isNaN)).toBe(true);
  });

  it('gives the same whatever ran before in the same kernel', () => {
    const maker = kernels.find((row) => row.name === method)!;
    const kernel = maker.make({ maps: 4, parcels: N, distances }, DEFAULT_OPTIONS);
    const out = kernel.statistics.map((s) => new Float64Array(s.shape === 'pair' ? 4 : 1));
    const others = randomMaps(77, 5, N);
    const holed = [withMissing(x[0]!, 8), ...x.slice(1)];
    // Each problem leaves other parcels to the next: more, fewer, the last ones missing, none at all.
    const steps: [Float64Array[], Float64Array][] = [
      [others.slice(0, 4), withMissing(others[4]!, 3, 17)],
      [holed, y],
      [holed, y.map(() => 1)],
      [holed, y],
      [x, y],
      [x, withMissing(y, N - 1, N - 2)],
      [x, y.map(() => NaN)],
      [x, y],
      [others.slice(0, 4), y],
    ];
    let last: Float64Array[] | null = null;
    for (const [maps, target] of steps) {
      if (maps !== last) kernel.setX(flat(maps));
      last = maps;
      kernel.run(target, out);
      const once = run(method, maps, target);
      kernel.statistics.forEach(({ name }, s) => expect([...out[s]!], name).toEqual(once[name]));
    }
  });

  it('leaves missing parcels out: as if the maps did not have them', () => {
    const holes = [4, 30, 31];
    const cut = (map: Float64Array): Float64Array => map.filter((_, i) => !holes.includes(i));
    const kept = [...y.keys()].filter((i) => !holes.includes(i));
    const rest = Float64Array.from(kept.flatMap((i) => kept.map((j) => distances[i * N + j]!)));
    const expected = runKernel(method, x.map(cut), cut(y), {}, { distances: rest });
    const actual = run(method, x, withMissing(y, ...holes));
    for (const name of Object.keys(expected)) {
      expect(close(actual[name]!, expected[name]!), name).toBe(true);
    }
  });
});

describe.each(all.filter((name) => name !== 'elasticnet'))('%s', (method) => {
  it('does not see the unit and the zero of y', () => {
    const [before, after] = [
      run(method),
      run(
        method,
        x,
        y.map((v) => 30 - 7 * v),
      ),
    ];
    for (const name of UNITLESS.filter((key) => key in before)) {
      expect(close(after[name]!, before[name]!, 1e-9), name).toBe(true);
    }
  });
});

describe.each(joint)('%s', (method) => {
  it('is missing where an X map is constant or missing altogether', () => {
    for (const fill of [2, NaN]) {
      const maps = [...x.slice(0, 3), new Float64Array(N).fill(fill)];
      expect(values(run(method, maps)).every(Number.isNaN)).toBe(true);
    }
  });

  it('leaves parcels out that any X map misses, or that may not be used', () => {
    const usable = Uint8Array.from({ length: N }, (_, i) => (i === 5 ? 0 : 1));
    const [byMap, byY] = [
      run(method, [x[0]!, withMissing(x[1]!, 5), x[2]!, x[3]!]),
      run(method, x, withMissing(y, 5)),
    ];
    expect(byMap).toEqual(byY);
    expect(runKernel(method, x, y, {}, { distances, usable })).toEqual(byY);
  });
});

describe.each(kernels.filter((row) => row.univariate).map((row) => row.name))('%s', (method) => {
  it('leaves parcels out pair by pair, and a constant X map alone is missing', () => {
    const maps = [withMissing(x[0]!, 5), x[1]!, new Float64Array(N).fill(4), x[3]!];
    const name = method === 'mi' ? 'mi' : 'r2';
    const [before, after] = [run(method)[name]!, run(method, maps)[name]!];
    expect([after[1], after[2], after[3]]).toEqual([before[1], NaN, before[3]]);
    expect(after[0]).not.toBe(before[0]);
  });
});
