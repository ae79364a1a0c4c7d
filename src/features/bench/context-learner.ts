import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { meanOf, sumOf } from "../../math/sums.ts";
import { ContextTrees, contextTreeSizes } from "../../observer/members/context-tree-weighting.ts";

/** Readings of a sequence by context tree weighting, a learner that is not the observer, bits. */
export interface ContextReadings {
  /** sum of the losses while learning minus n times the mean loss on held-out symbols */
  readonly excess: number;
  /** area between the losses while learning and the final loss */
  readonly area: number;
}

/** The last 1 / heldOut of the sequence is held out. */
const heldOut = 4;
/** The last 1 / lastPart of the learned symbols gives the final loss. */
const lastPart = 8;

/**
 * Excess description length and the prequential area of one run of context tree weighting.
 *
 * Cost: 0.2 to 2 microseconds a binary decision of a symbol.
 */
export function contextReadings(symbols: Symbols, alphabetSize: number): ContextReadings {
  const n = symbols.length;
  const m = n - Math.floor(n / heldOut);
  const member = new ContextTrees(symbols, alphabetSize, contextTreeSizes(n, alphabetSize));
  try {
    const losses = new Float64Array(n);
    member.code(0, m, 0, true, losses);
    member.code(m, n, 0, false, losses.subarray(m));
    const learned = losses.subarray(0, m);
    const paid = sumOf(learned);
    const last = learned.subarray(m - Math.floor(m / lastPart));
    // Learning that continues is extrapolated at its last rate to the end of the sequence.
    const perSymbol = { excess: meanOf(losses.subarray(m)), area: meanOf(last) };
    return { excess: paid - m * perSymbol.excess, area: paid - m * perSymbol.area };
  } finally {
    member.close();
  }
}

/**
 * Requential code length: a teacher has learned the sequence and is frozen; a student starts fresh and learns symbols that the
 * teacher draws. Telling a decoder with the student which symbol was drawn costs the divergence of the teacher's law from the
 * student's.
 *
 * @returns bits, for as many drawn symbols as the sequence has
 * Cost: that of learning the sequence twice and 0.2 microseconds a symbol and letter.
 */
export function requentialBits(symbols: Symbols, alphabetSize: number, random: Random): number {
  const n = symbols.length;
  const sizes = contextTreeSizes(n, alphabetSize);
  // The teacher continues after the sequence, so that its first context is known.
  const SymbolArray = symbols.slice(0, 0).constructor as new (length: number) => Symbols;
  const held = new SymbolArray(2 * n);
  held.set(symbols);
  const drawn = new SymbolArray(n);
  const teacher = new ContextTrees(held, alphabetSize, sizes);
  const student = new ContextTrees(drawn, alphabetSize, sizes);
  try {
    teacher.code(0, n, 0, true, null);
    let bits = 0;
    for (let at = 0; at < n; at++) {
      const says = teacher.distribution(n + at, 0);
      const knows = student.distribution(at, 0);
      let left = random.uniform();
      let symbol = -1;
      for (let a = 0; a < alphabetSize; a++) {
        const p = says[a]!;
        if (p > 0) bits += p * Math.log2(p / knows[a]!);
        left -= p;
        if (symbol < 0 && left < 0) symbol = a;
      }
      held[n + at] = drawn[at] = symbol < 0 ? alphabetSize - 1 : symbol;
      student.code(at, at + 1, 0, true, null);
    }
    return bits;
  } finally {
    teacher.close();
    student.close();
  }
}
