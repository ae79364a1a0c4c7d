import { expect, test } from "vitest";
import { blockEntropyProfile } from "../../../src/statistics/block-entropy-profile.ts";
import { coveredBlocks } from "../../../src/statistics/covered-blocks.ts";
import { SuffixStructures } from "../../../src/statistics/suffix-structures.ts";
import { uniformIntegers, uniformSymbols } from "./inputs.ts";

const n = 300_000;

/** A walk on `size` places, which goes on by one in three of four steps: its words are few. */
function walk(size: number, length: number): Uint16Array {
  const uniform = uniformIntegers(1);
  const places = new Uint16Array(length);
  for (let i = 1; i < length; i++) places[i] = (places[i - 1]! + (uniform(4) === 0 ? 2 : 1)) % size;
  return places;
}

test.each([
  ["a short sequence", walk(30, 20_000), 30, [20_000]],
  ["a long one", walk(30, n), 30, [n]],
  ["a long one in segments", walk(30, n), 30, [1, 3, 100_000, n]],
  ["more symbols than a table of pairs holds", walk(3000, n), 3000, [n]],
  ["two symbols", walk(2, n), 2, [n]],
  ["independent symbols, whose triples are not covered", uniformSymbols(n, 90, 2), 90, [n]],
] as const)("%s", (_, symbols, alphabetSize, segmentEnds) => {
  for (const maxOrder of [1, 3, 7]) {
    const covered = coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, 0.98);
    const named = blockEntropyProfile(symbols, segmentEnds, alphabetSize, maxOrder, 0.98);
    expect(covered).toEqual(named);
    const structures = () => new SuffixStructures(symbols, segmentEnds, alphabetSize, { orders: maxOrder });
    expect(coveredBlocks(symbols, segmentEnds, alphabetSize, maxOrder, 0.98, structures)).toEqual(named);
  }
});

test("no symbols, no words", () => {
  expect(coveredBlocks(new Uint8Array(0), [0], 0, 4, 0.98)).toEqual([]);
});
