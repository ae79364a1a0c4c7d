import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { lastSymbols, mergedStates, placesIn } from "../../../src/exact/merged-states.ts";
import { wordView } from "../../../src/exact/word-view.ts";
import { uniformIntegers } from "../statistics/inputs.ts";

const symbolsOf = (text: string) => Uint8Array.from([...text], Number);

describe("contexts", () => {
  test("the last two symbols, by hand, and none across a segment end", () => {
    const { at, count, next } = lastSymbols(wordView(symbolsOf("0010110"), [5, 7], 2), 2)!;
    // 00 before the third symbol, 01 before the fourth, 10 before the fifth; the second segment has two symbols.
    expect([...at]).toEqual([-1, -1, 0, 1, 2, -1, -1]);
    expect(count).toBe(3);
    // 00 -1-> 01, 01 -0-> 10.
    expect([...next]).toEqual([-1, 1, 2, -1, -1, -1]);
  });

  test("none where there are more than 512", () => {
    const symbols = Uint16Array.from({ length: 4000 }, (_, i) => i % 600);
    expect(lastSymbols(wordView(symbols, [4000], 600), 1)).toBeUndefined();
    expect(lastSymbols(wordView(symbols.subarray(0, 512), [512], 600), 1)!.count).toBe(511);
  });

  it("finds where in its period each segment begins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), (first, second) => {
        const word = symbolsOf("00101");
        const piece = (from: number, length: number) =>
          Uint8Array.from({ length }, (_, i) => word[(from + i) % 5]!);
        const symbols = Uint8Array.from([...piece(first, 50), ...piece(second, 30)]);
        const { at, next } = placesIn(wordView(symbols, [50, 80], 2), 5);
        const shift = (second - first + 5) % 5;
        expect([...at]).toEqual([
          ...Array.from({ length: 50 }, (_, i) => i % 5),
          ...Array.from({ length: 30 }, (_, i) => (i + shift) % 5),
        ]);
        for (let place = 0; place < 5; place++)
          for (let a = 0; a < 2; a++)
            expect(next[2 * place + a]).toBe(a === word[(first + place) % 5] ? (place + 1) % 5 : -1);
      }),
    );
  });
});

describe("merged states", () => {
  /** Each symbol is the one before it, or with one chance in five a coin: what stands farther back says nothing. */
  const sticky = (n: number, seed: number) => {
    const draw = uniformIntegers(seed);
    const symbols = new Uint8Array(n);
    for (let i = 1; i < n; i++) symbols[i] = draw(5) > 0 ? symbols[i - 1]! : draw(2);
    return symbols;
  };

  it("merges words of four symbols to what the last one says", () => {
    const view = wordView(sticky(20_000, 3), [20_000], 2);
    const contexts = lastSymbols(view, 4)!;
    const { states, of } = mergedStates(view, contexts, 1);
    expect(states).toBe(2);
    // Two contexts are one state where their last symbol is the same.
    for (let i = 4; i < 20_000; i++)
      expect(of[contexts.at[i]!]).toBe(
        of[contexts.at[view.symbols.lastIndexOf(view.symbols[i - 1]!, i - 1) + 1]!],
      );
  });

  it("parts contexts of one law that lead to different states", () => {
    // Copies of the symbol three before, nearly: all words of three are states, though there are two laws.
    const statesOf = (order: number, seed: number) => {
      const draw = uniformIntegers(seed);
      const symbols = new Uint8Array(20_000);
      for (let i = 0; i < symbols.length; i++)
        symbols[i] = i >= 3 && draw(10) > 0 ? symbols[i - 3]! : draw(2);
      const view = wordView(symbols, [symbols.length], 2);
      return mergedStates(view, lastSymbols(view, order)!, 1).states;
    };
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(seeds.map((seed) => statesOf(3, seed))).toEqual(seeds.map(() => 8));
    // By chance a longer context looks like one of another law, and parts those that lead to it.
    expect(seeds.filter((seed) => statesOf(4, seed) === 8).length).toBeGreaterThanOrEqual(9);
  });

  it("is one state where two cost nothing more", () => {
    // Both letters are followed by a 2 for certain.
    const draw = uniformIntegers(4);
    const symbols = Uint8Array.from({ length: 2000 }, (_, i) => (i % 2 === 1 ? 2 : draw(2)));
    const view = wordView(symbols, [2000], 3);
    expect(mergedStates(view, lastSymbols(view, 1)!, 1).states).toBe(2);
  });

  it("calls what stays apart by law or successor the same whatever the symbols are called", () => {
    const symbols = sticky(5000, 8);
    const view = (given: Uint8Array) => wordView(given, [5000], 2);
    const [own, other] = [symbols, symbols.map((symbol) => 1 - symbol)].map((given) => {
      const contexts = lastSymbols(view(given), 3)!;
      const { of } = mergedStates(view(given), contexts, 1);
      return contexts.at.map((context) => (context < 0 ? -1 : of[context]!));
    });
    expect(other).toEqual(own);
  });
});
