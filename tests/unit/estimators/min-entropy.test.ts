import { expect, test } from "vitest";
import {
  collisionMinEntropy,
  compressionMinEntropy,
  longestRepeatMinEntropy,
  markovMinEntropy,
  mostCommonValue,
  tupleMinEntropy,
} from "../../../src/estimators/min-entropy.ts";
import { normalQuantile99 } from "../../../src/statistics/min-entropy.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom } from "./context-of.ts";

const alternating = "ab".repeat(36);
const upper = (share: number, n: number) =>
  share + normalQuantile99 * Math.sqrt((share * (1 - share)) / (n - 1));

test("the most common value is the upper end of its share", async () => {
  expect(await numberFrom(mostCommonValue, contextOf("aabc".repeat(25)))).toBeCloseTo(
    -Math.log2(upper(1 / 2, 100)),
    13,
  );
  expect(await numberFrom(mostCommonValue, contextOf("aab"))).toBe(0);
  expect(await reasonFrom(mostCommonValue, contextOf("a"))).toBe("1 symbols, needs 2");
});

test("a chain that alternates is guessed but for its first symbol", async () => {
  expect(await numberFrom(markovMinEntropy, contextOf(alternating))).toBeCloseTo(1 / 128, 14);
  // Two segments a and bb: b follows b only, and is the more frequent symbol.
  expect(await numberFrom(markovMinEntropy, contextOf(["a", "bb"]))).toBeCloseTo(Math.log2(3 / 2) / 128, 14);
  expect(await reasonFrom(markovMinEntropy, contextOf("ab"))).toBe(
    "no sequence of 128 symbols follows the transitions that occur",
  );
});

test("collisions after two symbols as often as after three", async () => {
  const symbols = [
    ...new Array<number>(2000).fill(0),
    ...Array.from({ length: 3000 }, (_, i) => (i % 3) % 2),
  ];
  const lower = 0.5 - normalQuantile99 * Math.sqrt(0.25 / 1999);
  const bits = await numberFrom(collisionMinEntropy, contextOfSymbols(symbols, 256));
  expect(bits).toBeCloseTo(-Math.log2(0.5 + Math.sqrt(0.25 - lower / 2)), 13);
  expect(await reasonFrom(collisionMinEntropy, contextOf("aba"))).toBe("fewer than two collisions");
});

test("Maurer's test gives most of a fair coin, and nothing of blocks that are alike", async () => {
  const coin = generate(60_000, (random) => random.below(2));
  expect(await numberFrom(compressionMinEntropy, contextOfSymbols(coin, 2))).toBeGreaterThan(0.5);
  expect(await numberFrom(compressionMinEntropy, contextOf("ab".repeat(4000)))).toBeCloseTo(0, 3);
});

test.each([markovMinEntropy, collisionMinEntropy, compressionMinEntropy])(
  "$id is of two symbols, and 0 of one",
  async (estimator) => {
    expect(await numberFrom(estimator, contextOf("a".repeat(7000)))).toBe(0);
    expect(await reasonFrom(estimator, contextOf("abc".repeat(3000)))).toBe(
      "defined for two symbols; 3 occur",
    );
  },
);

test("36 times ab: words of four are seen 35 times, those of 5 decide how often places are alike", async () => {
  const tuples = Math.sqrt(Math.sqrt(35 / 69));
  expect(await numberFrom(tupleMinEntropy, contextOf(alternating))).toBeCloseTo(
    -Math.log2(upper(tuples, 72)),
    12,
  );
  let repeats = 0;
  for (let k = 5; k <= 70; k++) {
    const words = 73 - k;
    const [even, odd] = [Math.ceil(words / 2), Math.floor(words / 2)];
    repeats = Math.max(repeats, ((even * (even - 1) + odd * (odd - 1)) / (words * (words - 1))) ** (1 / k));
  }
  expect(await numberFrom(longestRepeatMinEntropy, contextOf(alternating))).toBeCloseTo(
    -Math.log2(Math.min(1, upper(repeats, 72))),
    12,
  );
});

test("words end with their segment", async () => {
  // 40 segments aab: a 80 of 120, and aa, ab and aab 40 of 80 and 40; the share of whole segments is 1.
  expect(await numberFrom(tupleMinEntropy, contextOf(new Array<string>(40).fill("aab")))).toBe(0);
  // aab twice: of 6 symbols 4 and 2 alike, of 4 words 2 and 2, of 2 words both.
  expect(await numberFrom(longestRepeatMinEntropy, contextOf(["aab", "aab"]))).toBe(0);
  // ab and ba: 2 and 2 of 4 symbols, no words.
  expect(await numberFrom(longestRepeatMinEntropy, contextOf(["ab", "ba"]))).toBe(0);
});

test("without counts there is a reason", async () => {
  expect(await reasonFrom(tupleMinEntropy, contextOf("a".repeat(34)))).toBe("no symbol occurs 35 times");
  expect(await reasonFrom(longestRepeatMinEntropy, contextOf("abc"))).toBe(
    "no k-gram occurs at least twice and less than 35 times",
  );
});
