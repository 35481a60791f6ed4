// results.csv and y.csv, byte for byte.
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../engine/store/csv-text.js';
import { mapsCsv, resultsCsv } from '../../../engine/store/tables.js';
import { result } from './fixture.js';

describe('the tables of a result', () => {
  it('hold one row per statistic, y row and x, pooled rows included, with every digit', () => {
    expect(resultsCsv(result())).toBe(
      [
        'y,set,x,method,statistic,observed,normalized,p,p_meff_galwey,p_fdr_bh',
        'Pain,Dopamine,D1,spearman,rho,0.30000000000000004,,,,',
        'Pain,,"D2, ""striatal""",spearman,rho,,,,,',
        'mean,Dopamine,D1,spearman,rho,0.25,,,,',
        'mean,,"D2, ""striatal""",spearman,rho,0.3333333333333333,,,,',
        `Pain,Dopamine,D1,spearman,rho_z,${Math.atanh(0.1 + 0.2)},2.5,,,`,
        'Pain,,"D2, ""striatal""",spearman,rho_z,,,,,',
        'mean,Dopamine,D1,spearman,rho_z,0.2554,,0.001,0.002,0.002',
        'mean,,"D2, ""striatal""",spearman,rho_z,0.3466,,1,1,1',
        '',
      ].join('\n'),
    );
  });

  it('end with how certain each p is and where it comes from, which results of older versions do not know', () => {
    const made = result();
    made.statistics[1]!.pPrecision = {
      se: [null, null, 0.001, 0.02],
      low: [null, null, 0, 0.9],
      high: [null, null, 0.004, 1],
      extrapolated: [false, false, true, false],
    };
    const lines = resultsCsv(made).split('\n');
    expect(lines[0]).toMatch(/,p,p_meff_galwey,p_fdr_bh,p_se,p_low,p_high,p_source$/);
    expect(lines[1]).toMatch(/,rho,0.30000000000000004,,,,,,,,$/);
    expect(lines[7]).toMatch(/,0.001,0.002,0.002,0.001,0,0.004,extrapolated$/);
    expect(lines[8]).toMatch(/,1,1,1,0.02,0.9,1,counted$/);
  });

  it('give the y maps with parcel labels as columns', () => {
    const { y, parcellation } = result();
    expect(mapsCsv(y, parcellation.parcels)).toBe('map,a,"b,c","d ""e"""\nPain,1,,-1e-7\n');
  });

  it('write what is not a number as an empty cell', () => {
    expect(csvLine([NaN, Infinity, null, 0])).toBe(',,,0');
  });

  it('write numbers that read back as the same double', () => {
    for (const value of [Math.PI, 5e-324, 1.7976931348623157e308, -0.1, 1e21])
      expect(Number(csvLine([value]))).toBe(value);
  });

  it('quote cells with line breaks', () => {
    expect(csvLine(['two\nlines', 'plain'])).toBe('"two\nlines",plain');
  });
});
