// What a person sees of former results: a stale one says so and is run again, both runs are listed, compared, and compared after a reload.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './checks.mjs';
import { FILE } from './workspace.mjs';

const ANALYSIS = 'NoiseReceptors';

/** Rows of the results view, by the beginning of what a screen reader says of them. */
const rowOf = (bench, name) =>
  bench.page.locator(`.tree-explorer-viewlet-tree-view .monaco-list-row[aria-label^="${name}"]`);
const runsOf = (bench) =>
  bench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row[aria-label*="seed"]');

/** Comes after the lens has run the analysis; its result is in front. */
export async function checkHistory(stage) {
  const { checks, bench } = stage;
  await checks.need('a changed setting marks the result out of date', () => makeStale(stage));
  await checks.check('the notice above the result runs it again', async () => {
    await bench.panel.getByRole('button', { name: 'Run again' }).click();
    await bench.panel.locator('.stale').waitFor({ state: 'hidden' });
    await bench.panel.getByText('1,000 spins').first().waitFor();
  });
  await checks.need('the results view lists both runs', () => listRuns(stage));
  await checks.need('two runs are compared', () => compare(stage));
  await checks.check('the comparison is there again after a reload', async () => {
    await bench.reload();
    await bench.panel.getByRole('heading', { name: `Two runs of ${ANALYSIS}` }).waitFor();
  });
  await bench.command('View: Close Editor');
  // The data view, which comes later, then has the side bar for itself.
  await bench.command('Focus on Results View');
  await bench.page.locator('.pane-header', { hasText: 'Results' }).click();
  await bench.command('View: Show Explorer');
}

async function makeStale({ checks, bench, folder }) {
  const { page } = bench;
  await bench.focusText();
  // Which lines are in sight while the editor scrolls cannot be relied on: the file says where the line is.
  const lines = (await readFile(join(folder, FILE), 'utf8')).split('\n');
  const start = lines.findIndex((line) => line.includes(`colocalization ${ANALYSIS}`));
  const line = lines.findIndex((each, i) => i > start && each.includes('n_perm: 10000'));
  await bench.goToLine(line + 1);
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await until('the changed line', async () =>
    (await bench.source()).some((line) => /n_perm: 1000$/.test(line)),
  );
  await page.keyboard.press('Control+S');
  const words = 'n_perm 10,000 → 1,000';
  await page
    .locator('.codelens-decoration a', { hasText: `stale: ${words}` })
    .first()
    .waitFor();
  const said = await until('the notice', async () => {
    const text = await bench.panel.locator('.stale').innerText();
    return text.includes(words) && text;
  });
  await checks.step('stale');
  return said.replace(/\s+/g, ' ');
}

async function listRuns({ checks, bench }) {
  await bench.command('Focus on Results View');
  await rowOf(bench, 'receptors.nsp').waitFor();
  await rowOf(bench, ANALYSIS).click();
  const said = await until('two runs', async () => {
    const all = await runsOf(bench).allInnerTexts();
    return all.length >= 2 && all.map((text) => text.replace(/\s+/g, ' '));
  });
  assert.ok(
    said.some((text) => text.includes('1,000 permutations')),
    said.join('; '),
  );
  assert.ok(
    said.some((text) => text.includes('10,000 permutations')),
    said.join('; '),
  );
  await checks.step('results-view');
  return said.join('; ');
}

async function compare({ checks, bench }) {
  const { page } = bench;
  const former = runsOf(bench).filter({ hasText: '10,000 permutations' }).first();
  await former.hover();
  await former.getByRole('button', { name: 'Compare with…' }).click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: ANALYSIS }).first().click();
  await bench.panel.getByRole('heading', { name: `Two runs of ${ANALYSIS}` }).waitFor();
  const answer = await bench.panel.locator('.answer').innerText();
  assert.match(answer, /^20 rows are in both runs\./);
  const settings = await bench.panel.locator('.settings .plain-table').first().innerText();
  assert.match(settings.replace(/\s+/g, ' '), /n_perm 10,000 1,000/);
  assert.equal(await bench.panel.locator('.scatter .point').count(), 20);
  await bench.panel.locator('thead button[data-key=difference]').click();
  await checks.step('compare');
  return answer;
}
