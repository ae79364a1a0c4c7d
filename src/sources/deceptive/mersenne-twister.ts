const size = 624;
const middle = 397;

/**
 * The generator MT19937, 32 bits an output.
 *
 * Source: Matsumoto & Nishimura 1998, ACM Trans. Model. Comput. Simul. 8(1).
 */
export class MersenneTwister {
  readonly #state: Int32Array;
  #at = size;

  /** @param words state, shape (624,): the top bit of the first word and all others, not all zero */
  constructor(words: Int32Array) {
    this.#state = words.slice();
  }

  /** The reference initialisation from 32 bits. */
  static fromSeed(seed: number): MersenneTwister {
    const words = new Int32Array(size);
    words[0] = seed;
    for (let i = 1; i < size; i++) {
      const last = words[i - 1]!;
      words[i] = Math.imul(1_812_433_253, last ^ (last >>> 30)) + i;
    }
    return new MersenneTwister(words);
  }

  /** Next 32 bits, as a signed integer. */
  next(): number {
    if (this.#at === size) this.#advance();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    return y ^ (y >>> 18);
  }

  #advance(): void {
    const state = this.#state;
    for (let i = 0, next = 1, far = middle; i < size; i++) {
      const y = (state[i]! & 0x8000_0000) | (state[next]! & 0x7fff_ffff);
      state[i] = state[far]! ^ (y >>> 1) ^ (-(y & 1) & 0x9908_b0df);
      if (++next === size) next = 0;
      if (++far === size) far = 0;
    }
    this.#at = 0;
  }
}
