import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import { codeLayers } from "../../../src/observer/code-layers.ts";
import { nestedCodes } from "../../../src/observer/nested-codes.ts";
import { observe } from "../../../src/observer/observer.ts";
import { wordyText } from "../../e2e/fixtures.ts";
import { oneOf } from "../../whole.ts";
import { knownParts } from "./known-parts.ts";

const seed = () => Random.fromSeed(5);

const asText = (text: string): SymbolSequence => ({
  ...sequenceOf(new TextEncoder().encode(text), 256),
  codes: Uint32Array.from({ length: 256 }, (_, code) => code),
});

/** Bits that each layer saves; of the alphabet: its header, which costs. */
function saved(sequence: SymbolSequence): Map<string, number> {
  const { codes, observation } = nestedCodes(sequence, seed());
  let before = sequence.symbols.length * Math.log2(Math.max(1, observation.alphabetSize));
  return new Map(
    codes.map(({ layer, bits }) => {
      const saves = before - bits;
      before = bits;
      return [layer, saves];
    }),
  );
}

function expectWhole(sequence: SymbolSequence): void {
  const { codes, observation, blockSizes, residuals } = nestedCodes(sequence, seed());
  const alone = observe(sequence);
  expect(codes.map(({ layer }) => layer).sort()).toEqual([...codeLayers].sort());
  // To the bit: the last code is the observer, and numbering the residuals changes nothing.
  expect(codes.at(-1)!.bits).toBe(alone.bits);
  expect(observation.losses).toEqual(alone.losses);
  const n = sequence.symbols.length;
  expect(blockSizes.reduce((sum, size) => sum + size, 0)).toBe(n);
  for (const { bits, blockBits } of codes) {
    expect(Number.isFinite(bits)).toBe(true);
    expect(blockBits).toHaveLength(blockSizes.length);
    expect(bits - blockBits.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(-1e-6);
  }
  expect(residuals).toHaveLength(n);
  expect(residuals.every((value) => value >= 0 && value < 1)).toBe(true);
}

const drawn = (n: number, alphabetSize: number) => {
  const random = Random.fromSeed(n + alphabetSize);
  return Uint16Array.from({ length: n }, () => random.below(alphabetSize));
};

describe("nestedCodes", () => {
  it.each([
    ["nothing", sequenceOf(new Uint8Array(0), 2)],
    ["nothing of no alphabet", sequenceOf(new Uint8Array(0), 0)],
    ["one symbol", sequenceOf(Uint8Array.of(1), 2)],
    ["a constant", sequenceOf(new Uint8Array(5000), 1)],
    ["a constant byte", asText("a".repeat(5000))],
    [
      "two symbols",
      sequenceOf(
        Uint8Array.from({ length: 6000 }, (_, i) => i % 2),
        2,
      ),
    ],
    ["a huge alphabet", sequenceOf(drawn(2000, 65_536), 65_536)],
    [
      "many short segments",
      {
        symbols: drawn(6000, 4),
        alphabetSize: 4,
        segmentEnds: Array.from({ length: 600 }, (_, k) => 10 * (k + 1)),
      },
    ],
    ["empty segments", { symbols: drawn(300, 3), alphabetSize: 3, segmentEnds: [0, 100, 100, 300] }],
    ["text", asText(wordyText(9000))],
  ] as const)("adds up to the observer: %s", (_, sequence) => expectWhole(sequence));

  it("adds up to the observer, whatever it reads", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((alphabetSize) =>
          fc.record({
            alphabetSize: fc.constant(alphabetSize),
            symbols: fc.uint8Array({ min: 0, max: alphabetSize - 1, maxLength: 400 }),
            cut: fc.nat({ max: 400 }),
          }),
        ),
        ({ alphabetSize, symbols, cut }) =>
          expectWhole({
            symbols,
            alphabetSize,
            segmentEnds: [Math.min(cut, symbols.length), symbols.length],
          }),
      ),
      { numRuns: 20 },
    );
  });

  it("knows frequencies by their counts alone, and the rest nearly so, whatever the symbols are called", async () => {
    const chain = await knownParts[6]!.sequence(20_000, 3);
    const names = [2, 0, 3, 1];
    const renamed = { ...chain, symbols: chain.symbols.map((symbol) => names[symbol]!) };
    const [own, other] = [saved(chain), saved(renamed)];
    for (const layer of ["alphabet", "frequencies", "columns", "copies", "numbers"])
      expect(other.get(layer)).toBeCloseTo(own.get(layer)!, 3);
    // Symbols are coded as decisions, whose order is that of their numbers.
    for (const layer of codeLayers)
      expect(Math.abs(other.get(layer)! - own.get(layer)!) / 20_000).toBeLessThan(0.002);
  });

  it("has copies, or waves, before columns where they save more", { tags: ["slow"] }, async () => {
    const order = async (name: string) => {
      const known = knownParts.find((one) => one.name.startsWith(name))!;
      return [...saved(await known.sequence(8000, 1)).keys()].slice(2, 4);
    };
    expect(await order("duplicate-blocks")).toEqual(["copies", "columns"]);
    expect(await order("periodic")).toEqual(["columns", "copies"]);
    expect(await order("noisy sine of bytes")).toEqual(["numbers", "columns"]);
    expect(await order("noisy sine without")).toEqual(["numbers", "columns"]);
    // Its lowest bytes have a period that is simpler than it is.
    expect(await order("congruential")).toEqual(["columns", "copies"]);
  });

  it("takes two symbols for each other", async () => {
    const chain = await knownParts[7]!.sequence(20_000, 3);
    const renamed = { ...chain, symbols: chain.symbols.map((symbol) => 1 - symbol) };
    const [own, other] = [saved(chain), saved(renamed)];
    for (const layer of codeLayers)
      expect(Math.abs(other.get(layer)! - own.get(layer)!) / 20_000).toBeLessThan(0.001);
  });

  it("keeps general layers when letters of a text are exchanged for each other, and words while letters stay letters", () => {
    const text = wordyText(20_000);
    const shifted = text.replaceAll(/[a-z]/g, (letter) =>
      String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
    );
    const [own, other] = [saved(asText(text)), saved(asText(shifted))];
    expect(other.get("frequencies")).toBeCloseTo(own.get("frequencies")!, 3);
    for (const layer of codeLayers)
      expect(Math.abs(other.get(layer)! - own.get(layer)!) / 20_000).toBeLessThan(0.03);
  });

  it("puts a copied book into copies", () => {
    const random = Random.fromSeed(11);
    const letters = () => String.fromCharCode(97 + random.below(26));
    const list = Array.from({ length: 300 }, () =>
      Array.from({ length: 3 + random.below(6) }, letters).join(""),
    );
    let text = "";
    while (text.length < 15_000) text += `${list[random.below(300)]} `;
    text = text.slice(0, 15_000);
    const [once, twice] = [saved(asText(text)), saved(asText(text + text))];
    expect(once.get("copies")! / 15_000).toBeLessThan(0.05);
    // All of what the second one costs by frequencies, but for what it takes to see that it is a copy.
    expect(twice.get("copies")! / 15_000).toBeGreaterThan(4);
  });
});

const tolerance = 0.02;

const tried = oneOf(16, knownParts);

test.each(tried)("$name: every layer saves what is known of it", { tags: ["slow"] }, async (known) => {
  const n = 100_000;
  const sequence = await known.sequence(n, 1);
  const parts = await known.parts();
  const top = Math.log2(known.alphabetSize);
  const saves = saved(sequence);
  // Symbols of the alphabet that do not occur are among the frequencies.
  const present = new Set(sequence.symbols).size;
  saves.set("frequencies", saves.get("frequencies")! + n * (top - Math.log2(present)));
  const off = codeLayers.map((layer) => (saves.get(layer)! / n - (parts[layer] ?? 0)) / top);
  const worst = Math.max(...off.map(Math.abs));
  expect(worst).toBeLessThan(tolerance);
});
