/** Laws of a phase that are mixed. */
const laws = 6;
/** A weight never falls so low that it cannot come back. */
const leastWeight = 1e-150;
const leastMass = 1e-100;
/** A favourite is believed by how often it was met: 1, 2 or 3, 4 to 7, more. */
const favouriteClasses = 4;
/** Or by how often it was met in its phase, in powers of two of misses or of hits, and how much is known of the phase. */
const shareGrades = 16;
const experienceGrades = 6;

/** The plain twin of the kernel of the laws of phases, kernels/phases.ts, which has them named. */
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
  /** Symbols met in place of favourites. */
  readonly #strays: Float64Array;
  #strayTotal = 0;
  /** Of the law of all phases together; a favourite or any other symbol; a favourite or strays; sparse and even counts; graded favourites or strays. */
  readonly #weights = new Float64Array(laws);
  /** their sum: they are brought back to 1 when it gets small, to save a division a symbol */
  #mass = 1;
  readonly #said = new Float64Array(laws);

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

  /** P(symbol in a phase); a phase below 0 is not known. */
  probability(symbol: number, phase: number): number {
    if (this.#totals.length === 0 || phase < 0) return this.#overall(symbol);
    this.#say(symbol, phase);
    const said = this.#said;
    const weights = this.#weights;
    let mass = 0;
    for (let k = 0; k < laws; k++) mass += weights[k]! * said[k]!;
    return mass / this.#mass;
  }

  /** @returns the probability that it had before it was learned */
  learn(symbol: number, phase: number): number {
    let stated: number;
    if (this.#totals.length === 0 || phase < 0) stated = this.#overall(symbol);
    else {
      this.#say(symbol, phase);
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

  /** What each law says. */
  #say(symbol: number, phase: number): void {
    const size = this.#alphabetSize;
    const said = this.#said;
    const overall = this.#overall(symbol);
    const of = this.#totals[phase]!;
    if (of === 0) {
      said.fill(overall);
      return;
    }
    const row = phase * size;
    const count = this.#counts[row + symbol]!;
    const favourite = this.#favourites[phase]!;
    const kind = favouriteClass(this.#counts[row + favourite]!);
    const hit = (this.#hits[kind]! + 0.5) / (this.#trials[kind]! + 1);
    const grade = regularity(this.#counts[row + favourite]!, of);
    // What is not known is expected evenly.
    const graded = (this.#gradedHits[grade]! + 1 / size) / (this.#gradedTrials[grade]! + 1);
    said[0] = overall;
    if (symbol === favourite) {
      said[1] = hit;
      said[2] = hit;
      said[5] = graded;
    } else {
      const strays = this.#strayTotal - this.#strays[favourite]! + 0.5 * (size - 1);
      said[1] = (1 - hit) / (size - 1);
      const stray = (this.#strays[symbol]! + 0.5) / strays;
      said[2] = (1 - hit) * stray;
      said[5] = (1 - graded) * stray;
    }
    said[3] = (count + overall) / (of + 1);
    said[4] = (count + 0.5 * size * overall) / (of + 0.5 * size);
  }

  /** Weighs each law by what it said; returns what all said together. */
  #weigh(): number {
    const weights = this.#weights;
    const said = this.#said;
    // Written out, since loops are not unrolled: it saves 6 ns a symbol.
    const a = weights[0]! * said[0]!;
    const b = weights[1]! * said[1]!;
    const c = weights[2]! * said[2]!;
    const d = weights[3]! * said[3]!;
    const e = weights[4]! * said[4]!;
    const f = weights[5]! * said[5]!;
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

/** Grade of a favourite met `hits` times in `of`. */
function regularity(hits: number, of: number): number {
  const misses = of - hits;
  const ratio = misses > hits ? 7 - powerOf(misses / hits) : 8 + powerOf(hits / (misses + 0.5));
  return Math.min(experienceGrades - 1, powerOf(of)) * shareGrades + ratio;
}

/** floor(log2 x), at most 7, for x >= 1 */
function powerOf(x: number): number {
  return Math.min(7, 31 - Math.clz32(x));
}
