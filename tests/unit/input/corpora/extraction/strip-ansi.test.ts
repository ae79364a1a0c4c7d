import { expect, test } from "vitest";
import { stripAnsi } from "../../../../../src/input/corpora/extraction/steps.ts";

test("removes colours and leaves brackets alone", () => {
  expect(stripAnsi("\x1b[1;32mpoem\x1b[m [0m]")).toBe("poem [0m]");
});
