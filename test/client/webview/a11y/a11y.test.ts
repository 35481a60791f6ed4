// Every tab of the results page, looked at by axe in a real browser under the page's own CSP. Skipped where there is no Chromium.
import axe, { type AxeResults } from 'axe-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABS, type Tab } from '../../../../client/webview/results/state.js';
import { buildPage, hasBrowser, launch, serve, type Wish } from '../page-server.js';

const skipped = hasBrowser()
  ? ''
  : ' (skipped: no Chromium; install it or set CHROMIUM to its path)';
const folder = mkdtempSync(join(tmpdir(), 'nsp-a11y-'));
let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  if (skipped) return;
  await buildPage(folder);
  [browser, server] = await Promise.all([launch(), serve(folder)]);
});
afterAll(async () => {
  if (!skipped) {
    await browser.close();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What the page wrote to the console and threw, while it was used. */
async function open(wish: Wish, width = 900): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.address(wish));
  await page.waitForSelector('.page:not([hidden])');
  await page.waitForTimeout(300);
  return { page, complaints };
}

/** Serious and critical findings, a line each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe.skipIf(skipped !== '')(`the results page${skipped}`, () => {
  it.each(TABS.map((tab): [Tab] => [tab]))(
    'has no serious fault and breaks no rule of its CSP on the tab %s',
    async (tab) => {
      for (const theme of ['light', 'dark'] as const) {
        // Two tabs are only there where a pipeline looked closer.
        const result = tab === 'local' || tab === 'regions' ? 'closer' : 'group';
        const { page, complaints } = await open({ theme, result, tab });
        expect(await page.getByRole('tab', { selected: true }).getAttribute('id')).toBe(
          `tab-${tab}`,
        );
        expect(await findings(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.close();
      }
    },
  );

  it.each(['overview', 'table', 'nulls', 'design'] as const)(
    'needs no sideways scrolling at 420 px on the tab %s',
    async (tab) => {
      const { page } = await open({ theme: 'dark', result: 'group', tab }, 420);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(420);
      expect(await findings(page)).toEqual([]);
      await page.close();
    },
  );

  it('would hear of a fault and of a broken rule', async () => {
    const { page, complaints } = await open({ theme: 'light', result: 'one', tab: 'run' });
    await page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'https://example.org/a.png';
      document.querySelector('main')?.append(image);
    });
    expect(await findings(page)).toEqual([expect.stringContaining('image-alt')]);
    expect(complaints.join()).toContain('Content Security Policy');
    await page.close();
  });

  it('shows every table twin of the nulls', async () => {
    const { page } = await open({ theme: 'light', result: 'usual', tab: 'nulls' });
    const twins = page.locator('.plot-twin summary');
    for (let i = 0; i < (await twins.count()); i++) await twins.nth(i).click();
    // A table is made when its twin has opened.
    const all = await twins.count();
    await expect.poll(() => page.locator('.plot-twin table').count()).toBe(all);
    expect(await page.locator('.plot-twin').first().locator('tbody tr').count()).toBe(29);
    await page.close();
  });

  it('reads the points of a chart by the arrow keys', async () => {
    const { page } = await open({ theme: 'light', result: 'usual', tab: 'nulls' });
    await page.locator('.nulls-tab canvas').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const said = await page.locator('.nulls-tab .plot .pointed').first().innerText();
    expect(said).toContain('M1 (Author1999, n = 21); I = ');
    await page.close();
  });

  it('moves through the table by keys, ten thousand rows included, and selects the row for the chart', async () => {
    const { page } = await open({ theme: 'light', result: 'genes', tab: 'table' });
    await page.locator('thead button').first().focus();
    await page.keyboard.press('Control+End');
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-index'));
    expect(await focused()).toBe('10999');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    const at = Number(await focused());
    expect(at).toBeLessThan(10990);
    const kept = await page.evaluate(
      () => (window as unknown as { kept: { selected: number } }).kept,
    );
    expect(kept.selected).toBe(at);
    expect(await page.locator('tbody tr[data-index]').count()).toBeLessThan(80);
    // The cursor scrolled out of sight: the grid can still be reached, and goes on from there.
    await page.locator('.table-scroll').evaluate((element) => (element.scrollTop = 0));
    await page.waitForTimeout(100);
    await page.keyboard.press('ArrowDown');
    expect(Number(await focused())).toBe(at + 1);
    await page.close();
  });

  it('copies the picked rows in the chosen format, else all', async () => {
    const { page } = await open({ theme: 'light', result: 'usual', tab: 'table' });
    const copied = () =>
      page.evaluate(() =>
        (window as unknown as { sent: { type: string; text: string }[] }).sent
          .filter(({ type }) => type === 'copy')
          .map(({ text }) => text),
      );
    await page.getByRole('button', { name: 'Copy all 29 rows' }).click();
    await page.locator('tbody tr[data-index="3"] td').nth(1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByLabel('Copy as').selectOption('latex');
    await page.getByRole('button', { name: 'Copy 2 selected rows' }).click();
    const [all, two] = await copied();
    expect(all?.split('\n')).toHaveLength(30);
    expect(two?.split('\n')).toHaveLength(8);
    expect(two).toContain('\\begin{tabular}');
    await page.close();
  });

  it('remembers which columns are left out', async () => {
    const { page } = await open({ theme: 'light', result: 'usual', tab: 'table' });
    await page.getByText('Columns', { exact: true }).click();
    await page.getByLabel('normalized').uncheck();
    expect(await page.locator('thead button[data-key=normalized]').count()).toBe(0);
    const kept = await page.evaluate(
      () => (window as unknown as { kept: { hiddenColumns: string[] } }).kept,
    );
    expect(kept.hiddenColumns).toEqual(['normalized']);
    await page.close();
  });
});
