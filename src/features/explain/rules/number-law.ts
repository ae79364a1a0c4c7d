import { type Congruence, follow } from "../../../observer/members/series/congruences.ts";

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

type Numbers = ArrayLike<number>;

/** Numbers that a law needs before it predicts. */
const fewestNumbers = 4;
/** A step is preferred to a polynomial that predicts barely more numbers. */
const stepPreference = 0.95;
const mostDegree = 3;
/** Numbers in a row from which a generator is inferred, the most groups that are tried, and the largest factor of its modulus by which their determinants may exceed it. */
const [group, mostGroups, mostFactor] = [8, 400, 16n];
/** Fewer numbers show no law. */
const fewest = 16;

/**
 * The law that predicts most of some numbers.
 *
 * @param runs consecutive numbers, in pieces
 * @param modulus numbers are compared modulo this, a power of two of at most 2^32; infinite: exactly
 * @param generators whether to try congruential generators
 */
export function lawOf(runs: readonly Numbers[], modulus: number, generators: boolean): FoundLaw | undefined {
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
  runs: readonly Numbers[],
  modulus: number,
): { readonly law: { readonly type: "step"; readonly step: number }; readonly hits: number } | undefined {
  counted.clear(runs.reduce((sum, { length }) => sum + length, 0));
  let [most, step] = [0, 0];
  for (const run of runs) {
    for (let i = 1; i < run.length; i++) {
      const difference = within(run[i]! - run[i - 1]!, modulus);
      if (difference === 0 || Number.isNaN(difference)) continue;
      const count = counted.add(difference);
      if (count > most) [most, step] = [count, difference];
    }
  }
  return most === 0 ? undefined : { law: { type: "step", step }, hits: most };
}

/** Counts of numbers, in a table of at least twice as many places: a map takes three times as long. */
class Counted {
  #numbers = new Float64Array(0);
  #counts = new Uint32Array(0);
  #shift = 0;
  #last = 0;

  /** @param most numbers that will be added */
  clear(most: number): void {
    const bits = Math.max(4, Math.ceil(Math.log2(2 * most + 1)));
    if (2 ** bits > this.#counts.length) {
      this.#numbers = new Float64Array(2 ** bits);
      this.#counts = new Uint32Array(2 ** bits);
    } else this.#counts.fill(0, 0, 2 ** bits);
    this.#shift = 32 - bits;
    this.#last = 2 ** bits - 1;
  }

  /** @returns how often that number was added, with this time */
  add(number: number): number {
    const [numbers, counts, last] = [this.#numbers, this.#counts, this.#last];
    const folded = (number | 0) ^ Math.imul(number / 4_294_967_296, 0x85eb_ca6b);
    let at = Math.imul(folded, 0x9e37_79b1) >>> this.#shift;
    while (counts[at]! > 0 && numbers[at] !== number) at = (at + 1) & last;
    numbers[at] = number;
    return ++counts[at]!;
  }
}

/** One for all: there are thousands of short runs. */
const counted = new Counted();

function polynomialHits(runs: readonly Numbers[], degree: number, modulus: number): number {
  let hits = 0;
  for (const run of runs) {
    for (let i = degree + 1; i < run.length; i++) {
      if (run[i] === run[i - 1]) continue;
      if (continued(run, i, degree, modulus) === run[i]) hits++;
    }
  }
  return hits;
}

/** The law of some neighbours that most of the others follow. */
function congruentialOf(runs: readonly Numbers[]): FoundLaw | undefined {
  const all = runs.reduce((sum, { length }) => sum + length, 0);
  const step = Math.max(1, Math.floor(all / mostGroups));
  for (const run of runs)
    for (let i = 0; i + group <= run.length; i += step) {
      const law = congruenceIn(Array.from({ length: group }, (_, k) => run[i + k]!));
      const hits = law === undefined ? 0 : followers(runs, law);
      if (law !== undefined && hits >= fewest) return { law: { type: "congruential", law }, hits };
    }
  return undefined;
}

function followers(runs: readonly Numbers[], law: Congruence): number {
  let hits = 0;
  for (const run of runs)
    for (let i = 1; i < run.length; i++) if (following(law, run[i - 1]!) === run[i]) hits++;
  return hits;
}

/** The next number, also where the modulus is beyond 2^32. */
const following = (law: Congruence, number: number) =>
  law.m <= 2 ** 32
    ? number < law.m
      ? follow(law, number)
      : Number.NaN
    : Number((BigInt(law.a) * BigInt(number) + BigInt(law.c)) % BigInt(law.m));

/**
 * The congruential generator, of any modulus, that gives some numbers in a row: the modulus divides the determinants of their
 * differences.
 *
 * Source: Marsaglia 1968, PNAS 61; Plumstead 1982, FOCS (inferring the sequence).
 */
function congruenceIn(numbers: readonly number[]): Congruence | undefined {
  if (!numbers.every(Number.isSafeInteger) || new Set(numbers).size < numbers.length) return undefined;
  const x = numbers.map(BigInt);
  const t = x.slice(1).map((one, i) => one - x[i]!);
  // A counter with an exception follows many of them.
  if (t.some((one, i) => one === t[i + 1])) return undefined;
  const common = t.slice(2).reduce((gcd, one, i) => gcdOf(gcd, one * t[i]! - t[i + 1]! * t[i + 1]!), 0n);
  const most = BigInt(Math.max(...numbers));
  for (let factor = 1n; factor <= mostFactor && common > most * factor; factor++) {
    const m = common / factor;
    if (common % factor !== 0n || m > BigInt(Number.MAX_SAFE_INTEGER)) continue;
    const i = t.findIndex((one, k) => k + 1 < t.length && gcdOf(one, m) === 1n);
    if (i < 0) continue;
    const a = remainder(t[i + 1]! * inverseOf(remainder(t[i]!, m), m), m);
    const c = remainder(x[1]! - a * x[0]!, m);
    if (a > 1n && x.every((one, k) => k === 0 || remainder(a * x[k - 1]! + c, m) === one))
      return { a: Number(a), c: Number(c), m: Number(m) };
  }
  return undefined;
}

const remainder = (a: bigint, m: bigint) => ((a % m) + m) % m;

function gcdOf(a: bigint, b: bigint): bigint {
  let [rest, next] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (next > 0n) [rest, next] = [next, rest % next];
  return rest;
}

/** The inverse modulo m of a number without a common factor, by Euclid's algorithm. */
function inverseOf(a: bigint, m: bigint): bigint {
  let [rest, next, factor, after] = [m, a, 0n, 1n];
  while (next > 0n) [rest, next, factor, after] = [next, rest % next, after, factor - (rest / next) * after];
  return factor;
}

/** The extrapolation of a polynomial through the numbers before a position. */
function continued(run: Numbers, at: number, degree: number, modulus: number): number {
  const a = run[at - 1]!;
  const b = run[at - 2]!;
  if (degree === 1) return within(2 * a - b, modulus);
  const c = run[at - 3]!;
  if (degree === 2) return within(3 * (a - b) + c, modulus);
  return within(4 * (a + c) - 6 * b - run[at - 4]!, modulus);
}

/** A whole number modulo a power of two of at most 2^32, or as it is modulo infinity. */
const within = (number: number, modulus: number) =>
  modulus === Number.POSITIVE_INFINITY ? number : (number & (modulus - 1)) >>> 0;

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
        return at === 0 ? Number.NaN : following(law.law, last[at - 1]!);
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
