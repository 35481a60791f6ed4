import { describe, expect, it } from 'vitest';
import { hemisphereOf } from '../../../engine/library/hemisphere.js';
import { agreeOnLabels, parseLabels, type SpaceLabels } from '../../../engine/library/labels.js';
import { failure } from './small-library.js';

describe('hemisphereOf', () => {
  it.each([
    ['hemi-L_div-Vis_lab-1', 'L'],
    ['hemi-R_lab-9+46d', 'R'],
    ['hemi-L_bankssts', 'L'],
    ['1_LH_CX_Vis_1', 'L'],
    ['101_RH_SC_HIP', 'R'],
    ['lh.cuneus', 'L'],
    ['Left-Amygdala', 'L'],
    ['R_V1_ROI', 'R'],
    ['Amygdala_L', 'L'],
    ['SFG_R_7_1', 'R'],
    ['HIP-lh', 'L'],
  ])('reads %s as %s', (label, side) => expect(hemisphereOf(label)).toBe(side));

  it.each(['Brainstem', 'hemi-X_lab-1', 'Rolandic', '12', 'Lingual'])(
    'says nothing about %s',
    (label) => expect(hemisphereOf(label)).toBeNull(),
  );
});

describe('parseLabels', () => {
  it('reads one name per line with any line ends, a mark at the start, and none or many empty lines at the end', () => {
    expect(parseLabels('\uFEFFa\r\nb \n\n\n', 'x.txt')).toEqual(['a', 'b']);
  });

  it('refuses a name that stands twice, naming both lines', async () => {
    const { message } = await failure(() => parseLabels('a\nb\na', 'x.txt'), 'duplicate-label');
    expect(message).toContain('"a" stands in places 1 and 3');
    expect(message).toContain('x.txt');
  });

  it('refuses an empty line between names and an empty file', async () => {
    expect((await failure(() => parseLabels('a\n\nb', 'x.txt'), 'empty-label')).message).toContain(
      'Line 2',
    );
    await failure(() => parseLabels('\n', 'x.txt'), 'empty-labels');
  });
});

describe('agreeOnLabels', () => {
  const surface = (labels: string[], space = 'fsLR'): SpaceLabels => ({
    space,
    labels,
    sides: labels.map((_, i) => (i < labels.length / 2 ? 'L' : 'R')),
  });
  const volume = (labels: string[]): SpaceLabels => ({ space: 'MNI', labels, sides: null });

  it('takes the spelling of the library where a space spells names differently, and says so', () => {
    const agreed = agreeOnLabels('P', [
      surface(['hemi-L_a', 'hemi-R_a']),
      volume(['hemi-L_lab-a', 'hemi-R_lab-a']),
    ]);
    expect(agreed.labels).toEqual(['hemi-L_lab-a', 'hemi-R_lab-a']);
    expect(agreed.differences).toHaveLength(1);
    expect(agreed.differences[0]).toContain('hemi-L_lab-a / hemi-L_a');
  });

  it('knows the side of a silent label from the file of the surface', () => {
    expect(agreeOnLabels('P', [surface(['a', 'b', 'c', 'd'])]).hemispheres).toEqual([
      'L',
      'L',
      'R',
      'R',
    ]);
    expect(agreeOnLabels('P', [volume(['a', 'b'])]).hemispheres).toEqual([null, null]);
  });

  it('refuses spaces with other numbers, other orders or swapped sides', async () => {
    const here = surface(['hemi-L_lab-a', 'hemi-L_lab-b', 'hemi-R_lab-a', 'hemi-R_lab-b']);
    const counts = volume(['hemi-L_lab-a']);
    expect(
      (await failure(() => agreeOnLabels('P', [here, counts]), 'labels-differ')).message,
    ).toContain('4 and 1 names');
    const moved = volume(['hemi-L_lab-b', 'hemi-L_lab-a', 'hemi-R_lab-a', 'hemi-R_lab-b']);
    await failure(() => agreeOnLabels('P', [here, moved]), 'labels-differ');
    const swapped = volume(['hemi-R_lab-1', 'hemi-R_lab-2', 'hemi-L_lab-3', 'hemi-L_lab-4']);
    await failure(() => agreeOnLabels('P', [here, swapped]), 'labels-differ');
    await failure(
      () => agreeOnLabels('P', [surface(['hemi-R_lab-a', 'hemi-L_lab-a'])]),
      'labels-differ',
    );
  });

  it('compares a surface of one hemisphere with the parcels of that side', () => {
    const left: SpaceLabels = { space: 'fsLR', labels: ['hemi-L_lab-a'], sides: ['L'] };
    expect(
      agreeOnLabels('P', [left, volume(['hemi-R_lab-a', 'hemi-L_lab-a'])]).differences,
    ).toEqual([]);
  });
});
