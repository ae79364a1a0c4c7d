import { describe, expect, it, test } from "vitest";
import type { Interval } from "../../../src/core/measurement.ts";
import type { Coordinate, Regime, Sample, Spectrum } from "../../../src/results/report.ts";
import { verdictSentence } from "../../../src/spectrum/verdict-sentence.ts";

const around = (value: number, half: number | null): Interval | null =>
  half === null ? null : { lower: value - half, upper: value + half, level: 0.95, method: "blocks" };
const coordinate = (value: number, half: number | null, unit: Coordinate["unit"]): Coordinate => ({
  status: "ok",
  value,
  interval: around(value, half),
  unit,
});

interface Case {
  readonly regime: Regime;
  readonly alphabet: number;
  readonly rate: number;
  /** half the interval of the rate */
  readonly error?: number | null;
  readonly structure: number;
  readonly structureError?: number | null;
  /** symbols after which nearly all of it was learned */
  readonly after?: number;
  /** b and half the width of its interval, of open-ended structure */
  readonly open?: readonly [b: number, half: number];
  /** share of the symbols that are copies */
  readonly copies?: number;
  /** symbols of the passage that it consists of, over and over */
  readonly passage?: number;
  /** x of what is no copy */
  readonly once?: number;
  readonly between?: readonly [Regime, Regime];
  readonly training?: number;
  /** bits of local structure a block */
  readonly within?: number;
  /** half the width of its interval; by default a tenth of it */
  readonly withinError?: number;
}

function within(value: number, error = value / 10) {
  return { value, interval: { lower: value - error, upper: value + error }, block: 4096 };
}

function spectrumOf(given: Case): Spectrum {
  const { alphabet, rate, structure, error = 0.001, structureError = 0.1 * Math.abs(structure) } = given;
  const scale = Math.log2(alphabet) || 1;
  return {
    randomness: coordinate(Math.min(1, rate / scale), error === null ? null : error / scale, "1"),
    rate: coordinate(rate, error, "bit/symbol"),
    structure: coordinate(structure, structureError, "bit"),
    exponent: coordinate(given.open?.[0] ?? 0.3, given.open?.[1] ?? 0.3, "1"),
    learnedAfter: given.after ?? null,
    copies:
      given.copies === undefined
        ? null
        : {
            share: given.copies,
            rate: rate / 2,
            passage: given.passage ?? null,
            randomness: given.once ?? Math.min(1, rate / scale),
          },
    trainingLength: given.training ?? 50_000,
    alphabet,
    learnedWithin: given.within === undefined ? null : within(given.within, given.withinError),
    verdict: {
      regime: given.regime,
      between: given.between ?? null,
      openEnded: given.open !== undefined,
      because: "for a reason",
    },
  } as unknown as Spectrum;
}

const sample = (encoding: Sample["encoding"]["id"] = "bytes", declared: number | null = null) =>
  ({ encoding: { id: encoding }, alphabet: { declared, present: 1 } }) as Pick<
    Sample,
    "encoding" | "alphabet"
  >;
const say = (given: Case, of = sample()) => verdictSentence(of, spectrumOf(given));

