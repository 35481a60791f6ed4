import { chmodSync, existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../engine/error.js';
import { HashRecord } from '../../../../engine/library/fetch/hash-record.js';
import { openPart } from '../../../../engine/library/fetch/part.js';
import type { FetchProgress } from '../../../../engine/library/fetch/tally.js';
import { failure } from '../small-library.js';
import { dataServer, loopbackProxy, sha256, type Behaviour } from './server.js';
import { emptyFolder, fetcherFor, file, filesIn, never } from './setup.js';

const big = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 251));
const path = 'reference/toy/tab/dset-toy_parc-Six.csv.gz';
const part = 'reference/toy/tab/.dset-toy_parc-Six.csv.gz.01234567.part';

/** A server with one file that behaves as told, an empty folder and a fetcher. */
async function scene(...behaviours: Behaviour[]) {
  const server = await dataServer({ [path]: big });
  if (behaviours.length > 0) server.behave(path, ...behaviours);
  const folder = emptyFolder();
  const fetcher = fetcherFor(server.base, folder);
  const fetch = () => fetcher.fetch([file(path)], { signal: never() });
  return { server, folder, fetcher, fetch, target: join(folder, path) };
}

describe('a download', () => {
  it('brings the bytes under their final name, leaves nothing else, and remembers the hash', async () => {
    const { folder, fetch, target } = await scene();
    const report = await fetch();
    expect(report).toMatchObject({ downloaded: [path], here: [], left: [], unchecked: [] });
    expect(report.bytes).toBe(big.length);
    expect(readFileSync(target).equals(big)).toBe(true);
    expect(filesIn(folder)).toEqual([path]);
    expect((await new HashRecord(folder).entries())[path]).toEqual({
      sha256: sha256(big),
      bytes: big.length,
      checked: true,
      commit: '0123456789abcdef',
    });
  });

  it('asks for nothing that is here', async () => {
    const { server, fetch } = await scene();
    await fetch();
    server.all.length = 0;
    expect(await fetch()).toMatchObject({ downloaded: [], here: [path] });
    expect(server.all).toEqual([]);
  });

  it('reports files and bytes, done and in all', async () => {
    const server = await dataServer({ [path]: big, 'example/a.txt': 'a', 'example/b.txt': 'bb' });
    const updates: FetchProgress[] = [];
    await fetcherFor(server.base, emptyFolder()).fetch(
      [path, 'example/a.txt', 'example/b.txt'].map((each) => file(each)),
      { signal: never(), onProgress: (update) => updates.push(update) },
    );
    const total = big.length + 3;
    expect(updates.at(-1)).toMatchObject({
      filesDone: 3,
      filesTotal: 3,
      bytesDone: total,
      bytesTotal: total,
    });
    const bytes = updates.map(({ bytesDone }) => bytesDone);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  });

  it('refuses a path that leaves the data folder', async () => {
    const { fetcher } = await scene();
    const escape = fetcher.fetch([file('reference/../../x')], { signal: never() });
    await expect(escape).rejects.toThrow('not a path inside the data library');
  });
});

