// Parcel names: reading label text files, and making sure that all spaces of a parcellation list the same parcels in the same order.
import { NspError } from '../error.js';
import type { Hemisphere } from '../plan.js';
import { hemisphereOf } from './hemisphere.js';
import { someOf } from './nearest.js';

/** Parcel names of one space; for surfaces left then right. */
export interface SpaceLabels {
  space: string;
  labels: string[];
  /** Hemisphere of each name, told by the file it stands in; null for a volume. */
  sides: Hemisphere[] | null;
}

/** The names all spaces agree on, and the spaces that spell them differently. */
export interface AgreedLabels {
  labels: string[];
  /** Told by the label, else by the file of a surface, else null. */
  hemispheres: (Hemisphere | null)[];
  /** One sentence per space with other spellings. */
  differences: string[];
}

/** The library's spelling, `hemi-L_div-Vis_lab-1`. */
const regular = /^hemi-[LR](?:_div-[^_]+)?_lab-.+$/;

/** Names of a label text file, one per line. Throws for empty or duplicated names, naming the lines. */
export function parseLabels(text: string, path: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  const labels = lines.map((line) => line.trim());
  if (labels.length === 0) {
    throw new NspError(
      'empty-labels',
      `The label file ${path} is empty; expected one name per line.`,
    );
  }
  const empty = labels.indexOf('');
  if (empty >= 0) {
    throw new NspError(
      'empty-label',
      `Line ${empty + 1} of ${path} is empty; every parcel needs a name.`,
    );
  }
  requireUnique(labels, path);
  return labels;
}

/** Throws `duplicate-label` naming the label and both places. */
export function requireUnique(
  labels: readonly string[],
  where: string,
  fault = 'Two parcels have the same name',
): void {
  const first = new Map<string, number>();
  labels.forEach((label, i) => {
    const before = first.get(label);
    if (before !== undefined) {
      throw new NspError(
        'duplicate-label',
        `${fault} in ${where}: "${label}" stands in places ${before + 1} and ${i + 1}. Give each its own name.`,
      );
    }
    first.set(label, i);
  });
}

/**
 * Finds the names that stand for all spaces. They must list equally many parcels with the same sides in the same order; where only
 * the spelling differs, the first space in the library's spelling wins (or the first space at all). A surface with one hemisphere
 * is compared with the parcels of that side.
 * @throws NspError `labels-differ`, `no-labels`
 */
export function agreeOnLabels(parcellation: string, spaces: readonly SpaceLabels[]): AgreedLabels {
  for (const space of spaces) requireSides(parcellation, space);
  const whole = spaces.filter((space) => !isOneSided(space));
  const complete = whole.length > 0 ? whole : spaces;
  const chosen =
    complete.find(({ labels }) => labels.every((label) => regular.test(label))) ?? complete[0];
  if (!chosen) {
    throw new NspError(
      'no-labels',
      `The parcellation ${parcellation} has no label text file (.label.txt).`,
    );
  }
  const differences = spaces
    .filter((space) => space !== chosen)
    .flatMap((space) => compare(parcellation, chosen, space));
  const sides = complete.find((space) => space.sides)?.sides;
  const hemispheres = chosen.labels.map((label, i) => hemisphereOf(label) ?? sides?.[i] ?? null);
  return { labels: chosen.labels, hemispheres, differences };
}

function isOneSided({ sides }: SpaceLabels): boolean {
  return sides !== null && new Set(sides).size === 1;
}

function requireSides(parcellation: string, { space, labels, sides }: SpaceLabels): void {
  const wrong = labels.findIndex(
    (label, i) => sides && (hemisphereOf(label) ?? sides[i]) !== sides[i],
  );
  if (wrong < 0) return;
  throw new NspError(
    'labels-differ',
    `The label file of ${parcellation} for hemisphere ${sides?.[wrong]} in ${space} names a parcel of the other side: "${labels[wrong]}". Copy it again.`,
  );
}

function compare(parcellation: string, chosen: SpaceLabels, other: SpaceLabels): string[] {
  const side = isOneSided(other) && !isOneSided(chosen) ? other.sides?.[0] : undefined;
  const expected = side
    ? chosen.labels.filter((label) => hemisphereOf(label) === side)
    : chosen.labels;
  const where = `The label files of ${parcellation} in ${chosen.space} and ${other.space}`;
  if (expected.length !== other.labels.length) {
    const counts = `${expected.length} and ${other.labels.length} names`;
    throw new NspError(
      'labels-differ',
      `${where} do not fit together: ${counts}. Copy both again from one source.`,
    );
  }
  const differing = expected.flatMap((label, i) => (label === other.labels[i] ? [] : [i]));
  if (differing.length === 0) return [];
  const pairs = differing.map((i) => `${expected[i]} / ${other.labels[i]}`);
  const known = new Set(expected);
  const moved = differing.some((i) => {
    const [one = '', two = ''] = [expected[i], other.labels[i]];
    return (
      known.has(two)
      || (hemisphereOf(one) ?? hemisphereOf(two)) !== (hemisphereOf(two) ?? hemisphereOf(one))
    );
  });
  if (moved) {
    throw new NspError(
      'labels-differ',
      `${where} list the parcels in a different order: ${someOf(pairs)}. Copy both again from one source.`,
    );
  }
  return [
    `${where} spell ${differing.length} names differently (${someOf(pairs)}); those of ${chosen.space} are used.`,
  ];
}
