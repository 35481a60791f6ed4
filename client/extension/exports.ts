// Writes what the results page made, and the report: asks for a place, writes, and offers to open the file.
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Uri, commands, env, window, workspace } from 'vscode';
import type { AnalysisResult } from '../../engine/result.js';
import { BrainRequest, PairRequest, ReportFactsRequest } from '../../server/protocol.js';
import { brainPairs, decodeGeometry, type ReportBrain } from '../report/brain.js';
import { histogramCells } from '../report/figures.js';
import { report } from '../report/report.js';
import { provenanceTable } from '../tables/table.js';
import { csv, tsv } from '../tables/text-table.js';
import { xlsx } from '../tables/xlsx.js';
import type { FromPage, TableFormat } from '../webview/messages.js';
import type { Server } from './server.js';

type Figure = Extract<FromPage, { type: 'saveFigure' }>;
type Table = Extract<FromPage, { type: 'saveTable' }>;

/** Name of each kind of file in the dialog, and whether the editor itself shows it. */
const KINDS: Record<string, { name: string; inEditor: boolean }> = {
  svg: { name: 'SVG figure', inEditor: true },
  png: { name: 'PNG picture', inEditor: true },
  pdf: { name: 'PDF figure', inEditor: false },
  csv: { name: 'CSV table', inEditor: true },
  tsv: { name: 'TSV table', inEditor: true },
  xlsx: { name: 'Excel workbook', inEditor: false },
  html: { name: 'HTML report', inEditor: false },
};
const OPEN = 'Open';
const SHOW = 'Show in folder';

/** Where the last file went in this window. */
let lastFolder: string | null = null;

/** Beside the .nsp file the first time. */
function proposed({ file }: AnalysisResult, name: string): Uri | undefined {
  const folder =
    lastFolder ?? (file === null ? workspace.workspaceFolders?.[0]?.uri.fsPath : dirname(file));
  return folder === undefined ? undefined : Uri.file(join(folder, name));
}

/** Asks and writes; `make` is called only when there is a place. */
async function save(
  result: AnalysisResult,
  name: string,
  format: string,
  make: () => Promise<Uint8Array> | Uint8Array,
): Promise<void> {
  const kind = KINDS[format] ?? { name: format, inEditor: true };
  const defaultUri = proposed(result, `${result.analysis}${name}.${format}`);
  const target = await window.showSaveDialog({
    ...(defaultUri && { defaultUri }),
    filters: { [kind.name]: [format] },
    title: `Export ${kind.name}`,
  });
  if (!target) return;
  await workspace.fs.writeFile(target, await make());
  lastFolder = dirname(target.fsPath);
  // The message stays until it is answered; the export is over before.
  void window
    .showInformationMessage(`Saved ${workspace.asRelativePath(target)}`, OPEN, SHOW)
    .then((choice) => choice && open(target, choice === OPEN, kind.inEditor));
}

async function open(file: Uri, itself: boolean, inEditor: boolean): Promise<void> {
  if (!itself) await commands.executeCommand('revealFileInOS', file);
  else if (inEditor) await commands.executeCommand('vscode.open', file);
  else await env.openExternal(file);
}

const bytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

export async function saveFigure(
  { kind, format, content, missing }: Figure,
  result: AnalysisResult,
): Promise<void> {
  await save(result, kind === 'chart' ? '' : `-${kind}`, format, () => bytes(content));
  if (missing.length)
    void window.showWarningMessage(
      `The fonts of PDF have no ${missing.join(' ')}; in the file they stand as “?”. Export SVG or PNG to keep them.`,
    );
}

const TABLES: Record<TableFormat, (table: Table['table'], result: AnalysisResult) => Uint8Array> = {
  csv: (table) => bytes(csv(table)),
  tsv: (table) => bytes(tsv(table)),
  xlsx: (table, result) =>
    xlsx(
      [
        { name: 'Results', table },
        { name: 'Parameters', table: provenanceTable(result) },
      ],
      deflateRawSync,
    ),
};

export const saveTable = ({ format, table }: Table, result: AnalysisResult): Promise<void> =>
  save(result, '-table', format, () => TABLES[format](table, result));

/** A stored result: the one on a page, or another of the same file. */
export interface Stored {
  result: AnalysisResult;
  folder: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/**
 * One page that needs neither network nor editor; nulls and references come from the result folders.
 * @param all of them; several get an index
 * @param title of a page of several
 */
export async function saveReport(
  server: Server,
  all: readonly [Stored, ...Stored[]],
  title: string,
): Promise<void> {
  const [first, ...others] = all;
  const name = others.length ? { ...first.result, analysis: title } : first.result;
  await save(name, '-report', 'html', async () => {
    const analyses = [];
    for (const { result, folder } of all) {
      const cells = histogramCells(result);
      const facts = await server.request(ReportFactsRequest, { folder, key: result.key, cells });
      analyses.push({ result, facts, brain: await brainOf(server, { result, folder }) });
    }
    return bytes(report(analyses, title, sha256));
  });
}

/** Results of older versions hold no x maps; anything else that goes wrong is told. */
function withoutMaps(error: unknown): null {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  if (typeof data === 'object' && data && 'code' in data && data.code === 'no-x-maps') return null;
  throw error;
}

/** Without the data folders, or without the maps, the report is made all the same and says what is missing. */
async function brainOf(server: Server, { result, folder }: Stored): Promise<ReportBrain> {
  const geometry = decodeGeometry(await server.request(BrainRequest, { folder }));
  if (geometry.kind === 'none') return { geometry, x: [] };
  const x = await Promise.all(
    brainPairs(result).map((pair) =>
      server
        .request(PairRequest, { folder, key: result.key, ...pair })
        .then(({ x }) => x, withoutMaps),
    ),
  );
  return { geometry, x };
}
