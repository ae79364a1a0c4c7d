import { expect, test } from "vitest";
import { exactPeriod } from "../../../src/randomness/exact-period.ts";
import { words } from "../sources/support.ts";

/** The least period by trying every one on every segment. */
function triedPeriod(symbols: readonly number[], segmentEnds: readonly number[]): number | undefined {
  const segments = segmentEnds
    .map((end, s) => symbols.slice(s === 0 ? 0 : segmentEnds[s - 1], end))
    .filter((segment) => segment.length > 0);
  for (let p = 1; p <= symbols.length; p++) {
    const holds = (segment: number[]) =>
      2 * p <= segment.length && segment.every((symbol, i) => i < p || symbol === segment[i - p]);
    if (segments.length > 0 && segments.every(holds)) return p;
  }
  return undefined;
}

test("all words of two symbols up to ten, whole and in two segments", () => {
  for (let n = 0; n <= 10; n++)
    for (const word of words(2, n))
      for (let cut = 0; cut <= n; cut++) {
        const ends = n === 0 ? [] : [cut, n];
        const found = exactPeriod(Uint8Array.from(word), ends);
        if (found !== triedPeriod(word, ends)) expect.fail(`${word.join("")} at ${cut}: ${found}`);
      }
});

test("segments with periods of their own share a multiple, or none", () => {
  // 2 and 3 symbols: 6 is a period of both.
  const symbols = Uint8Array.from([..."010101010101", ..."001001001001"], Number);
  expect(exactPeriod(symbols, [12, 24])).toBe(6);
  expect(exactPeriod(symbols.subarray(0, 23), [12, 23])).toBeUndefined();
  expect(exactPeriod(symbols.subarray(0, 12), [12, 12])).toBe(2);
});
