// The catalogue is consistent in itself, and agrees with the research data where both know an item.
import { describe, expect, it, test } from 'vitest';
import {
  catalogueDataset,
  catalogueParcellation,
  combinations,
  datasets,
  examples,
  parcellations,
  templates,
} from '../../../../engine/library/catalogue/catalogue.js';
import { verticesOf } from '../../../../engine/library/spaces.js';
import { pairAliases } from '../../../../engine/library/shelves/aliases.js';
import { absent, dataDir } from '../../../shared.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { failure, folderOf, noFilter, open, sixParcels, spyOn, toy } from '../small-library.js';

const everyCitation = [...parcellations, ...datasets].flatMap(({ name, citations }) =>
  citations.map((one) => [name, one] as const),
);

describe('the catalogue', () => {
  it('names everything once, aliases included', () => {
    const names = [
      ...parcellations.flatMap(({ name, aliases }) => [name, ...aliases]),
      ...combinations.map(({ alias }) => alias),
    ];
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    for (const list of [datasets, examples]) {
      const lower = list.map(({ name }) => name.toLowerCase());
      expect(new Set(lower).size).toBe(lower.length);
    }
    for (const { name, collections } of datasets) {
      const inside = collections.map((one) => one.name);
      expect([name, new Set(inside).size]).toEqual([name, inside.length]);
      expect(inside).toContain('All');
    }
  });

  it('holds the parcellations and datasets of the specification', () => {
    expect(parcellations).toHaveLength(27);
    expect(parcellations.filter(({ level }) => level === 'cortex')).toHaveLength(19);
    expect(datasets.map(({ name }) => name)).toEqual([
      ...[
        'pet',
        'mrna',
        'magicc',
        'enigmathick',
        'enigmaarea',
        'cortexfeatures',
        'bigbrain',
        'rsn',
      ],
      ...['rsn17', 'tpm', 'neurosynth', 'grf', 'mitobrain', 'celltypes-pak2024'],
      ...['celltypes-zhang2025', 'mabaseline'],
    ]);
    expect(catalogueParcellation('Schaefer200')?.name).toBe('Schaefer200Parcels7Networks');
    expect(catalogueParcellation('MelbourneS4')?.parcels).toBe(54);
    expect(catalogueDataset('PET')?.defaultCollection).toBe('UniqueTracers');
  });

  it.each(parcellations.map((one) => [one.name, one] as const))('%s is possible', (_, one) => {
    expect(['cortex', 'subcortex']).toContain(one.level);
    expect(one.parcels).toBeGreaterThan(0);
    expect(Number.isInteger(one.parcels)).toBe(true);
    const surfaces = one.spaces.filter(({ kind }) => kind === 'surface');
    expect(surfaces).toHaveLength(one.level === 'cortex' ? 2 : 0);
    expect(one.spaces.filter(({ kind }) => kind === 'volume')).toHaveLength(2);
    expect(one.licence).not.toBeNull();
    expect(one.citations.length).toBeGreaterThan(0);
  });

  it.each(datasets.map((one) => [one.name, one] as const))('%s is possible', (_, one) => {
    expect(one.description).toMatch(/\.$/);
    expect(one.citations.length).toBeGreaterThan(0);
    expect(one.parcellations.length).toBeGreaterThan(0);
    for (const name of one.parcellations) expect(catalogueParcellation(name)?.name).toBe(name);
    if (one.cortexOnly)
      for (const name of one.parcellations)
        expect(catalogueParcellation(name)?.level).toBe('cortex');
    if (one.defaultCollection !== null)
      expect(one.collections.map(({ name }) => name)).toContain(one.defaultCollection);
    for (const { description } of one.collections) expect(description).toMatch(/\.$/);
    if (one.images) {
      expect(new Set(one.images.maps).size).toBe(one.images.maps.length);
      const known = templates.map(({ space }) => space);
      for (const space of one.images.spaces) expect(known).toContain(space);
      for (const map of one.images.rightOnly) expect(one.images.maps).toContain(map);
      expect(one.mapCount).toBeGreaterThanOrEqual(one.images.maps.length);
    }
  });

  it.each(everyCitation)('%s cites with a well-formed DOI', (_, { ref, doi }) => {
    expect(ref).not.toBe('');
    expect(doi).toMatch(/^10\.\d{4,9}\/\S+$/);
  });

  it('resolves cortex + subcortex', () => {
    for (const { alias, cortex, subcortex } of combinations) {
      expect(catalogueParcellation(cortex)?.level).toBe('cortex');
      expect(catalogueParcellation(subcortex)?.level).toBe('subcortex');
      expect(pairAliases[alias]).toEqual([cortex, subcortex]);
    }
  });

  it('counts the vertices of surfaces as the engine does', () => {
    for (const { space, kind, resolutions, vertices } of templates) {
      expect(Object.keys(vertices).sort()).toEqual(
        kind === 'surface' ? [...resolutions].sort() : [],
      );
      for (const [resolution, count] of Object.entries(vertices))
        expect(verticesOf(space, resolution)).toBe(count);
    }
  });
});

