// The brains of the report: the y map and the reference maps of the smallest p, where the data folders know the parcellation.
import type { AnalysisResult, Cell } from '../../engine/result.js';
import { brains as drawings, type DrawnGeometry } from '../figures/brain.js';
import { svg } from '../figures/svg.js';
import { defaultChoices, figureData } from '../figures/figure-data.js';
import { decodeGeometry, type Geometry } from '../webview/results/geometry.js';
import { isOfModel, strongestMap, type Row } from '../webview/results/model.js';

import { xMap, yMap } from '../webview/results/pictures.js';
import { columnNoun } from '../webview/results/words.js';
import { bestFirst } from './answer.js';
import { html, trusted, type Markup } from './markup.js';
import { paragraph } from './parts.js';

/** Reference maps on the brain; each takes 50 to 300 kB of the page. */
const X_MAPS = 3;

export { decodeGeometry, type Geometry };

/** What the report has of the brain. */
export interface ReportBrain {
  geometry: Geometry;
  /** `[pair of brainPairs][parcel]`; null for a pair whose maps are not with the result. */
  x: (readonly Cell[] | null)[];
}

/** A reference map that is drawn, as the reader of pairs takes it. */
export interface BrainPair {
  method: string;
  y: number;
  x: number;
  /** Of a set the mean of its maps. */
  member: null;
}

interface Drawn {
  y: number;
  rows: { row: Row; pair: BrainPair }[];
}

function drawnMaps(result: AnalysisResult): Drawn {
  const data = figureData(result, defaultChoices(result));
  if (!data || isOfModel(data.choice.statistic)) return { y: 0, rows: [] };
  const { choice, yIndex, all } = data;
  const { statistic } = choice;
  const best = bestFirst(all.filter(({ value }) => value !== null)).slice(0, X_MAPS);
  const [first] = best;
  const y =
    statistic.pooledRow[yIndex] === true
      ? first
        ? strongestMap(result, choice, first.column)
        : 0
      : yIndex;
  return {
    y,
    rows: best.map((row) => ({
      row,
      pair: { method: statistic.method, y, x: row.column, member: null },
    })),
  };
}

/** Which reference maps a report needs. */
export const brainPairs = (result: AnalysisResult): BrainPair[] =>
  drawnMaps(result).rows.map(({ pair }) => pair);

function pictures(
  result: AnalysisResult,
  geometry: DrawnGeometry,
  x: ReportBrain['x'],
  id: string,
): Markup[] {
  const { y, rows } = drawnMaps(result);
  const maps = [
    yMap(result, y),
    ...rows.flatMap(({ row }, i) => {
      const values = x[i];
      const of = columnNoun(result) === 'set' ? `${row.label}, mean of its maps` : row.label;
      return values ? [xMap(result, of, values)] : [];
    }),
  ];
  return drawings(geometry, maps, result.parcellation.parcels).map(
    (drawing, i) => html`<figure>${trusted(svg(drawing, `${id}-brain-${i}`))}</figure> `,
  );
}

/** The pictures, or in words why there are none. */
export function brains(result: AnalysisResult, { geometry, x }: ReportBrain, id: string): Markup {
  if (geometry.kind === 'none')
    return html`<p class="note">No picture of the brain: ${geometry.reason}</p> `;
  const several = result.y.labels.length > 1;
  const gone = x.filter((values) => values === null).length;
  return html`<h4>On the brain</h4>
    ${paragraph(
      `${several ? 'One of the y maps' : 'The y map'}${x.length > gone ? ' and the reference maps of the smallest p values, or the largest where nothing was tested' : ''}. Each has its own colours; grey parcels have no value.`,
    )}${pictures(result, geometry, x, id)}${
      gone
        ? html`<p class="note">
            Reference maps are left out: they are not in the result folder. Run the analysis again
            to see them.
          </p> `
        : ''
    }`;
}
