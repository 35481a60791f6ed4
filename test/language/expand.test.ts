// An analysis and the pipeline it is expanded to mean the same: equal steps, so equal keys and equal numbers.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import { stepsOf } from '../../engine/pipeline/workflow-steps.js';
import { expanded } from '../../language/expand/expand.js';
import { isAnalysis } from '../../language/generated/ast.js';
import { loadDocument } from '../../language/load.js';
import { createNspServices } from '../../language/module.js';
import { findAnalysis, lowerAnalysis } from '../../language/plan.js';
import { runnables } from '../../language/plan/subject.js';
import type { Catalog } from '../../language/catalog.js';
import { PipelineActionKind } from '../../server/protocol.js';
import { buildBundles } from '../bundles.js';
import { root } from '../shared.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE } from './setup.js';

const catalog = fakeCatalog({}, { ...capabilities, laterProperties: [] });

const DECLARED = `${PREAMBLE}
maps subjects = table "subjects.csv"
maps cells = reference pet { collection: UniqueTracers }
design an = table "design.csv" { groups: dx, covariates: [age, sex], site: scanner, subjects: pair }
`;

const text = (kind: string, properties: string, before = '') =>
  `${DECLARED}${before}\n${kind} A { ${properties} }`;

const CASES: [title: string, kind: string, properties: string, before?: string][] = [
  ['nothing but maps', 'colocalization', 'y: pain, x: receptors'],
  [
    'every option of a colocalization',
    'colocalization',
    `y: pain, x: receptors, z: [gm, receptors], standardize: xyz, parcellation: Schaefer100, parcellation_hemi: L
     y_covariates: an, combat: true, colocalization_method: [spearman, mlr], adj_r2: false, mlr_individual: true
     n_perm: 500, maps_method: moran, maps_n_components: none, maps_procedure: pair, null_space: fsLR, maps_which: Y
     p_tails: { rho: upper, r2: upper }, pooled_p: median, mc_method: [meff, fdr_bh, maxT], mc_dimension: y
     normalize_colocalizations: false, r_to_z: false, seed: 3, n_proc: 2`,
  ],
  [
    'what defaults say',
    'colocalization',
    'y: pain, x: receptors',
    'defaults { parcellation: Schaefer100, seed: 42, n_perm: 2000, rank: true, groups_strategy: draw, r_to_z: false, colocalization_method: mlr }',
  ],
  ['both sides', 'colocalization', 'y: pain, x: receptors, maps_which: [X, Y]'],
  ['pooling left to the run', 'colocalization', 'y: pain, x: receptors, pooled_p: auto'],
  ['groups', 'group_colocalization', 'y: subjects, x: receptors, design: an'],
  [
    'groups with everything',
    'group_colocalization',
    `y: subjects, x: receptors, design: an, z: gm, comparison_method: hedges(b, "a level"), combat: true
     groups_strategy: proportional, n_perm: 50, mc_method: holm, seed: 1`,
  ],
  [
    'pairs by the comparison',
    'group_colocalization',
    'y: subjects, x: receptors, design: an, comparison_method: elemdiff(a, b)',
  ],
  ['pairs by name', 'group_colocalization', 'y: subjects, x: receptors, design: an, paired: true'],
  ['sets', 'xsea', 'y: pain, x: cells'],
  [
    'sets with everything',
    'xsea',
    'y: pain, x: cells, maps_which: X, xsea_aggregation_method: absmedian, pooled_p: mean, y_covariates: an',
  ],
  ['random sets', 'xsea', 'y: pain, x: cells, permute_sets: true, x_background: receptors'],
  ['random sets of the whole dataset', 'xsea', 'y: pain, x: cells, permute_sets: true'],
  [
    'groups and sets',
    'group_xsea',
    'y: subjects, x: cells, design: an, xsea_aggregation_method: median',
  ],
];

