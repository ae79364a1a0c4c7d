import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { isFundamental, realCharacter } from "../../../src/math/characters.ts";
import { findCharacter } from "../../../src/statistics/real-characters.ts";
import { oneOf } from "../../whole.ts";

const random = (seed: number) => Random.fromSeed(seed);

/** Signs of a character from 1 on, some of them flipped. */
function planted(d: number, n: number, flipped: number, seed: number): Int8Array {
  const character = realCharacter(d);
  const draws = random(seed);
  return Int8Array.from({ length: n }, (_, i) => {
    const sign = character[(i + 1) % character.length]!;
    return draws.uniform() < flipped ? -sign : sign;
  });
}

test("there are 6 086 fundamental discriminants below 10 000, as 6/pi^2 of all numbers has it", () => {
  let count = 0;
  for (let d = -9999; d < 10_000; d++) if (isFundamental(d)) count++;
  expect(Math.abs(count - (20_000 * 3) / (Math.PI * Math.PI))).toBeLessThan(20);
});

test.each([-3, -4, 5, 8, -8, 12, -15, 21, -163, 9993])(
  "the character of %i is multiplicative, and sums to 0",
  (d) => {
    const character = realCharacter(d);
    const at = (n: number) => character[n % character.length]!;
    expect(character.reduce((sum, sign) => sum + sign, 0)).toBe(0);
    for (let a = 1; a < 60; a++) for (let b = 1; b < 60; b++) expect(at(a * b) - at(a) * at(b)).toBe(0);
    // (d/-1): even characters are those of positive d.
    expect(at(character.length - 1)).toBe(Math.sign(d));
  },
);

describe("planted characters are found under noise", { tags: ["slow"] }, () => {
  const characters = [
    [-163, 0.1],
    [5, 0.4],
    [-1999, 0.4],
    [1997, 0.4],
    [-1780, 0.3],
    [1992, 0.4],
  ] as const;
  test.each(oneOf(32, characters))("%i, a share of %f flipped", (d, flipped) => {
    const found = findCharacter(planted(d, 100_000, flipped, d), 1, 10_000, [100_000])!;
    expect(found.discriminant).toBe(d);
    expect(found.orientation).toBe(1);
    expect(found.savedBits).toBeGreaterThan(100);
    expect(found.agreements[0]!).toBeCloseTo(1 - flipped, 2);
  });
});

test("the opposite signs of a character are distinguished from it", () => {
  const signs = planted(-163, 20_000, 0.2, 3).map((sign) => -sign);
  expect(findCharacter(signs, 1, 500, [20_000])).toMatchObject({ discriminant: -163, orientation: -1 });
});

test("what turns against its character resembles none", () => {
  const signs = planted(-163, 20_000, 0.2, 3).map((sign, n) => (n < 10_000 ? sign : -sign));
  expect(findCharacter(signs, 1, 500, [20_000])).toMatchObject({ discriminant: -163, savedBits: 0 });
});

test("nothing is named in coins, fair or not", { tags: ["slow"] }, () => {
  const runs = process.env["MESOSCOPE_CALIBRATE"] === "1" ? 1000 : 40;
  let most = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const draws = random(9000 + run);
    const bias = run % 2 === 0 ? 0.5 : 0.3;
    const signs = Int8Array.from({ length: 4096 }, () => (draws.uniform() < bias ? 1 : -1));
    most = Math.max(most, findCharacter(signs, 1, 10_000, [4096])!.savedBits);
  }
  expect(most).toBeLessThan(20);
});

/** Signs of n from 1 on that are multiplicative, those of the primes given. */
function multiplicative(n: number, signOf: (prime: number) => number): Int8Array {
  const signs = new Int8Array(n + 1).fill(1);
  const composite = new Uint8Array(n + 1);
  for (let p = 2; p <= n; p++) {
    if (composite[p] === 1) continue;
    for (let m = 2 * p; m <= n; m += p) composite[m] = 1;
    if (signOf(p) < 0)
      for (let power = p; power <= n; power *= p) for (let m = power; m <= n; m += power) signs[m]! *= -1;
  }
  return signs.subarray(1);
}

describe("random multiplicative signs", { tags: ["slow"] }, () => {
  const runs = process.env["MESOSCOPE_CALIBRATE"] === "1" ? 220 : 16;

  test("seem to be a character to a test of independent signs, but not at their primes", () => {
    let [named, atPrimes] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const draws = random(31_000 + run);
      const signs = multiplicative(16_384, () => (draws.below(2) === 0 ? 1 : -1));
      const found = findCharacter(signs, 1, 4000, [16_384])!;
      if (found.savedBits >= 20) named++;
      if (found.savedAtPrimes >= 20) atPrimes++;
    }
    expect(named).toBeGreaterThan(runs / 4);
    expect(atPrimes).toBe(0);
  });

  test("Liouville's function agrees with a character, and its primes with none", () => {
    const found = findCharacter(
      multiplicative(100_000, () => -1),
      1,
      10_000,
      [100_000],
    )!;
    expect(found).toMatchObject({ discriminant: 3533 });
    expect(found.savedBits).toBeGreaterThan(20);
    expect(found.savedAtPrimes).toBeLessThan(20);
  });

  test.each([
    [-163, 0],
    [5, 0.1],
    [1992, 0.2],
    [-1999, 0.3],
  ])("the character of %i with a share of %f flipped is one at its primes", (d, flipped) => {
    expect(findCharacter(planted(d, 100_000, flipped, 5), 1, 4000, [100_000])!.savedAtPrimes).toBeGreaterThan(
      20,
    );
  });
});

test("primes are those of the numbers from any first one on", () => {
  // All signs but those of primes are random: only the primes of the second half agree.
  const draws = random(4);
  const character = realCharacter(-7);
  const first = 1_000_003;
  const isPrime = (n: number) => {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
    return n > 1;
  };
  const signs = Int8Array.from({ length: 20_000 }, (_, i) =>
    i < 10_000 || isPrime(first + i) ? character[(first + i) % 7]! : draws.below(2) === 0 ? 1 : -1,
  );
  const found = findCharacter(signs, first, 100, [20_000])!;
  const primes = Array.from({ length: 10_000 }, (_, i) => first + 10_000 + i).filter(isPrime).length;
  expect(found.discriminant).toBe(-7);
  // Nearly a bit each, but for the cost of learning that.
  expect(found.savedAtPrimes).toBeGreaterThan(primes - 20);
  expect(found.savedAtPrimes).toBeLessThanOrEqual(primes);
});
