const scaleBits = 64;

/**
 * The orbit of 1/2 under the tent map x <- slope min(x, 1 - x): value n is the n-th image, in exact arithmetic
 * rounded once. An orbit that comes back to itself, but for the rounding of the slope, is folded onto its cycle.
 */
export class CriticalOrbit {
  readonly #slope: number;
  #values: Float64Array;
  /** index whose image is an earlier index */
  readonly #last: number;
  readonly #back: number;

  /** @param slope in (1, 2] */
  constructor(slope: number) {
    this.#slope = slope;
    this.#values = exactOrbit(slope, 512);
    [this.#last, this.#back] = this.#fold();
  }

  value(n: number): number {
    if (n >= this.#values.length) this.#values = exactOrbit(this.#slope, 2 * n);
    return this.#values[n]!;
  }

  /** The index of the image of point n. */
  after(n: number): number {
    return n === this.#last ? this.#back : n + 1;
  }

  /** Where the orbit returns while the error of the slope, which grows with it, is still negligible. */
  #fold(): readonly [last: number, back: number] {
    const values = this.#values;
    let error = 2 ** -50;
    for (let j = 1; j < values.length; j++) {
      error *= this.#slope;
      if (error * j > 1e-9) break;
      for (let i = 0; i < j; i++) {
        if (Math.abs(values[j]! - values[i]!) > error * j) continue;
        if (i === 0) values[j] = 1 / 2; // so that no interval straddles 1/2 by a rounding error
        return i === 0 ? [j, 1] : [j - 1, i];
      }
    }
    return [Number.POSITIVE_INFINITY, 0];
  }
}

/** Values 0..count-1 of the orbit of 1/2. */
function exactOrbit(slope: number, count: number): Float64Array {
  // The slope is a whole multiple of 2^-52; enough further bits that the error of `count` roundings stays below a double's.
  const bits = BigInt(Math.ceil(count * Math.log2(slope)) + scaleBits);
  const one = 1n << bits;
  const factor = BigInt(slope * 2 ** 52);
  const values = new Float64Array(count);
  let x = one >> 1n;
  for (let n = 0; n < count; n++) {
    values[n] = Number(x >> (bits - 60n)) / 2 ** 60;
    x = (factor * (2n * x > one ? one - x : x)) >> 52n;
  }
  return values;
}
