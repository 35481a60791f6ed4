// Group cases 03, 04 and 14 of golden/end-to-end, put together from the engine's pieces, and the facts their notes state:
// ComBat's rounds, shuffles that repeat the truth.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { readTable, readTextTable } from '../../engine/formats/csv.js';
import { permutationP } from '../../engine/inference/p-values.js';
import { fillLabels } from '../../engine/nulls/labels.js';
import { Control } from '../../engine/parallel/control.js';
import { cleanBetween } from '../../engine/prepare/clean/between.js';
import type { DesignColumn } from '../../engine/prepare/clean/encode.js';
import { harmonize } from '../../engine/prepare/combat/harmonize.js';
import { GroupComparison } from '../../engine/prepare/comparisons/comparison.js';
import { EffectNulls } from '../../engine/prepare/comparisons/effect-nulls.js';
import { codeGroups } from '../../engine/prepare/comparisons/groups.js';
import { absent, dataDir, goldenDir, sharedDir } from '../shared.js';
import { idle } from '../engine/prepare/idle.js';

/** The maps of an example and the columns of a design, rows joined by their label. */
async function example(name: string, parcellation: string, design: string) {
  const table = await readTable(
    join(dataDir()!, 'example', name, `example-${name}_parc-${parcellation}.csv.gz`),
  );
  const { columns, rows } = await readTextTable(design);
  const byLabel = new Map(rows.map((row) => [row[0]!, row]));
  const column = (wanted: string, categorical = false): DesignColumn => ({
    name: wanted,
    cells: table.rows.map((row) => byLabel.get(row)?.[columns.indexOf(wanted)] ?? null),
    categorical,
  });
  const none = table.rows.map(() => null);
  const y = {
    labels: table.rows,
    sets: none,
    weights: none,
    parcels: table.columns,
    values: table.values,
  };
  return { y, column };
}

/** The rows rho_z of one analysis of a case. */
function expectedOf(id: string, analysis: string): { x: string; observed: number; p: number }[] {
  const lines = readFileSync(join(goldenDir()!, 'end-to-end', `${id}.expected.csv`), 'utf8')
    .trim()
    .split(/\r?\n/);
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cells[0] === analysis && cells[4] === 'rho_z')
    .map((cells) => ({ x: cells[3]!, observed: Number(cells[5]), p: Number(cells[7]) }));
}

interface Chain {
  id: string;
  analysis: string;
  example: [string, string];
  design: string;
  covariates: string[];
  site?: string;
  pairs?: string;
  levels: [string, string];
  seed: number;
}

const ENIGMA: [string, string] = ['enigmamica', 'DesikanKilliany'];
const paired = {
  example: ENIGMA,
  design: 'golden/end-to-end/data/paired_design.csv',
  pairs: 'pair',
};
const chains: Chain[] = [
  {
    id: '03_group_epilepsy',
    analysis: 'Epilepsy',
    example: ENIGMA,
    design: 'nispace-data/example/enigmamica/design.csv',
    covariates: ['age', 'sex', 'icv'],
    levels: ['PAT', 'HC'],
    seed: 42,
  },
  {
    id: '04_group_combat_then_xsea',
    analysis: 'Anorexia',
    example: ['anorexianervosa', 'Schaefer200Parcels7Networks'],
    design: 'nispace-data/example/anorexianervosa/design.csv',
    covariates: ['age', 'sex'],
    site: 'site',
    levels: ['AN', 'HC'],
    seed: 42,
  },
  {
    ...paired,
    id: '14_paired',
    analysis: 'Pairs',
    covariates: [],
    levels: ['PAT', 'HC'],
    seed: 42,
  },
  {
    ...paired,
    id: '14_paired',
    analysis: 'PairsAge',
    covariates: ['age'],
    levels: ['PAT', 'HC'],
    seed: 3,
  },
];

