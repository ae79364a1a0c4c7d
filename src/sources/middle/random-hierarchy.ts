import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { recordMachine } from "../../exact/composed-machines.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { wholePower } from "../../math/sums.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { recordStream } from "../sampling/record-stream.ts";

/** Symbols of a datum, and right sides of a level, at most. */
const limits = { datum: 1 << 20, rules: 1 << 20 } as const;

export const randomHierarchy = defineSource({
  id: "random-hierarchy",
  group: "middle",
  title: "random hierarchy model",
  summary:
    "Trees of fixed depth whose levels rewrite by random rules, s symbols for one: a learner has to find the synonyms.",
  reference: "Cagnetta, Petrini, Tomasini, Favero & Wyart 2024, Phys. Rev. X 14",
  params: z.strictObject({
    v: z.int().min(1).max(65_536).default(8).describe("symbols of each level"),
    m: z
      .int()
      .min(1)
      .max(65_536)
      .default(4)
      .describe("synonyms: right sides of a symbol, equally likely; at most v^(s-1)"),
    s: z.int().min(1).max(64).default(2).describe("symbols of a right side"),
    levels: z.int().min(1).max(20).default(3).describe("levels of rules; a datum has s^levels symbols"),
    instance: z.int().min(0).default(1).describe("which of the random sets of rules"),
  }),
  example: "random-hierarchy(v=8, m=4, s=2, levels=3)",
  bind({ v, m, s, levels, instance }) {
    const size = wholePower(s, levels);
    if (size > limits.datum)
      throw new UsageError(`a datum of s^levels = ${size} symbols is longer than ${limits.datum}`);
    if (m > wholePower(v, s - 1))
      throw new UsageError(
        `m is at most v^(s-1) = ${wholePower(v, s - 1)}: no two symbols share a right side`,
      );
    if (v * m > limits.rules)
      throw new UsageError(`v m = ${v * m} right sides a level are more than ${limits.rules}`);
    const random = Random.fromSeed(instance).fork("random-hierarchy");
    const rules = Array.from({ length: levels }, () => randomRules(v, m, s, random));
    const datum = Math.log2(v) + Math.log2(m) * (s === 1 ? levels : (size - 1) / (s - 1));
    return {
      alphabetSize: v,
      length: Number.POSITIVE_INFINITY,
      open(stream) {
        const draws = stream.fork("rules");
        return recordStream(size, v, stream.fork("place"), (record) => {
          expand(record, rules, v, m, s, draws);
        });
      },
      truth() {
        const symbolEntropy = lawEntropy(leafLaw(rules, v, m, s));
        const machine = levels === 1 ? rightSides(v, s, rules[0]!) : undefined;
        const whole = machine && machineTruth(machine);
        const path = Math.log2(size) + Math.log2(v) + levels * Math.log2(m);
        return {
          symbolEntropy: closedForm(symbolEntropy, "law of a symbol at a random place, by the known rules"),
          entropyRate: closedForm(
            datum / size,
            "[log2 v + log2 m (s^L-1)/(s-1)] / s^L with the rules known: no two symbols share a right side",
          ),
          excessEntropy:
            whole?.excessEntropy ??
            truthFromBounds(
              { lower: Math.max(0, symbolEntropy - datum / size), upper: path },
              "H(1) - h <= E <= log2 s^L + log2 v + L log2 m: given the way down to a place, past and future part",
            ),
          statisticalComplexity:
            whole?.statisticalComplexity ??
            unknown("whether the past reveals where data begin depends on the rules"),
        };
      },
    };
  },
});

/** m different right sides for each symbol, none shared, all choices alike; shape (v, m, s). */
function randomRules(v: number, m: number, s: number, random: Random): Uint16Array {
  const rules = new Uint16Array(v * m * s);
  const taken = new Set<string>();
  while (taken.size < v * m) {
    const place = taken.size * s;
    const tuple = rules.subarray(place, place + s);
    for (let i = 0; i < s; i++) tuple[i] = random.below(v);
    taken.add(tuple.join());
  }
  return rules;
}

/** The machine of right sides one after the other, all alike; undefined of too many. */
function rightSides(v: number, s: number, rules: Uint16Array) {
  const sides = rules.length / s;
  return recordMachine(
    v,
    Array.from(
      { length: sides },
      (_, side) => [rules.subarray(side * s, (side + 1) * s), 1 / sides] as const,
    ),
  );
}

/** Rewrites a random symbol level by level, from the end of the record so that what is read is not yet overwritten. */
function expand(
  record: Symbols,
  levels: readonly Uint16Array[],
  v: number,
  m: number,
  s: number,
  random: Random,
): void {
  record[0] = random.below(v);
  let width = 1;
  for (const rules of levels) {
    for (let i = width - 1; i >= 0; i--) {
      const rule = (record[i]! * m + random.below(m)) * s;
      for (let j = 0; j < s; j++) record[i * s + j] = rules[rule + j]!;
    }
    width *= s;
  }
}

/** Law of a leaf at a random place: a level turns each symbol into a random one of a random right side. */
function leafLaw(levels: readonly Uint16Array[], v: number, m: number, s: number): Float64Array {
  let law = new Float64Array(v).fill(1 / v);
  for (const rules of levels) {
    const next = new Float64Array(v);
    for (let at = 0; at < rules.length; at++) next[rules[at]!]! += law[Math.floor(at / (m * s))]! / (m * s);
    law = next;
  }
  return law;
}
