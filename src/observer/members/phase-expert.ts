import type { Symbols } from "../../core/sequence.ts";
import { sumOn } from "../../math/sums.ts";
import { toBits } from "../../wasm/bits.ts";
import { PhasesKernel } from "../../wasm/phases-kernel.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { likelyPeriods } from "./likely-periods.ts";

/** Numbers of symbols at the beginning of a segment from which its phase is found: the first and the last. */
const shortestPrefix = 16;
const longestPrefix = 1024;

/**
 * The laws of a period, and the phase in which each segment begins. The segment in which the period was found begins in phase 0
 * by definition; another one begins in the phase that makes its beginning, up to the current symbol, most probable.
 */
class Phases {
  readonly period: number;
  readonly #symbols: Symbols;
  readonly #home: number;
  readonly #laws: PhasesKernel;
  /** by segment: offsets found with 16, 32, ... 1024 symbols; undefined: not searched yet */
  readonly #known = new Map<number, (number | undefined)[]>();
  #frozen = new Map<number, (number | undefined)[]>();

  /** @param home first symbol of the segment in which the period was found */
  constructor(symbols: Symbols, alphabetSize: number, home: number, period: number) {
    this.period = period;
    this.#symbols = symbols;
    this.#home = home;
    this.#laws = new PhasesKernel(alphabetSize, period);
  }

  /** Whether the law depends on the phase. */
  get dependsOnPhase(): boolean {
    return this.#laws.dependsOnPhase;
  }

  /** @param probabilities receives the probability of each symbol; null: not needed */
  code(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    probabilities: Float64Array | null,
  ): void {
    // Phases found while frozen are dropped, since the laws change.
    if (learn && this.#frozen.size > 0) this.#frozen = new Map();
    let at = start;
    while (at < end) {
      const { phase, until } = this.#phaseAt(at, segmentStart, learn);
      const stop = Math.min(end, until);
      this.#laws.code(this.#symbols, at, stop, phase, learn, probabilities?.subarray(at - start) ?? null);
      at = stop;
    }
  }

  /** @param law receives the probability of every symbol of the alphabet at position `at` */
  distribution(at: number, segmentStart: number, law: Float64Array): void {
    const { phase } = this.#phaseAt(at, segmentStart, false);
    for (let symbol = 0; symbol < law.length; symbol++)
      this.#laws.code(Uint32Array.of(symbol), 0, 1, phase, false, law.subarray(symbol));
  }

  /** The probability of all symbols below the one at a position. */
  below(at: number, segmentStart: number): number {
    return this.#laws.below(this.#symbols[at]!, this.#phaseAt(at, segmentStart, false).phase);
  }

  close(): void {
    this.#laws.close();
  }

  /** @returns phase of symbol `at`, -1 where it is not known yet; it increases by 1 a symbol before `until` */
  #phaseAt(at: number, segmentStart: number, learn: boolean): { phase: number; until: number } {
    const inside = at - segmentStart;
    if (segmentStart === this.#home) return { phase: inside % this.period, until: Number.POSITIVE_INFINITY };
    if (inside < shortestPrefix) return { phase: -1, until: segmentStart + shortestPrefix };
    let look = shortestPrefix;
    let level = 0;
    while (look < longestPrefix && 2 * look <= inside) {
      look *= 2;
      level++;
    }
    const offset = this.#offset(segmentStart, look, level, learn);
    const until = look < longestPrefix ? segmentStart + 2 * look : Number.POSITIVE_INFINITY;
    return { phase: (inside + offset) % this.period, until };
  }

  #offset(segmentStart: number, look: number, level: number, learn: boolean): number {
    const known = this.#known.get(segmentStart)?.[level];
    if (known !== undefined) return known;
    const found = learn ? this.#known : this.#frozen;
    let levels = found.get(segmentStart);
    if (levels === undefined) {
      levels = [];
      found.set(segmentStart, levels);
    }
    levels[level] ??= this.#laws.likeliest(this.#symbols.subarray(segmentStart, segmentStart + look));
    return levels[level];
  }
}

