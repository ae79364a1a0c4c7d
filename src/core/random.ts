import { scrambled } from "./hash.ts";

/**
 * Seeded random numbers: xoshiro128** with named forks, bit-identical on every machine.
 *
 * A fork depends only on the names on its path: drawing from one stream never moves another.
 * Source: Blackman & Vigna 2021, ACM Trans. Math. Softw. 47(4); seeding by SplitMix-style mixing of a 128-bit state (Steele,
 * Lea & Flood 2014) with the finaliser of MurmurHash3.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  readonly #key: readonly [number, number, number, number];

  private constructor(key: readonly [number, number, number, number]) {
    this.#key = key;
    [this.#a, this.#b, this.#c, this.#d] = key;
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1; // the one state the generator cannot leave
  }

  /**
   * The root stream of a seed.
   *
   * @param seed any non-negative safe integer
   */
  static fromSeed(seed: number): Random {
    return new Random(absorb([0, 0, 0, 0], `seed:${seed}`));
  }

  /** A generator in a given raw state, to compare with published vectors. */
  static fromState(a: number, b: number, c: number, d: number): Random {
    return new Random([a | 0, b | 0, c | 0, d | 0]);
  }

  /** An independent stream named below this one; does not advance this one. */
  fork(name: string): Random {
    return new Random(absorb(this.#key, name));
  }

  /** This stream from its start; does not advance this one. */
  restarted(): Random {
    return new Random(this.#key);
  }

  /** Next 32 bits, as an integer in [0, 2^32). */
  uint32(): number {
    const b = this.#b;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  /** Uniform on the multiples of 2^-53 in [0, 1). */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 0x400_0000 + low) / 0x20_0000_0000_0000;
  }

  /**
   * Uniform integer in [0, bound), without bias.
   *
   * @param bound 1..2^32
   * Cost: one draw, except for a rejection with probability below bound / 2^32; no division below 2^21.
   * Source: Lemire 2019, ACM Trans. Model. Comput. Simul. 29(1).
   */
  below(bound: number): number {
    let draw = this.uint32();
    if (bound > 0x20_0000) {
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
      while (draw >= limit) draw = this.uint32();
      return draw % bound;
    }
    // The high word of draw * bound (exact in a double), unless the low word is in the biased remainder.
    let low = Math.imul(draw, bound) >>> 0;
    if (low < bound) {
      const unfair = 0x1_0000_0000 % bound;
      while (low < unfair) {
        draw = this.uint32();
        low = Math.imul(draw, bound) >>> 0;
      }
    }
    return Math.floor((draw * bound) / 0x1_0000_0000);
  }
}

/** Mixes a name into a 128-bit key, one UTF-16 unit at a time. */
function absorb(
  key: readonly [number, number, number, number],
  name: string,
): [number, number, number, number] {
  let [a, b, c, d] = key;
  for (let i = 0; i <= name.length; i++) {
    const unit = i < name.length ? name.charCodeAt(i) : 0x1_0000 | name.length;
    a = finalise(a ^ unit, 0x9e37_79b9);
    b = finalise(b ^ a, 0x85eb_ca6b);
    c = finalise(c ^ b, 0xc2b2_ae35);
    d = finalise(d ^ c, 0x27d4_eb2f);
    a ^= d;
  }
  return [a, b, c, d];
}

function finalise(word: number, increment: number): number {
  return scrambled((word + increment) | 0) | 0;
}
