// The brain tab: the map that was compared, on the surface or in slices, with its colour bar and the list of parcel values.
import type { Cell } from '../../../engine/result.js';
import type { BrainGeometry } from '../../../server/protocol.js';
import type { BrainScene, ParcelColours } from './brain-scene.js';
import {
  NO_PARCEL,
  colourScale,
  css,
  gradient,
  rangeOf,
  type ColourScale,
  type Rgb,
} from './colours.js';
import { el, plainTable, select } from './dom.js';
import { formatStatistic, fullNumber, plural } from './format.js';
import { decodeGeometry, type Geometry } from './geometry.js';
import { readTheme } from './theme.js';
import type { Page, Part, View } from './view.js';
import { standardizes } from './plan-facts.js';

export interface BrainPart extends Part {
  receive(geometry: BrainGeometry): void;
  /** The geometry could not be had; the parcel values are shown all the same. */
  fail(message: string): void;
  /** A map that is not in the result itself; it comes after the y maps. */
  offer(map: OfferedMap): void;
}

/** Values of another tab that the brain can show, of the result with that key. */
export interface OfferedMap {
  key: string;
  label: string;
  /** `[parcel]`. */
  values: Cell[];
}

/** The place of the offered map, which comes after the y maps. */
export const offeredIndex = ({ result }: View): number => result.y.labels.length;

const hasWebGl = (): boolean => el('canvas').getContext('webgl2') !== null;

/** Values of one y map by parcel. */
function mapValues({ result }: View, map: number): Cell[] {
  const width = result.parcellation.parcels.length;
  return result.y.values.slice(map * width, (map + 1) * width);
}

class Brain implements BrainPart {
  private readonly controls = el('div', {
    class: 'controls',
    role: 'group',
    'aria-label': 'Choices for the brain view',
  });
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly message = el('p', { class: 'empty', hidden: true });
  private readonly place = el('div', { class: 'brain-place' });
  private readonly bar = el('div', { class: 'colour-bar' });
  private readonly list = el('details', { class: 'parcels' });
  readonly element = el(
    'div',
    { class: 'brain-tab' },
    this.controls,
    this.message,
    this.place,
    this.bar,
    this.said,
    this.list,
  );
  private view: View | null = null;
  private asked = false;
  private geometry: Geometry | null = null;
  private scene: BrainScene | null = null;
  private shown = '';
  private pointed: number | null = null;
  private offered: OfferedMap | null = null;

  constructor(private readonly page: Page) {}

  show(view: View): void {
    const changed = this.view?.result !== view.result;
    this.view = view;
    if (changed) this.reset();
    if (!this.asked) {
      this.asked = true;
      this.say('Loading the brain…');
      this.page.send({ type: 'brain' });
    }
    this.update();
  }

  receive(sent: BrainGeometry): void {
    this.geometry = decodeGeometry(sent);
    if (this.geometry.kind === 'none') return this.fail(this.geometry.reason);
    if (!hasWebGl())
      return this.fail(
        'The brain cannot be drawn here, because WebGL2 is not available. Its values are listed below.',
      );
    this.shown = '';
    void this.open().catch((error: unknown) =>
      this.fail(
        `The brain could not be drawn (${error instanceof Error ? error.message : String(error)}). Its values are listed below.`,
      ),
    );
  }

  fail(message: string): void {
    this.say(message);
    this.place.hidden = true;
    this.list.open = true;
  }

  offer(map: OfferedMap): void {
    this.offered = map;
    this.shown = '';
  }

  recolour(): void {
    this.scene?.recolour(readTheme());
  }

  private reset(): void {
    this.scene?.dispose();
    this.scene = null;
    this.geometry = null;
    this.asked = false;
    this.shown = '';
    this.place.hidden = false;
  }

  private say(message: string): void {
    this.message.hidden = message === '';
    this.message.textContent = message;
  }

  /** The maps to choose from: those compared, and the one of another tab. */
  private labels({ result }: View): string[] {
    const { offered } = this;
    return offered?.key === result.key ? [...result.y.labels, offered.label] : result.y.labels;
  }

  private mapIndex(view: View): number {
    const { brainMap } = view.state;
    return brainMap !== null && brainMap < this.labels(view).length ? brainMap : 0;
  }

  private valuesOf(view: View, map: number): Cell[] {
    const other = this.offered;
    return other && map === offeredIndex(view) ? other.values : mapValues(view, map);
  }

  private colours(view: View): { scale: ColourScale; values: Cell[]; colours: ParcelColours } {
    const values = this.valuesOf(view, this.mapIndex(view));
    const scale = colourScale(values);
    return {
      scale,
      values,
      colours: { parcels: values.map((value) => scale.colour(value)), none: NO_PARCEL },
    };
  }

