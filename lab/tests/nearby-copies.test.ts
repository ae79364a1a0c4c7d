import { expect, test } from "vitest";
import { nearbyCopies } from "../law/nearby-copies.ts";

/** What would follow at each place, "." where there is nothing to copy. */
function copied(text: string, segmentEnds: readonly number[] = [text.length]): string {
  const symbols = Uint8Array.from(text, (one) => one.charCodeAt(0));
  return String.fromCharCode(...nearbyCopies({ symbols, alphabetSize: 256, segmentEnds }, ".".charCodeAt(0)));
}

test("what would follow is what followed a repeat of two symbols or more", () => {
  expect(copied("abcdXabcdY")).toBe(".......cdX");
  expect(copied("aaaa")).toBe("...a");
});

test("what would follow is what followed the longest repeat, and of several the last", () => {
  expect(copied("abc1bc2abc").at(-1)).toBe("c");
  expect(copied("abc1bc2abc3").at(-1)).toBe("1");
  expect(copied("bc1bc2bc3").at(-1)).toBe("2");
});

test("nothing is copied from another segment, nor from farther back than 128 symbols", () => {
  expect(copied("abcdabcd", [4, 8])).toBe("........");
  const apart = (between: number) => `xyz${"-+*/".repeat(between / 4)}xy`;
  expect(copied(`${apart(120)}?`).at(-1)).toBe("z");
  expect(copied(`${apart(128)}?`).at(-1)).toBe(".");
});
