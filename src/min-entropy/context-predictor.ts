import type { Symbols } from "../core/sequence.ts";
import { BestSoFar } from "./best-so-far.ts";
import { ContextTable, type Counted, extendHash } from "./context-table.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

const usualFollowers = 100_000;

/**
 * Guesses what most often followed the last d symbols, of d = 1..16 that which was right most often so far. Of
 * equally frequent followers the largest is named.
 *
 * @param symbols shape (n,)
 * @param segmentEnds ascending, the last one n; no context crosses them
 * @param longest d
 * @param mostFollowers kept of contexts of one length
 * Cost: O(n longest), some 50 ns each in memory.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.9 (MultiMMC).
 */
export function predictByContexts(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  longest = 16,
  mostFollowers = usualFollowers,
): PredictionScore {
  const models = new ContextModels(symbols, longest, mostFollowers);
  const { guesses } = models;
  const lengths = new BestSoFar(longest);
  const tally = new PredictionTally();
  let learned = false;
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    for (let at = begin + 1; at < end; at++) {
      const able = Math.min(longest, at - begin);
      const symbol = symbols[at]!;
      models.guess(at, able);
      if (learned) tally.add(guesses[lengths.among(able)] === symbol);
      for (let d = 0; d < able; d++) if (guesses[d] === symbol) lengths.right(d);
      models.learn(at, able);
      learned = true;
    }
    tally.endSegment();
    begin = end;
  }
  return tally;
}

/** Tables of contexts of 1, 2, ... symbols. Index d stands for d + 1 symbols. */
class ContextModels {
  /** What each says comes next; -1: nothing. */
  readonly guesses: Int32Array;
  readonly #symbols: Symbols;
  readonly #tables: readonly ContextTable[];
  readonly #entries: Uint32Array;
  readonly #most: number;
  /** By length: the context that stands before the symbol to come, and its hash. */
  readonly #contexts: Int32Array;
  readonly #hashes: Int32Array;
  /** From here on all tables are full. */
  #full: number;
  /** Whether each context that is known is known without its first symbol too. */
  #nested = true;

  constructor(symbols: Symbols, longest: number, most: number) {
    this.#symbols = symbols;
    this.#tables = Array.from({ length: longest }, (_, d) => new ContextTable(symbols, d + 1));
    this.#entries = new Uint32Array(longest);
    this.#most = most;
    this.guesses = new Int32Array(longest);
    this.#contexts = new Int32Array(longest);
    this.#hashes = new Int32Array(longest);
    this.#full = longest;
  }

  /** Counts the symbol at `at`, whose contexts of up to `able` symbols were looked for when it was guessed. */
  learn(at: number, able: number): void {
    let shorter: Counted = "known";
    for (let d = 0; d < able; d++) {
      const mayAdd = this.#entries[d]! < this.#most;
      const counted = this.#tables[d]!.count(at, this.#hashes[d]!, this.#contexts[d]!, mayAdd);
      if (counted === "added") this.#added(d);
      if (counted !== "refused" && shorter === "refused") this.#nested = false;
      shorter = counted;
      // What is not known after a context is not known after a longer one.
      if (counted === "refused" && this.#nested && d >= this.#full) return;
    }
  }

  #added(d: number): void {
    this.#entries[d]!++;
    while (this.#full > 0 && this.#entries[this.#full - 1] === this.#most) this.#full--;
  }

  /** Looks for the contexts of up to `able` symbols before `at` and says what most often followed each. */
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
