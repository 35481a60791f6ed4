// The small parts of the downloader: sources, proxies, waits, hashes, folders.
import { mkdirSync, writeFileSync, chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError, NspError } from '../../../../engine/error.js';
import { eachAtOnce } from '../../../../engine/library/fetch/crew.js';
import { downloadFolder, withDownloads } from '../../../../engine/library/fetch/download-folder.js';
import { TransferFailure, waitOf } from '../../../../engine/library/fetch/failure.js';
import { hashFile, parseHash } from '../../../../engine/library/fetch/hash.js';
import { networkSettings, proxyFor } from '../../../../engine/library/fetch/network.js';
import { pauseAfter, withRetries } from '../../../../engine/library/fetch/retry.js';
import { fetchSettings } from '../../../../engine/library/fetch/settings.js';
import { addressOf, DATA_COMMIT, dataSource } from '../../../../engine/library/fetch/source.js';
import { failure } from '../small-library.js';
import { sha256 } from './server.js';
import { emptyFolder, never } from './setup.js';

describe('the source', () => {
  it('is the pinned commit of the public repository', () => {
    const source = dataSource(undefined);
    expect(addressOf(source, 'reference/pet/ref.yaml')).toBe(
      `https://raw.githubusercontent.com/LeonDLotter/NiSpace-data/${DATA_COMMIT}/reference/pet/ref.yaml`,
    );
  });

  it('can be a mirror, with or without the commit in its address; names are encoded', () => {
    expect(addressOf(dataSource('https://m.org/n/'), 'a b/c#d')).toBe(
      'https://m.org/n/a%20b/c%23d',
    );
    expect(dataSource('https://m.org/{commit}').base).toBe(`https://m.org/${DATA_COMMIT}`);
  });

  it.each(['ftp://m.org', 'm.org/data', 'https://'])('refuses %s', async (address) => {
    const { message } = await failure(() => dataSource(address), 'bad-address');
    expect(message).toContain(address);
  });
});

