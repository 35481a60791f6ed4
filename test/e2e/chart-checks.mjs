// Measures the chart: each bar must be as long as its value, and each null band as wide as the nulls that were stored.
import assert from 'node:assert/strict';
import { until } from './checks.mjs';
import { showTab } from './results-checks.mjs';

/** Pixels by which an edge may be off: antialiasing on both sides. */
const TOLERANCE = 2.5;
/** Bars shorter than this are not told from the zero line. */
const SHORT = 6;
/** Most pixels of each row lie in the band of 5 to 95 %, drawn twice or more; one layer has this opacity. */
const TWO_LAYERS = 60;

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
  const canvas = bench.panel.locator('.chart-tab canvas');
  let scale = null;
  await checks.check('each bar is as long as its value', async () => {
    const rows = await until('the bars', async () => {
      const measured = await canvas.evaluate(measure, {
        rows: expected.length,
        layers: TWO_LAYERS,
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
 * Runs in the page. The rows of the plot are found by their bars, which lie at equal distances.
 * @returns for each row `bar` and `band` as [first, last + 1] pixel across, or null
 */
function measure(canvas, { rows, layers }) {
  const { width, height } = canvas;
  const ratio = width / canvas.clientWidth;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const coloured = (x, y) => {
    const [red, green, blue, alpha] = data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4);
    return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 24;
  };
  const veiled = (x, y) => {
    const alpha = data[4 * (y * width + x) + 3];
    return alpha >= layers && alpha < 250;
  };
  const extent = (y, test) => {
    let first = -1;
    let last = -1;
    for (let x = 0; x < width; x++) {
      if (!test(x, y) || !test(x + 1, y) || !test(x + 2, y)) continue;
      if (first < 0) first = x;
      last = x + 3;
    }
    return first < 0 ? null : [first / ratio, last / ratio];
  };
  const lines = [];
  for (let y = 0; y < height; y++) if (extent(y, coloured)) lines.push(y);
  if (!lines.length) return Array.from({ length: rows }, () => ({ bar: null, band: null }));
  const thickness = 11 * ratio;
  const top = lines[0] + thickness / 2;
  const bottom = lines.at(-1) - thickness / 2;
  const step = (bottom - top) / (rows - 1);
  return Array.from({ length: rows }, (_, row) => {
    const middle = top + row * step;
    return {
      bar: extent(Math.round(middle), coloured),
      band: extent(Math.round(middle + 7.5 * ratio), veiled),
    };
  });
}
