// What the page sends to be saved, from the same view that it shows.
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../client/figures/crc32.js';
import { withResolution } from '../../../client/figures/png-resolution.js';
import { exported, shownTable } from '../../../client/webview/results/exports.js';
import { formatStatistic } from '../../../client/webview/results/format.js';
import type { NullCell } from '../../../client/webview/messages.js';
import { INITIAL_STATE, type ViewState } from '../../../client/webview/results/state.js';
import { tableRows, viewOf, type View } from '../../../client/webview/results/view.js';
import { makeResult, type FixtureOptions } from './fixtures.js';

const viewWith = (options: FixtureOptions, state: Partial<ViewState> = {}): View =>
  viewOf(makeResult(options), { ...INITIAL_STATE, ...state })!;

/** Nulls as the files of the result would give them. */
const given = (): Promise<Float64Array> =>
  Promise.resolve(Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 0.3));

describe('an exported figure', () => {
  it('shows the y map, order, number and filter that the page shows', async () => {
    const view = viewWith(
      { yMaps: 3, maps: 40 },
      { y: 2, top: 3, sort: { key: 'value', descending: true } },
    );
    const message = await exported(view, { what: 'figure', kind: 'chart', format: 'svg' }, given);
    if (message.type !== 'saveFigure') throw new Error(message.type);
    const titles = [...String(message.content).matchAll(/<g>\n<title>(\S+)/g)].map(
      ([, name]) => name,
    );
    const best = [...view.rows].sort((a, b) => Math.abs(b.value!) - Math.abs(a.value!)).slice(0, 3);
    expect(titles).toEqual(best.sort((a, b) => b.value! - a.value!).map(({ x }) => x));
    expect(message.content).toContain('ENIGMA disorder 3 ×');
  });

  it('is a PDF as bytes, with the letters it lacks', async () => {
    const result = makeResult({ maps: 4, sets: 0 });
    result.columns[0]!.x = '脳';
    const view = viewOf(result, INITIAL_STATE)!;
    const message = await exported(view, { what: 'figure', kind: 'chart', format: 'pdf' }, given);
    expect(message).toMatchObject({ type: 'saveFigure', missing: ['脳'] });
    expect(message.type === 'saveFigure' && message.content).toBeInstanceOf(Uint8Array);
  });

  it('is refused in words when the filter leaves nothing', async () => {
    const view = viewWith({ maps: 4 }, { filter: 'nothing like it' });
    expect(
      await exported(view, { what: 'figure', kind: 'chart', format: 'svg' }, given),
    ).toMatchObject({
      type: 'cannotSave',
      message: expect.stringContaining('Clear the filter') as string,
    });
  });
});

describe('an exported null histogram', () => {
  const wanted = { what: 'figure', kind: 'histogram', format: 'svg' } as const;

  it('is of the selected value, its detail open or not, whatever the filter hides', async () => {
    const view = viewWith(
      { yMaps: 3, maps: 12 },
      { y: 1, selected: 4, detail: false, filter: 'nothing like it' },
    );
    const asked: NullCell[] = [];
    const message = await exported(view, wanted, (cell) => {
      asked.push(cell);
      return given();
    });
    expect(asked).toMatchObject([{ key: view.result.key, file: 'nulls.npy', row: 1, column: 4 }]);
    expect(message).toMatchObject({ type: 'saveFigure', kind: 'histogram', missing: [] });
    if (message.type !== 'saveFigure') throw new Error(message.type);
    const { x, y, value } = view.rows[4]!;
    expect(message.content).toContain(`Histogram of the nulls of ${x} and ${y}`);
    expect(message.content).toContain(`observed ${formatStatistic(value)}`);
    expect(message.content).toContain('1,000 nulls');
  });

  it('is refused in words where nothing is selected, nothing was tested or the nulls are gone', async () => {
    const none = await exported(viewWith({ maps: 4 }), wanted, given);
    expect(none).toMatchObject({
      message: expect.stringContaining('No value is selected') as string,
    });
    const untested = viewWith({ maps: 4 }, { selected: 1 });
    for (const statistic of untested.result.statistics) statistic.nulls = null;
    const said = await exported(untested, wanted, given);
    expect(said).toMatchObject({ message: expect.stringContaining('was not tested') as string });
    const gone = await exported(viewWith({ maps: 4 }, { selected: 1 }), wanted, () =>
      Promise.reject(new Error('nulls.npy is missing')),
    );
    expect(gone).toEqual({ type: 'cannotSave', message: 'nulls.npy is missing' });
  });
});

describe('an exported table', () => {
  it('holds the rows shown, names whole, numbers as numbers, missing as null', () => {
    const view = viewWith(
      { maps: 12, missing: true, sets: 0 },
      { sort: { key: 'p', descending: false } },
    );
    const { headings, rows } = shownTable(view);
    expect(headings).toEqual(['x', 'rho', 'p', 'p_meff_galwey', 'mark', 'rho_z', 'normalized']);
    const shown = tableRows(view);
    expect(rows.map(([x]) => x)).toEqual(shown.map(({ x }) => x));
    expect(rows.map((cells) => cells[5])).toEqual(shown.map(({ value }) => value));
    expect(rows.at(-1)![5]).toBeNull();
  });
});

describe('the resolution of a PNG', () => {
  it('is a chunk after the header, with its checksum', () => {
    const png = Uint8Array.from({ length: 60 }, (_, i) => i);
    const written = Buffer.from(withResolution(png, 300));
    expect(written.subarray(0, 33)).toEqual(Buffer.from(png.subarray(0, 33)));
    expect(written.toString('latin1', 37, 41)).toBe('pHYs');
    expect([
      written.readUInt32BE(33),
      written.readUInt32BE(41),
      written.readUInt32BE(45),
      written[49],
    ]).toEqual([9, 11811, 11811, 1]);
    expect(written.readUInt32BE(50)).toBe(crc32(written.subarray(37, 50)));
    expect(written.subarray(54)).toEqual(Buffer.from(png.subarray(33)));
  });
});
