// Joining two results: which rows are partners, what differs, and how it is said.
import { describe, expect, it } from 'vitest';
import { axesOf } from '../../../client/webview/compare/chart.js';
import { asTsv, columnsOf, sorted } from '../../../client/webview/compare/columns.js';
import { joinRows, statisticPairs } from '../../../client/webview/compare/join.js';
import { scaleOf } from '../../../client/webview/compare/scale.js';
import { settingsOf } from '../../../client/webview/compare/settings.js';
import { readState } from '../../../client/webview/compare/state.js';
import { signed, someOf, summary } from '../../../client/webview/compare/words.js';
import { staleSentence } from '../../../client/webview/results/stale-notice.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeResult } from './fixtures.js';

const only = (a: AnalysisResult, b: AnalysisResult) => {
  const [pair] = statisticPairs(a, b).pairs;
  if (!pair) throw new Error('no pair of statistics');
  return { pair, ...joinRows(a, b, pair) };
};

/** Every statistic a little larger. */
const shifted = (result: AnalysisResult, by: number): AnalysisResult => ({
  ...result,
  statistics: result.statistics.map((one) => ({
    ...one,
    observed: one.observed.map((value) => (value === null ? null : value + by)),
  })),
});

describe('two results', () => {
  const a = makeResult({ maps: 4, sets: 2 });

  it('of the same maps are joined row by row, with B − A of the untransformed statistic', () => {
    const { pairs, onlyA, onlyB } = only(a, shifted(a, 0.25));
    expect(pairs).toHaveLength(4);
    expect([onlyA, onlyB]).toEqual([[], []]);
    for (const { difference, valueA, valueB } of pairs) {
      expect(difference).toBeCloseTo(0.25, 12);
      expect(valueB! - valueA!).toBe(difference);
    }
    expect(pairs.map(({ valueA }) => valueA)).toEqual(a.statistics[0]?.observed);
  });

  it('in another order of maps are joined by name, and what has no partner is named', () => {
    const columns = [...a.columns].reverse();
    const flip = <T>(cells: readonly T[]): T[] => [...cells].reverse();
    const b: AnalysisResult = {
      ...a,
      columns: columns.map((column, i) => (i === 0 ? { ...column, x: 'stranger' } : column)),
      statistics: a.statistics.map((one) => ({
        ...one,
        observed: flip(one.observed),
        p: one.p && flip(one.p),
      })),
    };
    const { pairs, onlyA, onlyB } = only(a, b);
    expect(pairs.map(({ difference }) => difference)).toEqual([0, 0, 0]);
    expect(onlyA).toHaveLength(1);
    expect(onlyB).toEqual(
      ['stranger (General)'].map((name) => expect.stringContaining(name.split(' ')[0]!) as string),
    );
  });

  it('whose maps lost their sets are joined by the names that occur once', () => {
    const b = { ...a, columns: a.columns.map((column) => ({ ...column, set: null })) };
    expect(only(a, b).pairs).toHaveLength(4);
  });

  it('with one y map under different names are taken for each other, and it is said', () => {
    const b = {
      ...a,
      statistics: a.statistics.map((one) => ({ ...one, rows: one.rows.map(() => 'Pain 2') })),
    };
    const joined = only(a, b);
    expect(joined.renamed).toEqual(['Pain', 'Pain 2']);
    expect(summary(joined)).toContain('Pain of A is compared with Pain 2 of B.');
  });

  it('with several y maps are joined by y map', () => {
    const many = makeResult({ maps: 3, yMaps: 4 });
    const fewer = makeResult({ maps: 3, yMaps: 3 });
    const { pairs, onlyA, onlyB } = only(many, fewer);
    expect(pairs).toHaveLength(9);
    expect(onlyA).toHaveLength(3);
    expect(onlyA[0]).toContain('ENIGMA disorder 4 × ');
    expect(onlyB).toEqual([]);
  });

  it('of different methods share statistics of the same name, and keep the others apart', () => {
    const renamed = a.statistics.map((one) => ({
      ...one,
      method: 'pearson',
      label: one.label.replace('Spearman', 'Pearson'),
    }));
    const b = { ...a, statistics: [...renamed, { ...renamed[1]!, statistic: 'mi', label: 'MI' }] };
    const { pairs, onlyA, onlyB } = statisticPairs(a, b);
    expect(pairs.map(({ label }) => label)).toEqual(["Spearman's rho (A), Pearson's rho (B)"]);
    expect([onlyA, onlyB]).toEqual([[], ['MI']]);
  });

  it('count as changed where only one is significant after its correction', () => {
    const corrected = (p: number): AnalysisResult => ({
      ...a,
      statistics: a.statistics.map((one) =>
        one.p
          ? { ...one, corrected: { meff_galwey: one.p.map((_, i) => (i === 0 ? p : 1)) } }
          : one,
      ),
    });
    const { pairs } = only(corrected(0.2), corrected(0.01));
    expect(pairs.map(({ change }) => change)).toEqual(['only B', 'neither', 'neither', 'neither']);
    expect(only(corrected(0.01), corrected(0.01)).pairs[0]?.change).toBe('both');
  });
});

