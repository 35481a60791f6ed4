import { describe, expect, it } from 'vitest';
import { corrections } from '../../../engine/inference/corrections.js';
import { leastP, reachProblem, type ReachCase } from '../../../engine/inference/reach.js';

const family: ReachCase = {
  correction: 'bonferroni',
  tests: 100,
  meff: null,
  permutations: 1000,
  relabelings: null,
  tail: 'two',
  approximated: false,
  statistic: null,
};
const problem = (of: Partial<ReachCase>) => reachProblem({ ...family, ...of });

describe('reach of a correction', () => {
  it('is told for every correction that 1,000 permutations and 100 tests leave without result', () => {
    const found = Object.fromEntries(
      corrections.map(({ name }) => [name, problem({ correction: name, meff: 60 })?.code ?? null]),
    );
    expect(found).toEqual({
      meff_galwey: 'unreachable-threshold',
      meff_li_ji: 'unreachable-threshold',
      maxT: null,
      step_maxT: null,
      fdr_bh: 'needs-several-tests',
      fdr_by: 'needs-several-tests',
      bonferroni: 'unreachable-threshold',
      sidak: 'unreachable-threshold',
      holm: 'unreachable-threshold',
      holm_sidak: 'unreachable-threshold',
      hommel: 'needs-several-tests',
      simes_hochberg: 'needs-several-tests',
    });
  });

  it('is silent where one test alone can get below .05', () => {
    for (const { name } of corrections)
      expect(problem({ correction: name, meff: 30, permutations: 20_000 })).toBeNull();
  });

  it('names a number of permutations that is enough, and hardly more', () => {
    for (const name of ['bonferroni', 'sidak', 'holm', 'fdr_bh', 'fdr_by', 'hommel']) {
      const words = problem({ correction: name })!.message;
      const needed = Number(/at least ([\d,]+) permutations/.exec(words)![1]!.replaceAll(',', ''));
      expect(problem({ correction: name, permutations: needed }), name).toBeNull();
      expect(problem({ correction: name, permutations: 0.9 * needed - 200 }), name).not.toBeNull();
    }
  });

  it('names how many tests FDR needs together: 100/1000/k < .05 from 3 on', () => {
    expect(problem({ correction: 'fdr_bh' })?.message).toContain('at least 3 tests need');
    // Hochberg: (100 − k + 1)/1000 < .05 from 52 on.
    expect(problem({ correction: 'simes_hochberg' })?.message).toContain('at least 52 tests need');
  });

  it('says that more permutations do not help where groups are small', () => {
    expect(leastP('two', 20)).toBe(0.1);
    expect(leastP('upper', 20)).toBe(0.05);
    const few = problem({ tests: 1, relabelings: 20, permutations: 10_000 });
    expect(few?.code).toBe('few-relabelings');
    expect(few?.message).toContain('20 ways, so no p can be below 0.1');
    expect(problem({ tests: 1, relabelings: 184_756, permutations: 10_000 })).toBeNull();
    // 10 pairs, 29 tests: .00195 · 29 is above .05, whatever the number of permutations.
    expect(problem({ tests: 29, relabelings: 1024, permutations: 1e6 })?.message).toContain(
      'no Bonferroni p below 0.057',
    );
    expect(problem({ correction: 'maxT', relabelings: 1024, permutations: 1e6 })).toBeNull();
    expect(problem({ correction: 'maxT', relabelings: 20, permutations: 1e6 })?.code).toBe(
      'few-relabelings',
    );
  });

  it('is information where small p are extrapolated, a warning where relabelings bound them', () => {
    expect(problem({ approximated: true })).toMatchObject({
      severity: 'information',
      code: 'needs-approximation',
    });
    expect(problem({ approximated: true, tests: 29, relabelings: 1024 })?.severity).toBe('warning');
  });

  it('does not offer to extrapolate from too few nulls', () => {
    const few = problem({ permutations: 200, approximated: true });
    expect(few?.code).toBe('unreachable-threshold');
    expect(few?.message).not.toContain('gpd');
  });

  it('names the statistic where there are several', () => {
    expect(problem({ statistic: 'beta' })?.message).toContain('Bonferroni p of beta is 0.1');
  });
});
