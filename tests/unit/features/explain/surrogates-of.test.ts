import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type SymbolSequence, type Symbols, sequenceOf } from "../../../../src/core/sequence.ts";
import { bytes } from "../../../../src/encodings/bytes.ts";
import { characters } from "../../../../src/encodings/characters.ts";
import { surrogatesOf } from "../../../../src/features/explain/ladder.ts";
import { wordyText } from "../../../e2e/fixtures.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const make = (sequence: SymbolSequence, id: string, parameter: number | null = null) =>
  surrogatesOf(sequence)
    .find((one) => one.id === id && one.parameter === parameter)
    ?.symbols?.(Random.fromSeed(7));

/** k-grams, circular or not. */
function grams(symbols: Symbols, k: number, circular: boolean): Set<string> {
  const found = new Set<string>();
  const last = circular ? symbols.length : symbols.length - k + 1;
  for (let i = 0; i < last; i++) {
    found.add(Array.from({ length: k }, (_, j) => symbols[(i + j) % symbols.length]).join());
  }
  return found;
}

describe("surrogatesOf", () => {
  const text = wordyText(3000);
  const sequence = bytes.encode([utf8(text)]);

  it("keeps more and more", () => {
    expect(surrogatesOf(sequence).map(({ id, parameter }) => [id, parameter])).toEqual([
      ["markov", 1],
      ["markov", 2],
      ["markov", 3],
      ["window-shuffle", 10],
      ["window-shuffle", 100],
      ["word-shuffle", null],
    ]);
  });

  it.each([1, 2, 3])("a chain of order %i has no string of one symbol more that the text lacks", (order) => {
    const surrogate = make(sequence, "markov", order)!;
    const known = grams(sequence.symbols, order + 1, true);
    expect([...grams(surrogate, order + 1, false)].filter((gram) => !known.has(gram))).toEqual([]);
    expect(surrogate).toHaveLength(3000);
    expect(grams(surrogate, 12, false)).not.toEqual(grams(sequence.symbols, 12, false));
  });

  it("chains go beyond 256 symbols: a cycle stays a cycle", () => {
    const cycle = Uint16Array.from({ length: 2000 }, (_, i) => (i % 1000) * 3);
    const surrogate = make(sequenceOf(cycle, 3000), "markov", 1)!;
    for (let i = 1; i < surrogate.length; i++) {
      expect(surrogate[i]).toBe(surrogate[i - 1] === 2997 ? 0 : surrogate[i - 1]! + 3);
    }
  });

  it("windows and words keep their symbols", () => {
    const window = make(sequence, "window-shuffle", 100)!;
    const sorted = (symbols: Symbols) => [...symbols].sort((a, b) => a - b);
    expect(sorted(window.slice(200, 300))).toEqual(sorted(sequence.symbols.slice(200, 300)));
    const wordsOf = (symbols: Symbols) =>
      new TextDecoder().decode(Uint8Array.from(symbols)).split(/\s+/).filter(Boolean).sort();
    const words = make(sequence, "word-shuffle")!;
    expect(wordsOf(words)).toEqual(wordsOf(sequence.symbols));
    expect(words).not.toEqual(sequence.symbols);
  });

  it("words of characters part at white space too", () => {
    const greek = characters.encode([utf8("η γη και ο ουρανος και η θαλασσα ".repeat(40))]);
    const words = make(greek, "word-shuffle")!;
    const written = (symbols: Symbols) => Array.from(symbols, (symbol) => greek.label(symbol)).join("");
    expect(written(words).split(" ").sort()).toEqual(written(greek.symbols).split(" ").sort());
    expect(written(words)).not.toBe(written(greek.symbols));
  });

  it("says where there are no words", () => {
    const without = (sequence: SymbolSequence) => surrogatesOf(sequence).at(-1)!;
    for (const sequence of [
      sequenceOf(Uint8Array.of(0, 1, 1, 0), 2),
      bytes.encode([utf8("ACGTTGCAACGT")]),
      bytes.encode([utf8(`${text}\0`)]),
    ]) {
      expect(without(sequence)).toMatchObject({ symbols: undefined, reason: "no words in these symbols" });
    }
  });
});
