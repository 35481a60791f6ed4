// Golden case d05: mean, spread and quantiles of null correlations, and the spatial autocorrelation of null maps, for each null model made
// without a sphere. Passes when |ours − mean| ≤ 5 SD over seeds + 0.01; the case says `resample: false` for burt2020 and all eigenvectors
// for moran.
import { describe, expect, it } from 'vitest';
import { distanceModels } from '../../engine/nulls/distance-models.js';
import type { DistanceKind } from '../../engine/nulls/models.js';
import { moranI } from '../../engine/nulls/variomoran/weights.js';
import { nullMaps, type NullSource } from '../../engine/parallel/null-maps.js';
import { BlockPool } from '../../engine/parallel/pool.js';
import type { OptionValue } from '../../engine/plan.js';
import { pearson, centred } from '../../engine/stats/correlation.js';
import { fisherZ } from '../../engine/stats/fisher.js';
import { quantile } from '../../engine/stats/quantiles.js';
import { doubledCentredRanks } from '../../engine/stats/ranks.js';
import { Component, componentsDir, suite } from './component.js';

const NULLS = 2000;
const COLUMNS = 7;
const ctx = {
  signal: new AbortController().signal,
  report: () => undefined,
  warn: () => undefined,
  log: () => undefined,
};

const options: Record<string, Record<string, OptionValue>> = {
  moran: { maps_n_components: null },
  burt2018: {},
  burt2020: { maps_resample: false },
};

const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / v.length;
const sd = (v: Float64Array): number => Math.sqrt(mean(v.map((a) => (a - mean(v)) ** 2)));

describe.skipIf(!componentsDir())(suite('golden null distributions (d05)'), () => {
  const load = () => {
    const component = new Component('d05_null_distributions');
    const x = component.table('X');
    return {
      component,
      x,
      n: x.parcels.length,
      distances: Float64Array.from(component.input('D').flat()),
      y: Float64Array.from(component.input('y').flat()),
    };
  };

  it('has the Moran’s I of the maps', () => {
    const { component, x, n, distances } = load();
    component.holds(
      'original_moran_I',
      x.labels.map((_, m) => moranI(x.values.subarray(m * n, (m + 1) * n), distances)),
    );
  });

  it.each(['moran', 'burt2018', 'burt2020', 'random'])('%s', async (name) => {
    const { component, x, n, distances, y } = load();
    const blocks = [{ parcels: Int32Array.from({ length: n }, (_, i) => i), matrix: distances }];
    const plan = { mapsOptions: options[name] ?? {}, nPerm: NULLS, seed: 1 };
    const source: NullSource =
      name === 'random'
        ? { kind: 'shuffle', seed: 1 }
        : await distanceModels[name as DistanceKind](plan).source(
            x,
            blocks,
            new BlockPool(null, 1),
            ctx,
          );
    const ranked = doubledCentredRanks(y);
    const expected = component.expected(`${name}_mean`);
    const spread = component.expected(`${name}_sd`);
    x.labels.forEach((_, m) => {
      const map = x.values.subarray(m * n, (m + 1) * n);
      const maker = nullMaps(source, map, m, 0);
      const [z, autocorrelation, ratio] = [0, 0, 0].map(() => new Float64Array(NULLS)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const null_ = new Float64Array(n);
      for (let k = 0; k < NULLS; k++) {
        maker.next(null_);
        z[k] = fisherZ(pearson(doubledCentredRanks(null_), ranked));
        autocorrelation[k] = moranI(null_, distances);
        ratio[k] = sd(centred(null_)) / sd(centred(map));
      }
      const sorted = z.slice().sort();
      const ours = [
        mean(z),
        sd(z),
        quantile(sorted, 0.025),
        quantile(sorted, 0.975),
        mean(autocorrelation),
        sd(autocorrelation),
        mean(ratio),
      ];
      ours.forEach((value, column) => {
        const at = m * COLUMNS + column;
        const allowed = 5 * spread[at]! + 0.01;
        expect(
          Math.abs(value - expected[at]!),
          `map ${m}, column ${column}: ${value} for ${expected[at]}`,
        ).toBeLessThanOrEqual(allowed);
      });
    });
  });
});
