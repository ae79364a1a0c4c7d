import { describe, expect, it, test } from "vitest";
import type { Machine } from "../../../src/core/source.ts";
import { blockEntropies } from "../../../src/exact/block-entropies.ts";
import {
  erasedChain,
  erasedMemory,
  erasedPastsDiffer,
  erasureChannel,
  symbolsFixStates,
} from "../../../src/exact/channels.ts";
import {
  chainPeriod,
  regroupedMachine,
  restartedMachine,
  scheduledMachine,
  switchedMachine,
  windowTypes,
} from "../../../src/exact/composed-machines.ts";
import { createMachine, isUnifilar, singleStateMachine } from "../../../src/exact/machine.ts";
import { gcd } from "../../../src/math/sums.ts";
import { lawEntropy } from "../../../src/statistics/entropy.ts";
import { wordProbability, words } from "../sources/support.ts";
import { machineOf } from "./machine-of.ts";

/** A chain of order 1: each symbol is the state after it. */
const chainOf = (rows: readonly (readonly number[])[]): Machine =>
  machineOf(
    rows.length,
    rows.length,
    rows.flatMap((row, from) => row.map((probability, to) => [from, to, to, probability] as const)),
  );
const independent = (law: number[]) => singleStateMachine(law) as Machine;
const cycleOf = (length: number): Machine =>
  chainOf(
    Array.from({ length }, (_, i) => Array.from({ length }, (_, j) => ((i + 1) % length === j ? 1 : 0))),
  );

const goldenMean = chainOf([
  [0.5, 0.5],
  [1, 0],
]);
const threeStates = chainOf([
  [0.1, 0.6, 0.3],
  [0.5, 0.2, 0.3],
  [0.25, 0.25, 0.5],
]);
const coin = independent([0.3, 0.7]);
const wide = independent(new Array<number>(20_000).fill(1 / 20_000));

describe("period of a chain", () => {
  test.each([
    [cycleOf(1), 1],
    [cycleOf(6), 6],
    [goldenMean, 1],
    // Ways back of 4 and of 6 steps.
    [
      machineOf(2, 8, [
        [0, 0, 1, 0.5],
        [0, 1, 4, 0.5],
        [1, 0, 2, 1],
        [2, 0, 3, 1],
        [3, 0, 0, 1],
        [4, 0, 5, 1],
        [5, 0, 6, 1],
        [6, 0, 7, 1],
        [7, 0, 3, 1],
      ]),
      2,
    ],
    // A state that is never entered again leads into a cycle of three.
    [
      machineOf(1, 4, [
        [0, 0, 1, 1],
        [1, 0, 2, 1],
        [2, 0, 3, 1],
        [3, 0, 1, 1],
      ]),
      3,
    ],
  ])("%#", (machine, period) => {
    expect(chainPeriod(machine)).toBe(period);
  });

  test("greatest common divisors", () => {
    expect([gcd(12, 18), gcd(18, 12), gcd(0, 5), gcd(5, 0), gcd(7, 3)]).toEqual([6, 6, 5, 5, 1]);
  });
});

