import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols } from "../../../src/core/sequence.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { contextOfSymbols } from "../estimators/context-of.ts";

const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

/** The spectrum of a generated sequence; seed 1 throughout. */
async function placed(recipe: string, n: number, declared?: number | null) {
  const source = await bindRecipe(recipe, nowhere);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(1)).fill(symbols);
  const alphabet = declared === undefined ? source.alphabetSize : declared;
  return placeOnSpectrum(contextOfSymbols(symbols, source.alphabetSize), alphabet);
}

function inside(coordinate: Awaited<ReturnType<typeof placed>>["structure"], truth: number): boolean {
  return (
    coordinate.status === "ok" &&
    coordinate.interval !== null &&
    coordinate.interval.lower <= truth &&
    truth <= coordinate.interval.upper
  );
}

test("uniform symbols are noise, at the right edge, with no structure beyond their shuffles", async () => {
  const spectrum = await placed("uniform(alphabet=27)", 100_000);
  expect(spectrum.verdict.regime).toBe("noise");
  expect(spectrum.order).toBe(1);
  expect(spectrum.structure).toEqual({
    status: "undefined",
    reason: "not beyond the 19 shuffles",
    unit: "bit",
  });
  expect(spectrum.randomness.status === "ok" && spectrum.randomness.value).toBeCloseTo(1, 3);
  expect(spectrum.shuffles.count).toBe(19);
});

test("a period of 27 letters is order: E = log2 27, h = 0", async () => {
  const spectrum = await placed("periodic(word=qwertyuiopasdfghjklzxcvbnm_)", 100_000);
  expect(spectrum.verdict.regime).toBe("order");
  expect(spectrum.order).toBe(2);
  expect(spectrum.structure.status === "ok" && spectrum.structure.value).toBeCloseTo(Math.log2(27), 3);
  expect(spectrum.randomness.status === "ok" && spectrum.randomness.value).toBeCloseTo(0, 3);
});

test("the golden mean is structured, E = H2(1/3) - 2/3 and h = 2/3 within their intervals", async () => {
  const spectrum = await placed("golden-mean(p=0.5)", 100_000);
  expect(spectrum.verdict.regime).toBe("structured");
  expect(spectrum.order).toBe(2);
  const truth = Math.log2(3) - 2 / 3 - 2 / 3;
  expect(truth).toBeCloseTo(0.2516291673878229, 15);
  expect(inside(spectrum.structure, truth)).toBe(true);
  expect(inside(spectrum.randomness, 2 / 3)).toBe(true);
  expect(spectrum.randomness).toMatchObject({
    unit: "1",
    interval: { level: 0.95, method: "block-jackknife" },
  });
  // h(1) = H2(1/3), h(2) = 2/3
  expect(spectrum.gains.map((gain) => Math.round(gain * 100))).toEqual([92, 67]);
});

test("an order-1 chain over four symbols: E = 2 - h", async () => {
  // A symbol plus 1, or with probability 1/4 a uniform draw: h = H(13/16, 1/16, 1/16, 1/16).
  const spectrum = await placed("interpolate(alphabet=4, lambda=0.25)", 100_000);
  const rate = (13 / 16) * Math.log2(16 / 13) + (3 / 16) * 4;
  expect(spectrum.verdict.regime).toBe("structured");
  expect(inside(spectrum.structure, 2 - rate)).toBe(true);
  expect(inside(spectrum.randomness, rate / 2)).toBe(true);
});

test("3000 symbols are too short to place, and nothing is claimed", async () => {
  const spectrum = await placed("golden-mean(p=0.5)", 3000);
  const reason = "too short to place: 3000 symbols, needs 4000";
  expect(spectrum).toEqual({
    randomness: { status: "undefined", reason, unit: "1" },
    structure: { status: "undefined", reason, unit: "bit" },
    order: 0,
    alphabet: 2,
    gains: [],
    shuffles: { count: 0, mean: null, maximum: null },
    verdict: { regime: "undecided", because: reason },
  });
  expect((await placed("golden-mean(p=0.5)", 4000)).randomness.status).toBe("ok");
});

test("one symbol is order, exactly 0, at any length", async () => {
  for (const n of [1, 3999, 4000]) {
    const { verdict, randomness, structure } = placeOnSpectrum(
      contextOfSymbols(new Uint8Array(n).fill(7), 256),
      null,
    );
    expect(verdict.regime).toBe("order");
    expect([randomness, structure].map((one) => one.status === "ok" && one.value)).toEqual([0, 0]);
  }
});

test("all symbols different: undersampled, not placed", () => {
  const symbols = Uint16Array.from({ length: 5000 }, (_, i) => i);
  const { verdict, randomness } = placeOnSpectrum(contextOfSymbols(symbols, 65_536), null);
  expect(verdict.regime).toBe("undecided");
  expect(randomness).toEqual({
    status: "undefined", unit: "1",
    reason: "undersampled: 5000 of 5000 symbols occur only once, a coverage below 0.98",
  }); // biome-ignore format: short
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
