// The page that compares two runs, without VS Code: built, and written as a file with a stand-in that answers with two fixtures.
/// <reference types="node" />
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { pageHtml } from '../../../client/extension/html.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeResult } from './fixtures.js';
import { themes, type ThemeName } from './themes.js';

/** A run with other settings: values shifted a little, some maps without a partner. */
function changed(result: AnalysisResult): AnalysisResult {
  const shift = (value: number | null, i: number): number | null =>
    value === null ? null : value + 0.08 * Math.sin(i * 1.7);
  const keep = result.columns.length - 2;
  return {
    ...result,
    ...{ key: 'cd'.repeat(32), started: '2026-03-02T09:12:00.000Z', seed: 7 },
    nullModel: { ...result.nullModel, permutations: 1000 },
    parameters: result.parameters.map(([name, value]) => [
      name,
      name === 'n_perm' ? '1,000' : value,
    ]),
    warnings: [{ code: 'few', message: 'Too few permutations for small p values.', subject: null }],
    columns: result.columns.map((column, i) =>
      i < keep ? column : { ...column, x: `other-${i}` },
    ),
    statistics: result.statistics.map((one) => ({
      ...one,
      observed: one.observed.map(shift),
      corrected: Object.fromEntries(
        Object.entries(one.corrected).map(([name, cells]) => [
          name,
          cells.map((p, i) => (p === null ? null : i % 5 === 0 ? p / 40 : p)),
        ]),
      ),
    })),
  };
}

/** Two runs by what is compared. */
export const pairs = {
  usual: () => ({ a: makeResult(), b: changed(makeResult()) }),
  same: () => ({ a: makeResult({ maps: 5 }), b: makeResult({ maps: 5 }) }),
  many: () => ({
    a: makeResult({ maps: 500, yMaps: 22 }),
    b: changed(makeResult({ maps: 500, yMaps: 22 })),
  }),
} satisfies Record<string, () => { a: AnalysisResult; b: AnalysisResult }>;

/** Bundles the page as esbuild.mjs does. */
export const buildComparePage = (folder: string): Promise<unknown> =>
  build({
    entryPoints: { compare: 'client/webview/compare/main.ts' },
    ...{ bundle: true, format: 'iife', outdir: folder, target: 'es2022', logLevel: 'warning' },
  });

/** A browser that reads files. */
export const launchForFiles = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--allow-file-access-from-files'],
  });

/** Writes the page beside its script; the answer is its address. */
export function writeComparePage(
  folder: string,
  name: string,
  { pair, theme }: { pair: keyof typeof pairs; theme: ThemeName },
): string {
  const nonce = 'harness';
  const answer = JSON.stringify({ type: 'results', ...pairs[pair]() }).replaceAll('<', '\\u003c');
  const stand = `<script nonce="${nonce}">
    window.acquireVsCodeApi = () => ({
      getState: () => null, setState: () => undefined,
      postMessage: (message) => message.type === 'ready' && setTimeout(() => window.postMessage(${answer}, '*')),
    });
  </script>`;
  const html = pageHtml(
    {
      ...{ script: 'compare.js', style: 'compare.css', source: 'file:', title: name },
      data: { pair: '{}' },
    },
    nonce,
  )
    .replace('<html lang="en">', `<html lang="en" style="${themes[theme].variables}">`)
    .replace('<body', `<body class="${themes[theme].body}"`)
    .replace('<script type="module"', `${stand}<script defer`);
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}