describe("erasures", () => {
  test("a word with marks is as likely as all words that it may have been", () => {
    const eps = 0.2;
    const erased = erasureChannel(threeStates, eps)!;
    expect(erased.alphabetSize).toBe(4);
    const sources = [...words(3, 3)];
    for (const word of words(4, 3)) {
      let expected = 0;
      for (const source of sources) {
        if (!word.every((x, i) => x === 3 || x === source[i])) continue;
        const channel = word.reduce((p, x) => p * (x === 3 ? eps : 1 - eps), 1);
        expected += channel * wordProbability(threeStates, source);
      }
      expect(wordProbability(erased, word)).toBeCloseTo(expected, 13);
    }
  });

  test("twice the edges must be within the limits", () => {
    expect(erasureChannel(independent(new Array<number>(32_768).fill(1 / 32_768)), 0.5)?.from.length).toBe(
      32_769,
    );
    expect(erasureChannel(independent(new Array<number>(32_769).fill(1 / 32_769)), 0.5)).toBeUndefined();
  });

  test("symbols fix states in chains, not in the even process", () => {
    expect([goldenMean, threeStates, cycleOf(5)].map(symbolsFixStates)).toEqual([true, true, true]);
    const even = machineOf(2, 2, [
      [0, 0, 0, 0.5],
      [0, 1, 1, 0.5],
      [1, 1, 0, 1],
    ]);
    expect(symbolsFixStates(even)).toBe(false);
  });

  test.each([
    ["golden mean", goldenMean, 0.1],
    ["golden mean", goldenMean, 0.3],
    ["three states", threeStates, 0.2],
  ])("rate and excess entropy of %s are those of the block entropies (%#)", (_, machine, eps) => {
    const { entropyRate, excessEntropy } = erasedChain(machine, eps);
    const entropies = blockEntropies(erasureChannel(machine, eps)!, 10);
    const rate = entropies[9]! - entropies[8]!;
    // Of the past before ten symbols something is seen with a probability of eps^9 only.
    const rest = eps ** 8;
    expect(entropyRate.lower).toBeLessThanOrEqual(rate);
    expect(entropyRate.lower).toBeGreaterThan(rate - rest);
    expect(excessEntropy.upper).toBeGreaterThanOrEqual(entropies[9]! - 10 * rate);
    expect(excessEntropy.upper).toBeLessThan(entropies[9]! - 10 * rate + 20 * rest);
    for (const { lower, upper } of [entropyRate, excessEntropy]) {
      expect(upper).toBeGreaterThan(lower);
      expect(upper - lower).toBeLessThan(1e-13);
    }
  });

  test("a coin has no excess, and half of its bit where half is erased", () => {
    const fair = chainOf([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const { entropyRate, excessEntropy } = erasedChain(fair, 0.5);
    expect(entropyRate.lower).toBeCloseTo(1.5, 12);
    expect(entropyRate.upper).toBeCloseTo(1.5, 12);
    expect(excessEntropy.lower).toBe(0);
    expect(excessEntropy.upper).toBeCloseTo(0, 12);
  });

  test("a cycle of two erased: E is the bit of its phase", () => {
    // Neighbours seen d apart always fix one another: E = (1 - e)^2 sum d e^(d-1) = 1 bit, h = H2(e).
    for (const eps of [0.1, 0.5, 0.9]) {
      const { entropyRate, excessEntropy } = erasedChain(cycleOf(2), eps);
      const noise = lawEntropy([eps, 1 - eps]);
      for (const bound of [entropyRate.lower, entropyRate.upper]) expect(bound).toBeCloseTo(noise, 12);
      for (const bound of [excessEntropy.lower, excessEntropy.upper]) expect(bound).toBeCloseTo(1, 12);
    }
  });

  test("the pasts are the last state and the marks since", () => {
    const third = lawEntropy([1 / 3, 2 / 3]);
    expect(erasedMemory(goldenMean, 0.25)).toBeCloseTo(third + lawEntropy([0.25, 0.75]) / 0.75, 13);
    // Three marks in four: 4 - 3 log2(3)/4 ... bits of the number of marks are H2(3/4) / (1/4).
    expect(erasedMemory(cycleOf(4), 0.75)).toBeCloseTo(2 + 4 * lawEntropy([0.25, 0.75]), 13);
  });

  test.each<[boolean, number[][]]>([
    [
      true,
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    ],
    // The same law from either state.
    [
      false,
      [
        [0.4, 0.6],
        [0.4, 0.6],
      ],
    ],
    // A state that is certain of the next.
    [
      false,
      [
        [0.5, 0.5],
        [1, 0],
      ],
    ],
    // No pivot on the diagonal.
    [
      true,
      [
        [0, 0.5, 0.5],
        [0.5, 0, 0.5],
        [0.5, 0.5, 0],
      ],
    ],
    // The third row is the mean of the others.
    [
      false,
      [
        [0.5, 0.5, 0],
        [0, 0.5, 0.5],
        [0.25, 0.5, 0.25],
      ],
    ],
    // A state that is left for good.
    [
      false,
      [
        [0.2, 0.5, 0.3],
        [0, 0.5, 0.5],
        [0, 0.3, 0.7],
      ],
    ],
    [
      true,
      [
        [0.1, 0.6, 0.3],
        [0.5, 0.2, 0.3],
        [0.25, 0.25, 0.5],
      ],
    ],
  ])("different pasts have different futures: %s (%#)", (differ, rows) => {
    expect(erasedPastsDiffer(chainOf(rows))).toBe(differ);
  });
});

/** Probability of the symbols that each of two parts gave, when part `sides[i]` gave the i-th. */
function splitProbability(
  parts: readonly Machine[],
  word: readonly number[],
  sides: readonly number[],
): number {
  return parts.reduce(
    (product, part, side) =>
      product *
      wordProbability(
        part,
        word.filter((_, i) => sides[i] === side),
      ),
    1,
  );
}

describe("switching", () => {
  const parts = [coin, cycleOf(3)];

  test.each([0, 0.3, 0.9])("who waits keeps its place (stay = %d)", (stay) => {
    const machine = switchedMachine(parts, stay)!;
    expect(machine.alphabetSize).toBe(3);
    for (const word of words(3, 4)) {
      let expected = 0;
      for (const sides of words(2, 4)) {
        const turns = sides.slice(1).reduce((p, side, i) => p * (side === sides[i] ? stay : 1 - stay), 0.5);
        expected += turns * splitProbability(parts, word, sides);
      }
      expect(wordProbability(machine, word)).toBeCloseTo(expected, 13);
    }
  });

  test("of three parts any other takes over", () => {
    const three = [coin, cycleOf(2), goldenMean];
    const machine = switchedMachine(three, 0.4)!;
    for (const word of words(2, 3)) {
      let expected = 0;
      for (const sides of words(3, 3)) {
        const turns = sides.slice(1).reduce((p, side, i) => p * (side === sides[i] ? 0.4 : 0.3), 1 / 3);
        expected += turns * splitProbability(three, word, sides);
      }
      expect(wordProbability(machine, word)).toBeCloseTo(expected, 13);
    }
  });

  test("turns of fixed length, seen from a random moment on", () => {
    const turn = 2;
    const machine = scheduledMachine(parts, turn)!;
    for (const word of words(3, 5)) {
      let expected = 0;
      for (let phase = 0; phase < 4; phase++) {
        const sides = word.map((_, i) => Math.floor((phase + i) / turn) % 2);
        expected += splitProbability(parts, word, sides) / 4;
      }
      expect(wordProbability(machine, word)).toBeCloseTo(expected, 13);
    }
    expect(machine.start).toEqual(machine.stationary);
  });

  test("parts that begin anew: a run of the cycle begins with its start", () => {
    const stay = 0.6;
    // The cycle 0 1 starts before its 0.
    const cycle = { ...cycleOf(2), start: Float64Array.of(0, 1) };
    const machine = restartedMachine([coin, cycle], stay)!;
    // Of a run that has gone on for k symbols with probability (1 - s) s^k the next is 0 for even k: 1/(1 + s).
    const inCycle = (first: number, length: number) => Array.from({ length }, (_, i) => (first + i) % 2);
    for (const word of words(2, 5)) {
      let expected = 0;
      for (const sides of words(2, 5)) {
        let p = 0.5;
        for (let i = 1; i < 5; i++) p *= sides[i] === sides[i - 1] ? stay : 1 - stay;
        for (let i = 0, end = 0; i < 5; i = end) {
          while (end < 5 && sides[end] === sides[i]) end++;
          const run = word.slice(i, end);
          const equals = (first: number) => +(run.join() === inCycle(first, run.length).join());
          if (sides[i] === 0) p *= wordProbability(coin, run);
          else if (i > 0) p *= equals(0);
          else p *= equals(0) / (1 + stay) + (equals(1) * stay) / (1 + stay);
        }
        expected += p;
      }
      expect(wordProbability(machine, word)).toBeCloseTo(expected, 13);
    }
  });

  test("of three parts that begin anew any other takes over", () => {
    const laws = [coin, independent([0.5, 0.5]), independent([0.9, 0.1])];
    const machine = restartedMachine(laws, 0.4)!;
    for (const word of words(2, 3)) {
      let expected = 0;
      for (const sides of words(3, 3)) {
        const turns = sides.slice(1).reduce((p, side, i) => p * (side === sides[i] ? 0.4 : 0.3), 1 / 3);
        expected += turns * splitProbability(laws, word, sides);
      }
      expect(wordProbability(machine, word)).toBeCloseTo(expected, 13);
    }
  });

  test("several closed classes give no machine", () => {
    expect(switchedMachine([cycleOf(2), cycleOf(2)], 0)).toBeUndefined();
    expect(scheduledMachine([cycleOf(2), cycleOf(2)], 1)).toBeUndefined();
  });

  test("beyond the limits there is no machine", () => {
    const begun = (length: number) => ({
      ...cycleOf(length),
      start: Float64Array.from({ length }, (_, i) => (i === 0 ? 1 : 0)),
    });
    // 2 * 16 * 16 = 512 states are allowed, 2 * 16 * 17 are not.
    expect(switchedMachine([cycleOf(16), cycleOf(16)], 0.5)?.states).toBe(512);
    expect(switchedMachine([cycleOf(16), cycleOf(17)], 0.5)).toBeUndefined();
    expect(scheduledMachine([coin, coin], 256)?.states).toBe(512);
    expect(scheduledMachine([coin, coin], 257)).toBeUndefined();
    expect(restartedMachine([begun(400), begun(112)], 0.5)?.states).toBe(512);
    expect(restartedMachine([begun(400), begun(113)], 0.5)).toBeUndefined();
    expect(switchedMachine([wide, wide], 0.5)).toBeUndefined();
    expect(restartedMachine([wide, wide], 0.5)).toBeUndefined();
    expect(scheduledMachine([wide, wide], 2)).toBeUndefined();
    expect(scheduledMachine([wide, wide], 1)?.from.length).toBe(40_000);
  });
});

describe("types of windows", () => {
  const typeOf = (alphabetSize: number, window: readonly number[]) =>
    Array.from({ length: alphabetSize }, (_, x) => window.filter((symbol) => symbol === x).length).join();

  test.each([
    ["golden mean", goldenMean, 3],
    ["three states", threeStates, 2],
    ["coin", coin, 4],
  ])("%s: probabilities of two windows, and what order within them is worth", (_, machine, width) => {
    const { alphabetSize } = machine;
    const types = windowTypes(machine, width)!;
    const pairs = new Map<string, number>();
    let arrangements = 0;
    for (const word of words(alphabetSize, width)) {
      const p = wordProbability(machine, word);
      const same = [...words(alphabetSize, width)].filter(
        (other) => typeOf(alphabetSize, other) === typeOf(alphabetSize, word),
      );
      arrangements += p * Math.log2(same.length);
      for (const second of words(alphabetSize, width)) {
        const key = `${typeOf(alphabetSize, word)} ${typeOf(alphabetSize, second)}`;
        pairs.set(key, (pairs.get(key) ?? 0) + wordProbability(machine, [...word, ...second]));
      }
    }
    expect(types.arrangementEntropy).toBeCloseTo(arrangements, 12);
    const descending = (law: Iterable<number>) => [...law].filter((p) => p > 0).sort((a, b) => b - a);
    const found = [...words(types.machine.alphabetSize, 2)].map((pair) =>
      wordProbability(types.machine, pair),
    );
    const expected = descending(pairs.values());
    descending(found).forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i]!, 13);
    });
    expect(descending(found).length).toBe(expected.length);
    expect(types.machine.stationary).toEqual(machine.stationary);
  });

  test("too many types give no machine", () => {
    expect(windowTypes(independent(new Array<number>(60).fill(1 / 60)), 1000)).toBeUndefined();
    expect(windowTypes(independent(new Array<number>(40).fill(1 / 40)), 6)).toBeUndefined();
    expect(windowTypes(wide, 1)).toBeUndefined();
  });
});

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