describe('a server in trouble', () => {
  it.each<[string, Behaviour]>([
    ['stalls', 'stall'],
    ['drops the connection midway', 'drop'],
    ['ends a file early', 'truncate'],
    ['resets the connection', 'reset'],
    ['answers 500', { status: 500 }],
    ['answers 503', { status: 503 }],
    ['answers 429', { status: 429, headers: { 'retry-after': '0' } }],
  ])('that %s twice and then serves is waited for', async (_, behaviour) => {
    const { fetch, target, server } = await scene(behaviour, behaviour, 'serve');
    await fetch();
    expect(readFileSync(target).equals(big)).toBe(true);
    expect(server.log).toHaveLength(3);
  });

  it('that broke off is asked only for the rest', async () => {
    const { fetch, target, server } = await scene('drop', 'serve');
    await fetch();
    expect(server.log[1]).toBe(`GET ${path} bytes=100000-`);
    expect(readFileSync(target).equals(big)).toBe(true);
  });

  it('may break off before its answer is read, while the disk is busy', async () => {
    const { server, folder, target } = await scene('drop', 'serve');
    const tools = {
      openPart: async (name: string) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return openPart(name);
      },
    };
    const fetcher = fetcherFor(server.base, folder, { tools });
    await fetcher.fetch([file(path)], { signal: never() });
    expect(readFileSync(target).equals(big)).toBe(true);
    expect(server.log).toHaveLength(2);
  });

  it('that never recovers is given up on after the attempts that brought nothing, and the part stays', async () => {
    const { fetch, server, folder, target } = await scene('drop', { status: 500 });
    const { message } = await failure(fetch, 'download-failed');
    expect(message).toContain(path);
    expect(message).toContain('the server answered 500');
    expect(message).toContain(`${server.base}/${path}`);
    expect(message).toContain(target);
    expect(filesIn(folder)).toEqual([part, `${part}.json`]);
  });

  it('that asks to wait is given the time it asks for, and given up on when it asks for too much', async () => {
    const slept: number[] = [];
    const server = await dataServer({ [path]: big });
    const tools = {
      clock: {
        now: () => 0,
        random: () => 0,
        sleep: (ms: number) => Promise.resolve(void slept.push(ms)),
      },
      policy: { attempts: 3, pause: 5, longest: 20, patience: 60_000 },
    };
    server.behave(path, { status: 429, headers: { 'retry-after': '7' } }, 'serve');
    await fetcherFor(server.base, emptyFolder(), { tools }).fetch([file(path)], {
      signal: never(),
    });
    expect(slept).toEqual([7000]);
    server.behave(path, { status: 503, headers: { 'retry-after': '3600' } });
    const again = fetcherFor(server.base, emptyFolder(), { tools });
    await failure(() => again.fetch([file(path)], { signal: never() }), 'download-failed');
    expect(slept).toEqual([7000]);
  });

  it.each([
    [403, 'download-refused'],
    [404, 'not-at-source'],
  ])(
    'that answers %i is not asked again, and the message says where to put the file',
    async (status, code) => {
      const { fetch, server, folder, target } = await scene({ status });
      const { message } = await failure(fetch, code);
      expect(message).toContain(path);
      expect(message).toContain(target);
      expect(server.log).toHaveLength(1);
      expect(filesIn(folder)).toEqual([]);
    },
  );

  it.each([
    ['to no address', 'http://[', /redirects to "http:\/\/\[", which is no address of a file/],
    ['to another kind of address', 'ftp://elsewhere/x', /redirects to "ftp:.*no address/],
    ['in a circle', `/${path}`, /redirects without an end/],
  ])('that redirects %s is given up on in words', async (_, location, words) => {
    const { fetch, folder } = await scene({ status: 302, headers: { location } });
    expect((await failure(fetch, 'download-refused')).message).toMatch(words);
    expect(filesIn(folder)).toEqual([]);
  });

  it('that cannot be reached is told in words, and no folder is made', async () => {
    const folder = emptyFolder();
    const fetcher = fetcherFor('http://127.0.0.1:9', folder);
    const { message } = await failure(
      () => fetcher.fetch([file(path)], { signal: never() }),
      'download-failed',
    );
    expect(message).toContain('nobody answers');
    expect(existsSync(join(folder, 'reference'))).toBe(false);
  });
});

