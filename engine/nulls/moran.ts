// Moran spectral randomisation: null maps that keep the spatial autocorrelation of a map, because each spatial eigenvector keeps
// its share of the map and only signs (or angles) are random. Here: what is drawn; the eigenvectors are made in moran-vectors.ts.
// Source: Wagner & Dray 2015, doi:10.1111/2041-210X.12407; BrainSpace, Vos de Wael et al. 2020, doi:10.1038/s42003-020-0794-7;
// spec/statistics.md 4.6.
import {
  atLeast,
  isBoolean,
  oneOf,
  optionReader,
  orNone,
  type GivenOptions,
} from './option-reader.js';
import { Pcg64 } from './rng/pcg64.js';

export interface MoranOptions {
  /** `singleton`: random signs. `pair`: random signs, then random rotations of random pairs of eigenvectors. */
  procedure: 'singleton' | 'pair';
  /** With `pair`: the angle of a pair is added to the random one. */
  joint: boolean;
  /** Number of eigenvectors, those with the largest eigenvalues; null for all. */
  components: number | null;
  /** With all eigenvectors: those with a non-zero eigenvalue, or all but the constant. */
  spectrum: 'nonzero' | 'all';
  /** An eigenvalue below it (absolute) is zero. */
  tolerance: number;
}

const DEFAULTS: MoranOptions = {
  procedure: 'singleton',
  joint: true,
  components: 15,
  spectrum: 'nonzero',
  tolerance: 1e-6,
};

/** The options of a plan (`maps_…`), defaults where it has none. Throws `bad-option` for a value the model does not know. */
export function moranOptions(given: GivenOptions, model = 'moran'): MoranOptions {
  const read = optionReader(given, model);
  return {
    procedure: read('maps_procedure', DEFAULTS.procedure, oneOf('singleton', 'pair')),
    joint: read('maps_joint', DEFAULTS.joint, isBoolean),
    components: read('maps_n_components', DEFAULTS.components, orNone(atLeast(1))),
    spectrum: read('maps_spectrum', DEFAULTS.spectrum, oneOf('nonzero', 'all')),
    tolerance: read('maps_tol', DEFAULTS.tolerance, atLeast(0)),
  };
}

/** Draws the random part of one map's nulls, one after the other: `default_rng(seed + row of the map)`. */
export class MoranDraws {
  private readonly generator: Pcg64;
  private readonly order: Int32Array;
  private readonly angles: Float64Array;

  constructor(
    seed: number,
    private readonly components: number,
    private readonly options: Pick<MoranOptions, 'procedure' | 'joint'>,
  ) {
    this.generator = new Pcg64(seed);
    this.order = new Int32Array(components);
    this.angles = new Float64Array(components >> 1);
  }

  /**
   * Coefficients of the next null.
   * @param own coefficients of the map itself, one for each eigenvector
   */
  next(own: Float64Array, out: Float64Array): void {
    // choice([-1, 1]) is the top bit of a 32-bit draw.
    for (let k = 0; k < this.components; k++) {
      const value = own[k] as number;
      out[k] = this.generator.next32() >>> 31 ? value : -value;
    }
    if (this.options.procedure === 'singleton') return;
    this.drawPairs();
    for (let pair = 0; pair < this.angles.length; pair++) this.rotate(pair, out);
  }

  /** Passes over one null. */
  skip(): void {
    for (let k = 0; k < this.components; k++) this.generator.next32();
    if (this.options.procedure === 'pair') this.drawPairs();
  }

  private drawPairs(): void {
    const { order, angles, generator } = this;
    for (let k = 0; k < order.length; k++) order[k] = k;
    generator.shuffle(order);
    for (let pair = 0; pair < angles.length; pair++)
      angles[pair] = 2 * Math.PI * generator.random();
  }

  /** An odd eigenvector that is left over keeps its value with the random sign. */
  private rotate(pair: number, out: Float64Array): void {
    const a = this.order[2 * pair] as number;
    const b = this.order[2 * pair + 1] as number;
    const first = out[a] as number;
    const second = out[b] as number;
    const own = this.options.joint ? Math.atan2(first, second) : 0;
    const angle = (this.angles[pair] as number) + own;
    out[a] = Math.cos(angle) * first + Math.sin(angle) * second;
    out[b] = -Math.sin(angle) * first + Math.cos(angle) * second;
  }
}
