// Moran nulls against the reference numbers of the specification (spec/statistics.md, appendix B: an independent program with
// numpy's generator and float32 eigenvectors, hence 1e-5), and the properties that make them nulls.
import { describe, expect, it } from 'vitest';
import type { MapTable } from '../../../engine/library/map-table.js';
import { MoranDraws, moranOptions, type MoranOptions } from '../../../engine/nulls/moran.js';
import { moranSource } from '../../../engine/nulls/moran-source.js';
import { moranVectors } from '../../../engine/nulls/moran-vectors.js';
import type { VariogramOptions } from '../../../engine/nulls/variomoran/options.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import { standardizeRows } from '../../../engine/prepare/standardize.js';

const N = 12;
const places = Array.from({ length: N }, (_, j) =>
  [Math.cos(j), Math.sin(1.3 * j), 0.2 * j].map((v) => 10 * v),
);
const matrix = Float64Array.from(
  places.flatMap((a) => places.map((b) => Math.hypot(...a.map((v, k) => v - b[k]!)))),
);
const block = { parcels: Int32Array.from({ length: N }, (_, i) => i), matrix };
const table = (...rows: number[][]): MapTable => ({
  labels: rows.map((_, i) => `m${i}`),
  sets: rows.map(() => null),
  weights: rows.map(() => null),
  parcels: rows[0]!.map((_, i) => `p${i}`),
  values: Float64Array.from(rows.flat()),
});
const { table: x } = standardizeRows(
  table(Array.from({ length: N }, (_, j) => Math.fround(Math.sin(j + 1)))),
);
const warnings: string[] = [];
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: (code: string) => void warnings.push(code),
  log: () => undefined,
};
const all: MoranOptions = { ...moranOptions({}), components: 11 };

async function nulls(
  maps: MapTable,
  options: MoranOptions,
  count: number,
  {
    seed = 42,
    from = 0,
    row = 0,
    blocks = [block],
    variogram = null as VariogramOptions | null,
  } = {},
): Promise<Float64Array[]> {
  const model = { options, variogram, seed };
  const source = await moranSource(maps, blocks, model, new BlockPool(null, 1), ctx);
  const parcels = maps.parcels.length;
  const map = maps.values.subarray(row * parcels, (row + 1) * parcels);
  const maker = nullMaps(source, map, row, from);
  return Array.from({ length: count }, () => {
    const out = new Float64Array(parcels);
    maker.next(out);
    return out;
  });
}

const mean = (v: ArrayLike<number>): number => Array.from(v).reduce((a, b) => a + b, 0) / v.length;
const squares = (v: Float64Array): number => v.reduce((a, b) => a + (b - mean(v)) ** 2, 0);

describe('Moran nulls', () => {
  it('have the eigenvalues and the first null map of the specification', async () => {
    const used = block.parcels;
    const { eigenvalues } = moranVectors(matrix, N, used, all)!;
    [
      1.16841, 1.03613, 0.981654, 0.969702, 0.939136, 0.916847, 0.897032, 0.88013, 0.868228,
      0.824413, 0.768979,
    ].forEach((value, k) => expect(eigenvalues[k]).toBeCloseTo(value, 5));
    const [first] = await nulls(x, all, 1);
    [
      -1.049647, -0.300345, 0.311253, 2.206883, 1.550366, 0.250148, -0.10669, -1.420954, -1.035155,
      0.19818, -0.142541, -0.461496,
    ].forEach((value, i) => expect(Math.abs(first![i]! - value)).toBeLessThan(1e-5));
  });

  it.each(['singleton', 'pair'] as const)(
    '%s: keep mean and variance when all eigenvectors are used, and begin anywhere',
    async (procedure) => {
      for (const joint of [true, false]) {
        const options = { ...all, procedure, joint };
        const made = await nulls(x, options, 6);
        for (const map of made) {
          expect(mean(map)).toBeCloseTo(mean(x.values), 12);
          expect(squares(map)).toBeCloseTo(squares(x.values), 10);
        }
        expect((await nulls(x, options, 2, { from: 4 }))[0]).toEqual(made[4]);
      }
    },
  );

  it('of a map in a lower row have the seed of that row', async () => {
    const both = table([...x.values], [...x.values]);
    expect((await nulls(both, all, 1, { row: 1 }))[0]).toEqual(
      (await nulls(x, all, 1, { seed: 43 }))[0],
    );
  });

  it('stay missing where the map is, and use the distances among the others', async () => {
    const holed = Float64Array.from(x.values);
    holed[4] = NaN;
    const [null_] = await nulls(table([...holed]), { ...all, components: 10 }, 1);
    expect([...null_!.keys()].filter((i) => Number.isNaN(null_![i]))).toEqual([4]);
    const rest = [...block.parcels].filter((i) => i !== 4);
    const less = {
      parcels: Int32Array.from(rest, (_, i) => i),
      matrix: Float64Array.from(rest.flatMap((i) => rest.map((j) => matrix[i * N + j]!))),
    };
    const [same] = await nulls(table(rest.map((i) => holed[i]!)), { ...all, components: 10 }, 1, {
      blocks: [less],
    });
    rest.forEach((i, at) => expect(null_![i]).toBeCloseTo(same![at]!, 12));
  });

  it('are made in each hemisphere by itself, with the same signs', async () => {
    const half = Array.from({ length: 6 }, (_, i) => i);
    const part = (shift: number) => ({
      parcels: Int32Array.from(half, (i) => i + shift),
      matrix: Float64Array.from(half.flatMap((i) => half.map((j) => matrix[i * N + j]!))),
    });
    const left = half.map((i) => x.values[i]!);
    const [map] = await nulls(table([...left, ...left.map((v) => 2 * v + 5)]), all, 1, {
      blocks: [part(0), part(6)],
    });
    half.forEach((i) => expect(map![i + 6]).toBeCloseTo(2 * map![i]! + 5, 12));
  });

  it('leave out parcels that no distance reaches, and say which are in no hemisphere', async () => {
    const cut = matrix.map((d, at) =>
      at % N !== Math.floor(at / N) && (at % N === 0 || at < N) ? Infinity : d,
    );
    const [map] = await nulls(x, all, 1, { blocks: [{ parcels: block.parcels, matrix: cut }] });
    expect(map![0]).toBeNaN();
    expect(map![1]).not.toBeNaN();
    const [half] = await nulls(x, all, 1, {
      blocks: [
        { parcels: Int32Array.of(0, 1, 2), matrix: Float64Array.of(0, 1, 2, 1, 0, 3, 2, 3, 0) },
      ],
    });
    expect(half!.filter((v) => Number.isNaN(v))).toHaveLength(9);
    expect(warnings).toContain('parcels-without-null');
  });

  it('refuse two parcels at one place, and a tolerance below every eigenvalue', async () => {
    const same = matrix.map((d, at) => (at === 1 || at === N ? 0 : d));
    await expect(
      nulls(x, all, 1, { blocks: [{ parcels: block.parcels, matrix: same }] }),
    ).rejects.toThrow(/between p1 and p0 is 0/);
    await expect(nulls(x, { ...all, components: null, tolerance: 0 }, 1)).rejects.toThrow(
      /none is below maps_tol: 0/,
    );
  });
});

