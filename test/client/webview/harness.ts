// Shows the results page without VS Code: builds it, serves it under the real CSP in a plain browser, and takes pictures.
// node esbuild-bundled; see the end of the file for how to run it. Not a test: the pictures are for looking at.
/// <reference types="node" />
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { resultsHtml } from '../../../client/extension/html.js';
import {
  makeMembers,
  makeNulls,
  makePair,
  makeRegions,
  makeResult,
  makeSurface,
  makeVolume,
} from './fixtures.js';
import type { DetailQuestion } from '../../../client/webview/messages.js';
import { answerStored, openStored } from './stored-result.js';
import { themes, type ThemeName } from './themes.js';

const root = process.cwd();
const out = resolve(process.argv[2] ?? 'out/harness');
const only = process.argv[3];

/** RESULT: a result folder to be shown in place of the fixtures; DATA: data folders with its parcellation. */
const storedFolder = process.env['RESULT'] ? resolve(process.env['RESULT']) : null;
const stored = storedFolder
  ? await openStored(storedFolder, (process.env['DATA'] ?? 'dist/demo-library').split(':'))
  : null;

/** Fixture results by name. */
export const results = {
  one: () => makeResult({ maps: 1, sets: 0 }),
  usual: () => makeResult({ seedDrawn: true }),
  missing: () => makeResult({ missing: true, corrections: ['meff_galwey', 'fdr_bh'] }),
  many: () => makeResult({ maps: 500, sets: 12 }),
  pooled: () => makeResult({ yMaps: 22, pooled: true }),
  grid: () => makeResult({ yMaps: 22, maps: 29, missing: true }),
  long: () => makeResult({ longNames: true, maps: 40 }),
  genes: () => makeResult({ maps: 11000, sets: 3 }),
  volume: () => makeResult({ parcels: 16 }),
  thousand: () => makeResult({ parcels: 1000 }),
  xsea: () => makeResult({ maps: 24, sets: 0, members: 30 }),
  broken: () => makeResult(),
  bigGrid: () => makeResult({ yMaps: 22, maps: 500, sets: 12 }),
  older: () => ({ ...makeResult(), regions: undefined, x: undefined }),
};

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
    act: (page) => page.locator('.table-scroll').press('End'),
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

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
};

/** The page with a stand-in for VS Code that answers with the fixtures. */
function html(query: URLSearchParams): string {
  const theme = themes[(query.get('theme') ?? 'light') as ThemeName];
  const result = (query.get('result') ?? 'usual') as keyof typeof results;
  const answers = stored ?? {
    result: results[result](),
    geometry: result === 'volume' ? makeVolume() : makeSurface(),
    regions: makeRegions(results[result]().parcellation.parcels.length, result === 'missing'),
  };
  const nonce = 'harness';
  const page = resultsHtml(
    {
      script: '/results.js',
      style: '/results.css',
      source: "'self'",
      folder: '/results/x',
      title: 'x',
    },
    nonce,
  );
  const stand = `<script nonce="${nonce}">
    const answers = ${JSON.stringify(answers).replaceAll('<', '\\u003c')};
    window.sent = [];
    new MutationObserver((_, observer) => {
      if (!document.querySelector('.page:not([hidden]) .figure:not([hidden]) canvas')) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = performance.now(); }));
    }).observe(document, { subtree: true, childList: true, attributes: true });
    if (${query.has('flat')}) {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
      };
    }
    window.acquireVsCodeApi = () => ({
      getState: () => (${query.get('state') ?? '{}'}), setState: (state) => { window.kept = state; },
      postMessage: (message) => {
        window.sent.push(message);
        if (message.type === 'ready') window.postMessage({ type: 'result', result: answers.result });
        if (message.type === 'regions') window.postMessage({ type: 'regions', pair: message.pair, values: answers.regions });
        if (message.type === 'detail') fetch('/detail?result=${result}&question=' + encodeURIComponent(JSON.stringify(message)))
          .then((answer) => answer.json()).then((answer) => window.postMessage(answer));
        if (message.type === 'brain') window.postMessage({ type: 'brain', geometry: answers.geometry });
      },
    });
  </script>`;
  return page
    .replace('<html lang="en">', `<html lang="en" class="" style="${theme.variables}">`)
    .replace('<body', `<body class="${theme.body}"`)
    .replace('<script type="module"', `${stand}<script type="module"`);
}

/** What the extension would answer. */
function detail(query: URLSearchParams): unknown {
  const question = JSON.parse(query.get('question') ?? '{}') as DetailQuestion;
  if (stored && storedFolder) return answerStored(storedFolder, stored.result, question);
  const name = (query.get('result') ?? 'usual') as keyof typeof results;
  const result = results[name]();
  if (name === 'broken')
    return { type: 'detailFailed', question, message: 'The file nulls.npy is cut off.' };
  switch (question.about) {
    case 'pair':
      return { type: 'detail', ...question, values: makePair(result, question.wanted) };
    case 'nulls':
      return { type: 'detail', ...question, values: makeNulls(result, question.wanted) };
    case 'members':
      return { type: 'detail', ...question, values: makeMembers(result, question.wanted) };
  }
}

async function serve(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    if (url.pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(html(url.searchParams));
      return;
    }
    if (url.pathname === '/detail') {
      void Promise.resolve(detail(url.searchParams)).then((answer) =>
        response.end(JSON.stringify(answer)),
      );
      return;
    }
    readFile(join(folder, url.pathname)).then(
      (data) => {
        response.setHeader(
          'content-type',
          TYPES[extname(url.pathname)] ?? 'application/octet-stream',
        );
        response.end(data);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Milliseconds from the start of the page until its figure is on the screen, median of several. */
async function measure(browser: Browser, url: string): Promise<void> {
  const tries = 9;
  for (const result of ['usual', 'many', 'grid', 'bigGrid', 'genes'] as const) {
    const times: number[] = [];
    for (let i = 0; i < tries; i += 1) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await page.goto(`${url}/?${new URLSearchParams({ result, state: '{}' })}`);
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
  await build({
    entryPoints: { results: join(root, 'client/webview/results/main.ts') },
    bundle: true,
    format: 'esm',
    splitting: true,
    outdir: folder,
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
  });
  const server = await serve(folder);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  if (only === 'speed') await measure(browser, server.url);
  for (const shot of shots.filter(({ name }) => !only || name.includes(only))) {
    const page = await browser.newPage({
      viewport: { width: shot.width, height: shot.height ?? 820 },
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !message.text().includes('GPU stall'))
        console.log(`${shot.name}: ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => console.log(`${shot.name}: ${error.message}`));
    await page.goto(
      `${server.url}/?${new URLSearchParams({
        theme: shot.theme,
        result: shot.result,
        state: JSON.stringify({ ...shot.state, tab: shot.tab ?? 'chart' }),
        ...(shot.flat && { flat: '1' }),
      })}`,
    );
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
