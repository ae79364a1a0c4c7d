import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { blockRepeats } from "../../../src/words/block-repeats.ts";

test("repeats between blocks are those that a comparison of strings finds", () => {
  const draws = Random.fromSeed(5);
  const symbols = Uint8Array.from({ length: 600 }, () => draws.below(3));
  const ends = [90, 200, 205, 380, 600];
  const k = 5;
  const { shared, betweenTwo, inOne, inTwo } = blockRepeats(symbols, ends, k);
  const windows = ends.map((end, b) => {
    const found: string[] = [];
    for (let at = ends[b - 1] ?? 0; at + k <= end; at++) found.push(symbols.subarray(at, at + k).join());
    return found;
  });
  const holders = (window: string) => windows.flatMap((all, b) => (all.includes(window) ? [b] : []));
  const all = windows.flat();
  const different = [...new Set(all)].map((window) => holders(window).length);
  expect([inOne, inTwo]).toEqual([1, 2].map((count) => different.filter((held) => held === count).length));
  expect(shared).toBeCloseTo(all.filter((window) => holders(window).length > 1).length / all.length, 12);
  for (const [b, own] of windows.entries()) {
    for (let o = 0; o < ends.length; o++) {
      const only = own.filter((window) => holders(window).length === 2 && holders(window).includes(o));
      const expected = o === b ? 0 : only.length / Math.max(1, own.length);
      expect(betweenTwo.get(b * ends.length + o) ?? 0).toBeCloseTo(expected, 12);
    }
  }
});
