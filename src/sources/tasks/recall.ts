import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { defineSource, type RecordPart } from "../../core/source.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { noiseEntropy } from "../truths/noise-entropy.ts";
import { constantPart, taskSource } from "./task-source.ts";

export const recall = defineSource({
  id: "recall",
  group: "tasks",
  title: "key-value recall",
  summary:
    "Lines `a3d1c7?d1`: keys with values, then one of the keys; a learner has to look up what followed it.",
  reference: "Ba, Hinton, Mnih, Leibo & Ionescu 2016, NIPS 29 (associative retrieval)",
  params: z.strictObject({
    pairs: z.int().min(1).max(1024).default(4).describe("keys in a line, all different"),
    keys: z.int().min(1).max(32_767).default(26).describe("keys to choose from"),
    values: z.int().min(2).max(32_767).default(10).describe("values to choose from"),
  }),
  example: "recall(pairs=4, keys=26, values=10)",
  bind({ pairs, keys, values }) {
    if (pairs > keys) throw new UsageError(`${pairs} pairs need as many keys, there are ${keys}`);
    const size = 2 * pairs + 4;
    const listed = Array.from({ length: pairs }, (_, j): RecordPart[] => [
      constantPart("key", 1, Math.log2(keys - j)),
      constantPart("value", 1, Math.log2(values)),
    ]).flat();
    return taskSource({
      alphabetSize: keys + values + 2,
      parts: [
        ...listed,
        constantPart("mark", 1, 0),
        constantPart("query", 1, Math.log2(pairs)),
        constantPart("answer", 1, 0),
        constantPart("end", 1, 0),
      ],
      kinds: [
        [(pairs + 1) / size, keys],
        [(pairs + 1) / size, values],
        [1 / size, 1],
        [1 / size, 1],
      ],
      shared: () => recallMemory(pairs, keys, values).shared,
      remembered: () => recallMemory(pairs, keys, values).remembered,
      writer: () => recordWriter(pairs, keys, values),
      label: (symbol) => {
        if (symbol >= keys + values) return symbol === keys + values ? "?" : "\n";
        if (symbol < keys) return keys <= 26 ? String.fromCharCode(97 + symbol) : `k${symbol} `;
        return values <= 10 ? String(symbol - keys) : `v${symbol - keys} `;
      },
    });
  },
});

function recordWriter(
  pairs: number,
  keys: number,
  values: number,
): (record: Symbols, random: Random) => void {
  const deck = Uint16Array.from({ length: keys }, (_, key) => key);
  return (record, random) => {
    for (let j = 0; j < pairs; j++) {
      // The first places of a shuffle; the deck may start in any order.
      const at = j + random.below(keys - j);
      const key = deck[at]!;
      deck[at] = deck[j]!;
      deck[j] = key;
      record[2 * j] = key;
      record[2 * j + 1] = keys + random.below(values);
    }
    const asked = 2 * random.below(pairs);
    record.set([keys + values, record[asked]!, record[asked + 1]!, keys + values + 1], 2 * pairs);
  };
}

/**
 * Before each place of a record, in bits: what the record so far tells of the rest, and what must be kept to say all
 * that can be said. The rest alone shows the keys still to be listed, and an answer: that of a pair it lists itself, of
 * the key whose value comes next, or of a pair listed before.
 */
function recallMemory(
  pairs: number,
  keys: number,
  values: number,
): { shared: number[]; remembered: number[] } {
  const value = Math.log2(values);
  const shared: number[] = [];
  const remembered: number[] = [];
  let choices = 0; // log2 of the ways to list the keys so far
  let sets = 0; // log2 of the sets of keys so far
  const all = fallingLog(keys, pairs) + pairs * value + Math.log2(pairs);
  // The rest: `free` keys and their values, perhaps a value before them, then the question and the answer.
  const rest = (free: number, pending: 0 | 1): number => {
    const before = pairs - free;
    const within = free === 0 ? 0 : (free / pairs) * Math.log2(free);
    const answer = pending === 0 ? value : noiseEntropy(values, (before - 1) / before);
    const outside = before === 0 ? 0 : (before / pairs) * (Math.log2(keys - free) + answer);
    return (
      fallingLog(keys, free) + (free + pending) * value + binaryEntropy(before / pairs) + within + outside
    );
  };
  for (let j = 0; j <= pairs; j++) {
    shared.push(choices + j * value + rest(pairs - j, 0) - all);
    remembered.push(sets + j * value);
    if (j === pairs) break;
    choices += Math.log2(keys - j);
    shared.push(choices + j * value + rest(pairs - j - 1, 1) - all);
    remembered.push(sets + Math.log2(keys - j) + j * value);
    sets += Math.log2((keys - j) / (j + 1));
  }
  shared.push(shared.at(-1)!, value, 0);
  remembered.push(remembered.at(-1)!, value, 0);
  return { shared, remembered };
}

/** log2 of n (n-1) ... (n-k+1). */
function fallingLog(n: number, k: number): number {
  let sum = 0;
  for (let i = 0; i < k; i++) sum += Math.log2(n - i);
  return sum;
}
