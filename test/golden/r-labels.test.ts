// Golden case r02: label permutations as numpy draws them for seed 42.
import { describe, it } from 'vitest';
import { fillLabels, type GroupStrategy } from '../../engine/nulls/labels.js';
import { Control } from '../../engine/parallel/control.js';
import { Component, componentsDir, suite } from './component.js';

describe.skipIf(!componentsDir())(suite('golden label permutations'), () => {
  it.each<GroupStrategy>(['shuffle', 'proportional'])(
    '%s, 20 permutations of 100 rows',
    (strategy) => {
      const component = new Component('r02_rng_labels_seed42');
      const codes = Uint8Array.from(component.input('groups').flat());
      const out = new Uint8Array(20 * codes.length);
      fillLabels({ codes, pairs: null }, strategy, 42, 0, 20, out, new Control());
      component.holds(strategy, out);
    },
  );
});
