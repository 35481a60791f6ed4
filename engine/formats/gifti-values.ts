// The values of one GIFTI data array: ASCII, base64 or compressed base64, either byte order, either index order.
import { unzipSync } from 'node:zlib';
import { NspError } from '../error.js';
import type { EncodedArray } from './gifti-xml.js';
import { bytesPerNumber, decodeNumbers, toFloat64, toInt32 } from './numbers.js';
import type { NumberType } from './numbers.js';

export interface GiftiArray {
  /** E.g. `NIFTI_INTENT_LABEL`. */
  intent: string;
  dims: number[];
  /** Row-major whatever the order in the file. Float types become float64, integer types int32. */
  data: Float64Array | Int32Array;
}

const TYPES: Record<string, NumberType> = {
  NIFTI_TYPE_UINT8: 'uint8',
  NIFTI_TYPE_INT8: 'int8',
  NIFTI_TYPE_INT16: 'int16',
  NIFTI_TYPE_UINT16: 'uint16',
  NIFTI_TYPE_INT32: 'int32',
  NIFTI_TYPE_UINT32: 'uint32',
  NIFTI_TYPE_FLOAT32: 'float32',
  NIFTI_TYPE_FLOAT64: 'float64',
};

/** What is wrong with a file whose content contradicts itself. */
export const damagedGifti = (path: string, what: string): NspError =>
  new NspError('damaged-gifti', `${path} ${what}. Download or copy it again.`);

/**
 * Decodes one array. `path` names the file in errors.
 * @throws NspError `damaged-gifti`, `gifti-type`, `gifti-external`
 */
export function decodeArray({ attributes, text }: EncodedArray, path: string): GiftiArray {
  const rank = Number(attributes['Dimensionality'] ?? 1);
  const dims = Array.from({ length: rank }, (_, axis) => Number(attributes[`Dim${axis}`]));
  const count = dims.reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(count) || count < 0)
    throw damagedGifti(path, 'has a data array without dimensions');
  const type = TYPES[attributes['DataType'] ?? ''];
  if (type === undefined) {
    const found = `${path} holds ${attributes['DataType'] ?? 'untyped'} values`;
    throw new NspError('gifti-type', `${found}. Save them as FLOAT32 or INT32.`);
  }
  const stored = decodeValues(attributes, text, type, count, path);
  const columnMajor = attributes['ArrayIndexingOrder'] === 'ColumnMajorOrder';
  const data = columnMajor && rank > 1 ? toRowMajor(stored, dims, path) : stored;
  return { intent: attributes['Intent'] ?? 'NIFTI_INTENT_NONE', dims, data };
}

type Values = Float64Array | Int32Array;

function decodeValues(
  attributes: Record<string, string>,
  text: string,
  type: NumberType,
  count: number,
  path: string,
): Values {
  const encoding = attributes['Encoding'] ?? '';
  switch (encoding) {
    case 'ASCII':
      return fromAscii(text, type, count, path);
    case 'Base64Binary':
    case 'GZipBase64Binary': {
      const packed = Buffer.from(text, 'base64');
      const bytes = encoding === 'Base64Binary' ? packed : inflate(packed, path);
      const expected = count * bytesPerNumber(type);
      if (bytes.length !== expected) {
        throw damagedGifti(
          path,
          `has a data array of ${bytes.length} bytes where ${expected} are declared`,
        );
      }
      const little = attributes['Endian'] !== 'BigEndian';
      return widen(decodeNumbers(bytes, 0, count, type, little), type, path);
    }
    case 'ExternalFileBinary': {
      const way = 'Save it with the data inside (GZipBase64Binary).';
      const name = attributes['ExternalFileName'] ?? '';
      throw new NspError(
        'gifti-external',
        `${path} keeps its data in another file (${name}). ${way}`,
      );
    }
    default:
      throw damagedGifti(path, `has a data array in an unknown encoding ("${encoding}")`);
  }
}

function inflate(packed: Buffer, path: string): Uint8Array {
  try {
    return unzipSync(packed);
  } catch (error) {
    throw new NspError(
      'damaged-gifti',
      `${path} has a data array that cannot be decompressed. Download or copy it again.`,
      null,
      { cause: error },
    );
  }
}

function fromAscii(text: string, type: NumberType, count: number, path: string): Values {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length !== count) {
    throw damagedGifti(
      path,
      `has a data array of ${words.length} numbers where ${count} are declared`,
    );
  }
  const values = Float64Array.from(words, (word) =>
    /^[+-]?nan$/i.test(word) ? NaN : Number(word),
  );
  const wrong = words.findIndex((word, i) => Number.isNaN(values[i]) && !/nan/i.test(word));
  if (wrong >= 0) throw damagedGifti(path, `has "${words[wrong]}" among its numbers`);
  const rounded = type === 'float32' ? Float64Array.from(values, Math.fround) : values;
  return widen(rounded, type, path);
}

function widen(stored: Parameters<typeof toInt32>[0], type: NumberType, path: string): Values {
  if (type === 'float32' || type === 'float64') return toFloat64(stored);
  const integers = toInt32(stored);
  if (integers instanceof Int32Array) return integers;
  throw damagedGifti(path, `has ${integers.notInteger} among its integers`);
}

function toRowMajor(stored: Values, dims: number[], path: string): Values {
  const [rows = 1, columns = 1, ...more] = dims;
  if (more.length > 0)
    throw damagedGifti(path, `has a data array of ${dims.length} dimensions in column-major order`);
  const result = stored.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[row * columns + column] = stored[row + column * rows] as number;
    }
  }
  return result;
}
