// Looks at the brain tab: it is drawn in colour, and pointing at it reads out parcels with the values of y.csv.
import assert from 'node:assert/strict';
import { until } from './checks.mjs';
import { look } from './pixels.mjs';
import { showTab } from './results-checks.mjs';

/** Fewest coloured pixels of a drawn brain, and fewest different colours: one hundred parcels have many. */
const COLOURED = 5000;
const COLOURS = 20;

export async function checkBrain({ checks, bench, browser }, { maps }) {
  await showTab(bench, 'Brain');
  const canvas = bench.panel.locator('.brain-tab .brain-place canvas');
  await checks.check('the brain is drawn in the colours of its parcels', async () => {
    const seen = await until('coloured pixels', async () => {
      const picture = await look(browser, await canvas.screenshot());
      return picture.coloured > COLOURED && picture.colours > COLOURS && picture;
    });
    return `${seen.coloured} coloured pixels, ${seen.colours} colours`;
  });
  await checks.step('brain');
  await checks.check('pointing at the brain reads a parcel and its value', async () => {
    const [values] = maps;
    const said = await pointAround(bench, canvas);
    assert.ok(said.size >= 3, `only ${said.size} parcels were read out: ${[...said].join('; ')}`);
    for (const text of said) {
      const [, parcel, value] = /^(.*): (\S+)$/.exec(text) ?? [];
      assert.ok(parcel in values, `"${text}" names no parcel of y.csv`);
      const off = Math.abs(Number(value.replace('−', '-')) - Number(values[parcel]));
      assert.ok(off <= 0.0005, `"${text}", but y.csv has ${values[parcel]}`);
    }
    return [...said].slice(0, 3).join('; ');
  });
}

/** Moves the pointer over a grid of places and collects what is read out. */
async function pointAround(bench, canvas) {
  const { x, y, width, height } = await canvas.boundingBox();
  const said = new Set();
  for (const across of [0.15, 0.35, 0.65, 0.85]) {
    for (const down of [0.3, 0.5, 0.7]) {
      await bench.page.mouse.move(x + across * width, y + down * height);
      const text = await bench.panel.locator('.brain-tab .pointed').innerText();
      if (/: [−\d.]+$/.test(text)) said.add(text);
    }
  }
  return said;
}
