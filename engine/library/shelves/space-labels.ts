// Reads the label text files of a library parcellation, space by space, and finds the names that stand for all of them.
import { readText, type FileObserver } from '../../formats/bytes.js';
import { agreeOnLabels, parseLabels, requireUnique } from '../labels.js';
import type { AgreedLabels, SpaceLabels } from '../labels.js';
import type { ParcellationItem } from './parcellations.js';
import type { LabelFiles, SpaceFiles } from './space-files.js';

/**
 * Names, hemispheres and differences of spelling. A space with a volume and a surface is asked twice.
 * @throws NspError `labels-differ`, `duplicate-label`, `empty-labels`
 */
export async function libraryLabels(
  item: ParcellationItem,
  observe?: FileObserver,
): Promise<AgreedLabels> {
  const read = async ({ labels }: LabelFiles): Promise<string[]> =>
    labels === null ? [] : parseLabels(await readText(labels, { observe }), labels);
  const { name } = item.entry;
  const surfaces = item.spaces.filter(({ hemispheres }) => hemispheres.length > 0);
  const volumes = item.spaces.flatMap(({ space, volume }) => (volume ? [{ space, volume }] : []));
  const spaces = await Promise.all([
    ...surfaces.map((space) => surfaceLabels(name, space, read)),
    ...volumes.map(async ({ space, volume }) => ({
      space: `${space} (volume)`,
      labels: await read(volume),
      sides: null,
    })),
  ]);
  return agreeOnLabels(name, spaces);
}

async function surfaceLabels(
  name: string,
  { space, hemispheres }: SpaceFiles,
  read: (files: LabelFiles) => Promise<string[]>,
): Promise<SpaceLabels> {
  const sides = await Promise.all(
    hemispheres.map(async ({ hemisphere, files }) =>
      (await read(files)).map((label) => ({ label, hemisphere })),
    ),
  );
  const labels = sides.flat().map(({ label }) => label);
  requireUnique(labels, `the label files of ${name} in ${space}`);
  return { space, labels, sides: sides.flat().map(({ hemisphere }) => hemisphere) };
}
