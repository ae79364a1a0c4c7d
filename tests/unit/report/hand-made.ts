import type { Coordinate, Regime, Report, ReportedMeasurement, Sample } from "../../../src/core/report.ts";
import type { View } from "../../../src/report/renderer.ts";

export const view: View = { width: 80, color: false, ascii: false, map: true, hints: false };

type At = readonly [value: number, halfWidth: number | null] | string;

function coordinate(at: At, unit: "1" | "bit"): Coordinate {
  if (typeof at === "string") return { status: "undefined", reason: at, unit };
  const [value, half] = at;
  const interval =
    half === null
      ? null
      : { lower: value - half, upper: value + half, level: 0.95, method: "block-jackknife" as const };
  return { status: "ok", value, interval, unit };
}

/** A row that was placed by hand. */
export function sampleAt(
  name: string,
  randomness: At,
  structure: At,
  regime: Regime,
  difference: Partial<Sample> = {},
): Sample {
  return {
    name,
    provenance: { kind: "file", path: name },
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
      structure: coordinate(structure, "bit"),
      order: 2,
      alphabet: 64,
      gains: [4.5, 3],
      shuffles: { count: 19, mean: 0.01, maximum: 0.02 },
      verdict: { regime, because: "it was said so" },
    },
    warnings: [],
    ...difference,
  };
}

export function reportOf(samples: readonly Sample[], difference: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "20.0.0" },
    options: { sample: 100_000, encoding: "bytes", seed: 1, estimators: [] },
    inputs: { total: samples.length, ok: samples.length, skipped: 0, failed: 0 },
    samples: [...samples],
    references: [],
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

/** One sample of every verdict, one that cannot be placed, and two references. */
export const everyVerdict = reportOf(
  [
    sampleAt("moby-dick.txt", [0.45, 0.02], [2.5, 0.4], "structured"),
    sampleAt("random.bin", [0.999, 0.002], "not beyond the 19 shuffles", "noise"),
    sampleAt("log.txt", [0.005, 0.001], [5, 0.05], "order"),
    sampleAt("middle.bin", [0.7, 0.1], [0.3, 0.5], "undecided"),
    sampleAt("short.txt", [0.45, 0.02], [2.5, 0.4], "structured", {
      n: 20_000,
      ranked: false,
      notRankedBecause: "short",
    }),
    sampleAt("tiny.txt", "too short to place: 9 symbols, needs 4000", "too short", "undecided", {
      n: 9,
      ranked: false,
    }),
  ],
  {
    references: [
      sampleAt("uniform-27", [1, 0.001], "not beyond the 19 shuffles", "noise"),
      sampleAt("period-27", [0, 0], [4.75, 0.01], "order"),
      sampleAt("golden mean", [0.667, 0.003], [0.25, 0.01], "structured"),
    ],
    inputs: { total: 8, ok: 6, skipped: 1, failed: 1 },
  },
);
