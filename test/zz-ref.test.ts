import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { fitAutoregression, positive } from '../engine/nulls/burt2018/fit.js';
import { boxCoxLambda } from '../engine/stats/box-cox.js';
import { empiricalVariogram, fitVariogram } from '../engine/nulls/variomoran/variogram.js';
import { distanceModels } from '../engine/nulls/distance-models.js';
import { nullMaps } from '../engine/parallel/null-maps.js';
import { BlockPool } from '../engine/parallel/pool.js';
const ctx = { signal: new AbortController().signal, report() {}, warn: (c: string, m: string) => console.log(c, m), log() {} } as never;
it('ref', async () => {
  const cases = JSON.parse(readFileSync('/tmp/w/surrogates/ref.json', 'utf8'));
  for (const c of cases) {
    const n = c.n, D = Float64Array.from(c.D as number[]), x = Float64Array.from(c.x as number[]);
    const blocks = [{ parcels: Int32Array.from({ length: n }, (_, i) => i), matrix: D }];
    const table = { labels: ['m'], sets: [null], weights: [null], parcels: Array.from({ length: n }, (_, i) => 'p' + i), values: x };
    const run = async (kind: 'burt2018' | 'burt2020' | 'variomoran', nPerm: number, mapsOptions: Record<string, never>) => {
      const s = await distanceModels[kind]({ mapsOptions, nPerm, seed: c.seed }).source(table as never, blocks, new BlockPool(null, 1), ctx);
      const m = nullMaps(s, x, 0, 0); const out: number[] = [];
      for (let k = 0; k < nPerm; k++) { const o = new Float64Array(n); m.next(o); out.push(...o); }
      return out;
    };
    const diff = (a: number[], b: number[]) => { let w = 0, cnt = 0; a.forEach((v, i) => { const d = Math.abs(v - b[i]!); if (!(d < 1e-8)) cnt++; w = Math.max(w, d); }); return `${w.toExponential(2)} (${cnt} of ${a.length})`; };
    const f = fitAutoregression(x, D);
    const line = [n, 'lam', (boxCoxLambda(positive(x)) - c.b18.lam).toExponential(1), 'rho', (f.rho - c.b18.rho).toExponential(1), 'd0', (f.d0 - c.b18.d0).toExponential(1), f.converged,
      'b18', diff(await run('burt2018', 6, {}), c.b18.out), 'b20', diff(await run('burt2020', 13, { maps_batch_size: 5 } as never), c.b20), diff(await run('burt2020', 13, { maps_batch_size: 5, maps_resample: false } as never), c.b20f)];
    console.log(line.join(' '));
    const mean = x.reduce((a, b) => a + b, 0) / n; const v = x.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    for (const [name, r] of Object.entries(c.vario) as [string, any][]) {
      const [model, ng] = name.split(' ') as [never, string];
      const bins = empiricalVariogram(x, D, 20);
      const fit = fitVariogram(bins, v, { model, nugget: ng === 'True' });
      console.log('   ', name, 'sill', (fit.sill / r.p[0] - 1).toExponential(1), 'range', (fit.range / r.p[1] - 1).toExponential(1), r.p[1].toPrecision(3), 'cost', (bins.h.reduce((q,h,i)=>{const u=h/fit.range; const rho=model==='exponential'?Math.exp(-u):model==='gaussian'?Math.exp(-u*u):u>=1?0:1-1.5*u+.5*u**3; return q+(fit.sill*(1-rho)+fit.nugget*rho-bins.gamma[i]!)**2;},0)/r.cost-1).toExponential(1),'nug', fit.nugget - (r.p[2] ?? 0),
        'b', diff(await run('variomoran', 4, { maps_variogram_model: model, maps_variogram_nugget: ng === 'True', maps_variogram_threshold: null } as never), r.out));
    }
  }
});
