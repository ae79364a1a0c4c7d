import { expect, test } from "vitest";
import { chaoShen } from "../../../src/estimators/entropy/chao-shen.ts";
import { chaoWangJost } from "../../../src/estimators/entropy/chao-wang-jost.ts";
import { grassberger } from "../../../src/estimators/entropy/grassberger.ts";
import { millerMadow } from "../../../src/estimators/entropy/miller-madow.ts";
import { plugIn } from "../../../src/estimators/entropy/plug-in.ts";
import { contextOf, numberFrom } from "./context-of.ts";

const all = [plugIn, millerMadow, grassberger, chaoShen, chaoWangJost];
const eulerGamma = 0.577_215_664_901_532_9;
const nats = (value: number) => value / Math.LN2;
const binaryTerm = (p: number) => -p * Math.log2(p);

test.each([
  // counts 2 and 1
  [plugIn, "aab", binaryTerm(2 / 3) + binaryTerm(1 / 3)],
  [millerMadow, "aab", binaryTerm(2 / 3) + binaryTerm(1 / 3) + nats(1 / 6)],
  [grassberger, "aab", nats(Math.log(3) - (2 * (2 - eulerGamma - Math.LN2) + (-eulerGamma - Math.LN2)) / 3)],
  // coverage 2/3, so p = 4/9 and 2/9
  [
    chaoShen,
    "aab",
    binaryTerm(4 / 9) / (1 - (5 / 9) * (5 / 9) * (5 / 9)) +
      binaryTerm(2 / 9) / (1 - (7 / 9) * (7 / 9) * (7 / 9)),
  ],
  // f1 = f2 = 1: A = 1/2
  [chaoWangJost, "aab", nats(5 / 6 + (4 / 3) * (Math.LN2 - 5 / 8))],
  [plugIn, "1223334444", 1.8464393446710154],
  [plugIn, "abcdefgh", 3],
  [millerMadow, "abcdefgh", 3 + nats(7 / 16)],
])("closed forms: %#", async (estimator, text, expected) => {
  expect(await numberFrom(estimator, contextOf(text))).toBeCloseTo(expected, 12);
});

test("one symbol is exactly 0, an empty text is undefined", async () => {
  for (const estimator of all) {
    for (const text of ["a", "aa", "a".repeat(1000)]) {
      expect(await numberFrom(estimator, contextOf(text))).toBe(0);
    }
    expect(await estimator.measure(contextOf(""))).toMatchObject({
      status: "undefined",
      reason: "an empty sequence",
    });
  }
});

test("what has not seen most of its symbols says so", async () => {
  const few = await plugIn.measure(contextOf("abcab"));
  expect(few).toMatchObject({ warnings: [{ code: "undersampled", coverage: 0.8 }] });
  expect(await plugIn.measure(contextOf("aabb"))).toMatchObject({ warnings: [] });
});

test("segments and the order of symbols do not matter", async () => {
  for (const estimator of all) {
    const value = await numberFrom(estimator, contextOf("abracadabra"));
    expect(await numberFrom(estimator, contextOf(["rab", "", "aaacadbr"]))).toBe(value);
  }
});
