// Every tested cell of a table against its own nulls: p, how certain it is, whether it was counted or extrapolated, and the shape of the
// nulls. The nulls of a cell are sorted once for all of that.
import type { Tail } from '../plan.js';
import { SampleSorter } from '../stats/sample-sorter.js';
import { nullShape, type NullShape } from './normalize.js';
import { countedP, tailCount, type TailCount } from './p-values.js';
import { extrapolatedP, FEWEST_EXTREME, fitTail, mirrored, type Refusal } from './tail-fit.js';
import { CountIntervals, countingError } from './uncertainty.js';

export interface TestedCells {
  /** All `[cell]`, NaN missing. */
  p: Float64Array;
  /** Standard error of p. */
  error: Float64Array;
  /** Ends of the exact 95 % confidence interval of the count. */
  low: Float64Array;
  high: Float64Array;
  /** 1 where p comes from the fitted tail. */
  extrapolated: Uint8Array;
  shapes: NullShape[];
  /** How many small p stayed counted, by the reason why the tail had no fit. */
  refused: Map<Refusal, number>;
}

export interface CellTest {
  tail: Tail;
  /** Extrapolate p where fewer than ten nulls are as extreme. */
  extrapolate: boolean;
  /** No extrapolated p is smaller: what the number of different permutations allows. */
  least: number;
}

/**
 * @param observed `[cell]`, NaN missing
 * @param nulls `[cell][permutation]`, NaN missing
 */
export function testCells(
  observed: Float64Array,
  nulls: Float64Array,
  permutations: number,
  test: CellTest,
): TestedCells {
  const missing = (): Float64Array => new Float64Array(observed.length).fill(NaN);
  const out: TestedCells = {
    p: missing(),
    error: missing(),
    low: missing(),
    high: missing(),
    extrapolated: new Uint8Array(observed.length),
    shapes: [],
    refused: new Map(),
  };
  const intervals = new CountIntervals();
  const sorter = new SampleSorter(permutations);
  observed.forEach((value, cell) => {
    const own = nulls.subarray(cell * permutations, (cell + 1) * permutations);
    const sorted = sorter.sorted(own);
    out.shapes.push(nullShape(sorted));
    const count = tailCount(value, sorted, test.tail);
    if (!count) return;
    const counted = countedP(count, test.tail);
    const small = test.extrapolate && count.extreme < FEWEST_EXTREME;
    const beyond = small ? fromTail(value, sorted, count, test) : null;
    if (typeof beyond === 'string') out.refused.set(beyond, (out.refused.get(beyond) ?? 0) + 1);
    // A correlation of −1 is infinitely far out, where no tail says anything.
    const found = beyond !== null && typeof beyond === 'object' && beyond.p > 0 ? beyond : null;
    const [low, high] = intervals.of(count, test.tail, counted);
    [out.low[cell], out.high[cell]] = [low, high];
    // What was counted is certain as far as it goes: no extrapolation contradicts it.
    out.p[cell] = found ? Math.min(Math.max(found.p, low, test.least), high) : counted;
    out.error[cell] = found?.error ?? countingError(counted, count.nulls, test.tail);
    out.extrapolated[cell] = found ? 1 : 0;
  });
  return out;
}

/** p and its error from the tail that the observed value lies in, twice for two tails; or why there is no fit. */
function fromTail(
  observed: number,
  sorted: Float64Array,
  { side }: TailCount,
  { tail }: CellTest,
): { p: number; error: number } | Refusal {
  const turned = side === 'upper' ? sorted : mirrored(sorted);
  const fitted = fitTail(turned);
  if (typeof fitted === 'string') return fitted;
  const { p, error } = extrapolatedP(fitted, side === 'upper' ? observed : -observed);
  const factor = tail === 'two' ? 2 : 1;
  return { p: factor * p, error: factor * error };
}
