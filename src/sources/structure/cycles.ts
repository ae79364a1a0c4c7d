import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import { defineSource, type Machine, type SourceDraft } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { createMachine, type Edge, machineLimits } from "../../exact/machine.ts";
import { wholePower } from "../../math/sums.ts";
import { binaryEntropy, lawEntropy, plugInEntropy } from "../../statistics/entropy.ts";
import { endless, piecewise } from "../sampling/streams.ts";
import { learnableBits } from "../truths/learnable-bits.ts";
import { normalTruth } from "../truths/truths.ts";

/** A cycle of symbols. */
interface Cycle {
  readonly alphabetSize: number;
  /** its primitive period, in symbols */
  readonly period: number;
  /** shape (period,); made on first use */
  symbols(): Symbols;
  readonly symbolEntropy: Truth;
}

/** Short cycles are concatenated up to this length, so that copying is efficient. */
const tileLength = 4096;

/**
 * A repeated cycle.
 *
 * @param phase start position; random when absent
 * @param route derivation of the period
 */
export function cycleSource(cycle: Cycle, phase: number | undefined, route: string): SourceDraft {
  const { alphabetSize, period } = cycle;
  // A source that restarts at every turn opens this many times.
  let laid: Symbols | undefined;
  return {
    alphabetSize,
    machine: () => cycleMachine(cycle, phase),
    open(random) {
      const at = phase === undefined ? random.below(period) : phase % period;
      laid ??= tiled(cycle.symbols());
      const tile = laid;
      return piecewise(() => tile, tile.subarray(at));
    },
    truth: () => cycleTruth(period, cycle.symbolEntropy, route),
  };
}

/** Truths of a process with a primitive period and a random phase. */
export function cycleTruth(period: number, symbolEntropy: Truth, route: string) {
  return {
    symbolEntropy,
    entropyRate: closedForm(0, "periodic"),
    excessEntropy: closedForm(Math.log2(period), route),
    statisticalComplexity: closedForm(Math.log2(period), route),
  };
}

/** A ring of states, one for each position in the cycle; undefined for long cycles. */
function cycleMachine({ alphabetSize, period, symbols }: Cycle, phase?: number): Machine | undefined {
  if (period > machineLimits.states) return undefined;
  const stationary = new Float64Array(period).fill(1 / period);
  const start = phase === undefined ? stationary : new Float64Array(period);
  if (phase !== undefined) start[phase % period] = 1;
  const edges = Array.from(symbols(), (symbol, from) => ({
    from,
    symbol,
    to: (from + 1) % period,
    probability: 1,
  }));
  return createMachine(alphabetSize, period, edges, { start, stationary });
}

function tiled(symbols: Symbols): Symbols {
  const copies = Math.ceil(tileLength / symbols.length);
  const Kind = symbols.constructor as new (length: number) => Symbols;
  const tile = new Kind(copies * symbols.length);
  for (let i = 0; i < copies; i++) tile.set(symbols, i * symbols.length);
  return tile;
}

const digitSigns = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Operands of which all pairs are enumerated: with more, there are more than 2^16 lines. */
const mostWritten = 256;
/** Operands that are counted one by one. */
const mostOperands = 1_000_000;

export const arithmetic = defineSource({
  id: "arithmetic",
  group: "structure",
  title: "table of sums",
  summary:
    "Lines such as 17+25=42 with random operands below base^digits: what follows the equals sign costs nothing " +
    "to an observer that can add.",
  reference:
    "Cover & Thomas 2006, Elements of Information Theory, ch. 4; Ross 1996, Stochastic Processes, ch. 3",
  params: z.strictObject({
    digits: z.int().min(1).max(6).default(2).describe("digits of the largest operand"),
    base: z.int().min(2).max(36).optional().describe("base of the digits; 10 by default"),
  }),
  example: "arithmetic(digits=2)",
  bind({ digits, base = 10 }) {
    const numbers = wholePower(base, digits);
    if (numbers > mostOperands)
      throw new UsageError(`base^digits = ${numbers} operands are more than ${mostOperands}`);
    return {
      alphabetSize: base + 3,
      machine: () => (digits === 1 ? sumsMachine(base) : undefined),
      open(random) {
        const line = new Uint8Array(3 * digits + 4);
        const draw = (): number => writeSum(line, random.below(numbers), random.below(numbers), base);
        // The line of a random position is drawn with probability proportional to its length.
        let end = draw();
        let at = random.below(line.length);
        while (at >= end) {
          end = draw();
          at = random.below(line.length);
        }
        return endless((target) => {
          for (let i = 0; i < target.length; i++) {
            if (at === end) {
              end = draw();
              at = 0;
            }
            target[i] = line[at++]!;
          }
        });
      },
      truth: () => sumsTruth(digits, base),
      unknowns: () =>
        digits === 1
          ? closedForm(base * base, "the sum of each pair of digits: base^2")
          : closedForm(2 * base * base, "the sum of each pair of digits, with and without a carry: 2 base^2"),
      label: (symbol) => (symbol < base ? digitSigns : "+=\n").charAt(symbol < base ? symbol : symbol - base),
    };
  },
});

