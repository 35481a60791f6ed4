// 4 × 4 affines, row-major, last row 0 0 0 1: from one voxel grid to another.

/** a · b. */
export function multiply(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(16);
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 4; column++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (a[4 * row + k] as number) * (b[4 * k + column] as number);
      result[4 * row + column] = sum;
    }
  }
  return result;
}

/**
 * `inverse(from) · to`: voxel indices of grid `to` → voxel indices of grid `from`. Divided by the determinant (or the voxel
 * size) at the very end, so that steps and half-way positions of plain grids come out exact.
 */
export function voxelToVoxel(to: Float64Array, from: Float64Array): Float64Array {
  const scale = diagonal(from);
  const adjugate = scale === null ? adjugateOf(from) : Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const shifted = to.slice();
  for (const at of [3, 7, 11]) shifted[at] = (to[at] as number) - (from[at] as number);
  const linear = Float64Array.of(
    ...adjugate.subarray(0, 3),
    0,
    ...adjugate.subarray(3, 6),
    0,
    ...adjugate.subarray(6, 9),
    0,
    0,
    0,
    0,
    1,
  );
  const result = multiply(linear, shifted);
  const determinant = determinantOf(from);
  for (let i = 0; i < 12; i++) {
    result[i] = (result[i] as number) / (scale === null ? determinant : (scale[i >> 2] as number));
  }
  return result;
}

/** The three steps of a grid without rotation or shear, else null. */
function diagonal(m: Float64Array): [number, number, number] | null {
  const off = [1, 2, 4, 6, 8, 9].every((at) => m[at] === 0);
  return off ? [m[0] as number, m[5] as number, m[10] as number] : null;
}

function linearPart(m: Float64Array): number[] {
  return [0, 1, 2, 4, 5, 6, 8, 9, 10].map((at) => m[at] as number);
}

/** Adjugate of the linear part, 3 × 3 row-major: inverse = adjugate / determinant. */
function adjugateOf(m: Float64Array): Float64Array {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = linearPart(m);
  return Float64Array.of(
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  );
}

function determinantOf(m: Float64Array): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = linearPart(m);
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** `m · (x, y, z, 1)` into `result`. */
export function multiplyPoint(
  m: Float64Array,
  x: number,
  y: number,
  z: number,
  result: Float64Array,
): void {
  for (let row = 0; row < 3; row++) {
    const at = 4 * row;
    result[row] =
      (m[at] as number) * x
      + (m[at + 1] as number) * y
      + (m[at + 2] as number) * z
      + (m[at + 3] as number);
  }
}
