import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { bounded, closedForm, unknown } from "../../core/truth.ts";
import { endless, piecewise } from "../sampling/streams.ts";
import { cycleSource, cycleTruth } from "../structure/cycles.ts";
import { learnableBits } from "../truths/learnable-bits.ts";

const memory = bounded(
  0,
  256,
  "at most the key; that different keys give different streams is believed, not proved",
);

export const chacha20 = defineSource({
  id: "chacha20",
  group: "deceptive",
  title: "ChaCha20 keystream",
  summary:
    "Keystream under a random key, nonce 0, from block 0: noise to every observer of bounded time, yet 256 bits determine all of it.",
  reference: "Bernstein 2008, ChaCha, a variant of Salsa20; RFC 8439",
  params: z.strictObject({}),
  example: "chacha20",
  bind: () => ({
    alphabetSize: 256,
    open(random) {
      const state = chachaState(
        Array.from({ length: 8 }, () => random.uint32()),
        [0, 0, 0, 0],
      );
      const block = new Int32Array(16);
      const bytes = new Uint8Array(64);
      return piecewise(() => {
        chachaBlock(state, block);
        for (let i = 0; i < bytes.length; i++) bytes[i] = block[i >>> 2]! >>> (8 * (i & 3));
        // Bernstein's counter of 64 bits: RFC 8439 stops after 2^32 blocks.
        state[12]!++;
        if (state[12] === 0) state[13]!++;
        return bytes;
      });
    },
    truth: () => ({
      symbolEntropy: unknown("not proved; 8 if every byte is uniform over the keys, as is believed"),
      entropyRate: closedForm(0, "a key of 256 bits determines the whole stream"),
      excessEntropy: memory,
      statisticalComplexity: memory,
    }),
    learnableBits: (n) =>
      learnableBits(
        n,
        (m) => Math.min(8 * m, 256),
        "class: keystreams of random keys; the key is learned once",
      ),
  }),
});

const constants = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/**
 * The first state of ChaCha: constants, key, counter and nonce.
 *
 * @param key shape (8,), 32 bits each
 * @param rest shape (4,): words 12 to 15; the first of them counts blocks
 */
export function chachaState(key: ArrayLike<number>, rest: ArrayLike<number>): Int32Array {
  return Int32Array.from([...constants, ...Array.from(key), ...Array.from(rest)]);
}

/**
 * One block of the keystream of ChaCha with 20 rounds.
 *
 * @param state shape (16,); not changed
 * @param block shape (16,): receives the words of the block, least significant byte first in the stream
 * Source: Bernstein 2008, ChaCha, a variant of Salsa20; RFC 8439.
 */
export function chachaBlock(state: Int32Array, block: Int32Array): void {
  block.set(state);
  for (let round = 0; round < 10; round++) {
    quarterRound(block, 0, 4, 8, 12);
    quarterRound(block, 1, 5, 9, 13);
    quarterRound(block, 2, 6, 10, 14);
    quarterRound(block, 3, 7, 11, 15);
    quarterRound(block, 0, 5, 10, 15);
    quarterRound(block, 1, 6, 11, 12);
    quarterRound(block, 2, 7, 8, 13);
    quarterRound(block, 3, 4, 9, 14);
  }
  for (let i = 0; i < 16; i++) block[i]! += state[i]!;
}

function quarterRound(words: Int32Array, i: number, j: number, k: number, l: number): void {
  let a = words[i]!;
  let b = words[j]!;
  let c = words[k]!;
  let d = words[l]!;
  a = (a + b) | 0;
  d ^= a;
  d = (d << 16) | (d >>> 16);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 12) | (b >>> 20);
  a = (a + b) | 0;
  d ^= a;
  d = (d << 8) | (d >>> 24);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 7) | (b >>> 25);
  words[i] = a;
  words[j] = b;
  words[k] = c;
  words[l] = d;
}

