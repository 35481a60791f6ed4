// The data beside the examples: up to date, and carrying the truth that was planted in them.
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../../engine/capabilities.js';
import { readTable } from '../../../../engine/formats/csv.js';
import { writeExampleData } from '../../../../engine/library/demo/example-files.js';
import { writeDemoLibrary } from '../../../../engine/library/demo/library-files.js';
import { InputLog } from '../../../../engine/library/input-log.js';
import { DataLibrary } from '../../../../engine/library/library.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import type { ImageOptions } from '../../../../engine/plan.js';
import { root } from '../../../shared.js';
import { contentList, filesBelow, temporaryFolder } from './made.js';

const made = temporaryFolder();
const folder = temporaryFolder();
let library: DataLibrary;
beforeAll(async () => {
  await writeExampleData(made);
  await writeDemoLibrary(folder);
  library = DataLibrary.open([folder], capabilities);
});
afterAll(() => [made, folder].forEach((path) => rmSync(path, { recursive: true })));

const options: ImageOptions = {
  space: 'demo',
  background: 'auto',
  minValidCount: null,
  minValidFraction: null,
  resamplingTarget: 'data',
};

/** Pearson correlation of an example image with every receptor, by target. */
async function correlations(image: string): Promise<Map<string, number>> {
  const context = {
    library,
    inputs: new InputLog(),
    ctx: {
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
      warn: () => undefined,
    },
    resultOf: () => Promise.reject(new Error('not asked for')),
  };
  const parcellation = await loadParcellation(
    { kind: 'library', name: 'Demo100' },
    ['L', 'R'],
    context,
  );
  const entries = [{ label: 'y', path: join(made, image) }];
  const y = await loadMaps(
    { kind: 'images', declaration: null, entries, options },
    parcellation,
    'y',
    context,
  );
  expect(y.table.values.every((value) => Number.isFinite(value))).toBe(true);
  const x = await readTable(library.referenceTable('demoreceptors', 'Demo100')!);
  return new Map(
    x.rows.map((name, row) => [
      /^target-([^_]+)/.exec(name)![1]!,
      correlation(y.table.values, x.values.subarray(row * 100, row * 100 + 100)),
    ]),
  );
}

/** Pearson correlation over the cells both have. */
function correlation(a: Float64Array, b: Float64Array): number {
  const both = [...a.keys()].filter((i) => !Number.isNaN(a[i]! + b[i]!));
  const mean = (values: Float64Array): number =>
    both.reduce((sum, i) => sum + values[i]!, 0) / both.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: Float64Array, mp: number, q: Float64Array, mq: number): number =>
    both.reduce((sum, i) => sum + (p[i]! - mp) * (q[i]! - mq), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe('examples/data', () => {
  it('is what the generator makes (else run: node dist/make-demo.cjs --examples examples/data)', async () => {
    expect(filesBelow(made)).toEqual([
      'activation.nii.gz',
      'cell_map.csv',
      'design.csv',
      'my_maps.csv',
      'noise.nii.gz',
    ]);
    expect(await contentList(join(root, 'examples', 'data'))).toBe(await contentList(made));
  });

  it('has images below 150 KB', () => {
    for (const image of ['activation.nii.gz', 'noise.nii.gz']) {
      expect(statSync(join(made, image)).size).toBeLessThan(150_000);
    }
  });

  it('has an activation that follows A2 and C3 more than any other receptor', async () => {
    const found = [...(await correlations('activation.nii.gz'))].sort((a, b) => b[1] - a[1]);
    expect(
      found
        .slice(0, 2)
        .map(([target]) => target)
        .sort(),
    ).toEqual(['A2', 'C3']);
    expect(found[1]![1]).toBeGreaterThan(0.6);
    expect(found[2]![1]).toBeLessThan(0.55);
  });

  it('has a noise image that follows none', async () => {
    for (const [target, r] of await correlations('noise.nii.gz')) {
      expect(Math.abs(r), target).toBeLessThan(0.5);
    }
  });

  it('has a table with exactly one missing cell, in the row noise', async () => {
    const table = await readTable(join(made, 'my_maps.csv'));
    expect(table.rows).toEqual(['change', 'gradient', 'noise']);
    expect(table.columns).toEqual(await library.parcelLabels('Demo100'));
    const missing = [...table.values.keys()].filter((cell) => Number.isNaN(table.values[cell]));
    expect(missing.map((cell) => table.rows[Math.floor(cell / 100)])).toEqual(['noise']);
  });
});
