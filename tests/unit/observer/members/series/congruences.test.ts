import { describe, expect, test } from "vitest";
import { Random } from "../../../../../src/core/random.ts";
import { Congruences, congruenceOf, follow } from "../../../../../src/observer/members/series/congruences.ts";

/** Generators of programs: multiplier, increment, modulus. */
const generators: readonly (readonly [a: bigint, c: bigint, m: bigint])[] = [
  [1_664_525n, 1_013_904_223n, 2n ** 32n],
  [69_069n, 1n, 2n ** 32n],
  [1_103_515_245n, 12_345n, 2n ** 31n],
  [16_807n, 0n, 2n ** 31n - 1n],
  [48_271n, 0n, 2n ** 31n - 1n],
  [65_539n, 0n, 2n ** 31n],
];
const random = Random.fromSeed(1);
function numbersOf([a, c, m]: readonly [a: bigint, c: bigint, m: bigint], count: number): number[] {
  let number = (BigInt(random.uint32()) | 1n) % m;
  return Array.from({ length: count }, () => {
    number = (a * number + c) % m;
    return Number(number);
  });
}
/** Of four numbers, the last one first. */
const lawOf = (numbers: readonly number[]) => congruenceOf(Uint32Array.from(numbers.slice(0, 4)).reverse());

describe("the law of four numbers", () => {
  test.each(generators)(
    "x -> %s x + %s modulo %s is followed by those that it is found of",
    (...generator) => {
      let found = 0;
      for (let run = 0; run < 40; run++) {
        const numbers = numbersOf(generator, 6);
        const law = lawOf(numbers);
        if (law === undefined) continue;
        found++;
        expect(law.a).toBeGreaterThan(1);
        for (const number of [law.a, law.c]) expect(number >= 0 && number < law.m).toBe(true);
        expect([1, 2, 3].map((i) => follow(law, numbers[i - 1]!))).toEqual(numbers.slice(1, 4));
        if (BigInt(law.a) === generator[0] && BigInt(law.m) === generator[2]) {
          expect(BigInt(law.c)).toBe(generator[1]);
          expect(follow(law, numbers[4]!)).toBe(numbers[5]);
        }
      }
      // Half of all differences have no inverse modulo a power of two.
      expect(found).toBeGreaterThan(generator[2] % 2n === 0n ? 5 : 35);
    },
  );

  test("counters, constants and random numbers have none", () => {
    expect(lawOf([5, 6, 7, 8])).toBeUndefined();
    expect(lawOf([5, 5, 5, 5])).toBeUndefined();
    expect(lawOf([2 ** 32 - 2, 2 ** 32 - 1, 0, 1])).toBeUndefined();
    for (let run = 0; run < 100; run++)
      expect(lawOf(Array.from({ length: 4 }, () => random.uint32()))).toBeUndefined();
  });

  test("is exact where products exceed what floating-point numbers hold", () => {
    const [a, c, m] = [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32];
    expect(follow({ a, c, m }, 2 ** 32 - 1)).toBe(0);
    expect(follow({ a: 2 ** 31 - 2, c: 1, m: 2 ** 31 - 1 }, 2 ** 31 - 2)).toBe(2);
  });
});

test("numbers are foretold once two more than the first four followed a law, and until one does not", () => {
  const series = new Congruences();
  expect([series.columns, series.count, series.width]).toEqual([0, 0, 1]);
  expect(series.expected).toBeNaN();
  const numbers = numbersOf(generators[4]!, 9);
  const foretold = numbers.map((number) => {
    const [columns, expected] = [series.columns, series.expected];
    series.push(number);
    return columns === 1 ? expected : null;
  });
  expect(foretold).toEqual([null, null, null, null, null, null, ...numbers.slice(6)]);
  expect([series.columns, series.count]).toEqual([1, 9]);
  series.push(numbers[8]! + 1);
  expect(series.columns).toBe(0);
  series.restart();
  expect([series.columns, series.count]).toEqual([0, 0]);
  expect(series.expected).toBeNaN();
});
