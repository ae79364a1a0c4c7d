import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { unlikeRest } from "../../../../src/features/forecast/sample.ts";

const random = Random.fromSeed(1);
const noise = (length: number, among = 8) => Uint8Array.from({ length }, () => random.below(among));
/** Each symbol is the one after the one before, or one of a few behind that. */
const chain = (length: number, choices = 1, step = 1) => {
  let at = 0;
  return Uint8Array.from({ length }, () => {
    at = (at + step + random.below(choices)) % 8;
    return at;
  });
};
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** What a symbol costs by the pairs of another part: two of the law of single ones stand beside those that follow each. */
function costOf(learned: Uint8Array, asked: Uint8Array): number {
  const [pairs, firsts, singles] = [
    new Map<string, number>(),
    new Map<number, number>(),
    new Map<number, number>(),
  ];
  const count = <Key>(of: Map<Key, number>, key: Key) => of.set(key, (of.get(key) ?? 0) + 1);
  for (let i = 1; i < learned.length; i++) {
    count(pairs, `${learned[i - 1]} ${learned[i]}`);
    count(firsts, learned[i - 1]!);
    count(singles, learned[i]!);
  }
  let bits = 0;
  for (let i = 1; i < asked.length; i++) {
    const single = ((singles.get(asked[i]!) ?? 0) + 0.5) / (learned.length - 1 + 4);
    const pair = (pairs.get(`${asked[i - 1]} ${asked[i]}`) ?? 0) + 2 * single;
    bits -= Math.log2(pair / ((firsts.get(asked[i - 1]!) ?? 0) + 2));
  }
  return bits / (asked.length - 1);
}
const said = (by: string, of: string, cost: number, itself: number) =>
  `the sample is unlike what follows it: by the pair frequencies of ${by}, a symbol of ${of} costs ${cost.toFixed(2)} bits, and a symbol of its own ${itself.toFixed(2)}`;

describe("whether a beginning tells of the rest", () => {
  test("it does where both follow one law", () => {
    for (const part of [chain(4000), chain(4000, 2), noise(4000)])
      expect(unlikeRest(part, 8, 2000)).toBeUndefined();
  });

  test("it does not where the rest costs three times as much by the pairs of the beginning, and a bit more", () => {
    for (const [beginning, rest, isUnlike] of [
      [chain(2000), noise(1000), true],
      [chain(2000), chain(1000, 1, 3), true],
      [chain(2000), joined(noise(100), chain(1000)), false],
      [chain(2000), joined(noise(250), chain(1000)), true],
      [chain(2000, 3), joined(noise(500), chain(1000, 3)), false],
      [chain(2000, 3), noise(1000), true],
    ] as const) {
      const [own, other] = [beginning.subarray(0, 1000), beginning.subarray(1000)];
      const [itself, cost] = [costOf(own, other), costOf(own, rest)];
      expect(cost > 3 * itself && cost > itself + 1).toBe(isUnlike);
      const reason = unlikeRest(joined(beginning, rest), 8, 2000);
      expect(reason).toBe(isUnlike ? said("the sample", "what follows", cost, itself) : undefined);
    }
  });

  test("nor where the beginning costs as much by those of the rest", () => {
    const [beginning, rest] = [noise(1000), chain(2000)];
    const own = rest.subarray(0, 1000);
    const reason = unlikeRest(joined(beginning, rest), 8, 1000);
    expect(reason).toBe(
      said("what follows", "the sample", costOf(own, beginning), costOf(own, rest.subarray(1000))),
    );
  });

  test("fewer than two symbols on either side give no result", () => {
    const symbols = joined(chain(2000), noise(3));
    expect(unlikeRest(symbols, 8, 2000)).toBeUndefined();
    expect(unlikeRest(symbols.subarray(0, 2000), 8, 2000)).toBeUndefined();
    expect(unlikeRest(symbols, 8, 3)).toBeUndefined();
  });
});
