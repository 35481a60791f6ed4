import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../client/extension/panel-state.js';
import {
  increment,
  progressText,
  statusText,
  timeLeft,
} from '../../../client/extension/progress-text.js';
import { serverOptions } from '../../../client/extension/settings.js';

const progress = {
  runId: 'r',
  analysis: 'PainReceptors',
  alongside: 0,
  stage: 'Null colocalizations',
  done: 4200,
  total: 10000,
  unit: 'permutations',
  fraction: 0.42,
  secondsLeft: 3.2,
};

describe('progress in words', () => {
  it('names analysis, stage, work done and time left', () => {
    expect(progressText(progress)).toBe(
      'PainReceptors: null colocalizations, 4,200 of 10,000 permutations, about 3 s left',
    );
  });

  it('counts what runs at the same time', () => {
    expect(progressText({ ...progress, alongside: 2 })).toMatch(
      /^PainReceptors \(and 2 more\): null/,
    );
  });

  it('leaves out what is not known', () => {
    expect(progressText({ ...progress, stage: 'Reading data', total: 0, secondsLeft: null })).toBe(
      'PainReceptors: reading data',
    );
  });

  it('never goes backwards', () => {
    expect(increment(0.5, 0.25)).toBe(0);
    expect(increment(0.25, 0.5)).toBe(25);
  });

  it('rounds down, so that it never says 100 % too early', () => {
    expect(statusText({ ...progress, fraction: 0.999 })).toBe('PainReceptors 99 %');
  });

  it('counts long waits in minutes and hours', () => {
    expect([0.4, 75, 600, 7200].map(timeLeft)).toEqual([
      'almost done',
      'about 75 s left',
      'about 10 min left',
      'about 2.0 h left',
    ]);
  });
});

describe('settings and state', () => {
  it('hands one folder or several to the server', () => {
    const dirs = (dataDir: unknown): string[] =>
      serverOptions('/ext', '1', (name) => (name === 'dataDir' ? dataDir : undefined)).dataDirs;
    expect(dirs('/data')).toEqual(['/data']);
    expect(dirs(['/a', '', '/b'])).toEqual(['/a', '/b']);
    expect(dirs('')).toEqual([]);
    expect(dirs(3)).toEqual([]);
  });

  it('finds the folder in the state of a page, and nothing in a damaged one', () => {
    expect(folderOf({ folder: '/r', tab: 'chart' })).toBe('/r');
    for (const state of [undefined, null, 'x', {}, { folder: 3 }, { folder: '' }])
      expect(folderOf(state)).toBeNull();
  });
});
