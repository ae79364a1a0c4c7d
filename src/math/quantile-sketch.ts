/** Share by which a quantile may be wrong. */
const accuracy = 0.01;
const logGrowth = Math.log((1 + accuracy) / (1 - accuracy));
/** Values below count as 0. */
const least = 1e-9;

/**
 * Quantiles of values of at least 0 from counts in cells that grow by 2 %: each is within 1 % of a value that has that
 * rank, and sketches of parts add up to that of the whole, whatever the order.
 *
 * Source: Masson, Rim & Lee 2019, Proc. VLDB Endow. 12(12) (DDSketch).
 */
export class QuantileSketch {
  /** By cell: values in it; cell c holds those from g^(c-1) to g^c, g = 1.01 / 0.99. */
  readonly #cells: Map<number, number>;

  /** @param cells pairs of a cell and its count, as `entries` gives them */
  constructor(cells: Iterable<readonly [number, number]> = []) {
    this.#cells = new Map(cells);
  }

  /** @throws RangeError for a value that is negative or not finite */
  add(value: number): void {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${value} has no cell`);
    const cell = value < least ? zero : Math.ceil(Math.log(value) / logGrowth);
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + 1);
  }

  merge(other: QuantileSketch): void {
    for (const [cell, count] of other.#cells) this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + count);
  }

  /** values added */
  get count(): number {
    let sum = 0;
    for (const count of this.#cells.values()) sum += count;
    return sum;
  }

  /** @returns cells and counts, by cell */
  entries(): [number, number][] {
    return [...this.#cells].sort(([a], [b]) => a - b);
  }

  /**
   * @param share in [0, 1]
   * @returns within 1 % of the value of rank floor(share (count - 1)), counted from 0; undefined of no values
   */
  quantile(share: number): number | undefined {
    return this.ranked(Math.floor(share * (this.count - 1)));
  }

  /**
   * @param rank from 0
   * @returns within 1 % of the value of that rank; undefined: there are not so many
   */
  ranked(rank: number): number | undefined {
    let seen = 0;
    for (const [cell, count] of this.entries()) {
      seen += count;
      if (seen > rank)
        return cell === zero ? 0 : (2 * Math.exp(cell * logGrowth)) / (Math.exp(logGrowth) + 1);
    }
    return undefined;
  }
}

/** The cell of 0, below all others. */
const zero = -2_000_000;
