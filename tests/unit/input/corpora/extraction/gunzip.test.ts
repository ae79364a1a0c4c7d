import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzip } from "../../../../../src/input/corpora/extraction/steps.ts";

test("inflates", () => {
  expect(Buffer.from(gunzip(gzipSync("order and noise"))).toString()).toBe("order and noise");
});

test("refuses truncated, damaged and foreign bytes", () => {
  const whole = gzipSync("order and noise");
  expect(() => gunzip(whole.subarray(0, -3))).toThrow();
  const flipped = Buffer.from(whole);
  flipped[flipped.length - 6] = (flipped[flipped.length - 6] ?? 0) ^ 1;
  expect(() => gunzip(flipped)).toThrow();
  expect(() => gunzip(Buffer.from("order and noise"))).toThrow();
});
