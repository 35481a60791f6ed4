// The images a dataset keeps of its maps: reference/<dataset>/map/<map>/<map>_space-<space>[_desc-…][_hemi-<L|R>].{nii,gii}[.gz].
import { join } from 'node:path';
import type { Hemisphere } from '../../plan.js';
import type { FolderStack } from '../folders.js';
import { bySpace } from '../spaces.js';

/** One image of a map: a volume, or the hemispheres of a surface. */
export interface MapImage {
  space: string;
  volume: string | null;
  sides: Partial<Record<Hemisphere, string>>;
}

const NAME =
  /_space-([^_.]+)(?:_desc-[^_.]+)?(?:_hemi-([LR]))?(?:\.(?:surf|shape|func))?\.(nii|gii)(?:\.gz)?$/;

/** Images by map, sorted by name; those of one map by preference of their space. */
export function mapImages(stack: FolderStack, dataset: string): Map<string, MapImage[]> {
  const home = join('reference', dataset, 'map');
  const found = stack.list(home).map((map): [string, MapImage[]] => {
    const folder = join(home, map);
    const spaces = new Map<string, MapImage>();
    for (const name of stack.list(folder)) {
      const [, space, side, kind] = name.startsWith(`${map}_space-`) ? (NAME.exec(name) ?? []) : [];
      const path = stack.find(join(folder, name));
      if (space === undefined || path === undefined) continue;
      const image = spaces.get(space) ?? { space, volume: null, sides: {} };
      if (kind === 'nii') image.volume ??= path;
      else if (side === 'L' || side === 'R') image.sides[side] ??= path;
      spaces.set(space, image);
    }
    return [map, [...spaces.values()].sort((a, b) => bySpace(a.space, b.space))];
  });
  return new Map(found.filter(([, images]) => images.length > 0));
}
