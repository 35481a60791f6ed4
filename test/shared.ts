// Where the research data and golden numbers lie when they are there: NSP_SHARED, else ../shared beside the checkout.
// They are licensed non-commercially and never part of the project, so every test that needs them skips aloud without them.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const found = (path: string): string | null => (existsSync(path) ? path : null);

export function sharedDir(): string | null {
  return found(process.env['NSP_SHARED'] ?? resolve(root, '../shared'));
}

/** The data pack in the layout of the NiSpace library. */
export function dataDir(): string | null {
  const shared = sharedDir();
  const path = process.env['NSP_DATA'] ?? (shared && join(shared, 'nispace-data'));
  return path ? found(path) : null;
}

/** Numbers from independent programs. */
export function goldenDir(): string | null {
  const shared = sharedDir();
  const path = process.env['NSP_GOLDEN'] ?? (shared && join(shared, 'golden'));
  return path ? found(path) : null;
}

/** Says once, in the test output, why tests are skipped. */
export function absent(what: string): string {
  return `(skipped: ${what} not found; set NSP_SHARED to the folder that holds it)`;
}
