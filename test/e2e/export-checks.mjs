// Figures, tables and the report, saved through the dialog of the editor and read back from the disk.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './checks.mjs';
import { showTab } from './results-checks.mjs';
import { ANALYSIS } from './workspace.mjs';

const MAPS = 20;

/** Answers the dialog with a place in the folder, and waits for the file. */
async function saveAs({ bench, folder }, name) {
  const input = bench.page.locator('.quick-input-widget input[type=text]');
  await until('the dialog', async () => (await input.inputValue()).includes(ANALYSIS));
  const path = join(folder, name);
  await input.fill(path);
  await bench.page.keyboard.press('Enter');
  await bench.notifications.filter({ hasText: `Saved ${name}` }).waitFor();
  return readFile(path);
}

async function choose({ bench }, heading, item) {
  await bench.panel.getByRole('button', { name: 'Export' }).click();
  await bench.panel
    .getByRole('group', { name: heading })
    .getByRole('menuitem', { name: item })
    .click();
}

/** Runs a command of the palette and picks one of what it offers. */
async function pick({ bench }, command, label) {
  await bench.command(command);
  await bench.page
    .locator('.quick-input-list .monaco-list-row', { hasText: label })
    .first()
    .click();
}

/** @param written what `readResults` gave */
export async function checkExport(stage, { rows }) {
  const { checks, bench } = stage;
  await showTab(bench, 'Chart');
  await checks.check('the menu saves the chart as SVG, with every map', async () => {
    await choose(stage, 'Chart', 'SVG');
    const text = (await saveAs(stage, 'chart.svg')).toString();
    for (const { x } of rows) assert.ok(text.includes(x), `${x} is missing`);
    assert.equal(text.match(/<g>/g).length, MAPS);
  });
  await checks.check('as PNG of 300 dpi', async () => {
    await choose(stage, 'Chart', 'PNG, 300 dpi');
    const bytes = await saveAs(stage, 'chart.png');
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
    assert.equal(bytes.readUInt32BE(16), 1500);
    assert.equal(bytes.toString('latin1', 37, 41), 'pHYs');
    assert.equal(bytes.readUInt32BE(41), 11811);
    return `1500 × ${bytes.readUInt32BE(20)} pixels, ${bytes.length} bytes`;
  });
  await checks.check('the palette saves it as PDF', async () => {
    await pick(stage, 'NiSpace: Export Figure…', 'Chart as PDF');
    assert.equal((await saveAs(stage, 'chart.pdf')).toString('latin1', 0, 8), '%PDF-1.4');
  });
  await checks.check('the palette saves the table', async () => {
    await pick(stage, 'NiSpace: Export Table…', 'CSV');
    const lines = (await saveAs(stage, 'table.csv')).toString().trimEnd().split('\n');
    assert.equal(lines.length, MAPS + 1);
    await pick(stage, 'NiSpace: Export Table…', 'XLSX');
    assert.equal((await saveAs(stage, 'table.xlsx')).toString('latin1', 0, 2), 'PK');
    return lines[0];
  });
  await checks.check('the report is one page with figures, numbers and references', async () => {
    await choose(stage, 'Everything', 'Report (HTML)');
    const text = (await saveAs(stage, 'report.html')).toString();
    assert.ok(text.includes(`<h1>${ANALYSIS}</h1>`));
    assert.equal(text.match(/<svg /g).length, 11); // a chart, six histograms, four brains
    for (const { observed } of rows) assert.ok(text.includes(`data-value="${observed}"`), observed);
    assert.ok(text.includes('@article'));
    await checkReport(stage, text);
  });
  await checks.step('exported');
  await bench.command('Notifications: Clear All Notifications');
}

/** Without network: the page asks for nothing and its policy is not violated; its script sorts. */
async function checkReport({ browser }, text) {
  const page = await browser.newPage();
  const [asked, said] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  await page.setContent(text);
  await page.locator('table.sortable thead button', { hasText: 'p' }).last().click();
  assert.equal(await page.locator('th[aria-sort=ascending]').count(), 1);
  await page.close();
  assert.deepEqual([asked, said], [[], []]);
}
