import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { countStrings } from "../../../src/models/count-strings.ts";

/** Documents of few letters, some of them shorter than the strings. */
function documents(seed: number): { bytes: Uint8Array; ends: number[] } {
  const random = Random.fromSeed(seed);
  const ends: number[] = [];
  const bytes: number[] = [];
  for (let d = 0; d < 12; d++) {
    const length = 1 + (random.uint32() % (d % 3 === 0 ? 4 : 60));
    for (let i = 0; i < length; i++) bytes.push(random.uint32() % 3 === 0 ? 0 : 97 + (random.uint32() % 3));
    ends.push(bytes.length);
  }
  return { bytes: Uint8Array.from(bytes), ends };
}

/** The same, one string after the other. */
function naive(bytes: Uint8Array, ends: readonly number[], longest: number) {
  const counts = new Map<string, number>();
  const before = new Map<string, Set<number>>();
  let start = 0;
  for (const end of ends) {
    for (let i = start; i < end; i++) {
      for (let length = 1; length <= longest && i + length <= end; length++) {
        const key = bytes.subarray(i, i + length).join();
        counts.set(key, (counts.get(key) ?? 0) + 1);
        // Every beginning of a document counts as a byte of its own.
        const own = before.get(key) ?? before.set(key, new Set()).get(key)!;
        own.add(i === start ? -1 - start : bytes[i - 1]!);
      }
    }
    start = end;
  }
  return { counts, before };
}

test.each([1, 2, 3])(
  "strings, their counts and weights are those that are found one by one, seed %i",
  (seed) => {
    const { bytes, ends } = documents(seed);
    const longest = 5;
    const { counts, before } = naive(bytes, ends, longest);
    const { levels, thresholds } = countStrings(bytes, ends, longest, 1e6);
    let strings: string[] = [""];
    for (const [d, { parents, symbols, counts: own, weights, totals }] of levels.entries()) {
      const level = Array.from(symbols, (symbol, i) =>
        [...(d === 0 ? [] : [strings[parents[i]!]]), symbol].join(),
      );
      const wanted = [...counts].filter(
        ([key, count]) => key.split(",").length === d + 1 && count >= thresholds[d]!,
      );
      expect(level.toSorted()).toEqual(wanted.map(([key]) => key).toSorted());
      const weightOf = (key: string) =>
        key.split(",").length === longest ? counts.get(key)! : before.get(key)!.size;
      for (const [i, key] of level.entries()) {
        expect([key, own[i], weights[i]]).toEqual([key, counts.get(key), weightOf(key)]);
        const longer = [...counts.keys()].filter(
          (other) => other.startsWith(`${key},`) && other.split(",").length === d + 2,
        );
        expect(totals[i]).toBe(longer.reduce((sum, other) => sum + weightOf(other), 0));
      }
      strings = level;
    }
  },
);

test("where there is no room for all, the rare ones are dropped, and what contains them", () => {
  const { bytes, ends } = documents(4);
  const all = countStrings(bytes, ends, 5, 1e6).levels.reduce((sum, { counts }) => sum + counts.length, 0);
  const few = countStrings(bytes, ends, 5, 0.7 * all);
  // Letters and pairs stay.
  const longer = few.levels.slice(2).reduce((sum, { counts }) => sum + counts.length, 0);
  expect(longer).toBeLessThanOrEqual(0.7 * all);
  expect(longer).toBeGreaterThan(0);
  for (const [d, { counts }] of few.levels.entries())
    expect(Math.min(...counts, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(few.thresholds[d]!);
});