describe('moranVectors', () => {
  const vectorsOf = (options: Partial<MoranOptions>) =>
    moranVectors(matrix, N, block.parcels, { ...all, ...options })!;

  it('are orthonormal and orthogonal to the constant, all but one of them', () => {
    for (const spectrum of ['nonzero', 'all'] as const) {
      const { eigenvalues, vectors } = vectorsOf({ components: null, spectrum });
      expect(eigenvalues).toHaveLength(N - 1);
      for (let a = 0; a < N - 1; a++) {
        const row = vectors.subarray(a * N, (a + 1) * N);
        expect(mean(row)).toBeCloseTo(0, 12);
        for (let b = 0; b <= a; b++) {
          const other = vectors.subarray(b * N, (b + 1) * N);
          expect(row.reduce((sum, v, i) => sum + v * other[i]!, 0)).toBeCloseTo(
            a === b ? 1 : 0,
            12,
          );
        }
      }
    }
  });

  it('with a wide tolerance: nonzero drops the small ones, all keeps them, orthogonal to the constant', () => {
    const wide = { components: null, tolerance: 0.9 } as const;
    expect(vectorsOf(wide).eigenvalues).toHaveLength(6);
    const { eigenvalues, vectors } = vectorsOf({ ...wide, spectrum: 'all' });
    expect(eigenvalues).toHaveLength(N - 1);
    for (let k = 0; k < N - 1; k++)
      expect(mean(vectors.subarray(k * N, (k + 1) * N))).toBeCloseTo(0, 12);
  });

  it('are at most as many as the parcels allow', () => {
    const { eigenvalues } = moranVectors(matrix, N, Int32Array.of(2, 5, 7), moranOptions({}))!;
    expect(eigenvalues).toHaveLength(2);
    expect(moranVectors(matrix, N, Int32Array.of(2), moranOptions({}))!.eigenvalues).toHaveLength(
      0,
    );
  });
});

describe('MoranDraws', () => {
  it('draws the signs of numpy: default_rng(42).choice([-1, 1], 15)', () => {
    const out = new Float64Array(15);
    new MoranDraws(42, 15, all).next(new Float64Array(15).fill(1), out);
    expect([...out]).toEqual([-1, 1, 1, -1, -1, 1, -1, 1, -1, -1, 1, 1, 1, 1, 1]);
  });

  // From numpy 2.4: signs choice([-1, 1], 5), permutation(5), uniform(0, 2π, 2), coefficients 1 … 5, the second draw.
  it.each([
    [false, [-1, -2.8969464784171457, 2.1465556366389618, -5.1200268068013575, -3.845169111708287]],
    [true, [-1, 3.60110000289997, -0.17910546924603032, 1.5960111358499671, 6.201028015921464]],
  ])(
    'turns pairs by the angles of numpy (joint: %s), also when a null was passed over',
    (joint, expected) => {
      const own = Float64Array.of(1, 2, 3, 4, 5);
      const options = { procedure: 'pair', joint } as const;
      const [drawn, skipped] = [new MoranDraws(7, 5, options), new MoranDraws(7, 5, options)];
      const [out, after] = [new Float64Array(5), new Float64Array(5)];
      drawn.next(own, out);
      drawn.next(own, out);
      skipped.skip();
      skipped.next(own, after);
      expected.forEach((value, k) => expect(out[k]).toBeCloseTo(value, 13));
      expect(after).toEqual(out);
    },
  );
});

describe('moranOptions', () => {
  it('have the defaults of the specification and refuse what they do not know', () => {
    expect(moranOptions({})).toEqual({
      procedure: 'singleton',
      joint: true,
      components: 15,
      spectrum: 'nonzero',
      tolerance: 1e-6,
    });
    expect(moranOptions({ maps_n_components: null }).components).toBeNull();
    expect(() => moranOptions({ maps_procedure: 'ortho' })).toThrow(
      /maps_procedure cannot be ortho/,
    );
  });
});
