// The first tab in sentences: the question for each kind of analysis, and answers that claim no more than there is.
import { describe, expect, it } from 'vitest';
import { choices } from '../../../client/webview/results/model.js';
import {
  answer,
  askedAgainst,
  otherAnswers,
  parameterRows,
  sayMissing,
  sayParcels,
  saySeed,
  strongestRows,
  testedRows,
} from '../../../client/webview/results/overview-words.js';
import { INITIAL_STATE } from '../../../client/webview/results/state.js';
import { viewOf } from '../../../client/webview/results/view.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeDesign, makeResult } from './fixtures.js';

const withP = (p: (number | null)[], corrected: (number | null)[]): AnalysisResult => {
  const result = makeResult({ maps: p.length });
  const [rho, tested] = result.statistics as [never, AnalysisResult['statistics'][number]];
  return { ...result, statistics: [rho, { ...tested, p, corrected: { meff_galwey: corrected } }] };
};
const said = (result: AnalysisResult, correction: string | null = 'meff_galwey'): string =>
  answer(result, choices(result)[0]!, correction).join(' ');

describe('the question', () => {
  const nullModel = makeResult().nullModel;
  it.each<[string, Partial<AnalysisResult['nullModel']>, object, string]>([
    ['spins of X', {}, {}, 'more than 10,000 spins of the reference maps would give?'],
    [
      'spins of one y map',
      { permuted: 'Y' },
      {},
      'more than 10,000 spins of the y map would give?',
    ],
    [
      'Moran nulls of many y maps',
      { permuted: 'Y', method: 'moran' },
      { yMaps: 3 },
      'more than 10,000 Moran randomisations of the y maps would give?',
    ],
    [
      'an own null model',
      { method: 'mine' },
      {},
      'more than 10,000 null versions of the reference maps would give?',
    ],
    [
      'groups',
      { permuted: 'groups', method: 'groups' },
      {},
      'more than 10,000 permutations of the group labels would give?',
    ],
    [
      'sets',
      { permuted: 'sets', method: 'sets' },
      {},
      'more than 10,000 random sets of the same sizes would give?',
    ],
  ])('names the nulls: %s', (_, change, options, expected) => {
    const text = askedAgainst({ ...makeResult(options), nullModel: { ...nullModel, ...change } });
    expect(text.endsWith(`, ${expected}`)).toBe(true);
  });

  it('begins as the question of the analysis', () => {
    expect(askedAgainst(makeResult())).toMatch(
      /^Is the spatial pattern of Pain related to the 29 maps/,
    );
    expect(askedAgainst({ ...makeResult(), design: makeDesign(8) })).toMatch(
      /^Is the spatial pattern of the difference between PAT and HC \(hedges\) related/,
    );
  });
});

describe('the answer', () => {
  it('counts what reaches .05, what chance would give, and what survives', () => {
    expect(said(withP([0.01, 0.04, 0.3, 0.6], [0.03, 0.12, 0.7, 1]))).toBe(
      '2 of 4 maps reach p < .05 uncorrected; chance alone would give about 1. 1 survives the correction by Meff (Galwey).',
    );
  });

  it('says that nothing survives, plainly', () => {
    expect(said(withP([0.01, 0.04, 0.3], [0.2, 0.3, 1]))).toContain(
      'Nothing survives the correction by Meff (Galwey).',
    );
    expect(said(withP([0.2, 0.3], [1, 1]))).toBe(
      'None of 2 maps reaches p < .05, not even uncorrected.',
    );
  });

  it('does not call uncorrected p values a finding', () => {
    expect(said(withP([0.01, 0.3], [1, 1]), null)).toContain('none of this is a finding yet');
  });

  it('leaves cells without p out, and speaks of one map as one', () => {
    expect(said(withP([null, 0.3], [null, 1]))).toBe('The map does not reach p < .05.');
    expect(said(withP([0.01], [0.2]))).toBe(
      'The map reaches p < .05 uncorrected, not after Meff (Galwey).',
    );
    expect(said(withP([0.01], [0.02]))).toBe('The map reaches p < .05.');
    expect(said(withP([null, null], [null, null]))).toBe('No value of this statistic was tested.');
  });

  it('counts pairs of many y maps, and the pooled row only where rows were pooled', () => {
    const many = makeResult({ yMaps: 3, weak: true });
    expect(said(many)).toBe('None of 87 pairs of maps reaches p < .05, not even uncorrected.');
    expect(said(makeResult({ yMaps: 3, pooled: true, weak: true }))).toContain('None of 29 maps');
  });

  it('speaks of a model as one, and of the other statistics after it', () => {
    const result = makeResult({ maps: 2 });
    const [, tested] = result.statistics;
    const model = {
      ...tested!,
      method: 'mlr',
      statistic: 'r2',
      label: 'R²',
      columns: [{ set: null, x: 'r2', weight: null }],
      observed: [0.4],
      p: [0.01],
      corrected: {},
    };
    const both = { ...result, statistics: [...result.statistics, model] };
    const view = viewOf(both, INITIAL_STATE)!;
    expect(otherAnswers(view)).toEqual(['R²: The model of all maps together reaches p < .05.']);
  });

  it('lists the smallest p first, then the largest value', () => {
    const result = withP([0.5, 0.01, 0.01], [1, 1, 1]);
    const rows = testedRows(result, choices(result)[0]!, null);
    const [first, second] = strongestRows(rows, 2);
    expect([first!.p, second!.p]).toEqual([0.01, 0.01]);
    expect(Math.abs(first!.value!)).toBeGreaterThanOrEqual(Math.abs(second!.value!));
  });

  it('tells how many values are missing', () => {
    const result = makeResult({ missing: true });
    expect(sayMissing(result, choices(result)[0]!)).toMatch(/^3 values could not be computed/);
    expect(sayMissing(makeResult(), choices(makeResult())[0]!)).toBe('');
  });
});

describe('the facts', () => {
  it('mark the parameters that the file does not set', () => {
    const rows = parameterRows(makeResult());
    expect(rows.find(({ property }) => property === 'n_perm')?.isDefault).toBe(true);
    expect(rows.find(({ property }) => property === 'seed')?.isDefault).toBe(false);
  });

  it('mark nothing in results that do not tell what the file set', () => {
    const result = makeResult();
    const plan = { ...result.plan, written: undefined };
    const rows = parameterRows({ ...result, plan });
    expect(rows.every(({ isDefault }) => isDefault === null)).toBe(true);
  });

  it('tell whether the seed was drawn', () => {
    expect(saySeed(makeResult())).toBe('42, given in the file');
    expect(saySeed(makeResult({ seedDrawn: true }))).toContain('write “seed: 42”');
    expect(sayParcels(makeResult())).toBe(
      '200 parcels of Schaefer 200 (7 networks), cortex, hemispheres L and R',
    );
  });
});