export const lcg = defineSource({
  id: "lcg",
  group: "deceptive",
  title: "linear congruential generator",
  summary:
    "One byte of x <- multiplier x + increment mod 2^32, by default the lowest: n-grams look like noise, but bit j has period 2^(j+1).",
  reference: "Hull & Dobell 1962, SIAM Rev. 4(3); Knuth 1997, The Art of Computer Programming 2, 3.2.1",
  params: z
    .strictObject({
      multiplier: z
        .int()
        .min(1)
        .max(0xffff_ffff)
        .default(1_664_525)
        .describe("1 modulo 4, for the full period"),
      increment: z.int().min(1).max(0xffff_ffff).default(1_013_904_223).describe("odd, for the full period"),
      shift: z.int().min(0).max(24).default(0).describe("lowest bit of the output byte"),
    })
    .superRefine(({ multiplier, increment }, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (multiplier % 4 !== 1)
        refuse("multiplier", "multiplier must be 1 modulo 4, or the period is not full");
      if (increment % 2 !== 1) refuse("increment", "increment must be odd, or the period is not full");
    }),
  example: "lcg(shift=0)",
  bind({ multiplier, increment, shift }) {
    const period = 256 * 2 ** shift;
    const symbolEntropy = closedForm(8, "every byte is equally frequent in the cycle");
    const route = "bit j of x has period 2^(j+1), and the byte ends at bit shift + 7";
    const step = (x: number): number => (Math.imul(x, multiplier) + increment) | 0;
    return {
      alphabetSize: 256,
      machine() {
        const symbols = () => {
          let x = 0;
          return Uint8Array.from({ length: period }, () => {
            x = step(x);
            return x >>> shift;
          });
        };
        return cycleSource(
          { alphabetSize: 256, period, symbols, symbolEntropy },
          undefined,
          route,
        ).machine?.();
      },
      open(random) {
        let last = random.uint32() | 0;
        return endless((target) => {
          let x = last;
          for (let i = 0; i < target.length; i++) {
            x = step(x);
            target[i] = (x >>> shift) & 0xff;
          }
          last = x;
        });
      },
      truth: () => cycleTruth(period, symbolEntropy, route),
    };
  },
});

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

/** The sequence repeats after 2^19937 - 1 words; a word has four positions. */
const stateMemory = bounded(
  19_937,
  19_939,
  "log2 of the period: 2^19937 - 1 words; up to 4 byte positions in a word can be distinguished",
);

export const mt19937 = defineSource({
  id: "mt19937",
  group: "deceptive",
  title: "Mersenne Twister",
  summary:
    "Bytes of MT19937, four per output, lowest first: they pass for noise, yet 19937 bits of state determine all of them by sums of bits.",
  reference: "Matsumoto & Nishimura 1998, ACM Trans. Model. Comput. Simul. 8(1)",
  params: z.strictObject({
    seed: z
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .describe("seed of the reference initialisation; by default the whole state is random"),
  }),
  example: "mt19937",
  bind: ({ seed }) => ({
    alphabetSize: 256,
    open(random) {
      const twister =
        seed === undefined
          ? new MersenneTwister(Int32Array.from({ length: 624 }, () => random.uint32()))
          : MersenneTwister.fromSeed(seed);
      let word = 0;
      let left = 0;
      return endless((target) => {
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
      });
    },
    truth: () => ({
      symbolEntropy: closedForm(8, "outputs are equidistributed over the period, except for one zero"),
      entropyRate: closedForm(0, "periodic"),
      excessEntropy: stateMemory,
      statisticalComplexity: stateMemory,
    }),
  }),
});

export const randu = defineSource({
  id: "randu",
  group: "deceptive",
  title: "RANDU",
  summary:
    "Top byte of x <- 65539 x mod 2^31, started on the cycle of x = 1: pairs of bytes look like noise, but triples of x lie on 15 planes, because 9 x(n) - 6 x(n+1) + x(n+2) = 0 mod 2^31.",
  reference: "Marsaglia 1968, Proc. Natl. Acad. Sci. USA 61(1)",
  params: z.strictObject({}),
  example: "randu",
  bind: () => ({
    alphabetSize: 256,
    open(random) {
      // Powers of 65539 modulo 2^31 are all numbers that are 1 or 3 modulo 8.
      const draw = random.uint32();
      let last = ((draw & ~7) | (draw & 2) | 1) & 0x7fff_ffff;
      return endless((target) => {
        let x = last;
        for (let i = 0; i < target.length; i++) {
          x = Math.imul(x, 65_539) & 0x7fff_ffff;
          target[i] = x >>> 23;
        }
        last = x;
      });
    },
    truth: () =>
      cycleTruth(
        2 ** 29,
        closedForm(8, "every top byte is equally frequent in the cycle"),
        "65539 has order 2^29 modulo 2^31, and the top bit has the full period",
      ),
  }),
});
