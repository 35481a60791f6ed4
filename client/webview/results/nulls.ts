// The tab "Nulls": what the null distribution is, and whether it can be trusted.
import type { AutocorrelationDiagnostic, AutocorrelationMap } from '../../../engine/result.js';
import type { Convergence } from '../../../server/protocol.js';
import type { TestedCell } from '../messages.js';
import { barPlot } from './bar-plot.js';
import { el, plainTable, section, select } from './dom.js';
import { formatCount, formatP, formatStatistic } from './format.js';
import { intervalPlot } from './interval-plot.js';
import { shortLabels } from './labels.js';
import { countTick, linePlot } from './line-plot.js';
import type { Row } from './model.js';
import { correctionName, permutedName } from './names.js';
import {
  basis,
  consequence,
  sayBin,
  sayMoran,
  sayNulls,
  sayPoint,
  sayVerdict,
  settled,
} from './nulls-words.js';
import { PlotFrame } from './plot-frame.js';
import { plainTick } from './plot-options.js';
import { strongest } from './rows.js';
import { sayTails } from './tails-words.js';
import { readTheme } from './theme.js';
import type { Page, Part, View } from './view.js';

const OLDER =
  'This result was made before nulls were judged. Run the analysis again to see how well they keep the spatial autocorrelation.';
const SETS = 'Random sets were drawn: no map was permuted, so there is no autocorrelation to keep.';

const UNJUDGED: Readonly<Record<string, string>> = {
  none: 'Nothing was permuted: there are observed values only.',
  pairs: 'Pairs were matched anew: no map was permuted, so there is no autocorrelation to keep.',
};

export interface NullsPart extends Part {
  receive(cell: TestedCell, values: Convergence): void;
  fail(message: string): void;
}

const sameCell = (a: TestedCell, b: TestedCell): boolean => JSON.stringify(a) === JSON.stringify(b);

class Nulls implements NullsPart {
  readonly element = el('div', { class: 'text-tab nulls-tab' });
  private readonly moran = new PlotFrame("Moran's I");
  private readonly variogram = new PlotFrame('Variogram');
  private readonly course = new PlotFrame('p over permutations');
  private readonly spectra = {
    x: new PlotFrame('Eigenvalues of the x maps'),
    y: new PlotFrame('Eigenvalues of the y maps'),
  };
  private readonly chosenMap = el('div', { class: 'controls' });
  private readonly cellLine = el('p', {});
  private readonly courseSaid = el('p', { role: 'status' });
  private shown: unknown = null;
  private drawn = '';
  private view: View | null = null;
  private asked: TestedCell | null = null;
  private values: Convergence | null = null;

  constructor(private readonly page: Page) {}

  show(view: View): void {
    this.view = view;
    const found = diagnosticOf(view);
    if (this.shown !== view.result) {
      this.shown = view.result;
      this.drawn = '';
      this.build(view, found);
      this.drawSpectra(view);
    }
    this.drawMaps(view, found);
    this.ask(view);
  }

  recolour(): void {
    this.drawn = '';
    if (!this.view) return;
    this.drawSpectra(this.view);
    this.drawMaps(this.view, diagnosticOf(this.view));
    this.drawCourse();
  }

  receive(cell: TestedCell, values: Convergence): void {
    if (!this.asked || !sameCell(cell, this.asked)) return;
    this.values = values;
    this.drawCourse();
  }

  fail(message: string): void {
    this.values = null;
    this.course.element.hidden = true;
    this.courseSaid.textContent = message;
  }

  private build(view: View, found: AutocorrelationDiagnostic | string): void {
    const { result } = view;
    const spectra = result.diagnostics?.eigenvalues;
    this.element.replaceChildren(
      section('Null model', nullModel(view), el('p', {}, saySeed(result))),
      section(
        'Spatial autocorrelation',
        ...(typeof found === 'string'
          ? [el('p', {}, found)]
          : [
              el('p', { class: 'verdict' }, found.verdict),
              el('p', {}, consequence(found)),
              el('p', { class: 'note' }, basis(found)),
              el('h3', {}, "Moran's I"),
              this.moran.element,
              el('h3', {}, 'Variogram'),
              this.chosenMap,
              this.variogram.element,
            ]),
      ),
      section('p over permutations', this.cellLine, this.courseSaid, this.course.element),
      section(
        'Effective number of tests',
        ...effective(view),
        ...(['x', 'y'] as const).flatMap((side) =>
          spectra?.[side]
            ? [el('h3', {}, `Eigenvalues, ${side} maps`), this.spectra[side].element]
            : [],
        ),
      ),
    );
  }