describe('the proxy', () => {
  const via = (address: string, env: Record<string, string>): string | null =>
    proxyFor(new URL(address), networkSettings(env));

  it('is chosen by the kind of address, lower-case variables first', () => {
    const env = { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'b:2', http_proxy: 'http://c:3' };
    expect(via('http://x.org', env)).toBe('http://c:3');
    expect(via('https://x.org', env)).toBe('http://b:2');
    expect(via('https://x.org', { HTTP_PROXY: 'http://a:1' })).toBe('http://a:1');
    expect(via('https://x.org', {})).toBeNull();
  });

  it.each([
    ['*', true],
    ['x.org', true],
    ['.x.org', true],
    ['*.x.org', true],
    ['other.org, data.x.org', true],
    ['data.x.org:443', true],
    ['data.x.org:8443', false],
    ['ata.x.org', false],
    ['y.org', false],
  ])('is left out for data.x.org by NO_PROXY=%s: %s', (entry, left) => {
    const proxy = via('https://data.x.org/f', { HTTPS_PROXY: 'http://p', NO_PROXY: entry });
    expect(proxy).toBe(left ? null : 'http://p');
  });

  it('of the editor wins over the environment', () => {
    const editor = {
      proxy: 'http://e:9',
      noProxy: ['in.org'],
      authorization: 'Basic x',
      strictSsl: false,
    };
    const settings = networkSettings({ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, editor);
    expect(proxyFor(new URL('https://x.org'), settings)).toBe('http://e:9');
    expect(proxyFor(new URL('https://a.in.org'), settings)).toBeNull();
    expect(settings).toMatchObject({ proxyAuthorization: 'Basic x', strictTls: false });
  });
});

describe('trying again', () => {
  const policy = { attempts: 4, pause: 100, longest: 1000, patience: 5000 };

  it('waits twice as long each time, up to a limit, half of it by chance', () => {
    expect([1, 2, 3, 9].map((failed) => pauseAfter(failed, policy, () => 0))).toEqual([
      50, 100, 200, 500,
    ]);
    expect(pauseAfter(1, policy, () => 0.999)).toBeCloseTo(100, 0);
  });

  it('reads Retry-After in seconds and as a date', () => {
    expect(waitOf('3')).toBe(3000);
    expect(waitOf(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(55_000);
    expect(waitOf(new Date(0).toUTCString())).toBe(0);
    expect([waitOf(undefined), waitOf('soon')]).toEqual([null, null]);
  });

  it('counts only attempts that brought nothing new, and leaves other errors alone', async () => {
    let reached = 0;
    let calls = 0;
    const clock = { now: () => 0, random: () => 0, sleep: () => Promise.resolve() };
    const tools = { policy, clock, signal: never() };
    const stumbling = withRetries(
      () => {
        calls++;
        if (calls <= 10) reached += 1;
        return Promise.reject(new TransferFailure('broken', 'x'));
      },
      () => reached,
      tools,
    );
    await expect(stumbling).rejects.toBeInstanceOf(TransferFailure);
    expect(calls).toBe(10 + policy.attempts - 1);
    const fault = withRetries(
      () => Promise.reject(new TypeError('y')),
      () => 0,
      tools,
    );
    await expect(fault).rejects.toThrow('y');
  });
});

describe('a crew', () => {
  it('throws the first error after everybody has stopped', async () => {
    let running = 0;
    const work = eachAtOnce([1, 2, 3, 4, 5], 2, never(), async (item, signal) => {
      running++;
      await new Promise((resolve) => setTimeout(resolve, item === 2 ? 5 : 20));
      running--;
      if (signal.aborted) throw new CancelledError();
      if (item === 2) throw new NspError('second', 'the second failed');
    });
    await failure(() => work, 'second');
    expect(running).toBe(0);
  });
});

describe('hashes', () => {
  it('agree with another implementation, and stop on request', async () => {
    const path = join(emptyFolder(), 'x');
    const bytes = Buffer.alloc(3_000_000, 'abc');
    writeFileSync(path, bytes);
    let read = 0;
    expect(await hashFile(path, never(), (count) => (read += count))).toBe(sha256(bytes));
    expect(read).toBe(bytes.length);
    await expect(hashFile(path, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
  });

  it('are 64 hexadecimal digits and nothing else', () => {
    const hash = sha256('x');
    expect(parseHash(`  ${hash.toUpperCase()}\n`)).toBe(hash);
    for (const text of ['', hash.slice(1), `${hash}0`, `${hash} file`, '<html>'])
      expect(parseHash(text)).toBeNull();
  });
});

describe('the download folder', () => {
  const choice = { explicit: [], env: undefined, setting: [], home: '/home/me', demo: '/demo' };

  it('is the first folder that is named and can be written to', () => {
    const [a, b] = [emptyFolder(), emptyFolder()];
    expect(downloadFolder({ ...choice, explicit: ['/no/such', a], env: b })).toBe(a);
    expect(downloadFolder({ ...choice, env: ['/no/such', b].join(delimiter), setting: [a] })).toBe(
      b,
    );
  });

  it('is nispace-data in the home folder when none is named', () => {
    expect(downloadFolder(choice)).toBe('/home/me/nispace-data');
  });

  it('is not a folder that nobody may write to, not even for an administrator', () => {
    const folder = join(emptyFolder(), 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    expect(downloadFolder({ ...choice, explicit: [folder] })).toBe('/home/me/nispace-data');
  });

  it('comes before the demo library once it is made, and only once', () => {
    expect(withDownloads(['/a', '/demo'], '/new', '/demo')).toEqual(['/a', '/new', '/demo']);
    expect(withDownloads(['/a'], '/new', null)).toEqual(['/a', '/new']);
    expect(withDownloads(['/a', '/demo'], '/a', '/demo')).toEqual(['/a', '/demo']);
  });

  it('and the rest of the settings come from options, environment and editor', () => {
    const env = { NISPACE_OFFLINE: 'yes', NISPACE_DATA_URL: 'http://m.org' };
    expect(fetchSettings({ folders: choice, env, offline: false })).toMatchObject({
      offline: true,
      folder: '/home/me/nispace-data',
      source: { base: 'http://m.org' },
    });
    expect(
      fetchSettings({ folders: choice, env: { NISPACE_OFFLINE: '0' }, offline: false }).offline,
    ).toBe(false);
    expect(fetchSettings({ folders: choice, env: {}, offline: true }).offline).toBe(true);
  });
});
