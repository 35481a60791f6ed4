import { describe, expect, it } from 'vitest';
import type { ProgressUpdate } from '../../engine/progress.js';
import { Stages } from '../../engine/stages.js';

function listen(signal = new AbortController().signal) {
  const updates: ProgressUpdate[] = [];
  const log: string[] = [];
  const stages = new Stages(signal, {
    onProgress: (update) => updates.push(update),
    onLog: (line) => log.push(line),
  });
  return { stages, updates, log };
}

describe('Stages', () => {
  it('move from 0 to 1 without ever going back, in proportion to what was expected', async () => {
    const { stages, updates } = listen();
    stages.expect({ 'Null colocalizations': 8, 'Making nulls': 1 });
    await stages.run('Reading data', () => stages.report(1, 1, 'images'));
    await stages.run('Making nulls', () => stages.report(1, 1, 'spins'));
    await stages.run('Null colocalizations', () => stages.report(50, 100, 'permutations'));
    await stages.run('Inference', () => stages.report(1, 1, 'methods'));
    const fractions = updates.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const half = updates.find(({ unit }) => unit === 'permutations')!;
    expect(half.fraction).toBeGreaterThan(0.45);
    expect(half.fraction).toBeLessThan(0.65);
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });

  it('say no time left before there is something to go by, then a believable one', async () => {
    const { stages, updates } = listen();
    stages.expect({ 'Null colocalizations': 10 });
    await stages.run('Null colocalizations', async () => {
      stages.report(1, 100, 'permutations');
      await new Promise((resume) => setTimeout(resume, 1050));
      stages.report(50, 100, 'permutations');
    });
    expect(updates[1]!.secondsLeft).toBeNull();
    expect(updates[2]!.secondsLeft).toBeGreaterThan(0.9);
    expect(updates[2]!.secondsLeft).toBeLessThan(2);
  });

  it('keep each warning once, and the time of each stage', async () => {
    const { stages, log } = listen();
    await stages.run('Reading data', () => {
      stages.warn('a', 'Look out.');
      stages.warn('a', 'Look out.');
    });
    expect(stages.warnings).toEqual([{ code: 'a', message: 'Look out.', subject: null }]);
    expect(stages.timings.map(({ stage }) => stage)).toEqual(['Reading data']);
    expect(log).toEqual([
      'Warning: Look out.',
      expect.stringMatching(/^Reading data: \d+\.\d\d s$/),
    ]);
  });

  it('do not begin a stage after the run was cancelled', async () => {
    const abort = new AbortController();
    const { stages } = listen(abort.signal);
    abort.abort();
    await expect(stages.run('Reading data', () => 1)).rejects.toThrow('Cancelled');
  });
});
