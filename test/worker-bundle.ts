// The worker bundle, built for tests that need real threads, so that they do not depend on a former build.
import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './shared.js';

/** Path of a fresh worker bundle; `name` keeps test files that run side by side apart. */
export async function workerBundle(name: string): Promise<string> {
  const outfile = join(root, 'out', 'test', `worker-${name}.cjs`);
  await build({
    entryPoints: [join(root, 'engine/parallel/worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    keepNames: true,
    logLevel: 'error',
  });
  return outfile;
}
