// One attempt to bring the bytes of an address into a part: continues where an earlier one stopped, when the server still has the
// same file, and begins anew otherwise.
import { requestFailure, statusFailure, TransferFailure } from './failure.js';
import type { Answer, HttpClient } from './http.js';
import type { Part, PartNote } from './part.js';

export interface TransferTools {
  http: HttpClient;
  signal: AbortSignal;
  /** Bytes of this file that are here, and in all; null while the server has not said. */
  onBytes: (here: number, total: number | null) => void;
  /** Whether a hash will be checked in the end; without one, only a strong ETag allows to continue a part. */
  checked: boolean;
}

/**
 * Brings the rest of a file into its part and flushes it to the disk.
 * @throws TransferFailure, CancelledError (the part stays for the next attempt); errors of the disk
 */
export async function transfer(address: string, part: Part, tools: TransferTools): Promise<void> {
  const { bytes, note } = await part.resume(address, tools.checked);
  const answer = await ask(address, bytes, note, tools);
  const total = totalOf(answer) ?? note?.size ?? null;
  if (answer.status === 206 && startOf(answer) === bytes && total === (note?.size ?? total))
    return receive(answer, part, bytes, total, tools);
  if (answer.status === 200) {
    const size = lengthOf(answer);
    await part.begin({ address, etag: strongTag(answer), size });
    return receive(answer, part, 0, size, tools);
  }
  await answer.discard();
  // 416: the part is as long as the file, or longer. 206 from another place: the server counts differently.
  if (bytes > 0 && (answer.status === 416 || answer.status === 206)) {
    if (answer.status === 416 && total === bytes) return;
    await part.remove();
    return transfer(address, part, tools);
  }
  throw statusFailure(answer.status, answer.header('retry-after'));
}

/** The text of a small file. @throws TransferFailure, CancelledError */
export async function fetchText(
  address: string,
  { http, signal }: Pick<TransferTools, 'http' | 'signal'>,
): Promise<string> {
  const answer = await request(
    () => http.ask(address, { method: 'GET', headers: {}, signal }),
    signal,
  );
  if (answer.status !== 200) {
    await answer.discard();
    throw statusFailure(answer.status, answer.header('retry-after'));
  }
  const pieces: Uint8Array[] = [];
  await request(async () => {
    for await (const piece of answer.body) pieces.push(piece);
  }, signal);
  return Buffer.concat(pieces).toString('utf8');
}

function ask(
  address: string,
  bytes: number,
  note: PartNote | null,
  { http, signal }: TransferTools,
): Promise<Answer> {
  const headers: Record<string, string> = bytes > 0 ? { range: `bytes=${bytes}-` } : {};
  if (bytes > 0 && note?.etag) headers['if-range'] = note.etag;
  return request(() => http.ask(address, { method: 'GET', headers, signal }), signal);
}

/** Writes the body behind the `before` bytes that are here. What arrived stays when it breaks off. */
async function receive(
  answer: Answer,
  part: Part,
  before: number,
  total: number | null,
  { signal, onBytes }: TransferTools,
): Promise<void> {
  const pieces = answer.body[Symbol.asyncIterator]();
  const file = await part.append();
  let here = before;
  onBytes(here, total);
  try {
    for (;;) {
      const next = await request(() => pieces.next(), signal);
      if (next.done === true) break;
      await file.write(next.value);
      here += next.value.length;
      onBytes(here, total);
    }
    await file.sync();
  } finally {
    await file.close();
    // Ends the connection of a body that is not read to its end because the disk failed.
    await pieces.return?.();
  }
  if (total !== null && here < total)
    throw new TransferFailure('broken', `only ${here} of ${total} bytes came`);
  if (total !== null && here > total) await part.cut(total);
}

async function request<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw requestFailure(error, signal);
  }
}

/** Only a strong tag promises the same bytes. */
function strongTag(answer: Answer): string | null {
  const tag = answer.header('etag');
  return tag?.startsWith('"') ? tag : null;
}

function lengthOf(answer: Answer): number | null {
  const text = answer.header('content-length');
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** `bytes 100-199/200` → 100. */
function startOf(answer: Answer): number | null {
  const start = /^bytes (\d+)-/.exec(answer.header('content-range') ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

/** `bytes 100-199/200` and `bytes *\/200` → 200. */
function totalOf(answer: Answer): number | null {
  const total = /\/(\d+)$/.exec(answer.header('content-range') ?? '')?.[1];
  return total === undefined ? null : Number(total);
}
