// @module-tag thorough
import { describe, expect, it } from "vitest";
import { estimationContext } from "../../src/context/context.ts";
import type { Measurement } from "../../src/core/measurement.ts";
import { Random } from "../../src/core/random.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";
import { oneOf } from "../whole.ts";

/** What is read off the reconstructed machine, which is compared with that of the first three quarters. */
const ofMachine = [
  "statistical-complexity",
  "transient-information",
  "machine-excess-entropy",
  "machine-rate",
];

/** What reads the segments one after the other and learns as it goes: its value depends on which comes first. */
const readsInOrder = new Set([
  ...ofMachine,
  "compression-min-entropy",
  "window-prediction",
  "lag-prediction",
  "context-prediction",
  "dictionary-prediction",
  "observer",
  "evidence",
  "real-character",
  "context-tree-weighting",
  "extrapolated-rate",
  "lempel-ziv-76",
  "lempel-ziv-76-rate",
  "lempel-ziv-78",
  "lempel-ziv-78-rate",
  "match-length-mean",
  "match-length-ratio",
  ...["deflate", "brotli", "zstd", "xz", "bzip2", "ppmd"].flatMap((id) => [id, `${id}-ratio`]),
  "heaps-exponent",
  "vocabulary-growth",
  "novelty-curve",
  "hilberg-exponent",
  // Its lengths are order-free, the positions it lists are not.
  "longest-repeats",
]);

/** What is read off learning curves. */
const ofLearningCurves = [
  "randomness",
  "held-out-rate",
  "learning-curve",
  "structure",
  "exponent",
  "growth",
  "budget",
  "structure-beyond-shuffle",
];

/** What draws blocks or shuffles, other ones where the segments are in another order. */
const draws = new Set([...ofLearningCurves, "mutual-information", "horizon", "information-decay"]);

/** What the observer and others like it learn is what follows what. */
const learnsOfNeighbours = [
  "observer",
  "context-tree-weighting",
  "extrapolated-rate",
  "hilberg-exponent",
  ...ofLearningCurves,
];

/** What looks at neighbours or longer words and has nothing to look at in segments of one symbol. */
const needsNeighbours = [
  "collision-min-entropy",
  "compression-min-entropy",
  "window-prediction",
  "lag-prediction",
  "context-prediction",
  "dictionary-prediction",
  "markov-min-entropy",
  "serial-correlation",
  "lempel-ziv-76-rate",
  "lempel-ziv-78-rate",
  ...ofMachine,
  "mutual-information",
  "horizon",
  "information-decay",
  "detrended-fluctuation",
  "hurst-exponent",
  "permutation-entropy",
  "weighted-permutation-entropy",
  "missing-patterns",
  "complexity-entropy-plane",
  "linear-complexity",
  "linear-complexity-test",
  "linear-complexity-planes",
  "spectral-test",
  "exact-period",
  "approximate-period",
  "periodic-agreement",
  "monte-carlo-pi",
  "taylor-exponent",
  ...learnsOfNeighbours,
];

const n = 13_000;

/** First a chain that stays where it is, then a noisy period. */
function symbolsOf(size: number): number[] {
  const random = Random.fromSeed(size);
  const symbols: number[] = [];
  for (let i = 0; i < n; i++) {
    const fresh = random.below(size);
    if (i < 6100) symbols.push(i > 0 && random.uniform() < 0.4 ? symbols[i - 1]! : fresh);
    else
      symbols.push(
        random.uniform() < 0.8 ? (i * i) % Math.min(size, 7) : Math.min(fresh, random.below(size)),
      );
  }
  return symbols;
}

function cut(symbols: number[], ends: number[]): number[][] {
  return ends.map((end, s) => symbols.slice(ends[s - 1] ?? 0, end));
}