describe('checking', () => {
  it('a wrong file is brought once more, and then kept when it is right', async () => {
    const { fetch, target, server } = await scene('lie', 'serve');
    await fetch();
    expect(readFileSync(target).equals(big)).toBe(true);
    expect(server.log).toEqual([`GET ${path}`, `GET ${path}`]);
  });

  it('a file that stays wrong is not kept, and both hashes are named', async () => {
    const { fetch, folder } = await scene('lie');
    const { message } = await failure(fetch, 'hash-mismatch');
    expect(message).toContain(path);
    expect(message).toContain(sha256(big));
    expect(message).toContain(sha256(Buffer.from(big.map((byte) => byte ^ 1))));
    expect(filesIn(folder)).toEqual([]);
  });

  it('a part that was damaged on the disk is noticed and replaced', async () => {
    const { fetch, folder, target } = await scene('drop', { status: 500 });
    await failure(fetch, 'download-failed');
    writeFileSync(join(folder, part), Buffer.alloc(50_000, 1));
    const healthy = await dataServerAt(folder);
    await healthy();
    expect(readFileSync(target).equals(big)).toBe(true);

    async function dataServerAt(into: string) {
      const server = await dataServer({ [path]: big });
      const note = { address: `${server.base}/${path}`, etag: null, size: big.length };
      writeFileSync(join(into, `${part}.json`), JSON.stringify(note));
      const fetcher = fetcherFor(server.base, into);
      return () => fetcher.fetch([file(path)], { signal: never() });
    }
  });

  it('a file without a published hash is accepted with a warning', async () => {
    const { server, fetcher, folder } = await scene();
    server.behave(`.hash/${path}.sha256`, { status: 404 });
    const warnings: string[] = [];
    const report = await fetcher.fetch([file(path)], {
      signal: never(),
      onWarning: (message) => warnings.push(message),
    });
    expect(report.unchecked).toEqual([path]);
    expect(warnings).toEqual([
      `${path} could not be checked: the data library publishes no hash for it.`,
    ]);
    expect((await new HashRecord(folder).entries())[path]?.checked).toBe(false);
  });

  it('a hash that is none is refused, as it is when a login page answers for the server', async () => {
    const { server, fetch } = await scene();
    server.files.set(`.hash/${path}.sha256`, Buffer.from('<html>Please log in</html>'));
    expect((await failure(fetch, 'download-refused')).message).toContain('no SHA-256');
  });

  it('a changed file is brought again when asked to, an unchanged one is not', async () => {
    const { server, fetcher, fetch, target } = await scene();
    await fetch();
    server.log.length = 0;
    const replace = () => fetcher.fetch([file(path)], { signal: never(), replace: true });
    expect(await replace()).toMatchObject({ here: [path], downloaded: [] });
    expect(server.log).toEqual([]);
    writeFileSync(target, 'damaged');
    expect(await replace()).toMatchObject({ here: [], downloaded: [path] });
    expect(readFileSync(target).equals(big)).toBe(true);
  });
});

describe('continuing', () => {
  const stopped = async () => {
    const all = await scene('drop', { status: 500 });
    await failure(all.fetch, 'download-failed');
    all.server.log.length = 0;
    return all;
  };

  it('takes up the part of an earlier program', async () => {
    const { server, fetch, target } = await stopped();
    server.behave(path, 'serve');
    await fetch();
    expect(server.log).toEqual([`GET ${path} bytes=100000-`]);
    expect(readFileSync(target).equals(big)).toBe(true);
  });

  it('begins anew where the server ignores ranges', async () => {
    const { server, fetch, target } = await stopped();
    server.behave(path, 'ignore-range');
    await fetch();
    expect(readFileSync(target).equals(big)).toBe(true);
  });

  it('asks on when the server sends less than it was asked for', async () => {
    const { server, fetch, target } = await stopped();
    server.behave(path, 'half-range', 'serve');
    await fetch();
    expect(server.log).toEqual([`GET ${path} bytes=100000-`, `GET ${path} bytes=150000-`]);
    expect(readFileSync(target).equals(big)).toBe(true);
  });

  it('begins anew when the file has changed at the source', async () => {
    const { server, fetch, target } = await stopped();
    server.behave(path, 'serve');
    const other = Buffer.from(big.map((byte) => byte ^ 3));
    server.files.set(path, other);
    await fetch();
    expect(readFileSync(target).equals(other)).toBe(true);
  });

  it('begins anew when the range cannot be had, and takes a part that is whole as it is', async () => {
    const { server, fetch, folder, target } = await stopped();
    server.behave(path, { status: 416 }, 'serve');
    await fetch();
    expect(server.log).toEqual([`GET ${path} bytes=100000-`, `GET ${path}`]);
    expect(readFileSync(target).equals(big)).toBe(true);
    const next = await stopped();
    next.server.behave(path, 'serve');
    writeFileSync(join(next.folder, part), big);
    await next.fetch();
    expect(next.server.log).toEqual([`GET ${path} bytes=${big.length}-`]);
    expect(filesIn(next.folder)).toEqual(filesIn(folder));
  });
});

