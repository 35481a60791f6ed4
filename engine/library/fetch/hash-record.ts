// What was downloaded into a data folder: the SHA-256 of every file, kept in `.nsp/hashes.json` for `nsp data verify`.
import { join } from 'node:path';
import type { LockTools } from './lock.js';
import { entriesOf, JsonRecord, RECORDS } from './record.js';

export interface HashEntry {
  /** 64 hexadecimal digits, of the file as it was stored. */
  sha256: string;
  bytes: number;
  /** True when it agreed with the hash the library publishes; false when there is none. */
  checked: boolean;
  commit: string;
}

export class HashRecord {
  private readonly record: JsonRecord<Record<string, HashEntry>>;

  /** @param folder a data folder */
  constructor(folder: string) {
    this.record = new JsonRecord(
      join(folder, RECORDS, 'hashes.json'),
      () => ({}),
      (value) => entriesOf(value, isEntry),
    );
  }

  /** Entries by path relative to the data folder, with `/`. @throws NspError `damaged-record` */
  entries(): Promise<Record<string, HashEntry>> {
    return this.record.read();
  }

  /** Adds or replaces entries. */
  async add(entries: Readonly<Record<string, HashEntry>>, tools: LockTools): Promise<void> {
    await this.record.change((all) => sorted({ ...all, ...entries }), tools);
  }

  /** Drops the entries of files that were removed on purpose. */
  async forget(paths: readonly string[], tools: LockTools): Promise<void> {
    await this.record.change(
      (all) => Object.fromEntries(Object.entries(all).filter(([path]) => !paths.includes(path))),
      tools,
    );
  }
}

function sorted(entries: Record<string, HashEntry>): Record<string, HashEntry> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isEntry(value: unknown): value is HashEntry {
  const entry = value as Partial<HashEntry> | null;
  return (
    typeof entry?.sha256 === 'string'
    && typeof entry.bytes === 'number'
    && typeof entry.checked === 'boolean'
    && typeof entry.commit === 'string'
  );
}
