// The built bundles, for tests that run the product as a user does. `npm test` builds them first.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shared.js';

/** Path of a built file; throws in plain words when it is not there. */
export function built(file: string): string {
  const path = join(root, 'dist', file);
  if (!existsSync(path)) throw new Error(`${path} is not built. Run: npm run build`);
  return path;
}
