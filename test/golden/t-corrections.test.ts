// Golden case t01: twelve pairs of p and corrected p that the tutorial prints, for an effective number of tests of 29 PET maps.
import { describe, it } from 'vitest';
import { correct, correctionByName } from '../../engine/inference/corrections.js';
import { Component, componentsDir, suite } from './component.js';

describe.skipIf(!componentsDir())(suite('golden corrections of the tutorial'), () => {
  it('t01: one effective number of tests makes every printed pair', () => {
    const component = new Component('t01_tutorial_meff');
    const p = Float64Array.from(component.input('p').flat());
    // The page does not print the eigenvalues of its maps, only numbers that fix Meff.
    const meff = component.json.params['meff'] as number;
    const correction = correctionByName.get('meff_galwey')!;
    const sides = { x: () => [meff], y: () => null };
    const found = correct(
      { ...correction, kind: 'meff', estimator: ([value = NaN]) => value },
      { rows: 1, columns: p.length, p },
      'array',
      sides,
      () => {
        throw new Error('Meff looks at no nulls.');
      },
    );
    component.holds('q', found.p);
  });
});
