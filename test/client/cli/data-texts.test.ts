// `nsp data list` and `nsp data info` with the whole catalogue: readable in 80 columns, here and remote told apart.
import { describe, expect, it } from 'vitest';
import { infoLines } from '../../../client/cli/data-info.js';
import { listLines } from '../../../client/cli/data-list.js';
import {
  combinations,
  datasets,
  examples,
  parcellations,
  templates,
} from '../../../engine/library/catalogue/catalogue.js';
import { folderOf, open, sixParcels, toy } from '../../engine/library/small-library.js';

const library = open(
  folderOf({
    ...sixParcels,
    ...toy,
    'parcellation/Mine/parc.yaml': 'label: Mine\nlevel: both\nsimulated: true\n',
    'parcellation/Mine/MNI152NLin6Asym/parc-Mine_space-MNI152NLin6Asym.label.txt': 'hemi-L_lab-1',
    'reference/rsn/tab/dset-rsn_parc-Glasser.csv': 'map,hemi-L_lab-1,hemi-R_lab-1\nx,1,2',
  }),
);

const tooLong = (lines: readonly string[]): string[] => lines.filter((line) => line.length > 80);

describe('nsp data list', () => {
  const lines = listLines(library);

  it('fits into 80 columns and names everything once', () => {
    expect(tooLong(lines)).toEqual([]);
    for (const { name } of [...parcellations, ...datasets, ...examples])
      expect([name, lines.filter((line) => line.slice(3).split(' ')[0] === name)]).toEqual([
        name,
        [expect.any(String)],
      ]);
  });

  it('marks what is here, partly here and to be downloaded, and says what is simulated', () => {
    expect(lines[0]).toBe('* here   + partly here   - to be downloaded: nsp data fetch NAME');
    expect(lines.find((line) => line.includes('Six'))).toMatch(/^\* {2}Six +6 +6 *$/);
    expect(lines.find((line) => line.includes('rsn '))).toMatch(/^\+ {2}rsn +14 +1 +Resting/);
    expect(lines.find((line) => line.includes('Aseg'))).toMatch(/^- {2}Aseg +16 +MNI$/);
    expect(lines.find((line) => line.includes('Mine'))).toMatch(/^\* {2}Mine \(simulated\) +1/);
  });

  it('groups cortex, subcortex and both, by number', () => {
    const at = (word: string): number => lines.findIndex((line) => line.includes(word));
    expect(at('parcellation, cortex')).toBeLessThan(at('Schaefer400Parcels7'));
    expect(at('Schaefer400Parcels7')).toBeLessThan(at('Schaefer1000Parcels7'));
    expect(at('Schaefer1000Parcels7')).toBeLessThan(at('parcellation, subcortex'));
    expect(at('parcellation, both')).toBeLessThan(at('Mine'));
    expect(lines).toContain('   BN, Brainnetome = BrainnetomeCortical + BrainnetomeSubcortical');
  });
});

describe('nsp data info', () => {
  const names = [
    ...parcellations.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...combinations.map(({ alias }) => alias),
    ...[...datasets, ...examples].map(({ name }) => name),
    ...templates.map(({ space }) => space),
    ...['Six', '6', 'toy', 'Mine', 'Schaefer200 + TianS1', 'Schaefer100Parcels17Networks+TianS4'],
  ];

  it.each(names)('explains %s in 80 columns', async (name) => {
    const lines = await infoLines(library, name);
    // A DOI or an address has no blank to break at.
    expect(tooLong(lines).filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(tooLong(lines)).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
  });

  it('tells licence, citation, what is here with its size and what is to be had', async () => {
    const text = (await infoLines(library, 'HCP')).join('\n');
    expect(text).toContain('licence:          CC BY 4.0');
    expect(text).toContain('https://doi.org/10.1038/nature18933');
    expect(text).toContain('here:             nothing yet');
    expect(text).toContain(
      'to be had:        fsLR, fsaverage, MNI152NLin6Asym, MNI152NLin2009cAsym',
    );
    expect(text).toContain('  nsp data fetch Glasser');
    const rsn = (await infoLines(library, 'rsn')).join('\n');
    expect(rsn).toContain('maps:             1 here, 14 in the public library');
    expect(rsn).toContain('tables here:      Glasser');
    expect(rsn).toContain('here:             1 file, 35 bytes');
    const six = (await infoLines(library, 'Six')).join('\n');
    expect(six).not.toContain('fetch');
  });

  it('explains both parts of a sum, and what a space has as templates', async () => {
    const sum = await infoLines(library, 'Schaefer200+TianS1');
    expect(sum[0]).toBe('Schaefer200+TianS1: Schaefer200 + TianS1');
    expect(sum.join('\n')).toContain('parcels:          16 (subcortex)');
    const space = (await infoLines(library, 'fsLR')).join('\n');
    expect(space).toContain('fsLR: templates (surfaces of both hemispheres)');
    expect(space).toMatch(/images: +midthickness/);
    expect(space).toContain('here:             nothing yet');
    expect(space).toContain('  nsp data fetch fsLR');
    expect(listLines(library).join('\n')).toContain('templates: ');
    await expect(infoLines(library, 'Six + nothing')).rejects.toThrow('holds nothing called');
  });

  it('offers the nearest names for an unknown one', async () => {
    await expect(infoLines(library, 'Glaser')).rejects.toThrow('did you mean Glasser');
    await expect(infoLines(library, 'neurosinth')).rejects.toThrow('did you mean neurosynth');
    await expect(infoLines(library, 'qqqqqq')).rejects.toThrow('nsp data list names all');
  });
});
