import { expect, test } from "vitest";
import { splitItems } from "../../../../../src/input/corpora/extraction/steps.ts";

test("writes one item a line", () => {
  expect(splitItems("  a,b b,,c\n", ",")).toBe("a\nb b\n\nc\n");
});
