import { expect, it } from "vitest";
import { topNgrams } from "../../../../src/estimators/ngrams/top-ngrams.ts";
import { contextOf, contextOfSymbols, generate, reasonFrom, rowsFrom } from "../context-of.ts";

/** Counted one by one; more frequent ones first, of equally frequent ones that of smaller symbols. */
function byHand(symbols: readonly number[], k: number) {
  const counts = new Map<string, number>();
  for (let at = 0; at + k <= symbols.length; at++) {
    const word = symbols.slice(at, at + k).join("");
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ngrams = symbols.length - k + 1;
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([word, count]) => [word, count, count / ngrams]);
}

const symbols = generate(150, (random) => Math.floor(random.uniform() * random.uniform() * 7));
const context = contextOfSymbols(symbols, 10);

it.each([1, 2, 3, 5])("as many as are asked for, of those counted one by one: %i symbols", async (k) => {
  const all = byHand(symbols, k);
  for (let top = 1; top <= all.length + 2; top++)
    expect(await rowsFrom(topNgrams, context, { k, top })).toEqual(all.slice(0, top));
});

it("twenty, of one symbol each, unless told otherwise", async () => {
  expect(topNgrams.params!.parse({})).toEqual({ k: 1, top: 20 });
  const many = contextOfSymbols(
    Array.from({ length: 600 }, (_, i) => Math.floor(Math.sqrt(i))),
    32,
  );
  const rows = await rowsFrom(topNgrams, many);
  // The square root of 2s + 1 numbers is s, and that of 24 of them 24.
  const squares = [...Array.from({ length: 25 }, (_, s) => [2 * s + 1, s] as const)].filter(
    ([, s]) => s < 24,
  );
  const expected = [[24, 24] as const, ...squares].sort((a, b) => b[0] - a[0]).slice(0, 20);
  expect(rows).toEqual(expected.map(([count, s]) => [String(s), count, count / 600]));
});

it("says when there are more", async () => {
  const columns = ["ngram", "count", "share"];
  expect(await topNgrams.measure(contextOf("abca"), { top: 2 })).toMatchObject({
    status: "ok",
    shape: "table",
    value: {
      columns,
      rows: [
        ["a", 2, 1 / 2],
        ["b", 1, 1 / 4],
      ],
    },
    warnings: [{ code: "truncated", shown: 2, total: 3 }],
  });
  expect(await topNgrams.measure(contextOf("abca"), { top: 3 })).toMatchObject({ warnings: [] });
  expect(await topNgrams.measure(contextOf("abca"), { top: 4 })).toMatchObject({ warnings: [] });
});

it("says why there are none", async () => {
  expect(await reasonFrom(topNgrams, contextOf(["ab", "ba"]), { k: 3 })).toBe(
    "no block is as long as 3 symbols",
  );
});

it("lists 1 to 10 000", () => {
  const takes = (top: number) => topNgrams.params!.safeParse({ top }).success;
  expect([0, 1, 10_000, 10_001, 1.5].map(takes)).toEqual([false, true, true, false, false]);
});

it("says what it gives", () => {
  expect(topNgrams).toMatchObject({
    id: "top-ngrams",
    quantity: "topWords",
    title: expect.stringContaining("most frequent"),
    summary: expect.stringContaining("counts and shares"),
    formula: expect.stringContaining("c/n"),
    convention: expect.stringContaining("smaller symbols comes first"),
    validity: "exact",
    cost: expect.stringContaining("O(nk)"),
    reference: expect.stringContaining("1999"),
  });
});
