// A parcel volume as the bytes of a NIfTI-1 file, which is what the brain viewer reads. Pure.

const HEADER = 352;
const INT16 = 4;
const FLOAT32 = 16;
const MILLIMETRES = 2;

/**
 * @param dims voxels along x, y, z; x runs fastest in `values`
 * @param affine 4 × 4 row-major, voxel to mm (s-form)
 * @param values whole numbers; stored as int16, as float32 when they are too large for it
 */
export function niftiBytes(
  dims: readonly [number, number, number],
  affine: readonly number[],
  values: Int32Array,
): ArrayBuffer {
  const wide = values.some((value) => value > 32767 || value < -32768);
  const buffer = new ArrayBuffer(HEADER + values.length * (wide ? 4 : 2));
  const view = new DataView(buffer);
  const set16 = (at: number, value: number): void => view.setInt16(at, value, true);
  const setFloat = (at: number, value: number): void => view.setFloat32(at, value, true);
  view.setInt32(0, 348, true);
  [3, ...dims, 1, 1, 1, 1].forEach((value, i) => set16(40 + 2 * i, value));
  set16(70, wide ? FLOAT32 : INT16);
  set16(72, wide ? 32 : 16);
  setFloat(76, 1);
  for (let axis = 0; axis < 3; axis += 1) {
    const column = [0, 1, 2].map((row) => affine[row * 4 + axis] ?? 0);
    setFloat(80 + 4 * axis, Math.hypot(...column));
  }
  setFloat(108, HEADER);
  setFloat(112, 1);
  view.setUint8(123, MILLIMETRES);
  set16(254, 1);
  for (let i = 0; i < 12; i += 1) setFloat(280 + 4 * i, affine[i] ?? 0);
  [0x6e, 0x2b, 0x31, 0].forEach((byte, i) => view.setUint8(344 + i, byte));
  const data = wide ? new Float32Array(buffer, HEADER) : new Int16Array(buffer, HEADER);
  data.set(values);
  return buffer;
}
