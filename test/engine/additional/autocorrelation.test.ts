// What the diagnostic says of nulls that keep, lose or exaggerate the autocorrelation of their map, and the words it says it in.
import { describe, expect, it } from 'vitest';
import {
  autocorrelationDiagnostic,
  evenSample,
} from '../../../engine/additional/autocorrelation.js';
import {
  overallVerdict,
  roughWarning,
  variogramDistance,
  verdictOf,
  type AutocorrelationVerdict,
} from '../../../engine/additional/autocorrelation-verdict.js';
import type { NullSource } from '../../../engine/parallel/null-maps.js';

const PARCELS = 60;
const matrix = Float64Array.from({ length: PARCELS ** 2 }, (_, at) => {
  const apart = Math.abs(Math.floor(at / PARCELS) - (at % PARCELS));
  return Math.min(apart, PARCELS - apart) * 4;
});
const distances = {
  blocks: [{ parcels: Int32Array.from({ length: PARCELS }, (_, i) => i), matrix }],
  origin: 'a ring',
};
const work = { signal: new AbortController().signal, report: () => undefined };

function table(maps: number, value: (map: number, parcel: number) => number) {
  return {
    labels: Array.from({ length: maps }, (_, m) => `map ${m}`),
    sets: Array.from({ length: maps }, () => null),
    weights: Array.from({ length: maps }, () => null),
    parcels: Array.from({ length: PARCELS }, (_, i) => `p${i}`),
    values: Float64Array.from({ length: maps * PARCELS }, (_, at) =>
      value(Math.floor(at / PARCELS), at % PARCELS),
    ),
  };
}
const wave = (map: number, i: number) => Math.sin((2 * Math.PI * (i + map)) / PARCELS);
const noise = (map: number, i: number) => ((i * 7919 + map * 31 + i * i * 104729) % 1009) / 1009;
/** All rotations of the ring: spins that keep every distance. */
const turns: NullSource = {
  kind: 'spin',
  index: Int16Array.from(
    { length: PARCELS * PARCELS },
    (_, at) => ((at % PARCELS) + Math.floor(at / PARCELS)) % PARCELS,
  ),
};
const of = (source: NullSource, maps: ReturnType<typeof table>, permutations = PARCELS) =>
  autocorrelationDiagnostic({ maps, source, permuted: 'X', permutations, distances }, work);

describe('the autocorrelation of nulls', () => {
  it('equals that of the map when a ring is turned', async () => {
    const { maps, verdict, nulls } = await of(turns, table(2, wave));
    expect(verdict).toBe('The nulls of all 2 maps are as smooth as the maps.');
    expect(nulls).toBe(60);
    for (const { moransI, variogram, distance } of maps) {
      expect(moransI.mean).toBeCloseTo(moransI.observed ?? NaN, 4);
      expect(variogram.mean).toEqual(variogram.observed);
      expect(distance).toBe(0);
    }
  });

  it('is lost when the values of smooth maps are shuffled, and kept when those of noise are', async () => {
    const smooth = await of({ kind: 'shuffle', seed: 3 }, table(3, wave), 400);
    expect(smooth.nulls).toBe(100);
    expect(smooth.verdict).toBe('The nulls of 3 of 3 maps are rougher than the maps.');
    expect(smooth.maps[0]?.moransI.observed).toBeGreaterThan(smooth.maps[0]?.moransI.high ?? NaN);
    // Of noise one map in ten lies outside of the band by chance.
    const rough = await of({ kind: 'shuffle', seed: 3 }, table(40, noise), 100);
    const off = rough.maps.filter(({ verdict }) => verdict !== 'kept');
    expect(off.length).toBeLessThanOrEqual(8);
  });

  it('looks at an even sample of many maps and says of how many', async () => {
    const { maps, total } = await of(turns, table(120, wave), 4);
    expect(total).toBe(120);
    expect(maps).toHaveLength(50);
    expect([maps[0]?.map, maps.at(-1)?.map]).toEqual([0, 119]);
    expect(JSON.stringify(maps).length).toBeLessThan(100_000);
  });

  it('does not exist for a map of one value', async () => {
    const { maps, verdict } = await of(
      turns,
      table(1, () => 2),
    );
    expect(maps[0]?.moransI.observed).toBeNull();
    expect(maps[0]?.verdict).toBe('unknown');
    expect(verdict).toContain('could not be judged');
  });

  it('stops when the run is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const request = {
      maps: table(1, wave),
      source: turns,
      permuted: 'X' as const,
      permutations: 8,
      distances,
    };
    await expect(
      autocorrelationDiagnostic(request, { ...work, signal: abort.signal }),
    ).rejects.toThrow('Cancelled');
  });
});

describe('the verdict', () => {
  it.each<[AutocorrelationVerdict, string, number, number, number, number]>([
    ['kept', 'among the nulls', 0.2, 0.1, 0, 0.3],
    ['kept', 'outside, but near their mean', 0.2, 0.17, 0.16, 0.19],
    ['rougher', 'well above the nulls', 0.2, 0.1, 0.05, 0.15],
    ['smoother', 'well below the nulls', 0.1, 0.2, 0.15, 0.25],
    ['unknown', 'without a value', NaN, 0.2, 0.1, 0.3],
    ['unknown', 'without nulls', 0.2, NaN, NaN, NaN],
  ])('is %s for a map %s', (verdict, _, observed, mean, low, high) => {
    expect(verdictOf({ observed, mean, low, high }, 101)).toBe(verdict);
  });

  it('is said in one sentence', () => {
    expect(overallVerdict(['rougher', 'kept', 'smoother', 'rougher'])).toBe(
      'The nulls of 2 of 4 maps are rougher than the maps, those of 1 are smoother.',
    );
    expect(overallVerdict(['kept'])).toBe('The nulls are as smooth as the map.');
    expect(overallVerdict(['smoother'])).toBe('The nulls are smoother than the map.');
  });

  it('warns of null maps only when most are rougher, and never of groups', () => {
    expect(roughWarning(['rougher', 'rougher', 'kept'], 'X')).toContain('p values too small');
    expect(roughWarning(['rougher', 'kept'], 'X')).toBeNull();
    expect(roughWarning(['smoother', 'smoother'], 'Y')).toBeNull();
    expect(roughWarning(['rougher'], 'groups')).toBeNull();
  });

  it('measures variograms over the bins that both have', () => {
    expect(variogramDistance([1, null, 3], [1, 5, 1])).toBeCloseTo(Math.sqrt(2), 14);
    expect(variogramDistance([null], [1])).toBeNull();
  });
});

describe('an even sample', () => {
  it('holds the ends and no map twice', () => {
    expect(evenSample(5, 50)).toEqual([0, 1, 2, 3, 4]);
    expect(evenSample(10, 4)).toEqual([0, 3, 6, 9]);
    expect(evenSample(9, 1)).toEqual([0]);
    expect(new Set(evenSample(51, 50)).size).toBe(50);
  });
});
