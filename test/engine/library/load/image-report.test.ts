// What a run says about parcels without a value, one message for each reason.
import { describe, expect, it } from 'vitest';
import { describeMeans } from '../../../../engine/library/load/image-report.js';
import { ParcelSums } from '../../../../engine/parcellate/parcel-means.js';
import { folderOf, open, sixParcels, spyOn } from '../small-library.js';

const labels = ['good', 'vanished', 'background', 'few', 'infinite', 'other side'];
const image = { label: 'Pain', path: 'pain.nii' };

/** Four points each: valid ones, none at all, background and missing ones, one valid of four, an infinite one. */
function means() {
  const sums = new ParcelSums(6, [0, NaN]);
  const points: [parcel: number, values: number[]][] = [
    [0, [1, 2, 3, 6]],
    [2, [0, 0, NaN, 0]],
    [3, [0, 0, 0, 7]],
    [4, [1, 1, 1, Infinity]],
    [5, [0, 0, 0, 0]],
  ];
  for (const [parcel, values] of points) for (const value of values) sums.add(parcel, value);
  return sums.finish({ minValidCount: 2, minValidFraction: null });
}

describe('the report of an image', () => {
  const spy = spyOn(open(folderOf(sixParcels)));
  const chosen = Int32Array.of(0, 1, 2, 3, 4);
  const report = describeMeans(image, means(), chosen, labels.slice(0, 5), spy.ctx);

  it('has a value where there is one and missing everywhere else', () => {
    expect([...report.values]).toEqual([3, NaN, NaN, NaN, NaN]);
    expect(report.background).toEqual([0]);
    expect(report.ignored).toEqual({ background: 10, missing: 1 });
  });

  it.each([
    ['parcels-vanished', 'vanished'],
    ['parcels-background', 'background'],
    ['parcels-sparse', 'few'],
    ['parcels-infinite', 'infinite'],
  ])('warns of %s, naming the chosen parcels only', (code, name) => {
    const found = spy.warnings.filter((warning) => warning.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(new RegExp(`^1 of 5 parcels of Pain .*: ${name}\\.$`));
  });

  it('logs the background and what was left out', () => {
    expect(spy.logs).toEqual([
      'Pain: background 0; 10 background and 1 missing points inside parcels left out (pain.nii)',
    ]);
  });
});
