import { expect, test } from "vitest";
import type { BlockCounts } from "../../../src/words/block-counts.ts";
import { visitWords } from "../../../src/words/placed-words.ts";

/** Counts of words by block: `word: { block: count }`. */
function blockCounts(blocks: number, table: Record<number, Record<number, number>>): BlockCounts {
  const words = Object.keys(table).map(Number);
  const entries = words.map((word) => Object.entries(table[word]!));
  const starts = [0];
  for (const own of entries) starts.push(starts.at(-1)! + own.length);
  const flat = entries.flat();
  return {
    totals: new Int32Array(blocks),
    words: Int32Array.from(words),
    starts: Int32Array.from(starts),
    blocks: Uint8Array.from(flat, ([block]) => Number(block)),
    counts: Int32Array.from(flat, ([, count]) => count),
  };
}

function visited(a: BlockCounts, b: BlockCounts) {
  const words: { held: number[]; places: number[]; inA: number; inB: number }[] = [];
  visitWords(a, b, ({ held, places, count, inA, inB }) => {
    words.push({ held: [...held], places: [...places.subarray(0, count)], inA, inB });
  });
  return words;
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
