// Fisher's z transform, the scale on which correlations are averaged, pooled and compared with nulls.

/** Correlations at or above this are "equal to one" (|r − 1| ≤ 1e-8 + 1e-5, spec/statistics.md 1.2). */
export const EQUAL_TO_ONE = 1 - 1e-5 - 1e-8;

/** atanh(r). r = 1 gives ∞ and r = −1 gives −∞, as the definition has it. */
export const fisherZ = (r: number): number => Math.atanh(r);

export const inverseFisherZ = (z: number): number => Math.tanh(z);
