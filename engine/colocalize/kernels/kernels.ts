// The table of regression-like colocalization methods. Adding a method is adding a row and its file.
import { dominance } from './dominance.js';
import { elasticnet } from './elasticnet.js';
import type { KernelMaker } from './kernel.js';
import { lasso } from './lasso.js';
import { mi } from './mi.js';
import { mlr } from './mlr.js';
import { pcr } from './pcr.js';
import { pls } from './pls.js';
import { ridge } from './ridge.js';
import { slr } from './slr.js';

export const kernels: readonly KernelMaker[] = [
  mi,
  slr,
  mlr,
  dominance,
  pls,
  pcr,
  lasso,
  ridge,
  elasticnet,
];

export const kernelByName = new Map(kernels.map((row) => [row.name, row]));
