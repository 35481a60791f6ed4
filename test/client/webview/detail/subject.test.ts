import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../../client/webview/results/detail/subject.js';
import { INITIAL_STATE, type ViewState } from '../../../../client/webview/results/state.js';
import { viewOf } from '../../../../client/webview/results/view.js';
import { makeResult, type FixtureOptions } from '../fixtures.js';

const subject = (options: FixtureOptions, state: Partial<ViewState>) =>
  subjectOf(viewOf(makeResult(options), { ...INITIAL_STATE, ...state })!);

describe('what the detail is of', () => {
  it('is nothing while it is closed or nothing is selected', () => {
    expect(subject({}, { detail: false, selected: 3 })).toBeNull();
    expect(subject({}, { detail: true })).toBeNull();
    expect(subject({}, { detail: true, selected: 99 })).toBeNull();
  });

  it('asks for the nulls and the maps of the selected value', () => {
    const found = subject({ yMaps: 3 }, { detail: true, selected: 4, y: 2 });
    expect(found?.nulls).toMatchObject({ file: 'nulls.npy', row: 2, column: 4 });
    expect(found?.pair).toMatchObject({ method: 'spearman', y: 2, x: 4, member: null });
    expect(found).toMatchObject({ pooled: false, nullsOfPool: false, members: null });
  });

  it('shows the y map that correlates most of a pooled value, unless another is chosen', () => {
    const result = makeResult({ yMaps: 3, pooled: true });
    const { observed } = result.statistics[1]!;
    const sizes = [0, 1, 2].map((y) => Math.abs(observed[y * 29 + 4]!));
    const strongest = sizes.indexOf(Math.max(...sizes));
    const state = { detail: true, selected: 4 };
    const found = subject({ yMaps: 3, pooled: true }, state);
    expect(found).toMatchObject({ pooled: true, y: strongest, nulls: { row: 0 } });
    const chosen = (strongest + 1) % 3;
    expect(subject({ yMaps: 3, pooled: true }, { ...state, detailY: chosen })?.y).toBe(chosen);
    expect(subject({ yMaps: 3, pooled: true }, { ...state, detailY: 7 })?.y).toBe(strongest);
  });

  it('says that a y map of a pooled result is held against the pooled nulls', () => {
    const found = subject({ yMaps: 3, pooled: true }, { detail: true, selected: 4, y: 1 });
    expect(found).toMatchObject({ nullsOfPool: true, y: 1, nulls: { row: 0, column: 4 } });
  });

  it('has no pair of maps for a value of a whole model', () => {
    const result = makeResult({ maps: 1, sets: 0 });
    const [, tested] = result.statistics;
    const columns = [{ set: null, x: 'r2', weight: null }];
    const state = { ...INITIAL_STATE, detail: true, selected: 0 };
    const view = viewOf({ ...result, statistics: [{ ...tested!, columns }] }, state);
    expect(subjectOf(view!)).toMatchObject({ pair: null, nulls: { column: 0 } });
  });

  it('asks for the maps of a set, and for one of them only if it is in the set', () => {
    const options = { maps: 5, sets: 0, members: 4 };
    const state = { detail: true, selected: 2 };
    expect(subject(options, state)?.members?.maps).toEqual([8, 9, 10, 11]);
    expect(subject(options, { ...state, member: 9 })?.pair?.member).toBe(9);
    expect(subject(options, { ...state, member: 3 })?.pair?.member).toBeNull();
  });
});
