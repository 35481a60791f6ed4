import { describe, expect, it } from 'vitest';
import {
  barScale,
  countParcels,
  explain,
  filterParcels,
  pairOf,
  parcelRows,
  shortParcel,
  sortParcels,
} from '../../../client/webview/results/parcel-rows.js';
import { INITIAL_STATE, type ViewState } from '../../../client/webview/results/state.js';
import { viewOf, type View } from '../../../client/webview/results/view.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeResult } from './fixtures.js';

const view = (result: AnalysisResult, state: Partial<ViewState> = {}): View =>
  viewOf(result, { ...INITIAL_STATE, ...state })!;

describe('the pair of maps', () => {
  it('is the smallest p when nothing was chosen', () => {
    const result = makeResult({ maps: 12, missing: true });
    const { x, y, rows } = pairOf(view(result))!;
    const p = result.statistics[1]!.p!;
    expect(y).toBe(0);
    expect(p[x]).toBe(Math.min(...p.filter((value) => value !== null)));
    const sorted = rows.flatMap((row) => (row.p === null ? [] : [row.p]));
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
  });

  it('is the one selected in the other tabs', () => {
    const chosen = pairOf(view(makeResult({ yMaps: 3 }), { y: 2, selected: 7 }))!;
    expect([chosen.y, chosen.x]).toEqual([2, 7]);
  });

  it('falls back to what there is when the selection is out of range', () => {
    const chosen = pairOf(view(makeResult({ maps: 3 }), { selected: 99 }))!;
    expect(chosen.x).toBeLessThan(3);
  });

  it('of pooled maps takes the y map that correlates most, since the pooled row has no parcels', () => {
    const result = makeResult({ yMaps: 4, maps: 5, pooled: true });
    const { x, y } = pairOf(view(result))!;
    const sizes = [0, 1, 2, 3].map((i) => Math.abs(result.statistics[1]!.observed[i * 5 + x]!));
    expect(sizes[y]).toBe(Math.max(...sizes));
  });

  it('does not exist without regions, or for methods that have none', () => {
    const result = makeResult();
    const older = { ...result };
    delete older.regions;
    expect(pairOf(view(older))).toBeNull();
    expect(pairOf(view({ ...result, regions: [] }))).toBeNull();
    const other = result.regions!.map((entry) => ({ ...entry, method: 'pearson' }));
    expect(pairOf(view({ ...result, regions: other }))).toBeNull();
  });
});

describe('names of parcels', () => {
  it.each([
    ['hemi-L_div-Vis_lab-1', 'Vis 1'],
    ['hemi-R_lab-bankssts', 'bankssts'],
    ['hemi-L_div-SalVentAttn_lab-Med+3', 'SalVentAttn Med+3'],
    ['7Networks_LH_Vis_1', 'Vis 1'],
    ['L_V1', 'V1'],
    ['hemi-L', 'hemi-L'],
    ['Putamen', 'Putamen'],
  ])('%s becomes %s', (label, short) => expect(shortParcel(label)).toBe(short));

  it('stay whole where two would look alike on one side', () => {
    const parcels = ['hemi-L_lab-V1', 'hemi-R_lab-V1', 'LH_V1', 'lab-V2'];
    const rows = parcelRows({ parcels, parcelHemisphere: ['L', 'R', 'L', null] }, [1, 2, 3, 4]);
    expect(rows.map(({ short }) => short)).toEqual(['hemi-L_lab-V1', 'V1', 'LH_V1', 'V2']);
    expect(rows.map(({ hemisphere }) => hemisphere)).toEqual(['left', 'right', 'left', '']);
  });
});

describe('rows', () => {
  const parcels = ['hemi-L_lab-A', 'hemi-R_lab-A', 'hemi-L_lab-B', 'hemi-R_lab-B'];
  const parcelHemisphere = ['L' as const, 'R' as const, 'L' as const, 'R' as const];
  const rows = parcelRows({ parcels, parcelHemisphere }, [0.1, null, -0.3, 0.2]);

  it.each([
    ['size', [2, 3, 0, 1]],
    ['high', [3, 0, 2, 1]],
    ['low', [2, 0, 3, 1]],
  ] as const)('ordered by %s have missing values last', (order, expected) => {
    expect(sortParcels(rows, order).map(({ parcel }) => parcel)).toEqual(expected);
  });

  it('are found by words of name and hemisphere', () => {
    expect(filterParcels(rows, 'LEFT b').map(({ parcel }) => parcel)).toEqual([2]);
    expect(filterParcels(rows, 'lab-a').map(({ parcel }) => parcel)).toEqual([0, 1]);
    expect(filterParcels(rows, 'lab')).toEqual([]);
    expect(filterParcels(rows, ' ')).toHaveLength(4);
    expect(filterParcels(rows, 'nothing')).toEqual([]);
  });

  it('are counted with what is missing', () => {
    expect(countParcels(2, rows, 4)).toBe('2 of 4 parcels, 1 without a value');
    expect(countParcels(1, rows.slice(0, 1), 1)).toBe('1 parcel');
  });
});

describe('bars', () => {
  it('share one zero and fill the track from the lowest to the highest value', () => {
    const bar = barScale([-1, 3, null, 0]);
    expect(bar(-1)).toEqual({ start: 0, length: 0.25, sign: 'minus' });
    expect(bar(3)).toEqual({ start: 0.25, length: 0.75, sign: 'plus' });
    expect(bar(null)).toBeNull();
  });

  it('begin at the edge where all values have one sign, and are none where all are zero or missing', () => {
    expect(barScale([1, 2])(1)).toEqual({ start: 0, length: 0.5, sign: 'plus' });
    expect(barScale([0, null])(0)).toBeNull();
  });
});

it('the number is explained on the scale it was computed on', () => {
  const pair = pairOf(view(makeResult()))!;
  expect(explain('influence', pair)).toContain('|z(ρ)| falls');
  const plain = {
    ...pair,
    choice: { ...pair.choice, statistic: { ...pair.choice.statistic, statistic: 'rho' } },
  };
  expect(explain('influence', plain)).toContain('|ρ| falls');
  expect(explain('contribution', pair)).toMatch(/z-scored ranks .* mean over the parcels is ρ/);
});
