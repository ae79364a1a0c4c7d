import { describe, expect, it } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { createMachine } from "../../../src/machines/create-machine.ts";
import { regroupedMachine } from "../../../src/machines/regrouped-machine.ts";
import { singleStateMachine } from "../../../src/machines/single-state-machine.ts";
import { isUnifilar } from "../../../src/machines/unifilar-entropy-rate.ts";
import { wordProbability, words } from "../sources/support.ts";

/** Two states that emit symbols with common first bits, in one byte and in two. */
const original = (symbols: readonly [number, number, number]): Machine =>
  createMachine(
    65_536,
    2,
    [
      { from: 0, symbol: symbols[0], to: 0, probability: 0.3 },
      { from: 0, symbol: symbols[1], to: 1, probability: 0.7 },
      { from: 1, symbol: symbols[1], to: 0, probability: 0.2 },
      { from: 1, symbol: symbols[2], to: 1, probability: 0.8 },
    ],
    { start: Float64Array.of(0.25, 0.75) },
  ) as Machine;

/** The law from the first symbol on, which need not be stationary. */
const fromStart = (machine: Machine): Machine => ({ ...machine, stationary: machine.start });

describe.each([
  ["a byte in fours", 8, 4, [0x41, 0x4f, 0xf1], 3],
  ["a byte in sixes", 8, 6, [0x41, 0x43, 0xc1], 3],
  ["two bytes in fours", 16, 4, [0x0141, 0x0241, 0xff40], 2],
  ["two bytes in sixes", 16, 6, [0x0141, 0x0341, 0xff40], 3],
  ["a byte in ones", 8, 1, [0b10100000, 0b10100001, 0b01000000], 2],
] as const)("%s", (_, width, group, symbols, length) => {
  const codes = Array.from({ length: 2 ** group }, (_, i) => i);
  // In each test anew, so that it is the test that fails.
  const machines = () => {
    const machine = original(symbols);
    return { machine, regrouped: regroupedMachine(machine, width, group, codes) as Machine };
  };
  /** Bits as they are written: the low byte first. */
  const bitsOf = (symbol: number): string => {
    const bytes = width === 8 ? [symbol] : [symbol & 255, symbol >> 8];
    return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  };

  it("gives every word of letters the probability of the symbols that begin with it", () => {
    const { machine, regrouped } = machines();
    const law = new Map<string, number>();
    for (const choice of words(3, length)) {
      const word = choice.map((i) => symbols[i] as number);
      const text = word.map(bitsOf).join("");
      const letters = (text.match(new RegExp(`.{${group}}`, "g")) as string[]).map((bits) =>
        Number.parseInt(bits, 2),
      );
      for (let end = 1; end <= letters.length; end++) {
        const key = letters.slice(0, end).join();
        law.set(key, (law.get(key) ?? 0) + wordProbability(fromStart(machine), word));
      }
    }
    for (const [key, probability] of law) {
      expect(wordProbability(fromStart(regrouped), key.split(",").map(Number))).toBeCloseTo(probability, 12);
    }
    expect(law.size).toBeGreaterThan(5);
  });

  it("is a machine over bytes, and unifilar as the original is", () => {
    const { regrouped } = machines();
    expect(regrouped.alphabetSize).toBe(256);
    expect(isUnifilar(regrouped)).toBe(true);
    expect(regrouped.start.subarray(0, 2)).toEqual(Float64Array.of(0.25, 0.75));
    const leaving = new Float64Array(regrouped.states);
    regrouped.from.forEach((state, e) => {
      leaving[state] = (leaving[state] as number) + (regrouped.probability[e] as number);
    });
    for (const sum of leaving) expect(sum).toBeCloseTo(1, 12);
  });
});

it("writes its letters by the codes given", () => {
  const codes = [..."0123456789abcdef"].map((letter) => letter.charCodeAt(0));
  const machine = regroupedMachine(singleStateMachine([0, 1]) as Machine, 8, 4, codes) as Machine;
  // 0x01 over and over.
  expect(wordProbability(fromStart(machine), [0x30, 0x31, 0x30, 0x31])).toBe(1);
  expect(wordProbability(machine, [0x31, 0x30])).toBeCloseTo(0.5, 12);
});

it("is not made when it would be too large", () => {
  const ring = (states: number) =>
    createMachine(
      256,
      states,
      Array.from({ length: states }, (_, from) => ({
        from,
        symbol: from % 256,
        to: (from + 1) % states,
        probability: 1,
      })),
    ) as Machine;
  const codes = Array.from({ length: 64 }, (_, i) => i);
  expect(regroupedMachine(ring(256), 8, 4, codes)?.states).toBe(512);
  expect(regroupedMachine(ring(257), 8, 4, codes)).toBeUndefined();
  expect(
    regroupedMachine(singleStateMachine(new Float64Array(65_536).fill(2 ** -16)) as Machine, 16, 6, codes),
  ).toBeUndefined();
});
