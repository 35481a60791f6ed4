import { describe, expect, test } from 'vitest';
import { load, PREAMBLE } from './setup.js';

const syntax = async (text: string) =>
  (await load(text)).diagnostics
    .filter(({ code }) => code === 'syntax')
    .map(({ message }) => message);
const kinds = async (text: string) =>
  (await load(text)).document.parseResult.value.declarations.map(({ $type }) => $type);

describe('the grammar accepts', () => {
  test.each([
    ['an empty file', ''],
    ['comments', '// one\n/* two\n lines */ maps a = reference pet // three'],
    ['single quotes and escapes', `maps a = table 'it\\'s "a" table.csv'`],
    [
      'all sources',
      'maps a = reference pet { collection: All }\nmaps b = example patients\nmaps c = table "t.csv" { index: id }\nmaps d = image "i.nii" { space: fsLR }\nmaps e = images "*.nii.gz"\nmaps f = images { "A": "a.nii", B: "b.nii" }\nmaps g = surface "l.gii" "r.gii"\nmaps h = result of X\ncolocalization X { y: a, x: a }',
    ],
    [
      'blocks with and without commas',
      'defaults { n_perm: 1000, seed: 1 }\ncolocalization A {\n y: pain\n x: receptors,\n}',
    ],
    ['lists with a trailing comma', 'defaults { mc_method: [meff, holm,] }'],
    ['signed numbers with exponent', 'defaults { n_proc: -1 maps_tol: +1.5e-6 seed: 3 }'],
    [
      'keywords as keys and words',
      'colocalization A { parcellation: "maps" }\npipeline P { permute { what: maps } }',
    ],
    [
      'sums',
      'parcellation p = Schaefer200 + TianS1\ndefaults { maps_method: alexander_bloch + moran }',
    ],
    ['calls with numbers and texts', 'defaults { comparison_method: hedges(1, "a b") }'],
    ['pipelines', 'pipeline P { fit { x: receptors } colocalize { method: [spearman, mlr] } }'],
  ])('%s', async (_name, text) => {
    expect(await syntax(text)).toEqual([]);
  });
});

describe('the grammar rejects, in words,', () => {
  test.each([
    ['a misspelled keyword', 'colocalizatoin A { y: a }', /Did you mean `colocalization`/],
    ['a misspelled source', 'maps a = refrence pet', /Did you mean `reference`/],
    ['a missing colon', 'colocalization A { y pain }', /key: value/],
    ['a missing comma in a list', 'defaults { mc_method: [meff holm] }', /commas are required/],
    ['a semicolon', 'colocalization A { y: a; x: b }', /not with `;`/],
    ['a text that is not closed', 'maps a = table "t.csv\n', /not closed/],
    ['a brace too many', 'defaults { seed: 1 } }', /closes nothing/],
    ['a keyword as a name', 'design design = table "d.csv"', /keyword and cannot be a name/],
    ['a comment of another language', '# hello', /Comments begin with/],
    [
      'a block that is not closed',
      'colocalization A { y: a\nmaps b = reference pet',
      /This block is not closed/,
    ],
  ])('%s', async (_name, text, expected) => {
    expect((await syntax(text)).join('\n')).toMatch(expected);
  });
});

describe('what stands after an error stays usable', () => {
  test('after a brace that is missing', async () => {
    const text =
      'colocalization A { y: pain, x:\nmaps foo = reference pet\ndefaults { seed: 1 }\nxsea B { y: foo }';
    expect(await kinds(text)).toEqual(['Analysis', 'Maps', 'Defaults', 'Analysis']);
  });

  test('after a key without a value', async () => {
    const { document, codes } = await load(
      `${PREAMBLE}colocalization A { y:\n x: receptors n_perm: 5000 }`,
    );
    const analysis = document.parseResult.value.declarations[2];
    expect(
      analysis?.$type === 'Analysis' && analysis.block.properties.map(({ key }) => key),
    ).toEqual(['y', 'x', 'n_perm']);
    expect(codes).toEqual(['missing-value']);
  });

  test('after a misspelled source', async () => {
    expect(await kinds('maps a = refrence pet\nmaps b = reference pet')).toEqual(['Maps', 'Maps']);
  });
});

test('a quoted name and a bare one are the same', async () => {
  const { codes } = await load(`${PREAMBLE}colocalization "A" { y: a }`);
  expect(codes).toContain('syntax');
  const quoted = await load(
    `${PREAMBLE}colocalization A { y: "pain", x: 'receptors', colocalization_method: "pearson", parcellation: "Schaefer200" }`,
  );
  expect(quoted.codes).toEqual([]);
});

describe('hostile text does no harm', () => {
  test.each([
    ['lists', '[', ']'],
    ['blocks', '{ a: ', '}'],
  ])('thousands of nested %s', async (_name, opening, closing) => {
    for (const close of [closing, '']) {
      const text = `colocalization A { y: ${opening.repeat(3000)}${close.repeat(3000)} }\nmaps b = reference pet`;
      const messages = await syntax(text);
      expect(messages.filter((message) => message.includes('nested deeper'))).toHaveLength(1);
      expect((await kinds(text)).at(-1)).toBe('Maps');
    }
  });

  test('control characters are named, and long ones cut', async () => {
    expect((await syntax('\0'.repeat(1000))).join('\n')).toMatch(
      /^The control character U\+0000 cannot stand here/,
    );
    const [message = ''] = await syntax('§'.repeat(1000));
    expect(message.length).toBeLessThan(200);
  });

  test('a declaration without a name', async () => {
    const { diagnostics } = await load('maps 名 = reference pet\ncolocalization { y: foo }');
    const messages = diagnostics.map(({ message }) => message).join('\n');
    expect(messages).not.toMatch(/undefined|occurred/);
  });

  test('a collection of a dataset without a name', async () => {
    const { diagnostics } = await load('maps a = reference { collection: All }');
    expect(diagnostics.map(({ message }) => message).join('\n')).not.toMatch(/undefined|occurred/);
  });
});
