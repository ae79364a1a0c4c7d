import * as z from "zod";
import { UsageError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { Symbols } from "../core/sequence.ts";
import { defineSource, type RecordPart, type SourceDraft } from "../core/source.ts";
import { closedForm, type Truth } from "../core/truth.ts";
import { meanOf } from "../math/sums.ts";
import { binaryEntropy, lawEntropy } from "../statistics/entropy.ts";
import { recordStream } from "./sampling/streams.ts";
import { noiseEntropy } from "./truths/channel-truths.ts";
import { learnableBits, logFactorial, revealedBits } from "./truths/learnable-bits.ts";

/** A task: independent records of one size, each with one line end as its last symbol. */
interface Task {
  readonly alphabetSize: number;
  readonly parts: readonly RecordPart[];
  /** share of the symbols of a kind, and the number of equally likely ones in the kind */
  readonly kinds: readonly (readonly [share: number, symbols: number])[];
  /** shape (size,): bits that the record before each position shares with the rest of it */
  readonly shared: () => ArrayLike<number>;
  /** shape (size,): entropy of what must be remembered before each position; absent when it equals `shared` */
  readonly remembered?: () => ArrayLike<number>;
  /** returns a function that fills records, for one stream */
  readonly writer: () => (record: Symbols, random: Random) => void;
  readonly label: (symbol: number) => string;
}

/** A source from a task, with exact truths: the line end shows where records begin, and records are independent. */
function taskSource(task: Task): SourceDraft {
  const { alphabetSize, parts, kinds } = task;
  const size = parts.reduce((sum, { bits }) => sum + bits.length, 0);
  const bits = parts.reduce((total, part) => total + part.bits.reduce((sum, bit) => sum + bit, 0), 0);
  return {
    alphabetSize,
    parts,
    open(random) {
      const draws = random.fork("records");
      const write = task.writer();
      return recordStream(size, alphabetSize, random.fork("place"), (record) => write(record, draws));
    },
    truth() {
      const shared = task.shared();
      const remembered = task.remembered?.() ?? shared;
      return {
        symbolEntropy: closedForm(
          kinds.reduce(
            (sum, [share, symbols]) => (share > 0 ? sum + share * Math.log2(symbols / share) : sum),
            0,
          ),
          "shares of the symbols in a record",
        ),
        entropyRate: closedForm(
          bits / size,
          `${Number(bits.toPrecision(8))} bits per record of ${size} symbols`,
        ),
        excessEntropy: closedForm(
          Math.log2(size) + meanOf(shared),
          "log2 of the record's size + mean over its positions of I(before; after)",
        ),
        statisticalComplexity: closedForm(
          Math.log2(size) + meanOf(remembered),
          "log2 of the record's size + mean over its positions of the entropy of what must be remembered",
        ),
      };
    },
    label: task.label,
  };
}

/** Consecutive symbols of equal cost. */
function constantPart(name: string, length: number, bits: number): RecordPart {
  return { name, bits: new Array<number>(length).fill(bits) };
}

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
    pairs: z.int().min(1).max(1024).default(8).describe("pairs per line"),
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
      // The open brackets: their depth, and a type for each.
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
 * Probability that a uniformly random balanced word continues with a closing bracket, as a fraction, at a depth with `left`
 * brackets to come: the share of ballot paths that go down.
 */
function closing(depth: number, left: number): readonly [numerator: number, denominator: number] {
  return [depth * (left + depth + 2), 2 * left * (depth + 1)];
}

/** Bits of each bracket given those before, and the law of the depth before each position of the record. */
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

/** Parameters of tasks that ask for a word and expect the same symbols again. */
const echoParams = z.strictObject({
  alphabet: z
    .int()
    .min(1)
    .max(65_534)
    .default(10)
    .describe("number of different symbols in words; two more mark the answer and the end"),
  length: z.int().min(1).max(65_536).default(8).describe("symbols per word"),
});

/**
 * Records `word > answer` with a random word and an answer that contains its symbols.
 *
 * @param answer writes the answer to a word
 * @param shared as in `Task`; by default the unanswered rest of the word
 */
function echoTask(
  { alphabet, length }: z.infer<typeof echoParams>,
  answer: (word: Symbols, target: Symbols) => void,
  shared = () => echoMemory(length, Math.log2(alphabet)),
): SourceDraft {
  const size = 2 * length + 2;
  return taskSource({
    alphabetSize: alphabet + 2,
    parts: [
      constantPart("word", length, Math.log2(alphabet)),
      constantPart("mark", 1, 0),
      constantPart("answer", length, 0),
      constantPart("end", 1, 0),
    ],
    kinds: [
      [(2 * length) / size, alphabet],
      [1 / size, 1],
      [1 / size, 1],
    ],
    shared,
    writer: () => (record: Symbols, random: Random) => {
      const word = record.subarray(0, length);
      for (let i = 0; i < length; i++) word[i] = random.below(alphabet);
      record[length] = alphabet;
      answer(word, record.subarray(length + 1, size - 1));
      record[size - 1] = alphabet + 1;
    },
    label: (symbol) =>
      symbol === alphabet ? ">" : symbol === alphabet + 1 ? "\n" : itemLabel(symbol, alphabet),
  });
}

/** Letters for up to 26 symbols, numbers with a blank beyond. */
function itemLabel(symbol: number, alphabet: number): string {
  return alphabet <= 26 ? String.fromCharCode(97 + symbol) : `${symbol} `;
}

/** Before each position: the symbols read and not yet answered. */
function echoMemory(length: number, bits: number): Float64Array {
  return Float64Array.from(
    { length: 2 * length + 2 },
    (_, i) => Math.min(i, length, 2 * length + 1 - i) * bits,
  );
}

/** The order of the answer. Two places of the word are confused while they have held equal symbols in all records. */
function orderBits(n: number, { alphabet, length }: z.infer<typeof echoParams>): Truth {
  if (alphabet === 1) return closedForm(0, "all words are equal");
  const records = (2 * Math.log2(length) + 32) / Math.log2(alphabet);
  const route = "class: answers with the word in any order; log2 length! orders";
  return revealedBits(n, logFactorial(length), records * (2 * length + 2), route);
}

/** T of an answer that has the symbols of the word in a fixed order. */
const placesToFind = (length: number) =>
  closedForm(length, "the place in the word from which each symbol of the answer comes");

export const copy = defineSource({
  id: "copy",
  group: "tasks",
  title: "copying",
  summary: "Lines `abc>abc`: a random word and its copy; a learner has to look back a fixed distance.",
  reference: "Graves, Wayne & Danihelka 2014, arXiv:1410.5401",
  params: echoParams,
  example: "copy(alphabet=10, length=8)",
  bind: (params) => ({
    ...echoTask(params, (word, target) => target.set(word)),
    unknowns: () => placesToFind(params.length),
    learnableBits: (n) => orderBits(n, params),
  }),
});

export const modularAddition = defineSource({
  id: "modular-addition",
  group: "tasks",
  title: "modular addition",
  summary:
    "Lines `17+85=5` modulo a number, one symbol per residue; a learner has to find the table, or the rule behind it.",
  reference: "Power, Burda, Edwards, Babuschkin & Misra 2022, arXiv:2201.02177",
  params: z.strictObject({
    modulus: z
      .int()
      .min(1)
      .max(65_533)
      .default(97)
      .describe("residues; three more symbols are +, = and the end"),
  }),
  example: "modular-addition(modulus=97)",
  bind({ modulus }) {
    const bits = Math.log2(modulus);
    const marks = ["+", "=", "\n"];
    const sums = taskSource({
      alphabetSize: modulus + 3,
      parts: [
        constantPart("first", 1, bits),
        constantPart("plus", 1, 0),
        constantPart("second", 1, bits),
        constantPart("equals", 1, 0),
        constantPart("sum", 1, 0),
        constantPart("end", 1, 0),
      ],
      kinds: [
        [1 / 2, modulus],
        [1 / 6, 1],
        [1 / 6, 1],
        [1 / 6, 1],
      ],
      // The first number, then the sum.
      shared: () => [0, bits, bits, bits, bits, 0],
      writer: () => (record, random) => {
        const [a, b] = [random.below(modulus), random.below(modulus)];
        record.set([a, modulus, b, modulus + 1, (a + b) % modulus, modulus + 2]);
      },
      label: (symbol) => marks[symbol - modulus] ?? String(symbol),
    });
    const pairs = modulus * modulus;
    return {
      ...sums,
      unknowns: () => closedForm(pairs, "the entries of the table of sums: modulus^2"),
      learnableBits: (n) =>
        learnableBits(
          n,
          (m) => -bits * pairs * Math.expm1((m / 6) * Math.log1p(-1 / pairs)),
          "class: tables of any operation on the residues; log2 of the modulus for each pair that occurs",
        ),
    };
  },
});

export const recall = defineSource({
  id: "recall",
  group: "tasks",
  title: "key-value recall",
  summary:
    "Lines `a3d1c7?d1`: keys with values, then one of the keys; a learner has to look up what followed it.",
  reference: "Ba, Hinton, Mnih, Leibo & Ionescu 2016, NIPS 29 (associative retrieval)",
  params: z.strictObject({
    pairs: z.int().min(1).max(1024).default(4).describe("keys per line, all different"),
    keys: z.int().min(1).max(32_767).default(26).describe("keys to choose from"),
    values: z.int().min(2).max(32_767).default(10).describe("values to choose from"),
  }),
  example: "recall(pairs=4, keys=26, values=10)",
  bind({ pairs, keys, values }) {
    if (pairs > keys)
      throw new UsageError(`${pairs} pairs need as many different keys, but there are only ${keys}`);
    const size = 2 * pairs + 4;
    const listed = Array.from({ length: pairs }, (_, j): RecordPart[] => [
      constantPart("key", 1, Math.log2(keys - j)),
      constantPart("value", 1, Math.log2(values)),
    ]).flat();
    const task = taskSource({
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
    const unknowns = () => closedForm(pairs, "the pairs that must be kept until one is asked for");
    return { ...task, unknowns };
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
      // The first positions of a shuffle; the deck may start in any order.
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
 * Before each position of a record, in bits: what the record so far says about the rest, and what must be kept to say it. The
 * rest alone shows the keys still to be listed, and an answer: that of a pair it lists itself, of the key whose value comes
 * next, or of a pair listed before.
 */
function recallMemory(
  pairs: number,
  keys: number,
  values: number,
): { shared: number[]; remembered: number[] } {
  const value = Math.log2(values);
  const shared: number[] = [];
  const remembered: number[] = [];
  let choices = 0; // log2 of the number of orders of the keys so far
  let sets = 0; // log2 of the number of sets of keys so far
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

export const reverse = defineSource({
  id: "reverse",
  group: "tasks",
  title: "reversing",
  summary:
    "Lines `abc>cba`: a random word and the word reversed; a learner has to look back an increasing distance.",
  reference: "Grefenstette, Hermann, Suleyman & Blunsom 2015, NIPS 28",
  params: echoParams,
  example: "reverse(alphabet=10, length=8)",
  bind: (params) => ({
    ...echoTask(params, (word, target) => {
      for (let i = 0; i < word.length; i++) target[i] = word[word.length - 1 - i]!;
    }),
    unknowns: () => placesToFind(params.length),
    learnableBits: (n) => orderBits(n, params),
  }),
});

export const sort = defineSource({
  id: "sort",
  group: "tasks",
  title: "sorting",
  summary:
    "Lines `cab>abc`: a random word and its symbols in order; a learner has to find the order, and to count.",
  reference: "Graves, Wayne & Danihelka 2014, arXiv:1410.5401; David & Nagaraja 2003, Order Statistics",
  params: z.strictObject({
    alphabet: z
      .int()
      .min(1)
      .max(256)
      .default(10)
      .describe("number of different symbols in words; two more mark the answer and the end"),
    length: z.int().min(1).max(64).default(8).describe("symbols per word"),
  }),
  example: "sort(alphabet=10, length=8)",
  bind: (params) => ({
    ...echoTask(
      params,
      (word, target) => {
        target.set(word);
        target.sort();
      },
      () => sortMemory(params.alphabet, params.length),
    ),
    unknowns: () => closedForm(params.length, "the rank in the word of each symbol of the answer"),
  }),
});

/** Before each position: the multiset of the symbols read, then the rest of the answer. */
function sortMemory(alphabet: number, length: number): Float64Array {
  const read = Array.from({ length: length + 1 }, (_, symbols) => largestEntropy(alphabet, symbols, symbols));
  const toCome = Array.from({ length: length + 1 }, (_, done) =>
    largestEntropy(alphabet, length, length - done),
  );
  return Float64Array.from([...read, ...toCome]);
}

/**
 * Entropy of the `kept` largest of `drawn` uniform symbols, in bits: from the largest symbol down, the number of equal draws is
 * binomial, until enough are found.
 */
function largestEntropy(alphabet: number, drawn: number, kept: number): number {
  let entropy = 0;
  let reached = Float64Array.of(1, ...new Array<number>(kept).fill(0)); // P(found so far), while below `kept`
  for (let symbol = alphabet - 1; symbol >= 0; symbol--) {
    const next = new Float64Array(kept + 1);
    for (let found = 0; found < kept; found++) {
      if (reached[found] === 0) continue;
      const law = cutBinomial(drawn - found, 1 / (symbol + 1), kept - found);
      for (const [count, p] of law.entries()) {
        if (p > 0) entropy -= reached[found]! * p * Math.log2(p);
        next[found + count]! += reached[found]! * p;
      }
    }
    reached = next;
  }
  return entropy;
}

/** Law of min(binomial, most). */
function cutBinomial(trials: number, p: number, most: number): Float64Array {
  const law = new Float64Array(most + 1);
  if (p === 1) {
    law[Math.min(trials, most)] = 1;
    return law;
  }
  let mass = Math.exp(trials * Math.log1p(-p));
  let rest = 1;
  for (let count = 0; count < most; count++) {
    law[count] = mass;
    rest -= mass;
    mass *= ((trials - count) / (count + 1)) * (p / (1 - p));
  }
  law[most] = Math.max(0, rest);
  return law;
}
