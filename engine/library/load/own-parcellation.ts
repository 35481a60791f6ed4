// Parcellations declared in a .nsp file: one's own label image, or a pair of surface label files, with or without a list of names.
import { NspError } from '../../error.js';
import { readText } from '../../formats/bytes.js';
import { readLabelVolume } from '../../formats/nifti.js';
import type { Hemisphere, ParcellationSource } from '../../plan.js';
import { hemisphereOf } from '../hemisphere.js';
import { parseLabels, requireUnique } from '../labels.js';
import type { LoadedParcellation, ParcellationContext } from './parcellation.js';
import { spacesWith } from '../spaces.js';
import { readVertexLabels, type VertexLabels } from './surface-parcels.js';

/** The space of a volume that was declared without one. Its millimetres are taken as they are. */
export const unnamedSpace = 'unnamed';

type Own<K extends 'image' | 'surface'> = Extract<ParcellationSource, { kind: K }>;

const facts = {
  libraryName: null,
  level: 'unknown',
  license: null,
  citations: [],
  parts: null,
} as const;

/** A label image. Without a list of names the label values are the names. */
export async function ownImage(
  source: Own<'image'>,
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  const { declaration, path, space } = source;
  const observe = context.inputs.observe(`labels of ${declaration}`);
  const labels = source.labels
    ? parseLabels(await readText(source.labels, { observe }), source.labels)
    : await valuesOf(path, context.inputs.observe(`image of ${declaration}`));
  const hemisphere = labels.map(hemisphereOf);
  return {
    ...facts,
    citations: [],
    name: declaration,
    label: declaration,
    labels,
    everyLabel: labels,
    hemisphere,
    everyHemisphere: hemisphere,
    volumes: [
      { space: space ?? unnamedSpace, image: path, labelFile: source.labels, distances: null },
    ],
    surfaces: [],
  };
}

async function valuesOf(
  path: string,
  observe: (path: string, bytes: Uint8Array) => void,
): Promise<string[]> {
  const { data } = await readLabelVolume(path, { observe });
  const values = new Set<number>();
  for (const value of data) values.add(value);
  values.delete(0);
  if (values.size === 0)
    throw new NspError('no-parcels', `The image ${path} has no labels: every voxel is 0.`);
  return [...values].sort((a, b) => a - b).map(String);
}

/** A pair of label files (GIFTI, FreeSurfer .annot, CIFTI .dlabel.nii named twice). Names come from the list (left first), else from the label tables, else they are the values. */
export async function ownSurface(
  source: Own<'surface'>,
  context: ParcellationContext,
): Promise<LoadedParcellation> {
  const { declaration } = source;
  const observe = context.inputs.observe(`surface of ${declaration}`);
  const paths: Record<Hemisphere, string> = { L: source.left, R: source.right };
  const left = await readVertexLabels(paths.L, 'L', null, { observe });
  const right = await readVertexLabels(paths.R, 'R', null, { observe });
  const labels = source.labels
    ? await namedBy(source.labels, [left.values.length, right.values.length], context, declaration)
    : [...tableNames(left, 'L'), ...tableNames(right, 'R')];
  requireUnique(labels, `the labels of ${declaration}`);
  const hemisphere = labels.map((_, i): Hemisphere => (i < left.values.length ? 'L' : 'R'));
  return {
    ...facts,
    citations: [],
    name: declaration,
    label: declaration,
    level: 'cortex',
    labels,
    everyLabel: labels,
    hemisphere,
    everyHemisphere: hemisphere,
    volumes: [],
    surfaces: [
      {
        space: source.space ?? spaceOf(left.labels.length, declaration, context),
        hemispheres: (['L', 'R'] as const).map((side) => ({
          hemisphere: side,
          image: paths[side],
          labelFile: source.labels,
          spins: null,
          distances: null,
        })),
      },
    ],
  };
}

async function namedBy(
  path: string,
  [left, right]: readonly [number, number],
  context: ParcellationContext,
  declaration: string,
): Promise<string[]> {
  const observe = context.inputs.observe(`labels of ${declaration}`);
  const labels = parseLabels(await readText(path, { observe }), path);
  if (labels.length === left + right) return labels;
  throw new NspError(
    'labels-do-not-fit',
    `${path} has ${labels.length} names, but the surfaces of ${declaration} have ${left} parcels on the left and ${right} on the right. List the left ones first, then the right ones.`,
  );
}

/** Names of the label table with their side, so that equal names left and right stay apart. */
function tableNames({ values, names }: VertexLabels, side: Hemisphere): string[] {
  return values.map((value) => {
    const name = names.get(value) || String(value);
    return hemisphereOf(name) === side ? name : `hemi-${side}_lab-${name}`;
  });
}

function spaceOf(vertices: number, declaration: string, { ctx }: ParcellationContext): string {
  const spaces = spacesWith(vertices);
  const space = spaces[0];
  if (space === undefined) {
    throw new NspError(
      'unknown-space',
      `The surface ${declaration} has ${vertices} vertices per hemisphere, which is no density of fsLR or fsaverage. Name its space: { space: … }.`,
    );
  }
  const message = `The space of ${declaration} is taken to be ${space}, from its ${vertices} vertices.`;
  if (spaces.length > 1)
    ctx.warn(
      'space-assumed',
      `${message} ${spaces.slice(1).join(', ')} has as many; name the space to be sure.`,
      { declaration },
    );
  else ctx.log(message);
  return space;
}
