import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { compactSequence, symbolCounts } from "../../../src/context/shared.ts";
import {
  bitConvention,
  bitSymbols,
  longestSegment,
  measuredStructure,
  type ShuffleControl,
  serialBitsOf,
  shuffleControl,
} from "../../../src/context/shared-order.ts";
import { shuffleCount } from "../../../src/core/constants.ts";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../src/core/sequence.ts";
import { registerBits } from "../../../src/estimators/deception.ts";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy.ts";
import { grassbergerEntropy } from "../../../src/statistics/entropy.ts";
import { excessEntropyOfProfile } from "../../../src/statistics/excess-entropy.ts";
import { contextGiven } from "../estimators/context-given.ts";
import { contextOf, contextOfSymbols } from "../estimators/context-of.ts";

const bitsOf = (symbols: readonly number[], alphabetSize: number, most = 1000) =>
  [...contextOfSymbols(symbols, alphabetSize).get(serialBitsOf(most))].join("");

describe("bits of symbols", () => {
  it("one a symbol where two occur, whatever they are: the larger is 1", () => {
    expect(bitsOf([7, 200, 200, 7, 200], 256)).toBe("01101");
    expect(bitsOf([200, 7, 7], 256)).toBe("100");
    expect(bitsOf([3, 3, 3], 256)).toBe("000");
  });

  // 5, 0, 3, 6 of 7: three bits; 16 symbols have four, 17 have five.
  it.each([
    [[5, 0, 3, 6], 7, "101000011110"],
    [[5, 0, 3, 6], 8, "101000011110"],
    [[5, 0, 3, 6], 9, "0101000000110110"],
    [[15, 1, 8], 16, "111100011000"],
    [[15, 1, 8], 17, "011110000101000"],
    [[255, 1, 128], 256, "111111110000000110000000"],
    [[0, 1, 2], 3, "000110"],
  ])("%j of an alphabet of %i", (symbols, alphabetSize, bits) => {
    expect(bitsOf(symbols, alphabetSize)).toBe(bits);
  });

  it("no more than requested", () => {
    expect(bitsOf([5, 0, 3, 6], 8, 7)).toBe("1010000");
    expect(bitsOf([5, 0, 3, 6], 8, 1)).toBe("1");
  });

  it("of the longest block", () => {
    const context = contextOf(["ab", "abba", "bb"]);
    expect(context.get(bitSymbols)).toEqual({ symbols: expect.objectContaining({ length: 4 }), width: 1 });
    expect([...context.get(serialBitsOf(9))].join("")).toBe("0110");
    expect(contextOf(["ab", "abca", "bb"]).get(bitSymbols).symbols).toHaveLength(4);
  });

  it("as many as requested are distinguished", () => {
    expect([serialBitsOf(3).name, serialBitsOf(4).name]).toEqual(["serial-bits-3", "serial-bits-4"]);
    expect(bitSymbols.name).toBe("bit-symbols");
  });

  it("say what they are", () => {
    expect(bitConvention).toMatch(/most significant first/);
  });
});

it.each<[number[], number[]]>([
  [
    [1, 4, 8],
    [4, 5, 6, 7],
  ],
  [[8], [0, 1, 2, 3, 4, 5, 6, 7]],
  [
    [3, 6, 8],
    [0, 1, 2],
  ],
  [
    [2, 6, 8],
    [2, 3, 4, 5],
  ],
  [
    [2, 5, 8],
    [2, 3, 4],
  ],
  [
    [2, 4, 8],
    [4, 5, 6, 7],
  ],
  [
    [0, 1, 8],
    [1, 2, 3, 4, 5, 6, 7],
  ],
  [[], []],
])("the first of the longest segments that end at %j", (segmentEnds, longest) => {
  const symbols = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  expect([...longestSegment({ symbols, segmentEnds, alphabetSize: 8 })]).toEqual(longest);
});

it("registers read 64 to a million bits, 32 768 by default", () => {
  const schema = registerBits();
  expect(schema.parse(undefined)).toBe(32_768);
  const takes = (bits: number) => schema.safeParse(bits).success;
  expect([63, 64, 1_000_000, 1_000_001, 64.5].map(takes)).toEqual([false, true, true, false, false]);
  expect(schema.description).toMatch(/^largest number of bits read/);
});

