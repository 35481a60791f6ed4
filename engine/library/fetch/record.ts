// Small JSON records of a data folder (`.nsp/`), changed by one program at a time and never half-written.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NspError } from '../../error.js';
import { diskError } from './disk.js';
import { withLock, type LockTools } from './lock.js';

/** Folder of the records inside a data folder; hidden, so that it is no part of the library. */
export const RECORDS = '.nsp';

export class JsonRecord<T> {
  /**
   * @param path of the file
   * @param empty what a missing file means
   * @param parse checks what was read; returns null for anything else
   */
  constructor(
    private readonly path: string,
    private readonly empty: () => T,
    private readonly parse: (value: unknown) => T | null,
  ) {}

  /** @throws NspError `damaged-record` */
  async read(): Promise<T> {
    const text = await this.text();
    if (text === null) return this.empty();
    const value = this.parse(json(text));
    if (value !== null) return value;
    throw new NspError(
      'damaged-record',
      `${this.path} cannot be read. Remove it: what it said about the files beside it is then unknown, the files stay.`,
    );
  }

  /** Reads, changes and writes while no other program does. @throws NspError `damaged-record` and those of the disk */
  async change(change: (value: T) => T, tools: LockTools): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await withLock(`${this.path}.lock`, tools, async () => {
        await this.replace(change(await this.read()));
      });
    } catch (error) {
      throw diskError(error, this.path);
    }
  }

  private async replace(value: T): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}.tmp`;
    try {
      await writeFile(temporary, `${JSON.stringify(value, null, 1)}\n`, { flush: true });
      await rename(temporary, this.path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private async text(): Promise<string | null> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The entries of an object that pass; null for anything that is no object. */
export function entriesOf<T>(
  value: unknown,
  passes: (entry: unknown) => entry is T,
): Record<string, T> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter((pair): pair is [string, T] => passes(pair[1]));
  return Object.fromEntries(entries);
}
