// A walk through every property of the four analyses: each changes the part of the result it should change, and nothing that comes
// before it. The parts stand in the order of a run, so the first that differs is the one a property acts on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { afterAll, describe, expect, it } from 'vitest';
import { capabilities } from '../engine/capabilities.js';
import { DataLibrary } from '../engine/library/library.js';
import { runPlan, type RunOutput } from '../engine/run.js';
import { loadDocument } from '../language/load.js';
import { createNspServices } from '../language/module.js';
import { BLOCK_ANALYSES, PARAMETERS } from '../language/parameters.js';
import type { BlockAnalysis } from '../language/parameters/parameter.js';
import { findAnalysis, lowerAnalysis } from '../language/plan.js';
import { built } from './built.js';
import { NULLS_FILE, ROUGH_TABLE, ROWS } from './parameter-walk-table.js';
import { root } from './shared.js';
import { runHere } from './engine/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-walk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const library = DataLibrary.open([built('demo-library')], capabilities);
const { nsp } = createNspServices({ ...NodeFileSystem, catalog: library });

const example = (name: string): string => join(root, 'examples', 'data', name);

/** The design of the demo subjects with pairs: the k-th patient and the k-th control. */
function pairedDesign(): string {
  const [header, ...rows] = readFileSync(example('design.csv'), 'utf8').trimEnd().split('\n');
  const seen = new Map<string, number>();
  const paired = rows.map((row) => {
    const group = row.split(',')[1] ?? '';
    const k = (seen.get(group) ?? 0) + 1;
    seen.set(group, k);
    return `${row},pair${k}`;
  });
  const path = join(folder, 'paired.csv');
  writeFileSync(path, [`${header},pair`, ...paired].join('\n'));
  return path;
}

writeFileSync(join(folder, 'nulls.npy'), NULLS_FILE());
const [header = ''] = readFileSync(example('my_maps.csv'), 'utf8').split('\n', 1);
writeFileSync(join(folder, 'rough.csv'), ROUGH_TABLE(header.trim().split(',').slice(1)));

const DECLARATIONS = `
maps two      = table "${example('my_maps.csv')}" { rows: [change, noise] }
maps other    = table "${example('cell_map.csv')}"
maps rough    = table "${join(folder, 'rough.csv')}"
maps subjects = example demosubjects
maps few      = reference demoreceptors { collection: Systems, sets: [SystemA, SystemB] }
maps less     = reference demoreceptors { collection: Systems, sets: [SystemA] }
maps weighted = reference demoreceptors { collection: Weighted }
maps genes    = reference demogenes { collection: CellTypes, sets: [ExcUpper, Astro] }
maps plain    = reference demogenes { collection: All, maps: ["1"] }
maps both     = reference demoreceptors { collection: Systems, sets: [SystemA] }
maps single   = table "${example('my_maps.csv')}" { rows: [change] }
design groups = table "${pairedDesign()}" { groups: groups, covariates: [age], site: site, subjects: pair }
design bare   = table "${pairedDesign()}" { groups: groups, covariates: [], subjects: pair }
`;

/** What an analysis of each kind says when a row says nothing else. */
const BASE: Readonly<Record<BlockAnalysis, Readonly<Record<string, string>>>> = {
  colocalization: { y: 'two', x: 'few', maps_method: 'random' },
  group_colocalization: { y: 'subjects', design: 'groups', x: 'few' },
  xsea: { y: 'two', x: 'few', maps_method: 'random' },
  group_xsea: { y: 'subjects', design: 'groups', x: 'few' },
};

type Properties = Readonly<Record<string, string>>;
const made = new Map<string, Promise<RunOutput>>();

/** Runs an analysis in this thread; the same text once. */
function result(kind: BlockAnalysis, own: Properties): Promise<RunOutput> {
  const all = { parcellation: 'Demo100', n_perm: '20', seed: '1', ...BASE[kind], ...own };
  const properties = Object.entries(all).filter(([, value]) => value !== '');
  const text = `${DECLARATIONS}\n${kind} A {\n${properties.map(([key, value]) => `  ${key}: ${value}`).join('\n')}\n}`;
  const known = made.get(text) ?? compute(text);
  made.set(text, known);
  return known;
}

async function compute(text: string): Promise<RunOutput> {
  const { document } = await loadDocument(join(folder, 'walk.nsp'), nsp, { text, slow: false });
  const { plan, problems } = lowerAnalysis(findAnalysis(document, 'A')!, { catalog: library });
  if (!plan) throw new Error(problems.map(({ message }) => message).join('\n'));
  return runPlan(plan, runHere(library));
}

/** The parts of a result in the order in which a run makes them. */
const PARTS = {
  parcels: ({ result }) => result.parcellation.parcels,
  y: ({ result }) => result.y,
  columns: ({ result }) => result.columns,
  observed: ({ result }) =>
    result.statistics.map(({ method, statistic, rows, observed }) => [
      method,
      statistic,
      rows,
      observed,
    ]),
  nulls: ({ nulls }) => nulls.map(({ file, shape, data }) => [file, shape, [...data]]),
  p: ({ result }) => result.statistics.map(({ p, tail }) => [p, tail]),
  corrected: ({ result }) => result.statistics.map(({ corrected }) => corrected),
  normalized: ({ result }) => result.statistics.map(({ normalized }) => normalized),
} satisfies Record<string, (output: RunOutput) => unknown>;

export type Part = keyof typeof PARTS;

/** The first part in which two results differ. */
function firstDifference(a: RunOutput, b: RunOutput): Part | 'nothing' {
  const differs = (part: Part): boolean =>
    JSON.stringify(PARTS[part](a)) !== JSON.stringify(PARTS[part](b));
  return (Object.keys(PARTS) as Part[]).find(differs) ?? 'nothing';
}

describe.each(BLOCK_ANALYSES)('each property of %s', (kind) => {
  const rows = ROWS.filter((row) => row.kinds.includes(kind));

  it('has a row in the walk', () => {
    expect([...new Set(rows.map(({ key }) => key))].sort()).toEqual(
      Object.keys(PARAMETERS[kind]).sort(),
    );
  });

  it.each(rows.map((row) => [row.key, row] as const))(
    '%s changes what it should',
    async (key, { value, given = {}, before, changes }) => {
      const without = { ...given, ...(before === undefined ? {} : { [key]: before }) };
      if (changes === 'refused') {
        await expect(result(kind, { ...given, [key]: value })).rejects.toThrow();
        return;
      }
      const first = await result(kind, without);
      const second = await result(kind, { ...given, [key]: value });
      expect(firstDifference(first, second)).toBe(changes);
    },
    60_000,
  );
});
