// Demo100: some fifty contiguous parcels of about equal size per hemisphere, in five invented divisions.
import type { Hemisphere } from '../../plan.js';
import type { DemoHemisphere } from './cortex.js';
import { random } from './random.js';
import { centroid, dot, item, squaredDistance, unit, type Vec } from './vector.js';

const PER_HEMISPHERE = 50;
const ROUNDS = 30;

/** Invented divisions and the place of the right hemisphere each grows around, mm. */
const DIVISIONS: readonly (readonly [name: string, place: Vec])[] = [
  ['Front', [24, 48, 12]],
  ['Crown', [24, -24, 66]],
  ['Side', [56, -30, 24]],
  ['Temple', [44, -14, -28]],
  ['Back', [22, -84, 8]],
];

/** A cortical parcellation of the demo brain. Parcel numbers run over both hemispheres, left first. */
export interface DemoParcels {
  labels: string[];
  hemispheres: {
    hemisphere: Hemisphere;
    labels: string[];
    /** 1-based number of the parcel of each vertex, 0 on the medial wall. */
    ofVertex: Int32Array;
  }[];
}

/** Index of the nearest centre by angle. */
function nearest(direction: Vec, centres: readonly Vec[]): number {
  let best = 0;
  let closeness = -Infinity;
  centres.forEach((centre, index) => {
    const here = dot(direction, centre);
    if (here > closeness) [best, closeness] = [index, here];
  });
  return best;
}

/** Cluster of each direction by k-means on the sphere; every cluster has at least one member. */
function clusters(directions: readonly Vec[], seed: number, name: string): Int32Array {
  const stream = random(seed, name);
  let centres = Array.from({ length: PER_HEMISPHERE }, () =>
    item(directions, Math.floor(stream.uniform() * directions.length)),
  );
  let members = new Int32Array(directions.length);
  for (let round = 0; round < ROUNDS; round++) {
    members = Int32Array.from(directions, (direction) => nearest(direction, centres));
    const groups = grouped(directions, members);
    centres = centres.map((centre, index) => {
      const group = item(groups, index);
      return group.length > 0 ? unit(centroid(group)) : centre;
    });
  }
  return members;
}

/** The elements of each cluster. */
function grouped<T>(elements: readonly T[], members: Int32Array): T[][] {
  const groups = Array.from({ length: PER_HEMISPHERE }, (): T[] => []);
  elements.forEach((element, index) => item(groups, item(members, index)).push(element));
  return groups;
}

/** Index of the division whose place is nearest to a point of either hemisphere. */
function divisionOf([x, y, z]: Vec): number {
  const distances = DIVISIONS.map(([, place]) => squaredDistance([Math.abs(x), y, z], place));
  return distances.indexOf(Math.min(...distances));
}

/** Parcels of one hemisphere, numbered by division and from front to back, from `first` on. */
function parcelsOf(
  cortex: DemoHemisphere,
  first: number,
  seed: number,
): DemoParcels['hemispheres'][number] {
  const vertices = [...cortex.cortex.keys()].filter((vertex) => cortex.cortex[vertex] === 1);
  const directions = vertices.map((vertex) => unit(item(cortex.sphere, vertex)));
  const members = clusters(directions, seed, `parcels ${cortex.hemisphere}`);
  const places = grouped(
    vertices.map((vertex) => item(cortex.inflated, vertex)),
    members,
  ).map(centroid);
  const order = places
    .map((place, cluster) => ({ cluster, division: divisionOf(place), ahead: place[1] }))
    .sort((a, b) => a.division - b.division || b.ahead - a.ahead);
  const seen = DIVISIONS.map(() => 0);
  const labels = order.map(({ division }) => {
    const number = item(seen, division) + 1;
    seen[division] = number;
    return `hemi-${cortex.hemisphere}_div-${item(DIVISIONS, division)[0]}_lab-${number}`;
  });
  const numberOf = new Int32Array(PER_HEMISPHERE);
  order.forEach(({ cluster }, position) => (numberOf[cluster] = first + position));
  const ofVertex = new Int32Array(cortex.cortex.length);
  vertices.forEach((vertex, index) => {
    ofVertex[vertex] = item(numberOf, item(members, index));
  });
  return { hemisphere: cortex.hemisphere, labels, ofVertex };
}

/** Parcellates the demo cortex. */
export function demoParcels(cortex: readonly DemoHemisphere[], seed: number): DemoParcels {
  const hemispheres = cortex.map((side, index) =>
    parcelsOf(side, index * PER_HEMISPHERE + 1, seed),
  );
  return { labels: hemispheres.flatMap((side) => side.labels), hemispheres };
}

/** Up to `most` evenly chosen points of the folded surface for each parcel, in label order. */
export function parcelPoints(
  cortex: readonly DemoHemisphere[],
  parcels: DemoParcels,
  most: number,
): Vec[][] {
  const all = parcels.labels.map((): Vec[] => []);
  cortex.forEach((side, index) => {
    item(parcels.hemispheres, index).ofVertex.forEach((number, vertex) => {
      if (number > 0) item(all, number - 1).push(item(side.midthickness, vertex));
    });
  });
  return all.map((points) => {
    const stride = Math.max(1, Math.floor(points.length / most));
    return points.filter((_, index) => index % stride === 0).slice(0, most);
  });
}
