import { describe, expect, it } from 'vitest';
import {
  answerWithin,
  askWithin,
  onlyWithin,
  statisticsWithin,
} from '../../../client/webview/results/across-subjects.js';
import { localChoice } from '../../../client/webview/results/local.js';
import {
  sayCounts,
  sayLocal,
  sayOmnibus,
  sayWithin,
  sortStatistics,
  statisticRows,
} from '../../../client/webview/results/parcel-statistics.js';
import { INITIAL_STATE, readState } from '../../../client/webview/results/state.js';
import { viewOf } from '../../../client/webview/results/view.js';
import { makeResult, withCloser } from './fixtures.js';

const result = withCloser(makeResult({ yMaps: 2 }));
const statistics = {
  symbol: 'z',
  values: [0.5, null, -0.9, 0.1],
  p: [0.04, null, 0.001, 0.6],
  corrected: [0.2, null, 0.01, 1],
  correction: 'step_maxT',
};
const four = {
  parcellation: { ...result.parcellation, parcels: ['LH_a_10', 'LH_a_2', 'RH_b_1', 'RH_b_2'] },
};
const rows = statisticRows(four, statistics);

describe('parcels with p values', () => {
  it('are marked by corrected p, else by p', () => {
    expect(rows.map(({ mark }) => mark)).toEqual(['uncorrected', 'none', 'corrected', 'none']);
    expect(sayCounts(rows, statistics)).toBe(
      '2 of 3 parcels with p < .05 uncorrected, 1 after step-down maxT over parcels; 1 parcel without a value.',
    );
    expect(sayCounts(rows, { ...statistics, p: null })).toContain('not tested');
  });

  it('are sorted by name as people count, and by numbers with missing ones last either way', () => {
    const order = (key: 'name' | 'value' | 'p', descending = false): number[] =>
      sortStatistics(rows, { key, descending }).map(({ parcel }) => parcel);
    expect(order('name')).toEqual([1, 0, 2, 3]);
    expect(order('p')).toEqual([2, 0, 3, 1]);
    expect(order('value', true)).toEqual([0, 3, 2, 1]);
    expect(order('value')).toEqual([2, 3, 0, 1]);
  });

  it('say what they are', () => {
    expect(sayLocal(result.local![0]!)).toContain('the 20 parcels nearest to it');
    const radius = {
      ...result.local![0]!,
      neighbourhood: { kind: 'radius', mm: 30 },
      sizes: [4, 9],
    } as const;
    expect(sayLocal({ ...radius, sizes: [4, 9], pooled: 'mean' })).toMatch(
      /within 30 mm .*4 to 9.*mean/,
    );
    expect(sayWithin(result.withinRegion!)).toBe(
      'Spearman’s ρ between age and y in each parcel, across 64 subjects. p is two-sided, from 1,000 permutations of the subjects, the same in all parcels.',
    );
    expect(sayOmnibus(result.withinRegion!)).toBe(
      'All parcels together: mean |r| = 0.236, p = .0010.',
    );
  });
});

describe('the local values in front', () => {
  const of = (state: object) => localChoice(viewOf(result, { ...INITIAL_STATE, ...state })!)!;
  it('are of the selected column and the tested row', () => {
    expect(of({ selected: 3 })).toMatchObject({ row: 0, column: 3 });
    expect(of({ localRow: 1, selected: 9999 })).toMatchObject({ row: 1, column: 0 });
    const pooled = {
      ...result,
      local: [{ ...result.local![0]!, pooled: 'mean' as const, rows: ['a', 'b', 'mean'] }],
    };
    expect(localChoice(viewOf(pooled, INITIAL_STATE)!)).toMatchObject({ row: 2 });
    expect(localChoice(viewOf(makeResult(), INITIAL_STATE)!)).toBeNull();
  });
});

describe('a result across subjects alone', () => {
  it('has its own question and answer', () => {
    expect(onlyWithin(result)).toBeNull();
    const alone = { ...result, columns: [] };
    const within = onlyWithin(alone)!;
    expect(askWithin(alone, within)).toContain('Does age go with y across 64 subjects');
    expect(answerWithin(alone, within)).toHaveLength(2);
    expect(statisticsWithin(within).symbol).toBe('ρ');
  });

  it('keeps the order that a reader chose, if it is one', () => {
    const sort = { key: 'value', descending: true };
    expect(readState({ regionSort: sort }).regionSort).toEqual(sort);
    expect(readState({ regionSort: { key: 'x', descending: true } }).regionSort).toEqual(
      INITIAL_STATE.regionSort,
    );
  });
});
