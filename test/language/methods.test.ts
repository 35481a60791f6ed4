// The words of the language and the table of the engine name the same methods, statistics and options.
import { describe, expect, it } from 'vitest';
import { chooseMethod } from '../../engine/colocalize/chosen-method.js';
import { DEFAULT_OPTIONS } from '../../engine/colocalize/kernels/kernel.js';
import {
  methodByName,
  methods,
  namedOptions,
  OPTION_NAMES,
  RANK_OPTION,
} from '../../engine/colocalize/methods.js';
import { METHOD_OPTIONS } from '../../language/parameters/options.js';
import { CORRELATIONS, METHODS } from '../../language/vocabulary/methods.js';

describe('methods in the language and in the engine', () => {
  it('are the same, in the same order', () => {
    expect(METHODS.terms.map(({ name }) => name)).toEqual(methods.map(({ name }) => name));
    const correlations = methods.filter(({ kind }) => kind === 'correlation');
    expect(correlations.map(({ name }) => name)).toEqual(CORRELATIONS);
  });

  it.each(METHODS.terms.map(({ name, statistics }) => [name, statistics] as const))(
    '%s tests %j',
    (name, statistics) => {
      const everything = chooseMethod(methodByName.get(name)!, { mlr_individual: true });
      const tested = everything.statistics.filter(({ tail }) => tail !== null);
      expect(tested.map((statistic) => statistic.name)).toEqual(statistics);
    },
  );

  it.each(Object.entries(METHOD_OPTIONS))('%s belongs to the same methods', (option, row) => {
    const owners = methods.filter(({ options }) => options.includes(option));
    expect([...(row.methods ?? [])].sort()).toEqual(owners.map(({ name }) => name).sort());
  });

  it('have the same defaults', () => {
    const rows: Record<string, { initial?: unknown }> = METHOD_OPTIONS;
    const options = methods.flatMap((method) =>
      method.kind === 'kernel' ? namedOptions(method.maker) : [],
    );
    for (const option of options) {
      expect(rows[OPTION_NAMES[option]]?.initial, option).toBe(DEFAULT_OPTIONS[option]);
    }
    expect(rows[RANK_OPTION]?.initial).toBe(false);
  });
});
