import { type Symbols, segmentsOf } from "../core/sequence.ts";
import { ContextTable, type CountResult, extendHash } from "./context-table.ts";
import { normalQuantile99 } from "./min-entropy.ts";

/** The score of a predictor on a sequence. */
export interface PredictionScore {
  /** number of predicted symbols */
  readonly predictions: number;
  /** correct predictions */
  readonly correct: number;
  /** longest run of correct predictions within a segment */
  readonly longestRun: number;
  /** number of segments by the number of predicted symbols in them; absent: one segment */
  readonly segments?: ReadonlyMap<number, number>;
}

/** Counts correct predictions and their longest run. */
class PredictionTally implements PredictionScore {
  predictions = 0;
  correct = 0;
  longestRun = 0;
  readonly segments = new Map<number, number>();
  #run = 0;
  #askedBefore = 0;

  add(correct: boolean): void {
    this.predictions++;
    this.#run = correct ? this.#run + 1 : 0;
    if (!correct) return;
    this.correct++;
    if (this.#run > this.longestRun) this.longestRun = this.#run;
  }

  endSegment(): void {
    const predictions = this.predictions - this.#askedBefore;
    if (predictions > 0) this.segments.set(predictions, (this.segments.get(predictions) ?? 0) + 1);
    this.#askedBefore = this.predictions;
    this.#run = 0;
  }
}

/**
 * Min-entropy against a predictor: from the larger of the upper 99 % end of its share of correct predictions, and of the share
 * at which runs as long as its longest occur in one of a hundred sequences.
 *
 * @param score of a predictor
 * @param alphabetSize number of symbols that occur, at least 2: the share of correct guesses by chance is its inverse
 * @returns bits a symbol, in [0, log2 A]; undefined where fewer than 2 symbols were predicted
 * Cost: O(1), some sixty evaluations of the law of runs for each length of segments.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.7 to 6.3.10; Feller 1968, An Introduction to Probability Theory 1, XIII.7
 * (runs). Segments are independent: the probabilities of no longer run multiply.
 */
export function predictionMinEntropy(score: PredictionScore, alphabetSize: number): number | undefined {
  const { predictions, correct } = score;
  if (predictions < 2) return undefined;
  const share = correct / predictions;
  const most =
    correct === 0
      ? -Math.expm1(Math.log(0.01) / predictions)
      : Math.min(1, share + normalQuantile99 * Math.sqrt((share * (1 - share)) / (predictions - 1)));
  return -Math.log2(Math.max(most, shareOfRuns(score), 1 / alphabetSize)) + 0;
}

/** Probability of no longer run that defines that share. */
const confidence = 0.99;
/** The share of correct predictions at which, with probability .99, no segment has a run longer than the longest. */
function shareOfRuns({
  predictions,
  longestRun,
  segments = new Map([[predictions, 1]]),
}: PredictionScore): number {
  // Other segments are too short for such a run.
  const long = [...segments].filter(([length]) => length >= longestRun);
  const logChance = (p: number): number => {
    let sum = 0;
    for (const [length, count] of long) sum += count * logChanceOfNoRun(p, longestRun + 1, length);
    return sum;
  };
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (logChance(middle) > Math.log(confidence)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** ln of Feller's approximation of the probability of no run of r successes of probability p in N trials. */
function logChanceOfNoRun(p: number, r: number, trials: number): number {
  const q = 1 - p;
  let root = 1;
  for (let i = 0; i < 10; i++) root = 1 + q * root * Math.exp(r * Math.log(p * root));
  const chance = (1 - p * root) / ((r + 1 - r * root) * q);
  // Beyond the range of the root a run is almost certain.
  return chance > 0 && Number.isFinite(root)
    ? Math.log(chance) - (trials + 1) * Math.log(root)
    : Number.NEGATIVE_INFINITY;
}

/** Which of several guessers was right most often; they are ordered by the number of symbols of a segment that they need. */
class Leaderboard {
  readonly #scores: Uint32Array;
  #best = 0;

  constructor(guessers: number) {
    this.#scores = new Uint32Array(guessers);
  }

  /**
   * The best of the first guessers (ties: the last correct one if it is the best of all, else the last).
   *
   * @param able number of guessers with enough symbols before them in this segment, at least 1
   */
  among(able: number): number {
    if (this.#best < able) return this.#best;
    const scores = this.#scores;
    let best = 0;
    for (let j = 1; j < able; j++) if (scores[j]! >= scores[best]!) best = j;
    return best;
  }

  credit(guesser: number): void {
    if (++this.#scores[guesser]! >= this.#scores[this.#best]!) this.#best = guesser;
  }
}

/** The most common symbol of the last few (ties: the latest one). */
class Window {
  readonly #symbols: Symbols;
  readonly #length: number;
  readonly #counts: Uint32Array;
  #best = -1;

  constructor(symbols: Symbols, length: number, alphabetSize: number) {
    this.#symbols = symbols;
    this.#length = length;
    this.#counts = new Uint32Array(alphabetSize);
  }

  /**
   * Moves the window so that it ends before `at`.
   *
   * @param begin of the segment
   * @param lastSeen shape (A,): by symbol its last position before `at`
   * @returns the most common symbol, also before the window is full
   */
  moveTo(at: number, begin: number, lastSeen: Int32Array): number {
    const counts = this.#counts;
    if (at - begin > this.#length) {
      const leaving = this.#symbols[at - 1 - this.#length]!;
      counts[leaving]!--;
      if (leaving === this.#best) this.#find(lastSeen);
    }
    const entering = this.#symbols[at - 1]!;
    counts[entering]!++;
    if (this.#best < 0 || counts[entering]! >= counts[this.#best]!) this.#best = entering;
    return this.#best;
  }

  /** Forgets the symbols of a segment before its last one, which was not added. */
  forget(begin: number, end: number): void {
    for (let i = Math.max(begin, end - 1 - this.#length); i < end - 1; i++)
      this.#counts[this.#symbols[i]!] = 0;
    this.#best = -1;
  }

  #find(lastSeen: Int32Array): void {
    const counts = this.#counts;
    let best = 0;
    for (let symbol = 1; symbol < counts.length; symbol++) {
      const more = counts[symbol]! - counts[best]!;
      if (more > 0 || (more === 0 && lastSeen[symbol]! > lastSeen[best]!)) best = symbol;
    }
    this.#best = best;
  }
}

/**
 * Guesses the most common symbol of a window; uses the window length, of four, with the most correct guesses so far.
 *
 * @param segmentEnds ascending, the last one n; no window crosses them
 * @param windows ascending lengths
 * Cost: O(n), and O(A) whenever the most common symbol leaves a window.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.7 (MultiMCW).
 */
export function predictByWindows(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  windows: readonly number[] = [63, 255, 1023, 4095],
): PredictionScore {
  const moving = windows.map((length) => new Window(symbols, length, alphabetSize));
  const full = new Leaderboard(windows.length);
  const guesses = new Int32Array(windows.length);
  const lastSeen = new Int32Array(alphabetSize).fill(-1);
  const tally = new PredictionTally();
  for (const [begin, end] of segmentsOf(segmentEnds)) {
    let able = 0;
    for (let at = begin + 1; at < end; at++) {
      for (let j = 0; j < moving.length; j++) guesses[j] = moving[j]!.moveTo(at, begin, lastSeen);
      lastSeen[symbols[at - 1]!] = at - 1;
      while (able < windows.length && at - begin >= windows[able]!) able++;
      if (able === 0) continue;
      const symbol = symbols[at]!;
      tally.add(guesses[full.among(able)] === symbol);
      for (let j = 0; j < able; j++) if (guesses[j] === symbol) full.credit(j);
    }
    for (const window of moving) window.forget(begin, end);
    tally.endSegment();
  }
  return tally;
}

/**
 * Guesses the symbol at a fixed distance back; uses the distance with the most correct guesses so far.
 *
 * @param segmentEnds ascending, the last one n; no distance crosses them
 * @param farthest distance
 * Cost: O(n farthest).
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.8 (Lag).
 */
export function predictByLags(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  farthest = 128,
): PredictionScore {
  const lags = new Leaderboard(farthest);
  const tally = new PredictionTally();
  for (const [begin, end] of segmentsOf(segmentEnds)) {
    for (let at = begin + 1; at < end; at++) {
      const symbol = symbols[at]!;
      const able = Math.min(farthest, at - begin);
      tally.add(symbols[at - 1 - lags.among(able)] === symbol);
      for (let j = 0; j < able; j++) if (symbols[at - 1 - j] === symbol) lags.credit(j);
    }
    tally.endSegment();
  }
  return tally;
}

/**
 * Guesses the most frequent follower of the last d symbols; uses the d of 1..16 with the most correct guesses so far. Ties of
 * followers go to the largest symbol.
 *
 * @param segmentEnds ascending, the last one n; no context crosses them
 * @param longest d
 * @param mostFollowers kept for contexts of one length
 * Cost: O(n longest), some 50 ns each in memory.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.9 (MultiMMC).
 */
export function predictByContexts(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  longest = 16,
  mostFollowers = 100_000,
): PredictionScore {
  const models = new ContextModels(symbols, longest, mostFollowers);
  const { guesses } = models;
  const lengths = new Leaderboard(longest);
  const tally = new PredictionTally();
  let learned = false;
  for (const [begin, end] of segmentsOf(segmentEnds)) {
    for (let at = begin + 1; at < end; at++) {
      const able = Math.min(longest, at - begin);
      const symbol = symbols[at]!;
      models.guess(at, able);
      if (learned) tally.add(guesses[lengths.among(able)] === symbol);
      for (let d = 0; d < able; d++) if (guesses[d] === symbol) lengths.credit(d);
      models.learn(at, able);
      learned = true;
    }
    tally.endSegment();
  }
  return tally;
}

/** Tables of contexts of 1, 2, ... symbols. Index d is that of d + 1 symbols. */
class ContextModels {
  /** The guess of each; -1: none. */
  readonly guesses: Int32Array;
  readonly #symbols: Symbols;
  readonly #tables: readonly ContextTable[];
  readonly #entries: Uint32Array;
  readonly #most: number;
  /** By length: the context before the next symbol, and its hash. */
  readonly #contexts: Int32Array;
  readonly #hashes: Int32Array;
  /** From here on all tables are full. */
  #firstFull: number;
  /** Whether each known context is also known without its first symbol. */
  #nested = true;

  constructor(symbols: Symbols, longest: number, most: number) {
    this.#symbols = symbols;
    this.#tables = Array.from({ length: longest }, (_, d) => new ContextTable(symbols, d + 1));
    this.#entries = new Uint32Array(longest);
    this.#most = most;
    this.guesses = new Int32Array(longest);
    this.#contexts = new Int32Array(longest);
    this.#hashes = new Int32Array(longest);
    this.#firstFull = longest;
  }

  /** Counts the symbol at `at`, whose contexts of up to `able` symbols `guess` has found. */
  learn(at: number, able: number): void {
    let shorter: CountResult = "known";
    for (let d = 0; d < able; d++) {
      const mayAdd = this.#entries[d]! < this.#most;
      const counted = this.#tables[d]!.count(at, this.#hashes[d]!, this.#contexts[d]!, mayAdd);
      if (counted === "added") this.#noteAddition(d);
      if (counted !== "refused" && shorter === "refused") this.#nested = false;
      shorter = counted;
      // A follower that is unknown after a context is unknown after longer ones.
      if (counted === "refused" && this.#nested && d >= this.#firstFull) return;
    }
  }

  #noteAddition(d: number): void {
    this.#entries[d]!++;
    while (this.#firstFull > 0 && this.#entries[this.#firstFull - 1] === this.#most) this.#firstFull--;
  }

  /** Finds the contexts of up to `able` symbols before `at`, and the most frequent follower of each. */
  guess(at: number, able: number): void {
    this.#hash(at, able);
    this.guesses.fill(-1);
    this.#contexts.fill(-1);
    for (let d = 0; d < able; d++) {
      const context = this.#tables[d]!.contextBefore(at, this.#hashes[d]!);
      this.#contexts[d] = context;
      if (context >= 0) this.guesses[d] = this.#tables[d]!.bestSymbol(context);
      else if (this.#nested) return;
    }
  }

  #hash(at: number, able: number): void {
    for (let d = 0, hash = 0; d < able; d++) {
      hash = extendHash(hash, this.#symbols[at - 1 - d]!);
      this.#hashes[d] = hash;
    }
  }
}

/**
 * Guesses the most frequent follower of any of the last 1..16 symbols, with a dictionary that grows as that of LZ78 until it is
 * full: the follower with the largest count (ties: that of the longest context).
 *
 * @param segmentEnds ascending, the last one n; no context crosses them
 * @param longest context, and number of symbols before the first that is learned
 * @param mostContexts kept, of all lengths together
 * Cost: O(n longest), some 50 ns each in memory.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.10 (LZ78Y).
 */
export function predictByDictionary(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  longest = 16,
  mostContexts = 65_536,
): PredictionScore {
  const tables = Array.from({ length: longest }, (_, d) => new ContextTable(symbols, d + 1));
  const hashes = new Int32Array(longest);
  const known = new Int32Array(longest);
  const tally = new PredictionTally();
  let contexts = 0;
  for (const [begin, end] of segmentsOf(segmentEnds)) {
    for (let at = Math.max(begin + 1, longest); at < end; at++) {
      const able = Math.min(longest, at - begin);
      for (let d = 0, hash = 0; d < able; d++) {
        hash = extendHash(hash, symbols[at - 1 - d]!);
        hashes[d] = hash;
      }
      let guess = -1;
      let most = 0;
      for (let d = able - 1; d >= 0; d--) {
        const context = tables[d]!.contextBefore(at, hashes[d]!);
        known[d] = context;
        if (context < 0 || tables[d]!.bestCount(context) <= most) continue;
        most = tables[d]!.bestCount(context);
        guess = tables[d]!.bestSymbol(context);
      }
      if (at > longest) tally.add(guess === symbols[at]);
      for (let d = able - 1; d >= 0; d--)
        if (known[d]! >= 0 || contexts++ < mostContexts) tables[d]!.count(at, hashes[d]!, known[d]!, true);
    }
    tally.endSegment();
  }
  return tally;
}
