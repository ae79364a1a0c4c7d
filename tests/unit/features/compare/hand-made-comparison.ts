import type { Comparison } from "../../../../src/features/compare/schema.ts";
import { sampleAt } from "../../report/hand-made.ts";

type Pair = readonly [
  a: number,
  b: number,
  distance: number,
  verdict: Comparison["pairs"][number]["verdict"]["id"],
];

const bits = (value: number) => ({
  value,
  interval: { lower: value - 0.05, upper: value + 0.05, level: 0.95, method: "block-jackknife" as const },
  unit: "bit" as const,
});

/** A comparison by divergence; the tree of three samples joins the nearest two first. */
export function comparisonOf(names: readonly string[], pairs: readonly Pair[]): Comparison {
  const samples = names.map((name, i): Comparison["samples"][number] => {
    const { provenance, size, sha256, sampleSha256, blocks, n, encoding, alphabet } = sampleAt(
      name,
      [0.5, 0.1],
      [1, 0.1],
      "structure",
    );
    const own = pairs.filter(([a, b]) => a === i || b === i).sort((a, b) => a[2] - b[2])[0];
    return {
      ...{ name, provenance, size, sha256, sampleSha256, blocks, n, encoding, alphabet },
      warnings: [],
      compared: own !== undefined,
      notComparedBecause: own === undefined ? "too short" : null,
      halves: { status: "ok", ...bits(0.01) },
      nearest: own === undefined ? null : { sample: own[0] === i ? own[1] : own[0], distance: own[2] },
    };
  });
  return {
    schemaVersion: 1,
    tool: { name: "mesoscope", version: "0.0.0" },
    environment: { node: "20.0.0" },
    options: { sample: 100_000, encoding: "bytes", seed: 1, order: "covered", distances: ["jsd"] },
    inputs: { total: names.length, ok: names.length, skipped: 0, failed: 0 },
    design: pairs.length === 0 ? null : { n: 6000, order: 3, coverage: 0.99, blocks: 16 },
    samples,
    pairs: pairs.map(([a, b, distance, id]) => ({
      a,
      b,
      divergence: bits(distance),
      plugIn: distance + 0.02,
      chance: 0.02,
      exchange: { p: 0.001, adjusted: 0.002, splits: 1000 },
      beyond: bits(distance - 0.02),
      verdict: { id, because: "it was said so" },
      compression: null,
      observer: null,
    })),
    versions: [],
    lines: [],
    tree: pairs.length === 3 ? treeOfThree(pairs) : null,
    learner: null,
    worth: null,
    skipped: [],
    errors: [],
  };
}

function treeOfThree(pairs: readonly Pair[]): Comparison["tree"] {
  const [near, ...others] = [...pairs].sort((a, b) => a[2] - b[2]) as [Pair, Pair, Pair];
  const third = [0, 1, 2].find((i) => !near.slice(0, 2).includes(i))!;
  return {
    distance: "jsd",
    linkage: "average",
    order: [near[0], near[1], third],
    merges: [
      { left: near[0], right: near[1], height: near[2], size: 2 },
      { left: 3, right: third, height: (others[0][2] + others[1][2]) / 2, size: 3 },
    ],
  };
}