describe('the table of differences', () => {
  const [a, b] = [
    makeResult({ maps: 12, missing: true }),
    shifted(makeResult({ maps: 12, missing: true }), 0.1),
  ];
  const { pair, pairs } = only(a, b);
  const columns = columnsOf({ a }, pair, false);

  it('sorts differences by size and leaves missing ones for the end, in both directions', () => {
    const by = columns.find(({ key }) => key === 'A')!;
    for (const descending of [true, false]) {
      const values = sorted(pairs, by, descending).map(({ valueA }) => valueA);
      expect(values.slice(-1)).toEqual([null]);
      const known = values.filter((value) => value !== null);
      expect(known).toEqual([...known].sort((x, y) => (descending ? y - x : x - y)));
    }
  });

  it('copies every digit', () => {
    const [heading, first] = asTsv(columns, pairs).split('\n');
    expect(heading).toBe(
      'set\tx\trho_A\trho_B\tdifference\tp_A\tp_B\tp_meff_galwey_A\tp_meff_galwey_B\tchange',
    );
    expect(first?.split('\t')[2]).toBe(String(pairs[0]?.valueA));
  });
});

describe('the settings', () => {
  it('that differ come first; threads never count, other bytes of an input do', () => {
    const a: AnalysisResult = {
      ...makeResult(),
      parameters: [
        ['y', 'pain'],
        ['n_perm', '10,000'],
        ['n_proc', '2'],
      ],
    };
    const b: AnalysisResult = {
      ...a,
      parameters: [
        ['y', 'pain'],
        ['n_perm', '1,000'],
        ['n_proc', '8'],
      ],
      inputs: a.inputs.map((input) => ({ ...input, sha256: 'f'.repeat(64) })),
    };
    const differing = settingsOf(a, b).filter(({ differs }) => differs);
    expect(differing.map(({ property }) => property)).toEqual(['n_perm', 'file of y (Pain)']);
    expect(settingsOf(a, b).findIndex(({ differs }) => !differs)).toBe(2);
    expect(settingsOf(a, a).every(({ differs }) => !differs)).toBe(true);
  });
});

describe('in words', () => {
  it('a comparison says how many rows it has, the largest difference, and what changed', () => {
    const a = makeResult({ maps: 3 });
    expect(summary(only(a, a))).toBe(
      '3 rows are in both runs. The statistic is the same in all of them. Significance is the same everywhere.',
    );
    expect(summary(only(a, shifted(a, -0.2)))).toContain('The largest difference is −0.200');
    expect(summary({ pairs: [], onlyA: [], onlyB: [], renamed: null })).toContain('share no map');
  });

  it('differences have a sign, and long lists an end', () => {
    expect([0.5, -0.5, 0, null].map(signed)).toEqual(['+0.500', '−0.500', '0.000', '–']);
    expect(someOf(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  });

  it('a result says why it is out of date, or that it is a former one', () => {
    expect(staleSentence([], true)).toBe('');
    expect(staleSentence(['n_perm 1 → 2', 'a.csv changed'], true)).toBe(
      'This result is out of date: n_perm 1 → 2; a.csv changed.',
    );
    expect(staleSentence([], false)).toBe('This is a former run.');
    expect(staleSentence(['seed 1 → 2'], false)).toContain('What has changed since: seed 1 → 2.');
  });
});

describe('the scatter', () => {
  it('has one scale that holds all values and zero, with round ticks', () => {
    const { min, max, ticks } = scaleOf([-0.31, 0.52]);
    expect([min, max]).toEqual([-0.4, 0.6]);
    expect(ticks).toEqual([-0.4, -0.2, 0, 0.2, 0.4, 0.6]);
    expect(scaleOf([]).ticks.length).toBeGreaterThan(2);
    expect([scaleOf([5, 7]).min, scaleOf([-5, -7]).max]).toEqual([0, 0]);
  });
});

describe('the axes', () => {
  it('show the statistic, or p so that small ones are far from zero', () => {
    const a = makeResult({ maps: 3 });
    const [pair] = only(a, shifted(a, 0.1)).pairs;
    const { statistic, p } = axesOf('rho');
    expect(statistic.b(pair!)! - statistic.a(pair!)!).toBeCloseTo(0.1, 12);
    expect(10 ** -p.a(pair!)!).toBeCloseTo(pair!.a.p!, 12);
    expect(p.a({ ...pair!, a: { ...pair!.a, p: null } })).toBeNull();
  });
});

describe('the state of the page', () => {
  it('is read back with care', () => {
    const state = {
      statistic: 's',
      axes: 'p',
      filter: 'x',
      sort: { key: 'p', descending: true },
      selected: 'k',
    };
    expect(readState({ ...state, a: {} })).toEqual(state);
    expect(readState({ sort: 3, filter: null })).toEqual({
      statistic: null,
      axes: 'statistic',
      filter: '',
      sort: null,
      selected: null,
    });
    expect(readState(undefined).filter).toBe('');
  });
});
