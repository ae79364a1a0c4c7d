/** Bytes between sums that are kept. */
const interval = 16;

/** Sums of costs before each byte: some are kept, others are the one before and what is between. */
export class CostSums {
  /** bytes */
  readonly length: number;
  readonly #costs: Float32Array;
  readonly #bits: Float64Array;
  readonly #priced: Uint32Array;

  /**
   * @param costs bits of each byte, NaN where nothing is known, shape (n,); kept
   * Cost: O(n); 3/4 byte a byte of memory.
   */
  constructor(costs: Float32Array) {
    const kept = Math.floor(costs.length / interval) + 1;
    this.length = costs.length;
    this.#costs = costs;
    this.#bits = new Float64Array(kept);
    this.#priced = new Uint32Array(kept);
    sumUp(costs, this.#bits, this.#priced);
  }

  /** Bits of all bytes before one, those of which nothing is known apart. */
  bitsBefore(at: number): number {
    let bits = this.#bits[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) {
      const cost = this.#costs[i]!;
      if (!Number.isNaN(cost)) bits += cost;
    }
    return bits;
  }

  /** How many bytes before one have a cost. */
  pricedBefore(at: number): number {
    let priced = this.#priced[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) if (!Number.isNaN(this.#costs[i]!)) priced++;
    return priced;
  }

  /** Bits of the bytes start..end-1. */
  bitsOf(start: number, end: number): number {
    return this.bitsBefore(end) - this.bitsBefore(start);
  }

  /** How many of them have a cost. */
  pricedOf(start: number, end: number): number {
    return this.pricedBefore(end) - this.pricedBefore(start);
  }

  /** Bits of one of them that has a cost, in the mean; 0 where none has. */
  meanOf(start: number, end: number): number {
    return this.bitsOf(start, end) / Math.max(1, this.pricedOf(start, end));
  }
}

function sumUp(costs: Float32Array, bits: Float64Array, priced: Uint32Array): void {
  let [sum, count] = [0, 0];
  for (let i = 0; i < costs.length; i++) {
    if (i % interval === 0) {
      bits[i / interval] = sum;
      priced[i / interval] = count;
    }
    const cost = costs[i]!;
    if (Number.isNaN(cost)) continue;
    sum += cost;
    count++;
  }
  if (costs.length % interval > 0) return;
  bits[costs.length / interval] = sum;
  priced[costs.length / interval] = count;
}
