// Shows the page that compares two runs without VS Code and takes pictures. Not a test: the pictures are for looking at.
/// <reference types="node" />
import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { pageHtml } from '../../../client/extension/html.js';
import type { AnalysisResult } from '../../../engine/result.js';
import { makeResult } from './fixtures.js';
import { themes, type ThemeName } from './themes.js';

const out = resolve(process.argv[2] ?? 'out/harness');

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

const pairs: Record<string, () => { a: AnalysisResult; b: AnalysisResult }> = {
  usual: () => ({ a: makeResult(), b: changed(makeResult()) }),
  same: () => ({ a: makeResult({ maps: 5 }), b: makeResult({ maps: 5 }) }),
  many: () => ({
    a: makeResult({ maps: 500, yMaps: 22 }),
    b: changed(makeResult({ maps: 500, yMaps: 22 })),
  }),
};

const shots: { name: string; pair: string; theme: ThemeName; width: number }[] = [
  { name: 'compare-light', pair: 'usual', theme: 'light', width: 1000 },
  { name: 'compare-dark', pair: 'usual', theme: 'dark', width: 600 },
  { name: 'compare-contrast', pair: 'usual', theme: 'contrast', width: 700 },
  { name: 'compare-narrow', pair: 'usual', theme: 'dark', width: 380 },
  { name: 'compare-same', pair: 'same', theme: 'light', width: 700 },
  { name: 'compare-many', pair: 'many', theme: 'light', width: 900 },
];

const folder = join(out, 'compare-page');
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: { compare: 'client/webview/compare/main.ts' },
  ...{ bundle: true, format: 'iife', outdir: folder, target: 'es2022', logLevel: 'warning' },
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--allow-file-access-from-files'],
});
for (const { name, pair, theme, width } of shots) {
  const nonce = 'harness';
  const answer = JSON.stringify({ type: 'results', ...pairs[pair]?.() }).replaceAll('<', '\\u003c');
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
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
  const began = Date.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('.page:not([hidden])');
  console.log(`${name}: ${Date.now() - began} ms`);
  await page.locator('.scatter .point').first().click({ force: true });
  await page.getByRole('button', { name: 'B − A' }).click();
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  await page.close();
}
await browser.close();
// npx esbuild test/client/webview/harness-compare.ts --bundle --platform=node --packages=external --format=esm --outfile=out/harness-compare.mjs && node out/harness-compare.mjs [folder]
