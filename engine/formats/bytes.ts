// Whole files as bytes: read, decompressed when they are gzip whatever their name, and written without ever leaving half a file.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip as gunzipCallback, gunzipSync, gzipSync } from 'node:zlib';
import { NspError } from '../error.js';

/** Told about every file that is read, with its bytes as they are on disk (still compressed), e.g. to hash them. */
export type FileObserver = (path: string, bytes: Uint8Array) => void;

export interface ReadOptions {
  observe?: FileObserver;
}

const AGAIN = 'Download or copy it again.';
const gunzipAsync = promisify(gunzipCallback);

const READ_FAILURES: Record<string, [code: string, sentence: string]> = {
  ENOENT: [
    'file-not-found',
    'does not exist. Check the path; it is relative to the file it is written in.',
  ],
  ENOTDIR: [
    'file-not-found',
    'does not exist. Check the path; it is relative to the file it is written in.',
  ],
  EISDIR: ['is-a-directory', 'is a folder, not a file. Name a file inside it.'],
  EACCES: ['not-readable', 'may not be read by you. Change its permissions or copy it.'],
  EPERM: ['not-readable', 'may not be read by you. Change its permissions or copy it.'],
  ERR_FS_FILE_TOO_LARGE: [
    'file-too-large',
    'is larger than 2 GiB. Store it compressed, or as a smaller data type.',
  ],
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** A failure of the file system in words. */
export function readFailure(path: string, error: unknown): NspError {
  const [code, sentence] = READ_FAILURES[codeOf(error)] ?? [
    'not-readable',
    `cannot be read (${error instanceof Error ? error.message : String(error)}).`,
  ];
  return new NspError(code, `${path} ${sentence}`, null, { cause: error });
}

function gzipFailure(path: string, error: unknown): NspError {
  if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
    const text = `${path} is larger than 2 GiB once decompressed. Store it as a smaller data type.`;
    return new NspError('file-too-large', text, null, { cause: error });
  }
  const fault =
    codeOf(error) === 'Z_BUF_ERROR'
      ? 'is cut off: its gzip data end too early'
      : 'holds damaged gzip data';
  return new NspError('damaged-gzip', `${path} ${fault}. ${AGAIN}`, null, { cause: error });
}

/** True when the bytes begin as gzip data do. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The content of a file, decompressed if it is gzip (told by its first bytes, not by its name).
 * @throws NspError `file-not-found`, `is-a-directory`, `not-readable`, `empty-file`, `damaged-gzip`, `file-too-large`
 */
export async function readBytes(path: string, options: ReadOptions = {}): Promise<Uint8Array> {
  const stored = await readFile(path).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  if (stored.length === 0) throw new NspError('empty-file', `${path} is empty. ${AGAIN}`);
  options.observe?.(path, stored);
  if (!isGzip(stored)) return stored;
  // Pieces of 16 KiB, the default, cost more turns of the event loop than time for a whole-brain image.
  const chunkSize = stored.length > 65_536 ? 1_048_576 : 16_384;
  const content = await gunzipAsync(stored, { chunkSize }).catch((error: unknown) => {
    throw gzipFailure(path, error);
  });
  if (content.length === 0)
    throw new NspError('empty-file', `${path} is empty once decompressed. ${AGAIN}`);
  return content;
}

/**
 * At least the first `count` bytes of the content (fewer when the content is shorter), reading only the beginning of the file.
 * @throws NspError as {@link readBytes}
 */
export async function readPrefix(path: string, count: number): Promise<Uint8Array> {
  const stored = await readStoredPrefix(path, Math.max(count, 16_384));
  if (stored.length === 0) throw new NspError('empty-file', `${path} is empty. ${AGAIN}`);
  if (!isGzip(stored)) return stored;
  try {
    return gunzipSync(stored, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw gzipFailure(path, error);
  }
}

async function readStoredPrefix(path: string, count: number): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory())
      throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readFailure(path, error);
  }
}

/**
 * The content of a text file, decompressed if needed, without a byte-order mark.
 * @throws NspError as {@link readBytes}, `not-text` when it is not UTF-8
 */
export async function readText(path: string, options: ReadOptions = {}): Promise<string> {
  return decodeText(await readBytes(path, options), path);
}

/** UTF-8 bytes as text, without a byte-order mark. @throws NspError `not-text` naming what the file seems to be */
export function decodeText(bytes: Uint8Array, path: string): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03) {
    throw new NspError(
      'not-text',
      `${path} is a workbook or zip archive, not text. Save the sheet as CSV (UTF-8).`,
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new NspError('not-text', `${path} is not UTF-8 text. Save it as UTF-8.`);
}

/** Gzip data that depend on the content only: no time stamp, no mark of the operating system. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/**
 * Writes a file whole or not at all, making its folder; compressed when the name ends in `.gz`.
 * @throws NspError `not-writable`
 */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeThenRename(temporary, path, path.endsWith('.gz') ? gzip(bytes) : bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${path} could not be written: ${reason}`;
    throw new NspError('not-writable', message, null, { cause: error });
  }
}

async function writeThenRename(temporary: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
