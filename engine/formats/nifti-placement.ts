// Where the voxels of a NIfTI image lie: the header's s-form, q-form or voxel sizes as one affine.
// Source of the formulas: nifti1.h, methods 1 to 3 (nifti.nimh.nih.gov/nifti-1).

export interface Placement {
  /** Voxel index (i, j, k) → mm, 4 × 4 row-major. */
  affine: Float64Array;
  /** Which of the header's three ways the affine came from; `pixdim` says nothing about position. */
  affineFrom: 'sform' | 'qform' | 'pixdim';
}

/** The s-form if it is set, else the q-form, else the voxel sizes alone (method 1 of the standard: origin at voxel 0). */
export function placement(
  sform: number,
  qform: number,
  srow: number[],
  quaternion: number[],
  pixdim: number[],
): Placement {
  if (sform > 0) return { affine: Float64Array.from([...srow, 0, 0, 0, 1]), affineFrom: 'sform' };
  const sizes = pixdim.slice(1, 4).map((size) => Math.abs(size) || 1);
  if (qform > 0)
    return { affine: fromQuaternion(quaternion, sizes, pixdim[0] as number), affineFrom: 'qform' };
  const [x = 1, y = 1, z = 1] = sizes;
  return {
    affine: Float64Array.of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1),
    affineFrom: 'pixdim',
  };
}

/** Rotation by the unit quaternion (a, b, c, d), a ≥ 0, times voxel sizes; the third axis is turned when qfac is −1. */
function fromQuaternion(
  [b = 0, c = 0, d = 0, x = 0, y = 0, z = 0]: number[],
  [sx = 1, sy = 1, sz = 1]: number[],
  qfac: number,
): Float64Array {
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const third = qfac < 0 ? -sz : sz;
  return Float64Array.of(
    (a * a + b * b - c * c - d * d) * sx,
    2 * (b * c - a * d) * sy,
    2 * (b * d + a * c) * third,
    x,
    2 * (b * c + a * d) * sx,
    (a * a + c * c - b * b - d * d) * sy,
    2 * (c * d - a * b) * third,
    y,
    2 * (b * d - a * c) * sx,
    2 * (c * d + a * b) * sy,
    (a * a + d * d - b * b - c * c) * third,
    z,
    0,
    0,
    0,
    1,
  );
}

/** Length in mm of one step along an axis. */
export function columnLength(affine: Float64Array, axis: number): number {
  return Math.hypot(...[0, 4, 8].map((row) => affine[row + axis] as number));
}

/** False when the affine is singular or holds NaN or infinite values. */
export function isInvertible(m: Float64Array): boolean {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return m.every(Number.isFinite) && Number.isFinite(determinant) && determinant !== 0;
}
