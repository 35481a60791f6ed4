// The figures of an analysis: chart of each statistic, heatmap of many y maps, null histograms of the strongest.
import type { AnalysisResult, Cell } from '../../engine/result.js';
import type { NullCell } from '../../server/protocol.js';
import { chart } from '../figures/chart.js';
import type { Drawing } from '../figures/drawing.js';
import { defaultChoices, figureData, type FigureData } from '../figures/figure-data.js';
import { heatmap } from '../figures/heatmap.js';
import { histogram } from '../figures/histogram.js';
import { svg } from '../figures/svg.js';
import { choices, isOfModel, nullRow, type Row } from '../webview/results/model.js';
import { bestFirst } from './answer.js';
import { brains, type ReportBrain } from './brain.js';
import { html, trusted, type Markup } from './markup.js';
import { paragraph, section } from './parts.js';

/** Null histograms in a report. */
const HISTOGRAMS = 6;

interface Strongest {
  data: FigureData;
  row: Row;
  cell: NullCell;
}

/** The cells of smallest p of the statistic that is shown first, with the place of their nulls. */
function strongestCells(result: AnalysisResult): Strongest[] {
  const data = figureData(result, defaultChoices(result));
  const nulls = data?.choice.statistic.nulls;
  if (!data || !nulls) return [];
  const row = nullRow(data.choice.statistic, nulls, data.yIndex);
  if (row < 0) return [];
  return bestFirst(data.all.filter(({ p, value }) => p !== null && value !== null))
    .slice(0, HISTOGRAMS)
    .map((each) => ({ data, row: each, cell: { file: nulls.file, row, column: each.column } }));
}

/** Which nulls a report needs. */
export const histogramCells = (result: AnalysisResult): NullCell[] =>
  strongestCells(result).map(({ cell }) => cell);

const figure = (drawing: Drawing, id: string, caption = ''): Markup =>
  html`<figure>
    ${trusted(svg(drawing, id))}${caption ? html`<figcaption>${caption}</figcaption> ` : ''}
  </figure> `;

function charts(result: AnalysisResult, id: string): Markup[] {
  const offered = choices(result).filter(({ statistic }) => !isOfModel(statistic));
  return offered.flatMap(({ key, statistic }, i) => {
    const data = figureData(result, { ...defaultChoices(result), statistic: key });
    if (!data) return [];
    const pooled = statistic.pooledRow.includes(true);
    const many = statistic.rows.length > 1;
    return [
      ...(many ? [figure(heatmap(data), `${id}-heatmap-${i}`)] : []),
      ...(pooled || !many ? [figure(chart(data), `${id}-chart-${i}`)] : []),
    ];
  });
}

function histograms(
  result: AnalysisResult,
  nulls: readonly (Cell[] | null)[],
  id: string,
): Markup | string {
  const strongest = strongestCells(result);
  if (!strongest.length) return '';
  const drawn = strongest.flatMap(({ data, row }, i) => {
    const values = nulls[i];
    if (!values) return [];
    const drawing = histogram(
      data,
      row,
      values.map((value) => value ?? NaN),
    );
    return drawing ? [figure(drawing, `${id}-nulls-${i}`)] : [];
  });
  if (!drawn.length)
    return paragraph(
      'Histograms of the nulls are left out: the files nulls*.npy are not in the result folder, or the nulls do not vary.',
    );
  const [first] = strongest;
  return html`<h4>
      Nulls of the smallest p
      values${(first?.data.choice.statistic.rows.length ?? 1) > 1 ? html`, ${first?.data.y}` : ''}
    </h4>
    <div class="small-figures">${drawn}</div> `;
}

export const figures = (
  result: AnalysisResult,
  { nulls, brain }: { nulls: readonly (Cell[] | null)[]; brain: ReportBrain },
  id: string,
): Markup =>
  section(
    `${id}-figures`,
    'Figures',
    ...charts(result, id),
    histograms(result, nulls, id),
    brains(result, brain, id),
  );