function contextOf(segments: number[][], size: number) {
  const symbols = Uint8Array.from(segments.flat());
  const segmentEnds: number[] = [];
  for (const { length } of segments) segmentEnds.push((segmentEnds.at(-1) ?? 0) + length);
  const decoding = { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null };
  const encoded = {
    alphabetSize: size,
    encoding: "bytes" as const,
    decoding,
    byteLength: symbols.length,
    label: String,
  };
  return estimationContext({ ...encoded, symbols, segmentEnds }, symbols, Random.fromSeed(1));
}

function numbersOf(measured: Measurement): (number | string)[] {
  if (measured.status === "undefined") return [measured.reason];
  if (measured.shape === "scalar") return [measured.value];
  if (measured.shape === "series") return measured.value.points.flatMap(({ x, value }) => [x, value]);
  return measured.value.rows.flat().map((cell) => cell ?? "none");
}

const close = (a: number | string, b: number | string) =>
  a === b || Math.abs(Number(a) - Number(b)) <= 1e-9 * Math.max(1, Math.abs(Number(a)));
const equal = (a: Measurement, b: Measurement) => {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  return one.length === other.length && one.every((value, i) => close(value, other[i]!));
};

const estimators = (await estimatorRegistry.all()).map((estimator) => [estimator.id, estimator] as const);
/** Where each sample of the law is fitted, a few are as good as many. */
const fewer: Readonly<Record<string, object>> = { "zipf-mandelbrot": { samples: 9 } };

describe.each([2, 256])("%i kinds of symbols", (size) => {
  const symbols = symbolsOf(size);
  const halves = cut(symbols, [6100, n]);
  const five = cut(symbols, [2000, 2600, 6700, 6750, n]);
  const single = cut(
    symbols.slice(5100, 7100),
    Array.from({ length: 2000 }, (_, i) => i + 1),
  );
  const drawn = Random.fromSeed(3);
  const mixed = single.map((segment) => [drawn.uniform(), segment] as const).sort(([a], [b]) => a - b);
  const orders: [string, number[][], number[][]][] = [
    ["two halves", halves, halves.toReversed()],
    ["five parts", five, [4, 1, 3, 0, 2].map((s) => five[s]!)],
    ["segments of one symbol", single, mixed.map(([, segment]) => segment)],
  ];

  describe.each(orders)("%s", (_, segments, others) => {
    const contexts = [contextOf(segments, size), contextOf(others, size)] as const;
    // Another half of them for each order.
    const half = orders.findIndex(([, one]) => one === segments) % 2;
    it.each(oneOf(8, estimators.slice(half)))(
      "%s does not depend on their order, or is known to",
      async (id, estimator) => {
        const one = await estimator.measure(contexts[0], fewer[id] ?? {});
        // There is nothing to compare where the order matters: it is only to give an answer.
        if (readsInOrder.has(id) || (draws.has(id) && segments === single)) return;
        const other = await estimator.measure(contexts[1], fewer[id] ?? {});
        if (!draws.has(id)) {
          expect(equal(one, other), `${numbersOf(one)} and ${numbersOf(other)}`).toBe(true);
          return;
        }
        if (
          one.status !== "ok" ||
          one.shape !== "scalar" ||
          other.status !== "ok" ||
          other.shape !== "scalar"
        )
          return;
        if (one.interval === null || other.interval === null) return;
        expect(one.interval.lower).toBeLessThanOrEqual(other.interval.upper);
        expect(other.interval.lower).toBeLessThanOrEqual(one.interval.upper);
      },
    );
  });

  it.each(learnsOfNeighbours)("%s is told of two symbols that are neighbours", async (id) => {
    const pair = [single[0]!.concat(single[1]!), ...single.slice(2)];
    const measured = await (await estimatorRegistry.get(id)).measure(contextOf(pair, size));
    expect(measured.status === "undefined" ? measured.reason : "").not.toMatch(/one symbol/);
  });

  it.each(needsNeighbours)("%s is not told of segments of one symbol", async (id) => {
    const measured = await (await estimatorRegistry.get(id)).measure(contextOf(single, size));
    expect(measured.status).toBe("undefined");
  });
});
