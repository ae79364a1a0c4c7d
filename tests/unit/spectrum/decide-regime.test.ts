import { describe, expect, test } from "vitest";
import { decideRegime, type Evidence } from "../../../src/spectrum/decide-regime.ts";

const estimate = (value: number, halfWidth: number) => ({ value, halfWidth });
const twin = (value: number, halfWidth: number) =>
  ({ ...estimate(value, halfWidth), of: "columns of numbers" }) as const;

/** Growth of so many bits that goes with an exponent. */
const growth = (amount: readonly [number, number], exponent: readonly [number, number] = [0.7, 0.2]) => ({
  amount: estimate(...amount),
  before: amount[0] / 2,
  exponent: estimate(...exponent),
  coefficient: estimate(...amount),
});

const text: Evidence = {
  certified: true,
  finding: undefined,
  level: 0.05,
  randomness: { value: 0.35, upper: 0.36 },
  total: 0.4,
  growth: growth([11_000, 1000]),
  border: { bits: 3200, openBits: 1600, least: 3200, extrapolated: false },
  twin: undefined,
  within: 0,
  later: undefined,
};

type Named = readonly [regime: string, between?: readonly [string, string] | "openEnded"];

test.each<[string, Partial<Evidence>, Named, string]>([
  [
    "next to nothing left to chance once a block has begun",
    { randomness: { value: 0.03, upper: 0.031 }, total: 0.049, later: 0.004, growth: growth([50, 5]) },
    ["order"],
    "once a block has begun, under 0.4 % of log2 A is random",
  ],
  [
    "clear of the border, and growing",
    {},
    ["structure", "openEnded"],
    "the second half taught at least 10 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "clear of the border, perhaps growing",
    { growth: growth([11_000, 1000], [0.5, 0.2]) },
    ["structure"],
    "the second half taught at least 10 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "clear of the border, but learning stops",
    { growth: growth([11_000, 1000], [0.1, 0.2]) },
    ["pattern"],
    "learning stops: a doubling of the data teaches barely more than the one before",
  ],
  [
    "at the border, but learning stops",
    { growth: growth([3200, 1000], [0.1, 0.2]) },
    ["pattern"],
    "learning stops: a doubling of the data teaches barely more than the one before",
  ],
  [
    "clear of the border, but learning speeds up",
    { growth: growth([11_000, 1000], [1.5, 0.2]) },
    ["pattern"],
    "learning speeds up, as when a finite list is drawn without replacement",
  ],
  [
    "clear of the border and of a twin of columns",
    { twin: twin(2000, 0) },
    ["structure", "openEnded"],
    "the second half taught at least 8 kbit more than columns of numbers do; patterns teach at most 3.2 kbit",
  ],
  [
    // 2000, and the root of 1000^2 + 500^2, 1118, more or less.
    "hardly more than a twin of columns",
    { twin: twin(9000, 500) },
    ["pattern"],
    "the second half taught at most 3.1 kbit more than columns of numbers do; patterns teach at most 3.2 kbit",
  ],
  [
    "more than a twin of columns, within the error",
    { twin: twin(7000, 500), growth: growth([11_000, 1000], [0.5, 0.2]) },
    ["undecided", ["pattern", "structure"]],
    "the second half taught 2.9 kbit to 5.1 kbit more than columns of numbers do; patterns teach at most 3.2 kbit",
  ],
  [
    "hardly more than a twin of records",
    { twin: { ...twin(9000, 500), of: "random fields" } },
    ["pattern"],
    "the second half taught at most 3.1 kbit more than random fields do; patterns teach at most 3.2 kbit",
  ],
  [
    "clear of a twin that was taught less than nothing",
    { twin: twin(-4000, 0) },
    ["structure", "openEnded"],
    "the second half taught at least 10 kbit more than columns of numbers do; patterns teach at most 3.2 kbit",
  ],
  [
    "below the border, though blocks have local structure that no other repeats",
    { growth: growth([320, 14]), within: 0.26 },
    ["undecided", ["pattern", "structure"]],
    "blocks have local structure that no other block repeats",
  ],
  [
    "below the border, where blocks teach something of themselves",
    { growth: growth([320, 14]), within: 0.24 },
    ["pattern"],
    "the second half taught at most 330 bit; patterns teach at most 3.2 kbit",
  ],
  [
    "below the border",
    { growth: growth([320, 14]) },
    ["pattern"],
    "the second half taught at most 330 bit; patterns teach at most 3.2 kbit",
  ],
  [
    "less than nothing",
    { growth: growth([-320, 14], [3, 1]) },
    ["pattern"],
    "the second half taught at most 0 bit; patterns teach at most 3.2 kbit",
  ],
  [
    "below the border, where a short text might be, too",
    {
      growth: growth([2000, 500], [0.5, 0.2]),
      border: { bits: 3200, openBits: 1600, least: 800, extrapolated: false },
    },
    ["undecided", ["pattern", "structure"]],
    "the second half taught 1.5 kbit to 2.5 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "below what a short text is above",
    { growth: growth([700, 50]), border: { bits: 3200, openBits: 1600, least: 800, extrapolated: false } },
    ["pattern"],
    "the second half taught at most 750 bit; patterns teach at most 3.2 kbit",
  ],
  [
    "above the border, within the error",
    { growth: growth([3600, 600], [0.5, 0.2]) },
    ["undecided", ["pattern", "structure"]],
    "the second half taught 3 kbit to 4.2 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "below the border, but above what open-ended patterns reach, and clearly open-ended",
    { growth: growth([2500, 400]) },
    ["structure", "openEnded"],
    "the second half taught at least 2.1 kbit; patterns that grow as fast teach at most 1.6 kbit",
  ],
  [
    "below the border, above what open-ended patterns reach, but perhaps not open-ended",
    { growth: growth([2500, 400], [0.5, 0.2]) },
    ["pattern"],
    "the second half taught at most 2.9 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "clearly open-ended, but no more than patterns that are",
    { growth: growth([1900, 400]) },
    ["pattern"],
    "the second half taught at most 2.3 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "next to nothing left to chance",
    { randomness: { value: 0.001, upper: 0.0123 }, total: 0.049 },
    ["order"],
    "under 1.3 % of log2 A is random",
  ],
  [
    "nothing left to chance",
    { randomness: { value: 0, upper: 0 }, total: 0.01, growth: undefined },
    ["order"],
    "under 0.1 % of log2 A is random",
  ],
  [
    "little left to chance, but much to learn",
    { randomness: { value: 0.001, upper: 0.0123 }, total: 0.05 },
    ["structure", "openEnded"],
    "the second half taught at least 10 kbit; patterns teach at most 3.2 kbit",
  ],
  [
    "little left to chance and little to learn, in a text so short that it takes a share",
    { randomness: { value: 0.003, upper: 0.006 }, total: 0.12, growth: growth([40, 50]) },
    ["undecided", ["order", "pattern"]],
    "once it is learned, up to 0.6 % of log2 A is random",
  ],
  [
    "perhaps little left to chance",
    { randomness: { value: 0.019, upper: 0.02 }, total: 0.03 },
    ["undecided", ["order", "pattern"]],
    "up to 2 % of log2 A may be random",
  ],
  [
    "no code, and no test",
    { certified: false },
    ["noise"],
    "no code saves a significant number of bits on its order, and no test finds order at joint level 0.05",
  ],
  [
    "no code, but a period",
    { certified: false, finding: { because: "symbols agree at lag 77", kind: "pattern" } },
    ["pattern"],
    "no code saves a significant number of bits on its order, but symbols agree at lag 77",
  ],
  [
    "no code, but a test",
    { certified: false, finding: { because: "a linear register of 32 bits generates it", kind: "other" } },
    ["undecided", ["noise", "pattern"]],
    "no code saves a significant number of bits on its order, but a linear register of 32 bits generates it",
  ],
  [
    "no code, and too little for tests",
    { certified: false, finding: { because: "too sparse to compare with shuffles", kind: "too-little" } },
    ["undecided"],
    "no code saves a significant number of bits on its order; too sparse to compare with shuffles",
  ],
  ["too few blocks", { growth: undefined }, ["undecided"], "too few blocks to see whether learning stops"],
])("%s", (_, difference, [regime, between], because) => {
  expect(decideRegime({ ...text, ...difference })).toEqual({
    regime,
    between: Array.isArray(between) ? between : null,
    openEnded: between === "openEnded",
    because,
  });
});

