// Small files the tests of engine/formats make themselves, in a folder of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect } from 'vitest';
import { NspError } from '../../../engine/error.js';

/** Writes files into a temporary folder that goes away after the tests; returns their path. */
export function scratch(): {
  folder: string;
  write: (name: string, content: string | Uint8Array) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-formats-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write: (name, content) => {
      const path = join(folder, name);
      const bytes = Buffer.from(content as Uint8Array);
      writeFileSync(path, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
      return path;
    },
  };
}

/** The promise fails with this code; returns the sentence a person reads. */
export async function refusal(promise: Promise<unknown>, code: string): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(NspError);
  expect((error as NspError).code).toBe(code);
  return (error as NspError).message;
}
