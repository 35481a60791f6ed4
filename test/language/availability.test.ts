// What is known of the public library but not in the data folders: said as information, offered after what is here, never an error.
import { describe, expect, test } from 'vitest';
import { fakeCatalog } from './fake-catalog.js';
import { loadDocument } from '../../language/load.js';
import { FILE, load, PREAMBLE, servicesFor } from './setup.js';

/** What is said about downloads: severity, message and the item to fetch. */
const said = async (text: string) => {
  const { diagnostics } = await load(text, fakeCatalog());
  return diagnostics
    .filter(({ code }) => code === 'not-downloaded')
    .map(({ severity, message, data }) => ({
      severity,
      message,
      fetch: (data as { fetch?: string }).fetch,
    }));
};
const codes = async (text: string, slow = true) => (await load(text, fakeCatalog(), slow)).codes;

describe('what is still to be downloaded', () => {
  test('is said for a parcellation and for the table of a dataset', async () => {
    expect(
      await said(`${PREAMBLE}colocalization A { y: pain, x: receptors, parcellation: HCP }`),
    ).toEqual([
      {
        severity: 3,
        message:
          'The table of pet for Glasser is not in the data folders; it is downloaded when the analysis runs (licence: CC BY-NC-SA 4.0). Offline: `nsp data fetch pet Glasser`.',
        fetch: 'pet Glasser',
      },
      {
        severity: 3,
        message:
          'Glasser is not in the data folders; it is downloaded when the analysis runs (licence: CC BY 4.0). Offline: `nsp data fetch Glasser`.',
        fetch: 'Glasser',
      },
    ]);
    expect(await said(`${PREAMBLE}colocalization A { y: pain, x: receptors }`)).toEqual([]);
  });

  test('is said once where it stands in defaults', async () => {
    const text = `${PREAMBLE}defaults { parcellation: Glasser, x: receptors }\ncolocalization A { y: pain }\ncolocalization B { y: pain }`;
    expect((await said(text)).map(({ fetch }) => fetch).sort()).toEqual(['Glasser', 'pet Glasser']);
  });

  test('is said for datasets, collections and examples', async () => {
    const uses = (source: string) => `maps a = ${source}\ncolocalization A { y: a, x: a }`;
    expect(await said(uses('reference bigbrain'))).toMatchObject([{ fetch: 'bigbrain' }]);
    expect(await said(uses('example subjects'))).toMatchObject([{ fetch: 'subjects' }]);
    const [collection, ...rest] = await said(
      uses('reference pet { collection: UniqueTracerSets }'),
    );
    expect(rest).toEqual([]);
    expect(collection?.message).toContain('The collection UniqueTracerSets of pet is not in');
    expect(await said(uses('reference pet { collection: All }'))).toEqual([]);
  });

  test('is said for the table behind tissue shortcuts, where it is not here', async () => {
    const base = fakeCatalog();
    const bigbrain = base.dataset('bigbrain')!;
    const withTissues = async (here: string[], z: string) => {
      const tpm = { ...bigbrain, name: 'tpm', here: { parcellations: here, collections: [] } };
      const catalog = {
        ...base,
        dataset: (name: string) => (name === 'tpm' ? tpm : base.dataset(name)),
      };
      const text = `${PREAMBLE}colocalization A { y: pain, x: receptors, z: ${z}, parcellation: Schaefer100 }`;
      const { diagnostics } = await load(text, catalog);
      return diagnostics.filter(({ code }) => code === 'not-downloaded');
    };
    const [told, ...rest] = await withTissues([], '[gm, wm]');
    expect(rest).toEqual([]);
    expect(told?.message).toContain(
      'The table of tpm for Schaefer100Parcels7Networks, which has gm, wm, is not in the data folders',
    );
    expect(told?.data).toMatchObject({ fetch: 'tpm Schaefer100Parcels7Networks' });
    expect(await withTissues(['Schaefer100Parcels7Networks'], 'gm')).toEqual([]);
    expect(await withTissues([], 'pain')).toEqual([]);
  });

  test('is no reason to doubt sets and maps whose names are not known yet', async () => {
    const source = (options: string) =>
      `maps a = reference ${options}\ncolocalization A { y: a, x: a }`;
    expect(await codes(source('bigbrain { maps: layer1, sets: [One] }'))).not.toContain(
      'unknown-map',
    );
    expect(await codes(source('bigbrain { sets: [One] }'))).not.toContain('unknown-set');
    expect(await codes(source('pet { collection: UniqueTracerSets, sets: [One] }'))).not.toContain(
      'unknown-set',
    );
    expect(await codes(source('pet { sets: [One] }'))).toContain('unknown-set');
  });

  test('does not make an unknown name known', async () => {
    expect(await codes('parcellation p = Glaser')).toContain('unknown-parcellation');
    expect(await codes('maps a = reference bigbrian')).toContain('unknown-dataset');
  });

  test("is no error for a table of one's own: its columns are checked after the download", async () => {
    const { codes: found } = await load(
      'maps t = table "t.csv"\nmaps r = reference pet\ncolocalization A { y: t, x: r, parcellation: Glasser }',
      fakeCatalog({
        tables: {
          '/work/t.csv': [
            ['map', 'a'],
            ['m', '1'],
          ],
        },
      }),
      true,
    );
    expect(found).not.toContain('columns-do-not-fit');
  });
});