/**
 * For sequences in which the law of a symbol depends only on its position modulo a period: a periodic word in noise. The period
 * is searched for, at doubling numbers of learned symbols, as the lag at which symbols agree most often; the law of a phase is
 * a Bayes mixture of six, from "a favourite symbol, as often as in all phases" to counts of its own.
 *
 * Cost: 15 ns a symbol without a period, 25 ns with one, losses included; 4 p A bytes of memory, at most 16 MB, and up to 8 p A
 * of prices, at most 24 MB.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, ch. 9 (mixtures); Krichevsky & Trofimov 1981, IEEE
 * Trans. Inform. Theory 27(2) (counts).
 */
export const phaseExpert: MemberDefinition = {
  id: "phase-expert",
  title: "symbol frequencies, overall or by phase of a period",
  open: (symbols, alphabetSize) => new PhaseExpert(symbols, alphabetSize),
};

/**
 * The same with a known period, such as that of all blocks of a sample together: a single block may be too short to show it. 0:
 * there is none.
 */
export const phaseExpertAt = (period: number): MemberDefinition => ({
  ...phaseExpert,
  open: (symbols, alphabetSize) => new PhaseExpert(symbols, alphabetSize, period),
});

/** The same without a period: frequencies of symbols. */
export const symbolFrequencies: MemberDefinition = { ...phaseExpertAt(0), title: "symbol frequencies" };

/** Learned symbols before the first search for a period, and the most that are compared. */
const firstSearch = 32;
const longestWindow = 4096;
/** Once the window is full, further searches are worth less. */
const lateSearchFactor = 4;
/** Largest number of counts: periods times symbols. */
const mostCounts = 1 << 22;
/** Probabilities are multiplied before taking a logarithm. */
const leastProduct = 1e-100;

/** A learned stretch. */
interface Range {
  readonly start: number;
  end: number;
  readonly segmentStart: number;
}

class PhaseExpert implements Member {
  readonly id = "phase-expert";
  readonly #symbols: Symbols;
  readonly #alphabetSize: number;
  readonly #learned: Range[] = [];
  #count = 0;
  #nextSearch = firstSearch;
  /** counts of the learned symbols, shape (A,), and their sum: the law until there is a period */
  readonly #counts: Float64Array;
  #total = 0;
  #phases: Phases | undefined;
  readonly #known: number | undefined;

