// A click on a bar: its nulls, its maps parcel by parcel and both on the brain, held against the files that the run has written.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './checks.mjs';
import { look } from './pixels.mjs';
import { showTab } from './results-checks.mjs';
import { resultFolder } from './workspace.mjs';

/** Which bar is clicked. */
const ROW = 1;
const ROW_HEIGHT = 22;
/** Fewest coloured pixels of a small brain. */
const COLOURED = 1500;

/** A .npy file of float64 in C order. */
async function readNpy(path) {
  const bytes = await readFile(path);
  const length = bytes.readUInt16LE(8);
  const shape = /'shape': \(([^)]*)\)/.exec(bytes.toString('latin1', 10, 10 + length));
  const data = new Float64Array(new Uint8Array(bytes.subarray(10 + length)).buffer);
  return {
    shape: shape[1]
      .split(',')
      .filter((n) => n.trim())
      .map(Number),
    data,
  };
}

const number = (text) => Number(text.replaceAll(',', '').replace('−', '-'));

export async function checkDetail({ checks, bench, browser, folder }, { result }) {
  const { panel } = bench;
  const detail = panel.locator('.detail');
  const shown = result.statistics.find(({ statistic }) => statistic === 'rho_z');
  const observed = shown.observed[ROW];
  await showTab(bench, 'Chart');
  await checks.check('a click on a bar opens its null histogram', async () => {
    await panel
      .locator('.chart-scroll canvas')
      .click({ position: { x: 400, y: (ROW + 0.5) * ROW_HEIGHT } });
    await detail.locator('.histogram svg').waitFor();
    const said = await detail.locator('.histogram .note').innerText();
    const { shape, data } = await readNpy(join(resultFolder(folder), shown.nulls.file));
    const nulls = data.subarray(ROW * shape[2], (ROW + 1) * shape[2]);
    const [, extreme, all, side] = /^([\d,]+) of ([\d,]+) nulls? are at or (above|below)/.exec(
      said,
    );
    const counted = nulls.filter((value) =>
      side === 'above' ? value >= observed - 1e-10 : value <= observed + 1e-10,
    );
    assert.equal(number(all), nulls.length);
    assert.equal(number(extreme), counted.length);
    // Two-sided p: twice the share, not below 1/m.
    const p = Math.min(
      1 - 1 / nulls.length,
      Math.max(1 / nulls.length, (2 * counted.length) / nulls.length),
    );
    assert.ok(Math.abs(p - shown.p[ROW]) < 1e-12, `${said}, but p is ${shown.p[ROW]}`);
    return said;
  });
  await checks.check('the scatter has a dot for each parcel, at its rank', async () => {
    const { shape, data } = await readNpy(join(resultFolder(folder), 'x.npy'));
    assert.deepEqual(shape, [result.columns.length, result.parcellation.parcels.length]);
    const dots = detail.locator('.scatter .dot');
    const places = await dots.evaluateAll((circles) =>
      circles.map((circle) => Number(circle.getAttribute('cx'))),
    );
    const values = [...data.subarray(ROW * shape[1], (ROW + 1) * shape[1])];
    assert.equal(
      places.length,
      values.filter((value, i) => !Number.isNaN(value) && result.y.values[i] !== null).length,
    );
    const order = (numbers) => numbers.map((_, i) => i).sort((a, b) => numbers[a] - numbers[b]);
    assert.deepEqual(order(places), order(values));
    return `${places.length} dots in the order of x.npy`;
  });
  await checks.check('dragging over dots selects their parcels', async () => {
    const inside = await brush(bench, detail.locator('.scatter'));
    const said = await detail.locator('.selected-parcels .count').innerText();
    assert.equal(number(said.split(' ')[0]), inside);
    assert.equal(await detail.locator('.scatter .dot.selected').count(), inside);
    return said;
  });
  await checks.check('both maps are drawn on the brain, side by side', async () => {
    const brains = detail.locator('.brain-place canvas');
    await until('two brains', async () => (await brains.count()) === 2);
    await detail.getByRole('button', { name: 'Clear selection' }).click();
    const seen = [];
    for (const i of [0, 1]) {
      await brains.nth(i).scrollIntoViewIfNeeded();
      seen.push(
        await until('coloured pixels', async () => {
          const picture = await look(browser, await brains.nth(i).screenshot());
          return picture.coloured > COLOURED && picture;
        }),
      );
    }
    return seen.map(({ coloured }) => `${coloured} coloured pixels`).join(', ');
  });
  await checks.step('detail');
}

/** Drags over the upper right part of the scatter; answers how many dots lie inside. */
async function brush({ page }, scatter) {
  await scatter.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await scatter.boundingBox();
  const from = { x: 0.45 * width, y: 0.1 * height };
  const to = { x: 0.9 * width, y: 0.5 * height };
  await page.mouse.move(x + from.x, y + from.y);
  await page.mouse.down();
  await page.mouse.move(x + to.x, y + to.y, { steps: 5 });
  await page.mouse.up();
  await scatter.locator('.dot.selected').first().waitFor();
  return scatter.locator('.dot').evaluateAll(
    (dots, { from, to }) =>
      dots.filter((dot) => {
        const [cx, cy] = ['cx', 'cy'].map((name) => Number(dot.getAttribute(name)));
        return cx >= from.x && cx <= to.x && cy >= from.y && cy <= to.y;
      }).length,
    { from, to },
  );
}

/** After a reload: the selection is state, so the detail is there again; Escape closes it. */
export async function checkDetailRestored({ checks, bench }) {
  const detail = bench.panel.locator('.detail');
  await showTab(bench, 'Chart');
  await checks.check(
    'the detail is open again after the reload, and Escape closes it',
    async () => {
      await detail.locator('.histogram svg').waitFor();
      await bench.panel.locator('.chart-scroll').press('Escape');
      await detail.waitFor({ state: 'hidden' });
    },
  );
}
