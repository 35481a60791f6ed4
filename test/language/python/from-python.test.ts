// Pasted NiSpace calls: read, translated, offered in the editor; nothing of them is lost.
import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { fromPython } from '../../../language/python/from-python.js';
import { readPython } from '../../../language/python/read.js';
import { pythonRegions } from '../../../language/python/region.js';
import { load, servicesFor } from '../setup.js';

const translated = (source: string, taken: string[] = []) => fromPython(source, taken)?.text ?? '';

describe('the reader of Python', () => {
  test('reads literals, calls and names, over lines and comments', () => {
    const [statement] = readPython(
      `a, b = f.g(1_000, -2.5e3, 'it\\'s', "a" "b", [1, (2, 3)], {"k": None}, x=True,  # why\n  y=z)`,
    );
    expect(statement).toMatchObject({
      targets: ['a', 'b'],
      value: {
        kind: 'call',
        callee: 'f.g',
        positional: [
          { kind: 'number', value: 1000 },
          { kind: 'number', value: -2500 },
          { kind: 'text', value: "it's" },
          { kind: 'text', value: 'ab' },
          { kind: 'list', items: [{ value: 1 }, { kind: 'list' }] },
          { kind: 'dict', entries: [[{ value: 'k' }, { kind: 'constant', value: null }]] },
        ],
        named: [
          ['x', { kind: 'constant', value: true }],
          ['y', { kind: 'name', name: 'z' }],
        ],
      },
    });
  });

  test('keeps other Python as it was written, and never hangs on broken text', () => {
    const [first, second] = readPython('a = df[["x"]].T\nfor i in range(3): print(i)');
    expect(first?.value).toEqual({ kind: 'other', source: 'df[["x"]].T' });
    expect(second?.value.kind).toBe('other');
    for (const broken of ['colocalization(', 'f(a=', '{1:', '[', 'x = "', '))((', 'f(,,,)', '{,}'])
      expect(() => readPython(broken)).not.toThrow();
  });
});

describe('a workflow call as .nsp', () => {
  test('declares the maps it uses and writes the properties', () => {
    expect(
      translated(`pain = {"Pain": "neuroquery/pain.nii.gz"}
colocs, p, p_corrected, nsp = colocalization(
    y=pain, x="PET", x_collection="UniqueTracers", parcellation="Schaefer200",
    n_perm=1000, seed=42, permute_kwargs={"p_tails": "upper"}, return_nispace_only=False)`),
    ).toBe(`maps pain = images { "Pain": "neuroquery/pain.nii.gz" }

maps pet_maps = reference pet { collection: UniqueTracers }

colocalization nsp {
    y: pain
    x: pet_maps
    parcellation: Schaefer200
    n_perm: 1000
    seed: 42
    p_tails: upper
}
`);
  });

  test('names the default dataset, which NiSpace takes silently', () => {
    expect(translated('A = colocalization(y)')).toContain('= reference pet');
    expect(translated('A = xsea(y)')).toContain('= reference mrna');
  });

  test('follows one call into the next', () => {
    const text = translated(`g = group_colocalization(y=y, design=d, comparison_method="a-b")
e = xsea(y=g.get_y(), x="mrna")`);
    expect(text).toContain('comparison_method: elemdiff(a, b)');
    expect(text).toContain('= result of g');
  });

  test('keeps what has no counterpart as comments', () => {
    const text = translated(
      `x = 1 + 2\nA = colocalization(y=y, x="pet", nispace_object=obj, permute_kwargs={"odd": 1})\nprint(A)`,
    );
    expect(text).toContain('// Python, not translated: x = 1 + 2');
    expect(text).toContain('// not translated: nispace_object (obj)');
    expect(text).toContain('// not translated: permute_kwargs["odd"] (1)');
    expect(text).toContain('// Python, not translated: print(A)');
  });

  test('tells to save Python objects as tables', () => {
    expect(translated('A = colocalization(y=subjects)')).toContain(
      'maps subjects = table "subjects.csv"  // was subjects: save it as this table',
    );
  });

  test('takes names that are free', () => {
    expect(translated('A = colocalization(y=y)', ['A', 'y'])).toMatch(
      /colocalization A_2 \{\n {4}y: y_2\n/,
    );
  });

  test('is none without a workflow call', () => {
    expect(fromPython('a = 1', [])).toBeNull();
  });
});

describe('pasted Python in the editor', () => {
  const before = 'defaults {\n    seed: 1\n}\n\n';
  const pasted = 'A = colocalization(\n    y=pain,\n    seed=3,\n)';
  const after = '\n\nmaps pain = images { "Pain": "pain.nii.gz" }\n';

  test('is found between the declarations', () => {
    const text = before + pasted + after;
    const [region] = pythonRegions(text);
    expect(text.slice(region?.start, region?.end)).toBe(pasted);
    expect(pythonRegions('colocalization A {\n  y: a\n}')).toEqual([]);
  });

  test('is offered as declarations, which use those of the file, replace it and can be read', async () => {
    const text = before + pasted + after;
    const { document, diagnostics } = await load(text);
    const { nsp } = servicesFor();
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } };
    const actions = (await nsp.lsp.CodeActionProvider!.getCodeActions(document, {
      textDocument: { uri: document.uri.toString() },
      range,
      context: { diagnostics },
    })) as CodeAction[];
    expect(actions[0]?.title).toBe('Turn the Python call into A');
    const [edit] = actions[0]?.edit?.changes?.[document.uri.toString()] ?? [];
    const { start, end } = edit!.range;
    const at = (place: typeof start): number => document.textDocument.offsetAt(place);
    const mended = text.slice(0, at(start)) + edit!.newText + text.slice(at(end));
    const again = await load(mended);
    expect(again.document.parseResult.parserErrors).toEqual([]);
    expect(mended).toContain('colocalization A {\n    y: pain\n');
  });
});
