// What the editor offers: completion, hover, quick fixes, lenses, navigation, outline, formatting, colours.
import type { LangiumDocument } from 'langium';
import { expectFormatting } from 'langium/test';
import { describe, expect, test } from 'vitest';
import type { Position } from 'vscode-languageserver';
import { SemanticTokensDecoder } from 'langium/lsp';
import { loadDocument } from '../../language/load.js';
import { fakeCatalog } from './fake-catalog.js';
import { FILE, PREAMBLE, servicesFor } from './setup.js';

const files = {
  tables: {
    '/study/design.csv': [
      ['id', 'dx', 'age'],
      ['s1', 'AN', '20'],
    ],
  },
};
const { nsp } = servicesFor(fakeCatalog(files));
const textDocument = { uri: `file://${FILE}` };

/** The document of a text whose cursor is written as `|`. */
async function open(marked: string): Promise<{ document: LangiumDocument; position: Position }> {
  const offset = marked.indexOf('|');
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const { document } = await loadDocument(FILE, nsp, { text, slow: false });
  return { document, position: document.textDocument.positionAt(Math.max(offset, 0)) };
}

describe('completion offers', () => {
  const words = async (marked: string) => {
    const { document, position } = await open(marked);
    const list = await nsp.lsp.CompletionProvider?.getCompletion(document, {
      textDocument,
      position,
    });
    return list?.items.map(({ label }) => label) ?? [];
  };

  test.each<[string, string, string[]]>([
    ['declarations in an empty file', '|', ['maps', 'colocalization', 'defaults']],
    ['declarations after one', `${PREAMBLE}\n|`, ['colocalization', 'design']],
    ['sources', 'maps a = |', ['reference', 'table', 'images', 'result of']],
    ['datasets', 'maps a = reference |', ['pet', 'enigmathick']],
    ['datasets while one types', 'maps a = reference pe|', ['pet']],
    ['examples', 'maps a = example |', ['patients']],
    [
      'collections of the dataset that is named',
      'maps a = reference pet { collection: | }',
      ['UniqueTracers', 'AllTargetSets', 'All'],
    ],
    ['sets of the dataset', 'maps a = reference pet { sets: [| }', ['Serotonin', 'Dopamine']],
    [
      'analyses',
      `${PREAMBLE}colocalization A { y: pain x: receptors }\nmaps r = result of |`,
      ['A'],
    ],
    [
      'parcellations',
      'defaults { parcellation: | }',
      ['Schaefer200', 'Desikan', 'TianS1', 'Glasser'],
    ],
    ['a second parcellation', 'parcellation p = Schaefer200 + |', ['TianS1']],
    [
      'maps declared in the file',
      `${PREAMBLE}colocalization A { y: | }`,
      ['receptors', 'pain', 'reference'],
    ],
    ['methods in a list', 'defaults { colocalization_method: [pearson, | }', ['spearman', 'mlr']],
    ['null models', 'defaults { maps_method: al| }', ['alexander_bloch']],
    ['comparisons', 'defaults { comparison_method: | }', ['hedges', 'cohen']],
    ['tissues for z', 'defaults { z: | }', ['gm', 'csf']],
    ['truth values', 'defaults { combat: | }', ['true', 'false']],
    ['statistics for tails', 'defaults { p_tails: { | } }', ['rho']],
    ['columns of the table', 'design d = table "design.csv" { groups: | }', ['dx', 'age', 'id']],
    ['steps', 'pipeline P { | }', ['fit', 'permute']],
    ['properties of a step', 'pipeline P { permute { | } }', ['what', 'n_perm']],
  ])('%s', async (_name, marked, expected) => {
    expect(await words(marked)).toEqual(expect.arrayContaining(expected));
  });

  test('keys that fit and are not set, required ones first', async () => {
    const found = await words(`${PREAMBLE}colocalization A { y: pain, | n_perm: 1000 }`);
    expect(found[0]).toBe('x');
    expect(found).toContain('seed');
    for (const key of ['y', 'n_perm', 'design', 'paired']) expect(found).not.toContain(key);
  });

  test('designs only where a design is taken', async () => {
    const found = await words(
      `design d = table "design.csv"\n${PREAMBLE}group_colocalization G { design: | }`,
    );
    expect(found).toEqual(['d']);
  });

  test('nothing in comments and names', async () => {
    expect(await words('// ma|')).toEqual([]);
    expect(await words('maps |')).toEqual([]);
  });

  test('quoted names where they are no identifiers', async () => {
    const { document, position } = await open('defaults { parcellation: "| }');
    const list = await nsp.lsp.CompletionProvider?.getCompletion(document, {
      textDocument,
      position,
    });
    expect(list?.items.every(({ textEdit }) => textEdit !== undefined)).toBe(true);
  });
});

