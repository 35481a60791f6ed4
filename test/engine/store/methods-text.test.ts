// The methods paragraph, methods.md and references.bib say what was done, and only that.
import { describe, expect, it } from 'vitest';
import { bibtex } from '../../../engine/store/bibtex.js';
import { papers, papersOf, shortReference } from '../../../engine/store/bibliography.js';
import { methodsFile } from '../../../engine/store/methods-file.js';
import { methodsText } from '../../../engine/store/methods-text.js';
import { parametersOf } from '../../../engine/store/parameters.js';
import { references } from '../../../engine/store/references.js';
import { ANALYSIS_PARAMETERS } from '../../../language/parameters/analyses.js';
import type { Parameter } from '../../../language/parameters/parameter.js';
import { plan, result } from './fixture.js';

describe('the methods paragraph', () => {
  const text = methodsText(result());

  it.each([
    'Spatial colocalization of 1 brain map (Pain) with 2 reference maps in 1 set',
    '3 cortical parcels of Demo 3 parcels (Schaefer et al., 2018).',
    'the reference dataset pet (collection Unique)',
    "Spearman's rank correlations were computed",
    'X maps were standardised',
    '1,000 null maps per X map',
    '(Alexander-Bloch et al., 2018) in fsLR space (stored spins (a.spin.npy))',
    'one-sided (upper tail',
    'Galwey, 2009; Meff = 1.90',
    'Benjamini-Hochberg false discovery rate (Benjamini & Hochberg, 1995)',
    '1.4826 × median absolute deviation',
    'The random seed was 42.',
    'NiSpace for VS Code 0.1.0',
    '(Lotter et al., 2026)',
    'pooled over the brain maps by their mean',
  ])('says: %s', (words) => {
    expect(text).toContain(words);
  });

  it('does not speak of what was not done', () => {
    const facts = result({
      plan: { ...plan, standardize: [], rToZ: false, corrections: [] },
      meff: {},
    });
    const without = methodsText({
      ...facts,
      statistics: facts.statistics.map((s) => ({
        ...s,
        normalized: null,
        pooledRow: [false, false],
      })),
    });
    for (const words of [
      'Fisher',
      'pooled',
      'Meff',
      'corrected',
      'median absolute',
      'regressed',
      'ComBat',
    ])
      expect(without).not.toContain(words);
    expect(without).toContain('not standardised');
  });

  it('says when the seed was drawn, which hemisphere was used and what was regressed', () => {
    const facts = result({ seedDrawn: true, plan: { ...plan, z: ['gm'] } });
    const words = methodsText({
      ...facts,
      parcellation: { ...facts.parcellation, hemispheres: ['L'] },
    });
    expect(words).toContain('seed was 42 (drawn for this run)');
    expect(words).toContain('parcels of the left hemisphere');
    expect(words).toContain('Z maps (gm) were regressed from X and Y and from every null map');
    expect(words).toContain('X and Z maps were standardised');
    expect(words).toContain('the tissue map gm of the reference dataset tpm');
  });

  it('describes Moran nulls with their options and papers, and maxT as what it is: per brain map', () => {
    const facts = result({ plan: { ...plan, corrections: ['fdr_bh', 'maxT'] }, meff: {} });
    const nullModel = { ...facts.nullModel, method: 'moran' };
    const words = methodsText({ ...facts, nullModel });
    expect(words).toContain(
      'random signs of the coefficients of each map on the 15 spatial eigenvectors with the largest eigenvalues',
    );
    expect(words).toContain('(Wagner & Dray, 2015; Vos de Wael et al., 2020)');
    expect(words).toContain('over all tests together, by the Benjamini-Hochberg');
    expect(words).toContain(
      'also corrected for multiple comparisons, separately for each brain map, by the maximum statistic over the permutations (Westfall & Young, 1993)',
    );
    const mapsOptions = { maps_procedure: 'pair', maps_n_components: null, maps_spectrum: 'all' };
    const pairs = methodsText({ ...facts, nullModel, plan: { ...plan, mapsOptions } });
    expect(pairs).toContain('rotations of random pairs by random angles added to their own');
    expect(pairs).toContain('all spatial eigenvectors but the constant');
  });
});

