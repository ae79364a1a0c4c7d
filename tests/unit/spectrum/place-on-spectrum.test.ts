// @module-tag thorough
import { expect, test } from "vitest";
import { contextOfPart } from "../../../src/context/context.ts";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols } from "../../../src/core/sequence.ts";
import { shuffled } from "../../../src/math/sampling.ts";
import { logMultinomial } from "../../../src/math/special-functions.ts";
import type { Coordinate } from "../../../src/results/report.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { contextOfSymbols } from "../estimators/context-of.ts";

const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

/** The spectrum of a generated sequence; seed 1 throughout. */
async function placed(recipe: string, n: number, declared?: number | null) {
  const source = await bindRecipe(recipe, nowhere);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(1)).fill(symbols);
  const declaredAlphabet = declared === undefined ? source.alphabetSize : declared;
  return placeOnSpectrum(contextOfSymbols(symbols, source.alphabetSize, 1, { declaredAlphabet }));
}

function numberOf(coordinate: Coordinate): number {
  if (coordinate.status !== "ok") throw new Error(coordinate.reason);
  return coordinate.value;
}

function inside(coordinate: Coordinate, truth: number): boolean {
  if (coordinate.status !== "ok" || coordinate.interval === null) return false;
  return coordinate.interval.lower <= truth && truth <= coordinate.interval.upper;
}

const logOf = (p: number) => -p * Math.log2(p);

test("uniform symbols are noise, at the right edge, with nothing to learn", async () => {
  const spectrum = await placed("uniform(alphabet=27)", 100_000);
  expect(spectrum.verdict).toEqual({
    regime: "noise",
    between: null,
    openEnded: false,
    because:
      "no code saves a significant number of bits on its order, and no test finds order at joint level 0.05",
  });
  expect(numberOf(spectrum.randomness)).toBeCloseTo(1, 4);
  // S of noise is known to some bits, and no doubling teaches more.
  expect(Math.abs(numberOf(spectrum.structure))).toBeLessThan(20);
  expect(inside(spectrum.growth, 0)).toBe(true);
  expect(inside(spectrum.rate, Math.log2(27))).toBe(true);
  expect(spectrum.budget).toMatchObject({ random: expect.closeTo(1, 4), learned: expect.closeTo(0, 4) });
  expect(spectrum.copies).toBeNull();
  expect(spectrum.certificates.map(({ log2P }) => log2P)).toEqual([0, 0]);
});

test("where lulls have no scale the rate has no interval, unless all of an input was read", async () => {
  const source = await bindRecipe("renewal-zeta(a=2.3)", nowhere);
  const symbols = allocateSymbols(30_000, source.alphabetSize);
  source.open(Random.fromSeed(1)).fill(symbols);
  const read = (share: number) =>
    placeOnSpectrum(
      contextOfSymbols(symbols, source.alphabetSize, 1, { declaredAlphabet: source.alphabetSize, share }),
    );
  const [drawn, whole] = [read(0), read(1)];
  expect(drawn).toMatchObject({ randomness: { interval: null }, rate: { interval: null } });
  expect(whole).toMatchObject({
    randomness: { interval: { level: 0.95 } },
    rate: { interval: { level: 0.95 } },
  });
  expect(drawn.verdict.regime).toBe(whole.verdict.regime);
});

test("a biased coin is noise too: its law is no order", async () => {
  const spectrum = await placed("coin(p=0.11)", 100_000);
  const rate = logOf(0.11) + logOf(0.89);
  expect(spectrum.verdict.regime).toBe("noise");
  expect(inside(spectrum.rate, rate)).toBe(true);
  // Against the uniform law a code of rate h saves 1 - h bits for each symbol.
  expect(spectrum.trainingLength).toBe(100_000);
  const [uniform, orders] = spectrum.certificates;
  expect(uniform!.savedBits / 100_000).toBeCloseTo(1 - rate, 2);
  expect(orders).toMatchObject({ against: "exchangeable", log2P: 0, symbols: 100_000 });
});

test("a period of 27 letters is order: h = 0, and 27 letters to learn", async () => {
  const spectrum = await placed("periodic(word=qwertyuiopasdfghjklzxcvbnm_)", 100_000);
  expect(spectrum.verdict.regime).toBe("order");
  expect(numberOf(spectrum.randomness)).toBeCloseTo(0, 2);
  expect(spectrum.budget!.free).toBeGreaterThan(0.98);
});

