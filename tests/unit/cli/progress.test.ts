import { expect, test } from "vitest";
import { paceOf } from "../../../src/cli/progress.ts";

test.each([
  // Too few steps, too little time, nothing left.
  [2, 10, 60_000, ""],
  [3, 10, 1999, ""],
  [10, 10, 60_000, ""],
  [3, 10, 2000, ", 1.5/s, 5 s left"],
  [10, 10 + 445, 2000, ", 5.0/s, 89 s left"],
  [10, 10 + 450, 2000, ", 5.0/s, 2 min left"],
  [10, 10 + 3000, 2000, ", 5.0/s, 10 min left"],
  [10, 20, 10_000, ", 1.0/s, 10 s left"],
  [10, 20, 40_000, ", 4.0 s each, 40 s left"],
])("%i of %i in %i ms: %j", (finished, total, ms, text) => {
  expect(paceOf(finished, total, ms)).toBe(text);
});
