// Golden cases f01 and f02: Fisher z of the genes and what the six aggregations make of the sets, from independent programs.
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { aggregations, Aggregator, type MapSet } from '../../engine/colocalize/aggregate.js';
import { correlations, fixedMaps } from '../../engine/colocalize/correlation.js';
import { Component, componentsDir, suite } from './component.js';

const cells = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));

/** Sets of the case: rows `set,gene,weight`, a gene may be in several. */
function setsOf(component: Component): MapSet[] {
  const genes = cells(component.inputPath('X'))
    .slice(1)
    .map((row) => row[0]!);
  const rows = cells(component.inputPath('sets')).slice(1);
  return [...new Set(rows.map((row) => row[0]!))].map((name) => {
    const own = rows.filter((row) => row[0] === name);
    return {
      name,
      members: Int32Array.from(own, (row) => genes.indexOf(row[1]!)),
      weights: Float64Array.from(own, (row) => Number(row[2])),
    };
  });
}

describe.skipIf(!componentsDir())(suite('golden aggregation over sets'), () => {
  it.each(['f01_xsea_schaefer100', 'f02_xsea_dk_nan'])('%s', (id) => {
    const component = new Component(id);
    const [y, x] = ['Y', 'X'].map((name) => fixedMaps(component.table(name), true));
    const z = correlations(y!, x!).map(Math.atanh);
    component.holds('gene_z', z);
    const sets = setsOf(component);
    component.holds(
      'set_sizes',
      sets.map((set) => set.members.length),
    );
    for (const aggregation of aggregations) {
      const aggregator = new Aggregator(sets, aggregation);
      const rows = Array.from({ length: y!.maps }, (_, row) => {
        const out = new Float64Array(sets.length);
        aggregator.aggregate(z.slice(row * x!.maps, (row + 1) * x!.maps), out);
        return [...out];
      });
      component.holds(`set_${aggregation.name}`, rows.flat());
    }
  });
});
