// The volume scene: three slices through the parcels; the crosshair tells the parcel it stands in.
import { NVImage, SHOW_RENDER, SLICE_TYPE } from '@niivue/niivue';
import type { BrainScene, ParcelColours, SceneOptions } from './brain-scene.js';
import type { VolumeGeometry } from './geometry.js';
import { niftiBytes } from './nifti-bytes.js';
import { createViewer } from './viewer.js';

/** Look-up table: 0 is transparent, parcel i is entry i + 1. */
function lookUp({ parcels }: ParcelColours) {
  const channel = (index: 0 | 1 | 2): number[] => [0, ...parcels.map((colour) => colour[index])];
  return {
    R: channel(0),
    G: channel(1),
    B: channel(2),
    A: [0, ...parcels.map(() => 255)],
    I: [0, ...parcels.map((_, i) => i + 1)],
    labels: ['', ...parcels.map(() => '')],
  };
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
      sliceType: SLICE_TYPE.MULTIPLANAR,
      multiplanarShowRender: SHOW_RENDER.ALWAYS,
      isNearestInterpolation: true,
      crosshairWidth: 0.6,
    },
  );
  const { niivue } = viewer;
  const bytes = niftiBytes(
    geometry.dims,
    geometry.affine,
    geometry.parcels.map((parcel) => parcel + 1),
  );
  const image = await NVImage.loadFromUrl({ url: bytes, name: 'parcels.nii' });
  image.setColormapLabel(lookUp(colours));
  niivue.addVolume(image);
  niivue.onLocationChange = (location) => {
    const value = (location as { values?: { value: number }[] }).values?.[0]?.value ?? 0;
    const [x = 0, y = 0] = niivue.mousePos.map((pixels) => pixels / (niivue.uiData.dpr ?? 1));
    options.pointed(value > 0 ? Math.round(value) - 1 : null, x, y);
  };
  niivue.scene.crosshairPos = niivue.vox2frac(centreVoxel(geometry, options.start));
  niivue.createOnLocationChange();
  niivue.drawScene();
  return {
    paint(next) {
      image.setColormapLabel(lookUp(next));
      niivue.updateGLVolume();
    },
    setView: (view) =>
      niivue.setSliceType(view === 'rotate' ? SLICE_TYPE.RENDER : SLICE_TYPE.MULTIPLANAR),
    recolour: (theme) => viewer.recolour(theme),
    dispose: () => viewer.dispose(),
  };
}
