// One block of explicit null maps: some maps, some permutations. For null models that make new values (Moran) and for every
// null model when Z is regressed, because residuals have to be made anew for each null map.
import type { Control } from './control.js';
import { MapCorrelator, type Preparation } from './map-correlator.js';
import { nullMakers, nullMaps, type NullSource } from './null-maps.js';
import { storeMap, storePermutation, type NullOutput } from './null-output.js';
import type { FixedMaps } from './spun-correlator.js';

export interface DenseBlock {
  source: NullSource;
  /** Values of the maps that are permuted, `[map][parcel]`, NaN missing, shared. */
  moving: FixedMaps;
  /** Maps that stay, prepared (ranked, residuals). */
  fixed: FixedMaps;
  preparation: Preparation;
  /** First and one past the last. Pooling over permuted Y maps needs all maps in one block. */
  maps: [from: number, to: number];
  permutations: [from: number, to: number];
  output: NullOutput;
}

/** Null maps between two looks at the stop flag. */
const STRIDE = 16;

export function runDenseBlock(block: DenseBlock, control: Control): void {
  const { output } = block;
  if (output.pooled && !output.movingIsX) pooledMaps(block, control);
  else for (let m = block.maps[0]; m < block.maps[1]; m++) oneMap(block, m, control);
}

const mapOf = ({ values, parcels }: FixedMaps, m: number): Float64Array =>
  values.subarray(m * parcels, (m + 1) * parcels);

function oneMap(block: DenseBlock, m: number, control: Control): void {
  const { source, moving, fixed, preparation, permutations, output } = block;
  const nulls = nullMaps(source, mapOf(moving, m), m, permutations[0]);
  const correlator = new MapCorrelator(fixed, preparation);
  const map = new Float64Array(moving.parcels);
  const correlations = new Float64Array(fixed.maps);
  const scratch = new Float64Array(fixed.maps);
  for (let k = permutations[0]; k < permutations[1]; k++) {
    if (k % STRIDE === 0) control.check();
    nulls.next(map);
    correlator.correlate(map, m, correlations);
    storeMap(output, correlations, m, k, scratch);
    control.advance(1);
  }
}

/** All Y maps of a permutation before the next one, so that they can be pooled. */
function pooledMaps(block: DenseBlock, control: Control): void {
  const { source, moving, fixed, preparation, permutations, output } = block;
  const makers = nullMakers(source, moving, [0, moving.maps], permutations[0]);
  const correlator = new MapCorrelator(fixed, preparation);
  const map = new Float64Array(moving.parcels);
  const row = new Float64Array(fixed.maps);
  const correlations = new Float64Array(fixed.maps * moving.maps);
  const scratch = new Float64Array(moving.maps);
  for (let k = permutations[0]; k < permutations[1]; k++) {
    control.check();
    makers.forEach((maker, m) => {
      maker.next(map);
      correlator.correlate(map, m, row);
      row.forEach((r, f) => (correlations[f * moving.maps + m] = r));
    });
    storePermutation(output, correlations, moving.maps, fixed.maps, k, scratch);
    control.advance(moving.maps);
  }
}