describe("verdictSentence", () => {
  const cases: [Case, string][] = [
    [
      { regime: "structure", alphabet: 80, rate: 2.215, structure: 22_920 },
      "Structure with some randomness: 65 % predictable; 2.2 bits of new information a byte; 23 kbit learned.",
    ],
    [
      { regime: "structure", alphabet: 256, rate: 5, structure: 2_300_000 },
      "Structure with much randomness: 38 % predictable; 5 bits of new information a byte; 2.3 Mbit learned.",
    ],
    [
      { regime: "structure", alphabet: 256, rate: 0.4, structure: 900 },
      "Structure with little randomness: 95 % predictable; 0.4 bits of new information a byte; 900 bits learned.",
    ],
    // That it is open-ended is for explain and for programs: the exponent is too uncertain for a first sentence.
    [
      { regime: "structure", alphabet: 80, rate: 2.215, structure: 22_920, open: [0.7, 0.05] },
      "Structure with some randomness: 65 % predictable; 2.2 bits of new information a byte; 23 kbit learned.",
    ],
    [
      { regime: "structure", alphabet: 80, rate: 2.215, structure: 22_920, copies: 0.314 },
      "Structure with some randomness, 31 % of it copies of itself: 65 % predictable; 2.2 bits of new information a byte; 23 kbit learned.",
    ],
    [
      { regime: "pattern", alphabet: 2, rate: 0.667, structure: 18 },
      "Pattern with much noise: 33 % predictable; 0.67 bits of new information a byte; 18 bits learned.",
    ],
    [
      { regime: "pattern", alphabet: 256, rate: 3, structure: 15_200, after: 40_000 },
      "Pattern with some noise: 63 % predictable; 3 bits of new information a byte; 15 kbit learned within 40000 bytes.",
    ],
    [
      { regime: "pattern", alphabet: 256, rate: 3, structure: 15_200, after: 40_000, copies: 0.5 },
      "Pattern with some noise, 50 % of it copies of itself: 63 % predictable; 3 bits of new information a byte; 15 kbit learned within 40000 bytes.",
    ],
    [
      { regime: "pattern", alphabet: 2, rate: 0.667, structure: 18, structureError: 20, after: 9 },
      "Pattern with much noise: 33 % predictable; 0.67 bits of new information a byte.",
    ],
    [
      { regime: "pattern", alphabet: 11, rate: 0.33, structure: 1600, within: 230 },
      "Pattern with little noise: 90 % predictable; 0.33 bits of new information a byte; 1.6 kbit learned; each 4096 bytes have patterns of their own (230 bits).",
    ],
    [
      { regime: "pattern", alphabet: 11, rate: 0.33, structure: 1600, within: 600, withinError: 300 },
      "Pattern with little noise: 90 % predictable; 0.33 bits of new information a byte; 1.6 kbit learned; each 4096 bytes have patterns of their own (300 to 900 bits).",
    ],
    [
      { regime: "pattern", alphabet: 11, rate: 0.33, structure: 1600, within: 600, withinError: 500 },
      "Pattern with little noise: 90 % predictable; 0.33 bits of new information a byte; 1.6 kbit learned.",
    ],
    [
      { regime: "pattern", alphabet: 16, rate: 1, structure: 100, within: 200 },
      "Pattern with some noise: 75 % predictable; 1 bit of new information a byte; 100 bits learned.",
    ],
    [
      { regime: "noise", alphabet: 256, rate: 7.999, structure: 0.4 },
      "Noise: no order found in its bytes; 8 bits of new information a byte, the most there can be.",
    ],
    [
      { regime: "noise", alphabet: 256, rate: 1.61, structure: 0.4, copies: 0.8, once: 1 },
      "Noise, 80 % of it copies of itself: 80 % predictable; 1.6 bits of new information a byte; only copies are predictable.",
    ],
    [
      { regime: "order", alphabet: 256, rate: 0.42, structure: 0, copies: 0.95, once: 1, passage: 5000 },
      "Order, one passage of 5000 bytes of noise over and over: 95 % predictable; 0.42 bits of new information a byte.",
    ],
    [
      { regime: "order", alphabet: 256, rate: 0.0009, structure: 0, copies: 0.99, once: 1, passage: 1 },
      "Order, one byte over and over: 99.9 % predictable; under 0.001 bits of new information a byte.",
    ],
    [
      { regime: "noise", alphabet: 2, rate: 0.469, structure: 0.4 },
      "Noise, its bytes not equally frequent: 53 % predictable; 0.47 bits of new information a byte; no pattern in their order.",
    ],
    [
      { regime: "order", alphabet: 2, rate: 0.0046, structure: -228 },
      "Order: 99.5 % predictable; 0.0046 bits of new information a byte.",
    ],
    [
      { regime: "order", alphabet: 2, rate: 0.00002, structure: 500 },
      "Order: 99.9 % predictable; under 0.001 bits of new information a byte; 500 bits learned.",
    ],
    [
      { regime: "structure", alphabet: 80, rate: 2.215, structure: 20_000, structureError: 9300 },
      "Structure with some randomness: 65 % predictable; 2.2 bits of new information a byte; 11 to 29 kbit learned.",
    ],
    [
      { regime: "pattern", alphabet: 8, rate: 2, structure: 1000, structureError: 400 },
      "Pattern with much noise: 33 % predictable; 2 bits of new information a byte; 600 bits to 1.4 kbit learned.",
    ],
    [
      { regime: "order", alphabet: 1, rate: 0, structure: 0, training: 0 },
      "Order: one byte, repeated; no new information.",
    ],
    [
      {
        regime: "undecided",
        between: ["pattern", "structure"],
        alphabet: 100,
        rate: 3.7,
        error: 1.8,
        structure: 4000,
      },
      "Undecided between pattern and structure: 17 to 71 % predictable; 1.9 to 5.5 bits of new information a byte; 4 kbit learned.",
    ],
    [
      { regime: "undecided", between: ["noise", "pattern"], alphabet: 2, rate: 1, structure: 0 },
      "Undecided between noise and pattern: 0 % predictable; 1 bit of new information a byte.",
    ],
    [
      { regime: "undecided", alphabet: 2, rate: 1, structure: 0, structureError: 500 },
      "Undecided, for a reason: 0 % predictable; 1 bit of new information a byte.",
    ],
    [
      { regime: "undecided", between: ["order", "pattern"], alphabet: 2, rate: 0.01, structure: 0 },
      "Undecided between order and pattern: 99 % predictable; 0.01 bits of new information a byte.",
    ],
    [
      { regime: "pattern", alphabet: 11, rate: 3.6, error: 0.3, structure: 0 },
      "Pattern with much noise: 0 to 9 % predictable; 3.3 to 3.9 bits of new information a byte.",
    ],
    [
      { regime: "pattern", alphabet: 2, rate: 0.995, error: null, structure: 9, structureError: null },
      "Pattern with much noise: 0.5 % predictable; 0.99 bits of new information a byte.",
    ],
  ];
  it.each(cases)("says of %o", (given, sentence) => {
    expect(say(given)).toBe(sentence);
  });

  it("names the symbols as they were read", () => {
    const given: Case = { regime: "pattern", alphabet: 2, rate: 0.667, structure: 0 };
    expect(say(given, sample("bytes", 2))).toContain("information a symbol");
    expect(say(given, sample("characters"))).toContain("information a character");
    expect(say(given, sample("words"))).toContain("information a word");
    expect(say(given, sample("gpt2"))).toContain("information a token");
  });

  it("says why there is no verdict", () => {
    const spectrum = spectrumOf({ regime: "undecided", alphabet: 2, rate: 1, structure: 0 });
    const reason = "too short to place";
    const unknown: Coordinate = { status: "undefined", reason, unit: "1" };
    const verdict = { regime: "undecided" as const, between: null, openEnded: false, because: reason };
    expect(verdictSentence(sample(), { ...spectrum, rate: unknown, verdict })).toBe("Too short to place.");
  });
});