describe("shuffle control", () => {
  /** The control of texts of which words up to some order are taken to be measured. */
  function controlOf(texts: readonly string[], measured: object, seed: number): ShuffleControl {
    const context = contextOf(texts, undefined, seed);
    return shuffleControl.compute(
      context.sequence,
      contextGiven([[measuredStructure, { measured }]], context),
    );
  }

  /** Nineteen orders of the symbols of all texts, cut as they were, by exchanges from the last symbol on. */
  function ordersOf(
    texts: readonly string[],
    seed: number,
  ): { orders: Uint8Array[]; ends: number[]; kinds: number } {
    const context = contextOf(texts);
    const { symbols, alphabetSize } = context.get(compactSequence);
    const random = Random.fromSeed(seed).fork("shuffle-control");
    const orders = Array.from({ length: 19 }, () => {
      const order = Uint8Array.from(symbols);
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    });
    return { orders, ends: [...context.sequence.segmentEnds], kinds: alphabetSize };
  }

  /** How often each word of a length occurs within the texts. */
  function wordCounts(symbols: Uint8Array, ends: readonly number[], length: number): number[] {
    const counts = new Map<string, number>();
    for (const [s, end] of ends.entries())
      for (let i = ends[s - 1] ?? 0; i + length <= end; i++) {
        const word = symbols.subarray(i, i + length).join();
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    return [...counts.values()];
  }

  const coverage = (counts: readonly number[]) =>
    1 - counts.filter((count) => count === 1).length / counts.reduce((sum, count) => sum + count, 0);

  /** E and the next block entropy of each order, words counted one by one. */
  function byCounting(texts: readonly string[], order: number, seed: number): ShuffleControl {
    const { orders, ends, kinds } = ordersOf(texts, seed);
    const next = orders.map((symbols) => {
      const lengths = Array.from({ length: order }, (_, i) => i + 1);
      if (lengths.some((length) => coverage(wordCounts(symbols, ends, length)) < 0.98))
        return Number.POSITIVE_INFINITY;
      return grassbergerEntropy(wordCounts(symbols, ends, order + 1));
    });
    const excess = orders.map((symbols) => {
      const found = excessEntropyOfProfile(blockEntropyProfile(symbols, ends, kinds, order, 0.98), 0.98);
      return found.covered ? found.excessEntropy : 0;
    });
    return { excessEntropies: Float64Array.from(excess), nextBlockEntropies: Float64Array.from(next) };
  }

  const near = (values: Float64Array) =>
    Array.from(values, (value) => (value === Number.POSITIVE_INFINITY ? value : expect.closeTo(value, 11)));

  const two = ["0".repeat(100), `${"1".repeat(40)}0`];
  const many = ["abcdefgh".repeat(8), "aabbccddee".repeat(9)];

  // Of two and three symbols some orders seem to remember, of many symbols all lose their coverage.
  it.each([
    [two, 1, 26],
    [two, 2, 26],
    [two, 3, 6],
    [many, 1, 1],
    [many, 2, 1],
    [many, 3, 1],
  ])(
    "%#: shuffles measured up to the order of the sequence, words counted one by one",
    (texts, order, seed) => {
      const control = controlOf(texts, { covered: true, order }, seed);
      const truth = byCounting(texts, order, seed);
      expect([...control.excessEntropies]).toEqual(near(truth.excessEntropies));
      expect([...control.nextBlockEntropies]).toEqual(near(truth.nextBlockEntropies));
      const infinite = truth.nextBlockEntropies.filter(
        (entropy) => entropy === Number.POSITIVE_INFINITY,
      ).length;
      expect(infinite === 0 || infinite === 19).toBe(true);
      expect(infinite).toBe(texts === many && order > 1 ? 19 : 0);
    },
  );

  it("the excess of order 1 is 0; of order 2 some orders seem to have one: 2 H(1) - H(2)", () => {
    const [first, second] = [1, 2].map(
      (order) => controlOf(two, { covered: true, order }, 26).excessEntropies,
    );
    expect([...first!].every((excess) => excess === 0)).toBe(true);
    const { orders, ends } = ordersOf(two, 26);
    const excess = orders.map((symbols) => {
      const [one, pair] = [1, 2].map((length) => grassbergerEntropy(wordCounts(symbols, ends, length)));
      return 2 * one! - pair!;
    });
    const seeming = [...second!].flatMap((value, i) => (value > 0 ? [[value, excess[i]!]] : []));
    expect(seeming).toHaveLength(3);
    for (const [value, truth] of seeming) expect(value).toBeCloseTo(truth!, 11);
  });

  it("shuffles that cannot be measured have no excess, and nothing beyond", () => {
    const { excessEntropies, nextBlockEntropies } = controlOf(["abcdefgh"], { covered: true, order: 1 }, 1);
    expect([...excessEntropies]).toEqual(Array(19).fill(0));
    expect([...nextBlockEntropies]).toEqual(Array(19).fill(Number.POSITIVE_INFINITY));
  });

  it("none where the sequence cannot be measured", () => {
    const { excessEntropies, nextBlockEntropies } = controlOf(two, { covered: false, reason: "empty" }, 1);
    expect([excessEntropies.length, nextBlockEntropies.length]).toEqual([0, 0]);
  });

  it("nineteen, by a name of its own", () => {
    expect([shuffleCount, shuffleControl.name]).toEqual([19, "shuffle-control"]);
  });
});

describe("symbol counts", () => {
  const alphabets = fc.constantFrom(1, 2, 27, 256, 257, 1000);
  const sequences = alphabets.chain((alphabetSize) =>
    fc.array(fc.nat(alphabetSize - 1), { maxLength: 60 }).map((list) => ({ alphabetSize, list })),
  );

  function symbolsOf(list: readonly number[], alphabetSize: number): Symbols {
    const symbols = allocateSymbols(list.length, alphabetSize);
    symbols.set(list);
    return symbols;
  }

  /** What a stream gives that reads the list in chunks. */
  function counted(alphabetSize: number, ...chunks: readonly (readonly number[])[]): Float64Array {
    const { fold } = symbolCounts;
    if (fold === undefined) throw new Error("counts are a fold");
    const state = fold.create(alphabetSize);
    for (const chunk of chunks) fold.update(state, symbolsOf(chunk, alphabetSize));
    return fold.finish(state);
  }

  /** By hand. */
  function oracle(list: readonly number[], alphabetSize: number): Float64Array {
    const counts = new Float64Array(alphabetSize);
    for (const symbol of list) counts[symbol] = (counts[symbol] ?? 0) + 1;
    return counts;
  }

  test("counts every symbol, and chunks do not matter", () => {
    fc.assert(
      fc.property(sequences, fc.nat(60), ({ alphabetSize, list }, cut) => {
        const counts = counted(alphabetSize, list.slice(0, cut), list.slice(cut));
        expect(counts).toEqual(oracle(list, alphabetSize));
      }),
    );
  });

  test.each([
    ["bytes", 256],
    ["16-bit symbols", 40_000],
    ["32-bit symbols", 100_000],
  ])("long chunks of %s go through the kernel and give the same", (_, alphabetSize) => {
    const list = Array.from({ length: 200_001 }, (_unused, i) => (i * 7919 + (i >> 3)) % alphabetSize);
    const chunks = [list.slice(0, 70_000), list.slice(70_000, 70_010), list.slice(70_010)];
    expect(counted(alphabetSize, ...chunks)).toEqual(oracle(list, alphabetSize));
  });

  test("counts all segments of a sequence", () => {
    const sequence = { symbols: Uint8Array.of(0, 1, 1, 2), alphabetSize: 4, segmentEnds: [1, 4] };
    const access = {
      random: Random.fromSeed(1),
      get(): never {
        throw new Error("needs nothing else");
      },
    };
    expect(symbolCounts.compute(sequence, access)).toEqual(Float64Array.of(1, 2, 1, 0));
  });
});
