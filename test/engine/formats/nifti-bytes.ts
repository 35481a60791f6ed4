// NIfTI files made by the tests, byte by byte, so that the reader is not tested with its own writer.

export interface NiftiFields {
  version?: 1 | 2;
  big?: boolean;
  magic?: string;
  /** Rank and lengths. */
  dim?: number[];
  datatype?: number;
  pixdim?: number[];
  slope?: number;
  intercept?: number;
  intent?: number;
  sform?: { code: number; rows: number[] };
  qform?: { code: number; bcd: number[]; offset: number[] };
  voxOffset?: number;
  data?: Uint8Array;
}

/** An s-form of 2 mm steps. */
export const TWO_MM = { code: 1, rows: [2, 0, 0, -10, 0, 2, 0, -20, 0, 0, 2, -30] };

export function nifti(fields: NiftiFields): Buffer {
  const { version = 1, big = false, dim = [3, 2, 1, 1], data = new Uint8Array(0) } = fields;
  const header = Buffer.alloc(version === 1 ? 352 : 544);
  const int16 = (at: number, v: number) =>
    big ? header.writeInt16BE(v, at) : header.writeInt16LE(v, at);
  const int32 = (at: number, v: number) =>
    big ? header.writeInt32BE(v, at) : header.writeInt32LE(v, at);
  const int64 = (at: number, v: number) =>
    big ? header.writeBigInt64BE(BigInt(v), at) : header.writeBigInt64LE(BigInt(v), at);
  const float32 = (at: number, v: number) =>
    big ? header.writeFloatBE(v, at) : header.writeFloatLE(v, at);
  const float64 = (at: number, v: number) =>
    big ? header.writeDoubleBE(v, at) : header.writeDoubleLE(v, at);
  const first = version === 1;
  const integer = first ? int16 : int32;
  const real = first ? float32 : float64;
  const size = first ? 4 : 8;
  const lengths = [...dim, ...Array.from({ length: 8 - dim.length }, () => 1)];
  const pixdim = fields.pixdim ?? [1, 2, 2, 2, 0, 0, 0, 0];
  int32(0, first ? 348 : 540);
  header.write(fields.magic ?? (first ? 'n+1\0' : 'n+2\0\r\n\x1a\n'), first ? 344 : 4, 'latin1');
  lengths.forEach((length, i) => (first ? int16(40 + 2 * i, length) : int64(16 + 8 * i, length)));
  int16(first ? 70 : 12, fields.datatype ?? 16);
  pixdim.forEach((value, i) => real((first ? 76 : 104) + size * i, value));
  if (first) float32(108, fields.voxOffset ?? 352);
  else int64(168, fields.voxOffset ?? 544);
  real(first ? 112 : 176, fields.slope ?? 0);
  real(first ? 116 : 184, fields.intercept ?? 0);
  integer(first ? 68 : 504, fields.intent ?? 0);
  const sform = fields.sform ?? TWO_MM;
  integer(first ? 254 : 348, sform.code);
  sform.rows.forEach((value, i) => real((first ? 280 : 400) + size * i, value));
  integer(first ? 252 : 344, fields.qform?.code ?? 0);
  [...(fields.qform?.bcd ?? []), ...(fields.qform?.offset ?? [])].forEach((value, i) =>
    real((first ? 256 : 352) + size * i, value),
  );
  return Buffer.concat([header, data]);
}
