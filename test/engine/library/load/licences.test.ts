// What is said of the licences of the data used: nothing where nothing binds, one warning where something does.
import { describe, expect, it } from 'vitest';
import type { Citation } from '../../../../engine/library/entries.js';
import { warnOfLicences } from '../../../../engine/library/load/licences.js';
import type { StageContext } from '../../../../engine/progress.js';

function said(...sources: [subject: string, license: string | null][]): string[] {
  const warnings: string[] = [];
  const ctx: StageContext = {
    signal: new AbortController().signal,
    report: () => undefined,
    log: () => undefined,
    warn: (code, message) => void warnings.push(`${code}: ${message}`),
  };
  const citations: Citation[] = sources.map(([subject, license]) => ({
    ref: subject,
    doi: null,
    subject,
    license,
    note: null,
  }));
  warnOfLicences(citations, ctx);
  return warnings;
}

describe('licences', () => {
  it('are silent when all sources share one free licence', () => {
    expect(said(['Schaefer200', 'MIT'], ['map', 'MIT'])).toEqual([]);
    expect(said()).toEqual([]);
  });

  it('tell that commercial use is forbidden and by how many sources', () => {
    expect(said(['a', 'CC BY-NC-SA 4.0'], ['b', 'CC BY-NC-SA 4.0'])).toEqual([
      'licences: 2 of the sources forbid commercial use (CC BY-NC-SA 4.0). methods.md lists every source with its licence.',
    ]);
    expect(said(['a', 'free for non-commercial research'])[0]).toContain(
      'a forbids commercial use (free for non-commercial research).',
    );
  });

  it('tell where they differ, the most frequent first', () => {
    expect(said(['P', 'MIT'], ['a', 'CC BY 4.0'], ['b', 'CC BY 4.0'])[0]).toContain(
      'The licences differ: CC BY 4.0 (2), MIT (1).',
    );
  });

  it('tell that two share-alike licences exclude each other, and that one alone does not', () => {
    expect(said(['a', 'CC BY-NC-SA 4.0'], ['b', 'GPL-3.0'])[0]).toContain(
      'CC BY-NC-SA and GPL each ask',
    );
    expect(said(['a', 'CC BY-SA 4.0'], ['b', 'MIT'])[0]).not.toContain('each ask');
    expect(said(['a', 'CC BY-NC-ND 4.0'])[0]).toContain('a forbids changed copies');
  });

  it('of a data set that leaves it to its maps are those of the maps', () => {
    expect(said(['pet', 'by map, mostly CC BY-NC-SA 4.0'], ['a', 'MIT'], ['P', 'MIT'])).toEqual([]);
  });

  it('name a source without a licence, and count several', () => {
    expect(said(['a', 'MIT'], ['b', null])[0]).toContain('b names no licence.');
    expect(said(['a', null], ['b', null], ['a', null])[0]).toContain('2 sources name no licence.');
    // One citation of a map with a licence is enough for the map.
    expect(said(['a', null], ['a', 'MIT'])).toEqual([]);
  });
});
