// demosubjects: sixty simulated people, patients and controls from two sites, with a planted group effect that follows
// the demo receptor A2. The truth is kept beside them.
import type { DemoBrain } from './brain.js';
import { rounded, type DemoMap } from './dataset.js';
import {
  blend,
  BROAD,
  brainField,
  means,
  PATCHY,
  standardized,
  standardizedField,
  type Field,
} from './field.js';
import { random } from './random.js';
import { patternOf, type Receptor } from './receptors.js';
import { item } from './vector.js';

const PER_GROUP = 30;
const FOLLOWED = 'A2';
/** Standard deviations in mm of what differs between people: everywhere, in patches, in single parcels. */
const SPREAD = { overall: 0.06, patches: 0.09, parcel: 0.09 };
/** Standard deviation in mm of a parcel over people, without age, sex and site: the unit of the planted effect. */
const TOTAL_SPREAD = Math.sqrt(
  SPREAD.overall * SPREAD.overall + SPREAD.patches * SPREAD.patches + SPREAD.parcel * SPREAD.parcel,
);

interface Subject {
  id: string;
  group: 'PAT' | 'HC';
  age: number;
  sex: 0 | 1;
  site: 'siteA' | 'siteB';
}

export interface DemoSubjects {
  /** One row per subject: cortical thickness in mm per parcel of Demo100. */
  rows: DemoMap[];
  /** Header and one row per subject. */
  design: string[][];
  /** Header and one row per parcel. */
  truth: string[][];
}

function subjects(seed: number): Subject[] {
  const stream = random(seed, 'subjects');
  return Array.from({ length: 2 * PER_GROUP }, (_, index): Subject => {
    const group = index < PER_GROUP ? 'PAT' : 'HC';
    return {
      id: `sub-${String(index + 1).padStart(3, '0')}_${group}`,
      group,
      age: rounded(20 + 40 * stream.uniform(), 1),
      sex: stream.uniform() < 0.5 ? 0 : 1,
      site: stream.uniform() < (group === 'PAT' ? 0.45 : 0.55) ? 'siteA' : 'siteB',
    };
  });
}

/** What all people share, in mm per parcel, and the planted effect in standard deviations. */
function patterns(
  brain: DemoBrain,
  all: readonly Receptor[],
): Record<'base' | 'effect' | 'age' | 'site', Float64Array> {
  const { seed, cortical } = brain;
  const standard = (name: string, shape: typeof BROAD): Field =>
    standardizedField(brainField(seed, name, shape), cortical.points);
  const at = (field: Field): Float64Array => means(field, cortical.points);
  const effect = blend([
    [-0.55, patternOf(all, FOLLOWED)],
    [0.2, standard('subjects effect', PATCHY)],
  ]);
  return {
    base: at(standard('subjects base', BROAD)).map((value) => 2.6 + 0.25 * value),
    effect: at(effect).map((value) => value - 0.3),
    age: at(standard('subjects age', BROAD)).map((value) => -0.004 - 0.0015 * value),
    site: at(standard('subjects site', BROAD)).map((value) => 0.08 + 0.06 * value),
  };
}

/** Simulates the people. Site B measures with a shift that differs between parcels and a spread 1.25 times as large. */
export function demoSubjects(brain: DemoBrain, all: readonly Receptor[]): DemoSubjects {
  const { seed, cortical } = brain;
  const people = subjects(seed);
  const shared = patterns(brain, all);
  const rows = people.map((person): DemoMap => {
    const noise = random(seed, `noise ${person.id}`);
    const overall = SPREAD.overall * noise.normal();
    const patches = standardized(means(brainField(seed, person.id, PATCHY), cortical.points));
    const [patient, siteB] = [person.group === 'PAT' ? 1 : 0, person.site === 'siteB' ? 1 : 0];
    const values = patches.map((patch, parcel) => {
      const own = overall + SPREAD.patches * patch + SPREAD.parcel * noise.normal();
      const biology =
        patient * TOTAL_SPREAD * item(shared.effect, parcel)
        + (person.age - 40) * item(shared.age, parcel)
        + 0.02 * person.sex;
      const measured = own * (1 + 0.25 * siteB) + siteB * item(shared.site, parcel);
      return rounded(item(shared.base, parcel) + biology + measured, 4);
    });
    return { name: person.id, values };
  });
  return { rows, design: designRows(people), truth: truthRows(cortical.labels, shared) };
}

function designRows(people: readonly Subject[]): string[][] {
  return [
    ['subject', 'groups', 'age', 'sex', 'site'],
    ...people.map(({ id, group, age, sex, site }) => [id, group, String(age), String(sex), site]),
  ];
}

function truthRows(
  labels: readonly string[],
  { base, effect }: { base: Float64Array; effect: Float64Array },
): string[][] {
  return [
    ['parcel', 'base_thickness_mm', 'true_effect_cohens_d'],
    ...labels.map((label, parcel) => [
      label,
      String(rounded(item(base, parcel), 5)),
      String(rounded(item(effect, parcel), 5)),
    ]),
  ];
}
