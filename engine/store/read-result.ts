// Opens stored results: one whole, or only what the first lines say.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NspError } from '../error.js';
import type { AnalysisResult } from '../result.js';
import { parseHead, parseResult } from './result-json.js';
import type { ResultHead } from './result-json.js';
import { namesIn } from './temporary.js';

/** A result folder and what its result says about itself. */
export type StoredEntry = ResultHead & { folder: string };

/**
 * The result in a folder.
 * @throws NspError `no-result`, `damaged-result`, `newer-result`
 */
export async function readResult(folder: string): Promise<AnalysisResult> {
  const file = join(folder, 'result.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new NspError('no-result', `there is no result in ${folder}; run the analysis`, null, {
      cause,
    });
  }
  return parseResult(text, file);
}

/** The key of the result in a folder without reading all of it; null when there is none or it is damaged. */
export async function storedKey(folder: string): Promise<string | null> {
  return (await readHead(folder))?.key ?? null;
}

/** The results in the sub-folders of `directory`, by name; damaged ones and other folders are left out. */
export async function listResults(directory: string): Promise<StoredEntry[]> {
  const names = (await namesIn(directory)).filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = join(directory, name);
      const head = await readHead(folder);
      return head && { ...head, folder };
    }),
  );
  return found.filter((entry) => entry !== null);
}

/** More than the first lines of any result.json take. */
const HEAD_BYTES = 4096;

/** The first lines of the result in a folder; null when there is none or it is damaged. */
export async function readHead(folder: string): Promise<ResultHead | null> {
  let file;
  try {
    file = await open(join(folder, 'result.json'), 'r');
  } catch {
    return null;
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return parseHead(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}
