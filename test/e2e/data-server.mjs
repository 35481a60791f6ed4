// A small public data library on the loopback interface: tables of the dataset tpm, made from a seed, with their hashes.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const TABLE = /^reference\/tpm\/tab\/dset-tpm_parc-([^/]+)\.csv\.gz$/;
const MAPS = ['gm', 'wm', 'csf', 'veins', 'arteries'];

/** Evenly distributed in [0, 1), the same for the same seed (mulberry32). */
function* chance(seed) {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    yield ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** The bytes of a path, or undefined where the library has none. */
function contentOf(path) {
  const hashed = /^\.hash\/(.+)\.sha256$/.exec(path)?.[1];
  if (hashed !== undefined) {
    const content = contentOf(hashed);
    return content && Buffer.from(createHash('sha256').update(content).digest('hex'));
  }
  if (path === 'reference/tpm/ref.yaml') return Buffer.from('name: tpm\n');
  const parcellation = TABLE.exec(path)?.[1];
  if (parcellation === undefined) return undefined;
  const numbers = chance(parcellation.length);
  const labels = Array.from({ length: 40 }, (_, i) => `hemi-${i < 20 ? 'L' : 'R'}_lab-${i % 20}`);
  const rows = MAPS.map((map) => [map, ...labels.map(() => numbers.next().value.toFixed(4))]);
  return gzipSync([['map', ...labels], ...rows].map((row) => row.join(',')).join('\n'));
}

/** Starts it. @returns its address, the paths asked for, and `stop()` */
export async function startDataServer() {
  const asked = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname).slice(1);
    asked.push(`${request.method} ${path}`);
    const content = contentOf(path);
    if (!content) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': content.length });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
