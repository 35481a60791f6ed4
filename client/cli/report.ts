// `nsp report`: makes one page of a stored result or of all in a folder; figure and table as files of their own where asked for.
import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { NspError } from '../../engine/error.js';
import { brainGeometry } from '../../engine/library/brain.js';
import type { DataLibrary } from '../../engine/library/library.js';
import { settingsOf } from '../../engine/pipeline/settings.js';
import type { AnalysisResult } from '../../engine/result.js';
import { readResult } from '../../engine/store/read-result.js';
import { readPair } from '../../engine/store/read-pair.js';
import { reportFacts } from '../../engine/store/report-facts.js';
import { exists, namesIn } from '../../engine/store/temporary.js';
import { writeFile } from '../../engine/store/write-file.js';
import { chart } from '../figures/chart.js';
import type { Drawing } from '../figures/drawing.js';
import { defaultChoices, figureData } from '../figures/figure-data.js';
import { heatmap } from '../figures/heatmap.js';
import { pdf } from '../figures/pdf.js';
import { svg } from '../figures/svg.js';
import { brainPairs, type Geometry, type ReportBrain } from '../report/brain.js';
import { histogramCells } from '../report/figures.js';
import { report as reportPage } from '../report/report.js';
import { provenanceTable, resultTable } from '../tables/table.js';
import { xlsx } from '../tables/xlsx.js';
import type { Arguments, Surroundings } from './command.js';
import { UsageError, exit } from './command.js';
import { openLibrary } from './open-library.js';
import { shortPath } from './result-table.js';

interface Stored {
  folder: string;
  result: AnalysisResult;
}

/** What else may be written of one result, by option. */
const FILES: Record<string, (result: AnalysisResult, around: Surroundings) => string | Uint8Array> =
  {
    svg: (result) => svg(figureOf(result)),
    pdf(result, around) {
      const { bytes, missing } = pdf(figureOf(result));
      if (missing.length)
        around.err(
          `${result.analysis}: warning: the fonts of PDF have no ${missing.join(' ')}; they stand as ? (--svg has them)\n`,
        );
      return bytes;
    },
    xlsx: (result) =>
      xlsx(
        [
          { name: 'Results', table: resultTable(result) },
          { name: 'Parameters', table: provenanceTable(result) },
        ],
        deflateRawSync,
      ),
  };

/** Chart of the pooled or only y map, else the heatmap of all. */
function figureOf(result: AnalysisResult): Drawing {
  const data = figureData(result, defaultChoices(result));
  if (!data)
    throw new NspError(
      'no-statistic',
      `the result of ${result.analysis} holds no statistic to draw`,
    );
  const { rows, pooledRow } = data.choice.statistic;
  return rows.length > 1 && !pooledRow.includes(true) ? heatmap(data) : chart(data);
}

export async function report(args: Arguments, around: Surroundings): Promise<number> {
  const [place, ...more] = args.positionals;
  if (place === undefined) throw new UsageError('name the folder of a result');
  if (more.length > 0)
    throw new UsageError(
      'name one folder; a folder of several results gives one page with an index',
    );
  const wanted = filesWanted(args, around);
  const found = await storedResults(resolve(around.cwd, place), place, around.signal);
  const [only, ...others] = found.results;
  const single = Object.keys(wanted).filter((format) => format !== 'html');
  if (others.length > 0 && single.length > 0)
    throw new UsageError(
      `--${single[0] ?? ''} takes the folder of one analysis; ${place} holds ${String(found.results.length)}: ${found.results.map(({ folder }) => basename(folder)).join(', ')}`,
    );
  for (const format of single) {
    const content = only && FILES[format]?.(only.result, around);
    if (content !== undefined) await write(wanted[format] ?? '', content, around);
  }
  const html = wanted['html'] ?? (single.length > 0 ? null : join(found.folder, 'nsp-report.html'));
  if (html !== null) {
    const library = openLibrary(args, around);
    const title = basename(found.folder);
    await write(html, await page(found.results, title, { library, signal: around.signal }), around);
  }
  return exit.done;
}

/** Paths by format. */
function filesWanted({ options }: Arguments, { cwd }: Surroundings): Record<string, string> {
  if (options['png'] !== undefined)
    throw new UsageError(
      'pictures of pixels need a browser: the editor makes PNG with 300 dpi (NiSpace: Export Figure…); here --svg and --pdf write vectors',
    );
  const formats = ['html', ...Object.keys(FILES)].flatMap((format) => {
    const file = options[format];
    if (file === '') throw new UsageError(`--${format} needs a file`);
    return typeof file === 'string' ? [[format, resolve(cwd, file)] as const] : [];
  });
  return Object.fromEntries(formats);
}

/**
 * The result at a place, or those in the folders in it.
 * @throws NspError `no-result` and those of readResult: a damaged result among good ones is not left out in silence
 */
async function storedResults(
  path: string,
  place: string,
  signal: AbortSignal,
): Promise<{ folder: string; results: Stored[] }> {
  const folder = basename(path) === 'result.json' ? dirname(path) : path;
  if (!(await exists(path)))
    throw new NspError('no-result', `there is no ${place}; nsp run FILE --out DIR makes results`);
  const inside = (await namesIn(folder).catch(notAFolder))
    .filter((name) => !name.startsWith('.'))
    .sort();
  const candidates = inside.includes('result.json')
    ? [folder]
    : inside.map((name) => join(folder, name));
  const results: Stored[] = [];
  for (const candidate of candidates) {
    signal.throwIfAborted();
    if (await exists(join(candidate, 'result.json')))
      results.push({ folder: candidate, result: await readResult(candidate) });
  }
  if (results.length > 0) return { folder, results };
  throw new NspError(
    'no-result',
    `${place} is no result: result.json is missing in it and in the folders in it; name a folder that nsp run wrote, by default nsp-results/<file name>/<analysis>`,
  );
}

function notAFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOTDIR') return [];
  throw error;
}

async function page(
  stored: readonly Stored[],
  title: string,
  { library, signal }: { library: DataLibrary; signal: AbortSignal },
): Promise<string> {
  const analyses = [];
  for (const { folder, result } of stored) {
    signal.throwIfAborted();
    const facts = await reportFacts(folder, result.key, histogramCells(result));
    analyses.push({ result, facts, brain: await brainOf({ folder, result }, library) });
  }
  return reportPage(analyses, title, (text) => createHash('sha256').update(text).digest('base64'));
}

/** The shapes of the parcels are in the data folders, the reference maps in the result folder. */
async function brainOf({ folder, result }: Stored, library: DataLibrary): Promise<ReportBrain> {
  const { plan, parcellation } = result;
  const shape = await brainGeometry(settingsOf(plan).parcellation, parcellation.parcels, library);
  const geometry: Geometry =
    shape.kind === 'surface'
      ? { kind: 'surface', space: shape.space, meshes: shape.hemispheres }
      : shape;
  if (geometry.kind === 'none') return { geometry, x: [] };
  const x = await Promise.all(
    brainPairs(result).map(({ x: column, ...pair }) =>
      readPair(folder, result, { ...pair, column }).then(({ x }) => x, noMaps),
    ),
  );
  return { geometry, x };
}

/** Results of older versions came without reference maps. */
function noMaps(error: unknown): null {
  if (error instanceof NspError && error.code === 'no-x-maps') return null;
  throw error;
}

async function write(
  path: string,
  content: string | Uint8Array,
  around: Surroundings,
): Promise<void> {
  around.signal.throwIfAborted();
  await writeFile(path, content);
  around.out(`${shortPath(path, around.cwd)}\n`);
}