test.each([
  [80_000, "Structure with some randomness, as 80000 bytes show: "],
  [50_000, "Structure with some randomness, as more orders of its blocks show: "],
])("a verdict that rests on more than the sample says on what: %i bytes of 50 000", (n, opening) => {
  const spectrum = spectrumOf({ regime: "structure", alphabet: 80, rate: 2.215, structure: 22_920 });
  const settled = { ...spectrum, verdict: { ...spectrum.verdict, n } };
  const said = verdictSentence(sample(), settled);
  expect(said.startsWith(opening)).toBe(true);
  expect(said).not.toContain("learned");
});

test.each([
  ["at least 34 %", 500],
  ["34 %", 1000],
])("of an input read in part the sample has some of its copies: %s of %i bytes of 1000", (said, length) => {
  const given: Case = { regime: "noise", alphabet: 256, rate: 8, structure: 0, copies: 0.34 };
  const of = { ...sample(), size: 1000, blocks: [{ offset: 0, length }] };
  expect(say(given, of)).toContain(`Noise, ${said} of it copies of itself: `);
});

test.each<[Case["regime"], number, string]>([
  ["noise", 8, "Compressed (ZIP): its bytes are noise; 8 bits of new information a byte."],
  [
    "structure",
    7.2,
    "Compressed (ZIP): its bytes, not its content, are 10 % predictable; 7.2 bits of new information a byte.",
  ],
])("a compressed file is that before its bytes are %s", (regime, rate, said) => {
  const of = { ...sample(), warnings: [{ code: "compressed-container" as const, format: "ZIP" }] };
  expect(say({ regime, alphabet: 256, rate, structure: 20_000 }, of)).toBe(said);
});

test("what begins like a compressed format, but is predictable, is described as it is", () => {
  const of = { ...sample(), warnings: [{ code: "compressed-container" as const, format: "PDF" }] };
  const said = say({ regime: "structure", alphabet: 256, rate: 3.2, structure: 20_000 }, of);
  expect(said).toBe(
    "Structure with some randomness: 60 % predictable; 3.2 bits of new information a byte; 20 kbit learned.",
  );
});
