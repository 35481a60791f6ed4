// Cortex + subcortex as one parcellation (spec/workflows.md 4.3): cortex first, labels one after the other, both parts kept.
import { NspError } from '../../error.js';
import { requireUnique } from '../labels.js';
import type { VolumeLabels } from '../parcellation.js';
import { isMni } from '../spaces.js';
import type { LoadedParcellation } from './parcellation.js';

/**
 * Joins two loaded parcellations, given in any order, after the choice of hemispheres. Surfaces belong to the cortical part alone,
 * so the whole has none; volumes are those in MNI spaces that both have.
 * @throws NspError `not-cortex-and-subcortex`, `duplicate-label`
 */
export function combine(members: readonly LoadedParcellation[]): LoadedParcellation {
  const [cortex, subcortex] = cortexFirst(members);
  const name = `${cortex.name} + ${subcortex.name}`;
  const everyLabel = [...cortex.everyLabel, ...subcortex.everyLabel];
  requireUnique(everyLabel, `the labels of ${name}`);
  return {
    name,
    libraryName: null,
    label: `${cortex.label} + ${subcortex.label}`,
    level: 'combined',
    license:
      cortex.license === subcortex.license
        ? cortex.license
        : [cortex, subcortex].map(({ license }) => license ?? 'licence unknown').join('; '),
    citations: [...cortex.citations, ...subcortex.citations],
    labels: [...cortex.labels, ...subcortex.labels],
    everyLabel,
    hemisphere: [...cortex.hemisphere, ...subcortex.hemisphere],
    everyHemisphere: [...cortex.everyHemisphere, ...subcortex.everyHemisphere],
    volumes: commonVolumes(cortex, subcortex),
    surfaces: [],
    parts: [cortex, subcortex],
  };
}

function cortexFirst(
  members: readonly LoadedParcellation[],
): [cortex: LoadedParcellation, subcortex: LoadedParcellation] {
  const cortex = members.find(({ level }) => level === 'cortex');
  const subcortex = members.find(({ level }) => level === 'subcortex');
  if (cortex && subcortex && members.length === 2) return [cortex, subcortex];
  throw new NspError(
    'not-cortex-and-subcortex',
    `A sum takes one cortical and one subcortical parcellation, such as Schaefer200 + TianS1; here: ${members.map(({ name, level }) => `${name} (${level})`).join(' + ')}.`,
  );
}

/** Spaces of the same name; where there is none, the first MNI spaces of both, which share their millimetres. */
function commonVolumes(
  { volumes: cortical }: LoadedParcellation,
  { volumes: subcortical }: LoadedParcellation,
): VolumeLabels[] {
  const pair = (one: VolumeLabels, other: VolumeLabels): VolumeLabels => ({
    space: one.space,
    image: one.image,
    labelFile: null,
    distances: null,
    subcortex: other,
  });
  const same = cortical.flatMap((one) => {
    const other = subcortical.find(({ space }) => space === one.space && isMni(space));
    return other ? [pair(one, other)] : [];
  });
  if (same.length > 0) return same;
  const [one, other] = [cortical, subcortical].map((all) => all.find(({ space }) => isMni(space)));
  return one && other ? [pair(one, other)] : [];
}
