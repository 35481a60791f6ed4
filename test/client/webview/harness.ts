// Shows the results page without VS Code and takes pictures of it. See the end of the file for how to run it. Not a test: the pictures
// are for looking at.
/// <reference types="node" />
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildPage, launch, serve, type results, type Wish } from './page-server.js';
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
  /** View state to start with. */
  state?: object;
  /** The page has no WebGL2. */
  flat?: boolean;
  /** What a reader does before the picture. */
  act?(page: Page): Promise<void>;
}

const brainReady = async (page: Page): Promise<void> => {
  await page.waitForSelector('.brain-tab .colour-bar:not([hidden])');
  await page.waitForSelector('.viewer canvas');
  await page.waitForTimeout(2500);
};

const regionsReady = async (page: Page): Promise<void> => {
  await page.waitForSelector('.regions-tab .region-table tbody tr');
  await page.waitForSelector('.regions-tab .viewer canvas, .regions-tab canvas');
  await page.waitForTimeout(2500);
  await page.locator('.panel:not([hidden]) .region-table tbody tr').nth(2).click();
};

/** Exports the figure as a picture, and keeps it beside the others. */
const exportPicture =
  (name: string, heading: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page
      .getByRole('group', { name: heading })
      .getByRole('menuitem', { name: 'PNG, 300 dpi' })
      .click();
    const bytes = await page.waitForFunction(() => {
      const sent = (window as unknown as { sent: { type: string; content: Uint8Array }[] }).sent;
      const saved = sent.find(({ type }) => type === 'saveFigure');
      return saved && Array.from(saved.content);
    });
    writeFileSync(join(out, `${name}.png`), Uint8Array.from((await bytes.jsonValue()) ?? []));
  };
const clickBar = (page: Page, row: number): Promise<void> =>
  page.locator('.chart-scroll canvas').click({ position: { x: 420, y: 11 + 22 * row } });

const detailReady = async (page: Page): Promise<void> => {
  await page.waitForSelector('.detail .histogram svg');
  await page.waitForSelector('.detail .viewer canvas');
  await page.waitForTimeout(3500);
};

const brushMiddle = async (page: Page): Promise<void> => {
  await page.locator('.scatter').scrollIntoViewIfNeeded();
  const box = await page.locator('.scatter').boundingBox();
  if (!box) return;
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.9 * box.width, box.y + 120, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(1500);
};

