// Distances between the centres of parcels, from the label image, from the surface, and of cortex + subcortex.
import { describe, expect, it } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { parcelDistances } from '../../../engine/colocalize/parcel-distances.js';
import { InputLog } from '../../../engine/library/input-log.js';
import { DataLibrary } from '../../../engine/library/library.js';
import {
  loadParcellation,
  type LoadedParcellation,
} from '../../../engine/library/load/parcellation.js';
import type { Hemisphere, ParcellationSource } from '../../../engine/plan.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { built } from '../../built.js';

const context = () => ({
  library: DataLibrary.open([built('demo-library')], capabilities),
  inputs: new InputLog(),
  ctx: {
    signal: new AbortController().signal,
    ...{ report: () => undefined, warn: () => undefined, log: () => undefined },
  },
});

const load = (source: ParcellationSource, sides: Hemisphere[] = ['L', 'R']) =>
  loadParcellation(source, sides, context());
const cortex: ParcellationSource = { kind: 'library', name: 'Demo100' };
const both: ParcellationSource = { kind: 'sum', parts: ['Demo100', 'DemoSub8'] };

const of = (parcellation: LoadedParcellation) => parcelDistances(parcellation, context());

describe('parcelDistances', () => {
  it('are those of a metric: symmetric, zero to itself, no detour shorter', async () => {
    const d = await of(await load(cortex));
    expect(d).toHaveLength(100 * 100);
    for (let i = 0; i < 100; i++) {
      expect(d[i * 100 + i]).toBe(0);
      for (let j = 0; j < i; j++) {
        expect(d[i * 100 + j]).toBe(d[j * 100 + i]);
        expect(d[i * 100 + j]).toBeGreaterThan(0);
        expect(d[i * 100 + j]).toBeLessThanOrEqual(d[i * 100]! + d[j]! + 1e-9);
      }
    }
  });

  it('of the surface go with those of the label image', async () => {
    const whole = await load(cortex);
    const image = await of(whole);
    const surface = await of({ ...whole, volumes: [] });
    expect(surface.every(Number.isFinite)).toBe(true);
    // The demo brain has the same parcels in both; centres of curved parcels differ a little.
    expect(pearson(image, surface)).toBeGreaterThan(0.95);
  });

  it('of one hemisphere are a part of those of both', async () => {
    const whole = await load(cortex);
    const left = await load(cortex, ['L']);
    const [all, some] = [await of(whole), await of(left)];
    const place = left.labels.map((label) => whole.labels.indexOf(label));
    place.forEach((from, i) =>
      place.forEach((to, j) => expect(some[i * place.length + j]).toBe(all[from * 100 + to])),
    );
  });

  it('of cortex + subcortex hold those of the cortex', async () => {
    const sum = await load(both);
    const alone = await load(cortex);
    const [all, some] = [await of(sum), await of(alone)];
    expect(all).toHaveLength(sum.labels.length ** 2);
    expect(all.every((distance) => distance >= 0 && distance < Infinity)).toBe(true);
    const [a, b] = [alone.labels[3]!, alone.labels[70]!].map((label) => sum.labels.indexOf(label));
    expect(all[a! * sum.labels.length + b!]).toBe(some[3 * 100 + 70]);
  });

  it('are refused where there is nothing to measure', async () => {
    const bare = { ...(await load(cortex)), volumes: [], surfaces: [] };
    await expect(of(bare)).rejects.toMatchObject({ code: 'no-distances' });
  });
});
