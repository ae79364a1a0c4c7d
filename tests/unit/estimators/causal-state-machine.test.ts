import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { coveredProfile } from "../../../src/context/shared-order.ts";
import { largestAlphabet, mostRead } from "../../../src/estimators/structure.ts";
import type { BlockStatistics } from "../../../src/statistics/block-entropy.ts";
import { contextOf, contextOfSymbols } from "./context-of.ts";

const path = "../../../src/exact/causal-states.ts";
let causalStateMachine: typeof import("../../../src/estimators/structure.ts").causalStateMachine;
type Given = [symbols: Uint8Array, ends: number[], alphabetSize: number, profile: BlockStatistics[]];

/** What the reconstruction is given is all that matters here, so that it is told back. */
beforeAll(async () => {
  vi.doMock(path, () => ({ causalStates: (...given: Given) => ({ given }) }));
  vi.resetModules();
  ({ causalStateMachine } = await import("../../../src/estimators/structure.ts"));
});
afterAll(() => {
  vi.doUnmock(path);
  vi.resetModules();
});

const givenFor = (context: ReturnType<typeof contextOf>): Given =>
  (context.get(causalStateMachine) as unknown as { given: Given }).given;

describe("a sequence that is read as a whole", () => {
  it("symbols that occur, ends of blocks, the profile of covered words", () => {
    const context = contextOf(["abba", "ab"]);
    const [symbols, ends, alphabetSize, profile] = givenFor(context);
    expect([[...symbols], ends, alphabetSize]).toEqual([[0, 1, 1, 0, 0, 1], [4, 6], 2]);
    expect(profile).toBe(context.get(coveredProfile));
  });

  it("whatever its symbols are", () => {
    const [symbols, ends, alphabetSize] = givenFor(contextOfSymbols([200, 7, 7, 90, 200], 256));
    expect([[...symbols], ends, alphabetSize]).toEqual([[2, 0, 0, 1, 2], [5], 3]);
  });

  it("words longer than 64 are in its profile where they are covered", () => {
    const context = contextOfSymbols(
      Array.from({ length: 1000 }, (_, i) => i % 2),
      2,
    );
    expect(givenFor(context)[3].length).toBeGreaterThan(64);
  });
});

it("a longer one by its start: the symbols and blocks that begin there, and words up to 64", () => {
  // Symbols 3 and 9 in turn, then 5 alone.
  const symbols = Uint8Array.from({ length: mostRead + 6 }, (_, i) => [3, 9][i % 2]!).fill(5, mostRead);
  const segmentEnds = [10, mostRead, mostRead + 3, mostRead + 6];
  const context = contextOfSymbols(symbols, 16);
  const given = causalStateMachine.compute({ ...context.sequence, segmentEnds }, context);
  const [read, ends, alphabetSize, profile] = (given as unknown as { given: Given }).given;
  expect((given as unknown as { symbols: Uint8Array }).symbols).toBe(read);
  expect([read.length, ends, alphabetSize]).toEqual([mostRead, [10, mostRead], 2]);
  expect(read.every((symbol, i) => symbol === i % 2)).toBe(true);
  expect(profile).toHaveLength(64);
  // Two words of each length, half of all: none across the end at 10.
  for (const length of [1, 10, 11, 64]) {
    const kGrams = Math.max(0, 10 - length + 1) + (mostRead - 10 - length + 1);
    expect(profile[length - 1]).toMatchObject({ kGrams, distinct: 2, plugIn: expect.closeTo(1, 9) });
  }
});

it("256 symbols may occur, and 131 072 are read", () => {
  expect([largestAlphabet, mostRead]).toEqual([256, 131_072]);
  const all = Uint16Array.from({ length: 257 }, (_, i) => i);
  expect(contextOfSymbols(all, 300).get(causalStateMachine)).toEqual({
    reason: "257 symbols occur; states are reconstructed for up to 256",
  });
  expect(givenFor(contextOfSymbols(all.subarray(0, 256), 300))[2]).toBe(256);
});

it("is named", () => {
  expect(causalStateMachine.name).toBe("causal-state-machine");
});
