// The results page without VS Code: built, and served under the real CSP with a stand-in that answers with fixtures.
/// <reference types="node" />
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { resultsHtml } from '../../../client/extension/html.js';
import type { DetailQuestion } from '../../../client/webview/messages.js';
import {
  makeConvergence,
  makeLocal,
  makeMembers,
  makeNulls,
  makePair,
  makeRegions,
  makeResult,
  makeSurface,
  makeVolume,
  withCloser,
} from './fixtures.js';
import { answerStored, openStored } from './stored-result.js';
import { themes, type ThemeName } from './themes.js';

const root = process.cwd();
const browserPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** RESULT: a result folder to be shown in place of the fixtures; DATA: data folders with its parcellation. */
const storedFolder = process.env['RESULT'] ? resolve(process.env['RESULT']) : null;
const stored = storedFolder
  ? await openStored(storedFolder, (process.env['DATA'] ?? 'dist/demo-library').split(':'))
  : null;

/** True where there is a browser to show the page in. */
export const hasBrowser = (): boolean => existsSync(browserPath);

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });

/** Bundles the page as esbuild.mjs does. */
export async function buildPage(folder: string): Promise<void> {
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
}

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
  older: () => ({ ...makeResult(), regions: undefined, diagnostics: undefined, x: undefined }),
  group: () => makeResult({ subjects: 64 }),
  cohort: () => makeResult({ subjects: 900, longNames: true }),
  closer: () => withCloser(makeResult({ yMaps: 2 })),
  weak: () => makeResult({ weak: true, yMaps: 3 }),
};

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
};

const fixture = (name: keyof typeof results) => {
  const result = results[name]();
  return {
    result,
    geometry: name === 'volume' ? makeVolume() : makeSurface(),
    regions: makeRegions(result.parcellation.parcels.length, name === 'missing'),
  };
};

/** The page with a stand-in for VS Code that answers with the fixtures. */
function html(query: URLSearchParams): string {
  const theme = themes[(query.get('theme') ?? 'light') as ThemeName];
  const result = (query.get('result') ?? 'usual') as keyof typeof results;
  const answers = { convergence: makeConvergence(), ...(stored ?? fixture(result)) };
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
        if (message.type === 'convergence') window.postMessage({ type: 'convergence', cell: message.cell, values: answers.convergence });
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
    case 'local':
      return { type: 'detail', ...question, values: makeLocal(result, question.wanted) };
    case 'members':
      return { type: 'detail', ...question, values: makeMembers(result, question.wanted) };
  }
}

/** What is shown: a fixture in a theme, with a tab in front. */
export interface Wish {
  theme: ThemeName;
  result: keyof typeof results;
  tab?: string;
  /** View state to start with. */
  state?: object;
  /** The page has no WebGL2. */
  flat?: boolean;
}

/** Serves the page that was built into a folder. */
export async function serve(
  folder: string,
): Promise<{ address(wish: Wish): string; close(): void }> {
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
  return {
    address: ({ theme, result, tab = 'chart', state, flat }) =>
      `http://127.0.0.1:${port}/?${new URLSearchParams({
        theme,
        result,
        state: JSON.stringify({ ...state, tab }),
        ...(flat && { flat: '1' }),
      })}`,
    close: () => server.close(),
  };
}