  /** @param known period, 0 for none; by default it is searched for */
  constructor(symbols: Symbols, alphabetSize: number, known?: number) {
    this.#known = known;
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#counts = new Float64Array(alphabetSize);
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
    if (below !== null && losses !== null) {
      this.#codeEach(start, end, segmentStart, learn, losses, below);
      return;
    }
    if (this.#known !== undefined && this.#known > 0)
      this.#phases ??= new Phases(this.#symbols, this.#alphabetSize, segmentStart, this.#known);
    let at = start;
    while (at < end) {
      const searches = learn && this.#known === undefined;
      const stop = searches ? Math.min(end, at + this.#nextSearch - this.#count) : end;
      const probabilities = losses?.subarray(at - start) ?? null;
      if (this.#phases === undefined) this.#codeOverall(at, stop, learn, probabilities);
      else this.#phases.code(at, stop, segmentStart, learn, probabilities);
      if (searches) this.#note(at, stop, segmentStart);
      at = stop;
    }
    if (losses !== null) toBits(losses.subarray(0, end - start));
  }

  /** Codes symbol by symbol, each with the probability of all symbols below it. */
  #codeEach(
    start: number,
    end: number,
    segmentStart: number,
    learn: boolean,
    losses: Float64Array,
    below: Float64Array,
  ): void {
    for (let at = start; at < end; at++) {
      below[at - start] = this.#phases?.below(at, segmentStart) ?? this.#belowOverall(this.#symbols[at]!);
      this.code(at, at + 1, segmentStart, learn, losses.subarray(at - start));
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const law = this.#counts.map((count) => this.#overall(count));
    this.#phases?.distribution(at, segmentStart, law);
    return law;
  }

  close(): void {
    this.#phases?.close();
    this.#phases = undefined;
  }

  #codeOverall(start: number, end: number, learn: boolean, probabilities: Float64Array | null): void {
    const symbols = this.#symbols;
    const counts = this.#counts;
    for (let at = start; at < end; at++) {
      const symbol = symbols[at]!;
      const count = counts[symbol]!;
      if (probabilities !== null) probabilities[at - start] = this.#overall(count);
      if (!learn) continue;
      counts[symbol] = count + 1;
      this.#total++;
    }
  }

  #belowOverall(symbol: number): number {
    return (sumOn(0, this.#counts, symbol) + 0.5 * symbol) / (this.#total + 0.5 * this.#alphabetSize);
  }

  #overall(count: number): number {
    return (count + 0.5) / (this.#total + 0.5 * this.#alphabetSize);
  }

  #note(start: number, end: number, segmentStart: number): void {
    const last = this.#learned.at(-1);
    if (last !== undefined && last.end === start && last.segmentStart === segmentStart) last.end = end;
    else this.#learned.push({ start, end, segmentStart });
    this.#count += end - start;
    if (this.#count < this.#nextSearch) return;
    this.#nextSearch *= this.#count < 2 * longestWindow ? 2 : lateSearchFactor;
    this.#search();
  }

  #search(): void {
    const period = this.#phases?.period;
    if (this.#count > longestWindow && this.#phases?.dependsOnPhase) return;
    const { window, segmentStart: home } = this.#window();
    const candidates = likelyPeriods(window, this.#alphabetSize, Math.floor(mostCounts / this.#alphabetSize));
    if (candidates.length === 0) return;
    if (period !== undefined && !candidates.includes(period)) candidates.push(period);
    const prices = candidates.map((candidate) => this.#price(window, candidate));
    const best = candidates[prices.indexOf(Math.min(...prices))]!;
    if (best === period) return;
    this.close();
    const phases = new Phases(this.#symbols, this.#alphabetSize, home, best);
    this.#phases = phases;
    // Other segments find their phase from what is learned in the home segment.
    const isHome = (range: Range) => range.segmentStart === home;
    const learned = [...this.#learned.filter(isHome), ...this.#learned.filter((range) => !isHome(range))];
    for (const { start, end, segmentStart } of learned) phases.code(start, end, segmentStart, true, null);
  }

  /** The end of the longest contiguous stretch, the latest of those that fill the window. */
  #window(): { window: Symbols; segmentStart: number } {
    let longest = this.#learned[0]!;
    const lengthOf = ({ start, end }: Range) => Math.min(longestWindow, end - start);
    for (const range of this.#learned) if (lengthOf(range) >= lengthOf(longest)) longest = range;
    const window = this.#symbols.subarray(longest.end - lengthOf(longest), longest.end);
    return { window, segmentStart: longest.segmentStart };
  }

  /** Cost of a window with a period, bits. */
  #price(window: Symbols, period: number): number {
    const laws = new PhasesKernel(this.#alphabetSize, period);
    const probabilities = new Float64Array(window.length);
    laws.code(window, 0, window.length, 0, true, probabilities);
    laws.close();
    return bitsOfAll(probabilities);
  }
}

/** Bits of symbols with probabilities. */
function bitsOfAll(probabilities: Float64Array): number {
  let bits = 0;
  let product = 1;
  for (let i = 0; i < probabilities.length; i++) {
    product *= probabilities[i]!;
    if (product > leastProduct) continue;
    bits -= Math.log2(product);
    product = 1;
  }
  return bits - Math.log2(product);
}
