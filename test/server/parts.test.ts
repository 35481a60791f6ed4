// The small parts of the server, without a client.
import { describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../engine/error.js';
import { base64 } from '../../server/geometry-encoding.js';
import { Log } from '../../server/log.js';
import { ProgressSender } from '../../server/progress.js';
import type { LogLine, RunProgress } from '../../server/protocol.js';
import { parseHttp, parseOptions, parseSettings, sameSettings } from '../../server/settings.js';
import { resultsFolderOf } from '../../server/stored-results.js';
import { Turns } from '../../server/turns.js';

const never = new AbortController().signal;

describe('the log', () => {
  it('writes one line with time and level', () => {
    const lines: LogLine[] = [];
    const log = new Log(
      (line) => lines.push(line),
      () => new Date(2026, 0, 1, 9, 4, 31),
    );
    log.info('started');
    log.warning('careful');
    log.error('failed');
    expect(lines).toEqual([
      { level: 'info', text: '[09:04:31] info  started' },
      { level: 'warning', text: '[09:04:31] warn  careful' },
      { level: 'error', text: '[09:04:31] error failed' },
    ]);
  });
});

describe('the settings', () => {
  it('take one data folder or several', () => {
    expect(parseSettings({ dataDir: ' /a ', resultsDir: '/r' })).toEqual({
      dataDirs: ['/a'],
      keep: 10,
      resultsDir: '/r',
      offline: false,
    });
    expect(parseSettings({ dataDir: ['/a', '', '/b'] })).toEqual({
      dataDirs: ['/a', '/b'],
      keep: 10,
      resultsDir: '',
      offline: false,
    });
    expect(parseSettings(null)).toEqual({ dataDirs: [], keep: 10, resultsDir: '', offline: false });
    expect(parseSettings({ history: { keep: 0 } }).keep).toBe(0);
    expect(parseSettings({ history: { keep: -1 } }).keep).toBe(10);
    const same = (a: unknown, b: unknown): boolean =>
      sameSettings(
        { ...parseSettings(a), http: parseHttp(null) },
        { ...parseSettings(b), http: parseHttp(null) },
      );
    expect(same({ dataDir: '/a' }, { dataDir: ['/a'] })).toBe(true);
    expect(same({ dataDir: '/a' }, {})).toBe(false);
    expect(same({ offline: true }, {})).toBe(false);
  });

  it('take the proxy of the editor, unless it is told not to use one', () => {
    const section = { proxy: 'http://p:3128', noProxy: ['a.org', ''], proxyStrictSSL: false };
    const none = { proxy: '', noProxy: [], authorization: null };
    expect(parseHttp(section)).toEqual({
      proxy: 'http://p:3128',
      noProxy: ['a.org'],
      authorization: null,
      strictSsl: false,
    });
    expect(parseHttp({ ...section, proxySupport: 'off' })).toEqual({ ...none, strictSsl: false });
    expect(parseHttp(undefined)).toEqual({ ...none, strictSsl: true });
  });

  it('take the paths of the installation where the client is silent', () => {
    const paths = { workerPath: '/w', demoLibrary: '/d', version: '1' };
    const settings = {
      dataDirs: [],
      resultsDir: '',
      offline: false,
      keep: 10,
      http: parseHttp(null),
    };
    expect(parseOptions(null, paths)).toEqual({ ...paths, ...settings });
    expect(parseOptions({ workerPath: '/other', dataDirs: ['/a'] }, paths)).toEqual({
      ...paths,
      ...settings,
      workerPath: '/other',
      dataDirs: ['/a'],
    });
  });

  it('say where results go', () => {
    expect(resultsFolderOf('/d/study.one.nsp', '')).toBe('/d/nsp-results/study.one');
    expect(resultsFolderOf('/d/study.nsp', '../out')).toBe('/out/study');
    expect(resultsFolderOf('/d/study.nsp', '/abs')).toBe('/abs/study');
  });
});

describe('progress', () => {
  const update = { stage: 's', done: 1, total: 2, unit: 'u', fraction: 0.5, secondsLeft: 3 };

  it('is sent ten times a second at most, and the newest always', () => {
    vi.useFakeTimers();
    const sent: RunProgress[] = [];
    const sender = new ProgressSender('id', 2, (progress) => sent.push(progress));
    for (let i = 0; i < 1000; i++) {
      sender.report('A', { ...update, done: i, fraction: i / 1000 });
      vi.advanceTimersByTime(1);
    }
    expect(sent.length).toBeLessThanOrEqual(11);
    sender.finish('A');
    sender.report('B', { ...update, fraction: 1 });
    sender.end();
    expect(sent.at(-1)).toMatchObject({ runId: 'id', analysis: 'B', fraction: 1, secondsLeft: 0 });
    expect(sent.length).toBeLessThanOrEqual(12);
    vi.advanceTimersByTime(1000);
    expect(sent.length).toBeLessThanOrEqual(12);
    vi.useRealTimers();
  });

  it('of analyses side by side is that of the first, and counts the others', () => {
    vi.useFakeTimers();
    const sent: RunProgress[] = [];
    const sender = new ProgressSender('id', 2, (progress) => sent.push(progress));
    sender.report('A', { ...update, fraction: 0.2 });
    sender.report('B', { ...update, fraction: 0.8 });
    vi.advanceTimersByTime(200);
    expect(sent.at(-1)).toMatchObject({ analysis: 'A', fraction: 0.1, alongside: 0 });
    sender.report('A', { ...update, fraction: 0.4 });
    sender.end();
    expect(sent.at(-1)).toMatchObject({ analysis: 'A', alongside: 1 });
    expect(sent.at(-1)?.fraction).toBeCloseTo(0.6, 12);
    sender.finish('A');
    sender.report('B', { ...update, fraction: 0.9 });
    sender.end();
    expect(sent.at(-1)).toMatchObject({ analysis: 'B', fraction: 0.95, alongside: 0 });
    vi.useRealTimers();
  });

  it('keeps the estimate of the engine when there is one analysis', () => {
    const sent: RunProgress[] = [];
    new ProgressSender('id', 1, (progress) => sent.push(progress)).report('A', update);
    expect(sent).toEqual([{ runId: 'id', analysis: 'A', alongside: 0, ...update }]);
  });
});

describe('turns', () => {
  it('never overlap and keep their order, also after a failure', async () => {
    const turns = new Turns();
    const story: string[] = [];
    const work =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        story.push(`${name} begins`);
        await new Promise((resume) => setTimeout(resume, 5));
        story.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const all = [
      turns.take(never, work('a')),
      turns.take(never, work('b', true)),
      turns.take(never, work('c')),
    ];
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('can be given up while waiting, without letting the next one overlap', async () => {
    const turns = new Turns();
    const abort = new AbortController();
    let release = (): void => undefined;
    const first = turns.take(never, () => new Promise<void>((resolve) => (release = resolve)));
    const second = turns.take(abort.signal, () => Promise.resolve('never'));
    let third = '';
    const last = turns.take(never, () => Promise.resolve((third = 'ran')));
    abort.abort();
    await expect(second).rejects.toBeInstanceOf(CancelledError);
    expect(third).toBe('');
    release();
    await Promise.all([first, last]);
    expect(third).toBe('ran');
  });
});

describe('geometry', () => {
  it('is the base64 of little-endian numbers, of the part of the buffer that is meant', () => {
    const whole = Int32Array.from([7, 1, -1]);
    const decoded = Buffer.from(base64(whole.subarray(1)), 'base64');
    expect([decoded.readInt32LE(0), decoded.readInt32LE(4), decoded.length]).toEqual([1, -1, 8]);
  });
});
