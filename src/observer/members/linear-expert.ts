import type { Symbols } from "../../core/sequence.ts";
import { complementaryError } from "../../math/special-functions.ts";
import { sumOn } from "../../math/sums.ts";
import { linearPredictor } from "../../wasm/linear-prediction.ts";
import type { Member, MemberDefinition } from "../member.ts";

/** Numbers of earlier values that predict the next: 2 for a pure wave, more with noise. */
const orders = [1, 2, 4, 8, 16, 32, 64] as const;
const longest = orders.at(-1)!;
/** Shares by which all that was learned fades at each fit. */
const fadings = [0, 1 / 4] as const;
/** The value of a byte that counts as 0. */
const middle = 128;
/** Values between two fits: a quarter of those learned so far, within these limits. */
const [soonest, latest] = [16, 256] as const;
/** Added to the square of each coefficient, in units of squared bytes: prevents an exact fit to few values. */
const ridge = 1;
/** Numbers of recent errors from which deviations are estimated. */
const memories = [16, 512] as const;
/** Distributions of errors, and their scales. */
const shapes = [
  [normalBelow, 1],
  [student4Below, 0.75],
  [student2Below, 0.5],
  [student2Below, 0.15],
] as const;
const laws = memories.length * shapes.length;
const lawOf = (k: number) => shapes[Math.floor(k / memories.length)]!;
/** Probability of an arbitrary value, whatever is expected. */
const outlierProbability = 1 / 1024;
/** Least scale of an error: bytes are whole numbers. */
const leastDeviation = 0.25;
/** Symbols over which predictors and distributions are compared. */
const compared = 512;

/**
 * Predicts each byte as a number: linearly from up to 64 earlier values, with a distribution of the error. Predictors of
 * several lengths are fitted to all values and to the latest ones; recent success weights them.
 *
 * Cost: 3 microseconds a symbol.
 * Source: Makhoul 1975, Proc. IEEE 63(4) (the covariance method).
 */
export const linearExpert: MemberDefinition = {
  id: "linear-expert",
  title: "values predicted linearly",
  readsCodes: true,
  suits: isSignal,
  open: (symbols, alphabetSize, codes) =>
    new LinearExpert(symbols, codes ?? Uint32Array.from({ length: alphabetSize }, (_, symbol) => symbol)),
};

/** Fewer values, or fewer symbols, are not a signal. */
const [shortestSignal, fewestSymbols] = [512, 17] as const;
/** Values at the beginning that are tested. */
const testedValues = 2048;
/** Least gain of linear prediction there, bits a value. */
const leastGain = 0.5;

/** Whether each value at the beginning depends linearly on those before it. */
function isSignal(symbols: Symbols, alphabetSize: number, codes: ArrayLike<number>): boolean {
  if (alphabetSize < fewestSymbols || symbols.length < shortestSignal) return false;
  const values = Float64Array.from(symbols.subarray(0, testedValues), (symbol) => codes[symbol]!);
  const mean = sumOn(0, values, values.length) / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    values[i]! -= mean;
    squares += values[i]! * values[i]!;
  }
  const { error } = linearPredictor([values], longest);
  return Math.log2(squares / values.length / error) >= 2 * leastGain;
}

class LinearExpert implements Member {
  readonly id = "linear-expert";
  /** No other header begins with this: as many symbols occur as there are bytes, and are named. */
  readonly headerBits = 1 + 8;
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  /** shape (A,): the value of each symbol, centred at 0 */
  readonly #values: Float64Array;
  /** shape (A,): rank of each symbol by its value */
  readonly #ranks: Uint32Array;
  /** shape (A + 1,): midpoints between neighbouring values, by rank */
  readonly #edges: Float64Array;
  readonly #fits = fadings.map((fading) => new Fits(fading));
  readonly #predictors: readonly Predictor[] = this.#fits.flatMap(({ predictors }) => predictors);
  /** shape (longest + 1,): a value and those before it */
  readonly #recent = new Float64Array(longest + 1);
  #expected = 0;
  /** shape (memories,): mean squares of the last errors */
  readonly #squares = new Float64Array(memories.length).fill(1000);
  /** shape (laws,): their deviations at the current symbol */
  readonly #deviations = new Float64Array(laws);
  /** shape (laws,): cost of the last symbols under each law, bits, older ones fading */
  readonly #paid = new Float64Array(laws);
  /** shape (laws,): their weights, and their probabilities of a value */
  readonly #weights = new Float64Array(laws);
  readonly #likely = new Float64Array(laws);
  #learned = 0;
  #nextFit: number = soonest;
  #pending = { start: 0, end: 0, segmentStart: 0 };

