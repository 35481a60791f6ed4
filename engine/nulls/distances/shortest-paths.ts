// Shortest paths from one vertex to all others of a graph with lengths (Dijkstra 1959, doi:10.1007/BF01386390). The queue has buckets
// as wide as a short edge, and a vertex that is improved after its turn has another one. The result is the least sum over all
// paths, added up from the source, so it is one number whatever the order in which vertices have their turn.

/** An undirected graph: edges of vertex v are `first[v]` … `first[v + 1]` − 1. */
export interface Graph {
  first: Int32Array;
  target: Int32Array;
  /** Per edge, mm, at least 0. */
  length: Float64Array;
}

/** Width of a bucket in mean edge lengths. Measured to be fastest; every width gives the same numbers. */
const WIDTH = 0.4;

export class ShortestPaths {
  /** Distance from the last source to each vertex; Infinity where no path leads. Overwritten by the next one. */
  readonly distance: Float64Array;
  private readonly buckets: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** Bucket in which a vertex waits; −1 for none. */
  private readonly bucketOf: Int32Array;
  /** Buckets per mm. */
  private readonly scale: number;

  constructor(private readonly graph: Graph) {
    const vertices = graph.first.length - 1;
    let sum = 0;
    let longest = 0;
    for (const length of graph.length) {
      sum += length;
      if (length > longest) longest = length;
    }
    const width = sum > 0 ? (WIDTH * sum) / graph.length.length : 1;
    this.scale = 1 / width;
    this.distance = new Float64Array(vertices);
    this.buckets = new Int32Array(powerOfTwo(Math.ceil(longest / width) + 3)).fill(-1);
    this.next = new Int32Array(vertices);
    this.previous = new Int32Array(vertices);
    this.bucketOf = new Int32Array(vertices).fill(-1);
  }

  /** Fills `distance`. */
  from(source: number): void {
    const { graph, distance, buckets, next, previous, bucketOf, scale } = this;
    const { first, target, length } = graph;
    const mask = buckets.length - 1;
    distance.fill(Infinity);
    distance[source] = 0;
    let waiting = 1;
    buckets[0] = source;
    next[source] = -1;
    previous[source] = -1;
    bucketOf[source] = 0;
    for (let bucket = 0; waiting > 0; bucket = (bucket + 1) & mask) {
      for (let u = buckets[bucket] as number; u >= 0; u = buckets[bucket] as number) {
        const after = next[u] as number;
        buckets[bucket] = after;
        if (after >= 0) previous[after] = -1;
        bucketOf[u] = -1;
        waiting--;
        const here = distance[u] as number;
        const end = first[u + 1] as number;
        for (let edge = first[u] as number; edge < end; edge++) {
          const v = target[edge] as number;
          const through = here + (length[edge] as number);
          if (!(through < (distance[v] as number))) continue;
          distance[v] = through;
          const to = (through * scale) & mask;
          const old = bucketOf[v] as number;
          if (old === to) continue;
          if (old >= 0) this.leave(v, old);
          else waiting++;
          const head = buckets[to] as number;
          next[v] = head;
          previous[v] = -1;
          if (head >= 0) previous[head] = v;
          buckets[to] = v;
          bucketOf[v] = to;
        }
      }
    }
  }

  private leave(vertex: number, bucket: number): void {
    const before = this.previous[vertex] as number;
    const after = this.next[vertex] as number;
    if (before >= 0) this.next[before] = after;
    else this.buckets[bucket] = after;
    if (after >= 0) this.previous[after] = before;
  }
}

/** So that buckets are reused in a circle by a mask. */
function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
