// The export commands of the palette: they ask for the kind of file and hand the wish to the results page in front.
import { basename } from 'node:path';
import { Uri, window } from 'vscode';
import { ResultRequest, StoredResultsRequest, type StoredResult } from '../../server/protocol.js';
import type { Export, FigureKind } from '../webview/messages.js';
import type { Nispace } from './context.js';
import { saveReport } from './exports.js';
import type { ResultPanel } from './results-panel.js';
import { openResult } from './stored-results.js';

interface Choice {
  label: string;
  description: string;
  wanted: Export;
}

const NAMES: Record<FigureKind, string> = {
  chart: 'Chart',
  heatmap: 'Heatmap of all y maps',
  histogram: 'Nulls of the selected value',
};

const figures = (kind: FigureKind): Choice[] => {
  const name = NAMES[kind];
  return [
    {
      label: `${name} as SVG`,
      description: 'vectors, to edit and to publish',
      wanted: { what: 'figure', kind, format: 'svg' },
    },
    {
      label: `${name} as PNG`,
      description: 'pixels, 300 dpi, white',
      wanted: { what: 'figure', kind, format: 'png' },
    },
    {
      label: `${name} as PDF`,
      description: 'vectors',
      wanted: { what: 'figure', kind, format: 'pdf' },
    },
  ];
};

const TABLES: Choice[] = [
  { label: 'CSV', description: 'comma-separated', wanted: { what: 'table', format: 'csv' } },
  { label: 'TSV', description: 'tab-separated', wanted: { what: 'table', format: 'tsv' } },
  {
    label: 'XLSX',
    description: 'Excel workbook, with parameters on a second sheet',
    wanted: { what: 'table', format: 'xlsx' },
  },
];

/** Charts show one y map; where there are several, a heatmap shows all. Which value is selected the page knows. */
export function figureChoices(page: Pick<ResultPanel, 'shown'>): Choice[] {
  const several = (page.shown?.y.labels.length ?? 1) > 1;
  const tested = page.shown?.statistics.some(({ nulls }) => nulls) ?? false;
  return [
    ...figures('chart'),
    ...(several ? figures('heatmap') : []),
    ...(tested ? figures('histogram') : []),
  ];
}

const OPEN = 'Open result…';

async function pageOf(app: Nispace): Promise<ResultPanel | null> {
  const page = app.panels.latest;
  if (page) return page;
  const choice = await window.showInformationMessage(
    'No result is open. Open one, then export it.',
    OPEN,
  );
  if (choice === OPEN) await openResult(app, undefined, undefined);
  return null;
}

async function exportOne(
  app: Nispace,
  title: string,
  choices: (page: ResultPanel) => Choice[],
): Promise<void> {
  const page = await pageOf(app);
  if (!page) return;
  const picked = await window.showQuickPick(choices(page), {
    title,
    placeHolder: 'Which kind of file?',
  });
  if (picked) page.export(picked.wanted);
}

export const exportFigure = (app: Nispace): Promise<void> =>
  exportOne(app, 'Export figure', figureChoices);
export const exportTable = (app: Nispace): Promise<void> =>
  exportOne(app, 'Export table', () => TABLES);

/** The result on the page, or all that are stored of its file on one page with an index. */
export async function exportReport(app: Nispace): Promise<void> {
  const page = await pageOf(app);
  const file = page?.shown?.file ?? null;
  if (!page || file === null) return page?.export({ what: 'report' });
  const uri = Uri.file(file).toString();
  // A result outlives its file: then there is nothing but the page to report.
  const stored = await app.server.request(StoredResultsRequest, { uri }).catch(() => []);
  if (stored.length < 2) return page.export({ what: 'report' });
  const one = { label: page.shown?.analysis ?? '', description: 'the result on the page' };
  const name = basename(file);
  const every = {
    label: `All ${stored.length} results of ${name}`,
    description: 'one page with an index',
  };
  const picked = await window.showQuickPick([one, every], {
    title: 'Export report',
    placeHolder: 'A report of what?',
  });
  if (picked === one) page.export({ what: 'report' });
  if (picked === every) await reportOfAll(app, stored, name);
}

async function reportOfAll(
  { server }: Nispace,
  stored: readonly StoredResult[],
  title: string,
): Promise<void> {
  const oldestFirst = [...stored].sort((a, b) => a.started.localeCompare(b.started));
  const [first, ...others] = await Promise.all(
    oldestFirst.map(async ({ folder }) => ({
      folder,
      result: await server.request(ResultRequest, { folder }),
    })),
  );
  if (first) await saveReport(server, [first, ...others], title.replace(/\.nsp$/, ''));
}