/** From subjects to p values, by the pieces under test. */
async function runChain(chain: Chain): Promise<Map<string, { observed: number; p: number }>> {
  const { y, column } = await example(...chain.example, join(sharedDir()!, chain.design));
  const kept = [column('groups', true), ...(chain.pairs ? [column(chain.pairs, true)] : [])];
  const nuisance = chain.covariates.map((name) => column(name));
  const even = chain.site
    ? harmonize(y, { site: column(chain.site), kept: [...nuisance, ...kept] }, true, idle).table
    : y;
  const cleaned = nuisance.length
    ? cleanBetween(even, { nuisance, protected: kept }, idle).table
    : even;
  const groups = codeGroups({
    labels: y.labels,
    groups: column('groups').cells,
    subjects: chain.pairs ? column(chain.pairs).cells : null,
  });
  const effect = chain.pairs ? 'pairedcohen' : 'hedges';
  const observed = new GroupComparison(
    cleaned,
    { transform: effect, levels: chain.levels },
    groups,
  ).observed().table;
  const labels = new Uint8Array(1000 * groups.rows.length);
  fillLabels(groups, 'shuffle', chain.seed, 0, 1000, labels, new Control());
  const parcels = y.parcels.length;
  const values = new Float64Array(1000 * parcels);
  const first = groups.levels.indexOf(chain.levels[0]) as 0 | 1;
  new EffectNulls({ values: cleaned.values, parcels }, groups, effect, first).fill(
    labels,
    0,
    1000,
    values,
    new Control(),
  );
  const pet = await readTable(
    join(dataDir()!, `reference/pet/tab/dset-pet_parc-${chain.example[1]}.csv.gz`),
  );
  const x = { ...observed, labels: pet.rows, parcels: pet.columns, values: pet.values };
  expect(pet.columns).toEqual(y.parcels);
  const nullTable = { ...observed, labels: Array.from({ length: 1000 }, (_, k) => `${k}`), values };
  const z = correlations(fixedMaps(observed, true), fixedMaps(x, true)).map(Math.atanh);
  const nulls = correlations(fixedMaps(nullTable, true), fixedMaps(x, true)).map(Math.atanh);
  const columns = pet.rows.length;
  return new Map(
    pet.rows.map((name, at) => {
      const own = Float64Array.from({ length: 1000 }, (_, k) => nulls[k * columns + at]!);
      return [name, { observed: z[at]!, p: permutationP(z[at]!, own, 'two') }];
    }),
  );
}

const there = dataDir() !== null && goldenDir() !== null;

describe.skipIf(!there)(
  there
    ? 'reference runs on subjects'
    : `reference runs on subjects ${absent('nispace-data, golden')}`,
  () => {
    it.each(chains)('$id, $analysis: from subjects to p values', async (chain) => {
      const ours = await runChain(chain);
      const expected = expectedOf(chain.id, chain.analysis);
      expect(expected.length).toBe(28);
      for (const { x, observed, p } of expected) {
        // 1e-9 as the case states for float64; p is a count over 1000 and must be the same.
        expect(Math.abs(ours.get(x)!.observed - observed), x).toBeLessThan(1e-9);
        expect(ours.get(x)!.p, x).toBeCloseTo(p, 12);
      }
    });

    it('04: ComBat settles after 4, 5 and 5 rounds', async () => {
      const { y, column } = await example(
        'anorexianervosa',
        'Schaefer200Parcels7Networks',
        join(dataDir()!, 'example/anorexianervosa/design.csv'),
      );
      const kept = [column('age'), column('sex'), column('groups', true)];
      const result = harmonize(y, { site: column('site'), kept }, true, idle);
      expect(result.sites).toEqual(['siteA', 'siteB', 'siteC']);
      expect(result.iterations).toEqual([4, 5, 5]);
    });

    it.each([42, 3])(
      '14: of 1000 shuffles within pairs with seed %i one is the true labelling, none its mirror image',
      async (seed) => {
        const design = join(goldenDir()!, 'end-to-end/data/paired_design.csv');
        const { y, column } = await example('enigmamica', 'DesikanKilliany', design);
        const groups = codeGroups({
          labels: y.labels,
          groups: column('groups').cells,
          subjects: column('pair').cells,
        });
        const n = groups.rows.length;
        const labels = new Uint8Array(1000 * n);
        fillLabels(groups, 'shuffle', seed, 0, 1000, labels, new Control());
        const count = (of: (code: number) => number): number =>
          Array.from({ length: 1000 }, (_, k) => labels.subarray(k * n, (k + 1) * n)).filter(
            (own) => own.every((code, row) => code === of(groups.codes[row]!)),
          ).length;
        expect([count((code) => code), count((code) => 1 - code)]).toEqual([1, 0]);
      },
    );
  },
);
