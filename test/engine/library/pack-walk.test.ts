// Every file of the data pack is read by our readers, or refused with a reason that stands here; a file of a kind that is not listed fails.
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../engine/formats/bytes.js';
import { readCifti } from '../../../engine/formats/cifti.js';
import { readTable, readTextTable } from '../../../engine/formats/csv.js';
import { readSurface, readSurfaceLabels } from '../../../engine/formats/gifti.js';
import { readMatrix } from '../../../engine/formats/matrix.js';
import { readLabelVolume, readVolume } from '../../../engine/formats/nifti.js';
import { readNpy } from '../../../engine/formats/npy.js';
import { readVertexValues } from '../../../engine/formats/vertex-files.js';
import { parseLabels } from '../../../engine/library/labels.js';
import { parseCollection } from '../../../engine/library/shelves/collections.js';
import { absent, dataDir } from '../../shared.js';

/** What a reader found, as a number that must be above 0: rows, vertices, members, parcels. */
type Read = (path: string) => Promise<number>;

const table: Read = async (path) => (await readTable(path)).values.length;
const text: Read = async (path) => (await readTextTable(path)).rows.length;
const values: Read = async (path) => (await readVertexValues(path, 'L')).length;
const yaml: Read = async (path) => Object.keys(parse(await readText(path)) as object).length;

/** Square: checked against as many parcels as it has lines, with labels or without. */
const distances: Read = async (path) => {
  const lines = (await readText(path)).trim().split('\n');
  const labelled = Number.isNaN(Number(lines[0]?.split(',').at(-1)));
  const labels = labelled
    ? (lines[0] ?? '')
        .split(',')
        .slice(1)
        .map((cell) => cell.trim())
    : lines.map((_, i) => String(i + 1));
  const matrix = await readMatrix(path, labels);
  return matrix.length === labels.length ** 2 ? matrix.length : 0;
};

/** Patterns of paths relative to the pack, and how such files are read. The first that fits counts. */
const readers: readonly [pattern: RegExp, reads: Read][] = [
  [/\.yaml$/, yaml],
  [/\.collect$/, async (path) => parseCollection(await readText(path), 'x', path).members.length],
  [/\.label\.txt$/, async (path) => parseLabels(await readText(path), path).length],
  [/\.dist\.csv\.gz$/, distances],
  [/\.spin\.npy$/, async (path) => (await readNpy(path)).data.length],
  [/\/tab\/.+\.csv\.gz$|example-.+\.csv\.gz$|ground_truth\.csv$/, table],
  [/(map_info|map_sources|design)\.csv$/, text],
  [/\.label\.nii\.gz$/, async (path) => (await readLabelVolume(path)).data.length],
  [/\.dscalar\.nii$/, async (path) => (await readCifti(path)).names.length],
  [/\.nii\.gz$/, async (path) => (await readVolume(path)).data.length],
  [/\.surf\.gii$/, async (path) => (await readSurface(path)).triangles.length],
  [/\.label\.gii(\.gz)?$/, async (path) => (await readSurfaceLabels(path)).length],
  [/\.gii(\.gz)?$|_thickness(\.mgh|\.txt)?$/, values],
];

/** Files that are no data of ours. */
const refused: readonly [pattern: RegExp, reason: string][] = [
  [/^README\.md$/, 'words for people'],
  [/^SHA256SUMS\.txt$/, 'checksums, read by sha256sum'],
  [/_plot-overview\.png$/, 'a picture'],
];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const pack = dataDir();
const files =
  pack === null ? [] : filesIn(pack).map((path) => relative(pack, path).split(sep).join('/'));

describe.skipIf(pack === null)(
  `the data pack ${pack === null ? absent('nispace-data') : ''}`,
  () => {
    it('has at least its 170 data files', () => {
      expect(
        files.filter((file) => !refused.some(([pattern]) => pattern.test(file))).length,
      ).toBeGreaterThanOrEqual(170);
    });

    it('has no file of an unknown kind, and each reader and reason has one', () => {
      const known = [
        ...readers.map(([pattern]) => pattern),
        ...refused.slice(0, 2).map(([pattern]) => pattern),
      ];
      expect(
        files.filter((file) => ![...readers, ...refused].some(([pattern]) => pattern.test(file))),
      ).toEqual([]);
      expect(known.filter((pattern) => !files.some((file) => pattern.test(file)))).toEqual([]);
    });

    const data = files.filter((file) => !refused.some(([pattern]) => pattern.test(file)));
    it.each(data.length > 0 ? data : ['nothing'])('reads %s', async (file) => {
      const reads = readers.find(([pattern]) => pattern.test(file))?.[1];
      expect(await reads?.(join(pack!, file))).toBeGreaterThan(0);
    });
  },
);
