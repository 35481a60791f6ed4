// What the folder of one parcellation in one space holds, told from file names alone.
import { join } from 'node:path';
import type { Hemisphere } from '../../plan.js';
import { namesIn, type FolderStack } from '../folders.js';
import { bySpace } from '../spaces.js';

/** Files of a volume, or of one hemisphere of a surface. Paths; null where there is none. */
export interface LabelFiles {
  image: string | null;
  labels: string | null;
  distances: string | null;
  spins: string | null;
}

export interface SpaceFiles {
  space: string;
  volume: LabelFiles | null;
  /** Left before right. */
  hemispheres: { hemisphere: Hemisphere; files: LabelFiles }[];
}

/** `parc-X_space-Y[_hemi-L].<ending>`: endings by the field they fill. A volume image is NIfTI, a surface one GIFTI. */
const endings: readonly (readonly [pattern: RegExp, field: keyof LabelFiles, surface?: boolean])[] =
  [
    [/^label\.nii(\.gz)?$/, 'image', false],
    [/^label\.gii(\.gz)?$/, 'image', true],
    [/^label\.txt$/, 'labels'],
    [/^dist\.csv(\.gz)?$/, 'distances'],
    [/^spin\.npy$/, 'spins', true],
  ];

/**
 * Spaces of a parcellation, preferred ones first. Labels, spins and distances of one space belong together, so each space comes
 * whole from the first folder of the stack that has a label text file for it.
 */
export function spaceFiles(stack: FolderStack, parcellation: string): SpaceFiles[] {
  const spaces = new Map<string, SpaceFiles>();
  for (const root of stack.findAll(join('parcellation', parcellation))) {
    for (const space of namesIn(root)) {
      if (spaces.has(space)) continue;
      const files = filesIn(join(root, space), space);
      if (files) spaces.set(space, files);
    }
  }
  return [...spaces.values()].sort((a, b) => bySpace(a.space, b.space));
}

function filesIn(folder: string, space: string): SpaceFiles | null {
  const found = new Map<Hemisphere | 'whole', LabelFiles>();
  for (const name of namesIn(folder)) {
    const parts = /^parc-.+?_space-[^_.]+(?:_hemi-([LR]))?\.(.+)$/.exec(name);
    if (!parts) continue;
    const side = (parts[1] as Hemisphere | undefined) ?? 'whole';
    const ending = endings.find(([pattern]) => pattern.test(parts[2] ?? ''));
    if (!ending || (ending[2] ?? side !== 'whole') !== (side !== 'whole')) continue;
    const files = found.get(side) ?? { image: null, labels: null, distances: null, spins: null };
    files[ending[1]] ??= join(folder, name);
    found.set(side, files);
  }
  const usable = (side: Hemisphere | 'whole'): LabelFiles | null => {
    const files = found.get(side);
    return files?.labels ? files : null;
  };
  const hemispheres = (['L', 'R'] as const).flatMap((hemisphere) => {
    const files = usable(hemisphere);
    return files ? [{ hemisphere, files }] : [];
  });
  const volume = usable('whole');
  return volume || hemispheres.length > 0 ? { space, volume, hemispheres } : null;
}
