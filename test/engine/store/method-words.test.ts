// Sentences and papers of the colocalization methods: every method has them, options change them.
import { describe, expect, it } from 'vitest';
import { methods } from '../../../engine/colocalize/methods.js';
import { papers, papersOf } from '../../../engine/store/bibliography.js';
import { correlationWords, fitWords } from '../../../engine/store/method-words.js';
import { methodsText } from '../../../engine/store/methods-text.js';
import { references } from '../../../engine/store/references.js';
import type { AnalysisPlan } from '../../../engine/plan.js';
import { plan, result } from './fixture.js';

const text = (change: Partial<AnalysisPlan>): string =>
  methodsText(result({ plan: { ...plan, ...change } as AnalysisPlan }));

describe('the words of methods', () => {
  it('are there for every method, once', () => {
    const known = [...Object.keys(correlationWords), ...Object.keys(fitWords)];
    expect(known.sort()).toEqual(methods.map(({ name }) => name).sort());
  });

  it('cite the papers that the methods name', () => {
    for (const method of methods) {
      if (method.kind !== 'kernel') continue;
      const listed = papersOf(method.name).map(({ doi }) => doi);
      expect([...listed].sort()).toEqual(method.maker.papers.map(({ doi }) => doi).sort());
    }
    expect(new Set(papers.map(({ key }) => key)).size).toBe(papers.length);
    const cited = references(result({ plan: { ...plan, methods: ['dominance'] } }));
    expect(cited.map(({ doi }) => doi)).toContain('10.1037/1082-989X.8.2.129');
  });

  it('tell correlations and fits in sentences of their own', () => {
    const both = text({ methods: ['spearman', 'mlr', 'pearson'] });
    expect(both).toContain("Spearman's rank correlations and Pearson correlations were computed");
    expect(both).toContain('by ordinary least squares over the parcels that no map misses');
    const fit = text({ methods: ['mlr'] });
    expect(fit).not.toContain('correlations were computed');
    expect(fit).not.toContain('Fisher z-transformed');
  });

  it.each([
    ['mlr', { adj_r2: false }, 'the statistics are R² and the coefficients.'],
    ['mlr', { adj_r2: true }, 'R² adjusted for the number of predictors'],
    ['mlr', { mlr_individual: true }, 'the R² that is lost without each X map'],
    ['mlr', { rank: true }, 'all maps being ranked first'],
    ['mi', { n_neighbors: 5 }, 'the 5 nearest neighbours'],
    ['pls', { n_components: 2 }, 'with 2 components (de Jong, 1993)'],
    ['pcr', { n_components: 1 }, '1 component (Massy, 1965)'],
    ['ridge', { parcel_train_pct: 0.55 }, 'trained on the nearest 55 % of the parcels'],
    ['elasticnet', { l1_ratio: 0.9 }, 'the absolute penalty had a share of 0.9'],
  ])('%s %j says “%s”', (method, methodOptions, words) => {
    expect(text({ methods: [method], methodOptions })).toContain(words);
  });
});