const shots: Shot[] = [
  {
    name: 'local-light',
    result: 'closer',
    theme: 'light',
    width: 1000,
    tab: 'local',
    act: regionsReady,
  },
  {
    name: 'local-dark',
    result: 'closer',
    theme: 'dark',
    width: 1000,
    tab: 'local',
    act: regionsReady,
  },
  {
    name: 'regions-light',
    result: 'closer',
    theme: 'light',
    width: 1000,
    tab: 'regions',
    act: regionsReady,
  },
  {
    name: 'regions-dark',
    result: 'closer',
    theme: 'dark',
    width: 560,
    tab: 'regions',
    act: regionsReady,
  },
  {
    name: 'export-menu-light',
    result: 'pooled',
    theme: 'light',
    width: 900,
    act: async (page) => {
      await page.getByRole('button', { name: 'Export' }).press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'export-menu-contrast',
    result: 'usual',
    theme: 'contrast',
    width: 380,
    height: 760,
    act: (page) => page.getByRole('button', { name: 'Export' }).click(),
  },
  {
    name: 'export-dark',
    result: 'usual',
    theme: 'dark',
    width: 900,
    act: exportPicture('exported-chart', 'Chart'),
  },
  {
    name: 'export-grid',
    result: 'grid',
    theme: 'dark',
    width: 900,
    act: exportPicture('exported-heatmap', 'Heatmap of all y maps'),
  },
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
      await page.locator('.brain-tab').getByLabel('View').selectOption('rotate');
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
  {
    name: 'detail-light-wide',
    result: 'usual',
    theme: 'light',
    width: 1200,
    act: async (page) => {
      await clickBar(page, 4);
      await detailReady(page);
      await brushMiddle(page);
    },
  },
  {
    name: 'plain-light',
    result: 'usual',
    theme: 'light',
    width: 1200,
    state: JSON.parse(process.env['STATE'] ?? '{}') as object,
    act: (page) => page.waitForTimeout(4000),
  },
  {
    name: 'plain-dark',
    result: 'usual',
    theme: 'dark',
    width: 1200,
    state: JSON.parse(process.env['STATE'] ?? '{}') as object,
    act: (page) => page.waitForTimeout(4000),
  },
  {
    name: 'detail-dark-narrow',
    result: 'missing',
    theme: 'dark',
    width: 420,
    state: { selected: 3, detail: true },
    act: detailReady,
  },
  {
    name: 'detail-contrast',
    result: 'missing',
    theme: 'contrast',
    width: 1200,
    state: {
      selected: 7,
      detail: true,
      brushed: [3, 4, 5, 100, 101],
      parcel: 4,
      brainView: 'flat',
    },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'detail-turned',
    result: 'usual',
    theme: 'light',
    width: 1200,
    state: { selected: 3, detail: true, brainView: 'rotate' },
    act: async (page) => {
      await detailReady(page);
      const canvas = page.locator('.detail .viewer canvas').first();
      await canvas.scrollIntoViewIfNeeded();
      const box = await canvas.boundingBox();
      if (!box) return;
      await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.3 * box.height, { steps: 6 });
      await page.mouse.up();
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'detail-one',
    result: 'one',
    theme: 'light',
    width: 1200,
    state: { selected: 0, detail: true },
    act: detailReady,
  },
  {
    name: 'detail-many',
    result: 'many',
    theme: 'dark',
    width: 1200,
    state: {
      selected: 14,
      detail: true,
      sort: { key: 'set', descending: false },
      brainView: 'flat',
    },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'detail-volume',
    result: 'volume',
    theme: 'light',
    width: 1200,
    state: { selected: 2, detail: true, sharedScale: true },
    act: detailReady,
  },
  {
    name: 'detail-flat-volume',
    result: 'volume',
    theme: 'dark',
    width: 1200,
    flat: true,
    state: { selected: 2, detail: true },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'detail-pooled',
    result: 'pooled',
    theme: 'light',
    width: 1200,
    state: { selected: 7, detail: true, brainView: 'flat' },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'detail-older',
    result: 'older',
    theme: 'light',
    width: 1200,
    state: { selected: 7, detail: true },
  },
  {
    name: 'detail-broken',
    result: 'broken',
    theme: 'dark',
    width: 1000,
    state: { selected: 7, detail: true },
  },
  {
    name: 'detail-xsea',
    result: 'xsea',
    theme: 'light',
    width: 1200,
    state: { selected: 7, detail: true, brainView: 'flat' },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'detail-long',
    result: 'long',
    theme: 'light',
    width: 1000,
    state: { selected: 7, detail: true, brainView: 'flat' },
    act: (page) => page.waitForTimeout(600),
  },
  {
    name: 'heatmap-light',
    result: 'grid',
    theme: 'light',
    width: 1200,
    act: async (page) => {
      await page.locator('.heat-scroll canvas').hover({ position: { x: 420, y: 300 } });
    },
  },
  {
    name: 'heatmap-dark-detail',
    result: 'grid',
    theme: 'dark',
    width: 1200,
    act: async (page) => {
      await page.locator('.heat-scroll').press('ArrowDown');
      for (let i = 0; i < 6; i += 1) await page.locator('.heat-scroll').press('ArrowRight');
      for (let i = 0; i < 9; i += 1) await page.locator('.heat-scroll').press('ArrowDown');
      await page.locator('.heat-scroll').press('Enter');
      await page.waitForTimeout(2500);
    },
  },
  { name: 'heatmap-narrow', result: 'grid', theme: 'contrastLight', width: 420 },
  {
    name: 'heatmap-many',
    result: 'bigGrid',
    theme: 'contrast',
    width: 1000,
    act: async (page) => {
      await page.locator('.heat-scroll').press('PageDown');
      await page.locator('.heat-scroll').press('PageDown');
      await page.locator('.heat-scroll').press('PageDown');
    },
  },
  {
    name: 'brain-beside',
    result: 'missing',
    theme: 'dark',
    width: 1200,
    tab: 'brain',
    state: { brainBeside: true, selected: 5, parcel: 12 },
    act: brainReady,
  },
  {
    name: 'brain-flat',
    result: 'missing',
    theme: 'light',
    width: 1000,
    tab: 'brain',
    flat: true,
    state: { brushed: [1, 2, 3, 150] },
    act: (page) => page.waitForTimeout(500),
  },
  { name: 'run-dark', result: 'usual', theme: 'dark', width: 700, tab: 'run' },
  { name: 'methods-light', result: 'usual', theme: 'light', width: 700, tab: 'methods' },
];

/** Milliseconds from the start of the page until its figure is on the screen, median of several. */
async function measure(browser: Browser, address: (wish: Wish) => string): Promise<void> {
  const tries = 9;
  for (const result of ['usual', 'many', 'grid', 'bigGrid', 'genes'] as const) {
    const times: number[] = [];
    for (let i = 0; i < tries; i += 1) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await page.goto(address({ theme: 'light', result }));
      await page.waitForSelector('.page:not([hidden]) .figure:not([hidden]) canvas');
      times.push(
        await page.evaluate(
          () =>
            new Promise<number>((done) => {
              const seen = (window as unknown as { seen?: number }).seen;
              requestAnimationFrame(() => done(seen ?? NaN));
            }),
        ),
      );
      await page.close();
    }
    times.sort((a, b) => a - b);
    console.log(`${result}: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  }
}

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const folder = join(out, 'page');
  await buildPage(folder);
  const server = await serve(folder);
  const browser = await launch();
  if (only === 'speed') await measure(browser, (wish) => server.address(wish));
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