  constructor(symbols: Symbols, codes: ArrayLike<number>) {
    const alphabetSize = codes.length;
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    const order = Uint32Array.from({ length: alphabetSize }, (_, symbol) => symbol).sort(
      (a, b) => codes[a]! - codes[b]! || a - b,
    );
    this.#values = Float64Array.from(codes, (code) => code - middle);
    this.#ranks = new Uint32Array(alphabetSize);
    this.#edges = new Float64Array(alphabetSize + 1).fill(Number.POSITIVE_INFINITY);
    order.forEach((symbol, rank) => {
      this.#ranks[symbol] = rank;
      const below = rank === 0 ? Number.NEGATIVE_INFINITY : this.#values[order[rank - 1]!]!;
      this.#edges[rank] = (below + this.#values[symbol]!) / 2;
    });
  }

  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array | null,
    below: Float64Array | null = null,
  ): void {
    if (!learn && losses === null) return;
    for (let at = start; at < end; at++) {
      this.#predict(at, segmentStart);
      const rank = this.#ranks[this.#symbols[at]!]!;
      if (below !== null) below[at - start] = this.#below(rank);
      const probability = this.#probability(rank);
      if (losses !== null) losses[at - start] = -Math.log2(probability);
      if (learn) this.#learn(at, segmentStart);
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    this.#predict(at, segmentStart);
    return Float64Array.from(this.#ranks, (rank) => this.#probability(rank));
  }

  /** Predicts the value and the laws of its error, weighted by their recent success. */
  #predict(at: number, segmentStart: number): void {
    this.#expected = this.#expect(at, Math.min(longest, at - segmentStart));
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < laws; k++) least = Math.min(least, this.#paid[k]!);
    let total = 0;
    for (let k = 0; k < laws; k++) {
      const deviation = Math.sqrt(this.#squares[k % memories.length]!) * lawOf(k)[1];
      this.#deviations[k] = Math.max(leastDeviation, deviation);
      const weight = Math.exp((least - this.#paid[k]!) * Math.LN2);
      this.#weights[k] = weight;
      total += weight;
    }
    for (let k = 0; k < laws; k++) this.#weights[k]! *= (1 - outlierProbability) / total;
  }

  /**
   * The mean of the predictors that need no more values than were seen, weighted by the likelihood of their errors under a
   * normal law.
   */
  #expect(at: number, seen: number): number {
    const recent = this.#recent;
    for (let k = 1; k <= seen; k++) recent[k] = this.#values[this.#symbols[at - k]!]!;
    let least = Number.POSITIVE_INFINITY;
    for (const { order, squares } of this.#predictors) if (order <= seen) least = Math.min(least, squares);
    let [sum, total] = [0, 0];
    for (const one of this.#predictors) {
      if (one.order > seen) continue;
      const weight = Math.exp((compared / 2) * Math.log(least / one.squares));
      sum += weight * one.predict(recent);
      total += weight;
    }
    return total === 0 ? 0 : sum / total;
  }

  /** The probability of a value by its rank; keeps those by the laws. */
  #probability(rank: number): number {
    const low = this.#edges[rank]! - this.#expected;
    const high = this.#edges[rank + 1]! - this.#expected;
    let sum = outlierProbability / this.#alphabetSize;
    for (let k = 0; k < laws; k++) {
      const deviation = this.#deviations[k]!;
      const likely = between(lawOf(k)[0], low / deviation, high / deviation);
      this.#likely[k] = likely;
      sum += this.#weights[k]! * likely;
    }
    return sum;
  }

  /** The probability of all values below one. */
  #below(rank: number): number {
    const low = this.#edges[rank]! - this.#expected;
    let sum = (outlierProbability * rank) / this.#alphabetSize;
    for (let k = 0; k < laws; k++) sum += this.#weights[k]! * lawOf(k)[0](low / this.#deviations[k]!);
    return sum;
  }

  /** Call it after `#predict` and `#probability` at the same position. */
  #learn(at: number, segmentStart: number): void {
    const value = this.#values[this.#symbols[at]!]!;
    for (let k = 0; k < laws; k++)
      this.#paid[k]! -=
        Math.log2((1 - outlierProbability) * this.#likely[k]! + outlierProbability / this.#alphabetSize) +
        this.#paid[k]! / compared;
    const error = value - this.#expected;
    for (let k = 0; k < memories.length; k++)
      this.#squares[k]! += (error * error - this.#squares[k]!) / Math.min(memories[k]!, this.#learned + 2);
    for (const one of this.#predictors) if (one.order <= at - segmentStart) one.learn(value);
    const pending = this.#pending;
    if (pending.end !== at || pending.segmentStart !== segmentStart) {
      this.#note();
      this.#pending = { start: at, end: at, segmentStart };
    }
    this.#pending.end = at + 1;
    if (++this.#learned < this.#nextFit) return;
    this.#note();
    this.#pending.start = this.#pending.end;
    for (const one of this.#fits) one.fit();
    this.#nextFit += Math.max(soonest, Math.min(latest, this.#learned >> 2));
  }

  #note(): void {
    const { start, end, segmentStart } = this.#pending;
    const from = Math.max(start, segmentStart + longest);
    if (from >= end) return;
    const values = Float64Array.from(
      this.#symbols.subarray(from - longest, end),
      (symbol) => this.#values[symbol]!,
    );
    for (const one of this.#fits) one.note(values);
  }
}

class Predictor {
  readonly order: number;
  /** shape (order + 1,): a constant, and the weights of the values before */
  readonly line: Float64Array;
  expected = 0;
  /** squared errors of the last values, older ones fading */
  squares = 1;

  constructor(order: number) {
    this.order = order;
    this.line = new Float64Array(order + 1);
    this.line[1] = 1;
  }

  predict(recent: Float64Array): number {
    const line = this.line;
    let sum = line[0]!;
    for (let k = 1; k < line.length; k++) sum += line[k]! * recent[k]!;
    this.expected = sum;
    return sum;
  }

  learn(value: number): void {
    const error = value - this.expected;
    this.squares += error * error - this.squares / compared;
  }
}

const size = longest + 1;

/** Products of values with earlier values, and the least-squares predictors from them. */
class Fits {
  readonly predictors = orders.map((order) => new Predictor(order));
  readonly #fading: number;
  /** shape (size, size), lags: sums of products of lagged values */
  readonly #products = new Float64Array(size * size);
  /** shape (size,): sums of lagged values */
  readonly #sums = new Float64Array(size);
  #count = 0;

  constructor(fading: number) {
    this.#fading = fading;
  }

  /** @param values shape (longest + count,): the learned values, preceded by as many as predict them */
  note(values: Float64Array): void {
    const products = this.#products;
    const added = new Float64Array(size * size);
    const end = values.length;
    for (let lag = 0; lag < size; lag++) {
      let [sum, product] = [0, 0];
      for (let t = longest; t < end; t++) {
        sum += values[t - lag]!;
        product += values[t]! * values[t - lag]!;
      }
      this.#sums[lag]! += sum;
      added[lag] = product;
    }
    // One lag further only one product is new and one is dropped.
    for (let i = 1; i < size; i++)
      for (let j = i; j < size; j++)
        added[i * size + j] =
          added[(i - 1) * size + j - 1]! +
          values[longest - i]! * values[longest - j]! -
          values[end - i]! * values[end - j]!;
    for (let k = 0; k < products.length; k++) products[k]! += added[k]!;
    this.#count += end - longest;
  }

  /** Fits the predictors and fades the sums. */
  fit(): void {
    const row = size;
    // Sums of products of a constant, the earlier values, and the value.
    const factor = new Float64Array(row * row);
    const right = new Float64Array(row);
    const product = (i: number, j: number) =>
      i === 0 ? (j === 0 ? this.#count : this.#sums[j]!) : this.#products[i * size + j]!;
    for (let j = 0; j < row; j++) {
      // Cholesky's factor, column by column, with forward substitution.
      for (let i = 0; i <= j; i++) {
        let sum = product(i, j) + (i === j ? ridge : 0);
        for (let k = 0; k < i; k++) sum -= factor[i * row + k]! * factor[j * row + k]!;
        factor[j * row + i] = i === j ? Math.sqrt(Math.max(sum, ridge)) : sum / factor[i * row + i]!;
      }
      let sum = j === 0 ? this.#sums[0]! : this.#products[j]!;
      for (let k = 0; k < j; k++) sum -= factor[j * row + k]! * right[k]!;
      right[j] = sum / factor[j * row + j]!;
    }
    for (const { line } of this.predictors) {
      for (let i = line.length - 1; i >= 0; i--) {
        let sum = right[i]!;
        for (let k = i + 1; k < line.length; k++) sum -= factor[k * row + i]! * line[k]!;
        line[i] = sum / factor[i * row + i]!;
      }
    }
    const kept = 1 - this.#fading;
    for (let k = 0; k < this.#products.length; k++) this.#products[k]! *= kept;
    for (let k = 0; k < size; k++) this.#sums[k]! *= kept;
    this.#count *= kept;
  }
}

/** Table of the normal distribution function, `steps` per deviation, up to `farthest`. */
const [farthest, steps] = [8, 64] as const;
let table: Float64Array | undefined;

/** P(x < z), interpolated linearly. */
function normalBelow(z: number): number {
  table ??= Float64Array.from({ length: 2 * farthest * steps + 2 }, (_, k) => {
    const x = k / steps - farthest;
    const tail = complementaryError(Math.abs(x) * Math.SQRT1_2) / 2;
    return x < 0 ? tail : 1 - tail;
  });
  if (z <= -farthest) return 0;
  if (z >= farthest) return 1;
  const place = (z + farthest) * steps;
  const k = Math.floor(place);
  return table[k]! + (place - k) * (table[k + 1]! - table[k]!);
}

/** Student's distribution function of 2 degrees of freedom; */
function student2Below(z: number): number {
  return Math.abs(z) > 1e6 ? (z > 0 ? 1 : 0) : 0.5 + z / (2 * Math.sqrt(2 + z * z));
}

/** of 4. */
function student4Below(z: number): number {
  if (Math.abs(z) > 1e6) return z > 0 ? 1 : 0;
  const rest = 1 + (z * z) / 4;
  return 0.5 + ((0.375 * z) / Math.sqrt(rest)) * (1 - (z * z) / (12 * rest));
}

/** P(low < x < high), computed on the shorter tail. */
function between(below: (z: number) => number, low: number, high: number): number {
  return low > 0 ? below(-low) - below(-high) : below(high) - below(low);
}
