// What a person sees while writing: colours, the language, lenses, and a mistake found and mended.
/* global getComputedStyle */
import assert from 'node:assert/strict';
import { until } from './checks.mjs';
import { ANALYSIS, RIGHT, WRONG } from './workspace.mjs';

/** @param {{ checks: import('./checks.mjs').Checks, bench: import('./workbench.mjs').Workbench }} stage */
export async function checkEditor({ checks, bench }) {
  const { page } = bench;
  await checks.need('the mistake is underlined', () =>
    page.locator('.squiggly-error').first().waitFor(),
  );
  await checks.check('nothing pops up at the start', async () =>
    assert.equal(await bench.notifications.count(), 0, await messages(bench)),
  );
  await checks.check('the grammar colours the text', () => seesColours(bench));
  await checks.check('the status bar names the language', async () => {
    const language = await page.locator('[id="status.editor.mode"]').innerText();
    assert.match(language, /NiSpace/);
    return language.trim();
  });
  await checks.check('each analysis has a Run lens', async () => {
    await until('two lenses', async () => (await bench.runLenses.count()) === 2);
  });
  await checks.check('the problem names the mistake and the likely name', async () => {
    await bench.command('Problems: Focus on Problems View');
    const problem = bench.problems.filter({ hasText: WRONG });
    await problem.first().waitFor();
    const said = (await problem.first().innerText()).replace(/\s+/g, ' ');
    assert.match(said, new RegExp(`\\b${RIGHT}\\b`), said);
    await checks.step('problem');
    return said;
  });
  await checks.need('the quick fix mends it', () => mend(bench, checks));
  await checks.check('nothing is left to complain about', async () => {
    await until('no problem', async () => (await bench.problems.count()) === 0);
    assert.equal(await page.locator('.squiggly-error').count(), 0);
  });
  await bench.command('View: Hide Panel');
  await page.keyboard.press('Control+S');
  await until('saved', async () => (await page.locator('.tab.active.dirty').count()) === 0);
  await checks.step('mended');
}

async function messages(bench) {
  return (await bench.notifications.allInnerTexts()).join('\n');
}

/** Comments, keywords, names, texts, numbers, properties: at least five different colours. */
async function seesColours({ page }) {
  const colours = await until('five colours', async () => {
    const found = await page
      .locator('.view-line span[class*=mtk]')
      .evaluateAll((spans) => [...new Set(spans.map((span) => getComputedStyle(span).color))]);
    return found.length >= 5 && found;
  });
  return `${colours.length} colours`;
}

async function mend(bench, checks) {
  const { page } = bench;
  const line = (await bench.source()).find((text) => text.includes(WRONG));
  await bench.goTo(WRONG, line.indexOf(WRONG) + 2);
  await page.keyboard.press('Control+.');
  const fix = page.locator('.action-widget .monaco-list-row.focused', { hasText: RIGHT });
  await fix.waitFor();
  await checks.step('quick-fix');
  const offered = (await fix.innerText()).trim();
  await page.keyboard.press('Enter');
  await until('the right name', async () =>
    (await bench.source()).some((text) => text.includes(`collection: ${RIGHT}`)),
  );
  assert.ok(!(await bench.source()).some((text) => text.includes(WRONG)));
  await bench.goTo(`colocalization ${ANALYSIS}`);
  return offered;
}
