import { describe, expect, it, vi } from "vitest";
import { duplicateShare, repeatLengths } from "../../../src/estimators/repeats.ts";
import { contextGiven } from "./context-given.ts";
import { contextOf, contextOfSymbols, generate, numberFrom, reasonFrom } from "./context-of.ts";

/** Share of the symbols in windows of a length that are found at another place too, or at an earlier one. */
function byWindows(texts: readonly string[], length: number, occurrences: "all" | "later"): number {
  const windows: { text: number; start: number; word: string }[] = [];
  for (const [text, symbols] of texts.entries())
    for (let start = 0; start + length <= symbols.length; start++)
      windows.push({ text, start, word: symbols.slice(start, start + length) });
  const covered = new Set<string>();
  for (const [i, { text, start, word }] of windows.entries())
    if (windows.some((other, j) => other.word === word && (occurrences === "all" ? j !== i : j < i)))
      for (let at = start; at < start + length; at++) covered.add(`${text} ${at}`);
  return covered.size / texts.join("").length;
}

const random = (n: number, seed: number) => generate(n, (draw) => draw.below(3), seed).join("");
const cases: readonly (readonly string[])[] = [
  ["to be or not to be, that is the question whether it is nobler to be"],
  ["abcabcabcabc"],
  ["mississippi", "missouri", "river", "ssi"],
  [random(60, 1)],
  [random(30, 2), random(40, 3), random(5, 4)],
];

describe.each([1, 2, 3, 4, 6, 9])("repeats of %i symbols or more", (length) => {
  it.each(cases)("in %s, window by window", async (...texts) => {
    for (const occurrences of ["all", "later"] as const)
      expect(await numberFrom(duplicateShare, contextOf(texts), { length, occurrences })).toBeCloseTo(
        byWindows(texts, length, occurrences),
        14,
      );
  });
});

it("a text written twice: all of it, or half", async () => {
  const once = Array.from({ length: 60 }, (_, i) => i);
  const twice = contextOfSymbols([...once, ...once], 60);
  expect(await numberFrom(duplicateShare, twice)).toBe(1);
  expect(await numberFrom(duplicateShare, twice, { occurrences: "later" })).toBe(0.5);
  expect(await numberFrom(duplicateShare, twice, { length: 61 })).toBe(0);
});

it("no block is as long", async () => {
  expect(await reasonFrom(duplicateShare, contextOf("abcd"), { length: 5 })).toBe(
    "4 symbols have no block of 5",
  );
  expect(await numberFrom(duplicateShare, contextOf("abcd"), { length: 4 })).toBe(0);
  expect(await reasonFrom(duplicateShare, contextOf(""))).toBe("an empty sequence");
});

it("a share above 1 would be an error and is not reported", async () => {
  const context = contextGiven([[repeatLengths, new Int32Array(5).fill(5)]], contextOf("abcd"));
  expect(await reasonFrom(duplicateShare, context, { length: 1 })).toBe("the value leaves its range [0, 1]");
});

it("declares its parameters and defaults", async () => {
  // Made when they are first asked for, so of an estimator that nobody asked.
  vi.resetModules();
  const { params } = (await import("../../../src/estimators/repeats.ts")).duplicateShare;
  expect(params!.parse({})).toEqual({ length: 50, occurrences: "all" });
  for (const occurrences of ["all", "later"])
    expect(params!.parse({ length: 7, occurrences })).toEqual({ length: 7, occurrences });
  expect([1, 1_000_000].map((length) => params!.safeParse({ length }).success)).toEqual([true, true]);
  for (const given of [
    { length: 0 },
    { length: 1_000_001 },
    { length: 1.5 },
    { occurrences: "first" },
    { other: 1 },
  ])
    expect(params!.safeParse(given).success).toBe(false);
  expect(params!.shape["length"]).toMatchObject({ description: "L, smallest length of a repeat in symbols" });
  expect(params!.shape["occurrences"]).toMatchObject({ description: "which occurrences of a repeat count" });
});
