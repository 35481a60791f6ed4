// Which label image fits an image: the one of the space it is declared to be in, or of another variant of MNI152.
import { NspError } from '../../error.js';
import type { LoadedParcellation } from './parcellation.js';
import { unnamedSpace } from './own-parcellation.js';
import type { VolumeLabels } from '../parcellation.js';
import { bySpace, isMni } from '../spaces.js';

export interface VolumeChoice {
  volume: VolumeLabels;
  /** One sentence for the log: which label image, and why. */
  reason: string;
}

/**
 * Chooses the label image for images of a space. Variants of MNI152 count as one family: their millimetres are used as they are,
 * nothing is warped. Without a space the preferred volume of the parcellation is taken.
 * @param space as declared with the maps, or null
 * @throws NspError `no-volume`, `unknown-space` naming the spaces there are
 */
export function chooseVolume(parcellation: LoadedParcellation, space: string | null): VolumeChoice {
  const volumes = [...parcellation.volumes].sort(
    (a, b) => familyFirst(a, b) || bySpace(a.space, b.space),
  );
  const [preferred] = volumes;
  if (!preferred) {
    throw new NspError(
      'no-volume',
      `The parcellation ${parcellation.name} has no label volume, so images cannot be parcellated with it. Choose a parcellation with a volume, or give a table.`,
    );
  }
  if (space === null) {
    return {
      volume: preferred,
      reason: `no space is given; images are taken to be in ${preferred.space}.`,
    };
  }
  const same = volumes.find((volume) => volume.space === space);
  if (same) return { volume: same, reason: `label image in ${space}.` };
  const akin = volumes.find((volume) => isMni(space) && isMni(volume.space));
  if (akin) {
    const reason = `images in ${space} are parcellated with the label image in ${akin.space}, millimetre by millimetre, without a warp.`;
    return { volume: akin, reason };
  }
  if (preferred.space === unnamedSpace) {
    return {
      volume: preferred,
      reason: `the label image of ${parcellation.name} has no named space; its millimetres are used as they are.`,
    };
  }
  throw new NspError(
    'unknown-space',
    `The parcellation ${parcellation.name} has no label volume in ${space}; it has ${volumes.map((volume) => volume.space).join(', ')}. Change space, or choose another parcellation.`,
  );
}

function familyFirst(a: VolumeLabels, b: VolumeLabels): number {
  return Number(isMni(b.space)) - Number(isMni(a.space));
}
