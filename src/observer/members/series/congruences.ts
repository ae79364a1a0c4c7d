import type { ColumnRule } from "./columns.ts";

/** Numbers in a row that must follow a law, beyond those that gave it, before it predicts. */
const fewestHeld = 2;
/** Number of latest numbers kept, from which a law is found. */
const held = 4;

/** A law: each number is a times the one before, plus c, modulo m. */
export interface Congruence {
  readonly a: number;
  readonly c: number;
  readonly m: number;
}

/** Of numbers of 32 bits, of 31, and of Lehmer's generators. */
const moduli = [2 ** 32, 2 ** 31, 2 ** 31 - 1];

/**
 * Whole outputs of linear congruential generators with usual moduli: three numbers in a row give multiplier and increment, and
 * the next ones confirm them or not. Counters, whose multiplier is 1, are left to other series.
 */
export class Congruences implements ColumnRule {
  columns = 0;
  readonly width = 1;
  #count = 0;
  /** the latest numbers, last one first */
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
      this.#law = congruenceOf(this.#numbers);
      this.#held = 0;
    }
    this.columns = this.#law !== undefined && this.#held >= fewestHeld ? 1 : 0;
  }
}

/** The number after one. */
export function follow({ a, c, m }: Congruence, number: number): number {
  return modulo(times(a, number, m) + c, m);
}

/**
 * The law that four numbers in a row follow.
 *
 * @param numbers shape (4,), last one first
 */
export function congruenceOf(numbers: Uint32Array): Congruence | undefined {
  const [fourth, third, second, first] = numbers as unknown as readonly [number, number, number, number];
  for (const m of moduli) {
    if (first >= m || second >= m || third >= m || fourth >= m) continue;
    const [p, q, r] = [minus(second, first, m), minus(third, second, m), minus(fourth, third, m)];
    // Each difference is the one before times the multiplier.
    if (p === 0 || times(q, q, m) !== times(p, r, m)) continue;
    const a = quotient(q, p, m) ?? quotient(second, first, m);
    if (a === undefined || a <= 1) continue;
    const law = { a, c: minus(second, times(a, first, m), m), m };
    if (follow(law, second) === third && follow(law, third) === fourth) return law;
  }
  return undefined;
}

/** a - b modulo m, of two numbers below m. */
function minus(a: number, b: number, m: number): number {
  return a >= b ? a - b : a - b + m;
}

/** a b modulo m, of two numbers below m, which is at most 2^32: intermediate values stay below 2^49. */
function times(a: number, b: number, m: number): number {
  return modulo(modulo(a * (b >>> 16), m) * 65_536 + a * (b & 65_535), m);
}

/** The remainder of a whole number below 2^49, a few times as fast as `%`: the quotient is exact when it is rounded down. */
function modulo(a: number, m: number): number {
  return a - Math.floor(a / m) * m;
}

/** a over b modulo m, by Euclid's algorithm; undefined where b has no inverse. */
function quotient(a: number, b: number, m: number): number | undefined {
  let [rest, last] = [m, b];
  let [factor, lastFactor] = [0, 1];
  while (last > 0) {
    const count = Math.floor(rest / last);
    [rest, last] = [last, rest - count * last];
    [factor, lastFactor] = [lastFactor, factor - count * lastFactor];
  }
  return rest === 1 ? times(a, factor < 0 ? factor + m : factor, m) : undefined;
}
