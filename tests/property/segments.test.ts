import { describe, expect, it } from "vitest";
import { estimationContext } from "../../src/context/context.ts";
import { quantities } from "../../src/core/quantities.ts";
import { Random } from "../../src/core/random.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";

/** Estimators of codes and observers take seconds and are looked at elsewhere. */
const expensive =
  /^(observer|extrapolated|held-out|learning|structur|growth|budget|hilberg|brotli|zstd|xz|bzip2|ppmd|zipf-m|nsb|pym)/;
const estimators = (await estimatorRegistry.all()).filter(({ id }) => !expensive.test(id));

const n = 3000;
/** Ends of segments that are as long as is drawn. */
function ended(length: (random: Random) => number): number[] {
  const random = Random.fromSeed(4);
  const ends: number[] = [];
  for (let at = 0; at < n; ends.push(at)) at = Math.min(n, at + length(random));
  return ends;
}
const cuts: [string, number[]][] = [
  ["of one symbol", ended(() => 1)],
  ["of two symbols", ended(() => 2)],
  ["of one to nine", ended((random) => 1 + random.below(9))],
  ["as a whole", [n]],
];

function contextOf(size: number, segmentEnds: number[]) {
  const random = Random.fromSeed(9);
  const symbols = Uint8Array.from({ length: n }, () => random.below(size));
  const decoding = { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null };
  return estimationContext(
    { symbols, alphabetSize: size, segmentEnds, encoding: "bytes", decoding, byteLength: n, label: String },
    symbols,
    Random.fromSeed(1),
  );
}

describe.each([2, 5, 256])("independent symbols, %i kinds, in segments", (size) => {
  it.each(cuts)("%s: no interval leaves its range, no value is far from it", async (_, ends) => {
    const context = contextOf(size, ends);
    for (const estimator of estimators) {
      const measured = await estimator.measure(context);
      if (measured.status !== "ok" || measured.shape === "table") continue;
      const [lower, upper] = quantities[measured.quantity].range(size);
      const points = measured.shape === "series" ? measured.value.points : [measured];
      for (const { value, interval } of points) {
        expect(value, estimator.id).toBeLessThanOrEqual(1.5 * upper + 0.1);
        expect(value, estimator.id).toBeGreaterThanOrEqual(lower - 0.1);
        if (interval === null) continue;
        // The value is always within; noise may carry it, and nothing else, out of the range.
        expect(interval.lower, estimator.id).toBeGreaterThanOrEqual(Math.min(value, lower));
        expect(interval.upper, estimator.id).toBeLessThanOrEqual(Math.max(value, upper));
        expect(interval.lower, estimator.id).toBeLessThanOrEqual(value);
        expect(interval.upper, estimator.id).toBeGreaterThanOrEqual(value);
      }
    }
  });
});

/** What looks at neighbours, of a coin: independent symbols have this value, however they are cut, or none is told. */
const values: Record<string, [value: number, error: number]> = {
  "serial-correlation": [0, 0.08],
  "lempel-ziv-76-rate": [1, 0.15],
  "lempel-ziv-78-rate": [1, 0.35],
  "block-gain": [1, 0.05],
  "context-tree-weighting": [1, 0.05],
  "statistical-complexity": [0, 0.01],
  "excess-entropy": [0, 0.05],
  "match-length-mean": [1, 0.15],
  // Bounds, which are below a bit by what 3000 symbols leave open.
  "collision-min-entropy": [0.8, 0.2],
  "lag-prediction": [0.93, 0.07],
  "context-prediction": [0.93, 0.07],
  "dictionary-prediction": [0.93, 0.07],
};

it.each(cuts)("a coin in segments %s is a coin", async (_, ends) => {
  const context = contextOf(2, ends);
  for (const [id, [expected, error]] of Object.entries(values)) {
    const measured = await (await estimatorRegistry.get(id)).measure(context);
    if (measured.status !== "ok") continue;
    if (measured.shape !== "scalar") throw new Error("no number");
    expect(Math.abs(measured.value - expected), id).toBeLessThan(error);
  }
});

it("neighbours are asked about only where there are some", async () => {
  const context = contextOf(2, cuts[0]![1]);
  for (const id of [
    "serial-correlation",
    "lempel-ziv-76-rate",
    "lempel-ziv-78-rate",
    "statistical-complexity",
  ]) {
    const measured = await (await estimatorRegistry.get(id)).measure(context);
    expect(measured.status, id).toBe("undefined");
  }
});

it("records that are alike but for one symbol have no negative rate", async () => {
  const random = Random.fromSeed(2);
  const symbols = Uint8Array.from({ length: n }, (_, i) => (i % 12 === 8 ? 12 + random.below(2) : i % 12));
  const decoding = { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null };
  const segmentEnds = Array.from({ length: n / 12 }, (_, s) => 12 * (s + 1));
  const context = estimationContext(
    { symbols, alphabetSize: 14, segmentEnds, encoding: "bytes", decoding, byteLength: n, label: String },
    symbols,
    Random.fromSeed(1),
  );
  const measured = await (await estimatorRegistry.get("block-gain")).measure(context);
  if (measured.status !== "ok" || measured.shape !== "scalar") throw new Error("no number");
  // A bit for every twelve symbols.
  expect(measured.value).toBeGreaterThanOrEqual(1 / 12);
});