  private async open(): Promise<void> {
    const { view, geometry } = this;
    if (!view || !geometry || geometry.kind === 'none') return;
    const { createScene } = await import('./brain-scene.js');
    const { values, colours } = this.colours(view);
    const strongest = values.reduce<number>(
      (best, value, i) => (Math.abs(value ?? 0) > Math.abs(values[best] ?? 0) ? i : best),
      0,
    );
    const scene = await createScene(geometry, colours, {
      place: this.place,
      theme: readTheme(),
      view: view.state.brainView,
      start: strongest,
      pointed: (parcel) => this.point(parcel),
    });
    if (this.geometry !== geometry) return scene.dispose();
    this.scene = scene;
    this.say('');
    this.shown = '';
    this.update();
  }

  /** Brings controls, colours, bar and list up to date, but only what changed. */
  private update(): void {
    const { view } = this;
    if (!view) return;
    const map = this.mapIndex(view);
    const now = JSON.stringify([map, view.state.brainView, this.scene !== null]);
    if (now === this.shown) return;
    this.shown = now;
    const { scale, values, colours } = this.colours(view);
    this.drawControls(view, map);
    this.drawBar(view, scale, values, map);
    this.drawList(view, values);
    this.point(this.pointed);
    this.scene?.setView(view.state.brainView);
    this.scene?.paint(colours);
  }

  private drawControls(view: View, map: number): void {
    const focused = [...this.controls.querySelectorAll('select')].indexOf(
      document.activeElement as HTMLSelectElement,
    );
    const maps = this.labels(view).map((label, i) => ({ value: String(i), label }));
    const surface = this.geometry?.kind === 'surface';
    const views = [
      { value: 'views', label: surface ? 'lateral and medial' : 'slices' },
      { value: 'rotate', label: surface ? 'turn freely' : 'whole' },
    ];
    this.controls.replaceChildren(
      ...(maps.length > 1
        ? [
            select('Map', maps, String(map), (value) =>
              this.page.change({ brainMap: Number(value) }),
            ),
          ]
        : []),
      ...(this.scene
        ? [
            select('View', views, view.state.brainView, (value) =>
              this.page.change({ brainView: value === 'rotate' ? 'rotate' : 'views' }),
            ),
          ]
        : []),
    );
    this.controls.querySelectorAll('select')[focused]?.focus();
  }

  private drawBar(view: View, scale: ColourScale, values: Cell[], map: number): void {
    const missing = values.filter((value) => value === null).length;
    const ticks =
      scale.kind === 'diverging'
        ? [scale.min, 0, scale.max]
        : [scale.min, (scale.min + scale.max) / 2, scale.max];
    const strip = el('div', { class: 'strip', 'aria-hidden': 'true' });
    strip.style.background = gradient(scale);
    const swatch = (colour: Rgb, text: string): HTMLElement => {
      const sample = el('span', { class: 'swatch', 'aria-hidden': 'true' });
      sample.style.background = css(colour);
      return el('span', { class: 'missing' }, sample, text);
    };
    const surface = this.geometry?.kind === 'surface';
    const label = this.labels(view)[map] ?? '';
    const units = standardizes(view.result.plan, 'y')
      ? 'z-standardized over parcels'
      : 'in the units of the data';
    this.bar.hidden = rangeOf(values) === null;
    this.bar.replaceChildren(
      el(
        'span',
        { class: 'bar-title' },
        map === offeredIndex(view) ? label : `${label} (${units})`,
      ),
      strip,
      el('span', { class: 'ticks' }, ...ticks.map((tick) => el('span', {}, formatStatistic(tick)))),
      ...(missing
        ? [swatch(scale.colour(null), `${plural(missing, 'parcel')} without a value`)]
        : []),
      ...(surface ? [swatch(NO_PARCEL, 'outside all parcels')] : []),
    );
  }

  private drawList(view: View, values: Cell[]): void {
    const { parcels } = view.result.parcellation;
    const why = 'This parcel has no value in this map.';
    this.list.replaceChildren(
      el('summary', {}, `Values of ${plural(parcels.length, 'parcel')}`),
      plainTable(
        'Parcel values',
        ['Parcel', 'Value'],
        parcels.map((parcel, i) => [
          parcel,
          el(
            'span',
            { class: 'numeric', title: fullNumber(values[i] ?? null) || why },
            formatStatistic(values[i] ?? null),
          ),
        ]),
      ),
    );
  }

  private point(parcel: number | null): void {
    this.pointed = parcel;
    if (this.view) this.said.textContent = this.describe(this.view, parcel);
  }

  private describe(view: View, parcel: number | null): string {
    const name = parcel === null ? undefined : view.result.parcellation.parcels[parcel];
    if (parcel === null || name === undefined) {
      const how = this.geometry?.kind === 'volume' ? 'Click on' : 'Point at';
      return this.scene ? `${how} a parcel to read its name and value.` : '';
    }
    const value = this.valuesOf(view, this.mapIndex(view))[parcel] ?? null;
    return `${name}: ${value === null ? 'no value' : formatStatistic(value)}`;
  }
}

export const createBrain = (page: Page): BrainPart => new Brain(page);
