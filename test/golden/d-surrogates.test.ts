// Golden cases d03 and d04: variogram matching from given permutations and noise, spatial autoregressive surrogates from given noise.
import { describe, expect, it } from 'vitest';
import {
  autoregressiveMatrix,
  fitAutoregression,
  positive,
} from '../../engine/nulls/burt2018/fit.js';
import { BlockSurrogates } from '../../engine/nulls/burt2018/maps.js';
import { geometryOf } from '../../engine/nulls/burt2020/geometry.js';
import { VariogramMatcher } from '../../engine/nulls/burt2020/matcher.js';
import { burt2020Options } from '../../engine/nulls/burt2020/options.js';
import { boxCoxLambda } from '../../engine/stats/box-cox.js';
import { factorize } from '../../engine/stats/lu.js';
import { Component, componentsDir, suite } from './component.js';

function load(id: string) {
  const component = new Component(id);
  const distances = Float64Array.from(component.input('D').flat());
  const map = Float64Array.from(component.input('x').flat());
  return { component, distances, map, n: map.length, noise: component.input('noise') };
}

describe.skipIf(!componentsDir())(suite('golden variogram matching (d03)'), () => {
  const prepare = () => {
    const loaded = load('d03_variogram_full100');
    const { distances, map, n } = loaded;
    const geometry = geometryOf(distances, n, burt2020Options({}))!;
    return { ...loaded, geometry, matcher: new VariogramMatcher(geometry, map) };
  };

  it('has the distances, the bandwidth, the variogram and the neighbours of the case', () => {
    const { component, geometry, matcher } = prepare();
    component.holds('h', geometry.variogram.h);
    component.holds('bandwidth', [geometry.variogram.bandwidth]);
    component.holds('target_variogram', matcher.target);
    component.holds(
      'k',
      geometry.smoothers.map(({ k }) => k),
    );
  });

  it('smooths as the case does, and makes its surrogates', () => {
    const { component, geometry, matcher, map, n, noise } = prepare();
    const permutations = component.input('perm');
    const permuted = new Float64Array(4 * n);
    const put = (k: number): void =>
      permutations[k]!.forEach((from, i) => (permuted[4 * i + (k % 4)] = map[from]!));
    [0, 1, 2, 3].forEach(put);
    component.holds(
      'smoothed_first_perm',
      geometry.smoothers.flatMap((smoother) => {
        matcher.smooth(smoother, permuted);
        return Array.from({ length: n }, (_, i) => matcher.smoothed[4 * i]!);
      }),
    );
    const found = {
      surrogates: [] as number[],
      best_delta: [] as number[],
      alpha: [] as number[],
      beta: [] as number[],
    };
    for (let k = 0; k < permutations.length; k++) {
      put(k);
      if (k % 4 !== 3) continue;
      matcher.match(permuted);
      for (let side = 0; side < 4; side++) {
        const [alpha, beta] = [matcher.alpha[side]!, matcher.beta[side]!];
        found.best_delta.push(geometry.smoothers[matcher.chosen[side]!]!.delta);
        found.alpha.push(alpha);
        found.beta.push(beta);
        const surrogate = noise[k - 3 + side]!.map(
          (e, i) =>
            Math.sqrt(Math.abs(beta)) * matcher.best[4 * i + side]!
            + Math.sqrt(Math.abs(alpha)) * e,
        );
        const mean = surrogate.reduce((a, b) => a + b, 0) / n;
        found.surrogates.push(...surrogate.map((v) => v - mean));
      }
    }
    for (const [name, values] of Object.entries(found)) component.holds(name, values);
  });
});

describe.skipIf(!componentsDir())(suite('golden spatial autoregression (d04)'), () => {
  it('has the Box–Cox parameter and the model of the case', () => {
    const { component, distances, map } = load('d04_burt2018_full100');
    component.holds('boxcox_lambda', [boxCoxLambda(positive(map))]);
    const { rho, d0, converged } = fitAutoregression(map, distances);
    expect(converged).toBe(true);
    component.holds('rho_d0', [rho, d0]);
  });

  it('makes the surrogates of the case from its noise', () => {
    const { component, distances, map, n, noise } = load('d04_burt2018_full100');
    const fit = component.json.params as { rho: number; d0: number };
    const factors = autoregressiveMatrix(fit, distances, n);
    component.holds(
      'W_row0',
      Array.from({ length: n }, (_, j) => (Number(j === 0) - factors[j]!) / fit.rho),
    );
    const order = new Int32Array(n);
    expect(factorize(factors, n, order)).toBe(true);
    const parcels = Int32Array.from({ length: n }, (_, i) => i);
    const maker = new BlockSurrogates({ parcels, factors, order }, map, new Float64Array(0));
    const shift = positive(map)[0]! - map[0]!;
    const sides = new Float64Array(4 * n);
    const surrogates = noise.flatMap((row, k) => {
      row.forEach((value, i) => (sides[4 * i + (k % 4)] = value));
      maker.solve(factors, sides);
      const out = new Float64Array(n);
      maker.place(k % 4, out);
      return [...out.map((v) => v + shift)];
    });
    component.holds('surrogates', surrogates);
  });
});
