// A small chart with everything around it: heading, canvas with keyboard focus, the point under the cursor in words, a table twin.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';
import { el, plainTable } from './dom.js';
import { readTheme, type Theme } from './theme.js';

Chart.register(
  ...[BarController, BarElement, CategoryScale, LinearScale, LogarithmicScale, Tooltip],
  ...[Filler, LineController, LineElement, PointElement, ScatterController],
);

export interface PlotContent {
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** CSS pixels. */
  height: number;
  /** Points that the arrow keys walk over. */
  points: readonly { datasetIndex: number; index: number }[];
  /** A point in words. */
  describe: (point: number) => string;
  /** Marks of the legend: what is drawn, in words. */
  legend: readonly {
    mark: 'line' | 'band' | 'dot' | 'dashes' | 'bar';
    colour: string;
    text: string;
  }[];
  config: (theme: Theme) => ChartConfiguration;
  table: { headings: readonly string[]; rows: () => string[][] };
  /** A point was clicked, or Enter was pressed on it. */
  chosen?: (point: number) => void;
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export class PlotFrame {
  private readonly canvas = el('canvas', { role: 'img', tabindex: 0 });
  private readonly place = el('div', { class: 'plot-place' }, this.canvas);
  private readonly legend = el('ul', { class: 'legend' });
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly twin = el('details', { class: 'plot-twin' });
  readonly element = el('div', { class: 'plot' }, this.place, this.legend, this.said, this.twin);
  private chart: Chart | null = null;
  private content: PlotContent | null = null;
  private at = -1;

  /** @param name of the table twin, e.g. `Variogram` */
  constructor(private readonly name: string) {
    this.canvas.addEventListener('keydown', (event) => this.move(event));
    this.canvas.addEventListener('click', (event) => this.clicked(event));
    this.twin.addEventListener('toggle', () => this.fillTwin());
  }

  show(content: PlotContent): void {
    this.content = content;
    this.at = -1;
    this.canvas.setAttribute(
      'aria-label',
      `${content.label} The table below holds the same numbers.`,
    );
    this.place.style.height = `${content.height}px`;
    this.said.textContent = '';
    this.fillTwin();
    this.draw();
  }

  /** The theme changed. */
  recolour(): void {
    if (this.content) this.draw();
  }

  private draw(): void {
    const { content } = this;
    if (!content) return;
    this.chart?.destroy();
    this.chart = new Chart(this.canvas, content.config(readTheme()));
    this.legend.replaceChildren(
      ...content.legend.map(({ mark, colour, text }) => {
        const swatch = el('span', { class: `mark ${mark}`, 'aria-hidden': 'true' });
        swatch.style.color = colour;
        return el('li', {}, swatch, text);
      }),
    );
    if (this.at >= 0) this.point(this.at);
  }

  private fillTwin(): void {
    const { content, twin } = this;
    const summary = el('summary', {}, `${this.name} as a table`);
    if (!content || !twin.open) {
      if (twin.childElementCount !== 1) twin.replaceChildren(summary);
      return;
    }
    twin.replaceChildren(
      twin.querySelector('summary') ?? summary,
      plainTable(this.name, content.table.headings, content.table.rows()),
    );
  }

  private move(event: KeyboardEvent): void {
    const { content } = this;
    if (!content || content.points.length === 0) return;
    if (event.key === 'Enter' && this.at >= 0) return content.chosen?.(this.at);
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const count = content.points.length;
    this.point(Math.min(count - 1, Math.max(0, step(this.at, count))));
  }

  private point(at: number): void {
    const { chart, content } = this;
    const place = content?.points[at];
    if (!chart || !content || !place) return;
    this.at = at;
    chart.setActiveElements([place]);
    chart.tooltip?.setActiveElements([place], { x: 0, y: 0 });
    chart.update('none');
    this.said.textContent = content.describe(at);
  }

  private clicked(event: MouseEvent): void {
    const { chart, content } = this;
    const [hit] =
      chart?.getElementsAtEventForMode(event, 'nearest', { intersect: false }, false) ?? [];
    if (!hit || !content) return;
    const at = content.points.findIndex(({ index }) => index === hit.index);
    if (at < 0) return;
    this.point(at);
    content.chosen?.(at);
  }
}
