import * as z from "zod";
import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineSource } from "../../core/source.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";
import { constantPart, taskSource } from "./task-source.ts";

const marks = "()[]{}<>";

export const bracketsTask = defineSource({
  id: "brackets",
  group: "tasks",
  title: "bracket matching",
  summary:
    "Lines of balanced brackets, all of the same length; a learner has to find which bracket closes, and when the line ends.",
  reference: "Arnold & Sleep 1980, ACM Trans. Program. Lang. Syst. 2(1); Hewitt et al. 2020, EMNLP",
  params: z.strictObject({
    types: z.int().min(1).max(32_767).default(2).describe("kinds of brackets"),
    pairs: z.int().min(1).max(1024).default(8).describe("pairs in a line"),
  }),
  example: "brackets(types=2, pairs=8)",
  bind({ types, pairs }) {
    const size = 2 * pairs + 1;
    const { bits, depthLaws } = ballotWalk(pairs, types);
    return taskSource({
      alphabetSize: 2 * types + 1,
      parts: [{ name: "brackets", bits }, constantPart("end", 1, 0)],
      kinds: [
        [(2 * pairs) / size, 2 * types],
        [1 / size, 1],
      ],
      // What is open: its depth, and a type for each bracket.
      shared: () =>
        depthLaws.map(
          (law) => lawEntropy(law) + law.reduce((sum, p, depth) => sum + p * depth, 0) * Math.log2(types),
        ),
      writer: () => (record, random) => writeBalanced(record, types, random),
      label: (symbol) => {
        if (symbol === 2 * types) return "\n";
        return types <= 4 ? marks.charAt(symbol) : `${"()"[symbol & 1]}${symbol >> 1} `;
      },
    });
  },
});

/**
 * Chance that a uniformly random balanced word goes on with a closing bracket, as a fraction, at a depth with `left`
 * brackets to come: the share of ballot paths that go down.
 */
function closing(depth: number, left: number): readonly [numerator: number, denominator: number] {
  return [depth * (left + depth + 2), 2 * left * (depth + 1)];
}

/** Bits of each bracket given those before, and the law of the depth before each place of the record. */
function ballotWalk(pairs: number, types: number): { bits: number[]; depthLaws: Float64Array[] } {
  const bits: number[] = [];
  const depthLaws: Float64Array[] = [];
  let law = new Float64Array(pairs + 2);
  law[0] = 1;
  for (let left = 2 * pairs; left > 0; left--) {
    depthLaws.push(law);
    const next = new Float64Array(pairs + 2);
    let cost = 0;
    for (let depth = 0; depth <= pairs; depth++) {
      if (law[depth] === 0) continue;
      const [numerator, denominator] = closing(depth, left);
      const close = numerator / denominator;
      cost += law[depth]! * (binaryEntropy(close) + (1 - close) * Math.log2(types));
      if (depth > 0) next[depth - 1]! += law[depth]! * close;
      if (close < 1) next[depth + 1]! += law[depth]! * (1 - close);
    }
    bits.push(cost);
    law = next;
  }
  depthLaws.push(law);
  return { bits, depthLaws };
}

function writeBalanced(record: Symbols, types: number, random: Random): void {
  const stack: number[] = [];
  const last = record.length - 1;
  for (let i = 0; i < last; i++) {
    const [numerator, denominator] = closing(stack.length, last - i);
    if (random.below(denominator) < numerator) {
      record[i] = 2 * stack.pop()! + 1;
    } else {
      const type = random.below(types);
      stack.push(type);
      record[i] = 2 * type;
    }
  }
  record[last] = 2 * types;
}
