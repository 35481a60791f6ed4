// The bundles and the demo library, built afresh into a folder of their own, for tests that start real processes.
import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './shared.js';

export interface Bundles {
  server: string;
  worker: string;
  cli: string;
  demoLibrary: string;
}

const here = `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`;

/** Builds as esbuild.mjs does, without minifying. Takes about two seconds. */
export async function buildBundles(): Promise<Bundles> {
  const outdir = await mkdtemp(join(tmpdir(), 'nsp-bundles-'));
  await build({
    absWorkingDir: root,
    entryPoints: {
      server: 'server/main.ts',
      worker: 'engine/parallel/worker.ts',
      cli: 'client/cli/main.ts',
      'make-demo': 'engine/library/demo/main.ts',
    },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    banner: { js: here },
    define: { __VERSION__: '"test"', 'import.meta.url': 'importMetaUrl' },
    logLevel: 'warning',
  });
  const at = (name: string): string => join(outdir, name);
  execFileSync(process.execPath, [at('make-demo.cjs'), at('demo-library')]);
  return {
    server: at('server.cjs'),
    worker: at('worker.cjs'),
    cli: at('cli.cjs'),
    demoLibrary: at('demo-library'),
  };
}
