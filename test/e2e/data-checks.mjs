// What a person sees of the data library: the view, a download behind its licence, the file on disk, and its removal.
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nothingPopsUp, until } from './checks.mjs';
import { NEEDS, NEEDS_ANALYSIS, NEEDS_FILE } from './workspace.mjs';

const GROUPS = ['Datasets', 'Parcellations', 'Examples', 'Templates'];

/** The rows of the view; the name at the beginning of the accessible label tells them apart. */
const rowsOf = ({ page }) => page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
const rowOf = (bench, name) =>
  bench.page.locator(`.tree-explorer-viewlet-tree-view .monaco-list-row[aria-label^="${name},"]`);
const dialogOf = ({ page }) => page.locator('.monaco-dialog-box');
/** Folders of the library in the download folder; not records, and not what runs have cached. */
const roomsIn = async ({ folder }) =>
  (await readdir(folder)).filter((name) => !name.startsWith('.') && name !== 'cache');
const saidBy = async (locator) => (await locator.innerText()).replace(/\s+/g, ' ').trim();

/** Opens the view, fetches a dataset, and removes it again. */
export async function checkData(stage) {
  const { checks, bench } = stage;
  await checks.need('the palette opens the data view', async () => {
    await bench.command('NiSpace: Manage Data');
    await until('the groups', async () => (await rowsOf(bench).count()) >= GROUPS.length);
    const said = await rowsOf(bench).allInnerTexts();
    GROUPS.forEach((group, i) => assert.ok(said[i].includes(group), said.join(' ')));
    return said.map((text) => text.replace(/\s+/g, ' ')).join('; ');
  });
  await checks.check('items of the public library and of the demo are listed', async () => {
    await rowOf(bench, 'Datasets').click();
    await rowOf(bench, 'tpm').waitFor();
    assert.match(await saidBy(rowOf(bench, 'tpm')), /to be downloaded/);
    assert.match(await saidBy(rowOf(bench, 'demoreceptors')), /simulated/);
    await rowOf(bench, 'tpm').click();
    await rowOf(bench, 'Tables').waitFor();
  });
  await checks.step('data');
  await checks.need('fetching shows the licence first', () => fetchOne(stage));
  await checks.check('a run that needs data asks before it downloads', () => askForRun(stage));
  await checks.check('removing asks first and takes the files away', () => removeOne(stage));
  await bench.command('View: Show Explorer');
}

async function fetchOne({ checks, bench, data }) {
  const row = rowOf(bench, 'tpm');
  await row.hover();
  await row.getByRole('button', { name: 'Fetch' }).click();
  await dialogOf(bench).waitFor();
  const asked = await saidBy(dialogOf(bench));
  assert.match(asked, /Download tpm\?/);
  assert.match(asked, /doi\.org/);
  assert.match(asked, /\d+ files/);
  assert.deepEqual(await roomsIn(data), [], 'something was downloaded before the licence');
  await checks.step('data-licence');
  await dialogOf(bench).getByRole('button', { name: 'Download' }).click();
  await until('tpm is here', async () => !/to be downloaded/.test(await saidBy(row)));
  const tables = await readdir(`${data.folder}/reference/tpm/tab`);
  assert.ok(tables.length > 10 && tables.every((name) => name.endsWith('.csv.gz')), tables.join());
  await pictureBoth({ checks, bench });
  return asked;
}

/** The view in the theme of now and in the other one. */
async function pictureBoth({ checks, bench }) {
  const toggle = 'Preferences: Toggle between Light/Dark Themes';
  await checks.step('data-here');
  const workbench = bench.page.locator('.monaco-workbench');
  const isDark = async () => /\bvs-dark\b/.test(await workbench.getAttribute('class'));
  const before = await isDark();
  await bench.command(toggle);
  await until('the other theme', async () => (await isDark()) !== before);
  await checks.step('data-here-other-theme');
  await bench.command(toggle);
  await until('the theme of before', async () => (await isDark()) === before);
}

/** The dialog of a run; refusing it leaves everything as it was. */
async function askForRun({ checks, bench, data, folder }) {
  const { page } = bench;
  await writeFile(join(folder, NEEDS_FILE), NEEDS);
  await bench.focusText();
  await bench.openFile(NEEDS_FILE);
  await bench.goTo(`colocalization ${NEEDS_ANALYSIS}`);
  await bench.command('NiSpace: Run Analysis');
  await dialogOf(bench).waitFor();
  const asked = await saidBy(dialogOf(bench));
  assert.match(asked, new RegExp(NEEDS_ANALYSIS));
  await checks.step('data-consent');
  await page.keyboard.press('Escape');
  await dialogOf(bench).waitFor({ state: 'hidden' });
  await nothingPopsUp(bench, 'after refusing');
  assert.deepEqual(await readdir(`${data.folder}/reference`), ['tpm']);
  return asked;
}

async function removeOne({ bench, data }) {
  const row = rowOf(bench, 'tpm');
  await row.hover();
  await row.getByRole('button', { name: 'Remove' }).click();
  await dialogOf(bench).waitFor();
  const asked = await saidBy(dialogOf(bench));
  assert.match(asked, /\d+ files, [\d.]+ kB/);
  await dialogOf(bench).getByRole('button', { name: 'Remove' }).click();
  await until('tpm is gone', async () => /to be downloaded/.test(await saidBy(row)));
  assert.deepEqual(await roomsIn(data), []);
  return asked;
}
