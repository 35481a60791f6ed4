// SHA-256 of files, read in pieces and stopped on request.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CancelledError } from '../../error.js';

/** Bytes read at once. */
const PIECE = 1 << 20;

/**
 * SHA-256 of a file as 64 lower-case hexadecimal digits.
 * @param onBytes told of every piece: the number of bytes read since the last call
 * @throws CancelledError; the error of the system when the file cannot be read
 */
export async function hashFile(
  path: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<string> {
  const hash = createHash('sha256');
  const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: PIECE });
  for await (const piece of pieces) {
    if (signal.aborted) throw new CancelledError();
    hash.update(piece);
    onBytes(piece.length);
  }
  return hash.digest('hex');
}

/** The hash in a text that holds nothing else, lower-case; null for any other text. */
export function parseHash(text: string): string | null {
  const trimmed = text.trim();
  return /^[0-9a-f]{64}$/i.test(trimmed) ? trimmed.toLowerCase() : null;
}
