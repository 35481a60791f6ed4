// Tables, bars and numbers as a person reads them.
import { describe, expect, it } from 'vitest';
import { clip, tableLines, wrap } from '../../../client/cli/columns.js';
import { pText, secondsText, statisticText } from '../../../client/cli/number-text.js';
import { barText, progressLine } from '../../../client/cli/progress-line.js';
import {
  factsLine,
  resultLines,
  shortMapName,
  significance,
} from '../../../client/cli/result-table.js';
import type { StatisticResult } from '../../../engine/result.js';
import { result } from '../../engine/store/fixture.js';
import { surroundings } from './surroundings.js';

describe('text for the terminal', () => {
  it('sets columns side by side', () => {
    const columns = [
      { header: 'name', align: 'left', max: 5 },
      { header: 'n', align: 'right' },
    ] as const;
    expect(
      tableLines(columns, [
        ['a', '1'],
        ['longer name', '10'],
      ]),
    ).toEqual(['name    n', 'a       1', 'long…  10']);
  });

  it('wraps words and leaves long ones whole', () => {
    expect(wrap('one two three', 7, 0)).toEqual(['one two', 'three']);
    expect(wrap('a unbreakable', 6, 2)).toEqual(['  a', '  unbreakable']);
    expect(clip('abc', 3)).toBe('abc');
  });

  it('shows numbers short and missing ones as a dash', () => {
    expect([statisticText(-0.43597), statisticText(null)]).toEqual(['−0.436', '–']);
    expect([pText(0.001), pText(0.00002), pText(1), pText(null)]).toEqual([
      '0.0010',
      '0.00002',
      '1.0000',
      '–',
    ]);
    expect([secondsText(0.614), secondsText(12.34), secondsText(245)]).toEqual([
      '0.61 s',
      '12.3 s',
      '4 min 05 s',
    ]);
  });

  it('shortens the names of PET maps and no others', () => {
    expect(shortMapName('target-5HT1a_tracer-way100635_n-35_dx-hc_pub-savli2012')).toBe(
      '5HT1a (savli2012, n = 35)',
    );
    expect(shortMapName('Pain')).toBe('Pain');
    expect(shortMapName('GO-term_x')).toBe('GO-term_x');
  });
});

describe('the table of a result', () => {
  const lines = resultLines(result());

  it('shows rho beside p and q of the pooled rows, smallest p first', () => {
    expect(lines[0]).toMatch(/^ {2}Spearman's rho.*, mean of the y maps$/);
    expect(lines.slice(1, 4).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['set', 'map', 'rho', 'p', 'q'],
      ['Dopamine', 'D1', '0.250', '0.0010', '0.0020'],
      ['D2, "striatal"', '0.333', '1.0000', '1.0000'],
    ]);
    expect(lines.at(-1)).toBe('  1 of 2 p < .05, 1 of 2 q < .05 (meff_galwey)');
  });

  it('names the y map of each row when there are several', () => {
    const facts = result();
    const statistics = facts.statistics.map((s) => ({
      ...s,
      rows: ['One', 'Two'],
      pooledRow: [false, false],
    }));
    const [, header, first] = resultLines({ ...facts, statistics }).map((line) =>
      line.trim().split(/ {2,}/),
    );
    expect([header, first]).toEqual([
      ['y', 'map', 'rho', 'p', 'q'],
      ['Two', 'D1', '0.250', '0.0010', '0.0020'],
    ]);
  });

  it('shows every tested statistic, those of a whole model once for each y map', () => {
    const facts = result();
    const [, beta] = facts.statistics;
    const alone = { rows: ['Pain'], pooledRow: [false], corrected: {}, nulls: null };
    const statistics: StatisticResult[] = [
      {
        ...{ ...alone, method: 'mlr', statistic: 'r2', label: 'R² of all maps', tail: 'upper' },
        columns: [{ set: null, x: 'r2', weight: null }],
        ...{ observed: [0.25], normalized: null, p: [0.002] },
      },
      {
        ...{ ...beta!, ...alone, method: 'mlr', statistic: 'beta', label: 'Coefficient' },
        ...{ observed: [1, -2], p: [0.5, 0.01] },
      },
      {
        ...{ ...alone, method: 'mlr', statistic: 'intercept', label: 'Intercept', tail: null },
        columns: [{ set: null, x: 'intercept', weight: null }],
        ...{ observed: [3], normalized: null, p: null },
      },
    ];
    const table = resultLines({ ...facts, statistics }).map((line) => line.trim().split(/ {2,}/));
    expect(table).toEqual([
      ['R² of all maps'],
      ['y', 'r2', 'p'],
      ['Pain', '0.250', '0.0020'],
      ['1 of 1 p < .05'],
      ['Coefficient'],
      ['set', 'map', 'beta', 'p'],
      ['D2, "striatal"', '−2.000', '0.0100'],
      ['Dopamine', 'D1', '1.000', '0.5000'],
      ['1 of 2 p < .05'],
    ]);
    expect(significance({ ...facts, statistics })).toEqual({ tests: 3, p: 2, q: 0 });
  });

  it('marks p values that were extrapolated, and counts them', () => {
    const facts = result();
    const [, tested] = facts.statistics;
    const none = [null, null, null, null];
    tested!.pPrecision = {
      ...{ se: none, low: none, high: none },
      extrapolated: [false, false, true, false],
    };
    const marked = resultLines({ ...facts, statistics: [tested!] });
    expect(marked.filter((line) => line.includes('0.0010†'))).toHaveLength(1);
    expect(marked.at(-1)).toBe('  † 1 of 2 p extrapolated from the tail of the nulls');
  });

  it('stays within 80 columns with long names', () => {
    const wide = result({
      columns: [0, 1].map((i) => ({ set: 's'.repeat(40), x: `x${i}`.repeat(40), weight: null })),
    });
    for (const line of resultLines(wide)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('counts what is significant', () => {
    expect(significance(result())).toEqual({ tests: 2, p: 1, q: 1 });
    expect(factsLine(result({ seedDrawn: true }))).toBe(
      '1 map × 2 reference maps, 3 parcels, 1,000 permutations, seed 42 (drawn)',
    );
  });
});

describe('progress', () => {
  const update = {
    stage: 'Null colocalizations',
    done: 600,
    total: 1000,
    unit: 'permutations',
    fraction: 0.6,
    secondsLeft: 2.1,
  };

  it('is a bar with time left on a terminal', () => {
    expect(barText('Pain', update)).toMatch(
      /^Pain \[█+░+\] {2}60 % {2}Null colocalizations 600\/1,000 permutations {2}2\.10 s left$/,
    );
    const around = surroundings({ errIsTerminal: true, columns: 40 });
    const line = progressLine('Pain', around);
    line.update(update);
    line.update({ ...update, fraction: 0.61 });
    line.clear();
    expect(
      around
        .stderr()
        .split('\r\u001b[K')
        .map((text) => text.length),
    ).toEqual([0, 39, 0]);
  });

  it('is one line per stage elsewhere', () => {
    const around = surroundings();
    const line = progressLine('Pain', around);
    line.update({ ...update, stage: 'Reading data' });
    line.update(update);
    line.update({ ...update, done: 900 });
    line.clear();
    expect(around.stderr()).toBe('Pain: Reading data\nPain: Null colocalizations\n');
  });
});