describe('completion and hover', () => {
  const { nsp } = servicesFor(fakeCatalog());
  const textDocument = { uri: `file://${FILE}` };
  const open = async (marked: string) => {
    const offset = marked.indexOf('|');
    const text = marked.slice(0, offset) + marked.slice(offset + 1);
    const { document } = await loadDocument(FILE, nsp, { text, slow: false });
    return { document, position: document.textDocument.positionAt(offset) };
  };
  const offers = async (marked: string) => {
    const { document, position } = await open(marked);
    const list = await nsp.lsp.CompletionProvider?.getCompletion(document, {
      textDocument,
      position,
    });
    return (list?.items ?? []).map(({ label, detail }) => [label, detail] as const);
  };
  const hover = async (marked: string) => {
    const { document, position } = await open(marked);
    const found = await nsp.lsp.HoverProvider?.getHoverContent(document, {
      textDocument,
      position,
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  };

  test('offer what is here first and mark the rest', async () => {
    const parcellations = await offers('defaults { parcellation: | }');
    expect(parcellations.at(-1)).toEqual(['Both', 'Schaefer100Parcels7Networks + TianS1']);
    expect(parcellations.at(-2)).toEqual([
      'Glasser',
      'Glasser, 360 parcels (to be downloaded, CC BY 4.0)',
    ]);
    expect(parcellations.filter(([, detail]) => detail?.includes('downloaded'))).toHaveLength(1);
    expect((await offers('maps a = reference |')).at(-1)).toEqual([
      'bigbrain',
      'BigBrain (to be downloaded, CC BY-NC-SA 4.0)',
    ]);
    expect((await offers('maps a = example |')).at(-1)).toEqual([
      'subjects',
      'Subjects (to be downloaded)',
    ]);
    const collections = await offers('maps a = reference pet { collection: | }');
    expect(collections).toContainEqual([
      'UniqueTracerSets',
      'collection of pet (to be downloaded, CC BY-NC-SA 4.0)',
    ]);
    expect(collections).toContainEqual(['UniqueTracers', 'collection of pet']);
  });

  test('tell parcels, spaces, licence, citation and presence', async () => {
    const glasser = await hover('defaults { parcellation: Glas|ser }');
    expect(glasser).toContain('360 parcels');
    expect(glasser).toContain('Spaces: fsLR, fsaverage, MNI152NLin6Asym. Not in the data folders');
    expect(glasser).toContain('Licence: CC BY 4.0');
    expect(glasser).toContain('https://doi.org/10.1000/xyz');
    const both = await hover('defaults { parcellation: Bo|th }');
    expect(both).toContain('**Both** — Schaefer100Parcels7Networks + TianS1');
    expect(both).toContain('16 parcels, subcortex');
    expect(await hover('maps a = reference bigb|rain')).toContain('13 maps published.');
    expect(await hover('maps a = reference p|et')).toContain('To be downloaded: Glasser.');
    expect(await hover('maps a = reference pet { collection: UniqueTr|acerSets }')).toContain(
      'Not in the data folders',
    );
  });

  test('name the null space of a parcellation that is not here', async () => {
    const text = (properties: string) =>
      `${PREAMBLE}colocalization A|A { y: pain, x: receptors, parcellation: Glasser, ${properties} }`;
    expect(await hover(text(''))).toContain('alexander_bloch (fsLR, to be downloaded)');
    expect(await hover(text('maps_method: moran'))).toContain('moran (fsLR, to be downloaded)');
    expect(await hover(text('').replace('Glasser', 'Schaefer200'))).toContain(
      'alexander_bloch (fsLR, stored spins)',
    );
  });
});
