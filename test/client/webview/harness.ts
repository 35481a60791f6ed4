// Shows the results page without VS Code and takes pictures of it. See the end of the file for how to run it. Not a test: the pictures
// are for looking at.
/// <reference types="node" />
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { buildPage, launch, serve, type results } from './page-server.js';
import type { ThemeName } from './themes.js';

const out = resolve(process.argv[2] ?? 'out/harness');
const only = process.argv[3];

interface Shot {
  name: string;
  result: keyof typeof results;
  theme: ThemeName;
  width: number;
  height?: number;
  tab?: string;
  /** What a reader does before the picture. */
  act?(page: Page): Promise<void>;
}

const brainReady = async (page: Page): Promise<void> => {
  await page.waitForSelector('.brain-tab .colour-bar:not([hidden])');
  await page.waitForSelector('.viewer canvas');
  await page.waitForTimeout(2500);
};

const shots: Shot[] = [
  { name: 'chart-light-wide', result: 'usual', theme: 'light', width: 1200 },
  { name: 'chart-dark', result: 'missing', theme: 'dark', width: 700 },
  {
    name: 'chart-contrast',
    result: 'missing',
    theme: 'contrast',
    width: 700,
    act: (page) => page.locator('.chart-scroll').press('ArrowDown'),
  },
  { name: 'chart-contrast-light', result: 'usual', theme: 'contrastLight', width: 700 },
  { name: 'chart-narrow', result: 'usual', theme: 'dark', width: 380, height: 760 },
  { name: 'chart-one', result: 'one', theme: 'light', width: 700 },
  {
    name: 'chart-many',
    result: 'many',
    theme: 'light',
    width: 900,
    act: async (page) => {
      await page.getByLabel('Order').selectOption('value');
      await page.locator('.chart-scroll').press('End');
    },
  },
  {
    name: 'chart-sets',
    result: 'usual',
    theme: 'dark',
    width: 800,
    act: async (page) => {
      await page.getByLabel('Colours').selectOption('set');
      await page.getByLabel('Order').selectOption('set');
      await page.mouse.move(420, 400);
    },
  },
  { name: 'chart-pooled', result: 'pooled', theme: 'light', width: 800 },
  { name: 'chart-grid', result: 'grid', theme: 'dark', width: 800 },
  { name: 'chart-long', result: 'long', theme: 'light', width: 500 },
  {
    name: 'chart-empty',
    result: 'usual',
    theme: 'dark',
    width: 600,
    act: (page) => page.locator('.chart-tab').getByLabel('Filter').fill('nothing like it'),
  },
  {
    name: 'table-light',
    result: 'missing',
    theme: 'light',
    width: 900,
    tab: 'table',
    act: (page) => page.getByRole('columnheader').nth(5).getByRole('button').click(),
  },
  {
    name: 'table-dark-narrow',
    result: 'usual',
    theme: 'dark',
    width: 380,
    height: 760,
    tab: 'table',
  },
  {
    name: 'table-genes',
    result: 'genes',
    theme: 'contrast',
    width: 900,
    tab: 'table',
    act: async (page) => {
      await page.locator('thead button').first().focus();
      await page.keyboard.press('Control+End');
    },
  },
  {
    name: 'table-picks',
    result: 'missing',
    theme: 'dark',
    width: 800,
    tab: 'table',
    act: async (page) => {
      await page.locator('tbody td').nth(20).click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await page.getByText('Columns', { exact: true }).click();
      await page.getByLabel('normalized').uncheck();
    },
  },
  {
    name: 'table-grid',
    result: 'grid',
    theme: 'light',
    width: 900,
    tab: 'table',
    act: (page) => page.getByLabel('every y map').check(),
  },
  {
    name: 'brain-light',
    result: 'missing',
    theme: 'light',
    width: 1100,
    tab: 'brain',
    act: async (page) => {
      await brainReady(page);
      await page.mouse.move(220, 480);
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'brain-dark-narrow',
    result: 'usual',
    theme: 'dark',
    width: 380,
    height: 800,
    tab: 'brain',
    act: brainReady,
  },
  {
    name: 'brain-rotate',
    result: 'usual',
    theme: 'contrast',
    width: 700,
    tab: 'brain',
    act: async (page) => {
      await brainReady(page);
      await page.locator('.brain-tab select').selectOption('rotate');
      await page.waitForTimeout(800);
    },
  },
  {
    name: 'brain-volume',
    result: 'volume',
    theme: 'light',
    width: 800,
    tab: 'brain',
    act: brainReady,
  },
  { name: 'parcels-light', result: 'usual', theme: 'light', width: 1100, tab: 'parcels' },
  {
    name: 'parcels-dark',
    result: 'missing',
    theme: 'dark',
    width: 700,
    tab: 'parcels',
    act: async (page) => {
      await page.getByLabel('Measure').selectOption('contribution');
      await page.locator('.parcel-row').nth(4).click();
    },
  },
  {
    name: 'parcels-narrow',
    result: 'pooled',
    theme: 'dark',
    width: 380,
    height: 760,
    tab: 'parcels',
  },
  {
    name: 'parcels-contrast',
    result: 'thousand',
    theme: 'contrast',
    width: 800,
    tab: 'parcels',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.locator('.parcel-list').press('End');
    },
  },
  {
    name: 'parcels-search',
    result: 'grid',
    theme: 'light',
    width: 700,
    tab: 'parcels',
    act: (page) => page.locator('.parcels-tab').getByLabel('Search').fill('left vis 1'),
  },
  {
    name: 'parcels-on-brain',
    result: 'missing',
    theme: 'light',
    width: 800,
    tab: 'parcels',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show on the brain' }).click();
      await brainReady(page);
    },
  },
  { name: 'parcels-older', result: 'older', theme: 'light', width: 600, tab: 'parcels' },
  { name: 'overview-light', result: 'usual', theme: 'light', width: 1100, tab: 'overview' },
  { name: 'overview-dark-narrow', result: 'missing', theme: 'dark', width: 420, tab: 'overview' },
  { name: 'overview-contrast', result: 'pooled', theme: 'contrast', width: 800, tab: 'overview' },
  { name: 'overview-one', result: 'one', theme: 'dark', width: 800, tab: 'overview' },
  { name: 'overview-many', result: 'many', theme: 'light', width: 800, tab: 'overview' },
  { name: 'overview-weak', result: 'weak', theme: 'contrastLight', width: 800, tab: 'overview' },
  { name: 'overview-long', result: 'long', theme: 'light', width: 420, tab: 'overview' },
  { name: 'nulls-light', result: 'usual', theme: 'light', width: 1100, tab: 'nulls' },
  { name: 'nulls-dark-narrow', result: 'missing', theme: 'dark', width: 420, tab: 'nulls' },
  { name: 'nulls-contrast', result: 'usual', theme: 'contrast', width: 800, tab: 'nulls' },
  { name: 'nulls-one', result: 'one', theme: 'dark', width: 800, tab: 'nulls' },
  { name: 'nulls-many', result: 'many', theme: 'light', width: 800, tab: 'nulls' },
  { name: 'nulls-older', result: 'older', theme: 'light', width: 800, tab: 'nulls' },
  {
    name: 'nulls-keys',
    result: 'long',
    theme: 'dark',
    width: 800,
    tab: 'nulls',
    act: async (page) => {
      await page.locator('.nulls-tab canvas').first().press('ArrowDown');
      await page.locator('.plot-twin summary').first().click();
    },
  },
  { name: 'design-light', result: 'group', theme: 'light', width: 1000, tab: 'design' },
  { name: 'design-dark-narrow', result: 'group', theme: 'dark', width: 420, tab: 'design' },
  {
    name: 'design-contrast',
    result: 'cohort',
    theme: 'contrast',
    width: 800,
    tab: 'design',
    act: (page) => page.locator('.design-image canvas').press('ArrowDown'),
  },
  { name: 'run-dark', result: 'usual', theme: 'dark', width: 700, tab: 'run' },
  { name: 'methods-light', result: 'usual', theme: 'light', width: 700, tab: 'methods' },
];

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const folder = join(out, 'page');
  await buildPage(folder);
  const server = await serve(folder);
  const browser = await launch();
  for (const shot of shots.filter(({ name }) => !only || name.includes(only))) {
    const page = await browser.newPage({
      viewport: { width: shot.width, height: shot.height ?? 820 },
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !message.text().includes('GPU stall'))
        console.log(`${shot.name}: ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => console.log(`${shot.name}: ${error.message}`));
    await page.goto(server.address(shot));
    await page.waitForSelector('.page:not([hidden])');
    await shot.act?.(page);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(out, `${shot.name}.png`), fullPage: true });
    await page.close();
    console.log(`${shot.name}.png`);
  }
  await browser.close();
  server.close();
}

// npx esbuild test/client/webview/harness.ts --bundle --platform=node --packages=external --format=esm --outfile=out/harness.mjs && node out/harness.mjs [folder] [name]
await main();
