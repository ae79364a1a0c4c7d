import { describe, expect, test } from "vitest";
import { SettlingWordList } from "../../../src/causal-states/settling-words.ts";
import { pastMatters, wordView } from "../../../src/causal-states/word-view.ts";
import { goldenMean, uniformSymbols } from "../statistics/inputs.ts";

/** By the definition: words of one length with the places behind them, most frequent first. */
function placesBehind(symbols: Uint8Array, ends: readonly number[], size: number, length: number) {
  const places = new Map<number, { id: number; count: number; after: number[] }>();
  let start = 0;
  for (const end of ends) {
    for (let i = start; i + length <= end; i++) {
      const id = symbols.subarray(i, i + length).reduce((name, symbol) => name * size + symbol, 0);
      const word = places.get(id) ?? { id, count: 0, after: [] };
      places.set(id, word);
      word.count++;
      if (i + length < end) word.after.push(i + length);
    }
    start = end;
  }
  return [...places.values()].sort((a, b) => b.count - a.count || a.id - b.id);
}

function settlingByDefinition(symbols: Uint8Array, ends: readonly number[], size: number, length: number) {
  const view = wordView(symbols, ends, size);
  return placesBehind(symbols, ends, size, length)
    .filter(({ count }) => count >= 64)
    .slice(0, 128)
    .map(({ id, after }) => ({ name: `${length}:${id}`, after: Int32Array.from(after) }))
    .filter(({ after }) => pastMatters(view, after, length) >= 1e-3);
}

/** Symbols that depend on the last one, and at times on the one before. */
function mixed(length: number, seed: number): Uint8Array {
  const symbols = uniformSymbols(length, 3, seed);
  for (let i = 2; i < length; i++) if (symbols[i - 1] === 2 && symbols[i] !== 0) symbols[i] = symbols[i - 2]!;
  return symbols;
}

describe("words after which the past no longer matters", () => {
  test.each([
    { title: "golden mean", symbols: goldenMean(2000, 5), ends: [2000], size: 2 },
    { title: "golden mean in segments", symbols: goldenMean(2000, 6), ends: [3, 700, 701, 2000], size: 2 },
    { title: "three symbols", symbols: mixed(3000, 7), ends: [3000], size: 3 },
  ])("$title, by the definition", ({ symbols, ends, size }) => {
    const list = new SettlingWordList(wordView(symbols, ends, size));
    expect(list.extend()).toBe(true);
    let some = 0;
    for (let length = 1; length <= 4; length++) {
      expect(list.extend()).toBe(true);
      const expected = settlingByDefinition(symbols, ends, size, length);
      expect(list.words(length)).toEqual(expected.map(({ name }) => name));
      for (const { name, after } of expected) expect([...list.placesAfter(name)]).toEqual([...after]);
      some += expected.length;
    }
    expect(some).toBeGreaterThan(2);
  });

  test("the empty word settles noise, all places follow it", () => {
    const list = new SettlingWordList(wordView(uniformSymbols(500, 2, 3), [500], 2));
    list.extend();
    expect(list.words(0)).toEqual(["0:0"]);
    expect([...list.placesAfter("0:0")]).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(list.nameBefore(9, 0)).toBe("0:0");
    const golden = new SettlingWordList(wordView(goldenMean(500, 3), [500], 2));
    golden.extend();
    expect(golden.words(0)).toEqual([]);
  });

  test("a word needs 64 occurrences; where none has them the search ends", () => {
    const symbols = (first: number, other: number) =>
      Uint8Array.from({ length: first + other }, (_, i) => (i % 2 === 0 && i < 2 * first ? 0 : 1));
    const words = (first: number, other: number) => {
      const list = new SettlingWordList(wordView(symbols(first, other), [first + other], 2));
      list.extend();
      return [list.extend(), list.words(1)];
    };
    expect(words(64, 64)).toEqual([true, ["1:0", "1:1"]]);
    expect(words(63, 64)).toEqual([true, ["1:1"]]);
    expect(words(63, 63)).toEqual([false, []]);
  });

  test("of many frequent words 128 are looked at", () => {
    // 140 symbols, each 64 times, and the first ten once more.
    const symbols = Uint8Array.from({ length: 140 * 64 + 10 }, (_, i) => i % 140);
    const list = new SettlingWordList(wordView(symbols, [symbols.length], 140));
    list.extend();
    list.extend();
    expect(list.words(1)).toEqual(Array.from({ length: 128 }, (_, id) => `1:${id}`));
  });

  test("the shortest settling word before a place, among so many symbols", () => {
    const symbols = mixed(3000, 7);
    const list = new SettlingWordList(wordView(symbols, [3000], 3));
    for (let length = 0; length <= 3; length++) list.extend();
    let named = 0;
    for (let place = 10; place < 200; place++) {
      for (const known of [0, 1, 2, 3, 9]) {
        let expected: string | undefined;
        for (let length = Math.min(3, known); length >= 0; length--) {
          const name = list.words(length).find((word) => list.placesAfter(word).includes(place));
          expected = name ?? expected;
        }
        expect(list.nameBefore(place, known)).toBe(expected);
        if (expected !== undefined) named++;
      }
    }
    expect(named).toBeGreaterThan(100);
  });
});
