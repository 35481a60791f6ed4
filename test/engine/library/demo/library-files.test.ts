// The demo library as the ordinary reader sees it, and that it comes out the same every time.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../../engine/capabilities.js';
import { readTable, readTextTable } from '../../../../engine/formats/csv.js';
import { writeDemoLibrary } from '../../../../engine/library/demo/library-files.js';
import { brainGeometry } from '../../../../engine/library/brain.js';
import type { LoadContext } from '../../../../engine/library/context.js';
import { InputLog } from '../../../../engine/library/input-log.js';
import { DataLibrary } from '../../../../engine/library/library.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { surfaceParcels } from '../../../../engine/library/load/surface-parcels.js';
import { medial, sphere } from '../../../../engine/library/templates.js';
import type { ReferenceFilter } from '../../../../engine/plan.js';
import { contentList, filesBelow, temporaryFolder } from './made.js';

const folder = temporaryFolder();
let library: DataLibrary;
beforeAll(async () => {
  await writeDemoLibrary(folder);
  library = DataLibrary.open([folder], capabilities);
});
afterAll(() => rmSync(folder, { recursive: true }));

const everything: ReferenceFilter = {
  maps: null,
  sets: null,
  setSizeRange: null,
  weightRange: null,
  weightQuantile: null,
};

/** A context that collects warnings. */
function context(warnings: string[] = []): LoadContext {
  return {
    library,
    inputs: new InputLog(),
    ctx: {
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
      warn: (code) => warnings.push(code),
    },
    resultOf: () => Promise.reject(new Error('not asked for')),
  };
}

const cortex = () => loadParcellation({ kind: 'library', name: 'Demo100' }, ['L', 'R'], context());

describe('the demo library', () => {
  it('holds the numbers it has always held (update the list only when a change is meant)', async () => {
    await expect(await contentList(folder)).toMatchFileSnapshot('checksums.txt');
  });

  it('comes out byte for byte the same when made twice', async () => {
    const again = temporaryFolder();
    await writeDemoLibrary(again);
    const files = filesBelow(folder);
    expect(filesBelow(again)).toEqual(files);
    for (const path of files) {
      expect(readFileSync(join(again, path)).equals(readFileSync(join(folder, path))), path).toBe(
        true,
      );
    }
    rmSync(again, { recursive: true });
  });

  it('is smaller than 1.5 MB', () => {
    const bytes = filesBelow(folder).map((path) => statSync(join(folder, path)).size);
    expect(bytes.reduce((a, b) => a + b)).toBeLessThan(1_500_000);
  });

  it('says of everything that it is simulated', () => {
    const entries = [
      ...library.parcellations(),
      ...library.datasets(),
      ...library.examples(),
    ].filter(({ presence }) => presence !== 'remote');
    expect(entries.map(({ name }) => name)).toEqual([
      ...['Demo100', 'DemoSub8'],
      ...['demodisorders', 'demogenes', 'demoreceptors', 'demosubjects'],
    ]);
    for (const entry of entries) {
      expect(entry.simulated, entry.name).toBe(true);
      expect(entry.label).toMatch(/simulated/);
    }
    for (const { license } of entries) {
      expect(license).toBe('CC0 (simulated)');
    }
  });

  it('offers Demo100 as surface and volume and DemoSub8 as volume', () => {
    expect(library.parcellation('Demo100')).toMatchObject({
      level: 'cortex',
      parcels: 100,
      hemispheres: ['L', 'R'],
      surfaces: ['demo'],
      volumes: ['demo'],
      spins: [],
    });
    expect(library.parcellation('DemoSub8')).toMatchObject({
      level: 'subcortex',
      parcels: 8,
      surfaces: [],
      volumes: ['demo'],
    });
  });

  it('has sphere, medial wall and a mesh to draw on for Demo100', async () => {
    const parcels = await surfaceParcels(await cortex(), 'demo', context());
    for (const { hemisphere, parcelOfVertex } of parcels) {
      const count = parcelOfVertex.length;
      const ball = await sphere('demo', hemisphere, count, context());
      const radius = Math.sqrt(ball[0]! ** 2 + ball[1]! ** 2 + ball[2]! ** 2);
      // Coordinates are rounded to 1/128 mm.
      expect(Math.abs(radius - 100)).toBeLessThan(0.01);
      const mask = await medial(library, 'demo', hemisphere, count);
      expect([...parcelOfVertex].map((parcel) => (parcel < 0 ? 0 : 1))).toEqual([...mask!.labels]);
    }
    const labels = (await cortex()).labels;
    expect(await brainGeometry('Demo100', labels, library)).toMatchObject({ kind: 'surface' });
    const bodies = (await library.parcelLabels('DemoSub8'))!;
    expect(await brainGeometry('DemoSub8', bodies, library)).toMatchObject({ kind: 'volume' });
  });
});

