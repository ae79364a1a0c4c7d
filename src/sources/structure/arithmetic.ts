import * as z from "zod";
import { defineSource, type Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, unknown } from "../../core/truth.ts";
import { createMachine, type Edge } from "../../exact/machine.ts";
import { lawEntropy, plugInEntropy } from "../../statistics/entropy.ts";

const signs = "0123456789+=\n";
/** Longer operands make more than 10^4 lines. */
const mostWrittenDigits = 2;

export const arithmetic = defineSource({
  id: "arithmetic",
  group: "structure",
  title: "table of sums",
  summary:
    "Lines such as 17+25=42 with random operands below 10^digits: what follows the equals sign costs nothing " +
    "to an observer that can add.",
  reference:
    "Cover & Thomas 2006, Elements of Information Theory, ch. 4; Ross 1996, Stochastic Processes, ch. 3",
  params: z.strictObject({
    digits: z.int().min(1).max(6).default(2).describe("digits of the largest operand"),
  }),
  example: "arithmetic(digits=2)",
  bind({ digits }) {
    const numbers = 10 ** digits;
    return {
      alphabetSize: signs.length,
      length: Number.POSITIVE_INFINITY,
      machine: () => (digits === 1 ? sumsMachine() : undefined),
      open(random) {
        const line = new Uint8Array(3 * digits + 4);
        const draw = (): number => writeSum(line, random.below(numbers), random.below(numbers));
        // A place met at random lies in a line with probability proportional to its length.
        let end = draw();
        let at = random.below(line.length);
        while (at >= end) {
          end = draw();
          at = random.below(line.length);
        }
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) {
              if (at === end) {
                end = draw();
                at = 0;
              }
              target[i] = line[at++]!;
            }
            return target.length;
          },
        };
      },
      truth: () => sumsTruth(digits),
      label: (symbol) => signs.charAt(symbol),
    };
  },
});

/** Writes a line; returns its length. */
function writeSum(line: Uint8Array, a: number, b: number): number {
  let at = writeNumber(line, 0, a);
  line[at] = 10;
  at = writeNumber(line, at + 1, b);
  line[at] = 11;
  at = writeNumber(line, at + 1, a + b);
  line[at] = 12;
  return at + 1;
}

function writeNumber(line: Uint8Array, from: number, number: number): number {
  let end = from + 1;
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) end++;
  let rest = number;
  for (let at = end - 1; at >= from; at--) {
    const tens = Math.floor(rest / 10);
    line[at] = rest - 10 * tens;
    rest = tens;
  }
  return end;
}

function sumsTruth(digits: number): GroundTruth {
  const counts = signCounts(digits);
  const length = counts.reduce((sum, count) => sum + count, 0);
  const shares = closedForm(
    lawEntropy(counts.map((count) => count / length)),
    "mean counts of signs in a line",
  );
  const rate = (2 * digits * Math.log2(10)) / length;
  const stated = {
    symbolEntropy: shares,
    entropyRate: closedForm(rate, "two free operands a line: 2 digits log2(10) / mean length of a line"),
  };
  if (digits > mostWrittenDigits) {
    const why = unknown("there are too many lines to write them all out");
    return { ...stated, excessEntropy: why, statisticalComplexity: why };
  }
  const { excessEntropy, statisticalComplexity } = sumsMemory(digits);
  return {
    ...stated,
    excessEntropy: closedForm(
      excessEntropy,
      "mutual information of the begun line and its rest, averaged over lines and positions",
    ),
    statisticalComplexity: closedForm(
      statisticalComplexity,
      "begun lines, those with one and the same rest as one",
    ),
  };
}

/** A sequence cut at random is cut in a line: its past tells how that begins, its future how it ends. */
function sumsMemory(digits: number): { excessEntropy: number; statisticalComplexity: number } {
  const numbers = 10 ** digits;
  const beginnings = new Map<string, number>();
  const ends = new Map<string, number>();
  const states = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let cuts = 0;
  for (let pair = 0; pair < numbers * numbers; pair++) {
    const [a, b] = [Math.floor(pair / numbers), pair % numbers];
    const line = `${a}+${b}=${a + b}\n`;
    const equals = line.indexOf("=");
    // Nothing is left to choose once the second operand can have no more digits.
    const decided = b === 0 || b >= numbers / 10 ? equals : equals + 1;
    for (let cut = 0; cut < line.length; cut++, cuts++) {
      count(beginnings, line.slice(0, cut));
      count(ends, line.slice(cut));
      count(states, cut < decided ? line.slice(0, cut) : line.slice(cut));
    }
  }
  const entropy = (counts: Map<string, number>) => plugInEntropy([...counts.values()]);
  return {
    excessEntropy: entropy(beginnings) + entropy(ends) - Math.log2(cuts),
    statisticalComplexity: entropy(states),
  };
}

/** Mean number of times each sign occurs in a line. */
function signCounts(digits: number): Float64Array {
  const numbers = 10 ** digits;
  const counts = new Float64Array(signs.length).fill(1, 10);
  const add = (number: number, weight: number): void => {
    let rest = number;
    do {
      const tens = Math.floor(rest / 10);
      counts[rest - 10 * tens]! += weight;
      rest = tens;
    } while (rest > 0);
  };
  for (let operand = 0; operand < numbers; operand++) add(operand, 2 / numbers);
  for (let sum = 0; sum < 2 * numbers - 1; sum++) {
    add(sum, Math.min(sum + 1, 2 * numbers - 1 - sum) / (numbers * numbers));
  }
  return counts;
}

/** The sums of digits as the tree of their prefixes. */
function sumsMachine(): Machine | undefined {
  const line = new Uint8Array(7);
  const prefixes = new Map([["", 0]]);
  const weights = new Map<string, number>();
  for (let pair = 0; pair < 100; pair++) {
    const end = writeSum(line, Math.floor(pair / 10), pair % 10);
    for (let cut = 0; cut < end; cut++) {
      const prefix = line.subarray(0, cut).join();
      if (!prefixes.has(prefix)) prefixes.set(prefix, prefixes.size);
      const move = `${prefix};${line[cut]};${cut + 1 === end ? "" : line.subarray(0, cut + 1).join()}`;
      weights.set(move, (weights.get(move) ?? 0) + 1);
      weights.set(prefix, (weights.get(prefix) ?? 0) + 1);
    }
  }
  const edges: Edge[] = [];
  for (const [move, weight] of weights) {
    const [prefix, symbol, next] = move.split(";");
    if (symbol === undefined) continue;
    edges.push({
      from: prefixes.get(prefix!)!,
      symbol: Number(symbol),
      to: prefixes.get(next!)!,
      probability: weight / weights.get(prefix!)!,
    });
  }
  return createMachine(signs.length, prefixes.size, edges);
}
