import { type Congruence, congruenceOf, follow } from "../../../observer/members/series/congruences.ts";

/** How each number follows from those before it. */
export type NumberLaw =
  | { readonly type: "step"; readonly step: number }
  | { readonly type: "polynomial"; readonly degree: number }
  | { readonly type: "congruential"; readonly law: Congruence };

/** A law, and how many of the numbers behind it it predicts. */
interface FoundLaw {
  readonly law: NumberLaw;
  readonly hits: number;
}

/** Numbers that a law needs before it predicts. */
const fewestNumbers = 4;
/** A step is preferred to a polynomial that predicts barely more numbers. */
const stepPreference = 0.95;
const mostDegree = 3;
/** Fewer numbers show no law. */
const fewest = 16;

/**
 * The law that predicts most of some numbers.
 *
 * @param runs consecutive numbers, in pieces
 * @param modulus numbers are compared modulo this; infinite: exactly
 * @param generators whether to try generators of 32 bits
 */
export function lawOf(
  runs: readonly (readonly number[])[],
  modulus: number,
  generators: boolean,
): FoundLaw | undefined {
  const step = stepOf(runs, modulus);
  let best: FoundLaw | undefined = step;
  for (let degree = 1; degree <= mostDegree; degree++) {
    const hits = polynomialHits(runs, degree, modulus);
    if (hits * stepPreference > (best?.hits ?? 0)) best = { law: { type: "polynomial", degree }, hits };
  }
  const generator = generators ? congruentialOf(runs) : undefined;
  if (generator !== undefined && generator.hits > (best?.hits ?? 0)) best = generator;
  return best === undefined || best.hits < fewest ? undefined : best;
}

/** The most common difference of neighbours. A constant number is not a law. */
export function stepOf(
  runs: readonly (readonly number[])[],
  modulus: number,
): { readonly law: { readonly type: "step"; readonly step: number }; readonly hits: number } | undefined {
  const counts = new Map<number, number>();
  let [most, step] = [0, 0];
  for (const run of runs) {
    for (let i = 1; i < run.length; i++) {
      const difference = within(run[i]! - run[i - 1]!, modulus);
      if (difference === 0 || Number.isNaN(difference)) continue;
      const count = (counts.get(difference) ?? 0) + 1;
      counts.set(difference, count);
      if (count > most) [most, step] = [count, difference];
    }
  }
  return most === 0 ? undefined : { law: { type: "step", step }, hits: most };
}

function polynomialHits(runs: readonly (readonly number[])[], degree: number, modulus: number): number {
  let hits = 0;
  for (const run of runs) {
    for (let i = degree + 1; i < run.length; i++) {
      if (run[i] === run[i - 1]) continue;
      if (continued(run, i, degree, modulus) === run[i]) hits++;
    }
  }
  return hits;
}

/** The law of most groups of four neighbours. */
function congruentialOf(runs: readonly (readonly number[])[]): FoundLaw | undefined {
  const found = new Map<string, { law: Congruence; hits: number }>();
  let best: { law: Congruence; hits: number } | undefined;
  for (const run of runs) {
    for (let i = fewestNumbers - 1; i < run.length; i++) {
      if (best !== undefined && follow(best.law, run[i - 1]!) === run[i]) {
        best.hits++;
        continue;
      }
      const law = congruenceOf(Uint32Array.of(run[i]!, run[i - 1]!, run[i - 2]!, run[i - 3]!));
      if (law === undefined) continue;
      const key = `${law.a} ${law.c} ${law.m}`;
      const one = found.get(key) ?? { law, hits: 0 };
      found.set(key, one);
      one.hits++;
      if (one.hits > (best?.hits ?? 0)) best = one;
    }
  }
  return best && { law: { type: "congruential", law: best.law }, hits: best.hits };
}

/** The extrapolation of a polynomial through the numbers before a position. */
function continued(run: readonly number[], at: number, degree: number, modulus: number): number {
  const a = run[at - 1]!;
  const b = run[at - 2]!;
  if (degree === 1) return within(2 * a - b, modulus);
  const c = run[at - 3]!;
  if (degree === 2) return within(3 * (a - b) + c, modulus);
  return within(4 * (a + c) - 6 * b - run[at - 4]!, modulus);
}

function within(number: number, modulus: number): number {
  if (!Number.isFinite(modulus)) return number;
  const rest = number % modulus;
  return rest < 0 ? rest + modulus : rest;
}

/** Continues numbers by a law. A single exception counts as an error in the data, but two in a row are accepted. */
export class Continuation {
  /** number of predictions, and of correct ones */
  predictions = 0;
  right = 0;
  readonly #law: NumberLaw;
  readonly #modulus: number;
  readonly #last: number[] = [];
  #missed = false;

  constructor(law: NumberLaw, modulus: number) {
    this.#law = law;
    this.#modulus = modulus;
  }

  /** Starts a new sequence of numbers. */
  restart(): void {
    this.#last.length = 0;
    this.#missed = false;
  }

  /** The next number; NaN: unknown. */
  next(): number {
    const last = this.#last;
    const at = last.length;
    const law = this.#law;
    switch (law.type) {
      case "step":
        return at === 0 ? Number.NaN : within(last[at - 1]! + law.step, this.#modulus);
      case "polynomial":
        return at <= law.degree ? Number.NaN : continued(last, at, law.degree, this.#modulus);
      case "congruential":
        return at === 0 ? Number.NaN : follow(law.law, last[at - 1]!);
    }
  }

  /** @param counts whether the number counts for `predictions` and its correct share */
  push(number: number, counts: boolean): void {
    const expected = this.next();
    const known = !Number.isNaN(expected);
    const hit = expected === number;
    if (known && counts) {
      this.predictions++;
      if (hit) this.right++;
    }
    const bridges = known && !hit && !this.#missed;
    this.#missed = known && !hit;
    this.#last.push(bridges ? expected : number);
    if (this.#last.length > fewestNumbers) this.#last.shift();
  }
}
