import { expect, it } from "vitest";
import { symbolLabel } from "../../../src/sources/symbol-label.ts";

it("labels are digits, letters, bytes or numbers", () => {
  expect([0, 9].map((symbol) => symbolLabel(symbol, 10))).toEqual(["0", "9"]);
  expect([0, 25, 26].map((symbol) => symbolLabel(symbol, 27))).toEqual(["a", "z", " "]);
  expect(symbolLabel(0x41, 256)).toBe("A");
  expect(symbolLabel(999, 1000)).toBe("999 ");
});
