// Template surfaces of the data library: meshes to draw on, spheres to spin, masks of the medial wall. Chosen by number of vertices.
import { basename, join } from 'node:path';
import { NspError } from '../error.js';
import { readText, type ReadOptions } from '../formats/bytes.js';
import { readSurface, readSurfaceLabels, type Surface } from '../formats/gifti.js';
import type { Hemisphere } from '../plan.js';
import type { LoadContext } from './context.js';
import type { DataLibrary } from './library.js';
import { verticesOf } from './spaces.js';

export interface TemplateSurface extends Surface {
  path: string;
}

export interface MedialMask {
  path: string;
  /** Per vertex: 0 is medial wall, 1 cortex. */
  labels: Int32Array;
}

/** Kinds of mesh on which maps are shown, best first. */
const drawable = ['inflated', 'midthickness', 'pial', 'veryinflated', 'white'];

/**
 * Vertex coordinates `[vertex][xyz]` of the sphere of a space (radius 100 mm, centre 0).
 * @throws NspError `no-sphere` when the library has none with this many vertices
 */
export async function sphere(
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
  { library, inputs }: Pick<LoadContext, 'library' | 'inputs'>,
): Promise<Float64Array> {
  const observe = inputs.observe(`sphere of ${space} (hemi-${hemisphere})`);
  const mesh = await findMesh(library, space, 'sphere', hemisphere, vertices, { observe });
  if (mesh) return mesh.vertices;
  throw new NspError(
    'no-sphere',
    `The data library has no sphere of ${space} with ${vertices} vertices for hemisphere ${hemisphere}. Put template/${space}/map/sphere/tpl-${space}_desc-sphere_res-…_hemi-${hemisphere}.surf.gii into a data folder, or choose another null_space.`,
  );
}

/** The mesh to draw on, or undefined. */
export async function displayMesh(
  library: DataLibrary,
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
): Promise<TemplateSurface | undefined> {
  for (const kind of drawable) {
    const mesh = await findMesh(library, space, kind, hemisphere, vertices, {});
    if (mesh) return mesh;
  }
  return undefined;
}

/** Vertices `[vertex][xyz]` (mm) of a surface that runs through the cortex, and which one it is. */
export interface AnatomicalMesh {
  kind: string;
  vertices: Float64Array;
}

/** The surface half-way through the cortex: midthickness, else the mean of white and pial surface, else one of them; or undefined. */
export async function anatomicalMesh(
  library: DataLibrary,
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
  options: ReadOptions,
): Promise<AnatomicalMesh | undefined> {
  const find = (kind: string): Promise<TemplateSurface | undefined> =>
    findMesh(library, space, kind, hemisphere, vertices, options);
  const middle = await find('midthickness');
  if (middle) return { kind: 'midthickness', vertices: middle.vertices };
  const [pial, white] = [await find('pial'), await find('white')];
  if (!pial || !white) {
    const only = pial ?? white;
    return only && { kind: pial ? 'pial' : 'white', vertices: only.vertices };
  }
  const mean = pial.vertices.map((at, i) => (at + (white.vertices[i] as number)) / 2);
  return { kind: 'mean of pial and white', vertices: mean };
}

/**
 * Points `[vertex][xyz]` in MNI152 (mm) that registration fusion found for the vertices (Wu et al. 2018, doi:10.1002/hbm.24213), from
 * `template/<space>/map/regfusion/tpl-<space>_desc-regfusion_res-<density>_hemi-<L|R>.txt`, one point a line; or undefined.
 * @throws NspError `damaged-regfusion` when the file does not hold three numbers a line for every vertex
 */
export async function registrationFusion(
  library: DataLibrary,
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
  options: ReadOptions,
): Promise<Float64Array | undefined> {
  const [path] = candidates(library, space, 'regfusion', 'txt', hemisphere, vertices);
  if (path === undefined) return undefined;
  const words = (await readText(path, options)).split(/[\s,]+/).filter((word) => word !== '');
  const points = Float64Array.from(words, Number);
  if (points.length === 3 * vertices && points.every(Number.isFinite)) return points;
  throw new NspError(
    'damaged-regfusion',
    `${path} holds ${words.length} numbers; expected x y z in mm for each of ${vertices} vertices. Copy it again.`,
  );
}

/** Kinds of mesh along which distances are measured, best first, by space (spec/statistics.md 4.11). */
const measurable: Readonly<Record<string, readonly string[]>> = {
  fsaverage: ['pial', 'midthickness', 'white'],
  fsLR: ['midthickness', 'pial', 'white'],
};

/** The anatomical mesh of the cortex on which distances are true to the brain, with its kind, or undefined. */
export async function cortexMesh(
  library: DataLibrary,
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
  options: ReadOptions = {},
): Promise<(TemplateSurface & { kind: string }) | undefined> {
  for (const kind of measurable[space] ?? ['midthickness', 'pial', 'white']) {
    const mesh = await findMesh(library, space, kind, hemisphere, vertices, options);
    if (mesh) return { ...mesh, kind };
  }
  return undefined;
}

/** The mask of the medial wall, or undefined when the library has none for this many vertices. */
export async function medial(
  library: DataLibrary,
  space: string,
  hemisphere: Hemisphere,
  vertices: number,
  options: ReadOptions = {},
): Promise<MedialMask | undefined> {
  for (const path of candidates(library, space, 'medial', 'label.gii', hemisphere, vertices)) {
    const labels = await readSurfaceLabels(path, options);
    if (labels.length === vertices) return { path, labels };
  }
  return undefined;
}

async function findMesh(
  library: DataLibrary,
  space: string,
  kind: string,
  hemisphere: Hemisphere,
  vertices: number,
  options: ReadOptions,
): Promise<TemplateSurface | undefined> {
  for (const path of candidates(library, space, kind, 'surf.gii', hemisphere, vertices)) {
    const surface = await readSurface(path, options);
    if (surface.vertices.length === 3 * vertices) return { ...surface, path };
  }
  return undefined;
}

/** Files `tpl-<space>_desc-<kind>_res-<density>_hemi-<L|R>.<ending>[.gz]` whose density has, or may have, this many vertices. */
function candidates(
  library: DataLibrary,
  space: string,
  kind: string,
  ending: string,
  hemisphere: Hemisphere,
  vertices: number,
): string[] {
  const folder = join('template', space, 'map', kind);
  return library.stack
    .list(folder)
    .filter(
      (name) =>
        name.endsWith(`_hemi-${hemisphere}.${ending}`)
        || name.endsWith(`_hemi-${hemisphere}.${ending}.gz`),
    )
    .filter((name) => {
      const density = /_res-([^_]+)_/.exec(basename(name))?.[1];
      const expected = density === undefined ? undefined : verticesOf(space, density);
      return expected === undefined || expected === vertices;
    })
    .flatMap((name) => library.stack.find(join(folder, name)) ?? []);
}
