import { isFundamental, realCharacter } from "../math/characters.ts";
import { logGamma } from "../math/special-functions.ts";

/** A real character that signs resemble. */
export interface CharacterFinding {
  /** its fundamental discriminant */
  readonly discriminant: number;
  /** 1, or -1 where signs are the opposite of the character */
  readonly orientation: 1 | -1;
  /** bits that it saves on signs that did not choose it: p <= 2^-bits for independent signs of any bias */
  readonly savedBits: number;
  /**
   * the same on the signs of primes alone, which are independent also where signs are multiplicative and those of the primes are
   * random: products repeat the signs of small primes; 0 where the numbers are beyond 2^40
   */
  readonly savedAtPrimes: number;
  /** share of the signs up to each size that agree with it, shape (sizes,) */
  readonly agreements: readonly number[];
}

/** Most signs that choose the character: each of some thousand moduli is folded over them. */
const mostChoosing = 65_536;

/**
 * The real character that the first half of some signs resembles most, and what it saves on the second half.
 *
 * @param signs 1, -1, or 0 for none, of the numbers from `first` on, shape (n,)
 * @param largest modulus |d|; a modulus must fit the first half twice
 * @param sizes of prefixes, ascending
 * @returns undefined where no number has a sign in both
 * Cost: O(n largest), for some thousand moduli.
 * Source: Granville & Soundararajan 2007, J. Amer. Math. Soc. 20 (distances to characters); Wintner 1944, Duke Math. J. 11
 * (random multiplicative signs); Krichevsky & Trofimov 1981, IEEE
 * Trans. Inform. Theory 27 (the code).
 */
export function findCharacter(
  signs: Int8Array,
  first: number,
  largest: number,
  sizes: readonly number[],
): CharacterFinding | undefined {
  const choosing = Math.min(mostChoosing, signs.length >> 1);
  let [best, discriminant, orientation] = [0, 0, 1 as 1 | -1];
  const most = Math.min(largest, choosing >> 1);
  const chosen = signs.subarray(0, choosing);
  const known = chosen.map(Math.abs);
  for (let modulus = 3; modulus <= most; modulus++) {
    const candidates = [modulus, -modulus].filter(isFundamental);
    if (candidates.length === 0) continue;
    const sums = folded(chosen, first, modulus);
    const counts = folded(known, first, modulus);
    for (const d of candidates) {
      const [sum, count] = signedSums(realCharacter(d), sums, counts);
      const score = Math.abs(sum) / Math.sqrt(Math.max(1, count));
      if (score > best) [best, discriminant, orientation] = [score, d, sum > 0 ? 1 : -1];
    }
  }
  if (best === 0) return undefined;
  const character = realCharacter(discriminant);
  const agreement = (n: number) => orientation * character[(first + n) % character.length]! * signs[n]!;
  const agreements: number[] = [];
  let [agreeing, signed, at] = [0, 0, 0];
  for (const size of sizes) {
    for (; at < size; at++) {
      const agrees = agreement(at);
      if (agrees === 0) continue;
      signed++;
      if (agrees > 0) agreeing++;
    }
    agreements.push(signed === 0 ? 0 : agreeing / signed);
  }
  const unseen = signs.subarray(choosing);
  const primes = unseen.slice();
  eraseComposites(primes, first + choosing);
  return {
    discriminant,
    orientation,
    savedBits: savedBy(character, orientation, unseen, first + choosing),
    savedAtPrimes: savedBy(character, orientation, primes, first + choosing),
    agreements,
  };
}

/** Larger numbers are not sieved. */
const largestSieved = 2 ** 40;

/** Sets the signs of composite numbers, of 0 and of 1 to 0. */
function eraseComposites(signs: Int8Array, first: number): void {
  const end = first + signs.length;
  if (end > largestSieved) signs.fill(0);
  for (let n = first; n < 2; n++) signs[n - first] = 0;
  const root = Math.ceil(Math.sqrt(Math.min(end, largestSieved)));
  const small = new Uint8Array(root + 1);
  for (let p = 2; p <= root; p++) {
    if (small[p] === 1) continue;
    for (let m = p * p; m <= root; m += p) small[m] = 1;
    for (let m = Math.max(p * p, Math.ceil(first / p) * p); m < end; m += p) signs[m - first] = 0;
  }
}

/** Sums by residue of values of the numbers from `first` on, shape (modulus,). */
function folded(values: Int8Array, first: number, modulus: number): Int32Array {
  const sums = new Int32Array(modulus);
  // One period at a time, so that the inner loop needs no residue.
  for (let start = -(first % modulus); start < values.length; start += modulus) {
    const end = Math.min(modulus, values.length - start);
    for (let residue = Math.max(0, -start); residue < end; residue++)
      sums[residue]! += values[start + residue]!;
  }
  return sums;
}

/** Sum of signs times the character, and number of signs where the character is not 0: by residue. */
function signedSums(character: Int8Array, sums: Int32Array, counts: Int32Array): readonly [number, number] {
  let [sum, count] = [0, 0];
  for (let a = 0; a < character.length; a++) {
    const symbol = character[a]!;
    sum += symbol * sums[a]!;
    // Multiplication instead of a test: the zeros have no pattern for branch prediction.
    count += symbol * symbol * counts[a]!;
  }
  return [sum, count];
}

/**
 * Bits saved by coding signs where the character is 1 apart from those where it is -1; a common bias costs nothing. 0 where
 * signs depend on the character in the opposite direction to the one chosen.
 */
function savedBy(character: Int8Array, orientation: number, signs: Int8Array, first: number): number {
  const [plus, minus] = [new Float64Array(2), new Float64Array(2)];
  for (let n = 0; n < signs.length; n++) {
    const sign = signs[n]!;
    const known = character[(first + n) % character.length]!;
    if (sign !== 0 && known !== 0) (known > 0 ? plus : minus)[sign > 0 ? 1 : 0]!++;
  }
  const agreement = plus[1]! * (minus[0]! + minus[1]!) - minus[1]! * (plus[0]! + plus[1]!);
  if (orientation * agreement <= 0) return 0;
  const [zeros, ones] = [plus[0]! + minus[0]!, plus[1]! + minus[1]!];
  const plain = entropyBits(zeros, zeros + ones) + entropyBits(ones, zeros + ones);
  return plain - codeBits(plus) - codeBits(minus);
}

const entropyBits = (count: number, all: number) => (count === 0 ? 0 : count * Math.log2(all / count));

/** Bits of the code of Krichevsky and Trofimov. */
function codeBits([a, b]: Float64Array): number {
  const nats = logGamma(a! + 0.5) + logGamma(b! + 0.5) - logGamma(a! + b! + 1) - Math.log(Math.PI);
  return -nats / Math.LN2;
}
