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

test("neighbours that are unlike are found as well as those that are alike", () => {
  const pair = (n: number, sign: 1 | -1) => {
    let last = 0;
    return noise(n, 16).map((value, i) => {
      last = i % 2 === 0 ? value : (16 + sign * last + (value & 1)) % 16;
      return last;
    });
  };
  const correlation = (symbols: number[]) => {
    const found = findInNoise(contextOfSymbols(symbols, 16));
    return Number(/^neighbours correlate by (\S+)$/.exec(found?.because ?? "")?.[1]);
  };
  const [like, unlike] = [correlation(pair(20_000, 1)), correlation(pair(20_000, -1))];
  expect(like).toBeGreaterThan(0.2);
  expect(unlike).toBeLessThan(-0.2);
});

test("from 4000 symbols on nothing found is nothing there", () => {
  const symbols = noise(4000, 4);
  expect(findInNoise(contextOfSymbols(symbols.slice(1), 4))).toEqual({
    because: "too short for tests of noise",
    kind: "too-little",
  });
  expect(findInNoise(contextOfSymbols(symbols, 4))).toBeUndefined();
});

test("bits of equally likely symbols are tested for a register, those of others are not", () => {
  let state = 0x12345;
  const register = Array.from({ length: 20_000 }, () => {
    const bit = (state ^ (state >> 3)) & 1;
    state = (state >> 1) | (bit << 19);
    return state & 1;
  });
  const found = findInNoise(contextOfSymbols(register, 2));
  expect(found).toEqual({ because: "a linear register of 20 bits generates it", kind: "other" });
  const uneven = register.map((bit, i) => (i % 8 === 0 ? 1 : bit));
  expect(findInNoise(contextOfSymbols(uneven, 2))?.because ?? "").not.toMatch(/register|spectrum/);
});

test("short and sparse sequences have no findings", () => {
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