describe('completion puts in', () => {
  const COLLECTION = 'maps a = reference pet { collection: UniqueTracers, ';
  const GROUPS = `${PREAMBLE}design d = table "design.csv" { groups: dx }\n`;
  const complete = async (marked: string, triggerCharacter?: string) => {
    const { document, position } = await open(marked);
    const context = triggerCharacter ? { triggerKind: 2 as const, triggerCharacter } : undefined;
    const params = { textDocument, position, ...(context ? { context } : {}) };
    const list = await nsp.lsp.CompletionProvider?.getCompletion(document, params);
    return { document, items: list?.items ?? [] };
  };
  /** The text after the offer with a label is taken. */
  const taken = async (marked: string, label: string) => {
    const { document, items } = await complete(marked);
    const edit = items.find((item) => item.label === label)?.textEdit;
    if (!edit || !('range' in edit)) return `no ${label}`;
    const text = document.textDocument.getText();
    const at = (position: Position) => document.textDocument.offsetAt(position);
    return text.slice(0, at(edit.range.start)) + edit.newText + text.slice(at(edit.range.end));
  };
  const labels = async (marked: string, trigger?: string) =>
    (await complete(marked, trigger)).items.map(({ label }) => label);

  test('names in place of the whole quoted word', async () => {
    expect(await taken('maps a = reference "p|"', 'pet')).toBe('maps a = reference pet');
    expect(await taken(`${COLLECTION}maps: "|" }`, 'target-D1_pub-b')).toBe(
      `${COLLECTION}maps: "target-D1_pub-b" }`,
    );
  });

  test('as many groups as a comparison takes', async () => {
    const text = 'defaults { comparison_method: | }';
    expect(await taken(text, 'hedges')).toContain('hedges(${1:a}, ${2:b})');
    expect(await taken(text, 'mean')).toContain('mean(${1:a})');
  });

  test('levels of the groups column of the design, and not the one that stands there', async () => {
    const text = `${GROUPS}group_colocalization G { design: d, comparison_method: hedges(|`;
    expect(await labels(`${text}) }`)).toEqual(['AN', 'a', 'b']);
    expect(await labels(text.replace('(|', '(AN, |) }'))).toEqual(['a', 'b']);
  });

  test('no word twice, and none that stands in the list already', async () => {
    expect(await labels('defaults { parcellation_hemi: [L, |] }')).toEqual(['R']);
    expect(await labels(`${COLLECTION}sets: [Serotonin, D|, x] }`)).toEqual(['Dopamine']);
    expect(await labels('defaults { p_tails: { rho: upper, | } }')).not.toContain('rho');
    const many = await labels('maps a = reference pet { collection: | }');
    expect(many).toEqual([...new Set(many)]);
  });

  test('nothing unasked after a blank behind something complete', async () => {
    expect(await labels('maps a = reference pet |', ' ')).toEqual([]);
    expect(await labels('defaults { seed: 1 |', ' ')).toEqual([]);
    expect(await labels('defaults { seed: 1, |', ' ')).toContain('n_perm');
    expect(await labels('defaults { seed: 1 |')).toContain('n_perm');
    expect(await labels('maps a = reference |', ' ')).toContain('pet');
  });

  test('the question for what follows, after words that want a name', async () => {
    const { items } = await complete('maps a = |');
    const asking = items.filter(({ command }) => command).map(({ label }) => label);
    expect(asking).toEqual(['reference', 'example', 'result of']);
  });

  test('any of many map names once its letters are typed', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `GENE${i}`);
    const catalog = { ...fakeCatalog(), mapNames: () => Promise.resolve(names) };
    const { nsp: large } = servicesFor(catalog);
    const text = 'maps a = reference pet { maps: GENE1999 }';
    const { document } = await loadDocument(FILE, large, { text, slow: false });
    const ask = (character: number) =>
      large.lsp.CompletionProvider?.getCompletion(document, {
        textDocument,
        position: { line: 0, character },
      });
    const few = await ask(text.indexOf('1999'));
    expect([few?.items.length, few?.isIncomplete]).toEqual([500, true]);
    const found = await ask(text.indexOf(' }'));
    expect(found?.items.map(({ label }) => label)).toEqual(['GENE1999']);
  });
});

