// The brain without WebGL2: flat pictures as SVG, a path for each parcel; hover names a parcel, a click marks it.
import { css } from '../colours.js';
import { el } from '../dom.js';
import type { SurfaceGeometry, VolumeGeometry } from '../geometry.js';
import type { BrainScene, ParcelColours, SceneOptions } from '../brain-scene.js';
import { svg } from '../svg.js';
import { flatSurface, type FlatView } from './flat-surface.js';
import { flatVolume } from './flat-volume.js';
import { outlines } from './outline.js';

export interface FlatOptions extends Pick<SceneOptions, 'place' | 'pointed' | 'picked'> {
  /** Name and value of a parcel. */
  describe(parcel: number): string;
}

class FlatBrain implements BrainScene {
  private readonly element = el('div', { class: 'flat-brain' });
  private paths: { label: number; path: SVGPathElement }[] = [];
  private drawn = '';

  constructor(
    private readonly geometry: SurfaceGeometry | VolumeGeometry,
    private readonly options: FlatOptions,
  ) {
    options.place.append(this.element);
    this.element.addEventListener('pointermove', ({ target }) => options.pointed(parcelOf(target)));
    this.element.addEventListener('pointerleave', () => options.pointed(null));
    this.element.addEventListener('click', ({ target }) => {
      const parcel = parcelOf(target);
      if (parcel !== null) options.picked(parcel);
    });
  }

  paint(colours: ParcelColours): void {
    this.build(colours);
    const marked = new Set(colours.marked);
    for (const { label, path } of this.paths) {
      const colour = css(colours.parcels[label] ?? colours.none);
      path.setAttribute('fill', colour);
      path.setAttribute('stroke', colour);
      path.classList.toggle('marked', marked.has(label));
      const [title] = path.children;
      if (title && label >= 0) title.textContent = this.options.describe(label);
    }
    for (const { label, path } of this.paths)
      if (marked.has(label)) path.parentElement?.append(path);
  }

  /** The outlines of a surface stay; which parcels are seen of a volume depends on their values. */
  private build({ values }: ParcelColours): void {
    const { geometry } = this;
    const needed = geometry.kind === 'surface' ? 'surface' : JSON.stringify(values);
    if (needed === this.drawn) return;
    this.drawn = needed;
    const views =
      geometry.kind === 'surface' ? flatSurface(geometry.meshes) : flatVolume(geometry, values);
    this.paths = [];
    this.element.replaceChildren(...views.map((view) => this.picture(view)));
  }

  private picture({ label, grid }: FlatView): HTMLElement {
    const paths = outlines(grid).map((outline) => {
      const title = outline.label < 0 ? 'outside all parcels' : '';
      const path = svg(
        'path',
        { d: outline.path, 'data-parcel': outline.label < 0 ? null : outline.label },
        svg('title', {}, title),
      );
      this.paths.push({ label: outline.label, path });
      return path;
    });
    const picture = svg(
      'svg',
      {
        viewBox: `0 0 ${grid.width} ${grid.height}`,
        role: 'img',
        'aria-label': `${label}: brain coloured by parcel value`,
      },
      ...paths,
    );
    const figure = el('div', { class: 'flat-view' }, el('span', {}, label));
    figure.append(picture);
    return figure;
  }

  setView(): void {
    // There is one view.
  }

  recolour(): void {
    // Colours come from the style sheet and from paint.
  }

  link(): void {
    // Nothing moves.
  }

  dispose(): void {
    this.element.remove();
  }
}

function parcelOf(target: EventTarget | null): number | null {
  const parcel = target instanceof Element ? target.closest('[data-parcel]') : null;
  return parcel === null ? null : Number(parcel.getAttribute('data-parcel'));
}

export const createFlatBrain = (
  geometry: SurfaceGeometry | VolumeGeometry,
  options: FlatOptions,
): BrainScene => new FlatBrain(geometry, options);