describe('stopping', () => {
  it('ends at once, keeps the part, and leaves no lock', async () => {
    const { server, fetcher, folder } = await scene('slow');
    const abort = new AbortController();
    let here = 0;
    const begun = performance.now();
    const stopped = fetcher.fetch([file(path)], {
      signal: abort.signal,
      onProgress: ({ bytesDone }) => {
        here = bytesDone;
        if (bytesDone > 10_000) abort.abort();
      },
    });
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(filesIn(folder)).toEqual([part, `${part}.json`]);
    expect(readFileSync(join(folder, part)).equals(big.subarray(0, here))).toBe(true);
    server.behave(path, 'serve');
    await fetcher.fetch([file(path)], { signal: never() });
    expect(server.log.at(-1)).toBe(`GET ${path} bytes=${here}-`);
  });

  it('ends a pause between attempts', async () => {
    const { server } = await scene();
    server.behave(path, { status: 500 });
    const tools = { policy: { attempts: 5, pause: 60_000, longest: 60_000, patience: 0 } };
    const fetcher = fetcherFor(server.base, emptyFolder(), { tools });
    const abort = new AbortController();
    server.onRequest = () => setTimeout(() => abort.abort(), 30);
    await expect(fetcher.fetch([file(path)], { signal: abort.signal })).rejects.toBeInstanceOf(
      CancelledError,
    );
  });
});

describe('several files', () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`example/${i}.txt`, `${i}`]),
  );

  it('are brought at most four at once', async () => {
    const server = await dataServer(many);
    for (const each of Object.keys(many)) server.behave(each, 'slow');
    let running = 0;
    let most = 0;
    server.onRequest = () => (most = Math.max(most, ++running));
    const seen = new Set<number>();
    const folder = emptyFolder();
    await fetcherFor(server.base, folder).fetch(
      Object.keys(many).map((each) => file(each)),
      {
        signal: never(),
        onProgress: ({ filesDone }) => {
          if (!seen.has(filesDone)) running -= filesDone > 0 ? 1 : 0;
          seen.add(filesDone);
        },
      },
    );
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    expect(filesIn(folder)).toHaveLength(12);
    expect(Object.keys(await new HashRecord(folder).entries())).toHaveLength(12);
  });

  it('stop at the first that cannot be had', async () => {
    const server = await dataServer({ ...many, [path]: big });
    server.behave(path, 'slow');
    server.behave('example/1.txt', { status: 404 });
    const folder = emptyFolder();
    const all = [file(path), ...Object.keys(many).map((each) => file(each))];
    await failure(
      () => fetcherFor(server.base, folder).fetch(all, { signal: never() }),
      'not-at-source',
    );
    expect(existsSync(join(folder, path))).toBe(false);
  });

  it('go on without an optional one that is not at the source', async () => {
    const server = await dataServer({ [path]: big });
    const folder = emptyFolder();
    const warnings: string[] = [];
    const report = await fetcherFor(server.base, folder).fetch(
      [file('reference/toy/ref.yaml', false), file(path)],
      { signal: never(), onWarning: (message) => warnings.push(message) },
    );
    expect(report).toMatchObject({ downloaded: [path], left: ['reference/toy/ref.yaml'] });
    expect(warnings).toEqual([]);
    expect(filesIn(folder)).toEqual([path]);
  });
});

