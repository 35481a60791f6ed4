// The XML extension of a CIFTI-2 file: which rows belong to which vertices of which structure, and the names of the maps.
// Format: nitrc.org/projects/cifti (CIFTI-2, 2014).
import { SaxesParser } from 'saxes';
import { NspError } from '../error.js';

/** A stretch of the dense axis: the vertices of one surface, or voxels of one structure. */
export interface BrainModel {
  /** E.g. `CIFTI_STRUCTURE_CORTEX_LEFT`. */
  structure: string;
  /** First row and number of rows. */
  offset: number;
  count: number;
  /** Of the whole surface, medial wall included; 0 for voxels. */
  vertices: number;
  /** Vertex of each row; empty for voxels. */
  indices: Int32Array;
}

export interface CiftiAxes {
  /** Matrix dimension (0 or 1) that holds brain models; null when there is none. */
  denseDimension: number | null;
  models: BrainModel[];
  /** Dimension, kind (`SCALARS`, `LABELS`, `SERIES`, …) and names of the other axis. */
  maps: { dimension: number; kind: string; names: string[]; tables: Map<number, string>[] } | null;
}

/** @throws NspError `damaged-cifti` when the XML is malformed */
export function parseCiftiXml(text: string, path: string): CiftiAxes {
  const axes: CiftiAxes = { denseDimension: null, models: [], maps: null };
  const parser = new SaxesParser();
  let model: BrainModel | null = null;
  let labelKey = 0;
  let collected: string[] | null = null;
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'MatrixIndicesMap') openAxis(axes, attributes);
    if (name === 'NamedMap') axes.maps?.tables.push(new Map());
    if (name === 'BrainModel') axes.models.push((model = brainModel(attributes)));
    if (name === 'Label') labelKey = Number(attributes['Key']);
    if (['VertexIndices', 'MapName', 'Label'].includes(name)) collected = [];
  });
  parser.on('text', (chunk) => void collected?.push(chunk));
  parser.on('cdata', (chunk) => void collected?.push(chunk));
  parser.on('closetag', ({ name }) => {
    const content = collected?.join('').trim() ?? '';
    if (name === 'VertexIndices' && model) model.indices = integers(content);
    if (name === 'MapName') axes.maps?.names.push(content);
    if (name === 'Label') axes.maps?.tables.at(-1)?.set(labelKey, content);
    if (['VertexIndices', 'MapName', 'Label'].includes(name)) collected = null;
  });
  parser.on('error', (error) => {
    const message = `${path} has damaged CIFTI information (${error.message}). Download or copy it again.`;
    throw new NspError('damaged-cifti', message, null, { cause: error });
  });
  parser.write(text).close();
  return axes;
}

/** One element may describe both dimensions (`0,1`); the first is kept. */
function openAxis(axes: CiftiAxes, attributes: Record<string, string>): void {
  const dimension = Number((attributes['AppliesToMatrixDimension'] ?? '').split(',')[0]);
  const kind = (attributes['IndicesMapToDataType'] ?? '').replace('CIFTI_INDEX_TYPE_', '');
  if (kind === 'BRAIN_MODELS') axes.denseDimension ??= dimension;
  else axes.maps ??= { dimension, kind, names: [], tables: [] };
}

function brainModel(attributes: Record<string, string>): BrainModel {
  const number = (name: string): number => Number(attributes[name] ?? 0);
  return {
    structure: attributes['BrainStructure'] ?? '',
    offset: number('IndexOffset'),
    count: number('IndexCount'),
    vertices: number('SurfaceNumberOfVertices'),
    indices: new Int32Array(),
  };
}

const integers = (text: string): Int32Array =>
  Int32Array.from(text === '' ? [] : text.split(/\s+/), Number);
