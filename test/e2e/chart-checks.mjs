// Measures the chart: each bar must be as long as its value, and each null band as wide as the nulls that were stored.
import assert from 'node:assert/strict';
import { until } from './checks.mjs';
import { showTab } from './results-checks.mjs';

/** Pixels by which an edge may be off: antialiasing on both sides. */
const TOLERANCE = 2.5;
/** Bars shorter than this are not told from the zero line. */
const SHORT = 6;
/** The bands are veils laid over one another: from 5 to 95 % there are two or three, above this opacity (of 255). */
const TWO_VEILS = 60;
/** Height of a band, in CSS pixels: higher than the bar before it. */
const BAND_HEIGHT = 18;

export async function checkChart({ checks, bench }, { result }) {
  await showTab(bench, 'Chart');
  const shown = result.statistics.find(({ statistic }) => statistic === 'rho_z');
  const { levels, percentiles } = shown.nulls;
  const at = (row, level) => percentiles[row * levels.length + levels.indexOf(level)];
  const expected = shown.observed.map((value, row) => ({
    value,
    from: at(row, 5),
    to: at(row, 95),
  }));
  const canvas = bench.panel.locator('.chart-scroll canvas');
  let scale = null;
  await checks.check('each bar is as long as its value', async () => {
    const rows = await until('the bars', async () => {
      const measured = await canvas.evaluate(measure, {
        rows: expected.length,
        opacity: TWO_VEILS,
        bandHeight: BAND_HEIGHT,
      });
      return measured.some(({ bar }) => bar) && measured;
    });
    scale = scaleOf(rows, expected);
    let worst = 0;
    rows.forEach(({ bar }, row) => {
      const length = expected[row].value * scale.unit;
      if (Math.abs(length) < SHORT) return;
      assert.ok(bar, `row ${row + 1} has no bar, but the value ${expected[row].value}`);
      const off = Math.abs((length < 0 ? bar[0] : bar[1]) - (scale.zero + length));
      worst = Math.max(worst, off);
      assert.ok(off <= TOLERANCE, `bar ${row + 1} ends ${off.toFixed(1)} px off`);
    });
    scale.rows = rows;
    return `${rows.length} bars, off by ${worst.toFixed(1)} px at most`;
  });
  await checks.check('each grey band spans 5 to 95 % of the stored nulls', () => {
    assert.ok(scale?.rows, 'the bars could not be measured');
    let worst = 0;
    scale.rows.forEach(({ band }, row) => {
      assert.ok(band, `row ${row + 1} has no band`);
      const { from, to } = expected[row];
      const off = Math.max(
        Math.abs(band[0] - (scale.zero + from * scale.unit)),
        Math.abs(band[1] - (scale.zero + to * scale.unit)),
      );
      worst = Math.max(worst, off);
      assert.ok(off <= TOLERANCE, `band ${row + 1} is ${off.toFixed(1)} px off`);
    });
    return `off by ${worst.toFixed(1)} px at most`;
  });
  await checks.step('chart');
}

/** Pixels per unit and the pixel of zero, from the two bars that reach furthest apart. */
function scaleOf(rows, expected) {
  const ends = rows
    .map(({ bar }, row) => ({ bar, value: expected[row].value }))
    .filter(({ bar }) => bar)
    .map(({ bar, value }) => ({ value, end: value < 0 ? bar[0] : bar[1] }))
    .sort((a, b) => a.value - b.value);
  const first = ends[0];
  const last = ends.at(-1);
  const unit = (last.end - first.end) / (last.value - first.value);
  return { unit, zero: last.end - last.value * unit };
}

/**
 * Runs in the page. The rows of the plot are found by their bands, which lie at equal distances.
 * @returns for each row `bar` and `band` as [first, last + 1] pixel across, or null
 */
function measure(canvas, { rows, opacity, bandHeight }) {
  const GAP = 3; // the zero line and ticks interrupt a run
  const { width, height } = canvas;
  const ratio = width / canvas.clientWidth;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const coloured = (at) => {
    const [red, green, blue, alpha] = data.subarray(at, at + 4);
    return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 24;
  };
  const veiled = (at) => data[at + 3] >= opacity && data[at + 3] < 250;
  /** The run with most pixels that pass; text passes here and there, but never in a run. */
  const longest = (y, test) => {
    let best = { count: 0 };
    let run = null;
    for (let x = 0; x < width; x++) {
      if (!test(4 * (y * width + x))) continue;
      if (!run || x - run.last > GAP) run = { first: x, count: 0 };
      run.last = x;
      run.count++;
      const dense = run.count > 0.85 * (run.last - run.first + 1);
      if (dense && run.count > best.count) best = { ...run };
    }
    return best.count > GAP ? [best.first / ratio, (best.last + 1) / ratio] : null;
  };
  const isBand = (y) => {
    const run = longest(y, veiled);
    return run !== null && run[1] - run[0] > 2 * bandHeight;
  };
  const lines = Array.from({ length: height }, (_, y) => y).filter(isBand);
  const half = (bandHeight * ratio) / 2;
  const top = lines[0] + half;
  const step = (lines.at(-1) + 1 - half - top) / (rows - 1);
  return Array.from({ length: lines.length ? rows : 0 }, (_, row) => {
    const middle = top + row * step;
    return {
      bar: longest(Math.round(middle), coloured),
      band: longest(Math.round(middle + half - 2 * ratio), veiled),
    };
  });
}
