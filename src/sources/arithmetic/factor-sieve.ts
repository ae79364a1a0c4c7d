import type { SymbolStream } from "../../core/source.ts";
import { endless } from "../sampling/streams.ts";

/** Numbers sieved together: products of one segment stay in the cache of a core. */
const segmentLength = 2 ** 15;
/** Beyond this, listing the primes up to the root takes too long. */
export const largestStart = 2 ** 44;

export const flags = {
  /** Whether the number of its odd prime factors, with multiplicity, is odd; `isOdd` decides which primes are odd. */
  odd: 1,
  /** Whether a square divides it. */
  square: 2,
  /** The weight of each distinct prime factor. */
  prime: 4,
} as const;

/** Flags of numbers below 2^53, which have at most 15 distinct prime factors. */
const flagCount = 16 * flags.prime;

/**
 * Factors consecutive numbers, a segment at a time. Multiplies the prime powers up to the root of the last number into a
 * product for each of their multiples; a missing factor of a product is one prime beyond the root.
 *
 * Memory: 9 bytes for each number of a segment and 5 for each prime up to the root.
 * Cost: O(log log n) for a number, and O(1) for each prime up to the root in each segment.
 */
class FactorSieve {
  readonly flags = new Uint8Array(segmentLength);
  readonly #products = new Float64Array(segmentLength);
  readonly #isOdd: (prime: number) => number;
  #start: number;
  #primes = new Uint32Array(0);
  #odd = new Uint8Array(0);
  #sieved = 1;

  /** @param isOdd 1 for primes that flip the parity of their multiples, else 0 */
  constructor(start: number, isOdd: (prime: number) => number) {
    this.#start = start - segmentLength;
    this.#isOdd = isOdd;
  }

  /** Advances to the next segment. */
  next(): void {
    this.#start += segmentLength;
    const [start, end] = [this.#start, this.#start + segmentLength];
    const [marks, products] = [this.flags, this.#products];
    this.#listPrimes(Math.ceil(Math.sqrt(end)));
    products.fill(1);
    marks.fill(0);
    for (let i = 0; i < this.#primes.length; i++) {
      const prime = this.#primes[i]!;
      if (prime * prime >= end) break;
      const flip = this.#odd[i]!;
      for (let at = distance(start, prime); at < segmentLength; at += prime) {
        products[at]! *= prime;
        marks[at] = (marks[at]! ^ flip) + flags.prime;
      }
      for (let power = prime * prime; power < end; power *= prime) {
        for (let at = distance(start, power); at < segmentLength; at += power) {
          products[at]! *= prime;
          marks[at] = (marks[at]! ^ flip) | flags.square;
        }
      }
    }
    for (let at = 0; at < segmentLength; at++) {
      const left = (start + at) / products[at]!;
      if (left > 1) marks[at] = (marks[at]! ^ this.#isOdd(left)) + flags.prime;
    }
  }

  /** Lists at least all primes up to a limit, by the sieve of Eratosthenes. */
  #listPrimes(limit: number): void {
    if (limit <= this.#sieved) return;
    const most = Math.max(2 * this.#sieved, limit, 1000);
    const composite = new Uint8Array(most + 1);
    const primes: number[] = [];
    for (let n = 2; n <= most; n++) {
      if (composite[n] === 1) continue;
      primes.push(n);
      for (let multiple = n * n; multiple <= most; multiple += n) composite[multiple] = 1;
    }
    this.#sieved = most;
    this.#primes = Uint32Array.from(primes);
    this.#odd = Uint8Array.from(primes, this.#isOdd);
  }
}

/** Distance of the first multiple of a divisor from a start. */
function distance(start: number, divisor: number): number {
  const over = start % divisor;
  return over === 0 ? 0 : divisor - over;
}

/**
 * A symbol for each number from a start.
 *
 * @param symbolOf from its flags; negative: no symbol
 * @param isOdd primes that flip `flags.odd`: by default all
 */
export function sieved(
  start: number,
  symbolOf: (flags: number, n: number) => number,
  isOdd: (prime: number) => number = () => 1,
): SymbolStream {
  const sieve = new FactorSieve(start, isOdd);
  let at = segmentLength;
  let n = start - 1;
  return endless((target) => {
    for (let i = 0; i < target.length; ) {
      if (at === segmentLength) {
        sieve.next();
        at = 0;
      }
      const symbol = symbolOf(sieve.flags[at++]!, ++n);
      if (symbol >= 0) target[i++] = symbol;
    }
  });
}

/** As `sieved`, for symbols that depend on flags alone: looked up in a table. */
export function sievedByFlags(
  start: number,
  symbolOf: (flags: number) => number,
  isOdd?: (prime: number) => number,
): SymbolStream {
  const table = Int8Array.from({ length: flagCount }, (_, mark) => symbolOf(mark));
  return sieved(start, (mark) => table[mark]!, isOdd);
}

/** Whether flags are those of a prime, or of a prime power. */
export const isPrime = (mark: number): boolean => mark >> 2 === 1 && (mark & flags.square) === 0;
export const isPrimePower = (mark: number): boolean => mark >> 2 === 1;
