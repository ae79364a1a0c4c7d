/** Laws of a phase that are mixed. */
const laws = 6;
/** A weight never falls so low that it cannot recover. */
const leastWeight = 1e-150;
const leastMass = 1e-100;
/** Classes of favourites, by number of occurrences: 1, 2 or 3, 4 to 7, more. */
const favouriteClasses = 4;
/** Grades of favourites: powers of two of the ratio of hits and misses in their phase, and of the counts of the phase. */
const shareGrades = 16;
const experienceGrades = 6;

/** Reference implementation of kernels/phases.ts, which describes the laws. */
export class PhaseLaws {
  readonly #alphabetSize: number;
  readonly #all: Float64Array;
  #total = 0;
  /** shape (p, A) and (p,) */
  readonly #counts: Int32Array;
  readonly #totals: Int32Array;
  readonly #favourites: Int32Array;
  /** By class of favourites. */
  readonly #hits = new Float64Array(favouriteClasses);
  readonly #trials = new Float64Array(favouriteClasses);
  /** The same by grade of regularity. */
  readonly #gradedHits = new Float64Array(shareGrades * experienceGrades);
  readonly #gradedTrials = new Float64Array(shareGrades * experienceGrades);
  /** Counts of symbols that occurred instead of favourites. */
  readonly #strays: Float64Array;
  #strayTotal = 0;
  /** Weights of the laws: all phases together; a favourite or any other symbol; a favourite or strays; sparse and even counts; graded favourites or strays. */
  readonly #weights = new Float64Array(laws);
  /** their sum; they are normalised only when it gets small, which saves a division per symbol */
  #mass = 1;
  readonly #predictions = new Float64Array(laws);

  /** @param period 0: none, all symbols have one law */
  constructor(alphabetSize: number, period: number) {
    this.#alphabetSize = alphabetSize;
    this.#all = new Float64Array(alphabetSize);
    this.#counts = new Int32Array(period * alphabetSize);
    this.#totals = new Int32Array(period);
    this.#favourites = new Int32Array(period);
    this.#strays = new Float64Array(period === 0 ? 0 : alphabetSize);
    this.#weights.fill(1 / laws);
  }

  /** Whether the phases matter. */
  get dependsOnPhase(): boolean {
    return this.#totals.length > 0 && this.#weights[0]! < 0.5 * this.#mass;
  }

  /** P(symbol in a phase); a phase below 0 is unknown. */
  probability(symbol: number, phase: number): number {
    if (this.#totals.length === 0 || phase < 0) return this.#overall(symbol);
    this.#predict(symbol, phase);
    const predictions = this.#predictions;
    const weights = this.#weights;
    let mass = 0;
    for (let k = 0; k < laws; k++) mass += weights[k]! * predictions[k]!;
    return mass / this.#mass;
  }

  /** @returns the probability that it had before it was learned */
  learn(symbol: number, phase: number): number {
    let stated: number;
    if (this.#totals.length === 0 || phase < 0) stated = this.#overall(symbol);
    else {
      this.#predict(symbol, phase);
      stated = this.#weigh();
      this.#count(symbol, phase);
    }
    this.#all[symbol]!++;
    this.#total++;
    return stated;
  }

  #overall(symbol: number): number {
    return (this.#all[symbol]! + 0.5) / (this.#total + 0.5 * this.#alphabetSize);
  }

  /** Computes the prediction of each law. */
  #predict(symbol: number, phase: number): void {
    const size = this.#alphabetSize;
    const predictions = this.#predictions;
    const overall = this.#overall(symbol);
    const of = this.#totals[phase]!;
    if (of === 0) {
      predictions.fill(overall);
      return;
    }
    const row = phase * size;
    const count = this.#counts[row + symbol]!;
    const favourite = this.#favourites[phase]!;
    const kind = favouriteClass(this.#counts[row + favourite]!);
    const hit = (this.#hits[kind]! + 0.5) / (this.#trials[kind]! + 1);
    const grade = regularity(this.#counts[row + favourite]!, of);
    // With no data all symbols are equally likely.
    const graded = (this.#gradedHits[grade]! + 1 / size) / (this.#gradedTrials[grade]! + 1);
    predictions[0] = overall;
    if (symbol === favourite) {
      predictions[1] = hit;
      predictions[2] = hit;
      predictions[5] = graded;
    } else {
      const strays = this.#strayTotal - this.#strays[favourite]! + 0.5 * (size - 1);
      predictions[1] = (1 - hit) / (size - 1);
      const stray = (this.#strays[symbol]! + 0.5) / strays;
      predictions[2] = (1 - hit) * stray;
      predictions[5] = (1 - graded) * stray;
    }
    predictions[3] = (count + overall) / (of + 1);
    predictions[4] = (count + 0.5 * size * overall) / (of + 0.5 * size);
  }

  /** Updates the weights by the predictions; returns the prediction of the mixture. */
  #weigh(): number {
    const weights = this.#weights;
    const predictions = this.#predictions;
    // Written out, since loops are not unrolled: it saves 6 ns a symbol.
    const a = weights[0]! * predictions[0]!;
    const b = weights[1]! * predictions[1]!;
    const c = weights[2]! * predictions[2]!;
    const d = weights[3]! * predictions[3]!;
    const e = weights[4]! * predictions[4]!;
    const f = weights[5]! * predictions[5]!;
    weights[0] = a;
    weights[1] = b;
    weights[2] = c;
    weights[3] = d;
    weights[4] = e;
    weights[5] = f;
    let mass = a + b + c + d + e + f;
    const stated = mass / this.#mass;
    if (mass < leastMass) {
      for (let k = 0; k < laws; k++) weights[k] = Math.max(leastWeight, weights[k]! / mass);
      mass = weights.reduce((sum, weight) => sum + weight, 0);
    }
    this.#mass = mass;
    return stated;
  }

  #count(symbol: number, phase: number): void {
    const row = phase * this.#alphabetSize;
    const favourite = this.#favourites[phase]!;
    const most = this.#counts[row + favourite]!;
    const count = ++this.#counts[row + symbol]!;
    const of = this.#totals[phase]!++;
    if (of > 0) {
      const kind = favouriteClass(most);
      const grade = regularity(most, of);
      this.#trials[kind]!++;
      this.#gradedTrials[grade]!++;
      if (symbol === favourite) {
        this.#hits[kind]!++;
        this.#gradedHits[grade]!++;
      } else {
        this.#strays[symbol]!++;
        this.#strayTotal++;
      }
    }
    if (count > most) this.#favourites[phase] = symbol;
  }
}

function favouriteClass(count: number): number {
  return Math.min(favouriteClasses - 1, 31 - Math.clz32(count));
}

/** Grade of a favourite that occurred `hits` times in `of`. */
function regularity(hits: number, of: number): number {
  const misses = of - hits;
  const ratio = misses > hits ? 7 - powerOf(misses / hits) : 8 + powerOf(hits / (misses + 0.5));
  return Math.min(experienceGrades - 1, powerOf(of)) * shareGrades + ratio;
}

/** floor(log2 x), at most 7, for x >= 1 */
function powerOf(x: number): number {
  return Math.min(7, 31 - Math.clz32(x));
}
