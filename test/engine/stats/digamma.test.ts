import { describe, expect, it } from 'vitest';
import { digammas } from '../../../engine/stats/digamma.js';

describe('digammas', () => {
  it('are the values of Abramowitz & Stegun, table 6.3 (ψ(1), ψ(2), ψ(10), ψ(100)), and a pole at 0', () => {
    const psi = digammas(100);
    expect(psi[0]).toBeNaN();
    expect(psi[1]).toBeCloseTo(-0.5772156649, 10);
    expect(psi[2]).toBeCloseTo(0.4227843351, 10);
    expect(psi[10]).toBeCloseTo(2.2517525891, 10);
    expect(psi[100]).toBeCloseTo(4.6001618527, 10);
  });
});
