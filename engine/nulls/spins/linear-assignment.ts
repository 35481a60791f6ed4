// Linear assignment: each row gets one column of its own at the smallest total cost, exactly, in O(n³).
// Source: Jonker & Volgenant 1987, doi:10.1007/BF02278710 (column reduction, shortest augmenting paths). Their row reduction between the
// two is left out: where distances are much alike, rows outbid each other for long, and the whole takes twenty times as long.

/** Solves one square problem after another without allocating. */
export class LinearAssignment {
  /** Column of each row after `solve`. */
  readonly columnOf: Int32Array;
  /** Prices of the columns after `solve`: with u_i = c_i,column(i) − v_column(i), u_i + v_j ≤ c_ij holds for all i, j. */
  readonly prices: Float64Array;
  private readonly rowOf: Int32Array;
  private readonly distance: Float64Array;
  private readonly previous: Int32Array;
  private readonly columns: Int32Array;

  constructor(private readonly n: number) {
    this.columnOf = new Int32Array(n);
    this.prices = new Float64Array(n);
    this.rowOf = new Int32Array(n);
    this.distance = new Float64Array(n);
    this.previous = new Int32Array(n);
    this.columns = new Int32Array(n);
  }

  /** @param costs finite, `[row][column]` */
  solve(costs: Float64Array): void {
    this.reduceColumns(costs);
    for (let i = 0; i < this.n; i++) if ((this.columnOf[i] as number) < 0) this.augment(costs, i);
  }

  /** Every column is offered at its smallest cost, to the row that has it there, unless that row has a column already. */
  private reduceColumns(costs: Float64Array): void {
    const { n, columnOf, rowOf, prices } = this;
    columnOf.fill(-1);
    rowOf.fill(-1);
    for (let j = n - 1; j >= 0; j--) {
      let row = 0;
      let least = costs[j] as number;
      for (let i = 1; i < n; i++) {
        const cost = costs[i * n + j] as number;
        if (cost < least) [least, row] = [cost, i];
      }
      prices[j] = least;
      if ((columnOf[row] as number) >= 0) continue;
      columnOf[row] = j;
      rowOf[j] = row;
    }
  }

  /** Gives a free row a column along the path of smallest reduced cost to a free column (Dijkstra), then adjusts the prices. */
  private augment(costs: Float64Array, start: number): void {
    const { n, columnOf, rowOf, prices, distance, previous, columns } = this;
    for (let j = 0; j < n; j++) {
      distance[j] = (costs[start * n + j] as number) - (prices[j] as number);
      previous[j] = start;
      columns[j] = j;
    }
    // columns[0 … settled) are done, [settled, reached) stand at the smallest distance, the rest is further.
    let settled = 0;
    let reached = 0;
    let least = 0;
    let end = -1;
    while (end < 0) {
      if (settled === reached) {
        least = Infinity;
        for (let k = reached; k < n; k++) {
          const j = columns[k] as number;
          const d = distance[j] as number;
          if (d > least) continue;
          if (d < least) {
            reached = settled;
            least = d;
          }
          columns[k] = columns[reached] as number;
          columns[reached++] = j;
        }
        for (let k = settled; k < reached && end < 0; k++) {
          if ((rowOf[columns[k] as number] as number) < 0) end = columns[k] as number;
        }
        if (end >= 0) break;
      }
      const column = columns[settled++] as number;
      const i = rowOf[column] as number;
      const offset = (costs[i * n + column] as number) - (prices[column] as number) - least;
      for (let k = reached; k < n; k++) {
        const j = columns[k] as number;
        const d = (costs[i * n + j] as number) - (prices[j] as number) - offset;
        if (d >= (distance[j] as number)) continue;
        distance[j] = d;
        previous[j] = i;
        if (d > least) continue;
        if ((rowOf[j] as number) < 0) {
          end = j;
          break;
        }
        columns[k] = columns[reached] as number;
        columns[reached++] = j;
      }
    }
    for (let k = 0; k < settled; k++) {
      const j = columns[k] as number;
      prices[j] = (prices[j] as number) + (distance[j] as number) - least;
    }
    for (let j = end, i = -1; i !== start;) {
      i = previous[j] as number;
      rowOf[j] = i;
      [columnOf[i], j] = [j, columnOf[i] as number];
    }
  }
}