/** Writes a line; returns its length. */
function writeSum(line: Uint8Array, a: number, b: number, base: number): number {
  let at = writeNumber(line, 0, a, base);
  line[at] = base;
  at = writeNumber(line, at + 1, b, base);
  line[at] = base + 1;
  at = writeNumber(line, at + 1, a + b, base);
  line[at] = base + 2;
  return at + 1;
}

function writeNumber(line: Uint8Array, from: number, number: number, base: number): number {
  let end = from + 1;
  for (let rest = number; rest >= base; rest = Math.floor(rest / base)) end++;
  let rest = number;
  for (let at = end - 1; at >= from; at--) {
    const upper = Math.floor(rest / base);
    line[at] = rest - base * upper;
    rest = upper;
  }
  return end;
}

function sumsTruth(digits: number, base: number): GroundTruth {
  const counts = signCounts(digits, base);
  const length = counts.reduce((sum, count) => sum + count, 0);
  const shares = closedForm(
    lawEntropy(counts.map((count) => count / length)),
    "entropy of the mean counts of signs in a line",
  );
  const rate = (2 * digits * Math.log2(base)) / length;
  const stated = {
    symbolEntropy: shares,
    entropyRate: closedForm(
      rate,
      `two random operands per line: 2 digits log2(${base}) / mean length of a line`,
    ),
  };
  if (wholePower(base, digits) > mostWritten) {
    const why = unknown("too many lines to enumerate");
    return { ...stated, excessEntropy: why, statisticalComplexity: why };
  }
  const { excessEntropy, statisticalComplexity } = sumsMemory(digits, base);
  return {
    ...stated,
    excessEntropy: closedForm(
      excessEntropy,
      "mutual information between the start and the rest of a line, cut at a random position",
    ),
    statisticalComplexity: closedForm(
      statisticalComplexity,
      "entropy of the starts of lines, merged where they determine the same rest",
    ),
  };
}

