import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { shuffled } from "../../../src/math/sampling.ts";
import { findInNoise } from "../../../src/spectrum/noise-findings.ts";
import { contextOfSymbols } from "../estimators/context-of.ts";

const random = Random.fromSeed(3);
const noise = (n: number, alphabet: number) => Array.from({ length: n }, () => random.below(alphabet));

test("nothing is found in fair bytes and in loaded dice", () => {
  expect(findInNoise(contextOfSymbols(noise(20_000, 256), 256))).toBeUndefined();
  const loaded = noise(20_000, 6).map((face) => Math.max(face, 1));
  expect(findInNoise(contextOfSymbols(loaded, 6))).toBeUndefined();
});

test("a period in noise is a pattern", () => {
  const framed = noise(20_000, 256).map((byte, i) => (i % 77 === 0 ? 10 : byte));
  expect(findInNoise(contextOfSymbols(framed, 256))).toEqual({
    because: "symbols agree at lag 77",
    kind: "pattern",
  });
});

test("neighbours that are alike, and bits of a register, are found", () => {
  let value = 128;
  const walk = noise(20_000, 64).map((step) => {
    value = (value + step) >> 1;
    return value + (step & 1);
  });
  expect(findInNoise(contextOfSymbols(walk, 256))?.because).toMatch(/^neighbours correlate by /);
  let state = 1;
  const register = Array.from({ length: 40_000 }, () => {
    const bit = (state ^ (state >> 3)) & 1;
    state = (state >> 1) | (bit << 30);
    return state & 1;
  });
  expect(findInNoise(contextOfSymbols(register, 2))?.kind).not.toBe("too-little");
});

test("of short and sparse sequences nothing is said", () => {
  expect(findInNoise(contextOfSymbols(noise(600, 4), 4))).toEqual({
    because: "too short for tests of noise",
    kind: "too-little",
  });
  const distinct = [
    ...shuffled(
      Uint16Array.from({ length: 5000 }, (_, i) => i),
      (bound) => random.below(bound),
    ),
  ];
  expect(findInNoise(contextOfSymbols(distinct, 5000))?.kind).toBe("too-little");
});
