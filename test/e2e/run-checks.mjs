// What a person sees while an analysis runs: the result opens, a long run can be left and cancelled, a lens runs its own.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { nothingPopsUp, until } from './checks.mjs';
import { ANALYSIS, LONG_ANALYSIS, LONG_FILE, readResults, resultFolder } from './workspace.mjs';

const FILES = [
  'methods.md',
  'nulls.npy',
  'references.bib',
  'regions-contribution-spearman.npy',
  'regions-influence-spearman.npy',
  'result.json',
  'results.csv',
  'x.npy',
  'y.csv',
];

/**
 * Runs the analysis at the cursor.
 * @returns what it wrote beside the file
 */
export async function checkRun({ checks, bench, folder }) {
  await checks.need('the palette runs the analysis at the cursor', async () => {
    await bench.command('NiSpace: Run Analysis');
    await bench.page.locator('.tab', { hasText: ANALYSIS }).waitFor();
    await bench.panel.getByRole('tab', { name: 'Chart' }).waitFor();
  });
  await checks.need('the result is written beside the file', async () => {
    const { files } = await readResults(resultFolder(folder));
    assert.deepEqual(files.sort(), FILES);
  });
  await checks.step('result');
  return readResults(resultFolder(folder));
}

/** A run that would take minutes: progress, typing meanwhile, cancel, nothing left behind. */
export async function checkCancel({ checks, bench, folder }) {
  const { page } = bench;
  const progress = bench.notifications.filter({ hasText: LONG_ANALYSIS });
  await bench.focusText();
  await bench.openFile(LONG_FILE);
  await bench.goTo(`colocalization ${LONG_ANALYSIS}`);
  await checks.check('a run reports its progress', async () => {
    await bench.command('NiSpace: Run Analysis');
    const said = await until('permutations done of all', async () => {
      const text = (await progress.first().innerText()).replace(/\s+/g, ' ');
      return /[\d,]+ of 3,000,000/.test(text) && text;
    });
    await checks.step('progress');
    return said;
  });
  await checks.check('typing is instant while it runs', async () => {
    await bench.goTo('// More permutations');
    await page.keyboard.press('End');
    const started = Date.now();
    await page.keyboard.type(' Really');
    await until('the typed text', async () =>
      (await bench.source()).some((line) => line.endsWith('Really')),
    );
    const taken = Date.now() - started;
    assert.ok(await progress.first().isVisible(), 'the run was over before anything was typed');
    assert.ok(taken < 3000, `seven letters took ${taken} ms`);
    return `7 letters in ${taken} ms`;
  });
  await checks.check('cancelling ends it without a trace', async () => {
    await progress.first().hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.first().waitFor({ state: 'hidden' });
    await nothingPopsUp(bench, 'after cancelling');
    assert.ok(!existsSync(resultFolder(folder, LONG_FILE, LONG_ANALYSIS)), 'a result was written');
  });
  await page.keyboard.press('Control+S');
}

/** The lens above the second analysis of the example. */
export async function checkLens({ checks, bench, folder }) {
  await checks.check('the lens runs the analysis below it', async () => {
    await bench.focusText();
    await bench.goTo('colocalization NoiseReceptors');
    await bench.runLenses.last().click();
    await bench.page.locator('.tab', { hasText: 'NoiseReceptors' }).waitFor();
    const { result } = await readResults(resultFolder(folder, undefined, 'NoiseReceptors'));
    assert.equal(result.analysis, 'NoiseReceptors');
    await bench.panel.getByRole('heading', { name: 'NoiseReceptors' }).waitFor();
  });
}
