import type { ColumnRule } from "./columns.ts";

/** Numbers in a row that followed a law, beyond those that it was found by, before anything is foretold. */
const fewestHeld = 2;
/** The latest numbers are held, by which a law is found. */
const held = 4;

/** A law by which each number is a times the one before, plus c, modulo a power of two. */
interface Congruence {
  readonly a: number;
  readonly c: number;
  /** what is left of a number */
  readonly mask: number;
}

/** Numbers of 32 bits, and of 31. */
const masks = [0xffff_ffff, 0x7fff_ffff];

/**
 * Whole outputs of linear congruential generators modulo 2^32 and 2^31: multiplier and increment are read from three numbers in
 * a row, and hold for the next ones or not. Counters, whose multiplier is 1, are left to others.
 */
export class Congruences implements ColumnRule {
  columns = 0;
  readonly width = 1;
  #count = 0;
  /** the latest numbers, the last one first */
  readonly #numbers = new Uint32Array(held);
  #law: Congruence | undefined;
  #held = 0;

  get count(): number {
    return this.#count;
  }

  get expected(): number {
    return this.#law === undefined ? Number.NaN : follow(this.#law, this.#numbers[0]!);
  }

  restart(): void {
    this.columns = 0;
    this.#count = 0;
    this.#law = undefined;
  }

  push(number: number): void {
    if (this.#law !== undefined) {
      if (this.expected === number) this.#held++;
      else this.#law = undefined;
    }
    this.#numbers.copyWithin(1, 0);
    this.#numbers[0] = number;
    this.#count++;
    if (this.#law === undefined && this.#count >= held) {
      this.#law = lawOf(this.#numbers);
      this.#held = 0;
    }
    this.columns = this.#law !== undefined && this.#held >= fewestHeld ? 1 : 0;
  }
}

function follow({ a, c, mask }: Congruence, number: number): number {
  return ((Math.imul(a, number) + c) & mask) >>> 0;
}

/** The law that some numbers follow, the last one first. */
function lawOf(numbers: Uint32Array): Congruence | undefined {
  const [d, c, b, a] = numbers as unknown as readonly [number, number, number, number];
  for (const mask of masks) {
    if (((a | b | c | d) & ~mask) !== 0) continue;
    const first = b - a;
    const second = c - b;
    // An even number has no inverse.
    const by =
      (first & 1) === 1 ? Math.imul(second, inverse(first)) : (a & 1) === 1 ? Math.imul(b, inverse(a)) : 0;
    const multiplier = (by & mask) >>> 0;
    if (multiplier <= 1) continue;
    const law = { a: multiplier, c: (b - Math.imul(multiplier, a)) & mask, mask };
    if (follow(law, b) === c && follow(law, c) === d) return law;
  }
  return undefined;
}

/** The inverse of an odd number modulo 2^32, by Newton's method: each step doubles the digits that are right. */
function inverse(odd: number): number {
  let found = odd;
  for (let right = 3; right < 32; right *= 2) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}
