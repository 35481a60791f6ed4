import { describe, expect, it } from 'vitest';
import { choices, rowsOf, type Row } from '../../../client/webview/results/model.js';
import { counts, details, question } from '../../../client/webview/results/words.js';
import { makeResult } from './fixtures.js';

const tested = (p: number, corrected: number): Row => {
  const result = makeResult({ maps: 1 });
  const row = rowsOf(result, choices(result)[0]!, 0, 'meff_galwey')[0]!;
  return {
    ...row,
    p,
    corrected: { meff_galwey: corrected },
    mark: corrected < 0.05 ? 'corrected' : p < 0.05 ? 'uncorrected' : 'none',
  };
};

/** A correlation, the statistic of the rows. */
const choice = choices(makeResult())[0]!;

describe('the result in words', () => {
  it('asks what the analysis asked', () => {
    expect(question(makeResult())).toBe(
      'Is the spatial pattern of Pain related to the 29 maps of pet (UniqueTracers), across the 200 parcels of Schaefer 200 (7 networks)?',
    );
    expect(question(makeResult({ yMaps: 22 }))).toContain(
      '22 maps (ENIGMA disorder 1, ENIGMA disorder 2 and 20 more)',
    );
  });

  it('asks for the difference where groups were compared', () => {
    const design = {
      groups: [],
      pairs: null,
      regressed: { continuous: [], categorical: [] },
      protected: [],
      combat: null,
      matrix: { columns: [], rows: [], values: [] },
    };
    const asked = (name: string, sides: string[], yMaps: number): string =>
      question({ ...makeResult({ yMaps }), design: { ...design, comparison: { name, sides } } });
    expect(asked('hedges', ['PAT', 'HC'], 1)).toContain(
      'Is the spatial pattern of the difference between PAT and HC (hedges) related to the 29 maps',
    );
    expect(asked('zscore', ['PAT', 'HC'], 3)).toContain(
      'Are the 3 maps of zscore(PAT, HC) related',
    );
  });

  it('counts maps before and after the correction', () => {
    const rows = [tested(0.01, 0.04), tested(0.03, 0.2), tested(0.4, 1)];
    expect(counts(choice, rows, 'meff_galwey')).toBe(
      '2 of 3 maps reach p < .05 uncorrected, 1 after Meff (Galwey).',
    );
    expect(counts(choice, rows.slice(1), 'meff_galwey')).toBe(
      '1 of 2 maps reaches p < .05 uncorrected, none after Meff (Galwey).',
    );
    expect(counts(choice, rows.slice(2), null)).toContain('no correction');
  });

  it('asks how strongly, not whether, where nothing was permuted', () => {
    const result = makeResult();
    result.nullModel.permuted = 'none';
    expect(question(result)).toMatch(/^How strongly is the spatial pattern of Pain related to /);
    const several = makeResult({ yMaps: 3 });
    several.nullModel.permuted = 'none';
    expect(question(several)).toMatch(/^How strongly are the spatial patterns of 3 maps /);
  });

  it('does not call anything tested that has no p', () => {
    const result = makeResult({ yMaps: 2, pooled: true });
    const [first] = choices(result);
    expect(counts(first!, rowsOf(result, first!, 0, null), null)).toBe(
      'Observed values only: nothing was tested here.',
    );
  });

  it('tells how many maps could not be computed', () => {
    const result = makeResult({ missing: true });
    const choice = choices(result)[0]!;
    expect(details(choice, rowsOf(result, choice, 0, 'meff_galwey'), 'meff_galwey')).toContain(
      '3 maps could not be computed.',
    );
  });
});
