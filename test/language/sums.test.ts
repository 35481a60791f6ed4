// Cortex + subcortex in the editor: what may be summed, its null models, its tables, and datasets that have images instead of tables.
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { findAnalysis, lowerAnalysis } from '../../language/plan.js';
import { fakeCatalog, TINY_PARCELS } from './fake-catalog.js';
import { load, PREAMBLE, workflow } from './setup.js';

const analysis = (properties: string) =>
  `${PREAMBLE}colocalization A { y: pain, x: receptors, ${properties} }`;

describe('a sum of parcellations', () => {
  test('can be run by the engine with a null model for all parcels', async () => {
    expect(capabilities.sources).toContain('sum');
    const catalog = fakeCatalog();
    const text = analysis('parcellation: TianS1 + Schaefer200, maps_method: random');
    const { document, codes } = await load(text, catalog);
    expect(codes).toEqual(['random-null']);
    const { plan } = lowerAnalysis(findAnalysis(document, 'A')!, { catalog });
    expect(workflow(plan).parcellation).toEqual({
      kind: 'sum',
      parts: ['Schaefer200Parcels7Networks', 'TianS1'],
    });
  });

  test('has a default null model that is named as one, at the parcellation', async () => {
    const able = { ...capabilities, nullModels: ['alexander_bloch', 'moran'] };
    const { diagnostics } = await load(
      analysis('parcellation: Schaefer200 + TianS1'),
      fakeCatalog({}, able),
    );
    const [only] = diagnostics.filter(({ code }) => code === 'later-version');
    expect(only?.message).toMatch(/default null model.*alexander_bloch \+ moran.*maps_method/);
  });

  test('is the way to write the older spelling in one word, offered as a mend', async () => {
    const { diagnostics } = await load(analysis('parcellation: Schaefer200TianS1'));
    const [error] = diagnostics.filter(({ code }) => code === 'unknown-parcellation');
    expect(error?.message).toContain('Write `Schaefer200 + TianS1`');
    expect(JSON.stringify(error?.data)).toContain('Schaefer200 + TianS1');
  });

  test('needs tables of one’s own with the parcels of both', async () => {
    const text = `maps t = table "t.csv"\ncolocalization A { y: t, x: reference pet, maps_method: random, parcellation: Tiny + TianS1 }`;
    const parcels = [...TINY_PARCELS, 'other'];
    const tables = {
      '/study/t.csv': [
        ['map', ...parcels],
        ['one', '1', '2', '3', '4', '5'],
      ],
    };
    const { codes } = await load(text, fakeCatalog({ tables }), true);
    expect(codes).toContain('columns-do-not-fit');
  });
});

describe('a dataset without a table for the parcellation', () => {
  const own = `parcellation own = image "p.nii"\n${analysis('parcellation: own, maps_method: random')}`;

  test('is an error when it has no images of its maps', async () => {
    expect((await load(own, fakeCatalog())).codes).toContain('no-table-for-parcellation');
  });

  test('is none when it has', async () => {
    const { codes } = await load(own, fakeCatalog({ imagesOf: ['pet'] }));
    expect(codes).not.toContain('no-table-for-parcellation');
  });
});
