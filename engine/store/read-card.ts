// What the views of stored results know of each without opening it whole: the first lines of result.json, and whether it is pinned.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { NspError } from '../error.js';
import { readResult } from './read-result.js';
import { parseCard, type ResultCard } from './result-json.js';

/** A result folder and the card of its result. */
export type StoredCard = ResultCard & { folder: string };

/** Read at a time; the card of a result with few inputs is smaller. */
const CHUNK = 1 << 16;

/** The card of the result in a folder; null when there is none or it is damaged. */
export async function readCard(folder: string): Promise<StoredCard | null> {
  const card = (await firstLines(join(folder, 'result.json'))) ?? (await fromWhole(folder));
  return card && { ...card, folder };
}

async function firstLines(path: string): Promise<ResultCard | null> {
  let file;
  try {
    file = await open(path, 'r');
  } catch {
    return null;
  }
  try {
    const chunks: Buffer[] = [];
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, null);
      chunks.push(buffer.subarray(0, bytesRead));
      const card = parseCard(Buffer.concat(chunks).toString('utf8'));
      if (card !== 'more') return card;
      if (bytesRead === 0) return null;
    }
  } finally {
    await file.close();
  }
}

/** Results of older versions have their fields in another order. */
async function fromWhole(folder: string): Promise<ResultCard | null> {
  try {
    return await readResult(folder);
  } catch (error) {
    if (error instanceof NspError) return null;
    throw error;
  }
}
