// How much a neighbour weighs when a map is smoothed, by its distance and that of the farthest neighbour.
// Source: Burt et al. 2020, doi:10.1016/j.neuroimage.2020.117038, section 2.1.

export type KernelName = 'exp' | 'gaussian' | 'invdist' | 'uniform';

export const KERNELS: Record<KernelName, (distance: number, farthest: number) => number> = {
  exp: (d, farthest) => Math.exp(-d / farthest),
  gaussian: (d, farthest) => Math.exp(-1.25 * (d / farthest) ** 2),
  invdist: (d) => 1 / d,
  uniform: () => 1,
};