  private drawMaps(view: View, found: AutocorrelationDiagnostic | string): void {
    if (typeof found === 'string') return;
    const { selected, nullMap } = view.state;
    const signature = JSON.stringify([selected, nullMap]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const names = namesOf(view, found);
    const at = mapInFront(view, found);
    const chosen = (row: number): void =>
      this.page.change({ nullMap: found.maps[row]?.map ?? null });
    this.moran.show(
      intervalPlot(
        {
          label: `Moran's I of ${found.maps.length} maps over the interval of their nulls.`,
          rows: found.maps.map(({ moransI, verdict }, i) => ({
            name: names[i] ?? '',
            value: moransI.observed,
            mean: moransI.mean,
            low: moransI.low,
            high: moransI.high,
            marked: verdict === 'rougher' || verdict === 'smoother',
            selected: i === at,
          })),
          axis: "Moran's I (weights 1/distance)",
          names: {
            value: 'map',
            marked: 'map that its nulls do not match',
            mean: 'mean of the nulls',
            interval: 'nulls, 5–95 %',
          },
          describe: (row) =>
            sayMoran({ ...(found.maps[row] as AutocorrelationMap), label: names[row] ?? '' }),
          chosen,
          nameLength: this.element.clientWidth < 560 ? 20 : 36,
          table: moranTable(found),
        },
        readTheme(),
      ),
    );
    this.drawVariogram(found, at, names, chosen);
  }

  private drawVariogram(
    found: AutocorrelationDiagnostic,
    at: number,
    names: readonly string[],
    chosen: (row: number) => void,
  ): void {
    const map = found.maps[at];
    if (!map) return;
    const focused = this.chosenMap.contains(document.activeElement);
    this.chosenMap.replaceChildren(
      select(
        'Map',
        names.map((label, i) => ({ value: String(i), label })),
        String(at),
        (value) => chosen(Number(value)),
      ),
    );
    if (focused) this.chosenMap.querySelector('select')?.focus();
    const { observed, mean, low, high } = map.variogram;
    this.variogram.show(
      linePlot(
        {
          label: `Variogram of ${names[at] ?? ''} over the band of its nulls: ${sayVerdict(map)}.`,
          x: found.bins.map((mm) => mm ?? 0),
          y: observed,
          second: mean,
          low,
          high,
          axes: {
            x: { title: 'Distance (mm)', tick: plainTick },
            y: { title: 'Semivariance / variance', min: 0, tick: plainTick },
          },
          names: { line: 'map', second: 'mean of the nulls', band: 'nulls, 5–95 %' },
          dots: true,
          describe: (bin) => sayBin(found, map, bin),
          table: {
            headings: ['Distance (mm)', 'Map', 'Nulls, mean', 'Nulls, 5 %', 'Nulls, 95 %'],
            rows: () =>
              found.bins.map((mm, bin) => [
                (mm ?? 0).toFixed(1),
                ...[observed, mean, low, high].map((values) =>
                  formatStatistic(values[bin] ?? null),
                ),
              ]),
          },
        },
        readTheme(),
      ),
    );
  }

  private drawSpectra({ result }: View): void {
    for (const side of ['x', 'y'] as const) {
      const values = result.diagnostics?.eigenvalues[side];
      if (!values) continue;
      const total = values.reduce((sum, value) => sum + value, 0);
      const share = (i: number): string => `${((100 * (values[i] ?? 0)) / total).toFixed(1)} %`;
      this.spectra[side].show(
        barPlot(
          {
            label: `Eigenvalues of the correlation matrix of the ${side} maps, largest first: ${values.length}.`,
            values,
            axes: { x: 'Component', y: 'Eigenvalue' },
            level: { value: 1, name: '1: what each map of unrelated maps would have' },
            describe: (i) =>
              `component ${i + 1}; eigenvalue ${formatStatistic(values[i] ?? null)}; ${share(i)} of the variance`,
            table: {
              headings: ['Component', 'Eigenvalue', 'Share of the variance'],
              rows: () =>
                values.map((value, i) => [String(i + 1), formatStatistic(value), share(i)]),
            },
          },
          readTheme(),
        ),
      );
    }
  }

  /** Asks for the course of the cell in front, unless it is here or on its way. */
  private ask(view: View): void {
    const { choice, result } = view;
    const row = cellInFront(view);
    if (!row) {
      this.asked = null;
      this.cellLine.textContent = '';
      return this.fail('No cell of this statistic and row has a p value.');
    }
    this.cellLine.textContent = `${choice.statistic.rows.length > 1 ? `${row.y} × ` : ''}${row.label}${view.state.selected === null ? ' (the strongest; select another in the chart or the table)' : ''}`;
    const cell: TestedCell = {
      key: result.key,
      method: choice.statistic.method,
      statistic: choice.statistic.statistic,
      row: row.yIndex,
      column: row.column,
    };
    if (this.asked && sameCell(cell, this.asked)) return;
    this.asked = cell;
    this.values = null;
    this.course.element.hidden = true;
    this.courseSaid.textContent = 'Loading the nulls…';
    this.page.send({ type: 'convergence', cell });
  }

  private drawCourse(): void {
    const { values } = this;
    if (!values) return;
    this.courseSaid.textContent = settled(values);
    this.course.element.hidden = values.permutations.length === 0;
    if (!values.permutations.length) return;
    this.course.show(
      linePlot(
        {
          label: `p after the first permutations, from ${values.permutations[0] ?? 0} to ${values.permutations.at(-1) ?? 0}.`,
          x: values.permutations,
          y: values.p,
          low: values.low,
          high: values.high,
          axes: {
            x: { title: 'Permutations', type: 'logarithmic', tick: countTick },
            y: {
              title: 'p',
              min: 0,
              max: roundTop(Math.max(...values.p, 0.05) * 1.3),
              tick: plainTick,
            },
          },
          names: { line: 'p', band: '95 % Monte-Carlo interval' },
          dots: false,
          level: 0.05,
          describe: (point) => sayPoint(values, point),
          table: {
            headings: ['Permutations', 'p', 'from', 'to'],
            rows: () =>
              values.permutations.map((count, i) => [
                formatCount(count),
                ...[values.p, values.low, values.high].map((list) => formatP(list[i] ?? null)),
              ]),
          },
        },
        readTheme(),
      ),
    );
  }
}

/** The next round number above a p, for the end of an axis. */
const roundTop = (p: number): number =>
  [0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].find((top) => top >= p) ?? 1;

function diagnosticOf({ result }: View): AutocorrelationDiagnostic | string {
  if (!result.diagnostics) return OLDER;
  const found = result.diagnostics.autocorrelation;
  if (!found) return UNJUDGED[result.nullModel.permuted] ?? SETS;
  return 'missing' in found ? `Not judged: ${found.missing}` : found;
}

/** True where the permuted maps are the columns of the result. */
const areColumns = ({ result }: View, { permuted, total }: AutocorrelationDiagnostic): boolean =>
  permuted === 'X' && result.columns.length === total && !result.columns.some(({ maps }) => maps);

function namesOf(view: View, found: AutocorrelationDiagnostic): string[] {
  const columns = areColumns(view, found)
    ? view.result.columns
    : found.maps.map(({ label }) => ({ set: null, x: label, weight: null }));
  const short = shortLabels(columns);
  return found.maps.map(
    ({ map, label }, i) => (areColumns(view, found) ? short[map] : short[i]) ?? label,
  );
}

/** Position of the map whose variogram is shown: the one asked for, else the selected one, else the one least like its nulls. */
function mapInFront(view: View, found: AutocorrelationDiagnostic): number {
  const { nullMap, selected } = view.state;
  const at = (map: number | null): number => found.maps.findIndex((one) => one.map === map);
  const asked = at(nullMap);
  if (asked >= 0) return asked;
  const linked = areColumns(view, found) ? at(selected) : -1;
  if (linked >= 0) return linked;
  const worst = Math.max(...found.maps.map(({ distance }) => distance ?? -1));
  return Math.max(
    0,
    found.maps.findIndex(({ distance }) => distance === worst),
  );
}

/** The selected cell where it has a p, else the strongest that has. */
function cellInFront({ rows, state }: View): Row | null {
  const tested = rows.filter(({ p }) => p !== null);
  return tested.find(({ column }) => column === state.selected) ?? strongest(tested, 1)[0] ?? null;
}

function moranTable({ maps }: AutocorrelationDiagnostic) {
  return {
    headings: ['Map', "Moran's I", 'Nulls, mean', '5 %', '95 %', 'Variogram distance', 'Verdict'],
    rows: () =>
      maps.map((map) => [
        map.label,
        ...[
          map.moransI.observed,
          map.moransI.mean,
          map.moransI.low,
          map.moransI.high,
          map.distance,
        ].map(formatStatistic),
        sayVerdict(map),
      ]),
  };
}

function nullModel({ result }: View): HTMLElement {
  const { method, permuted, space, origin } = result.nullModel;
  return plainTable(
    'Null model',
    ['Fact', 'Value'],
    [
      ['Null model', `${method}: ${sayNulls(result)}`],
      ['Permuted', permutedName(permuted)],
      ...(space === null ? [] : [['Space', space]]),
      ['Origin', origin],
      ['p values', sayTails(result)],
    ],
  );
}

function saySeed({ seed, seedDrawn }: View['result']): string {
  return seedDrawn
    ? `Seed ${seed}, drawn for this run because the file gives none. Write “seed: ${seed}” into the analysis to get the same numbers again.`
    : `Seed ${seed}, given in the file: another run gives the same numbers.`;
}

function effective({ result }: View): HTMLElement[] {
  const rows = Object.entries(result.meff);
  if (!rows.length)
    return [el('p', {}, 'No correction of this analysis needs an effective number of tests.')];
  return [
    plainTable(
      'Effective numbers of tests',
      ['Correction', 'x maps', 'y maps', 'used'],
      rows.map(([name, { x, y, used }]) => [
        correctionName(name),
        formatStatistic(x),
        y === null ? 'not counted' : formatStatistic(y),
        formatStatistic(used),
      ]),
    ),
    el(
      'p',
      { class: 'note' },
      'Maps that resemble each other count as fewer tests: the steeper the eigenvalues fall, the fewer.',
    ),
  ];
}

export const createNulls = (page: Page): NullsPart => new Nulls(page);
