import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import { defineSource, type SourceDefinition, type SymbolStream } from "../../core/source.ts";
import { closedForm, infinite, type Truth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { piecewise } from "../sampling/streams.ts";

/** A substitution whose fixed point begins with letter 0, and the symbol of each letter. */
interface Substitution {
  readonly images: readonly (readonly number[])[];
  readonly coding: readonly number[];
}

/** Shortest block copied at once. */
const blockLength = 4096;
const longest = 0x10_0000_0000_0000;

/**
 * The fixed point of a substitution from an offset on. It is its own image under any power of the substitution, so it is copied
 * block by block; the path from letter 0 down to a block gives the next one.
 *
 * @param offset index of the first symbol, at most 2^51
 * Cost: a copy, and O(1) a block on average.
 * Source: Dumont & Thomas 1989, Theoret. Comput. Sci. 65(2).
 */
export function substitutionStream({ images, coding }: Substitution, offset: number): SymbolStream {
  const lengths = [images.map(() => 1)];
  while (lengths.at(-1)![0]! < longest) {
    const shorter = lengths.at(-1)!;
    lengths.push(images.map((image) => image.reduce((sum, letter) => sum + shorter[letter]!, 0)));
  }
  const top = lengths.length - 1;
  const level = lengths.findIndex((row) => Math.min(...row) >= blockLength);
  const blocks = images.map((_, letter) => writeImage(images, coding, letter, level));

  // The letter at each level is the index-th of the image of its parent.
  const parent = new Uint8Array(top);
  const index = new Uint8Array(top);
  let within = offset;
  let letter = 0;
  for (let l = top - 1; l >= level; l--) {
    parent[l] = letter;
    const image = images[letter]!;
    let i = 0;
    while (within >= lengths[l]![image[i]!]!) within -= lengths[l]![image[i++]!]!;
    index[l] = i;
    letter = image[i]!;
  }
  const first = blocks[letter]!.subarray(within);
  return piecewise(() => {
    let l = level;
    while (index[l]! + 1 === images[parent[l]!]!.length) l++;
    index[l]!++;
    letter = images[parent[l]!]![index[l]!]!;
    while (l-- > level) {
      parent[l] = letter;
      index[l] = 0;
      letter = images[letter]![0]!;
    }
    return blocks[letter]!;
  }, first);
}

/** The substitution applied `times` times to a letter, written in symbols. */
function writeImage(
  images: Substitution["images"],
  coding: readonly number[],
  letter: number,
  times: number,
): Symbols {
  let word = [letter];
  for (let i = 0; i < times; i++) word = word.flatMap((symbol) => images[symbol]!);
  const block = allocateSymbols(word.length, Math.max(...coding) + 1);
  block.set(word.map((symbol) => coding[symbol]!));
  return block;
}

/** An aperiodic word that a substitution fixes, as its file describes it. */
interface WordSpecification extends Pick<SourceDefinition, "id" | "title" | "summary" | "reference"> {
  readonly images: readonly (readonly number[])[];
  /** symbol of each letter; the letter itself when absent */
  readonly coding?: readonly number[];
  /** frequencies of the symbols, and the same in words */
  readonly shares: readonly number[];
  readonly sharesRoute: string;
  /** the number of factors, which is why the entropy rate is 0 */
  readonly factors: string;
}

/** A source that gives an aperiodic word of a primitive substitution. */
function defineWord(word: WordSpecification): SourceDefinition {
  const { images, coding = images.map((_, letter) => letter), shares, sharesRoute, factors, ...named } = word;
  return defineSource({
    ...named,
    group: "structure",
    params: z.strictObject({
      offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
    }),
    example: named.id,
    bind: ({ offset }) => ({
      alphabetSize: shares.length,
      open: () => substitutionStream({ images, coding }, offset),
      truth: () => ({
        symbolEntropy: closedForm(lawEntropy(shares), sharesRoute),
        entropyRate: closedForm(0, factors),
        excessEntropy: infinite("H(k) grows like log2 k"),
        statisticalComplexity: infinite("at least the excess entropy"),
      }),
    }),
  });
}

const goldenShare = (Math.sqrt(5) - 1) / 2;

export const fibonacci = defineWord({
  id: "fibonacci",
  title: "Fibonacci word",
  summary: "Fixed point of 0 -> 01, 1 -> 0: the simplest order without a period, k + 1 factors of length k.",
  reference: "Lothaire 2002, Algebraic Combinatorics on Words, ch. 2",
  images: [[0, 1], [0]],
  shares: [goldenShare, 1 - goldenShare],
  sharesRoute: "letters have frequencies 1/phi and 1/phi^2",
  factors: "k + 1 factors of length k",
});

export const paperfolding = defineWord({
  id: "paperfolding",
  title: "paperfolding word",
  summary: "Valleys and ridges of a repeatedly folded strip: the bit of n above its lowest 1, n = 1, 2, ...",
  reference: "Davis & Knuth 1970, J. Recreational Math. 3; Allouche 1992, Bull. Austral. Math. Soc. 46",
  images: [
    [0, 1],
    [2, 1],
    [0, 3],
    [2, 3],
  ],
  coding: [0, 0, 1, 1],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "4k factors of length k >= 7",
});

export const periodDoubling = defineWord({
  id: "period-doubling",
  title: "period-doubling word",
  summary:
    "How often 2 divides n, modulo 2, for n = 1, 2, ...: fixed point of 0 -> 01, 1 -> 00, order at the onset of chaos.",
  reference: "Allouche & Shallit 2003, Automatic Sequences, ch. 6",
  images: [
    [0, 1],
    [0, 0],
  ],
  shares: [2 / 3, 1 / 3],
  sharesRoute: "letters have frequencies 2/3 and 1/3",
  factors: "at most 2k factors of length k",
});

export const rudinShapiro = defineWord({
  id: "rudin-shapiro",
  title: "Rudin-Shapiro word",
  summary:
    "Parity of the pairs 11 in the binary digits of n: no randomness, yet pairs at any distance look independent.",
  reference: "Rudin 1959, Proc. Amer. Math. Soc. 10; Allouche & Shallit 2003, Automatic Sequences, 3.3",
  images: [
    [0, 1],
    [0, 2],
    [3, 1],
    [3, 2],
  ],
  coding: [0, 0, 1, 1],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "8(k - 1) factors of length k >= 8",
});

export const substitution = defineSource({
  id: "substitution",
  group: "structure",
  title: "word of a substitution",
  summary:
    "Fixed point of a given substitution, one image per letter in the order of the alphabet: images=[01,0] is the Fibonacci word.",
  reference: "Queffelec 2010, Substitution Dynamical Systems, ch. 5",
  params: z.strictObject({
    images: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(32)
      .default(["01", "0"])
      .describe("image of each letter; the first image starts with the first letter"),
    offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
  }),
  example: "substitution(images=[abc,ab,a])",
  bind({ images: written, offset }) {
    const letters = [...new Set(written.flatMap((image) => [...image]))].sort();
    const images = written.map((image) => [...image].map((letter) => letters.indexOf(letter)));
    if (images.length !== letters.length) {
      throw new UsageError(`${images.length} images for ${letters.length} letters: each letter needs one`);
    }
    if (images[0]![0] !== 0 || images[0]!.length < 2) {
      throw new UsageError(
        `the first image must start with "${letters[0]}" and have more letters, or no word is a fixed point`,
      );
    }
    const order = substitutionOrder(images);
    if (order === undefined) {
      throw new UsageError(
        "not primitive: repeated images of some letter never contain all letters, so frequencies may not exist",
      );
    }
    const memory = memoryTruth(order.period);
    return {
      alphabetSize: letters.length,
      open: () => substitutionStream({ images, coding: letters.map((_, letter) => letter) }, offset),
      truth: () => ({
        symbolEntropy: closedForm(
          lawEntropy(order.shares),
          "eigenvector of the counts of letters in the images",
        ),
        entropyRate: closedForm(0, "the number of factors of length k grows at most like k"),
        excessEntropy: memory,
        statisticalComplexity: memory,
      }),
      label: (symbol) => letters[symbol] ?? "",
    };
  },
});

function memoryTruth(period: number | "none" | null): Truth {
  if (period === null) return unknown("neither a period nor aperiodicity could be proved");
  if (period === "none") return infinite("the word has no period, so H(k) grows without bound");
  return closedForm(Math.log2(period), "log2 of the period");
}

type Images = readonly (readonly number[])[];

/** Longest period that is searched for. */
const longestPeriod = 4096;

/** Properties of the fixed point of a primitive substitution that begins with letter 0. */
interface SubstitutionOrder {
  /** frequencies of the letters, shape (A,) */
  readonly shares: Float64Array;
  /** its primitive period; "none" where it is proved aperiodic, null where nothing is proved */
  readonly period: number | "none" | null;
}

/**
 * Frequencies and period of a substitution's fixed point.
 *
 * It is aperiodic when the letters do not have rational frequencies, which they have only if the growth is a whole number, or
 * when some factor has two continuations and so have its images, forever; it has the period of v when v is a prefix and its
 * image a power of v.
 *
 * @returns undefined when the substitution is not primitive: no power of it maps every letter to a word with all letters
 * Cost: O(A^2) for each of up to A^2 powers.
 * Source: Queffelec 2010, Substitution Dynamical Systems, ch. 5; Morse & Hedlund 1938, Am. J. Math. 60.
 */
function substitutionOrder(images: Images): SubstitutionOrder | undefined {
  if (!isPrimitive(images)) return undefined;
  const { shares, growth } = perronVector(images);
  const period = provedPeriod(images);
  if (period !== null) return { shares, period };
  const irrational = Math.abs(growth - Math.round(growth)) > 1e-6;
  const mirrored = images.map((image) => image.toReversed());
  const branches = branchesForever(images, images) || branchesForever(mirrored, images);
  return { shares, period: irrational || branches ? "none" : null };
}

function isPrimitive(images: Images): boolean {
  const size = images.length;
  let reached = images.map((_, letter) => new Set([letter]));
  // Wielandt: (A - 1)^2 + 1 steps are enough if any number is.
  for (let step = 0; step <= (size - 1) * (size - 1); step++) {
    reached = reached.map((letters) => new Set([...letters].flatMap((letter) => images[letter]!)));
  }
  return reached.every((letters) => letters.size === size) && images.some((image) => image.length > 1);
}

/** Frequencies by repeated substitution, damped so that periodic lengths converge too. */
function perronVector(images: Images): { shares: Float64Array; growth: number } {
  let shares = new Float64Array(images.length).fill(1 / images.length);
  let growth = 1;
  for (let round = 0; round < 2000; round++) {
    const next = new Float64Array(shares);
    images.forEach((image, letter) => {
      for (const symbol of image) next[symbol]! += shares[letter]!;
    });
    const total = next.reduce((sum, mass) => sum + mass, 0);
    growth = total - 1;
    shares = next.map((mass) => mass / total);
  }
  return { shares, growth };
}

function provedPeriod(images: Images): number | null {
  let word = [0];
  while (word.length < 2 * longestPeriod) word = word.flatMap((letter) => images[letter]!);
  for (let period = 1; period <= longestPeriod; period++) {
    let i = period;
    while (i < word.length && word[i] === word[i - period]) i++;
    if (i < word.length) continue;
    const image = word.slice(0, period).flatMap((letter) => images[letter]!);
    const repeats = image.length % period === 0 && image.every((letter, j) => letter === word[j % period]);
    return repeats ? period : null;
  }
  return null;
}

/** Whether two letters that can follow one word have images that diverge into two letters of that kind, and so on. */
function branchesForever(directed: Images, images: Images): boolean {
  const pairs = adjacentPairs(images);
  const forward = directed === images;
  for (let letter = 0; letter < images.length; letter++) {
    const next = pairs
      .filter((pair) => pair[forward ? 0 : 1] === letter)
      .map((pair) => pair[forward ? 1 : 0]!);
    for (const a of next) for (const b of next) if (a < b && divergesForever(directed, a, b)) return true;
  }
  return false;
}

function divergesForever(images: Images, a: number, b: number): boolean {
  for (let step = 0; step <= images.length * images.length; step++) {
    const [left, right] = [images[a]!, images[b]!];
    let i = 0;
    while (i < left.length && i < right.length && left[i] === right[i]) i++;
    if (i === left.length || i === right.length) return false; // one image is a prefix of the other: undecided here
    [a, b] = [left[i]!, right[i]!];
  }
  return true;
}

/** Pairs of adjacent letters in the fixed point. */
function adjacentPairs(images: Images): (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  const add = (pair: readonly number[]): void => {
    found.set(pair.join(), pair);
  };
  for (const image of images) for (let i = 1; i < image.length; i++) add([image[i - 1]!, image[i]!]);
  for (const [a, b] of found.values()) add([images[a!]!.at(-1)!, images[b!]![0]!]);
  return [...found.values()];
}

export const thueMorse = defineWord({
  id: "thue-morse",
  title: "Thue-Morse word",
  summary: "Parity of the ones in the binary digits of n: no randomness, no period, order at every scale.",
  reference:
    "Allouche & Shallit 1999, Sequences and their Applications, The ubiquitous Prouhet-Thue-Morse sequence",
  images: [
    [0, 1],
    [1, 0],
  ],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "at most 10/3 n factors of length n",
});

/** Real root of x^3 = x^2 + x + 1. */
const ratio = 1.839286755214161;

export const tribonacci = defineWord({
  id: "tribonacci",
  title: "tribonacci word",
  summary: "Fixed point of 0 -> 01, 1 -> 02, 2 -> 0: order without a period over three letters.",
  reference: "Rauzy 1982, Bull. Soc. Math. France 110",
  images: [[0, 1], [0, 2], [0]],
  shares: [1 / ratio, 1 / (ratio * ratio), 1 / (ratio * ratio * ratio)],
  sharesRoute: "letters have frequencies 1/t, 1/t^2, 1/t^3, where t^3 = t^2 + t + 1",
  factors: "2k + 1 factors of length k",
});
