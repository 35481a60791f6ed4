// The page that compares two runs, looked at by axe in a real browser under the page's own CSP. Skipped where there is no Chromium.
import axe, { type AxeResults } from 'axe-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildComparePage, launchForFiles, writeComparePage } from '../compare-page.js';
import { hasBrowser } from '../page-server.js';

const skipped = hasBrowser()
  ? ''
  : ' (skipped: no Chromium; install it or set CHROMIUM to its path)';
const folder = mkdtempSync(join(tmpdir(), 'nsp-a11y-compare-'));
let browser: Browser;

beforeAll(async () => {
  if (skipped) return;
  await buildComparePage(folder);
  browser = await launchForFiles();
});
afterAll(async () => {
  if (!skipped) await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(
  wish: Parameters<typeof writeComparePage>[2],
  width = 900,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(writeComparePage(folder, `${wish.pair}-${wish.theme}`, wish));
  await page.waitForSelector('.page:not([hidden])');
  return { page, complaints };
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe.skipIf(skipped !== '')(`the page that compares two runs${skipped}`, () => {
  it.each(['light', 'dark', 'contrast'] as const)(
    'has no serious fault and breaks no rule of its CSP, %s',
    async (theme) => {
      const { page, complaints } = await open({ pair: 'usual', theme });
      expect(await findings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('needs no sideways scrolling at 420 px', async () => {
    const { page } = await open({ pair: 'usual', theme: 'dark' }, 420);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      420,
    );
    await page.close();
  });

  it('says when the chart leaves rows out, and only then', async () => {
    const many = await open({ pair: 'many', theme: 'light' });
    const note = (page: Page): Promise<string> => page.locator('.chart-part .note').innerText();
    expect(await note(many.page)).toContain('The chart shows the first 5,000 of 10,');
    expect(await many.page.locator('.scatter .point').count()).toBe(5000);
    await many.page.close();
    const few = await open({ pair: 'usual', theme: 'light' });
    expect(await note(few.page)).toBe('');
    await few.page.close();
  });
});
