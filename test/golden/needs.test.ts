// Analyses whose data are all in the data pack must run as they are: none may ask for the network.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import { needsOf } from '../../engine/library/needs.js';
import { loadDocument } from '../../language/load.js';
import { lowerAnalysis } from '../../language/plan.js';
import { runnables } from '../../language/plan/subject.js';
import { servicesFor } from '../language/setup.js';
import { absent, dataDir, goldenDir } from '../shared.js';

const golden = goldenDir();
const data = dataDir();
const missing = !golden || !data;
if (missing) console.warn(absent('research data'));

describe.skipIf(missing)('the golden analyses', () => {
  const library = missing ? null : DataLibrary.open([data], capabilities);
  const folder = join(golden ?? '', 'end-to-end');
  const files = missing ? [] : readdirSync(folder).filter((file) => file.endsWith('.nsp'));

  let planned = 0;

  it.each(files.map((file) => basename(file)))('%s needs nothing but the pack', async (file) => {
    const path = join(folder, file);
    const { nsp } = servicesFor(library!);
    const { document } = await loadDocument(path, nsp, {
      text: readFileSync(path, 'utf8'),
      slow: false,
    });
    for (const analysis of runnables(document)) {
      const { plan } = lowerAnalysis(analysis, { catalog: library! });
      if (!plan) continue; // an analysis that this version checks but does not run
      planned++;
      const needs = await needsOf(plan, library!);
      expect(needs.flatMap((need) => need.files.map((one) => one.path))).toEqual([]);
    }
  });

  it('were looked at, most of them', () => {
    expect(planned).toBeGreaterThan(files.length / 2);
  });
});
