import { describe, expect, it } from 'vitest';
import {
  basis,
  consequence,
  sayMoran,
  sayPoint,
  settled,
} from '../../../client/webview/results/nulls-words.js';
import type { AutocorrelationDiagnostic } from '../../../engine/result.js';
import { makeConvergence, makeDiagnostics } from './fixtures.js';

const found = (maps: number): AutocorrelationDiagnostic =>
  makeDiagnostics(maps).autocorrelation as AutocorrelationDiagnostic;

describe('the nulls in words', () => {
  it('say on what the judgement rests', () => {
    expect(basis(found(29))).toBe(
      '29 maps and the first 100 nulls of each; distances stored for Schaefer200Parcels7Networks in fsLR.',
    );
    expect(basis(found(500))).toMatch(/^50 maps of 500, evenly sampled, and the first 100 nulls/);
  });

  it('say what follows for p, and that groups are another matter', () => {
    expect(consequence(found(29))).toContain('too small');
    expect(consequence(found(29))).toContain('too large');
    expect(consequence({ ...found(29), permuted: 'groups' })).toContain('need not keep');
    const kept = { ...found(29), maps: found(29).maps.slice(0, 3) };
    expect(consequence(kept)).toBe('');
  });

  it('read out a map', () => {
    expect(
      sayMoran({
        ...found(1).maps[0]!,
        label: 'SERT',
        moransI: { observed: 0.1, mean: 0.02, low: 0, high: 0.04 },
        distance: 0.2,
        verdict: 'rougher',
      }),
    ).toBe(
      'SERT; I = 0.100; nulls 0.020 (5–95 %: 0.000 to 0.040); variogram distance 0.200; nulls rougher than the map',
    );
  });

  it('tell when .05 lies within the Monte-Carlo interval', () => {
    const at = (p: number, low: number, high: number): string =>
      settled({ permutations: [1000], p: [p], low: [low], high: [high] });
    expect(at(0.04, 0.03, 0.054)).toContain('more permutations are needed');
    expect(at(0.01, 0.005, 0.02)).toBe(
      'After 1,000 permutations p = .0100; endless permutations would give .0050 to .0200 (95 % interval).',
    );
    expect(settled({ permutations: [], p: [], low: [], high: [] })).toContain('no p');
    expect(sayPoint(makeConvergence(), 79)).toMatch(/^10,000 permutations; p = \./);
  });
});
