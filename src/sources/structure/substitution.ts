import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite, type Truth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { substitutionStream } from "./substitution-word.ts";

export const substitution = defineSource({
  id: "substitution",
  group: "structure",
  title: "word of a substitution",
  summary:
    "Fixed point of a substitution you give, one image a letter in the order of the alphabet: images=[01,0] is " +
    "the Fibonacci word.",
  reference: "Queffelec 2010, Substitution Dynamical Systems, ch. 5",
  params: z.strictObject({
    images: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(32)
      .default(["01", "0"])
      .describe("what each letter becomes; the first image begins with the first letter"),
    offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
  }),
  example: "substitution(images=[abc,ab,a])",
  bind({ images: written, offset }) {
    const letters = [...new Set(written.flatMap((image) => [...image]))].sort();
    const images = written.map((image) => [...image].map((letter) => letters.indexOf(letter)));
    if (images.length !== letters.length) {
      throw new UsageError(`${images.length} images of ${letters.length} letters: each letter needs one`);
    }
    if (images[0]![0] !== 0 || images[0]!.length < 2) {
      throw new UsageError(`the first image must be "${letters[0]}" and more, or it fixes no word`);
    }
    const order = substitutionOrder(images);
    if (order === undefined) {
      throw new UsageError("not primitive: some letter never leads to all others, so no single law is sure");
    }
    const memory = memoryTruth(order.period);
    return {
      alphabetSize: letters.length,
      length: Number.POSITIVE_INFINITY,
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
  if (period === null) return unknown("neither a period nor that there is none could be proved");
  if (period === "none") return infinite("the word has no period, so H(k) never stops growing");
  return closedForm(Math.log2(period), "log2 of the period");
}

type Images = readonly (readonly number[])[];

/** Longest period that is looked for. */
const longestPeriod = 4096;

/** What is known of the fixed point of a primitive substitution that begins with letter 0. */
interface SubstitutionOrder {
  /** frequencies of the letters, shape (A,) */
  readonly shares: Float64Array;
  /** its primitive period; "none" where it is proved to have none, null where nothing is proved */
  readonly period: number | "none" | null;
}

/**
 * Frequencies and period of a substitution's fixed point.
 *
 * It has no period when the letters do not have rational frequencies, which they have only if the growth is a
 * whole number, or when some factor can go on in two ways and its images again, for ever; it has the period of v
 * when v is a prefix and its image a power of v.
 *
 * @returns undefined when the substitution is not primitive: no power of it takes every letter to a word with all
 * Cost: O(A^2) for each of the A^2 powers that are tried.
 * Source: Queffelec 2010, Substitution Dynamical Systems, ch. 5; Morse & Hedlund 1938, Am. J. Math. 60.
 */
function substitutionOrder(images: Images): SubstitutionOrder | undefined {
  if (!isPrimitive(images)) return undefined;
  const { shares, growth } = perronVector(images);
  const period = provedPeriod(images);
  if (period !== null) return { shares, period };
  const irrational = Math.abs(growth - Math.round(growth)) > 1e-6;
  const mirrored = images.map((image) => image.toReversed());
  const branches = branchesForEver(images, images) || branchesForEver(mirrored, images);
  return { shares, period: irrational || branches ? "none" : null };
}

function isPrimitive(images: Images): boolean {
  const size = images.length;
  let reached = images.map((_, letter) => new Set([letter]));
  // Wielandt: (A - 1)^2 + 1 steps are enough where any number is.
  for (let step = 0; step <= (size - 1) * (size - 1); step++) {
    reached = reached.map((letters) => new Set([...letters].flatMap((letter) => images[letter]!)));
  }
  return reached.every((letters) => letters.size === size) && images.some((image) => image.length > 1);
}

/** Frequencies by repeated substitution, damped so that no cycle of lengths can keep them from settling. */
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

/** Whether two letters that can follow one word have images that part at two letters of that kind, and so on. */
function branchesForEver(directed: Images, images: Images): boolean {
  const pairs = adjacentPairs(images);
  const forward = directed === images;
  for (let letter = 0; letter < images.length; letter++) {
    const next = pairs
      .filter((pair) => pair[forward ? 0 : 1] === letter)
      .map((pair) => pair[forward ? 1 : 0]!);
    for (const a of next) for (const b of next) if (a < b && partsForEver(directed, a, b)) return true;
  }
  return false;
}

function partsForEver(images: Images, a: number, b: number): boolean {
  for (let step = 0; step <= images.length * images.length; step++) {
    const [left, right] = [images[a]!, images[b]!];
    let i = 0;
    while (i < left.length && i < right.length && left[i] === right[i]) i++;
    if (i === left.length || i === right.length) return false; // one image begins the other: not settled here
    [a, b] = [left[i]!, right[i]!];
  }
  return true;
}

/** Pairs of letters that stand side by side in the fixed point. */
function adjacentPairs(images: Images): (readonly number[])[] {
  const found = new Map<string, readonly number[]>();
  const add = (pair: readonly number[]): void => {
    found.set(pair.join(), pair);
  };
  for (const image of images) for (let i = 1; i < image.length; i++) add([image[i - 1]!, image[i]!]);
  for (const [a, b] of found.values()) add([images[a!]!.at(-1)!, images[b!]![0]!]);
  return [...found.values()];
}
