import { describe, expect, test } from "vitest";
import { type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import {
  type BlockCounts,
  blockStart,
  countBlocks,
  visitKGrams,
} from "../../../src/statistics/block-counts.ts";
import { randomSymbols } from "./random-symbols.ts";

/** Counts by strings, the slow way: occurrences by block, sorted. */
function naive({ symbols, segmentEnds }: SymbolSequence, order: number, blocks: number): string[] {
  const found = new Map<string, number[]>();
  for (let b = 0; b < blocks; b++) {
    const end = blockStart(symbols.length, b + 1, blocks);
    for (let i = blockStart(symbols.length, b, blocks); i + order <= end; i++) {
      if (segmentEnds.some((cut) => i < cut && cut < i + order)) continue;
      const word = symbols.slice(i, i + order).join(" ");
      const counts = found.get(word) ?? new Array<number>(blocks).fill(0);
      counts[b]!++;
      found.set(word, counts);
    }
  }
  return [...found.values()].map((counts) => counts.join(" ")).sort();
}

function listed({ totals, kGrams, starts, blocks, counts }: BlockCounts): string[] {
  return Array.from(kGrams, (_, w) => {
    const held = new Array<number>(totals.length).fill(0);
    for (let e = starts[w]!; e < starts[w + 1]!; e++) held[blocks[e]!] = counts[e]!;
    return held.join(" ");
  }).sort();
}

const a: SymbolSequence = { ...sequenceOf(randomSymbols(1003, 5, 1), 5), segmentEnds: [100, 421, 1003] };
const b = sequenceOf(randomSymbols(700, 5, 2), 5);

test.each([1, 2, 3, 5])("words of %i symbols as counted by strings", (order) => {
  const counted = countBlocks([a, b], order, 16, 8, 0);
  expect(counted.order).toBe(order);
  expect(counted.sequences.map(listed)).toEqual([naive(a, order, 16), naive(b, order, 16)]);
  for (const own of counted.sequences) {
    const sums = new Array<number>(16).fill(0);
    own.blocks.forEach((block, e) => {
      sums[block]! += own.counts[e]!;
    });
    expect(sums).toEqual([...own.totals]);
    expect([...own.kGrams]).toEqual([...own.kGrams].sort((x, y) => x - y));
  }
});

test("words are named alike in all sequences", () => {
  const [one, same] = countBlocks([b, b], 3, 8, 8, 0).sequences;
  expect(same).toEqual(one);
});

describe("the longest order that is covered", () => {
  /** 1 - f1 / n of one sequence. */
  const coverage = (own: BlockCounts) => {
    const all = listed(own).map((line) => line.split(" ").reduce((sum, x) => sum + Number(x), 0));
    return 1 - all.filter((count) => count === 1).length / all.reduce((sum, count) => sum + count, 0);
  };

  test("the worse of two decides", () => {
    const { order, coverage: stated } = countBlocks([a, b], "covered", 16, 8, 0.95);
    const at = (k: number) => countBlocks([a, b], k, 16, 8, 0).sequences.map(coverage);
    expect(stated).toBeCloseTo(Math.min(...at(order)), 12);
    expect(Math.min(...at(order))).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...at(order + 1))).toBeLessThan(0.95);
  });

  test("one odd sequence among three does not", () => {
    const odd = sequenceOf(
      Uint16Array.from({ length: 700 }, (_, i) => i),
      700,
    );
    expect(countBlocks([a, odd, b], "covered", 16, 8, 0.95).order).toBe(
      countBlocks([a, b], "covered", 16, 8, 0.95).order,
    );
  });

  test("a constant is covered at every k, and distinct symbols at 1 only", () => {
    const constant = sequenceOf(new Uint8Array(640), 1);
    expect(countBlocks([constant, constant], "covered", 16, 8, 0.95).order).toBe(8);
    const distinct = sequenceOf(
      Uint16Array.from({ length: 640 }, (_, i) => i),
      640,
    );
    expect(countBlocks([distinct, distinct], "covered", 16, 8, 0.95)).toMatchObject({
      order: 1,
      coverage: 0,
    });
  });
});

describe("placed words", () => {
  /** Counts of words by block: `word: { block: count }`. */
  function blockCounts(blocks: number, table: Record<number, Record<number, number>>): BlockCounts {
    const kGrams = Object.keys(table).map(Number);
    const entries = kGrams.map((word) => Object.entries(table[word]!));
    const starts = [0];
    for (const own of entries) starts.push(starts.at(-1)! + own.length);
    const flat = entries.flat();
    return {
      totals: new Int32Array(blocks),
      kGrams: Int32Array.from(kGrams),
      starts: Int32Array.from(starts),
      blocks: Uint8Array.from(flat, ([block]) => Number(block)),
      counts: Int32Array.from(flat, ([, count]) => count),
    };
  }

  function visited(a: BlockCounts, b: BlockCounts) {
    const kGrams: { held: number[]; places: number[]; inA: number; inB: number }[] = [];
    visitKGrams(a, b, ({ held, places, count, inA, inB }) => {
      kGrams.push({ held: [...held], places: [...places.subarray(0, count)], inA, inB });
    });
    return kGrams;
  }

  test("words of both in the order of their names; those of both once, with blocks of b behind those of a", () => {
    const a = blockCounts(2, { 1: { 0: 3, 1: 4 }, 5: { 1: 2 }, 9: { 0: 1 } });
    const b = blockCounts(2, { 0: { 1: 6 }, 5: { 0: 1, 1: 7 } });
    expect(visited(a, b)).toEqual([
      { held: [0, 0, 0, 6], places: [3], inA: 0, inB: 6 },
      { held: [3, 4, 0, 0], places: [0, 1], inA: 7, inB: 0 },
      { held: [0, 2, 1, 7], places: [1, 2, 3], inA: 2, inB: 8 },
      { held: [1, 0, 0, 0], places: [0], inA: 1, inB: 0 },
    ]);
    // The other way round b ends last.
    expect(visited(b, a).map(({ inA, inB }) => [inA, inB])).toEqual([[6, 0], [0, 7], [8, 2], [0, 1]]); // biome-ignore format: a row
  });

  test("one or both without words", () => {
    const none = blockCounts(3, {});
    const some = blockCounts(3, { 4: { 2: 5 } });
    expect(visited(none, none)).toEqual([]);
    expect(visited(some, none)).toEqual([{ held: [0, 0, 5, 0, 0, 0], places: [2], inA: 5, inB: 0 }]);
    expect(visited(none, some)).toEqual([{ held: [0, 0, 0, 0, 0, 5], places: [5], inA: 0, inB: 5 }]);
  });
});
