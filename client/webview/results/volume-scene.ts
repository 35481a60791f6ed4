// The volume scene: three slices through the parcels; the crosshair tells the parcel it stands in.
import { NVImage, SHOW_RENDER, SLICE_TYPE } from '@niivue/niivue';
import type { BrainScene, ParcelColours, SceneOptions } from './brain-scene.js';
import type { Rgb } from './colours.js';
import type { VolumeGeometry } from './geometry.js';
import { niftiBytes } from './nifti-bytes.js';
import { parseColour, type Theme } from './theme.js';
import { createViewer, onClick, type Viewer } from './viewer.js';

/** Look-up table: entry 0 is what lies outside, parcel i is entry i + 1. */
function lookUp({ parcels }: ParcelColours, outside: Rgb | null) {
  const channel = (index: 0 | 1 | 2): number[] => [
    outside?.[index] ?? 0,
    ...parcels.map((colour) => colour[index]),
  ];
  return {
    R: channel(0),
    G: channel(1),
    B: channel(2),
    A: [outside ? 255 : 0, ...parcels.map(() => 255)],
    I: [0, ...parcels.map((_, i) => i + 1)],
    labels: ['', ...parcels.map(() => '')],
  };
}

/** The colour around the parcels: the editor's background in slices, nothing at all where the volume is seen whole. */
function outsideOf(view: SceneOptions['view'], { background }: Theme): Rgb | null {
  if (view === 'rotate') return null;
  const [red, green, blue] = parseColour(background);
  return [red * 255, green * 255, blue * 255];
}

/** The voxel of a parcel that lies nearest to the parcel's centre; the middle of the volume when the parcel is empty. */
export function centreVoxel(
  { dims, parcels }: VolumeGeometry,
  parcel: number,
): [number, number, number] {
  const [nx, ny] = dims;
  const at = (i: number): [number, number, number] => [
    i % nx,
    Math.floor(i / nx) % ny,
    Math.floor(i / (nx * ny)),
  ];
  const members: number[] = [];
  parcels.forEach((value, i) => {
    if (value === parcel) members.push(i);
  });
  if (!members.length) return [dims[0] >> 1, dims[1] >> 1, dims[2] >> 1];
  const mean = [0, 1, 2].map(
    (axis) => members.reduce((sum, i) => sum + (at(i)[axis] ?? 0), 0) / members.length,
  );
  const away = (i: number): number =>
    at(i).reduce((sum, value, axis) => sum + (value - (mean[axis] ?? 0)) ** 2, 0);
  return at(members.reduce((best, i) => (away(i) < away(best) ? i : best)));
}

class VolumeScene implements BrainScene {
  constructor(
    readonly viewer: Viewer,
    private readonly image: NVImage,
    private colours: ParcelColours,
    private view: SceneOptions['view'],
    private theme: Theme,
  ) {
    this.setView(view);
  }

  paint(colours: ParcelColours): void {
    this.colours = colours;
    this.image.setColormapLabel(lookUp(colours, outsideOf(this.view, this.theme)));
    this.viewer.niivue.updateGLVolume();
  }

  setView(view: SceneOptions['view']): void {
    this.view = view;
    this.viewer.niivue.setSliceType(view === 'rotate' ? SLICE_TYPE.RENDER : SLICE_TYPE.MULTIPLANAR);
    this.paint(this.colours);
  }

  recolour(theme: Theme): void {
    this.theme = theme;
    this.viewer.recolour(theme);
    this.paint(this.colours);
  }

  link(other: BrainScene): void {
    if (other instanceof VolumeScene) this.viewer.niivue.broadcastTo(other.viewer.niivue);
  }

  dispose(): void {
    this.viewer.dispose();
  }
}

export async function createVolumeScene(
  geometry: VolumeGeometry,
  colours: ParcelColours,
  options: SceneOptions,
): Promise<BrainScene> {
  const viewer = await createViewer(
    options.place,
    options.theme,
    'Slices through the brain coloured by parcel value; the list of parcels below holds the numbers',
    {
      multiplanarShowRender: SHOW_RENDER.NEVER,
      isNearestInterpolation: true,
      crosshairWidth: 0.3,
      multiplanarPadPixels: 6,
    },
  );
  const { niivue } = viewer;
  const shifted = geometry.parcels.map((parcel) => parcel + 1);
  const bytes = niftiBytes(geometry.dims, geometry.affine, shifted);
  const image = await NVImage.loadFromUrl({ url: bytes, name: 'parcels.nii' });
  image.setColormapLabel(lookUp(colours, outsideOf(options.view, options.theme)));
  niivue.addVolume(image);
  let crossed: number | null = null;
  niivue.onLocationChange = (location) => {
    const value = (location as { values?: { value: number }[] }).values?.[0]?.value ?? 0;
    crossed = value > 0 ? Math.round(value) - 1 : null;
    options.pointed(crossed);
  };
  onClick(viewer.canvas, () => {
    if (crossed !== null) options.picked(crossed);
  });
  niivue.scene.crosshairPos = niivue.vox2frac(centreVoxel(geometry, options.start));
  niivue.createOnLocationChange();
  return new VolumeScene(viewer, image, colours, options.view, options.theme);
}