test("what is at a border is not beyond it", () => {
  const regimeOf = (difference: Partial<Evidence>) => {
    const { regime, between, openEnded } = decideRegime({ ...text, ...difference });
    return [regime, between, openEnded];
  };
  const cheap = { total: 0.03, randomness: { value: 0.3, upper: 0.3 } };
  const orNot = ["undecided", ["pattern", "structure"], false];
  const open = growth([2900, 500], [0.5, 0.0625]);
  const shown: readonly (readonly [what: string, at: Partial<Evidence>, verdict: unknown[], beyond: Partial<Evidence>, verdict: unknown[]])[] = [
    ["bits of patterns", { growth: growth([4200, 1000], [0.5, 0.2]) }, orNot, { growth: growth([4201, 1000], [0.5, 0.2]) }, ["structure", null, false]],
    ["least bits of patterns", { growth: growth([2200, 1000], [0.5, 0.2]) }, orNot, { growth: growth([2199, 1000], [0.5, 0.2]) }, ["pattern", null, false]],
    ["bits of patterns without end", { growth: growth([2100, 500], [0.5, 0.0625]) }, ["pattern", null, false], { growth: growth([2101, 500], [0.5, 0.0625]) }, ["structure", null, true]],
    ["exponents of vocabularies", { growth: { ...open, exponent: estimate(0.4, 0) } }, orNot, { growth: { ...open, exponent: estimate(0.401, 0) } }, ["structure", null, true]],
    ["exponents of what is learned", { growth: growth([3200, 1000], [0.4, 0]) }, orNot, { growth: growth([3200, 1000], [0.399, 0]) }, ["pattern", null, false]],
    ["the exponent of the data", { growth: growth([11_000, 1000], [1.2, 0]) }, ["structure", null, false], { growth: growth([11_000, 1000], [1.201, 0]) }, ["pattern", null, false]],
    ["the exponent of a table", { growth: growth([11_000, 1000], [0.999, 0]) }, ["structure", null, true], { growth: growth([11_000, 1000], [1, 0]) }, ["structure", null, false]],
    ["growth along the file", { growth: growth([320, 14]), along: estimate(0.1, 0.1) }, ["pattern", null, false], { growth: growth([320, 14]), along: estimate(0.101, 0.1) }, orNot],
    ["what blocks teach of themselves", { growth: growth([320, 14]), within: 0.25 }, ["pattern", null, false], { growth: growth([320, 14]), within: 0.251 }, orNot],
    ["chance within a block", { ...cheap, later: 0.01 }, ["structure", null, true], { ...cheap, later: 0.0099 }, ["order", null, false]],
    ["the cost of order", { total: 0.05, randomness: { value: 0.01, upper: 0.015 } }, ["structure", null, true], { total: 0.0499, randomness: { value: 0.01, upper: 0.015 } }, ["order", null, false]],
    ["the chance of order", { total: 0.01, randomness: { value: 0.01, upper: 0.02 } }, ["undecided", ["order", "pattern"], false], { total: 0.01, randomness: { value: 0.01, upper: 0.0199 } }, ["order", null, false]],
    ["chance that may be of order", { total: 0.01, randomness: { value: 0.02, upper: 0.03 } }, ["structure", null, true], { total: 0.01, randomness: { value: 0.0199, upper: 0.03 } }, ["undecided", ["order", "pattern"], false]],
    ["chance that may be of order, of a short text", { growth: growth([40, 50]), randomness: { value: 0.02, upper: 0.03 } }, ["pattern", null, false], { growth: growth([40, 50]), randomness: { value: 0.0199, upper: 0.03 } }, ["undecided", ["order", "pattern"], false]],
  ]; // biome-ignore format: a border a line
  expect(shown.map(([what, at, , beyond]) => [what, regimeOf(at), regimeOf(beyond)])).toEqual(
    shown.map(([what, , at, , beyond]) => [what, at, beyond]),
  );
});