describe('the library with the catalogue behind it', () => {
  const remote = open(folderOf({ 'parcellation/none/notes.txt': '' }));

  it('knows what is not here, without labels and members', async () => {
    expect(remote.parcellation('HCP')).toMatchObject({
      name: 'Glasser',
      aliases: ['HCP', 'MMP'],
      parcels: 360,
      hemispheres: ['L', 'R'],
      license: 'CC BY 4.0',
      surfaces: ['fsLR', 'fsaverage'],
      presence: 'remote',
      here: { volumes: [], surfaces: [] },
      spins: [],
    });
    expect(await remote.parcelLabels('Glasser')).toBeNull();
    expect(remote.dataset('pet')).toMatchObject({
      presence: 'remote',
      here: { parcellations: [], collections: [] },
    });
    expect(await remote.collection('pet', 'UniqueTracers')).toBeUndefined();
    expect(await remote.collection('pet', 'All')).toBeUndefined();
    expect(remote.example('anorexianervosa')?.presence).toBe('remote');
    expect(remote.referenceTable('pet', 'Glasser')).toBeUndefined();
  });

  it('says plainly that files are missing where a run needs them', async () => {
    const context = spyOn(remote);
    const { message } = await failure(
      () => loadParcellation({ kind: 'library', name: 'HCP' }, ['L', 'R'], context),
      'not-downloaded',
    );
    expect(message).toContain('nsp data fetch Glasser');
    const six = open(folderOf({ ...sixParcels, ...toy }));
    const parcels = await loadParcellation(
      { kind: 'library', name: 'Six' },
      ['L', 'R'],
      spyOn(six),
    );
    const source = { kind: 'reference', declaration: null, filter: noFilter } as const;
    for (const dataset of ['pet', 'mrna'])
      await failure(
        () => loadMaps({ ...source, dataset, collection: null }, parcels, 'x', spyOn(six)),
        'not-downloaded',
      );
    await failure(
      () =>
        loadMaps(
          { kind: 'example', declaration: null, name: 'anorexianervosa' },
          parcels,
          'x',
          spyOn(six),
        ),
      'not-downloaded',
    );
  });

  it('lets folders say it better, field by field, and fills the gaps', () => {
    const here = open(
      folderOf({
        'parcellation/Glasser/parc.yaml': 'label: Mine\nlicense: CC0\n',
        'parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-L.label.txt': 'hemi-L_lab-1',
        'parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-R.label.txt': 'hemi-R_lab-1',
        'reference/rsn/ref.yaml': 'label: Networks\ntabs:\n- Glasser\n',
        'reference/rsn/tab/dset-rsn_parc-Glasser.csv': 'map,hemi-L_lab-1,hemi-R_lab-1\nx,1,2',
        'reference/neurosynth/ref.yaml': 'label: Terms\n',
      }),
    );
    expect(here.parcellation('Glasser')).toMatchObject({
      label: 'Mine',
      license: 'CC0',
      parcels: 2,
      level: 'cortex',
      presence: 'partly',
    });
    expect(here.parcellation('Glasser')?.citations[0]?.doi).toBe('10.1038/nature18933');
    expect(here.dataset('rsn')).toMatchObject({
      label: 'Networks',
      license: 'GPL 3.0',
      presence: 'here',
      parcellations: ['Glasser'],
    });
    expect(here.dataset('neurosynth')?.defaultCollection).toBeNull();
  });

  it('gives no licence or citation of real data to simulated ones of the same name', () => {
    const mine = open(
      folderOf({
        'parcellation/Glasser/parc.yaml': 'simulated: true\n',
        'parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-L.label.txt': 'hemi-L_lab-1',
        'reference/pet/ref.yaml': 'simulated: true\n',
      }),
    );
    expect(mine.parcellation('Glasser')).toMatchObject({ license: null, citations: [] });
    expect(mine.dataset('pet')).toMatchObject({ license: null, citations: [], presence: 'here' });
  });
});

const data = dataDir();
if (!data) console.warn(absent('research data'));

describe.skipIf(!data)('the catalogue and the research data', () => {
  const pack = open(data ?? '');

  test('agree on parcels, levels and DOIs of parcellations', () => {
    for (const { name, parcels, level, citations } of parcellations) {
      const entry = pack.parcellation(name);
      if (!entry || entry.presence === 'remote') continue;
      expect([name, entry.parcels, entry.level]).toEqual([name, parcels, level]);
      expect([name, entry.citations[0]?.doi]).toEqual([name, citations[0]?.doi]);
    }
  });

  test('differ in known points about datasets only', () => {
    const differences = datasets.flatMap(({ name, defaultCollection, citations }) => {
      const entry = pack.dataset(name);
      if (!entry || entry.presence === 'remote') return [];
      const known = citations.map(({ doi }) => doi);
      const shared = entry.citations.some(({ doi }) => known.includes(doi));
      return [
        ...(entry.defaultCollection === defaultCollection
          ? []
          : [`${name}: ${entry.defaultCollection ?? 'none'}, not ${defaultCollection ?? 'none'}`]),
        ...(shared ? [] : [`${name}: no common DOI`]),
      ];
    });
    // The pack is a smaller library with collections of its own; its ref.yaml wins (see its README).
    expect(differences).toEqual([
      'mrna: CellTypesSeidlitz2020, not CellTypesPsychEncodeTPM',
      'enigmathick: Adult, not Main',
      'enigmaarea: Adult, not Main',
      'neurosynth: none, not CognitiveFunctions',
    ]);
  });

  test('name the maps of pet and rsn alike but for one', async () => {
    const strangers = await Promise.all(
      ['pet', 'rsn'].map(async (name) => {
        const published = catalogueDataset(name)?.images?.maps ?? [];
        return (await pack.mapNames(name)).filter((map) => !published.includes(map));
      }),
    );
    // The tables of the pack come from a publication with a network that the library leaves out.
    expect(strangers.flat()).toEqual(['nw-VentralAttention_pub-dworetsky2021']);
  });
});
