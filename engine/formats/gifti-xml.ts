// The XML of a GIFTI file as its data arrays and label table, values still encoded. Format: nitrc.org/projects/gifti (GIFTI 1.0).
import { SaxesParser } from 'saxes';
import { NspError } from '../error.js';

export interface EncodedArray {
  /** Attributes of the DataArray element: Intent, DataType, Encoding, Endian, Dim0, … */
  attributes: Record<string, string>;
  text: string;
}

export interface GiftiDocument {
  arrays: EncodedArray[];
  labelTable: Map<number, string>;
}

/** @throws NspError `not-gifti` when the text is no GIFTI document, `damaged-gifti` when it is cut off or malformed */
export function parseGiftiXml(text: string, path: string): GiftiDocument {
  if (!/<GIFTI[\s>]/.test(text.slice(0, 10_000))) {
    throw new NspError('not-gifti', `${path} is not a GIFTI file (.gii). Convert it to GIFTI.`);
  }
  const document: GiftiDocument = { arrays: [], labelTable: new Map() };
  const parser = new SaxesParser();
  let array: EncodedArray | null = null;
  let labelKey: number | null = null;
  let collected: string[] | null = null;
  const collect = (chunk: string): void => void collected?.push(chunk);
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'DataArray') array = { attributes, text: '' };
    if (name === 'Label') labelKey = Number(attributes['Key'] ?? attributes['Index']);
    if (name === 'Data' || name === 'Label') collected = [];
  });
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', ({ name }) => {
    if (name === 'Data' && array) array.text = collected?.join('') ?? '';
    if (name === 'DataArray' && array) document.arrays.push(array);
    if (name === 'Label' && labelKey !== null)
      document.labelTable.set(labelKey, collected?.join('').trim() ?? '');
    if (name === 'Data' || name === 'Label') collected = null;
  });
  parser.on('error', (error) => {
    const message = `${path} is damaged or cut off (${error.message}). Download or copy it again.`;
    throw new NspError('damaged-gifti', message, null, { cause: error });
  });
  parser.write(text).close();
  return document;
}
