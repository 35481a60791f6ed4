// The two maps of a value on the brain, side by side and moved by one camera or crosshair; selected parcels stand out.
import { viewControl, sharedScaleControl } from '../brain-controls.js';
import { BrainView, describeParcelOf, hasWebGl } from '../brain-view.js';
import { el } from '../dom.js';
import { formatStatistic } from '../format.js';
import type { Geometry } from '../geometry.js';
import { picturesOf, type NamedMap, type BrainPicture } from '../pictures.js';
import type { Page, View } from '../view.js';

export class BrainsSection {
  private readonly controls;
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly message = el('p', { class: 'empty', role: 'status', hidden: true });
  private readonly pair: HTMLElement;
  private readonly views: readonly [BrainView, BrainView];
  readonly element: HTMLElement;
  private pictures: BrainPicture[] = [];
  private made: readonly unknown[] = [];
  private trouble: string | null = null;
  private parcel: number | null = null;

  constructor(page: Page, geometry: () => Geometry | null) {
    const events = {
      pointed: (parcel: number | null) => this.say(parcel),
      picked: (parcel: number) => page.change({ parcel }),
      said: (message: string | null) => {
        this.trouble = message;
        this.sayTrouble(null);
      },
    };
    this.views = [new BrainView(events), new BrainView(events)];
    this.views[0].linkWith(this.views[1]);
    this.controls = [viewControl(page, geometry), sharedScaleControl(page, () => false)];
    this.pair = el('div', { class: 'brain-pair' }, ...this.views.map(({ element }) => element));
    this.element = el(
      'div',
      { class: 'brains-section' },
      el('div', { class: 'controls' }, ...this.controls.map(({ element }) => element)),
      this.message,
      this.pair,
      this.said,
    );
  }

  show(view: View, geometry: Geometry | null, maps: readonly NamedMap[]): void {
    const { result, state } = view;
    for (const control of this.controls) control.update(view);
    const made = [
      result,
      state.brushed,
      state.sharedScale,
      ...maps.flatMap(({ title, values }): unknown[] => [title, values]),
    ];
    if (made.length !== this.made.length || made.some((each, i) => each !== this.made[i])) {
      this.made = made;
      this.pictures = picturesOf(result, maps, state.brushed, state.sharedScale);
    }
    this.views.forEach((brain, i) => {
      const picture = this.pictures[i];
      if (picture) brain.show(geometry, state.brainView, picture);
    });
    this.parcel = state.parcel;
    this.say(null);
    this.sayTrouble(geometry);
  }

  recolour(): void {
    for (const brain of this.views) brain.recolour();
  }

  private sayTrouble(geometry: Geometry | null): void {
    const text =
      geometry?.kind === 'none'
        ? geometry.reason
        : (this.trouble
          ?? (hasWebGl() ? '' : 'WebGL2 is not available here, so the brain is shown flat.'));
    this.message.hidden = text === '';
    this.message.textContent = text;
  }

  private say(pointed: number | null): void {
    const [first, second] = this.pictures;
    const parcel = pointed ?? this.parcel;
    if (!first || !second || parcel === null || !(parcel in first.parcels)) {
      this.said.textContent =
        'Point at a parcel to read its name and values; click it to mark it in the scatter.';
      return;
    }
    this.said.textContent = `${describeParcelOf(first, parcel)} (y), ${formatStatistic(second.values[parcel] ?? null)} (x)`;
  }
}