describe("doubt about how growth goes", () => {
  const exponents = [-3, -1, 0, 0.2, 0.4, 0.5, 0.8, 1, 2, 3];
  const widths = [0, 0.05, 0.2, 0.5, 2, 10];
  const verdicts = (amount: readonly [number, number]) =>
    exponents.flatMap((b) =>
      widths.map((half) => decideRegime({ ...text, growth: growth(amount, [b, half]) })),
    );

  test("never makes a verdict undecided, nor a pattern anything else", () => {
    const clear = verdicts([11_000, 1000]).map(({ regime }) => regime);
    expect(new Set(clear)).toEqual(new Set(["structure", "pattern"]));
    const small = verdicts([320, 14]).map(({ regime }) => regime);
    expect(new Set(small)).toEqual(new Set(["pattern"]));
  });

  test("leaves structure without a word on growth", () => {
    for (const b of exponents) {
      const verdict = decideRegime({ ...text, growth: growth([11_000, 1000], [b, 10]) });
      expect(verdict).toMatchObject({ regime: "structure", openEnded: false });
    }
  });

  test("settles an undecided one only where learning clearly stops, continues or accelerates", () => {
    for (const b of exponents) {
      for (const half of widths) {
        const { regime } = decideRegime({ ...text, growth: growth([3600, 600], [b, half]) });
        const stops = b + half < 0.4 || b - half > 1.2;
        expect(regime).toBe(stops ? "pattern" : b - half > 0.4 ? "structure" : "undecided");
      }
    }
  });

  test("nothing that is no structure is open-ended", () => {
    for (const verdict of [...verdicts([11_000, 1000]), ...verdicts([3600, 600]), ...verdicts([320, 14])])
      if (verdict.openEnded) expect(verdict.regime).toBe("structure");
  });
});
