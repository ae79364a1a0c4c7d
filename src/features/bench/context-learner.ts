import type { Random } from "../../core/random.ts";
import type { Symbols } from "../../core/sequence.ts";
import { ContextTrees, contextTreeSizes } from "../../observer/members/context-tree-weighting.ts";

/** What a learner that is not the observer, the mixture of all context trees, tells of a sequence, bits. */
export interface ContextReadings {
  /** sum of the losses as it learns less n times its mean loss on held-out symbols once it has learned */
  readonly excess: number;
  /** the area between the losses as it learns and the loss that it ends at */
  readonly area: number;
}

/** Of the sequence, what the learner is tested on in the end. */
const heldOut = 4;
/** Of what it learned, the part whose mean loss is the end of its curve. */
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
    const paid = sum(learned);
    const last = learned.subarray(m - Math.floor(m / lastPart));
    // What goes on to teach would teach as much a symbol until the end of the sequence.
    const perSymbol = { excess: mean(losses.subarray(m)), area: mean(last) };
    return { excess: paid - m * perSymbol.excess, area: paid - m * perSymbol.area };
  } finally {
    member.close();
  }
}

/**
 * Bits by which a teacher brings a student to where it is: the teacher has learned the sequence and stays as it is, and the student,
 * which knows nothing, learns symbol by symbol what the teacher draws. To say which symbol that is, to a decoder that has the
 * student, takes the divergence of the teacher's law from the student's.
 *
 * @returns bits, for as many drawn symbols as there are in the sequence
 * Cost: that of learning the sequence twice and 0.2 microseconds a symbol and letter.
 */
export function requentialBits(symbols: Symbols, alphabetSize: number, random: Random): number {
  const n = symbols.length;
  const sizes = contextTreeSizes(n, alphabetSize);
  // The teacher goes on after what it has learned, so that its first context is one that it knows.
  const taught = symbols.slice(0, 0).constructor as new (length: number) => Symbols;
  const held = new taught(2 * n);
  held.set(symbols);
  const drawn = new taught(n);
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

const sum = (values: Float64Array) => values.reduce((total, one) => total + one, 0);
const mean = (values: Float64Array) => sum(values) / values.length;
