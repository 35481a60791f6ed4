// Makes files of what the reader sees: the figure with the choices above the chart, the table with its filter and order.
import { chart } from '../../figures/chart.js';
import type { Drawing } from '../../figures/drawing.js';
import { figureData } from '../../figures/figure-data.js';
import { heatmap } from '../../figures/heatmap.js';
import { pdf } from '../../figures/pdf.js';
import { svg } from '../../figures/svg.js';
import type { ExportTable } from '../../tables/table.js';
import type { Export, FigureFormat, FigureKind, FromPage } from '../messages.js';
import { columnsOf } from './table-columns.js';
import { tableRows, type View } from './view.js';

const DRAWN: Record<FigureKind, typeof chart> = { chart, heatmap };

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

async function figure(view: View, kind: FigureKind, format: FigureFormat): Promise<FromPage> {
  const data = figureData(view.result, { ...view.state, y: view.yIndex });
  if (!data)
    return {
      type: 'cannotSave',
      message: `No map matches “${view.state.filter}”. Clear the filter to export a figure.`,
    };
  return { type: 'saveFigure', kind, format, ...(await WRITTEN[format](DRAWN[kind](data))) };
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
export async function exported(view: View, wanted: Export): Promise<FromPage> {
  try {
    switch (wanted.what) {
      case 'figure':
        return await figure(view, wanted.kind, wanted.format);
      case 'table':
        return { type: 'saveTable', format: wanted.format, table: shownTable(view) };
      case 'report':
        return { type: 'saveReport' };
    }
  } catch (error) {
    return { type: 'cannotSave', message: error instanceof Error ? error.message : String(error) };
  }
}
