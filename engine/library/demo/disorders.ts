// demodisorders: six maps of effect sizes, rounded to three decimals as meta-analyses print them, so that ties occur.
import { LICENSE, type DemoBrain } from './brain.js';
import { mapList, rounded, type DemoDataset } from './dataset.js';
import { blend, BROAD, brainField, means, PATCHY, standardizedField, type Field } from './field.js';
import { random } from './random.js';
import { patternOf, type Receptor } from './receptors.js';

/** Disorders: cases, controls, mean effect, and the receptors they follow with their weights. */
const DISORDERS: readonly {
  name: string;
  cases: number;
  controls: number;
  shift: number;
  follows: readonly (readonly [target: string, weight: number])[];
}[] = [
  { name: 'alpha', cases: 1240, controls: 1610, shift: -0.12, follows: [['B2', -0.8]] },
  {
    name: 'beta',
    cases: 860,
    controls: 910,
    shift: -0.2,
    follows: [
      ['B2', -0.6],
      ['D1', 0.4],
    ],
  },
  { name: 'gamma', cases: 2100, controls: 2600, shift: -0.05, follows: [['B2', -0.5]] },
  { name: 'delta', cases: 420, controls: 500, shift: 0.04, follows: [['E1', 0.7]] },
  { name: 'epsilon', cases: 390, controls: 760, shift: -0.15, follows: [] },
  { name: 'zeta', cases: 150, controls: 170, shift: 0, follows: [] },
];

/** The dataset for Demo100. */
export function disorderDataset(brain: DemoBrain, all: readonly Receptor[]): DemoDataset {
  const { seed, cortical } = brain;
  const standard = (name: string, shape: typeof BROAD): Field =>
    standardizedField(brainField(seed, name, shape), cortical.points);
  const common = standard('disorder common', BROAD);
  const maps = DISORDERS.map(({ name, shift, follows }) => {
    const pattern = blend([
      [0.3, common],
      [0.6, standard(`disorder ${name}`, PATCHY)],
      ...follows.map(([target, weight]): [number, Field] => [weight, patternOf(all, target)]),
    ]);
    const noise = random(seed, `noise ${name}`);
    return {
      name: `dx-${name}_pub-simulated2026`,
      values: means(pattern, cortical.points).map((value) =>
        rounded(shift + 0.09 * value + 0.02 * noise.normal(), 3),
      ),
    };
  });
  return {
    name: 'demodisorders',
    label: 'Demo disorders (simulated)',
    description:
      'Simulated: case-control effect sizes of six invented disorders. alpha, beta and gamma follow the demo receptor B2, '
      + 'delta follows E1, epsilon and zeta follow none. For trying things out only.',
    collections: [
      {
        name: 'Main',
        description: 'All but the smallest of the invented disorders (simulated).',
        text: mapList(maps.slice(0, 5).map(({ name }) => name)),
      },
      {
        name: 'All',
        description: 'All six disorders (simulated).',
        text: mapList(maps.map(({ name }) => name)),
      },
    ],
    mapInfo: [
      ['map', 'disorder', 'n_cases', 'n_controls', 'doi', 'license', 'note'],
      ...DISORDERS.map(({ name, cases, controls }) => [
        ...[`dx-${name}_pub-simulated2026`, name, String(cases), String(controls)],
        ...['', LICENSE, ''],
      ]),
    ],
    displayColumns: ['disorder', 'n_cases', 'n_controls', 'license'],
    tables: [{ places: cortical, maps }],
  };
}
