// The chart tab: bars of one y map or a heatmap of all, and beside or below it the detail of the selected value.
import { createBars } from './chart.js';
import { choose, createControls } from './controls.js';
import { Detail } from './detail/detail.js';
import { el } from './dom.js';
import { figureOf, isMatrix, type FigureKind } from './figure-kind.js';
import { createHeatmap } from './heatmap/heatmap.js';
import type { Sources } from './sources.js';
import type { Page, Part, View } from './view.js';

class Figures implements Part {
  private readonly controls;
  private readonly kind;
  private readonly figures;
  private readonly detail: Detail;
  private readonly explore: HTMLElement;
  readonly element: HTMLElement;
  private shown: FigureKind = 'bars';
  private wasOpen: boolean | null = null;

  constructor(page: Page, sources: Sources) {
    this.controls = createControls('chart', page);
    this.kind = choose(
      'Figure',
      (view) =>
        isMatrix(view)
          ? [
              { value: 'bars', label: 'chart of one y map' },
              { value: 'heatmap', label: 'heatmap of all y maps' },
            ]
          : [],
      figureOf,
      (figure) => page.change({ figure: figure as FigureKind }),
    );
    this.figures = { bars: createBars(page), heatmap: createHeatmap(page) };
    this.detail = new Detail(page, sources, () => this.figures[this.shown].focus());
    this.controls.element.prepend(this.kind.element);
    this.explore = el(
      'div',
      { class: 'explore' },
      ...Object.values(this.figures).map(({ element }) => element),
      this.detail.element,
    );
    this.element = el('div', { class: 'chart-tab' }, this.controls.element, this.explore);
  }

  show(view: View): void {
    this.controls.update(view);
    this.kind.update(view);
    this.shown = figureOf(view);
    const open = this.detail.show(view);
    this.explore.classList.toggle('open', open);
    for (const [kind, { element }] of Object.entries(this.figures))
      element.hidden = kind !== this.shown;
    this.figures[this.shown].show(view);
    // Where the detail lies below the figure, opening it would change nothing in sight. Not when a page is restored.
    if (open && this.wasOpen === false) this.detail.element.scrollIntoView({ block: 'nearest' });
    this.wasOpen = open;
  }

  recolour(): void {
    this.figures.bars.recolour?.();
    this.figures.heatmap.recolour?.();
    this.detail.recolour();
  }
}

export const createFigures = (page: Page, sources: Sources): Part => new Figures(page, sources);
