// Can any result survive a correction with the permutations asked for? Told before a run, as far as it is known then, and after it.
import type { ReachFinding, ReachQuery } from '../library/entries.js';
import type { Tail } from '../plan.js';
import { correctionByName, type Correction } from './corrections.js';
import { sidakOf, type FamilyCorrection } from './family.js';
import { FEWEST_NULLS } from './tail-fit.js';

const ALPHA = 0.05;

/** One family of tests and the permutations that their p values come from. */
export interface ReachCase {
  /** Name of the correction. */
  correction: string;
  /** p values in the family. */
  tests: number;
  /** Effective number of tests, for corrections that use it; null while it is not known. */
  meff: number | null;
  permutations: number;
  /** How many different permutations there are; null where they are too many to matter. */
  relabelings: number | null;
  tail: Tail;
  /** Small p are extrapolated, so that the number of permutations does not bound them. */
  approximated: boolean;
  /** The statistic, where a method tests several. */
  statistic: string | null;
}

/** The smallest p that so many different permutations can give: that of the data as they are, which is one of them; twice for two tails. */
export const leastP = (tail: Tail, relabelings: number | null): number =>
  relabelings === null ? 0 : Math.min(1, (tail === 'two' ? 2 : 1) / relabelings);

/** Smallest corrected p of a family. */
interface Smallest {
  /** When one test alone has the smallest p. */
  alone: number;
  /** When all tests have it: corrections that step up then become kinder. */
  together: number;
}

/** What to say of a family in which nothing, or no test alone, can get below .05; null when it can. */
export function reachProblem(of: ReachCase): ReachFinding | null {
  const correction = correctionByName.get(of.correction);
  if (!correction) return null;
  const bound = leastP(of.tail, of.relabelings);
  const floor = Math.max(1 / of.permutations, bound);
  const counted = smallest(correction, of, floor);
  if (counted.alone < ALPHA) return null;
  const limit = smallest(correction, of, bound);
  const facts = { of, correction, floor, bound, counted, limit };
  if (limit.together >= ALPHA) return finding('few-relabelings', fewWords(facts));
  if (limit.alone < ALPHA && of.approximated && of.permutations >= FEWEST_NULLS) {
    return { ...finding('needs-approximation', approximatedWords(facts)), severity: 'information' };
  }
  return counted.together >= ALPHA
    ? finding('unreachable-threshold', nothingWords(facts))
    : finding('needs-several-tests', severalWords(facts));
}

/**
 * What is known before a run, each message once. Effective numbers of tests are not: as many as one test are certain.
 * @param relabelings of the groups; null where there are none or they are not known
 */
export function reachFindings(query: ReachQuery, relabelings: number | null): ReachFinding[] {
  const { rows, columns, dimension } = query;
  const tests = { array: rows * columns, x: rows, y: columns };
  const found = query.corrections.flatMap((name) => {
    const kind = correctionByName.get(name)?.kind;
    const problem = reachProblem({
      ...query,
      correction: name,
      tests: tests[kind === 'nulls' ? 'y' : dimension],
      meff: null,
      relabelings,
      statistic: null,
    });
    return problem ?? [];
  });
  const once = found.filter(
    ({ message }, i) => found.findIndex((of) => of.message === message) === i,
  );
  return query.approximated && query.permutations < FEWEST_NULLS
    ? [...once, finding('few-nulls', fewNullsWords(query.permutations))]
    : once;
}

const fewNullsWords = (permutations: number): string =>
  `p_approximation: gpd needs at least ${FEWEST_NULLS} permutations; with n_perm: ${permutations} every p stays counted.`;

const finding = (code: ReachFinding['code'], message: string): ReachFinding => ({
  severity: 'warning',
  code,
  message,
});

function smallest(correction: Correction, { tests, meff }: ReachCase, floor: number): Smallest {
  switch (correction.kind) {
    case 'nulls':
      return { alone: floor, together: floor };
    case 'meff': {
      const p = sidakOf(floor, meff ?? 1);
      return { alone: p, together: p };
    }
    case 'family': {
      const first = (at: number): number => firstCorrected(correction.correct, tests, floor, at);
      return { alone: first(1), together: first(tests) };
    }
  }
}

/** Corrected p of a test when `count` tests have the p `floor` and the others 1. */
function firstCorrected(
  correct: FamilyCorrection,
  tests: number,
  floor: number,
  count: number,
): number {
  const p = Array.from({ length: tests }, (_, i) => (i < count ? floor : 1));
  return correct(p)[0] ?? 1;
}

interface Facts {
  of: ReachCase;
  correction: Correction;
  /** Smallest p with these permutations, and with as many as one likes. */
  floor: number;
  bound: number;
  counted: Smallest;
  limit: Smallest;
}

const thousands = (count: number): string => count.toLocaleString('en-US');
const rounded = (p: number): string => String(Number(p.toPrecision(2)));
/** `the smallest possible Holm p of beta`. */
const named = ({ of, correction }: Facts): string =>
  `${correction.label} p${of.statistic === null ? '' : ` of ${of.statistic}`}`;
const given = ({ of }: Facts): string =>
  `With n_perm: ${of.permutations} and ${thousands(of.tests)} test${of.tests === 1 ? '' : 's'}`;
const ways = ({ of }: Facts): string =>
  `The labels of the groups can be permuted in only ${thousands(of.relabelings ?? 0)} ways`;

function fewWords(facts: Facts): string {
  const { bound, limit } = facts;
  const after =
    limit.together > bound ? `, and no ${named(facts)} below ${rounded(limit.together)}` : '';
  return `${ways(facts)}, so no p can be below ${rounded(bound)}${after}: nothing can be significant. More permutations do not help; more subjects do.`;
}

function nothingWords(facts: Facts): string {
  return `${given(facts)} the smallest possible ${named(facts)} is ${rounded(facts.counted.alone)}: nothing can be significant. ${remedy(facts)}`;
}

function severalWords(facts: Facts): string {
  const { of, correction, floor, counted } = facts;
  const several = correction.kind === 'family' ? fewestTogether(correction.correct, of, floor) : 1;
  return `${given(facts)} no test alone can get a ${named(facts)} below ${rounded(counted.alone)}; at least ${thousands(several)} tests need the smallest possible p for that. ${remedy(facts)}`;
}

function approximatedWords(facts: Facts): string {
  return `${given(facts)} counted p values could not give a ${named(facts)} below ${rounded(facts.counted.alone)}: what is significant rests on p values extrapolated by p_approximation: gpd.`;
}

function remedy(facts: Facts): string {
  if (facts.limit.alone >= ALPHA) return `${ways(facts)}, so more permutations do not help.`;
  const enough = `Use at least ${thousands(neededPermutations(facts))} permutations`;
  return facts.of.permutations < FEWEST_NULLS
    ? `${enough}.`
    : `${enough}, or p_approximation: gpd.`;
}

/** Permutations with which one test alone gets below .05, to the next hundred. */
function neededPermutations({ correction, of }: Facts): number {
  const tiny = 1e-12;
  const slope = smallest(correction, of, tiny).alone / tiny;
  return (Math.floor(slope / ALPHA / 100) + 1) * 100;
}

/** How many tests need the smallest p for one of them to get below .05. */
function fewestTogether(correct: FamilyCorrection, { tests }: ReachCase, floor: number): number {
  let low = 1;
  let high = tests;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firstCorrected(correct, tests, floor, middle) < ALPHA) high = middle;
    else low = middle + 1;
  }
  return low;
}
