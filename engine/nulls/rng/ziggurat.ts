// Standard normal numbers as numpy's `Generator.standard_normal` draws them: the ziggurat of 256 layers.
// Source: Marsaglia & Tsang 2000, doi:10.18637/jss.v005.i08; Doornik 2005 (separate bits for the layer, the sign and the place).
import type { Pcg64 } from './pcg64.js';
import { heights, inside, TAIL, widths } from './ziggurat-tables.js';

/** One draw of N(0, 1); 98.8 % of them take one 64-bit number. */
export function standardNormal(generator: Pcg64): number {
  for (;;) {
    generator.draw();
    const { low, high } = generator;
    // Bits 0–7 choose the layer, bit 8 the sign, the next 52 the place in the layer.
    const layer = low & 0xff;
    const place = (high & 0x1fffffff) * 0x800000 + (low >>> 9);
    const size = place * (widths[layer] as number);
    const x = low & 0x100 ? -size : size;
    if (place < (inside[layer] as number)) return x;
    if (layer === 0) return (low >>> 17) & 1 ? -tail(generator) : tail(generator);
    const above = heights[layer - 1] as number;
    const below = heights[layer] as number;
    if ((above - below) * generator.random() + below < Math.exp(-0.5 * x * x)) return x;
  }
}

/** Beyond the last edge: an exponential number, taken with the ratio of the densities (Marsaglia 1964, doi:10.1080/00401706.1964.10490150). */
function tail(generator: Pcg64): number {
  for (;;) {
    const x = (-1 / TAIL) * Math.log1p(-generator.random());
    const y = -Math.log1p(-generator.random());
    if (y + y > x * x) return TAIL + x;
  }
}
