// Analyses as Python: every parameter in the call, files and designs read as NiSpace wants them, and the way back to the same plan.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { findAnalysis, lowerAnalysis } from '../../../language/plan.js';
import { exportPython } from '../../../language/python/export.js';
import { fromPython } from '../../../language/python/from-python.js';
import { fakeCatalog } from '../fake-catalog.js';
import { load } from '../setup.js';

const catalog = fakeCatalog({}, capabilities);
const version = '0.0.0';

async function python(text: string, name = 'A'): Promise<string> {
  const { document } = await load(text, catalog);
  const { script, problems } = exportPython(document, name, { catalog, version });
  if (script === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return script;
}

async function plan(text: string, name: string) {
  const { document } = await load(text, catalog);
  const lowered = lowerAnalysis(findAnalysis(document, name)!, { catalog });
  if (!lowered.plan) throw new Error(lowered.problems.map(({ message }) => message).join('\n'));
  return lowered.plan;
}

/** What Python's own parser says against a script; nothing where there is no python3. */
function isPython(script: string): string {
  const parse = ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'];
  return spawnSync('python3', parse, { input: script, encoding: 'utf8' }).stderr ?? '';
}

const PAIN = `
maps receptors = reference pet { collection: UniqueTracers, maps: ["5HT"] }
maps pain = images { "Pain": "data/pain.nii.gz" } `;
const GROUPS = `
maps receptors = reference pet
maps patients = table "patients.tsv" { index: subject }
design an = table "design.csv" { groups: diagnosis, covariates: [age, sex], site: scanner, subjects: id }`;

describe('an analysis as Python', () => {
  test('names the workflow with every parameter, defaults included', async () => {
    const script = await python(
      `${PAIN} colocalization A { y: pain, x: receptors, p_tails: upper, n_perm: 500, seed: 3 }`,
    );
    expect(script).toContain('from nispace.workflows import colocalization');
    expect(script).toContain('pain = {"Pain": "data/pain.nii.gz"}');
    expect(script).toContain('A = colocalization(\n    y=pain,\n    x="pet",\n');
    expect(script).toContain('fetch_x_kwargs={"maps": ["5HT"]}');
    expect(script).toContain('standardize="xz",');
    expect(script).toContain('"maps_method": "alexander_bloch", "p_tails": "upper"');
    expect(script).toContain('n_perm=500,\n    seed=3,');
  });

  test('gives the options of a null model, but no size of batches, which means something else there', async () => {
    const options = 'maps_deltas: [0.2, 0.5], maps_kernel: gaussian, maps_batch_size: 50';
    const script = await python(
      `${PAIN} colocalization A { y: pain, x: receptors, maps_method: burt2020, ${options} }`,
    );
    for (const given of [
      '"maps_deltas": [0.2, 0.5],',
      '"maps_kernel": "gaussian",',
      '"maps_b": None,',
    ])
      expect(script).toContain(given);
    expect(script).toContain('# maps_batch_size: 50 means something else in NiSpace');
    expect(script).not.toContain('"maps_batch_size"');
    const back = fromPython(script, []);
    expect(JSON.stringify(back)).toMatch(/maps_deltas: \[0\.2, 0\.5\].*maps_b: none/);
  });

  test('puts the columns of a design where NiSpace looks for them and translates the levels', async () => {
    const script = await python(
      `${GROUPS} group_colocalization A { y: patients, x: receptors, design: an, comparison_method: pairedcohen(post, pre), combat: true }`,
    );
    expect(script).toContain(
      'patients = pd.read_csv("patients.tsv", sep="\\t", index_col="subject")',
    );
    expect(script).toContain('an = an[["diagnosis", "id"] + ["age", "sex"] + ["scanner"]]');
    expect(script).toContain(
      'rename(columns={"diagnosis": "groups", "id": "subjects", "scanner": "site"})',
    );
    expect(script).toContain(
      `comparison_method=f"pairedcohen({an_letter['post']},{an_letter['pre']})"`,
    );
    expect(script).toContain('paired=True');
    expect(script).toContain('combat=True');
  });

  test('runs what it depends on first', async () => {
    const script = await python(
      `${GROUPS} group_colocalization First { y: patients, x: receptors, design: an }
      maps effect = result of First
      xsea A { y: effect, x: receptors, seed: 1 }`,
    );
    expect(script.indexOf('First = group_colocalization(')).toBeGreaterThan(0);
    expect(script.indexOf('A = xsea(')).toBeGreaterThan(script.indexOf('First = '));
    expect(script).toContain('y=First.get_y()');
  });

  test('says what NiSpace does not have', async () => {
    const script = await python(
      `${PAIN} colocalization A { y: pain, x: receptors, null_space: fsLR }`,
    );
    expect(script).toContain('# null_space: fsLR cannot be named in NiSpace');
    expect(script).toContain('# No seed in the .nsp file');
  });

  test('gives one tail for every statistic of methods that have several', async () => {
    const script = await python(
      `${PAIN} colocalization A { y: pain, x: receptors, colocalization_method: [spearman, mlr], p_tails: upper }`,
    );
    expect(script).toMatch(/"p_tails": \{[^}]*"rho": "upper"[^}]*"r2": "upper"/);
  });

  test('is refused with the first problem when there is no plan', async () => {
    await expect(python(`${PAIN} colocalization A { x: receptors }`)).rejects.toThrow('needs `y`');
    await expect(python(PAIN, 'B')).rejects.toThrow('no analysis B');
  });

  test('writes a pipeline step by step', async () => {
    const script = await python(
      `${GROUPS} pipeline A {
      fit { x: receptors, y: patients, z: gm }
      clean_y { how: between, design: an, protect: [diagnosis], combat: true }
      transform_y { transform: hedges(AN, HC), design: an }
      reduce_x { reduction: pca, n_components: 3 }
      colocalize { method: [spearman, mlr] }
      permute { what: groups, n_perm: 100, p_tails: upper }
      correct_p { mc_method: [meff, holm] }
      normalize_colocalizations { z_method: standard }
    }`,
    );
    const calls = [...script.matchAll(/A\.(\w+)\(/g)].map(([, name]) => name);
    expect([...new Set(calls)]).toEqual([
      'fit',
      'clean_y',
      'transform_y',
      'reduce_x',
      'colocalize',
      'permute',
      'correct_p',
      'normalize_colocalizations',
      'get_colocalizations',
      'get_p_values',
    ]);
    expect(script).toContain('from nispace import NiSpace');
    expect(script).toContain('protect=an[["groups"]]');
    expect(script).toContain('for method in ["spearman", "mlr"]:\n    A.colocalize(');
    expect(script).toContain('X_reduction="pca"');
    expect(script).toMatch(/Y_transform=f"hedges\(/);
    expect(script).toContain('what=["groups"]');
    expect(isPython(script)).toBe('');
  });

  test.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'is Python (skips where there is no python3)',
    async () => {
      const script = await python(
        `${GROUPS} maps g = images "scans/*.nii.gz"
        group_xsea A { y: patients, x: receptors, design: an, comparison_method: hedges(AN, HC), z: [gm, g] }`,
      );
      const { status, stderr } = spawnSync(
        'python3',
        ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'],
        { input: script, encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      expect(status).toBe(0);
    },
  );

  test('means the same when it is turned back', async () => {
    const text = `${PAIN} colocalization A { y: pain, x: receptors, z: gm, n_perm: 700, seed: 5, p_tails: lower,
      mc_method: [fdr_bh, holm], standardize: xyz, maps_which: Y, pooled_p: auto }`;
    const back = fromPython(await python(text), []);
    // The null model is explicit in Python; X, which NiSpace loads by name, is declared anew.
    // Python has every parameter written out.
    const loose = { mapsMethod: null, x: { declaration: null }, written: [] };
    const first = await plan(text, 'A');
    const again = await plan(back!.text, 'A');
    expect(again).toMatchObject({ x: { dataset: 'pet', collection: 'UniqueTracers' } });
    expect({ ...again, ...loose }).toEqual({ ...first, ...loose });
  });

  test('names both sides in a list, says what differs, and reads them again', async () => {
    const text = `${PAIN} colocalization A { y: pain, x: receptors, maps_which: [X, Y], maps_method: moran, n_perm: 700, seed: 5, p_tails: upper }`;
    const script = await python(text);
    expect(script).toContain('"maps_which": ["X", "Y"]');
    expect(script).toContain('get the same random numbers');
    expect(await plan(fromPython(script, [])!.text, 'A')).toMatchObject({ mapsWhich: 'XY' });
  });
});
