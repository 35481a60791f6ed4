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
