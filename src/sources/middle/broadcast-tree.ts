import * as z from "zod";
import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { recordMachine } from "../../exact/composed-machines.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { probabilityThreshold } from "../sampling/probability-threshold.ts";
import { recordStream } from "../sampling/record-stream.ts";
import { independentTruth } from "../truths/independent-truth.ts";

/** Leaves of trees up to this depth are enumerated: 26 796 classes of equally likely patterns at depth 5. */
const deepest = 5;

/** Trees up to this depth have a machine that is worked through. */
const deepestMachine = 2;

export const broadcastTree = defineSource({
  id: "broadcast-tree",
  group: "middle",
  title: "broadcast on a tree",
  summary:
    "A fair bit handed down a binary tree, flipped with probability `flip` at each step; the leaves in a row.",
  reference:
    "Lin & Tegmark 2017, Entropy 19(7); Evans, Kenyon, Peres & Schulman 2000, Ann. Appl. Probab. 10(2)",
  params: z.strictObject({
    flip: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.1)
      .describe("probability that a child differs from its parent"),
    depth: z.int().min(1).max(20).default(4).describe("levels below the root; a tree has 2^depth leaves"),
  }),
  example: "broadcast-tree(flip=0.1, depth=4)",
  bind({ flip, depth }) {
    const leaves = 1 << depth;
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      open(random) {
        const bits = random.fork("bits");
        const threshold = probabilityThreshold(flip);
        return recordStream(leaves, 2, random.fork("place"), (record) => broadcast(record, threshold, bits));
      },
      truth() {
        if (flip === 0.5) return independentTruth(1, "every leaf is a fair bit of its own");
        const entropyRate = leafRate(flip, depth);
        const symbolEntropy = closedForm(1, "every leaf is a fair bit");
        if (depth <= deepestMachine) {
          const { excessEntropy, statisticalComplexity } = machineTruth(treeMachine(flip, depth));
          return {
            symbolEntropy,
            entropyRate,
            excessEntropy: excessEntropy!,
            statisticalComplexity: statisticalComplexity!,
          };
        }
        const most =
          entropyRate.status === "exact"
            ? entropyRate.value
            : entropyRate.status === "bounds"
              ? entropyRate.upper
              : 1;
        return {
          symbolEntropy,
          entropyRate,
          excessEntropy: truthFromBounds(
            { lower: 1 - Math.min(1, most), upper: 2 * depth },
            "H(1) - h <= E <= log2 2^depth + depth bits: given the way down to a leaf, past and future part",
          ),
          statisticalComplexity: unknown("the past does not reveal where a tree begins"),
        };
      },
    };
  },
});

/** From the end of the record, so that what is read is not yet overwritten. */
function broadcast(record: Symbols, threshold: number, random: Random): void {
  record[0] = random.uint32() >>> 31;
  for (let width = 1; width < record.length; width *= 2) {
    for (let i = width - 1; i >= 0; i--) {
      const bit = record[i]!;
      record[2 * i] = random.uint32() < threshold ? bit ^ 1 : bit;
      record[2 * i + 1] = random.uint32() < threshold ? bit ^ 1 : bit;
    }
  }
}

/** Trees one after the other. */
function treeMachine(flip: number, depth: number): Machine {
  const leaves = 1 << depth;
  const chanceOf = (pattern: number): number => {
    /** likelihoods of the nodes of a level, of 0 and of 1 */
    let level = Array.from({ length: leaves }, (_, i) => ((pattern >> i) & 1 ? [0, 1] : [1, 0]));
    while (level.length > 1) {
      const up = level.map(([zero, one]) => [
        (1 - flip) * zero! + flip * one!,
        flip * zero! + (1 - flip) * one!,
      ]);
      level = Array.from({ length: up.length / 2 }, (_, i) =>
        [0, 1].map((bit) => up[2 * i]![bit]! * up[2 * i + 1]![bit]!),
      );
    }
    return (level[0]![0]! + level[0]![1]!) / 2;
  };
  const records = Array.from({ length: 1 << leaves }, (_, pattern) => {
    const word = Array.from({ length: leaves }, (_, i) => (pattern >> i) & 1);
    return [word, chanceOf(pattern)] as const;
  });
  return recordMachine(
    2,
    records.filter(([, chance]) => chance > 0),
  )!;
}

/** Entropy of the leaves, and of the leaves when the root is known, in bits. */
interface LeafEntropy {
  readonly free: number;
  readonly given: number;
}

function leafRate(flip: number, depth: number): Truth {
  const leaves = 1 << depth;
  if (depth <= deepest) {
    const { free } = leafEntropy(flip, depth);
    return closedForm(free / leaves, "entropy of the 2^depth leaves, by enumeration of their patterns");
  }
  const { free, given } = leafEntropy(flip, deepest);
  // The roots of the subtrees are the leaves of a shallower tree.
  const subtrees = leaves >> deepest;
  const above = leafRate(flip, depth - deepest);
  const most = above.status === "exact" ? above.value : above.status === "bounds" ? above.upper : 1;
  return truthFromBounds(
    { lower: (subtrees * given) / leaves, upper: (subtrees * Math.min(free, most + given)) / leaves },
    `leaves given the roots of subtrees of depth ${deepest} <= leaves <= leaves and roots, by enumeration`,
  );
}

/** Patterns of leaves with the same two likelihoods count as one class; a pair of classes is one of the next depth. */
function leafEntropy(flip: number, depth: number): LeafEntropy {
  let classes: readonly (readonly [ifZero: number, ifOne: number, patterns: number])[] = [
    [1, 0, 1],
    [0, 1, 1],
  ];
  for (let level = 0; level < depth; level++) {
    const passed = classes.map(
      ([a, b, patterns]) => [(1 - flip) * a + flip * b, (1 - flip) * b + flip * a, patterns] as const,
    );
    classes = passed.flatMap(([a, b, patterns], i) =>
      passed
        .slice(i)
        .map(([c, d, others], j) => [a * c, b * d, (j === 0 ? 1 : 2) * patterns * others] as const),
    );
  }
  let [free, given] = [0, 0];
  for (const [a, b, patterns] of classes) {
    free += patterns * surprise((a + b) / 2);
    given += (patterns * (surprise(a) + surprise(b))) / 2;
  }
  return { free, given };
}

function surprise(p: number): number {
  return p === 0 ? 0 : -p * Math.log2(p);
}
