import { describe, expect, it } from 'vitest';
import {
  choices,
  firstRow,
  markOf,
  missingReason,
  rowsOf,
} from '../../../client/webview/results/model.js';
import { makeResult } from './fixtures.js';

describe('rows of a result', () => {
  it('offers the tested statistic with its untransformed twin', () => {
    const [choice, ...others] = choices(makeResult());
    expect(others).toEqual([]);
    expect(choice?.statistic.statistic).toBe('rho_z');
    expect(choice?.raw?.statistic).toBe('rho');
  });

  it('reads value, twin, p, correction and nulls of the same y map and column', () => {
    const result = makeResult({ yMaps: 3, maps: 5 });
    const choice = choices(result)[0]!;
    const row = rowsOf(result, choice, 2, 'meff_galwey')[4]!;
    expect(row.value).toBe(choice.statistic.observed[14]);
    expect(row.raw).toBe(choice.raw!.observed[14]);
    expect(row.p).toBe(choice.statistic.p![14]);
    expect(row.corrected['meff_galwey']).toBe(choice.statistic.corrected['meff_galwey']![14]);
    expect(row.band?.p99).toBe(choice.statistic.nulls!.percentiles[14 * 7 + 6]);
  });

  it('starts with the pooled row, and judges every y map by the pooled nulls', () => {
    const result = makeResult({ yMaps: 3, maps: 4, pooled: true });
    const choice = choices(result)[0]!;
    expect(firstRow(choice.statistic)).toBe(3);
    const single = rowsOf(result, choice, 1, 'meff_galwey')[2]!;
    const pooled = rowsOf(result, choice, 3, 'meff_galwey')[2]!;
    expect(single.p).toBeNull();
    expect(pooled.p).not.toBeNull();
    expect(single.band).toEqual(pooled.band);
  });

  it('marks by the correction first, then by the uncorrected p, and never a missing one', () => {
    expect(markOf(0.001, 0.04)).toBe('corrected');
    expect(markOf(0.049, 0.05)).toBe('uncorrected');
    expect(markOf(0.05, 0.2)).toBe('none');
    expect(markOf(null, null)).toBe('none');
  });

  it('says why a number is missing', () => {
    const result = makeResult({ missing: true, yMaps: 2, pooled: true });
    const choice = choices(result)[0]!;
    const rows = rowsOf(result, choice, 0, null);
    const absent = rows.find((row) => row.value === null)!;
    const present = rows.find((row) => row.value !== null)!;
    expect(missingReason(result, choice, absent, 'p')).toContain('constant');
    expect(missingReason(result, choice, present, 'p')).toContain('pooled row');
  });

  it('shows no band where a null percentile is missing', () => {
    const result = makeResult({ maps: 2 });
    const choice = choices(result)[0]!;
    choice.statistic.nulls!.percentiles[3] = null;
    expect(rowsOf(result, choice, 0, null).map((row) => row.band === null)).toEqual([true, false]);
  });
});