describe('hover tells', () => {
  const hover = async (marked: string) => {
    const { document, position } = await open(marked);
    const found = await nsp.lsp.HoverProvider?.getHoverContent(document, {
      textDocument,
      position,
    });
    const contents = found?.contents;
    return typeof contents === 'object' && 'value' in contents ? contents.value : '';
  };

  test.each<[string, string, RegExp]>([
    [
      'what a property means, and its default',
      'defaults { n_p|erm: 5000 }',
      /Number of permutations[\s\S]*Default: 10000/,
    ],
    ['what a method is', 'defaults { colocalization_method: domin|ance }', /Azen & Budescu/],
    [
      'what a correction is, by its alias',
      'defaults { mc_method: [me|ff] }',
      /meff_galwey[\s\S]*10\.1002\/gepi\.20408/,
    ],
    [
      'what a parcellation holds',
      'defaults { parcellation: Schae|fer200 }',
      /200 parcels[\s\S]*Licence: MIT[\s\S]*Nobody et al/,
    ],
    ['what a dataset holds', 'maps a = reference p|et', /UniqueTracers[\s\S]*CC BY-NC-SA/],
    [
      'what a collection is',
      'maps a = reference pet { collection: Uni|queTracers }',
      /One map for each target/,
    ],
    ['that an example is simulated', 'maps a = example pat|ients', /Simulated data/],
    [
      'what a comparison computes',
      'defaults { comparison_method: hed|ges(a, b) }',
      /small-sample correction/,
    ],
    ['what a name stands for', `${PREAMBLE}colocalization A { y: pa|in }`, /images \{ "Pain"/],
    [
      'what an analysis will do',
      `${PREAMBLE}defaults { seed: 3 }\ncolocalization A|b { y: pain, x: receptors }`,
      /alexander_bloch \(fsLR, stored spins\)[\s\S]*\| n_perm \| 10000 \| default \|[\s\S]*\| seed \| 3 \| from `defaults` \|/,
    ],
    [
      'the steps of a pipeline',
      'pipeline Pi|pe { permute { what: maps } }',
      /permute \{ what: maps \}/,
    ],
    ['what a step does', 'pipeline P { per|mute { what: maps } }', /Null distributions/],
  ])('%s', async (_name, marked, expected) => {
    expect(await hover(marked)).toMatch(expected);
  });
});

test('hover says nothing, and does not fail, where the name of a dataset is still missing', async () => {
  for (const word of ['reference', 'example']) {
    const { document, position } = await open(`maps a = ${word.slice(0, 3)}|${word.slice(3)}`);
    expect(
      await nsp.lsp.HoverProvider?.getHoverContent(document, { textDocument, position }),
    ).toBeUndefined();
  }
});

describe('quick fixes', () => {
  /** The text after the first fix of the first diagnostic. */
  const mended = async (text: string) => {
    const { document, diagnostics } = await loadDocument(FILE, nsp, { text, slow: false });
    const actions = await nsp.lsp.CodeActionProvider?.getCodeActions(document, {
      textDocument,
      range: diagnostics[0]!.range,
      context: { diagnostics: diagnostics.filter(({ severity }) => severity === 1) },
    });
    const action = actions?.[0];
    const edit =
      action && 'edit' in action ? Object.values(action.edit?.changes ?? {})[0]?.[0] : undefined;
    if (!edit) return text;
    const { start, end } = edit.range;
    const { textDocument: buffer } = document;
    return text.slice(0, buffer.offsetAt(start)) + edit.newText + text.slice(buffer.offsetAt(end));
  };

  test.each([
    ['a key', 'defaults { n_prem: 5000 }', 'defaults { n_perm: 5000 }'],
    [
      'a method in a list',
      'defaults { colocalization_method: [pearson, spaerman] }',
      'defaults { colocalization_method: [pearson, spearman] }',
    ],
    [
      'a parcellation in a sum',
      'parcellation p = Schaefer20 + TianS1',
      'parcellation p = Schaefer200 + TianS1',
    ],
    ['a dataset', 'maps a = reference pte', 'maps a = reference pet'],
    [
      'a dataset that is not declared',
      'colocalization A { y: pet, x: reference pet }',
      'colocalization A { y: reference pet, x: reference pet }',
    ],
    [
      'a name',
      `${PREAMBLE}colocalization A { y: pian, x: receptors }`,
      `${PREAMBLE}colocalization A { y: pain, x: receptors }`,
    ],
    [
      'missing quotes',
      'maps a = reference pet { maps: 5HT1a }',
      'maps a = reference pet { maps: "5HT1a" }',
    ],
    [
      'a missing property',
      `${PREAMBLE}colocalization A { y: pain }`,
      `${PREAMBLE}colocalization A {\n    x:  y: pain }`,
    ],
    [
      'a quoted comparison',
      'defaults { comparison_method: "hedges(a,b)" }',
      'defaults { comparison_method: hedges(a,b) }',
    ],
  ])('mend %s', async (_name, text, expected) => {
    expect(await mended(text)).toBe(expected);
  });
});

describe('around analyses', () => {
  const text = `${PREAMBLE}colocalization A { y: pain, x: receptors }\nmaps r = result of A\ncolocalization B { y: r, x: receptors }`;

  test('there is a lens to open a stored result, with its time', async () => {
    const { nsp: other } = servicesFor(fakeCatalog(files));
    other.library.StoredTimes.of = (file) =>
      Promise.resolve(new Map(file === FILE ? [['B', new Date(2026, 2, 1, 14, 5)]] : []));
    const { document } = await loadDocument(FILE, other, { text, slow: false });
    const lenses = await other.lsp.CodeLensProvider?.provideCodeLens(document, { textDocument });
    const found = lenses?.filter(({ command }) => command?.command === 'nispace.openResult');
    expect(found?.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
      [5, 'Open result of 2026-03-01 14:05'],
    ]);
    expect(found?.[0]?.command?.arguments).toEqual([document.uri.toString(), 'B']);
  });

  test('there is a lens to run each, and one for all', async () => {
    const { document } = await open(text);
    const lenses = await nsp.lsp.CodeLensProvider?.provideCodeLens(document, { textDocument });
    expect(
      lenses?.map(({ range, command }) => [
        range.start.line,
        command?.title,
        command?.command,
        command?.arguments?.[1] as unknown,
      ]),
    ).toEqual([
      [3, '▶ Run', 'nispace.run', 'A'],
      [3, 'Run all', 'nispace.runAll', undefined],
      [5, '▶ Run', 'nispace.run', 'B'],
    ]);
  });

  test('definition, references and rename follow declared names, quoted ones too', async () => {
    const { document, position } = await open(
      text.replace('y: pain', 'y: pa|in').replace('x: receptors }\nmaps', 'x: "receptors" }\nmaps'),
    );
    const links = await nsp.lsp.DefinitionProvider?.getDefinition(document, {
      textDocument,
      position,
    });
    expect(links?.map(({ targetSelectionRange }) => targetSelectionRange.start.line)).toEqual([2]);
    const receptors = { line: 1, character: 7 };
    const references = await nsp.lsp.ReferencesProvider?.findReferences(document, {
      textDocument,
      position: receptors,
      context: { includeDeclaration: true },
    });
    expect(references?.map(({ range }) => range.start.line).sort()).toEqual([1, 3, 5]);
    const edit = await nsp.lsp.RenameProvider?.rename(document, {
      textDocument,
      position: receptors,
      newName: 'tracers',
    });
    expect(Object.values(edit?.changes ?? {}).flat()).toHaveLength(3);
  });

  test('analyses are renamed in `result of`', async () => {
    const { document, position } = await open(
      text.replace('colocalization A', 'colocalization |A'),
    );
    const edit = await nsp.lsp.RenameProvider?.rename(document, {
      textDocument,
      position,
      newName: 'First',
    });
    expect(
      Object.values(edit?.changes ?? {})
        .flat()
        .map(({ range }) => range.start.line)
        .sort(),
    ).toEqual([3, 4]);
  });

  test('the outline shows declarations with their kind', async () => {
    const { document } = await open(text);
    const symbols = await nsp.lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument });
    expect(symbols?.map(({ name, detail }) => `${detail} ${name}`)).toEqual([
      'maps receptors',
      'maps pain',
      'colocalization A',
      'maps r',
      'colocalization B',
    ]);
  });

  test('names, keys, terms and library names have colours of their own', async () => {
    const { document } = await open(
      `${PREAMBLE}colocalization A { y: pain, x: receptors, mc_method: meff }`,
    );
    const provider = nsp.lsp.SemanticTokenProvider!;
    const tokens = await provider.semanticHighlight(document, { textDocument });
    const kinds = Object.fromEntries(
      SemanticTokensDecoder.decode(tokens, provider.tokenTypes, document).map(
        ({ text: word, tokenType }) => [word, tokenType],
      ),
    );
    expect(kinds).toMatchObject({
      receptors: 'class',
      pet: 'namespace',
      y: 'property',
      meff: 'enumMember',
      A: 'class',
    });
  });
});

