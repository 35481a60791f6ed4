// What the surface scene and the volume scene have in common. This and its imports are loaded only when the brain tab opens.
import type { Cell } from '../../../engine/result.js';
import type { Rgb } from './colours.js';
import type { Theme } from './theme.js';
import type { SurfaceGeometry, VolumeGeometry } from './geometry.js';
import { createSurfaceScene } from './surface-scene.js';
import { createVolumeScene } from './volume-scene.js';

export interface ParcelColours {
  /** Colour of each parcel of the result. */
  parcels: readonly Rgb[];
  /** Colour of surface that belongs to no parcel. */
  none: Rgb;
  /** The values behind the colours, null missing. */
  values: readonly Cell[];
  /** Parcels that stand out. */
  marked: readonly number[];
}

export interface BrainScene {
  /** Colours the parcels anew. */
  paint(colours: ParcelColours): void;
  setView(view: 'views' | 'rotate'): void;
  recolour(theme: Theme): void;
  /** From now on the other scene follows this one's camera and crosshair. */
  link(other: BrainScene): void;
  dispose(): void;
}

export interface SceneOptions {
  /** The scene's own place; the viewer paints and watches it. */
  place: HTMLElement;
  theme: Theme;
  view: 'views' | 'rotate';
  /** Called with the parcel under the pointer or crosshair, or null. */
  pointed: (parcel: number | null) => void;
  /** Called with the parcel that was clicked. */
  picked: (parcel: number) => void;
  /** Parcel to start at, where a volume is cut. */
  start: number;
}

export function createScene(
  geometry: SurfaceGeometry | VolumeGeometry,
  colours: ParcelColours,
  options: SceneOptions,
): Promise<BrainScene> {
  return geometry.kind === 'surface'
    ? createSurfaceScene(geometry, colours, options)
    : createVolumeScene(geometry, colours, options);
}
