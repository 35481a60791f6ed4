// Shows the page that compares two runs without VS Code and takes pictures. Not a test: the pictures are for looking at.
/// <reference types="node" />
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildComparePage, launchForFiles, writeComparePage, type pairs } from './compare-page.js';
import type { ThemeName } from './themes.js';

const out = resolve(process.argv[2] ?? 'out/harness');

const shots: { name: string; pair: keyof typeof pairs; theme: ThemeName; width: number }[] = [
  { name: 'compare-light', pair: 'usual', theme: 'light', width: 1000 },
  { name: 'compare-dark', pair: 'usual', theme: 'dark', width: 600 },
  { name: 'compare-contrast', pair: 'usual', theme: 'contrast', width: 700 },
  { name: 'compare-narrow', pair: 'usual', theme: 'dark', width: 380 },
  { name: 'compare-same', pair: 'same', theme: 'light', width: 700 },
  { name: 'compare-many', pair: 'many', theme: 'light', width: 900 },
];

const folder = join(out, 'compare-page');
mkdirSync(folder, { recursive: true });
await buildComparePage(folder);
const browser = await launchForFiles();
for (const { name, pair, theme, width } of shots) {
  const address = writeComparePage(folder, name, { pair, theme });
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
  const began = Date.now();
  await page.goto(address);
  await page.waitForSelector('.page:not([hidden])');
  console.log(`${name}: ${Date.now() - began} ms`);
  await page.locator('.scatter .point').first().click({ force: true });
  await page.getByRole('button', { name: 'B − A' }).click();
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  await page.close();
}
await browser.close();
// npx esbuild test/client/webview/harness-compare.ts --bundle --platform=node --packages=external --format=esm --outfile=out/harness-compare.mjs && node out/harness-compare.mjs [folder]
