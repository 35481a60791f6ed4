// Builds the bundles: extension, server, worker, command line (CommonJS for Node 20) and the webview (browser).
import { build, context } from 'esbuild';
import { readFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const shared = {
  bundle: true,
  minify: !development,
  keepNames: true,
  sourcemap: development,
  legalComments: 'none',
  define: { __VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
};
// Some packages ask where they lie by import.meta.url, which CommonJS does not have.
const here = `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`;
const node = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: { js: here },
  define: { ...shared.define, 'import.meta.url': 'importMetaUrl' },
};

const bundles = [
  {
    ...node,
    entryPoints: { extension: 'client/extension/main.ts' },
    outdir: 'dist',
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: { server: 'server/main.ts', worker: 'engine/parallel/worker.ts' },
    outdir: 'dist',
  },
  {
    ...node,
    entryPoints: { cli: 'client/cli/main.ts' },
    outdir: 'dist',
    banner: { js: `#!/usr/bin/env node\n${here}` },
  },
  { ...node, entryPoints: { 'make-demo': 'engine/library/demo/main.ts' }, outdir: 'dist' },
  {
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    splitting: true,
    outdir: 'dist/webview',
    entryPoints: {
      results: 'client/webview/results/main.ts',
      compare: 'client/webview/compare/main.ts',
    },
  },
];

if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
