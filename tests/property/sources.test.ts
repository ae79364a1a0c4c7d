// @module-tag thorough
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { allocateSymbols } from "../../src/core/sequence.ts";
import type { Machine } from "../../src/core/source.ts";
import type { Truth } from "../../src/core/truth.ts";
import { machineTruth } from "../../src/exact/machine-truth.ts";
import { sourceRegistry } from "../../src/sources/registry.ts";
import { bind, take } from "../unit/sources/support.ts";

const exactValue = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};
const rateOf = async (recipe: string): Promise<number> =>
  exactValue((await bind(recipe)).truth().entropyRate);
const memoryOf = async (recipe: string): Promise<number> =>
  exactValue((await bind(recipe)).truth().excessEntropy);

describe.each(sourceRegistry.entries.map((entry) => [entry.id, entry.example] as const))(
  "%s",
  (id, example) => {
    it("gives the same symbols however they are asked for", async () => {
      const source = await bind(example);
      await fc.assert(
        fc.property(
          fc.nat({ max: 1_000_000 }),
          fc.array(fc.integer({ min: 0, max: 2500 }), { minLength: 1, maxLength: 8 }),
          (seed, cuts) => {
            const length = Math.min(
              source.length,
              cuts.reduce((sum, cut) => sum + cut, 0),
            );
            const pieces = allocateSymbols(length, source.alphabetSize);
            const stream = source.open(Random.fromSeed(seed));
            let at = 0;
            for (const cut of cuts) at += stream.fill(pieces.subarray(at, Math.min(length, at + cut)));
            expect(at).toBe(length);
            expect(pieces).toEqual(take(source, length, seed, Math.max(1, length)));
          },
        ),
        // The compressor makes a mebibyte whenever it begins.
        { seed: 1, numRuns: id === "gzip" ? 3 : 8 },
      );
    });
  },
);

/** Laws of 2 to 6 symbols, in parts of their sum. */
const law = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 6 })
  .map((weights) => weights.map((weight) => weight / weights.reduce((sum, other) => sum + other)));
const iid = (probabilities: readonly number[]): string => `iid(probabilities=[${probabilities}])`;
const word = fc.stringMatching(/^[abc]{1,30}$/);

describe("truths", () => {
  it("of independent draws do not change with the names or the order of symbols, and add up over pairs", async () => {
    await fc.assert(
      fc.asyncProperty(law, law, async (p, q) => {
        const h = await rateOf(iid(p));
        expect(await rateOf(iid(p.toReversed()))).toBeCloseTo(h, 12);
        expect(await rateOf(iid([0, ...p, 0]))).toBeCloseTo(h, 12);
        const pairs = p.flatMap((a) => q.map((b) => a * b));
        expect(await rateOf(iid(pairs))).toBeCloseTo(h + (await rateOf(iid(q))), 9);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it("of a word do not change when it is turned, renamed, read backwards or repeated", async () => {
    await fc.assert(
      fc.asyncProperty(
        word,
        fc.nat({ max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (text, turn, times) => {
          const E = await memoryOf(`periodic(word=${text})`);
          const at = turn % text.length;
          const renamed = text.replaceAll(/./g, (letter) => ({ a: "z", b: "x", c: "y" })[letter] as string);
          const variants = [
            text.slice(at) + text.slice(0, at),
            renamed,
            [...text].reverse().join(""),
            text.repeat(times),
          ];
          for (const variant of variants) expect(await memoryOf(`periodic(word=${variant})`)).toBe(E);
        },
      ),
      { seed: 1, numRuns: 25 },
    );
  });

  it("of a register do not change with the order of its taps, nor when time runs backwards", async () => {
    const taps = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(taps, async (list) => {
        const E = await memoryOf(`lfsr(taps=[${list}])`);
        expect(await memoryOf(`lfsr(taps=[${list.toReversed()}])`)).toBe(E);
        const degree = Math.max(...list);
        const reciprocal = [degree, ...list.filter((tap) => tap !== degree).map((tap) => degree - tap)];
        expect(await memoryOf(`lfsr(taps=[${reciprocal}])`)).toBe(E);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it("of an automaton do not change when left and right, or zeros and ones, trade places", async () => {
    const mirrored = (rule: number) =>
      [0, 4, 2, 6, 1, 5, 3, 7].reduce((bits, window, i) => bits | (((rule >> window) & 1) << i), 0);
    const inverted = (rule: number) =>
      [7, 6, 5, 4, 3, 2, 1, 0].reduce((bits, window, i) => bits | ((1 - ((rule >> window) & 1)) << i), 0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 255 }), async (rule) => {
        const stated = async (other: number) =>
          (await bind(`cellular-automaton(rule=${other})`)).truth().entropyRate;
        const interval = (truth: Truth | undefined): readonly [number, number] => {
          if (truth?.status === "exact") {
            const doubt = Math.max(1e-9, truth.value * 10 ** -truth.digits);
            return [truth.value - doubt, truth.value + doubt];
          }
          if (truth?.status === "bounds") return [truth.lower - 1e-9, truth.upper + 1e-9];
          throw new Error(JSON.stringify(truth));
        };
        const [lower, upper] = interval(await stated(rule));
        for (const twin of [mirrored(rule), inverted(rule)]) {
          const [low, high] = interval(await stated(twin));
          expect(low).toBeLessThanOrEqual(upper);
          expect(high).toBeGreaterThanOrEqual(lower);
        }
      }),
      { seed: 1, numRuns: 12 },
    );
  }, 60_000);

  it("of an encoding hold the bits of any law, by the machine of its letters", async () => {
    await fc.assert(
      fc.asyncProperty(law, fc.constantFrom("hex", "base64"), async (p, encoding) => {
        const machine = (await bind(`${encoding}(${iid(p)})`)).machine?.() as Machine;
        const share = encoding === "hex" ? 1 / 2 : 3 / 4;
        expect(exactValue(machineTruth(machine).entropyRate)).toBeCloseTo(share * (await rateOf(iid(p))), 9);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
