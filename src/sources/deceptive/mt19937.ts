import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type Truth } from "../../core/truth.ts";

const size = 624;
const middle = 397;

/**
 * The generator MT19937, 32 bits an output.
 *
 * Source: Matsumoto & Nishimura 1998, ACM Trans. Model. Comput. Simul. 8(1).
 */
class MersenneTwister {
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

/** The source is the same over and over after 2^19937 - 1 words; a word has four places. */
const memory: Truth = {
  status: "bounds",
  lower: 19_937,
  upper: 19_939,
  route: "log2 of the period: 2^19937 - 1 words, of up to 4 bytes that can be told apart",
};

export const mt19937 = defineSource({
  id: "mt19937",
  group: "deceptive",
  title: "Mersenne Twister",
  summary:
    "Bytes of MT19937, four an output, lowest first: passes for noise, yet 19937 bits of state and sums of bits " +
    "fix all that follows.",
  reference: "Matsumoto & Nishimura 1998, ACM Trans. Model. Comput. Simul. 8(1)",
  params: z.strictObject({
    seed: z
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .describe("seed of the reference initialisation; the whole state is random when absent"),
  }),
  example: "mt19937",
  bind: ({ seed }) => ({
    alphabetSize: 256,
    length: Number.POSITIVE_INFINITY,
    open(random) {
      const twister =
        seed === undefined
          ? new MersenneTwister(Int32Array.from({ length: 624 }, () => random.uint32()))
          : MersenneTwister.fromSeed(seed);
      let word = 0;
      let left = 0;
      return {
        fill(target) {
          let i = 0;
          for (; left > 0 && i < target.length; left--, word >>>= 8) target[i++] = word & 0xff;
          for (; i + 4 <= target.length; i += 4) {
            const y = twister.next();
            target[i] = y & 0xff;
            target[i + 1] = (y >>> 8) & 0xff;
            target[i + 2] = (y >>> 16) & 0xff;
            target[i + 3] = y >>> 24;
          }
          if (i < target.length) {
            word = twister.next();
            for (left = 4; i < target.length; left--, word >>>= 8) target[i++] = word & 0xff;
          }
          return target.length;
        },
      };
    },
    truth: () => ({
      symbolEntropy: closedForm(8, "outputs are equidistributed over the period, but for one zero"),
      entropyRate: closedForm(0, "periodic"),
      excessEntropy: memory,
      statisticalComplexity: memory,
    }),
  }),
});
