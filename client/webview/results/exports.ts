// Makes files of what the reader sees: the figure with the choices above the chart, the table with its filter and order.
import { chart } from '../../figures/chart.js';
import type { Drawing } from '../../figures/drawing.js';
import { figureData } from '../../figures/figure-data.js';
import { heatmap } from '../../figures/heatmap.js';
import { histogram } from '../../figures/histogram.js';
import { pdf } from '../../figures/pdf.js';
import { svg } from '../../figures/svg.js';
import type { ExportTable } from '../../tables/table.js';
import type { Export, FigureFormat, FigureKind, FromPage, NullCell } from '../messages.js';
import { subjectOf } from './detail/subject.js';
import { columnsOf } from './table-columns.js';
import { tableRows, type View } from './view.js';

/** Nulls of a value, from the files of the result; fails in words. */
export type NullsOf = (cell: NullCell) => Promise<ArrayLike<number>>;

/** A figure, or in words why there is none. */
type Drawn = Drawing | string;

/** A figure of all that passes the filter. */
const ofFilter =
  (draw: typeof chart) =>
  (view: View): Drawn => {
    const data = figureData(view.result, { ...view.state, y: view.yIndex });
    if (data) return draw(data);
    return `No map matches “${view.state.filter}”. Clear the filter to export a figure.`;
  };

/** The null histogram of the selected value, whether its detail is open or not, and whatever the filter hides. */
async function ofSelected(view: View, nullsOf: NullsOf): Promise<Drawn> {
  const { result, state, yIndex } = view;
  const subject = subjectOf({ ...view, state: { ...state, detail: true } });
  if (!subject)
    return 'No value is selected. Click a bar, a cell or a row, then export its null histogram.';
  const { row, nulls } = subject;
  if (!nulls) return `${row.label} was not tested, so it has no nulls to draw.`;
  const data = figureData(result, { ...state, y: yIndex, filter: '' });
  const drawing = data && histogram(data, row, await nullsOf(nulls));
  return drawing ?? `${row.label} has no value, or its nulls do not vary: no histogram.`;
}

const DRAWN: Record<FigureKind, (view: View, nullsOf: NullsOf) => Drawn | Promise<Drawn>> = {
  chart: ofFilter(chart),
  heatmap: ofFilter(heatmap),
  histogram: ofSelected,
};

const WRITTEN: Record<
  FigureFormat,
  (drawing: Drawing) => Promise<{ content: string | Uint8Array; missing: string[] }>
> = {
  svg: (drawing) => Promise.resolve({ content: svg(drawing), missing: [] }),
  pdf(drawing) {
    const { bytes, missing } = pdf(drawing);
    return Promise.resolve({ content: bytes, missing });
  },
  png: async (drawing) => ({
    content: await (await import('./picture.js')).picture(drawing),
    missing: [],
  }),
};

async function figure(
  view: View,
  kind: FigureKind,
  format: FigureFormat,
  nullsOf: NullsOf,
): Promise<FromPage> {
  const drawn = await DRAWN[kind](view, nullsOf);
  return typeof drawn === 'string'
    ? { type: 'cannotSave', message: drawn }
    : { type: 'saveFigure', kind, format, ...(await WRITTEN[format](drawn)) };
}

/** Rows of the table as shown; names and numbers whole. */
export function shownTable(view: View): ExportTable {
  const columns = columnsOf(view);
  return {
    headings: columns.map(({ name }) => name),
    rows: tableRows(view).map((row) =>
      columns.map((column) => {
        const text = column.copied(row);
        if (column.kind !== 'number') return text;
        return text === '' ? null : Number(text);
      }),
    ),
  };
}

/** What the extension is told; failures arrive there as words. */
export async function exported(view: View, wanted: Export, nullsOf: NullsOf): Promise<FromPage> {
  try {
    switch (wanted.what) {
      case 'figure':
        return await figure(view, wanted.kind, wanted.format, nullsOf);
      case 'table':
        return { type: 'saveTable', format: wanted.format, table: shownTable(view) };
      case 'report':
        return { type: 'saveReport' };
    }
  } catch (error) {
    return { type: 'cannotSave', message: error instanceof Error ? error.message : String(error) };
  }
}
