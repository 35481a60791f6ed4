// Permuted group labels: permutation i is drawn by default_rng(seed + i), so it depends on nothing but the seed and its number.
// Contract: spec/statistics.md 5.4, spec/decisions.md 2. Proportional: Dukart et al. 2021, doi:10.1002/hbm.25244.
import { NspError } from '../error.js';
import type { Control } from '../parallel/control.js';
import type { GroupsStrategy } from '../plan.js';
import { chooseDistinct, lemire } from './rng/choice.js';
import { Pcg64 } from './rng/pcg64.js';

export type GroupStrategy = GroupsStrategy;

/** Labels to permute: group of each row, and, for permutations within pairs, its pair (numbers from 0, two rows each). */
export interface LabelledRows {
  codes: Uint8Array;
  pairs: Int32Array | null;
}

/** Writes one permutation into `out` (one 0 or 1 for each row). */
type LabelDraw = (generator: Pcg64, out: Uint8Array) => void;

interface Strategy {
  readonly doc: string;
  readonly free: (codes: Uint8Array) => LabelDraw;
  /** @param members rows of each pair, in the order of the data */
  readonly paired: (codes: Uint8Array, members: [number, number][]) => LabelDraw;
}

export const GROUP_STRATEGIES: Readonly<Record<GroupStrategy, Strategy>> = {
  shuffle: {
    doc: 'All labels change places freely; within each pair when rows are paired.',
    free: shuffled,
    paired: shuffledPairs,
  },
  proportional: {
    doc: 'Each new group takes the same share of both groups. Gives too many false positives in small samples.',
    free: proportional,
    paired: proportionalPairs,
  },
  draw: {
    doc: 'Labels are drawn with replacement, so group sizes vary.',
    free: drawn,
    paired: () => {
      throw new NspError(
        'draw-in-pairs',
        'Labels of pairs cannot be drawn with replacement. Use `groups_strategy: shuffle`.',
        { property: 'groups_strategy' },
      );
    },
  },
};

/**
 * Labels of the permutations `from` to `to` (exclusive).
 * @param out `[permutation][row]`
 * @throws NspError `draw-in-pairs`
 */
export function fillLabels(
  rows: LabelledRows,
  strategy: GroupStrategy,
  seed: number,
  from: number,
  to: number,
  out: Uint8Array,
  control: Pick<Control, 'check'>,
): void {
  const { codes } = rows;
  const draw = labelPermutations(rows, strategy, seed);
  for (let k = from; k < to; k++) {
    if (k % 256 === 0) control.check();
    draw(k, out.subarray(k * codes.length, (k + 1) * codes.length));
  }
}

/** Writes one permutation, in any order, into `out` (one 0 or 1 for each row). @throws NspError `draw-in-pairs` */
export function labelPermutations(
  { codes, pairs }: LabelledRows,
  strategy: GroupStrategy,
  seed: number,
): (permutation: number, out: Uint8Array) => void {
  const { free, paired } = GROUP_STRATEGIES[strategy];
  const draw = pairs ? paired(codes, membersOf(pairs)) : free(codes);
  return (permutation, out) => draw(new Pcg64(seed + permutation), out);
}

function membersOf(pairs: Int32Array): [number, number][] {
  const out: number[][] = [];
  pairs.forEach((pair, row) => (out[pair] ??= []).push(row));
  return out as [number, number][];
}

/** `permutation(labels)`. */
function shuffled(codes: Uint8Array): LabelDraw {
  const work = new Int32Array(codes.length);
  return (generator, out) => {
    work.set(codes);
    generator.shuffle(work);
    out.set(work);
  };
}

/** `permutation(own labels)` of each pair, pairs in sorted order of their ids. */
function shuffledPairs(codes: Uint8Array, members: [number, number][]): LabelDraw {
  return (generator, out) => {
    for (const [first, second] of members) {
      // Shuffling two is one draw of 0 or 1: 0 exchanges them.
      const exchanged = generator.interval(1) === 0;
      out[first] = codes[exchanged ? second : first] as number;
      out[second] = codes[exchanged ? first : second] as number;
    }
  };
}

/** `choice(labels, n)`. */
function drawn(codes: Uint8Array): LabelDraw {
  return (generator, out) => {
    for (let row = 0; row < out.length; row++) {
      out[row] = codes[lemire(generator, codes.length - 1)] as number;
    }
  };
}

/**
 * For each new group, floor(size · share) rows of each old group at random; what is left over by rounding (none, or one row of each
 * group) gets `permutation([0, 1])`. Rounding in floating point leaves one row over for a few sizes, for example 55 + 66; there the
 * shares are taken exactly.
 */
function proportional(codes: Uint8Array): LabelDraw {
  const rows = [0, 1].map((code) =>
    Int32Array.from(codes.keys()).filter((row) => codes[row] === code),
  );
  const quota = quotas(rows.map((of) => of.length) as [number, number]);
  return (generator, out) => {
    const unused = rows.map((of) => Array.from(of));
    quota.forEach((of, label) =>
      of.forEach((count, old) => {
        const left = unused[old] as number[];
        const chosen = chooseDistinct(generator, left.length, count);
        for (const at of chosen) out[left[at] as number] = label;
        const taken = new Set(chosen);
        unused[old] = left.filter((_, at) => !taken.has(at));
      }),
    );
    const over = unused.flat().sort((a, b) => a - b);
    if (over.length === 0) return;
    const order = Int32Array.of(0, 1);
    generator.shuffle(order);
    over.forEach((row, k) => (out[row] = order[k] as number));
  };
}

/** `[new group][old group]` numbers of rows. */
export function quotas(sizes: [number, number]): number[][] {
  const all = sizes[0] + sizes[1];
  const rounded = sizes.map((size) => sizes.map((old) => Math.floor(size * (old / all))));
  const over = all - rounded.flat().reduce((sum, count) => sum + count, 0);
  if (over === 0 || over === 2) return rounded;
  return sizes.map((size) => sizes.map((old) => Math.floor((size * old) / all)));
}

/**
 * Half of the pairs (rounded down), chosen at random, keep their labels, as many others exchange them; with an odd number the one left
 * over follows `permutation([0, 1])`. Pairs are told by their id, wherever their rows stand.
 */
function proportionalPairs(codes: Uint8Array, members: [number, number][]): LabelDraw {
  const half = Math.floor(members.length / 2);
  return (generator, out) => {
    let unused = Array.from(members.keys());
    const exchanged = new Uint8Array(members.length);
    for (const exchange of [0, 1]) {
      const chosen = chooseDistinct(generator, unused.length, half);
      for (const at of chosen) exchanged[unused[at] as number] = exchange;
      const taken = new Set(chosen);
      unused = unused.filter((_, at) => !taken.has(at));
    }
    if (unused.length) {
      const order = Int32Array.of(0, 1);
      generator.shuffle(order);
      for (const pair of unused) exchanged[pair] = order[0] as number;
    }
    members.forEach(([first, second], pair) => {
      out[first] = codes[exchanged[pair] ? second : first] as number;
      out[second] = codes[exchanged[pair] ? first : second] as number;
    });
  };
}
