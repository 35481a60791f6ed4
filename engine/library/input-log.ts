// Which files a run has read: role, path, size and SHA-256, so that a result can be traced to its bytes and the cache can tell
// equal inputs from changed ones. Holds files that decide numbers (tables, images, labels, collections), not descriptions.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FileObserver } from '../formats/bytes.js';
import type { InputFile } from '../result.js';

export class InputLog {
  private readonly files = new Map<string, { roles: string[]; hashed: Promise<Digest> }>();

  /**
   * Notes one file. A file noted twice keeps one entry with both roles and is hashed once.
   * @param role what it was used for, in words: `y (Pain)`, `labels of Schaefer200Parcels7Networks`
   * @param bytes the bytes as they stand on disk (compressed if the file is), when they are at hand; else the file is streamed
   */
  async record(role: string, path: string, bytes?: Uint8Array): Promise<void> {
    const known = this.files.get(path);
    if (known) {
      if (!known.roles.includes(role)) known.roles.push(role);
      await known.hashed;
      return;
    }
    const hashed = bytes ? digestBytes(path, bytes) : digestFile(path);
    this.files.set(path, { roles: [role], hashed });
    await hashed;
  }

  /** A listener for the readers of engine/formats: notes every file they read under a role, without reading it again. */
  observe(role: string): FileObserver {
    return (path, bytes) => void this.record(role, path, bytes);
  }

  /** All files noted so far, sorted by path: files are read side by side, and equal runs shall give equal lists. */
  async list(): Promise<InputFile[]> {
    const entries = [...this.files].sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.all(
      entries.map(async ([path, { roles, hashed }]) => ({
        role: [...roles].sort().join('; '),
        path,
        ...(await hashed),
      })),
    );
  }
}

interface Digest {
  bytes: number;
  sha256: string;
  modified?: number;
}

async function digestBytes(path: string, bytes: Uint8Array): Promise<Digest> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // Bytes that were made here have no file.
  const modified = (await stat(path).catch(() => null))?.mtimeMs;
  return { bytes: bytes.length, sha256, ...(modified !== undefined && { modified }) };
}

async function digestFile(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const { size, mtimeMs } = await stat(path);
  return { bytes: size, sha256: hash.digest('hex'), modified: mtimeMs };
}