describe('without a network on purpose', () => {
  it('nothing is asked for, and the message names file, folder and address', async () => {
    const server = await dataServer({ [path]: big });
    const folder = emptyFolder();
    const fetcher = fetcherFor(server.base, folder, { settings: { offline: true } });
    const { message } = await failure(
      () => fetcher.fetch([file(path)], { signal: never() }),
      'offline',
    );
    expect(message).toContain(join(folder, path));
    expect(message).toContain(`${server.base}/${path}`);
    expect(server.all).toEqual([]);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), big);
    expect(await fetcher.fetch([file(path)], { signal: never() })).toMatchObject({ here: [path] });
    expect(await fetcher.remoteSize(path, never())).toBeNull();
  });
});

describe('the disk', () => {
  it('that is full is told in words, and the part does not stay', async () => {
    const { server, folder } = await scene();
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const tools = {
      openPart: async (target: string) => ({
        ...(await openPart(target)),
        write: () => Promise.reject(full),
      }),
    };
    const fetcher = fetcherFor(server.base, folder, { tools });
    const { message } = await failure(
      () => fetcher.fetch([file(path)], { signal: never() }),
      'disk-full',
    );
    expect(message).toContain(join(folder, path));
    expect(filesIn(folder)).toEqual([]);
  });

  it('that is read-only is told in words', async () => {
    const { server, folder } = await scene();
    const closed = Object.assign(new Error('EROFS'), { code: 'EROFS' });
    const tools = { openPart: () => Promise.reject(closed) };
    const fetcher = fetcherFor(server.base, folder, { tools });
    const { message } = await failure(
      () => fetcher.fetch([file(path)], { signal: never() }),
      'read-only-disk',
    );
    expect(message).toContain('--data-dir');
  });

  it.skipIf(process.getuid?.() === 0)(
    'that may not be written to is told in words (skipped for root, who may write everywhere)',
    async () => {
      const { folder, fetch } = await scene();
      chmodSync(folder, 0o500);
      expect((await failure(fetch, 'no-permission')).message).toContain(folder);
      chmodSync(folder, 0o700);
    },
  );

  it('whose folder is a file is told in words', async () => {
    const { server, folder, fetch } = await scene();
    writeFileSync(join(folder, 'reference'), 'x');
    await failure(fetch, 'not-a-folder');
    expect(server.log).toEqual([]);
  });
});

describe('a proxy', () => {
  it('from the environment carries the download, except for hosts it is not meant for', async () => {
    const { networkSettings } = await import('../../../../engine/library/fetch/network.js');
    const server = await dataServer({ [path]: big });
    const proxy = await loopbackProxy();
    const through = async (env: Record<string, string>) => {
      const network = networkSettings(env);
      const fetcher = fetcherFor(server.base, emptyFolder(), { settings: { network } });
      await fetcher.fetch([file(path)], { signal: never() });
    };
    await through({ HTTP_PROXY: proxy.address });
    expect(proxy.log).toContain(`${server.base}/${path}`);
    proxy.log.length = 0;
    await through({ http_proxy: proxy.address, no_proxy: 'example.org, 127.0.0.1' });
    expect(proxy.log).toEqual([]);
  });

  it('is asked for a tunnel to an https address, and one that wants a password is told in words', async () => {
    const { networkSettings } = await import('../../../../engine/library/fetch/network.js');
    const proxy = await loopbackProxy(407);
    const network = networkSettings({ HTTPS_PROXY: proxy.address });
    const fetcher = fetcherFor('https://data.example.org/nispace', emptyFolder(), {
      settings: { network },
    });
    const { message } = await failure(
      () => fetcher.fetch([file(path)], { signal: never() }),
      'download-blocked',
    );
    expect(message).toContain('the proxy asks for a password (407)');
    expect(proxy.log).toEqual(['CONNECT data.example.org:443']);
  });
});
