import { describe, expect, it } from 'vitest';
import { ellipsize, shortLabel, shortLabels } from '../../../client/webview/results/labels.js';

describe('names beside the bars', () => {
  it('shortens a PET name to target, publication and number of subjects', () => {
    expect(shortLabel('target-5HT1a_tracer-way100635_n-35_dx-hc_pub-savli2012')).toBe(
      '5HT1a (Savli2012, n = 35)',
    );
  });

  it('leaves a name alone that is no PET name', () => {
    for (const name of ['SST', 'Upper-layer intratelencephalic', 'target', '_-_']) {
      expect(shortLabel(name)).toBe(name);
    }
  });

  it('leaves out what a PET name does not say', () => {
    expect(shortLabel('target-MOR_tracer-carfentanil')).toBe('MOR');
  });

  it('adds the tracer where two maps would read the same', () => {
    const x = (tracer: string) => ({
      x: `target-D1_tracer-${tracer}_n-10_pub-kaller2017`,
      set: null,
    });
    expect(shortLabels([x('sch'), x('nnc'), { x: 'SST', set: null }])).toEqual([
      'D1 (sch, Kaller2017, n = 10)',
      'D1 (nnc, Kaller2017, n = 10)',
      'SST',
    ]);
  });

  it('adds the set where one map stands in two sets', () => {
    expect(
      shortLabels([
        { x: 'SST', set: 'A' },
        { x: 'SST', set: 'B' },
      ]),
    ).toEqual(['SST · A', 'SST · B']);
  });

  it('shortens in the middle and never beyond what fits', () => {
    const text = ellipsize('celltype-upper-layer-7', (candidate) => candidate.length <= 12);
    expect(text).toHaveLength(12);
    expect(text).toMatch(/^cell.*…/);
    expect(text.endsWith('7')).toBe(true);
  });
});