/** A random cut is within a line: the past shows how that begins, the future how it ends. */
function sumsMemory(digits: number, base: number): { excessEntropy: number; statisticalComplexity: number } {
  const numbers = wholePower(base, digits);
  const beginnings = new Map<string, number>();
  const ends = new Map<string, number>();
  const states = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let cuts = 0;
  for (let pair = 0; pair < numbers * numbers; pair++) {
    const [a, b] = [Math.floor(pair / numbers), pair % numbers];
    const line = `${a.toString(base)}+${b.toString(base)}=${(a + b).toString(base)}\n`;
    const equals = line.indexOf("=");
    // Nothing is left to choose once the second operand can have no more digits.
    const decided = b === 0 || b >= numbers / base ? equals : equals + 1;
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
function signCounts(digits: number, base: number): Float64Array {
  const numbers = wholePower(base, digits);
  const counts = new Float64Array(base + 3).fill(1, base);
  const add = (number: number, weight: number): void => {
    let rest = number;
    do {
      const upper = Math.floor(rest / base);
      counts[rest - base * upper]! += weight;
      rest = upper;
    } while (rest > 0);
  };
  for (let operand = 0; operand < numbers; operand++) add(operand, 2 / numbers);
  for (let sum = 0; sum < 2 * numbers - 1; sum++) {
    add(sum, Math.min(sum + 1, 2 * numbers - 1 - sum) / (numbers * numbers));
  }
  return counts;
}

/** The sums of digits as the tree of their prefixes. */
function sumsMachine(base: number): Machine | undefined {
  const line = new Uint8Array(7);
  const prefixes = new Map([["", 0]]);
  const weights = new Map<string, number>();
  for (let pair = 0; pair < base * base; pair++) {
    const end = writeSum(line, Math.floor(pair / base), pair % base, base);
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
  return createMachine(base + 3, prefixes.size, edges);
}

const newline = 10;

export const counter = defineSource({
  id: "counter",
  group: "structure",
  title: "counter",
  summary: "Lines 0, 1, 2, ... up to the largest number with the given digits, then 0 again.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 14 (simple, yet of many words)",
  params: z.strictObject({
    digits: z.int().min(1).max(6).default(4).describe("digits of the largest number"),
    from: z.int().min(0).max(999_999).optional().describe("number on the first line; random by default"),
  }),
  example: "counter(digits=4)",
  bind({ digits, from }) {
    const numbers = 10 ** digits;
    const { place, digitCount } = lineStart(numbers, (from ?? 0) % numbers);
    const period = digitCount + numbers;
    // With leading zeros all digits would be equally frequent.
    const each = (digits * numbers) / 10;
    const counts = [digitCount - 9 * each, ...new Array<number>(9).fill(each), numbers];
    const symbolEntropy = closedForm(
      lawEntropy(counts.map((count) => count / period)),
      "shares of the digits and line ends",
    );
    let cycle: Uint8Array | undefined;
    const symbols = () => {
      cycle ??= writeLines(numbers, period);
      return cycle;
    };
    return {
      ...cycleSource(
        { alphabetSize: 11, period, symbols, symbolEntropy },
        from === undefined ? undefined : place,
        "log2 of the period in symbols",
      ),
      label: (symbol) => (symbol === newline ? "\n" : String(symbol)),
    };
  },
});

/** Symbols before the line of a number, and digits of all numbers. */
function lineStart(numbers: number, from: number): { place: number; digitCount: number } {
  let place = from;
  let digitCount = numbers;
  for (let least = 10; least < numbers; least *= 10) {
    place += Math.max(0, from - least);
    digitCount += numbers - least;
  }
  return { place: place + from, digitCount };
}

function writeLines(numbers: number, period: number): Uint8Array {
  const cycle = new Uint8Array(period);
  for (let number = 0, at = 0; number < numbers; number++) {
    for (const digit of String(number)) cycle[at++] = Number(digit);
    cycle[at++] = newline;
  }
  return cycle;
}

const longestCycle = 0x100_0000;

export const deBruijn = defineSource({
  id: "de-bruijn",
  group: "structure",
  title: "de Bruijn cycle",
  summary:
    "A cycle in which every k-gram of length `order` occurs once: shorter k-grams look like noise, then nothing is new.",
  reference: "de Bruijn 1946, Proc. Kon. Ned. Akad. Wet. 49; Fredricksen & Maiorana 1978, Discrete Math. 23",
  params: z
    .strictObject({
      order: z.int().min(1).max(24).default(8).describe("length of the k-grams that occur once"),
      alphabet: z.int().min(2).max(256).default(2).describe("number of symbols"),
    })
    .superRefine(({ order, alphabet }, context) => {
      if (wholePower(alphabet, order) <= longestCycle) return;
      const message = `order ${order} over ${alphabet} symbols has more than ${longestCycle} k-grams`;
      context.addIssue({ code: "custom", path: ["order"], message });
    }),
  example: "de-bruijn(order=8, alphabet=2)",
  bind({ order, alphabet }) {
    const period = wholePower(alphabet, order);
    let cycle: Symbols | undefined;
    const symbols = () => {
      cycle ??= lyndonWords(order, alphabet, period);
      return cycle;
    };
    const symbolEntropy = closedForm(Math.log2(alphabet), "every symbol is equally frequent");
    return cycleSource({ alphabetSize: alphabet, period, symbols, symbolEntropy }, undefined, "order log2 A");
  },
});

/** The Lyndon words whose lengths divide `order`, in lexicographic order (Duval's successor). */
function lyndonWords(order: number, alphabet: number, period: number): Symbols {
  const cycle = allocateSymbols(period, alphabet);
  const word = new Uint8Array(order);
  let filled = 0;
  for (let length = 1; length > 0; ) {
    if (order % length === 0) {
      cycle.set(word.subarray(0, length), filled);
      filled += length;
    }
    for (let i = length; i < order; i++) word[i] = word[i - length]!;
    length = order;
    while (length > 0 && word[length - 1] === alphabet - 1) length--;
    if (length > 0) word[length - 1]!++;
  }
  return cycle;
}

/** Longest cycle whose ones are counted. */
const longestCount = 0x100_0000;

export const lfsr = defineSource({
  id: "lfsr",
  group: "structure",
  title: "linear feedback shift register",
  summary:
    "Low bits of a Galois register, from a random position on the cycle of state 1. A primitive polynomial gives an m-sequence: k-grams shorter than the register look like noise, yet every bit is a sum of earlier ones.",
  reference: "Golomb 1967, Shift Register Sequences",
  params: z.strictObject({
    taps: z
      .array(z.int().min(1).max(32))
      .min(1)
      .max(32)
      .default([16, 14, 13, 11])
      .describe("exponents of the polynomial except 0; the largest is the length of the register"),
  }),
  example: "lfsr(taps=[16,14,13,11])",
  bind({ taps }) {
    const residues = new PolynomialResidues([...new Set(taps)]);
    const { degree } = residues;
    const period = residues.order();
    const mask = taps.reduce((bits, tap) => bits | (1 << (tap - 1)), 0);
    const states = 2 ** degree - 1;
    const primitive = period === states;
    const route = primitive
      ? `log2(2^${degree} - 1): the polynomial is primitive`
      : `log2 of the order of x, ${period}: the polynomial is not primitive`;
    const symbolEntropy = (): Truth => {
      if (primitive)
        return closedForm(binaryEntropy((states + 1) / 2 / states), "2^(d-1) ones in 2^d - 1 bits");
      if (period > longestCount) return unknown("the cycle is too long to count its ones");
      let ones = 0;
      for (const bit of firstBits(period, mask)) ones += bit;
      return closedForm(binaryEntropy(ones / period), "share of ones in the cycle");
    };
    return {
      alphabetSize: 2,
      machine: () => {
        if (period > machineLimits.states) return undefined;
        const symbols = () => firstBits(period, mask);
        const cycle = { alphabetSize: 2, period, symbols, symbolEntropy: symbolEntropy() };
        return cycleSource(cycle, undefined, route).machine?.();
      },
      open(random) {
        let register = residues.power(random.below(period)) | 0;
        return endless((target) => {
          let state = register;
          for (let i = 0; i < target.length; i++) {
            const bit = state & 1;
            target[i] = bit;
            state = (state >>> 1) ^ (-bit & mask);
          }
          register = state;
        });
      },
      truth: () => cycleTruth(period, symbolEntropy(), route),
    };
  },
});

function firstBits(count: number, mask: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let i = 0, state = 1; i < count; i++) {
    bits[i] = state & 1;
    state = (state >>> 1) ^ (-(state & 1) & mask);
  }
  return bits;
}

/** Residues of polynomials over two elements modulo p(x) = x^degree + ... + 1, as the bits of an integer. */
class PolynomialResidues {
  readonly degree: number;
  /** p minus its leading term */
  readonly #low: number;

  /** @param exponents of p, without the constant term 1; the largest, at most 32, is its degree */
  constructor(exponents: readonly number[]) {
    this.degree = Math.max(...exponents);
    this.#low = exponents.reduce((bits, e) => (e === this.degree ? bits : bits | (1 << e)), 1);
  }

  multiply(a: number, b: number): number {
    const top = this.degree - 1;
    const mask = this.degree === 32 ? -1 : (1 << this.degree) - 1;
    let product = 0;
    for (let bit = top; bit >= 0; bit--) {
      const carry = (product >>> top) & 1;
      product = ((product << 1) & mask) ^ (carry === 1 ? this.#low & mask : 0);
      if (((b >>> bit) & 1) === 1) product ^= a;
    }
    return product >>> 0;
  }

  /** x^n, n a non-negative safe integer. */
  power(n: number): number {
    let result = 1;
    let square = this.degree === 1 ? this.#low & 1 : 2;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = this.multiply(result, square);
      square = this.multiply(square, square);
    }
    return result;
  }

  /**
   * The smallest m > 0 with x^m = 1, by baby steps and giant steps.
   *
   * Cost: O(2^(degree/2)) multiplications.
   * Source: Shanks 1971, Proc. Symp. Pure Math. 20.
   */
  order(): number {
    const small = 1 << Math.ceil(this.degree / 2);
    const exponentOf = new Map<number, number>();
    const x = this.power(1);
    for (let j = 0, power = 1; j < small; j++, power = this.multiply(power, x)) exponentOf.set(power, j);
    const step = this.power(small);
    for (let i = 1, power = step; ; i++, power = this.multiply(power, step)) {
      const j = exponentOf.get(power);
      if (j !== undefined) return i * small - j;
    }
  }
}

export const periodic = defineSource({
  id: "periodic",
  group: "structure",
  title: "periodic word",
  summary: "One word, repeated from a random position: the far end of order.",
  reference: "Crutchfield & Feldman 2003, Chaos 13(1)",
  params: z.strictObject({
    word: z
      .string()
      .min(1)
      .max(machineLimits.edges)
      .default("00101")
      .describe("the word, one character per symbol"),
    phase: z.int().min(0).optional().describe("start position in the word; random by default"),
  }),
  example: "periodic(word=00101)",
  bind({ word, phase }) {
    const characters = [...word];
    const letters = [...new Set(characters)].sort();
    const period = primitivePeriod(characters);
    const cycle = allocateSymbols(period, letters.length);
    cycle.set(characters.slice(0, period).map((character) => letters.indexOf(character)));
    const shares = letters.map((_, symbol) => cycle.filter((other) => other === symbol).length / period);
    const symbolEntropy = closedForm(lawEntropy(shares), "shares of the letters");
    return {
      ...cycleSource(
        { alphabetSize: letters.length, period, symbols: () => cycle, symbolEntropy },
        phase,
        "log2 of the primitive period",
      ),
      unknowns: () => closedForm(period, "the letters of the word that repeats"),
      learnableBits: (n) =>
        learnableBits(
          n,
          (m) => Math.min(m, characters.length) * Math.log2(letters.length),
          "class: repeated words of this length over its letters; each letter of the word costs log2 A once",
        ),
      label: (symbol) => letters[symbol] ?? "",
    };
  },
});

/** Smallest period that divides the length of a word, from the lengths of its borders (Knuth, Morris & Pratt 1977). */
function primitivePeriod(characters: readonly string[]): number {
  const border = [0];
  for (let i = 1, length = 0; i < characters.length; i++) {
    while (length > 0 && characters[i] !== characters[length]) length = border[length - 1]!;
    if (characters[i] === characters[length]) length++;
    border.push(length);
  }
  const period = characters.length - border.at(-1)!;
  return characters.length % period === 0 ? period : characters.length;
}

export const champernowne = defineSource({
  id: "champernowne",
  group: "structure",
  title: "Champernowne's number",
  summary:
    "Digits of 1, 2, 3, ... in sequence: a normal number, so its k-grams have the law of uniform noise, yet a few lines of code print it.",
  reference: "Champernowne 1933, J. London Math. Soc. 8; Copeland & Erdos 1946, Bull. Amer. Math. Soc. 52",
  params: z.strictObject({
    base: z.int().min(2).max(256).default(2).describe("base of the digits"),
  }),
  example: "champernowne(base=2)",
  bind: ({ base }) => ({
    alphabetSize: base,
    open() {
      const digits = new Uint8Array(64); // the number, right-aligned: no run ends it
      let first = digits.length - 1;
      let at = first;
      digits[at] = 1;
      return endless((target) => {
        for (let i = 0; i < target.length; i++) {
          target[i] = digits[at++]!;
          if (at < digits.length) continue;
          while (digits[at - 1] === base - 1) digits[--at] = 0;
          digits[at - 1]!++;
          first = Math.min(first, at - 1);
          at = first;
        }
      });
    },
    truth: () => normalTruth(base),
  }),
});