test("the golden mean is a pattern: h = 2/3, one parameter to learn", async () => {
  const spectrum = await placed("golden-mean(p=0.5)", 100_000);
  expect(spectrum.verdict.regime).toBe("pattern");
  expect(inside(spectrum.rate, 2 / 3)).toBe(true);
  expect(inside(spectrum.randomness, 2 / 3)).toBe(true);
  expect(spectrum.randomness).toMatchObject({ unit: "1", interval: { level: 0.95, method: "blocks" } });
  expect(Math.abs(numberOf(spectrum.structure))).toBeLessThan(100);
  const sizes = spectrum.curve.map(({ m }) => m);
  expect([sizes[0]! < 2100, sizes.at(-1)! > 85_000, sizes.length > 8]).toEqual([true, true, true]);
  expect(spectrum.curve.at(-1)!.rate).toBe(numberOf(spectrum.rate));
  expect(spectrum.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  // h(1) = H2(1/3): knowing the counts, a code saves H2(1/3) - 2/3 a symbol.
  const saved = spectrum.certificates[1]!.savedBits / 100_000;
  expect(saved).toBeCloseTo(logOf(1 / 3) + logOf(2 / 3) - 2 / 3, 2);
});

test("an order-1 chain over four symbols is a pattern", async () => {
  // A symbol plus 1, or with probability 1/4 a uniform draw: h = H(13/16, 1/16, 1/16, 1/16).
  const spectrum = await placed("interpolate(alphabet=4, lambda=0.25)", 100_000);
  const rate = (13 / 16) * Math.log2(16 / 13) + (3 / 16) * 4;
  expect(spectrum.verdict.regime).toBe("pattern");
  expect(inside(spectrum.rate, rate)).toBe(true);
  expect(inside(spectrum.randomness, rate / 2)).toBe(true);
});

test("499 symbols are too short to place, but not for a certificate", async () => {
  const spectrum = await placed("periodic(word=00101)", 499);
  const reason = "too short to place: 499 symbols, needs 500";
  expect(spectrum.verdict).toEqual({ regime: "undecided", between: null, openEnded: false, because: reason });
  expect(spectrum.tail).toBeNull();
  const { randomness, structure, growth, exponent, rate } = spectrum;
  for (const one of [randomness, structure, growth, exponent, rate])
    expect(one).toMatchObject({ status: "undefined", reason });
  expect(spectrum.certificates.map(({ against, symbols }) => [against, symbols])).toEqual([
    ["uniform", 499],
    ["exchangeable", 499],
  ]);
  // All but the cost of a period of five is saved; log2 of 499 choose 199 orders.
  const [uniform, orders] = spectrum.certificates;
  expect(Math.abs(uniform!.savedBits - 499)).toBeLessThan(60);
  expect(uniform!.savedBits - orders!.savedBits).toBeCloseTo(499 - logMultinomial([199, 300]), 6);
});

test("500 symbols have an x with its interval, which covers the truth", async () => {
  const { randomness, rate } = await placed("golden-mean(p=0.5)", 500);
  expect(inside(randomness, 2 / 3)).toBe(true);
  expect(inside(rate, 2 / 3)).toBe(true);
});

test("one symbol is order, exactly 0, at any length", () => {
  for (const n of [1, 3999, 4000]) {
    const spectrum = placeOnSpectrum(contextOfSymbols(new Uint8Array(n).fill(7), 256));
    expect(spectrum.verdict.regime).toBe("order");
    expect([spectrum.randomness, spectrum.growth, spectrum.structure, spectrum.rate].map(numberOf)).toEqual([
      0, 0, 0, 0,
    ]);
  }
});

test("all symbols different in no order: nothing is claimed", () => {
  const ascending = Uint16Array.from({ length: 5000 }, (_, i) => i);
  const random = Random.fromSeed(1);
  const symbols = shuffled(ascending, (bound) => random.below(bound));
  const { verdict, certificates } = placeOnSpectrum(contextOfSymbols(symbols, 65_536));
  expect(verdict).toEqual({
    regime: "undecided",
    between: null,
    openEnded: false,
    because: "no code saves a significant number of bits on its order; too sparse to compare with shuffles",
  });
  expect(certificates[1]!.log2P).toBe(0);
  // In order they are a counter, which the observer sees.
  const counter = placeOnSpectrum(contextOfSymbols(ascending, 65_536));
  expect(counter.certificates[1]!.savedBits).toBeGreaterThan(1000);
});

test("more symbols than the observer reads are refused with the reason", () => {
  const symbols = Uint32Array.from({ length: 70_000 }, (_, i) => i);
  const { verdict } = placeOnSpectrum(contextOfSymbols(symbols, 70_000));
  expect(verdict.because).toBe("70000 symbols; the observer reads alphabets up to 65536");
});

test("randomness is charged to the declared alphabet, else to the symbols that occur", async () => {
  const value = async (declared: number | null) => {
    const { randomness, alphabet } = await placed("coin(p=0.5)", 20_000, declared);
    return [alphabet, randomness.status === "ok" ? Number(randomness.value.toFixed(3)) : null];
  };
  expect(await value(null)).toEqual([2, 1]);
  expect(await value(4)).toEqual([4, 0.5]);
  expect(await value(256)).toEqual([256, 0.125]);
});

test("the same sequence is placed the same twice", async () => {
  expect(await placed("even(p=0.5)", 8000)).toEqual(await placed("even(p=0.5)", 8000));
});

/** Random bytes, some times over. */
function repeatedBytes(length: number, times: number): Uint8Array {
  const random = Random.fromSeed(3);
  const once = Uint8Array.from({ length }, () => random.below(256));
  return Uint8Array.from({ length: length * times }, (_, i) => once[i % length]!);
}

test.each([
  [1500, 20],
  [4700, 21],
  [10_000, 5],
  [17_011, 3],
])("%i random bytes %i times are order: one passage over and over", (length, times) => {
  const symbols = repeatedBytes(length, times);
  const { verdict, copies, rate, randomness } = placeOnSpectrum(contextOfSymbols(symbols, 256));
  expect(verdict.regime).toBe("order");
  expect(verdict.because).toContain(`one passage of ${length} symbols, ${times} times`);
  // x is what is new, and what it takes to find the copies: less than a twentieth of them.
  expect(numberOf(randomness)).toBeGreaterThan(0.95 / times);
  expect(numberOf(randomness)).toBeLessThan(1 / times + 0.05 * (1 - 1 / times));
  expect(numberOf(rate)).toBeCloseTo(8 * numberOf(randomness), 3);
  if (copies !== null)
    expect(copies).toMatchObject({ share: expect.closeTo(1 - 1 / times, 9), passage: length });
});

test("random bytes and their copy are noise, of which half is predictable", () => {
  const symbols = repeatedBytes(20_000, 2);
  const spectrum = placeOnSpectrum(contextOfSymbols(symbols, 256));
  const { verdict, copies, trainingLength, rate, randomness } = spectrum;
  expect(verdict.regime).toBe("noise");
  expect(trainingLength).toBe(20_000);
  expect(copies).toMatchObject({ share: 0.5, passage: null });
  expect(copies!.randomness).toBeCloseTo(1, 3);
  expect(numberOf(randomness)).toBeGreaterThan(0.499);
  expect(numberOf(randomness)).toBeLessThan(0.53);
  expect(numberOf(rate)).toBeLessThan(8 * 0.53);
});

test("a text between zeros is no passage over and over", () => {
  const symbols = new Uint8Array(40_000);
  symbols.set(repeatedBytes(8000, 1), 0);
  expect(placeOnSpectrum(contextOfSymbols(symbols, 256)).copies?.passage ?? null).toBeNull();
});

test.each([
  ["bytes", 256],
  ["digits of 16 kinds", 16],
  ["coins", 2],
])("random %s several times over are noise where places of it are read, which overlap", (_, letters) => {
  const random = Random.fromSeed(5);
  const once = Uint8Array.from({ length: 40_000 }, () => random.below(letters));
  const places = Array.from({ length: 48 }, () => random.below(40_000 - 1042));
  const symbols = Uint8Array.from(places.flatMap((at) => [...once.subarray(at, at + 1042)]));
  const ends = places.map((_place, i) => (i + 1) * 1042);
  const given = contextOfSymbols(symbols, letters, 1, { share: 0.2, cut: true });
  const context = contextOfPart(given, { ...given.sequence, segmentEnds: ends }, Random.fromSeed(6));
  const { verdict, copies } = placeOnSpectrum(context);
  const read = new Uint8Array(40_000);
  for (const at of places) read.fill(1, at, at + 1042);
  const fresh = read.reduce((sum, one) => sum + one, 0);
  expect(verdict.regime).toBe("noise");
  // Overlaps of 32 bits or less are not seen.
  expect(Math.abs(copies!.share - (1 - fresh / symbols.length))).toBeLessThan(0.02);
});

test("a noisy counter is a pattern whose tail is next to it", async () => {
  const spectrum = await placed("interpolate(alphabet=16, lambda=0.25)", 100_000);
  expect(spectrum.verdict.regime).toBe("pattern");
  const { growth, tail, border } = spectrum;
  expect(numberOf(growth)).toBeLessThan(border!.least);
  expect(tail!.m).toBe(50_000);
  expect(Math.abs(tail!.randomness - numberOf(spectrum.randomness))).toBeLessThan(0.02);
});
