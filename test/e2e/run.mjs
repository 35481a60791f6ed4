// The end-to-end test: the packaged extension in a real VS Code, from a mistake in a file to a brain on the screen.
//     node test/e2e/run.mjs dist/nispace.vsix        pictures of every step: out/e2e/
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers';
import { checkBrain } from './brain-checks.mjs';
import { findChromium, launchBrowser, listen } from './browser.mjs';
import { checkChart } from './chart-checks.mjs';
import { Checks, Stopped, until } from './checks.mjs';
import { isInstalled, startCodeServer } from './code-server.mjs';
import { checkData } from './data-checks.mjs';
import { startDataServer } from './data-server.mjs';
import { checkDetail, checkDetailRestored } from './detail-checks.mjs';
import { checkEditor } from './editor-checks.mjs';
import { checkHistory } from './history-checks.mjs';
import { checkRewriting } from './rewrite-checks.mjs';
import { checkExport } from './export-checks.mjs';
import { look } from './pixels.mjs';
import { checkReload, checkTable, remember, showTab } from './results-checks.mjs';
import { checkCancel, checkLens, checkRun } from './run-checks.mjs';
import { PATIENCE, Workbench } from './workbench.mjs';
import { FILE, makeWorkspace } from './workspace.mjs';

const MINUTES = 5;
const pictures = resolve(import.meta.dirname, '../../out/e2e');
const vsix = process.argv[2] && resolve(process.argv[2]);

/** What is missing for the test to run, in words; empty when nothing is. */
function missing() {
  return [
    vsix ? '' : 'no .vsix given: node test/e2e/run.mjs dist/nispace.vsix',
    !vsix || existsSync(vsix) ? '' : `${vsix} is missing: npm run package`,
    isInstalled() ? '' : 'VS Code is missing: bash test/e2e/setup-vscode.sh',
    findChromium()
      ? ''
      : 'Chromium is missing: apt-get install chromium fonts-dejavu-core, or set CHROMIUM to its path',
  ].filter(Boolean);
}

async function story(stage) {
  const { bench, folder } = stage;
  await bench.open(folder);
  await bench.openFile(FILE);
  await checkEditor(stage);
  const written = await checkRun(stage);
  await checkChart(stage, written);
  await checkDetail(stage, written);
  await checkBrain(stage, written);
  await checkTable(stage, written);
  await checkExport(stage, written);
  await showTab(bench, 'Table');
  await checkReload(stage, await remember(stage));
  await checkDetailRestored(stage);
  await checkDark(stage);
  await checkLens(stage);
  await checkHistory(stage);
  await checkCancel(stage);
  await checkRewriting(stage);
  await checkData(stage);
}

/** The page follows the theme of the window. */
async function checkDark({ checks, bench, browser }) {
  const body = bench.panel.locator('body');
  await showTab(bench, 'Chart');
  await checks.check('the tab follows a dark theme', async () => {
    const light = await look(browser, await body.screenshot());
    await bench.command('Preferences: Toggle between Light/Dark Themes');
    await bench.page.locator('.monaco-workbench.vs-dark').waitFor();
    const dark = await until('a dark page', async () => {
      const seen = await look(browser, await body.screenshot());
      return seen.light < 0.3 && seen;
    });
    assert.ok(light.light > 0.8, 'the page was not light before');
    assert.ok(dark.coloured > light.coloured / 2, 'the bars are gone');
  });
  await checks.step('dark');
}

/** Last: what the browser has complained about, and that it would have. */
async function checkConsole({ checks, bench, heard }) {
  await checks.check('neither the extension nor its panels report an error', () =>
    assert.deepEqual(heard.errors(), []),
  );
  await checks.check(
    'no content security policy is violated, and one would be noticed',
    async () => {
      assert.deepEqual(heard.violations(), []);
      await bench.panel.locator('body').evaluate((body) => {
        const script = body.ownerDocument.createElement('script');
        script.textContent = 'void 0';
        body.append(script);
      });
      await until('the planted violation', () => heard.violations().length > 0, 5);
    },
  );
}

async function main(checks, stops) {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const workspace = await makeWorkspace();
  stops.push(workspace.remove);
  const data = { ...(await startDataServer()), folder: await mkdtemp(join(tmpdir(), 'nsp-data-')) };
  stops.push(data.stop, () => rm(data.folder, { recursive: true, force: true }));
  const code = await startCodeServer(vsix, join(pictures, 'code-server.log'), {
    NISPACE_DATA_URL: data.url,
    NISPACE_DATA_DIR: data.folder,
  });
  stops.push(code.stop);
  const browser = await launchBrowser();
  stops.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1600, height: 1100 } });
  page.setDefaultTimeout(PATIENCE);
  page.on('dialog', (dialog) => void dialog.accept()); // "Leave site?" at the reload
  checks.page = page;
  const heard = listen(page);
  const stage = {
    checks,
    browser,
    heard,
    bench: new Workbench(page, code.url),
    folder: workspace.folder,
    data,
  };
  try {
    await story(stage);
    await checkConsole(stage);
  } catch (error) {
    if (!(error instanceof Stopped)) await checks.picture('failed');
    throw error;
  } finally {
    await writeFile(join(pictures, 'console.log'), heard.all().join('\n'));
  }
}

const lacking = missing();
if (lacking.length) {
  for (const line of lacking) console.error(line);
  const optional = process.env['E2E_OPTIONAL'] === '1';
  console.log(optional ? 'End-to-end test skipped.' : '0 passed, 1 failed');
  process.exit(optional ? 0 : 1);
}

const checks = new Checks(null, pictures);
const stops = [];
let ended = false;
/** Stops all that was started, in reverse order, and reports; whatever fails is reported, too. */
async function end() {
  if (ended) return;
  ended = true;
  for (const stop of stops.reverse()) {
    try {
      await stop();
    } catch (error) {
      checks.fail(error);
    }
  }
  console.log(`${checks.passed} passed, ${checks.failed} failed`);
  process.exit(checks.failed === 0 && checks.passed > 0 ? 0 : 1);
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    checks.fail(`ended by ${signal}`);
    void end();
  });
}
setTimeout(() => {
  checks.fail(`not finished within ${MINUTES} minutes`);
  void end();
}, MINUTES * 60_000).unref();

try {
  await main(checks, stops);
} catch (error) {
  if (error instanceof Stopped) console.log(error.message);
  else if (!ended) checks.fail(error);
}
await end();
