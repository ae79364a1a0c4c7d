import type { View } from "../../../src/report/kit/renderer.ts";
import type { Coordinate, Regime, Report, ReportedMeasurement, Sample } from "../../../src/results/report.ts";

export const view: View = { width: 80, color: false, ascii: false, map: true, hints: false, whole: false };

type At = readonly [value: number, halfWidth: number | null] | string;

function coordinate(at: At, unit: Coordinate["unit"]): Coordinate {
  if (typeof at === "string") return { status: "undefined", reason: at, unit };
  const [value, half] = at;
  const interval =
    half === null
      ? null
      : { lower: value - half, upper: value + half, level: 0.95, method: "block-jackknife" as const };
  return { status: "ok", value, interval, unit };
}

/** Bits at a height of the axis of growth: 64 bits make the first doubling. */
const bitsOf = (height: number) => 64 * (2 ** height - 1);

/** Growth that lies so high, and whose interval reaches so far up and down. */
function inBits(height: At): Coordinate {
  if (typeof height === "string") return coordinate(height, "bit");
  const [value, half] = height;
  const growth = coordinate([bitsOf(value), half], "bit");
  if (growth.status !== "ok" || growth.interval === null || half === null) return growth;
  return {
    ...growth,
    interval: { ...growth.interval, lower: bitsOf(value - half), upper: bitsOf(value + half) },
  };
}

/** More is learned in all than by the last doubling. */
function learned(height: At): Coordinate {
  if (typeof height === "string") return coordinate(height, "bit");
  const [value, half] = height;
  return coordinate([3 * bitsOf(value), half === null ? null : 100 * half], "bit");
}

/** The sample with the place where it stood after half of its symbols, as on the map. */
export function withTail(sample: Sample, x: number, height: number): Sample {
  const tail = { m: sample.n / 2, randomness: x, growth: bitsOf(height) };
  return { ...sample, spectrum: { ...sample.spectrum!, tail } };
}

/** A row that was placed by hand. */
export function sampleAt(
  name: string,
  randomness: At,
  height: At,
  regime: Regime,
  difference: Partial<Sample> = {},
): Sample {
  return {
    name,
    provenance: { kind: "file", path: name },
    family: null,
    size: 1_000_000,
    sha256: null,
    sampleSha256: "0".repeat(64),
    blocks: [{ offset: 0, length: 100_000 }],
    n: 100_000,
    encoding: { id: "bytes", charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
    alphabet: { declared: null, present: 64 },
    ranked: true,
    notRankedBecause: null,
    truth: null,
    measurements: [],
    spectrum: {
      randomness: coordinate(randomness, "1"),
      growth: inBits(height),
      exponent: typeof height === "string" ? coordinate(height, "1") : coordinate([0.6, 0.25], "1"),
      tail: null,
      twin: null,
      border: { bits: 64, openBits: 64, least: 64, extrapolated: false },
      rate: coordinate(randomness, "bit/symbol"),
      route: "blocks",
      structure: learned(height),
      learnedAfter: null,
      copies: null,
      learnedWithin: { value: 12.5, interval: null, block: 4096 },
      trainingLength: 87_500,
      alphabet: 64,
      curve: [4.5, 4.5, 3].map((rate, j) => ({ m: 1 << j, rate, structure: null })),
      budget: {
        random: 0.5,
        learned: 0.1,
        free: 0.4,
        raw: { random: 0.5, learned: 0.1, free: 0.4 },
        intervals: {
          random: { lower: 0.497, upper: 0.503, level: 0.95, method: "blocks" },
          learned: { lower: 0.0996, upper: 0.1004, level: 0.95, method: "blocks" },
          free: null,
        },
      },
      members: [{ id: "raw-code", title: "raw code", bits: 1000, weight: 1 }],
      certificates: [{ against: "exchangeable", savedBits: 12.5, log2P: -12.5, symbols: 87_500 }],
      verdict: {
        regime,
        between: regime === "undecided" && typeof height !== "string" ? ["pattern", "structure"] : null,
        openEnded: false,
        because: "it was said so",
      },
    },
    warnings: [],
    ...difference,
  };
}

export function reportOf(samples: readonly Sample[], difference: Partial<Report> = {}): Report {
  return {
    schemaVersion: 4,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "20.0.0" },
    options: { sample: 100_000, encoding: "bytes", seed: 1, estimators: [] },
    inputs: { total: samples.length, ok: samples.length, skipped: 0, failed: 0 },
    samples: [...samples],
    references: [],
    border: null,
    skipped: [],
    errors: [],
    ...difference,
  };
}

/** A measurement of one number. */
export function measured(value: number, halfWidth: number | null = null): ReportedMeasurement {
  return {
    estimator: "plug-in",
    quantity: "symbolEntropy",
    unit: "bit/symbol",
    parameters: {},
    n: 100_000,
    status: "ok",
    shape: "scalar",
    value,
    interval:
      halfWidth === null
        ? null
        : { lower: value - halfWidth, upper: value + halfWidth, level: 0.95, method: "block-jackknife" },
    warnings: [],
  };
}

/** One sample of every verdict, one that cannot be placed, three references and a border. */
export const everyVerdict = reportOf(
  [
    withTail(sampleAt("moby-dick.txt", [0.35, 0.02], [8.5, 0.4], "structure"), 0.41, 7.5),
    sampleAt("random.bin", [0.999, 0.002], [0, 0.4], "noise"),
    sampleAt("log.txt", [0.005, 0.001], [2, 0.05], "order"),
    sampleAt("chain.bin", [0.7, 0.01], [1.5, 0.3], "pattern"),
    sampleAt("border.bin", [0.6, 0.1], [2, 1.5], "undecided"),
    sampleAt("short.txt", [0.45, 0.02], [7.5, 0.4], "structure", {
      n: 20_000,
      ranked: false,
      notRankedBecause: "short",
    }),
    sampleAt("tiny.txt", "too short to place: 9 symbols, needs 500", "too short", "undecided", {
      n: 9,
      ranked: false,
    }),
  ],
  {
    references: [
      sampleAt("uniform-27", [1, 0.001], [0, 0.1], "noise"),
      sampleAt("period-27", [0, 0], [1.5, 0.01], "order"),
      sampleAt("golden mean", [0.667, 0.003], [0.25, 0.01], "pattern"),
    ],
    border: { n: 100_000, bits: bitsOf(3), openBits: bitsOf(3), least: bitsOf(3), extrapolated: false },
    inputs: { total: 9, ok: 7, skipped: 1, failed: 1 },
  },
);
