// Compares the files of a data folder with the hashes known of them: a flipped bit is found.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '../../error.js';
import { expectedHashes, filesUnder, type Expected } from './expected-hashes.js';
import { hashFile } from './hash.js';

export interface ChangedFile {
  path: string;
  expected: string;
  found: string;
}

export interface VerifyReport {
  folder: string;
  /** Files that are what they should be. */
  ok: string[];
  changed: ChangedFile[];
  missing: string[];
  /** Files of the library's rooms of which no hash is known. */
  unknown: string[];
}

export interface VerifyProgress {
  filesDone: number;
  filesTotal: number;
  bytesDone: number;
  bytesTotal: number;
  path: string;
}

export interface VerifyCall {
  signal: AbortSignal;
  onProgress?: (progress: VerifyProgress) => void;
  /** Which paths are looked at; absent: all. */
  only?: (path: string) => boolean;
}

/** Folders whose files belong to the library. */
const rooms = ['example', 'parcellation', 'reference', 'template', 'transform'];

/** @throws NspError `damaged-record`; CancelledError; errors of the disk */
export async function verifyFolder(folder: string, call: VerifyCall): Promise<VerifyReport> {
  const { only = () => true } = call;
  const expected = await expectedHashes(folder);
  const inRooms = await Promise.all(
    rooms.map(async (room) =>
      (await filesUnder(join(folder, room))).map((path) => `${room}/${path}`),
    ),
  );
  const stored = new Set(inRooms.flat());
  const known = [...expected].filter(
    ([path, { mustExist }]) => only(path) && (mustExist || stored.has(path)),
  );
  const report: VerifyReport = { folder, ok: [], changed: [], missing: [], unknown: [] };
  report.unknown = [...stored].filter((path) => only(path) && !expected.has(path));
  await compareAll(known.sort(byPath), report, call);
  return report;
}

async function compareAll(
  known: readonly (readonly [path: string, expected: Expected])[],
  report: VerifyReport,
  { signal, onProgress }: VerifyCall,
): Promise<void> {
  const sizes = await Promise.all(known.map(([path]) => sizeOf(join(report.folder, path))));
  const bytesTotal = sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
  let bytesDone = 0;
  for (const [i, [path, { sha256 }]] of known.entries()) {
    if (signal.aborted) throw new CancelledError();
    const say = (filesDone: number): void =>
      onProgress?.({ filesDone, filesTotal: known.length, bytesDone, bytesTotal, path });
    if (sizes[i] === null) report.missing.push(path);
    else {
      const found = await hashFile(join(report.folder, path), signal, (bytes) => {
        bytesDone += bytes;
        say(i);
      });
      if (found === sha256) report.ok.push(path);
      else report.changed.push({ path, expected: sha256, found });
    }
    say(i + 1);
  }
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Null when there is no such file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
