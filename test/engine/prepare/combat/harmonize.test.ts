import { describe, expect, it } from 'vitest';
import { harmonize } from '../../../../engine/prepare/combat/harmonize.js';
import { pearson } from '../../../../engine/stats/correlation.js';
import { idle } from '../idle.js';
import { columnOf, designColumn, maps, meanOf, noise } from '../simulated.js';

const N = 120;
const P = 30;
const base = noise(N, P, 7);
const site = Array.from({ length: N }, (_, k) => ['A', 'B', 'C'][k % 3]!);
const group = Array.from({ length: N }, (_, k) => (k % 4 < 2 ? 1 : 0));
const shift = { A: 0, B: 2, C: -1 } as Record<string, number>;
const scale = { A: 1, B: 1.8, C: 0.6 } as Record<string, number>;
const EFFECT = 0.8;
/** Sites shift and stretch every parcel; patients are 0.8 higher in the first half of the parcels. */
const planted = maps(N, P, (row, i) => {
  const s = site[row]!;
  return (
    5
    + i
    + shift[s]! * (1 + i / P)
    + scale[s]! * base.values[row * P + i]!
    + (i < P / 2 ? EFFECT * group[row]! : 0)
  );
});
const design = { site: designColumn('site', site), kept: [designColumn('groups', group)] };
const of = (values: number[], wanted: (k: number) => boolean): number[] =>
  values.filter((_, k) => wanted(k));
const sd = (values: number[]): number =>
  Math.sqrt(meanOf(values.map((v) => (v - meanOf(values)) ** 2)));

describe('ComBat', () => {
  const result = harmonize(planted, design, true, idle);

  it('removes planted differences of level and spread between sites', () => {
    for (let i = 0; i < P; i++) {
      const before = columnOf(planted, i);
      const after = columnOf(result.table, i);
      const means = (values: number[]) =>
        ['A', 'B', 'C'].map((s) => meanOf(of(values, (k) => site[k] === s)));
      const spreads = (values: number[]) =>
        ['A', 'B', 'C'].map((s) => sd(of(values, (k) => site[k] === s)));
      const range = (values: number[]) => Math.max(...values) - Math.min(...values);
      expect(range(means(before))).toBeGreaterThan(2);
      // Shrinking leaves a small part; a mean of 40 has a standard error of 0.2.
      expect(range(means(after))).toBeLessThan(0.4);
      expect(range(spreads(after))).toBeLessThan(range(spreads(before)));
    }
  });

  it('keeps a planted group effect, and makes none', () => {
    const effects = Array.from({ length: P }, (_, i) => {
      const values = columnOf(result.table, i);
      return meanOf(of(values, (k) => group[k] === 1)) - meanOf(of(values, (k) => group[k] === 0));
    });
    // The standard error of a mean over 15 parcels of 60 subjects is about 0.06.
    expect(Math.abs(meanOf(effects.slice(0, P / 2)) - EFFECT)).toBeLessThan(0.25);
    expect(Math.abs(meanOf(effects.slice(P / 2)))).toBeLessThan(0.2);
  });

  it('keeps the order of subjects within a site', () => {
    const members = (k: number): boolean => site[k] === 'B' && group[k] === 1;
    expect(
      pearson(of(columnOf(planted, 3), members), of(columnOf(result.table, 3), members)),
    ).toBeGreaterThan(0.9999);
  });

  it('changes nothing but the rounding when there is nothing to remove', () => {
    const again = harmonize(result.table, design, true, idle);
    const change = again.table.values.map((v, at) => Math.abs(v - result.table.values[at]!));
    expect(Math.max(...change)).toBeLessThan(0.5);
    expect(meanOf([...change])).toBeLessThan(0.06);
  });

  it('puts missing values back, and keeps parcels without variance', () => {
    const holed = maps(N, P, (row, i) =>
      (row === 4 && i === 2) || i === 9 ? NaN : i === 5 ? 3 : planted.values[row * P + i]!,
    );
    const { table, notes, gamma } = harmonize(holed, design, true, idle);
    expect(table.values[4 * P + 2]).toBeNaN();
    expect(table.values.filter(Number.isNaN).length).toBe(N + 1);
    expect(columnOf(table, 5).every((v) => v === 3)).toBe(true);
    expect(gamma[5]).toBeNaN();
    expect(notes.map((note) => note.code)).toEqual(['combat-missing-values', 'combat-no-variance']);
  });

  it('of a single parcel uses its own estimates', () => {
    const single = maps(N, 1, (row) => planted.values[row * P]!);
    expect(harmonize(single, design, true, idle).table.values).toEqual(
      harmonize(single, design, false, idle).table.values,
    );
  });

  it('leaves out and notes subjects without a site', () => {
    const some = site.map((s, k) => (k === 8 ? null : s));
    const { table, notes } = harmonize(
      planted,
      { ...design, site: designColumn('site', some) },
      true,
      idle,
    );
    expect(columnOf(table, 0).filter(Number.isNaN).length).toBe(1);
    expect(notes[0]!.message).toContain('s8');
  });

  it('refuses one site, a site of one subject, and sites that are the groups', () => {
    const sites = (cells: (string | number)[]) => () =>
      harmonize(planted, { ...design, site: designColumn('site', cells) }, true, idle);
    expect(sites(site.map(() => 'A'))).toThrow(/two or more sites; the column site has only A/);
    expect(sites(site.map((s, k) => (k === 0 ? 'Z' : s)))).toThrow(/only one subject at Z/);
    expect(sites(group)).toThrow(
      /ComBat: The covariate site says nothing that groups does not say/,
    );
  });
});