describe('the references', () => {
  const list = references(result());

  it('name each paper once, whatever the spelling of its DOI', () => {
    const savli = list.filter(({ text }) => /savli/i.test(text));
    expect(savli).toHaveLength(1);
    expect(savli[0]?.subjects).toEqual(['D1', 'D2']);
    expect(savli[0]?.licenses).toEqual(['CC BY-NC-SA 4.0']);
  });

  it('hold the papers of the null model and of the corrections that were used', () => {
    const keys = list.map(({ paper }) => paper?.key).filter(Boolean);
    expect(keys).toEqual(['lotter2026', 'alexanderbloch2018', 'galwey2009', 'benjamini1995']);
  });

  it('become BibTeX with unique keys, escaped text and known facts only', () => {
    const text = bibtex(list);
    expect(text).toContain('@article{galwey2009,');
    expect(text).toContain('doi = {10.1016/j.neuroimage.2018.05.070}');
    expect(text).toContain(
      '@misc{schaefer2018,\n  author = {Schaefer and others},\n  howpublished = {Cereb Cortex},\n  year = {2018},',
    );
    expect(text).toContain('author = {savli},\n  year = {2012}');
    expect(text).toContain('SPECT \\& 100\\% PET');
    const keys = [...text.matchAll(/^@\w+\{([^,]+),/gm)].map((match) => match[1]);
    expect(new Set(keys).size).toBe(list.length);
  });

  it('give a second key to a second paper of the same author and year', () => {
    const twice = result({
      citations: ['10.1/a', '10.1/b'].map((doi) => ({
        ref: 'van Rooij et al., 2018',
        doi,
        subject: 's',
        license: null,
        note: null,
      })),
    });
    const text = bibtex(references(twice));
    expect(text).toContain('@misc{vanrooij2018,');
    expect(text).toContain('@misc{vanrooij2018b,');
  });

  it('are found for both parts of a cortex + subcortex null model', () => {
    expect(papersOf('alexander_bloch + moran').map(({ key }) => key)).toContain(
      'alexanderbloch2018',
    );
    expect(papersOf('random')).toEqual([]);
  });

  it('stand in the table with one key and one short form each', () => {
    expect(new Set(papers.map(({ key }) => key)).size).toBe(papers.length);
    expect(papers.map(shortReference)).toContain('Li & Ji, 2005');
  });
});

describe('methods.md', () => {
  it('holds the paragraph, every parameter, inputs with hashes, references, software and seed', () => {
    const text = methodsFile(result(), references(result()));
    for (const words of [
      '# Pain',
      'Spatial colocalization was tested.',
      '| `n_perm` | 1,000 |',
      '| `seed` | 42 |',
      '| `abc` |',
      'https://doi.org/10.1093/cercor/bhx179',
      'licence: MIT',
      '- NiSpace for VS Code 0.1.0',
      '1 missing value in Pain',
    ])
      expect(text).toContain(words);
  });
});

describe('parametersOf', () => {
  it('names every property that decides a number as the language does, defaults spelled out', () => {
    const facts = { ...result(), plan: { ...plan, mapsMethod: null } };
    const properties = new Map(parametersOf(facts));
    const rows = Object.entries(ANALYSIS_PARAMETERS) as [string, Parameter][];
    const always = rows.filter(
      ([, { kinds, methods, nullModels }]) =>
        !methods && !nullModels && (kinds?.includes('colocalization') ?? true),
    );
    expect(always.length).toBeGreaterThan(15);
    for (const [name] of always) expect([...properties.keys()]).toContain(name);
    expect(properties.get('n_perm')).toBe('1,000');
    expect(properties.get('maps_method')).toBe('alexander_bloch (chosen by the parcellation)');
    expect(properties.get('null_space')).toBe('auto (fsLR)');
    expect(new Map(parametersOf({ ...facts, seedDrawn: true })).get('seed')).toBe(
      '42 (drawn for this run)',
    );
  });
});
