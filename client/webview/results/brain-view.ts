// One brain with its colour bar: turns values of parcels into colours, and shows them in WebGL2, or flat where that is missing or wished.
// Two of them can be linked, so that one camera or crosshair moves both.
import type { Cell } from '../../../engine/result.js';
import type { BrainScene, ParcelColours } from './brain-scene.js';
import { colourBar } from './colour-bar.js';
import { NO_PARCEL, rangeOf, type Rgb } from './colours.js';
import { el } from './dom.js';
import { formatStatistic } from './format.js';
import { createFlatBrain } from './flat/flat-brain.js';
import type { Geometry } from './geometry.js';
import type { BrainPicture } from './pictures.js';
import type { BrainViewKind } from './state.js';
import { parseColour, readTheme } from './theme.js';

export interface BrainViewEvents {
  pointed: (parcel: number | null) => void;
  picked: (parcel: number) => void;
  /** Something has gone wrong, or right again (null). */
  said: (message: string | null) => void;
}

let webGl: boolean | null = null;
/** Whether this page can draw with WebGL2; looked up once. */
export const hasWebGl = (): boolean => (webGl ??= el('canvas').getContext('webgl2') !== null);

/** Share of the ground in the colours of parcels that are not selected. */
const PALE = 0.78;

export class BrainView {
  private readonly place = el('div', { class: 'brain-place' });
  private readonly bar = el('div', { class: 'colour-bar' });
  readonly element = el('div', { class: 'brain-view' }, this.place, this.bar);
  private geometry: Geometry | null = null;
  private picture: BrainPicture | null = null;
  private kind: BrainViewKind = 'views';
  private scene: BrainScene | null = null;
  /** What the scene is made of: `flat`, `webgl`, or `opening`. */
  private made: 'flat' | 'webgl' | 'opening' | null = null;
  private partner: BrainView | null = null;
  private painted: BrainPicture | null = null;
  private failed = false;

  constructor(private readonly events: BrainViewEvents) {}

  /** Brings the view up to date, but only what changed. */
  show(geometry: Geometry | null, kind: BrainViewKind, picture: BrainPicture): void {
    if (geometry !== this.geometry) this.reset();
    this.geometry = geometry;
    this.kind = kind;
    this.picture = picture;
    this.place.hidden = !geometry || geometry.kind === 'none';
    if (picture !== this.painted) this.drawBar(picture);
    if (!geometry || geometry.kind === 'none') return;
    const wanted = kind === 'flat' || this.failed || !hasWebGl() ? 'flat' : 'webgl';
    const now = this.made === 'opening' ? 'webgl' : this.made;
    if (now !== wanted) this.open(wanted, geometry);
    else if (this.scene) this.update();
  }

  /** The other view follows this one's camera and crosshair, and this one follows it. */
  linkWith(partner: BrainView): void {
    this.partner = partner;
    partner.partner = this;
  }

  recolour(): void {
    this.scene?.recolour(readTheme());
    this.painted = null;
    if (this.picture) this.show(this.geometry, this.kind, this.picture);
  }

  dispose(): void {
    this.reset();
  }

  private reset(): void {
    this.scene?.dispose();
    this.scene = null;
    this.made = null;
    this.painted = null;
    this.failed = false;
  }

  private open(wanted: 'flat' | 'webgl', geometry: Exclude<Geometry, { kind: 'none' }>): void {
    this.scene?.dispose();
    this.scene = null;
    this.painted = null;
    this.place.classList.toggle('flat', wanted === 'flat');
    if (wanted === 'flat') {
      this.made = 'flat';
      const { pointed, picked } = this.events;
      const describe = (parcel: number): string => this.describe(parcel);
      this.scene = createFlatBrain(geometry, { place: this.place, pointed, picked, describe });
      return this.update();
    }
    this.made = 'opening';
    void this.openScene(geometry).catch((error: unknown) => {
      if (this.geometry !== geometry) return;
      this.failed = true;
      const reason = error instanceof Error ? error.message : String(error);
      this.events.said(
        `The brain is shown flat, because it could not be drawn with WebGL2 (${reason}).`,
      );
      this.open('flat', geometry);
    });
  }

  private async openScene(geometry: Exclude<Geometry, { kind: 'none' }>): Promise<void> {
    const { createScene } = await import('./brain-scene.js');
    const { picture } = this;
    // Another geometry or a flat view may have been wished for meanwhile.
    const current = (): boolean => this.geometry === geometry && this.made === 'opening';
    if (!picture || !current()) return;
    const scene = await createScene(geometry, this.colours(picture), {
      place: this.place,
      theme: readTheme(),
      view: this.kind === 'rotate' ? 'rotate' : 'views',
      start: strongest(picture.values),
      pointed: (parcel) => this.events.pointed(parcel),
      picked: (parcel) => this.events.picked(parcel),
    });
    if (!current()) return scene.dispose();
    this.scene = scene;
    this.made = 'webgl';
    this.events.said(null);
    const other = this.partner?.scene;
    if (other) {
      scene.link(other);
      other.link(scene);
    }
    this.update();
  }

  private update(): void {
    const { scene, picture } = this;
    if (!scene || !picture) return;
    if (this.kind !== 'flat') scene.setView(this.kind);
    if (this.painted === picture) return;
    this.painted = picture;
    scene.paint(this.colours(picture));
  }

  private colours({ values, scale, marked }: BrainPicture): ParcelColours {
    const [red, green, blue] = parseColour(readTheme().background);
    const ground: Rgb = [red * 255, green * 255, blue * 255];
    const chosen = new Set(marked);
    const colour = (value: Cell, parcel: number): Rgb =>
      chosen.size === 0 || chosen.has(parcel)
        ? scale.colour(value)
        : mixed(scale.colour(value), ground, PALE);
    return { parcels: values.map(colour), none: NO_PARCEL, values, marked };
  }

  private describe(parcel: number): string {
    const { picture } = this;
    return picture ? describeParcelOf(picture, parcel) : '';
  }

  private drawBar({ title, scale, values, marked }: BrainPicture): void {
    this.bar.hidden = rangeOf(values) === null;
    this.bar.replaceChildren(
      ...colourBar(scale, {
        title,
        missing: values.filter((value) => value === null).length,
        outside: this.geometry?.kind === 'surface',
        selected: marked.length,
      }),
    );
  }
}

/** `Vis 1: 0.123`. */
export function describeParcelOf(
  { parcels, values }: Pick<BrainPicture, 'parcels' | 'values'>,
  parcel: number,
): string {
  const value = values[parcel] ?? null;
  return `${parcels[parcel] ?? ''}: ${value === null ? 'no value' : formatStatistic(value)}`;
}

const strongest = (values: readonly Cell[]): number =>
  values.reduce<number>(
    (best, value, i) => (Math.abs(value ?? 0) > Math.abs(values[best] ?? 0) ? i : best),
    0,
  );

function mixed(colour: Rgb, ground: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2): number => Math.round(colour[i] * (1 - share) + ground[i] * share);
  return [channel(0), channel(1), channel(2)];
}
