import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { jackknifeError } from "../../../../src/math/intervals.ts";
import { contextGains } from "../../../../src/observer/curves/context-curve.ts";
import { contextMixers } from "../../../../src/observer/members/context-mixer.ts";

const entropy = (p: number) => -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
/** P(1) after two symbols, the latest in bit 0. */
const laws = [0.9, 0.3, 0.4, 0.05];

/** H_1 - H_2 of the chain of order 2, from its stationary law. */
function exactGain(): number {
  let stationary = [0.25, 0.25, 0.25, 0.25];
  for (let i = 0; i < 500; i++) {
    const next = [0, 0, 0, 0];
    for (const [pair, mass] of stationary.entries()) {
      next[(2 * pair + 1) & 3]! += mass * laws[pair]!;
      next[(2 * pair) & 3]! += mass * (1 - laws[pair]!);
    }
    stationary = next;
  }
  const rate = stationary.reduce((sum, mass, pair) => sum + mass * entropy(laws[pair]!), 0);
  const first = [0, 1].reduce((sum, symbol) => {
    const both = [stationary[symbol]!, stationary[2 + symbol]!];
    const mass = both[0]! + both[1]!;
    return sum + mass * entropy((both[0]! * laws[symbol]! + both[1]! * laws[2 + symbol]!) / mass);
  }, 0);
  return first - rate;
}

test("a chain of order 2: one symbol of context lacks what it lacks, two lack nothing", () => {
  const draws = Random.fromSeed(3);
  const symbols = new Uint8Array(200_000);
  for (let t = 2; t < symbols.length; t++) {
    symbols[t] = draws.uniform() < laws[2 * symbols[t - 2]! + symbols[t - 1]!]! ? 1 : 0;
  }
  const gains = contextGains(sequenceOf(symbols, 2), [contextMixers.standard], 32, Random.fromSeed(1));
  expect(gains.map(({ first }) => first)).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48]);
  const exact = exactGain();
  expect(exact).toBeGreaterThan(0.05);
  for (const { first, bits, compared } of gains) {
    const sum = (values: Float64Array, left: number) =>
      values.reduce((total, value, p) => (p === left ? total : total + value), 0);
    const gain = sum(bits, -1) / sum(compared, -1);
    const error = jackknifeError(bits.map((_, p) => sum(bits, p) / sum(compared, p)));
    // What the many beginnings of contexts cost to learn is allowed for by two thousandths of a bit.
    expect(Math.abs(gain - (first === 1 ? exact : 0))).toBeLessThan(4 * error + 0.002);
  }
});

test("documents too short for blocks give nothing", () => {
  const symbols = new Uint8Array(20_000).map((_, t) => t % 3);
  const segmentEnds = Array.from({ length: 200 }, (_, s) => 100 * s + 100);
  const short = { symbols, alphabetSize: 3, segmentEnds };
  expect(contextGains(short, [contextMixers.standard], 32, Random.fromSeed(1))).toEqual([]);
});
