// What a file can permute together: sides of maps, combinations in pipelines, pairs; and what becomes of them in the plan.
import { describe, expect, test } from 'vitest';
import { findAnalysis, lowerAnalysis } from '../../language/plan.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE } from './setup.js';
import { capabilities } from '../../engine/capabilities.js';

const able = fakeCatalog({}, { ...capabilities, nullModels: ['moran', 'alexander_bloch'] });

const GROUPS =
  'maps receptors = reference pet { collection: UniqueTracerSets }\nmaps subjects = example patients\n'
  + 'design study = table "design.csv" { groups: dx }\n';

const pipeline = (permute: string, colocalize = '', compared = true): string =>
  `${GROUPS}pipeline A { fit { x: receptors, y: subjects } `
  + `${compared ? 'transform_y { transform: hedges(AN, HC), design: study } ' : ''}`
  + `colocalize { ${colocalize} } permute { ${permute} } }`;

const found = async (text: string) =>
  (await load(text, able)).diagnostics
    .map(({ code, severity }) => `${severity} ${String(code)}`)
    .filter((one) => /^[12]/.test(one));

async function permuteOf(text: string) {
  const { document } = await load(text, able);
  const { plan, problems } = lowerAnalysis(findAnalysis(document, 'A')!, { catalog: able });
  if (plan?.kind !== 'pipeline') throw new Error(JSON.stringify(problems));
  return plan.steps.find((step) => step.step === 'permute');
}

describe('sides of maps', () => {
  test('are one or both', async () => {
    const analysis = (which: string) =>
      `${PREAMBLE}colocalization A { y: pain, x: receptors, maps_which: ${which} }`;
    for (const [text, mapsWhich] of [
      ['X', 'X'],
      ['[Y]', 'Y'],
      ['[X, Y]', 'XY'],
      ['[Y, X]', 'XY'],
    ] as const) {
      expect(await found(analysis(text))).toEqual([]);
      const { document } = await load(analysis(text), able);
      const { plan } = lowerAnalysis(findAnalysis(document, 'A')!, { catalog: able });
      expect(plan).toMatchObject({ mapsWhich });
    }
    expect(await found(analysis('[X, X]'))).toEqual(['1 listed-twice']);
    expect(await found(analysis('[X, Z]'))).toEqual(['1 unknown-value']);
  });

  test('are one where null maps come from a file', async () => {
    const own = (which: string) =>
      `${PREAMBLE}colocalization A { y: pain, x: receptors, maps_nulls: "n.npy", maps_which: ${which} }`;
    expect(await found(own('[X, Y]'))).toEqual(['1 nulls-of-one-side']);
    expect(await found(own('Y'))).toEqual([]);
    const steps = (which: string) =>
      pipeline(`what: maps, maps_nulls: "n.npy", maps_which: ${which}`, '', false);
    expect(await found(steps('[X, Y]'))).toEqual(['1 nulls-of-one-side']);
    expect(await found(steps('X'))).toEqual([]);
  });
});

describe('a permute step', () => {
  test.each([
    ['what: maps, maps_which: [X, Y]', '', false],
    ['what: [groups, maps]', '', true],
    ['what: [maps, groups], maps_which: X', '', true],
    ['what: [maps, sets]', 'xsea: true', false],
    ['what: [groups, sets]', 'xsea: true', true],
    ['what: pairs', '', false],
  ])('takes %s', async (permute, colocalize, compared) => {
    expect(await found(pipeline(permute, colocalize, compared))).toEqual([]);
  });

  test.each([
    ['permuted-together', 'what: [pairs, maps]', '', false],
    ['permuted-together', 'what: [pairs, groups]', '', true],
    ['permuted-side', 'what: [groups, maps], maps_which: [X, Y]', '', true],
    ['permuted-side', 'what: [maps, sets], maps_which: X', 'xsea: true', false],
    ['pairs-of-correlations', 'what: pairs', 'method: [spearman, mlr]', false],
    ['pairs-of-sets', 'what: pairs', 'xsea: true', false],
    ['pairs-of-groups', 'what: pairs', '', true],
  ])('is told %s: %s', async (code, permute, colocalize, compared) => {
    expect(await found(pipeline(permute, colocalize, compared))).toContain(`1 ${code}`);
  });

  test('leaves maps where they are beside groups and sets, with a warning', async () => {
    const text = pipeline('what: [groups, maps, sets]', 'xsea: true');
    expect(await found(text)).toEqual(['2 permuted-together']);
    expect(await permuteOf(text)).toMatchObject({
      maps: null,
      groups: { strategy: 'shuffle' },
      sets: { background: null },
    });
  });

  test('moves Y beside sets, X beside groups', async () => {
    expect(await permuteOf(pipeline('what: [maps, sets]', 'xsea: true', false))).toMatchObject({
      maps: { which: ['Y'] },
    });
    expect(await permuteOf(pipeline('what: [groups, maps]'))).toMatchObject({
      maps: { which: ['X'] },
    });
  });
});
