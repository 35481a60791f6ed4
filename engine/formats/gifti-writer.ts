// Writes GIFTI label files and surfaces (GZipBase64Binary, little-endian); the demo library is made with it.
import { deflateSync } from 'node:zlib';
import { writeBytes } from './bytes.js';
import { encodeNumbers } from './numbers.js';

export interface LabelToWrite {
  value: number;
  name: string;
  /** Red, green, blue, alpha from 0 to 1. */
  colour: [number, number, number, number];
}

/** What is written: a mesh, labels with their table, or values. Arrays have one entry (or row of three) per vertex. */
export type GiftiToWrite = { structure?: string } & (
  | { kind: 'surface'; vertices: Float32Array; triangles: Int32Array; geometry?: string }
  | { kind: 'labels'; labels: Int32Array; table: LabelToWrite[] }
  | { kind: 'values'; values: Float32Array }
);

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function metaData(entries: Record<string, string>): string {
  const pairs = Object.entries(entries).map(
    ([name, value]) => `<MD><Name>${escaped(name)}</Name><Value>${escaped(value)}</Value></MD>`,
  );
  return pairs.length > 0 ? `<MetaData>${pairs.join('')}</MetaData>` : '<MetaData/>';
}

interface ArrayToWrite {
  intent: string;
  data: Int32Array | Float32Array;
  dims: number[];
  meta: Record<string, string>;
}

function dataArray({ intent, data, dims, meta }: ArrayToWrite): string {
  const attributes = {
    Intent: intent,
    DataType: data instanceof Int32Array ? 'NIFTI_TYPE_INT32' : 'NIFTI_TYPE_FLOAT32',
    ArrayIndexingOrder: 'RowMajorOrder',
    Dimensionality: dims.length,
    ...Object.fromEntries(dims.map((length, axis) => [`Dim${axis}`, length])),
    Encoding: 'GZipBase64Binary',
    Endian: 'LittleEndian',
    ExternalFileName: '',
    ExternalFileOffset: '',
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  const packed = Buffer.from(deflateSync(encodeNumbers(data), { level: 9 })).toString('base64');
  const space = intent === 'NIFTI_INTENT_POINTSET' ? IDENTITY_SPACE : '';
  return `<DataArray${written.join('')}>\n${metaData(meta)}\n${space}<Data>${packed}</Data>\n</DataArray>\n`;
}

const IDENTITY_SPACE =
  '<CoordinateSystemTransformMatrix>\n<DataSpace><![CDATA[NIFTI_XFORM_UNKNOWN]]></DataSpace>\n'
  + '<TransformedSpace><![CDATA[NIFTI_XFORM_UNKNOWN]]></TransformedSpace>\n'
  + '<MatrixData>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</MatrixData>\n</CoordinateSystemTransformMatrix>\n';

function arraysOf(gifti: GiftiToWrite): ArrayToWrite[] {
  const structure: Record<string, string> =
    gifti.structure === undefined ? {} : { AnatomicalStructurePrimary: gifti.structure };
  switch (gifti.kind) {
    case 'surface': {
      const { vertices, triangles } = gifti;
      const geometry: Record<string, string> =
        gifti.geometry === undefined ? {} : { GeometricType: gifti.geometry };
      const meta = { ...structure, ...geometry };
      return [
        { intent: 'NIFTI_INTENT_POINTSET', data: vertices, dims: [vertices.length / 3, 3], meta },
        {
          intent: 'NIFTI_INTENT_TRIANGLE',
          data: triangles,
          dims: [triangles.length / 3, 3],
          meta: {},
        },
      ];
    }
    case 'labels': {
      const { labels } = gifti;
      return [
        { intent: 'NIFTI_INTENT_LABEL', data: labels, dims: [labels.length], meta: structure },
      ];
    }
    case 'values': {
      const { values } = gifti;
      return [
        { intent: 'NIFTI_INTENT_SHAPE', data: values, dims: [values.length], meta: structure },
      ];
    }
  }
}

function labelTable(table: LabelToWrite[]): string {
  const labels = table.map(({ value, name, colour: [red, green, blue, alpha] }) => {
    const colours = `Red="${red}" Green="${green}" Blue="${blue}" Alpha="${alpha}"`;
    return `<Label Key="${value}" ${colours}>${escaped(name)}</Label>\n`;
  });
  return labels.length > 0 ? `<LabelTable>\n${labels.join('')}</LabelTable>\n` : '<LabelTable/>\n';
}

/** The XML of a GIFTI 1.0 file. */
export function formatGifti(gifti: GiftiToWrite): string {
  const arrays = arraysOf(gifti);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<!DOCTYPE GIFTI SYSTEM "http://www.nitrc.org/frs/download.php/115/gifti.dtd">\n'
    + `<GIFTI Version="1.0" NumberOfDataArrays="${arrays.length}">\n<MetaData/>\n`
    + labelTable(gifti.kind === 'labels' ? gifti.table : [])
    + `${arrays.map(dataArray).join('')}</GIFTI>\n`
  );
}

/** Writes a GIFTI file; compressed as a whole when the name ends in `.gz`. */
export async function writeGifti(path: string, gifti: GiftiToWrite): Promise<void> {
  await writeBytes(path, Buffer.from(formatGifti(gifti), 'utf8'));
}