describe('the demo datasets', () => {
  it.each([
    ['demoreceptors', null, 20, 5],
    ['demoreceptors', 'Weighted', 20, 5],
    ['demoreceptors', 'All', 20, 0],
    ['demogenes', null, 192, 8],
    ['demogenes', 'All', 200, 0],
    ['demodisorders', null, 5, 0],
    ['demodisorders', 'All', 6, 0],
  ])('%s, collection %s: %i rows in %i sets', async (dataset, collection, rows, sets) => {
    const source = {
      kind: 'reference',
      declaration: null,
      dataset,
      collection,
      filter: everything,
    } as const;
    const { table } = await loadMaps(source, await cortex(), 'x', context());
    expect(table.labels).toHaveLength(rows);
    expect(new Set(table.sets.filter((set) => set !== null)).size).toBe(sets);
    expect(
      table.weights.every((weight) => (collection === 'Weighted' ? weight! > 0 : weight === null)),
    ).toBe(true);
  });

  it('demoreceptors also covers the subcortical parcels', async () => {
    const bodies = await loadParcellation(
      { kind: 'library', name: 'DemoSub8' },
      ['L', 'R'],
      context(),
    );
    const source = {
      kind: 'reference',
      declaration: null,
      dataset: 'demoreceptors',
      collection: null,
    } as const;
    const { table } = await loadMaps({ ...source, filter: everything }, bodies, 'x', context());
    expect(table.values).toHaveLength(20 * 8);
    expect(table.values.every((value) => Number.isFinite(value))).toBe(true);
  });

  it('two cells of one receptor are missing, and the reader warns of them', async () => {
    const warnings: string[] = [];
    const source = {
      kind: 'reference',
      declaration: null,
      dataset: 'demoreceptors',
      collection: null,
    } as const;
    const { table } = await loadMaps(
      { ...source, filter: everything },
      await cortex(),
      'x',
      context(warnings),
    );
    const missing = [...table.values.keys()].filter((cell) => Number.isNaN(table.values[cell]));
    expect(missing.map((cell) => table.labels[Math.floor(cell / 100)])).toEqual([
      expect.stringMatching(/^target-E3_/),
      expect.stringMatching(/^target-E3_/),
    ]);
    expect(warnings).toHaveLength(1);
  });

  it('every disorder has tied values', async () => {
    const table = await readTable(library.referenceTable('demodisorders', 'Demo100')!);
    table.rows.forEach((_, row) => {
      expect(new Set(table.values.subarray(row * 100, row * 100 + 100)).size).toBeLessThan(100);
    });
  });

  it('map_info.csv has one line per map', async () => {
    for (const { name } of library.datasets().filter(({ presence }) => presence === 'here')) {
      const info = await readTextTable(library.datasetItem(name)!.mapInfo!);
      expect(info.rows.map((row) => row[0])).toEqual(await library.mapNames(name));
    }
  });
});

describe('demosubjects', () => {
  const home = join(folder, 'example', 'demosubjects');

  it('has sixty subjects in the order of the design, without a missing cell', async () => {
    const table = await readTable(library.exampleTable('demosubjects', 'Demo100')!);
    const design = await readTextTable(join(home, 'design.csv'));
    expect(design.columns).toEqual(['subject', 'groups', 'age', 'sex', 'site']);
    expect(design.rows.map((row) => row[0])).toEqual(table.rows);
    expect(table.columns).toEqual((await cortex()).labels);
    expect(table.values.every((value) => value > 1 && value < 4.5)).toBe(true);
    const cells = design.rows.map((row) => `${row[1]} ${row[4]}`);
    for (const cell of ['PAT siteA', 'PAT siteB', 'HC siteA', 'HC siteB']) {
      expect(cells.filter((one) => one === cell).length, cell).toBeGreaterThanOrEqual(10);
    }
  });

  it('carries the planted group effect', async () => {
    const table = await readTable(library.exampleTable('demosubjects', 'Demo100')!);
    const truth = await readTable(join(home, 'ground_truth.csv'));
    const difference = (parcel: number): number => {
      const mean = (from: number): number => {
        let sum = 0;
        for (let row = from; row < from + 30; row++) sum += table.values[row * 100 + parcel]!;
        return sum / 30;
      };
      return mean(0) - mean(30);
    };
    const [found, planted] = [
      truth.rows.map((_, parcel) => difference(parcel)),
      truth.rows.map((_, parcel) => truth.values[parcel * 2 + 1]!),
    ];
    // Sampling error of thirty against thirty leaves about 0.8.
    expect(correlation(found, planted)).toBeGreaterThan(0.7);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const centred = (values: readonly number[]): number[] => {
    const mean = values.reduce((x, y) => x + y) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centred(a), centred(b)];
  const product = (p: number[], q: number[]): number =>
    p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