/** Steps of an analysis, and of what it is expanded to. */
async function bothWays(source: string, name: string, from: Catalog) {
  const before = await load(source, from);
  const analysis = findAnalysis(before.document, name)!;
  const lowered = lowerAnalysis(analysis, { catalog: from });
  if (!lowered.plan) throw new Error(JSON.stringify(lowered.problems));
  if (!isAnalysis(analysis)) throw new Error(`${name} is a pipeline.`);
  const { offset, end } = analysis.$cstNode!;
  const pipeline = expanded(analysis, from)!;
  const after = await load(source.slice(0, offset) + pipeline + source.slice(end), from);
  const again = lowerAnalysis(findAnalysis(after.document, name)!, { catalog: from });
  if (!again.plan) throw new Error(`${pipeline}\n${JSON.stringify(again.problems)}`);
  return { plan: lowered.plan, pipeline, again: again.plan, codes: after.codes };
}

describe('an analysis expanded to a pipeline', () => {
  test.each(CASES)(
    'has the same steps, seed and threads: %s',
    async (_, kind, properties, before) => {
      const { plan, again } = await bothWays(text(kind, properties, before), 'A', catalog);
      expect(again.kind).toBe('pipeline');
      expect(stepsOf(again)).toEqual(stepsOf(plan));
      const { name, seed, nProc } = plan;
      expect(again).toMatchObject({ name, seed, nProc });
    },
  );

  test('writes what differs from the defaults, one step a line, and keeps comments', async () => {
    const source = text(
      'colocalization',
      'y: pain // the map\n x: receptors, p_tails: upper, mc_dimension: array',
      'defaults { seed: 42 }',
    );
    const { pipeline } = await bothWays(source, 'A', catalog);
    expect(pipeline).toBe(`// the map
pipeline A {
    fit { y: pain, x: receptors }
    colocalize { }
    permute { what: maps, pooled_p: false, p_tails: upper, seed: 42 }
    correct_p { }
    normalize_colocalizations { }
}`);
  });

  test('is offered at an analysis and nowhere else', async () => {
    const { nsp } = createNspServices({ ...NodeFileSystem, catalog });
    const source = text('colocalization', 'y: pain, x: receptors');
    const { document } = await loadDocument('/study/a.nsp', nsp, { text: source });
    const at = async (line: number) => {
      const position = { line, character: 0 };
      const actions = await nsp.lsp.CodeActionProvider!.getCodeActions(document, {
        textDocument: { uri: document.uri.toString() },
        range: { start: position, end: position },
        context: { diagnostics: [] },
      });
      const kinds = (actions ?? []).map((action) => ('kind' in action ? action.kind : ''));
      expect(kinds.every((kind) => kind === PipelineActionKind)).toBe(true);
      return (actions ?? []).map(({ title }) => title);
    };
    expect(await at(source.split('\n').length - 1)).toEqual(['Expand A to a pipeline']);
    expect(await at(1)).toEqual([]);
  });
});

describe('every analysis of the examples', () => {
  const folder = join(root, 'examples');
  const files = readdirSync(folder).filter((file) => file.endsWith('.nsp'));
  let library: DataLibrary;
  beforeAll(async () => {
    library = DataLibrary.open([(await buildBundles()).demoLibrary], capabilities);
  }, 60_000);

  test.each(files)(
    '%s expands to pipelines with the same steps, without errors',
    async (file) => {
      const { nsp } = createNspServices({ ...NodeFileSystem, catalog: library });
      const { document } = await loadDocument(join(folder, file), nsp);
      let source = document.textDocument.getText();
      const names = runnables(document).flatMap((one) => (isAnalysis(one) ? [one.name] : []));
      for (const name of names) {
        const { plan, again, pipeline } = await bothWays(source, name, library);
        expect(stepsOf(again), name).toEqual(stepsOf(plan));
        const analysis = findAnalysis((await load(source, library)).document, name)!;
        const { offset, end } = analysis.$cstNode!;
        source = source.slice(0, offset) + pipeline + source.slice(end);
      }
      const { diagnostics } = await load(source, library);
      const errors = diagnostics
        .filter(({ severity }) => severity === 1)
        .map(({ message }) => message);
      expect(errors).toEqual([]);
    },
    60_000,
  );
});