describe('the formatter', () => {
  const formatting = expectFormatting(nsp);
  const STABLE = `// a comment
defaults {
    parcellation: Schaefer200
    n_perm: 1000,
    seed: 42
}
maps receptors  = reference pet { collection: UniqueTracers }
maps tasks      = images {
    "Pain": "pain.nii.gz"
    "Reward": "reward.nii.gz"
}

// another
colocalization A {
    y: tasks          // with a comment
    x: receptors
    mc_method: [meff, fdr_bh]
    p_tails: { rho: upper }
}
colocalization B { y: tasks, x: receptors }
pipeline P {
    fit         { x: receptors }
    colocalize  { method: spearman }
}
`;

  test('leaves a tidy file as it is', async () => {
    await formatting({ before: STABLE, after: STABLE });
  });

  test('indents, and puts single blanks', async () => {
    await formatting({
      before:
        'colocalization A {\ny:  tasks\n        x : receptors\n  mc_method: [ meff ,fdr_bh ]\n      }\ndefaults {seed: 1}\n  maps b = reference pet\n',
      after:
        'colocalization A {\n    y:  tasks\n    x: receptors\n    mc_method: [meff, fdr_bh]\n}\ndefaults { seed: 1 }\nmaps b = reference pet\n',
    });
  });

  test('does not touch a file with syntax errors', async () => {
    await formatting({ before: 'defaults {   seed 1 }', after: 'defaults {   seed 1 }' });
  });
});
