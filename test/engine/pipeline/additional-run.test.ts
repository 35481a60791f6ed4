// Whole pipelines with steps that look closer: rows joined by label, side files and tables in the folder, the key, and what is refused.
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { executePlan, type Execution } from '../../../engine/execute.js';
import { readTable } from '../../../engine/formats/csv.js';
import { DataLibrary } from '../../../engine/library/library.js';
import { stepsOf } from '../../../engine/pipeline/workflow-steps.js';
import type {
  FitStep,
  MapsSource,
  PipelinePlan,
  PipelineStep,
  WithinRegionStep,
} from '../../../engine/plan.js';
import { readRegions } from '../../../engine/store/read-regions.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { designSource, groupFolder, SUBJECTS } from '../group-folder.js';
import { PARCELS, smallPlan } from '../small-run.js';

describe('a pipeline that looks closer', () => {
  const files = mkdtempSync(join(tmpdir(), 'nsp-additional-'));
  beforeAll(async () => {
    groupFolder(files);
    const { values } = await readTable(join(files, 'subjects.csv'));
    const width = PARCELS.length;
    const line = (s: number, name: string): string =>
      [name, ...PARCELS.map((_, i) => values[s * width + i]! + Math.sin(3 * s + i))].join();
    const order = Array.from({ length: SUBJECTS }, (_, s) => SUBJECTS - 1 - s);
    const header = `id,${PARCELS.join()}`;
    writeFileSync(
      join(files, 'other.csv'),
      [header, ...order.map((s) => line(s, `s${s}`)), line(0, 'extra')].join('\n'),
    );
    writeFileSync(
      join(files, 'nameless.csv'),
      [header, ...order.reverse().map((s) => line(s, `t${s}`))].join('\n'),
    );
  });
  afterAll(() => rmSync(files, { recursive: true, force: true }));

  const table = (name: string): MapsSource => ({
    declaration: name,
    kind: 'table',
    path: join(files, `${name}.csv`),
    index: null,
    rows: null,
    transpose: false,
  });
  const fit = (x: string, y: string | null): FitStep => ({
    step: 'fit',
    parcellation: { kind: 'library', name: 'Twelve' },
    hemispheres: ['L', 'R'],
    y: y === null ? null : table(y),
    x: table(x),
    z: [],
    standardize: [],
    dropNan: false,
  });
  const within = (changes: Partial<WithinRegionStep> = {}): WithinRegionStep => ({
    step: 'correlate_within_region',
    method: 'pearson',
    covariate: null,
    design: null,
    nPerm: 50,
    rToZ: true,
    correction: 'step_maxT',
    omnibus: 'absrho',
    ...changes,
  });
  const execute = (
    steps: PipelineStep[],
    outDir = mkdtempSync(join(files, 'out-')),
    force = true,
  ): Promise<Execution> => {
    const plan: PipelinePlan = {
      kind: 'pipeline',
      version: 1,
      name: 'Steps',
      steps,
      seed: 1,
      nProc: 1,
    };
    return executePlan(plan, {
      library: DataLibrary.open([files], capabilities),
      workerPath: null,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onLog: () => undefined,
      file: null,
      version: 'test',
      outDir,
      force,
      resultFolders: {},
    });
  };
  const steps = (...more: PipelineStep[]): PipelineStep[] => [
    ...stepsOf(smallPlan(files)),
    ...more,
  ];

  it('joins subjects by label, whatever their order, else by position with a warning', async () => {
    const { result, folder } = await execute([fit('other', 'subjects'), within()]);
    const [a, b] = [
      await readTable(join(files, 'other.csv')),
      await readTable(join(files, 'subjects.csv')),
    ];
    const column = (values: Float64Array, at: (s: number) => number, i: number): Float64Array =>
      Float64Array.from({ length: SUBJECTS }, (_, s) => values[at(s) * PARCELS.length + i]!);
    const expected = PARCELS.map((_, i) =>
      pearson(
        column(a.values, (s) => SUBJECTS - 1 - s, i),
        column(b.values, (s) => s, i),
      ),
    );
    result.withinRegion!.rho.forEach((r, i) => expect(r).toBeCloseTo(expected[i]!, 10));
    expect(result.withinRegion).toMatchObject({
      joined: 'label',
      subjects: SUBJECTS,
      correction: 'step_maxT',
    });
    expect(result.warnings.map(({ code }) => code)).toContain('unused-rows');
    expect(readFileSync(join(folder, 'within-region.csv'), 'utf8')).toMatch(
      /^parcel,method,subjects,rho,rho_z,p,p_corrected,mc_method\n/,
    );
    expect(result.statistics).toHaveLength(1);
    expect(result.methodsText).toContain('permutations of the subjects');
    expect(result.methodsText).not.toContain('Spatial colocalization');
    const other = await execute([fit('nameless', 'subjects'), within()]);
    expect(other.result.withinRegion!.rho).toEqual(result.withinRegion!.rho);
    expect(other.result.warnings.map(({ code }) => code)).toContain('rows-by-position');
  });

  it('takes a covariate in place of X, and cleaned maps where cleaning stands above', async () => {
    const covariate = within({ covariate: 'age', design: designSource(files) });
    const plain = (await execute([fit('subjects', null), covariate])).result;
    expect(plain.withinRegion!.rho[11]).toBeGreaterThan(0.3);
    const clean: PipelineStep = {
      step: 'clean_y',
      how: ['between'],
      design: designSource(files),
      protect: null,
      combat: false,
      within: [],
      withinYSpecific: false,
    };
    const cleaned = (await execute([fit('subjects', null), clean, covariate])).result;
    cleaned.withinRegion!.rho.forEach((r) => expect(r).toBeCloseTo(0, 9));
    const groups = within({ covariate: 'groups', design: designSource(files) });
    await expect(execute([fit('subjects', null), groups])).rejects.toThrow(/needs numbers/);
    await expect(execute([fit('subjects', null), within()])).rejects.toThrow(/there is one/);
  });

  it('writes local values, which belong to the result: without one of their files it is computed again', async () => {
    const local: PipelineStep = {
      step: 'local_colocalization',
      methods: null,
      neighbourhood: { kind: 'nearest', k: 6 },
      correction: 'maxT',
    };
    // The little parcellation has labels alone, and nobody knows where they lie.
    await expect(execute(steps(local))).rejects.toThrow(/where parcels lie/);
  });

  it('keeps the key and numbers of an analysis without the steps, and has another with them', async () => {
    const plain = await execute(steps());
    const asked: PipelineStep = { step: 'regional_influence', methods: null, signed: true };
    const out = mkdtempSync(join(files, 'out-'));
    const signed = await execute(steps(asked), out);
    expect(signed.result.key).not.toBe(plain.result.key);
    expect(signed.result.statistics).toEqual(plain.result.statistics);
    const pair = { method: 'spearman', y: 1, x: 2 };
    const [absolute, own] = [
      await readRegions(plain.folder, plain.result.key, pair),
      await readRegions(signed.folder, signed.result.key, pair),
    ];
    expect(own.influence.map((v) => Math.abs(v!).toFixed(9))).toEqual(
      absolute.influence.map((v) => Math.abs(v!).toFixed(9)),
    );
    expect(own.contribution).toEqual(absolute.contribution);
    expect(readdirSync(signed.folder)).toContain('regional-influence.csv');
    expect(readdirSync(plain.folder)).not.toContain('regional-influence.csv');
    expect((await execute(steps(asked), out, false)).reused).toBe(true);
    unlinkSync(join(signed.folder, 'regional-influence.csv'));
    expect((await execute(steps(asked), out, false)).reused).toBe(false);
  });
});
