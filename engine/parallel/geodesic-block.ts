// One block of surface distances: shortest paths from some vertices, added up per parcel they lead to.
import { ShortestPaths, type Graph } from '../nulls/distances/shortest-paths.js';
import type { Control } from './control.js';

/** Vertices of parcels in portions of one parcel each. How they are cut does not depend on the number of threads. */
export interface Portions {
  /** Vertices, parcel after parcel; those of parcel p are `first[p]` … `first[p + 1]` − 1. */
  vertices: Int32Array;
  first: Int32Array;
  /** `[portion][parcel, from, to]`, places in `vertices`. */
  cuts: Int32Array;
}

export interface GeodesicBlock {
  graph: Graph;
  portions: Portions;
  /** Portions `from` … `to` − 1. */
  from: number;
  to: number;
  /** Shared `[portion][parcel]`: sum of the distances from the vertices of the portion to those of a parcel not before its own, mm. */
  sums: Float64Array;
}

export function runGeodesicBlock(block: GeodesicBlock, control: Control): void {
  const { portions, sums } = block;
  const { vertices, first, cuts } = portions;
  const parcels = first.length - 1;
  const paths = new ShortestPaths(block.graph);
  for (let portion = block.from; portion < block.to; portion++) {
    const parcel = cuts[portion * 3] as number;
    const row = sums.subarray(portion * parcels, (portion + 1) * parcels).fill(0);
    for (let at = cuts[portion * 3 + 1] as number; at < (cuts[portion * 3 + 2] as number); at++) {
      control.check();
      paths.from(vertices[at] as number);
      for (let to = parcel + 1; to < parcels; to++) {
        let sum = 0;
        for (let k = first[to] as number; k < (first[to + 1] as number); k++)
          sum += paths.distance[vertices[k] as number] as number;
        row[to] = (row[to] as number) + sum;
      }
      control.advance(1);
    }
  }
}
