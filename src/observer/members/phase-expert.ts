import type { Symbols } from "../../core/sequence.ts";
import { toBits } from "../../wasm/bits.ts";
import type { Member, MemberDefinition } from "../member.ts";
import { likelyPeriods } from "./likely-periods.ts";
import { PhaseLaws } from "./phase-laws.ts";

/** Symbols from the beginning of a segment by which its phase is found: first so many, later up to so many. */
const firstLook = 64;
const longestLook = 1024;
/** Prices kept at most: phases times symbols. */
const mostPrices = 1 << 20;
/** Bits by which sums in different orders differ less. */
const rounding = 1e-6;

/**
 * The phase in which each segment begins. The segment in which a period was found begins in phase 0 by definition; for
 * the others it is the phase that makes their beginning most probable, as far as it lies before the symbol in question.
 */
class PhaseOffsets {
  readonly #symbols: Symbols;
  readonly #home: number;
  readonly #period: number;
  /** by segment: offsets found with 64, 128, ... 1024 symbols; undefined where not looked for yet */
  readonly #known = new Map<number, (number | undefined)[]>();
  #frozen = new Map<number, (number | undefined)[]>();
  readonly #alphabetSize: number;
  /** Shape (p, A): bits that a symbol costs in a phase, NaN where not asked for yet. */
  #prices: Float64Array | null = null;
  /** Symbols that the laws had learned when they set these prices. */
  #pricedAt = -1;

  /** @param home first symbol of the segment in which the period was found */
  constructor(symbols: Symbols, alphabetSize: number, home: number, period: number) {
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#home = home;
    this.#period = period;
  }

  /**
   * @returns phase of symbol `at`, -1 where it is not known yet; it goes on by 1 a symbol before `until`
   */
  phaseAt(
    at: number,
    segmentStart: number,
    laws: PhaseLaws,
    learn: boolean,
  ): { phase: number; until: number } {
    const inside = at - segmentStart;
    if (segmentStart === this.#home) return { phase: inside % this.#period, until: Number.POSITIVE_INFINITY };
    if (inside < firstLook) return { phase: -1, until: segmentStart + firstLook };
    let look = firstLook;
    let level = 0;
    while (look < longestLook && 2 * look <= inside) {
      look *= 2;
      level++;
    }
    const offset = this.#offset(segmentStart, look, level, laws, learn);
    const until = look < longestLook ? segmentStart + 2 * look : Number.POSITIVE_INFINITY;
    return { phase: (inside + offset) % this.#period, until };
  }

  /** What was found while frozen is forgotten, since the laws change. */
  forget(): void {
    if (this.#frozen.size > 0) this.#frozen = new Map();
  }

  #offset(segmentStart: number, look: number, level: number, laws: PhaseLaws, learn: boolean): number {
    const known = this.#known.get(segmentStart)?.[level];
    if (known !== undefined) return known;
    const found = learn ? this.#known : this.#frozen;
    let levels = found.get(segmentStart);
    if (levels === undefined) {
      levels = [];
      found.set(segmentStart, levels);
    }
    levels[level] ??= this.#likeliest(segmentStart, look, laws, levels[level - 1] ?? 0);
    return levels[level];
  }

  /** @param guess what fewer symbols said: it is priced first, so that others are given up soon */
  #likeliest(segmentStart: number, look: number, laws: PhaseLaws, guess: number): number {
    const prices = this.#pricesOf(laws);
    const symbols = this.#symbols.subarray(segmentStart, segmentStart + look);
    const rest = prices === null ? new Float64Array(look + 1) : this.#leastRest(symbols, laws, prices);
    let best = guess;
    let least = this.#bits(symbols, guess, laws, prices, rest, Number.POSITIVE_INFINITY);
    for (let offset = 0; offset < this.#period; offset++) {
      const bits = this.#bits(symbols, offset, laws, prices, rest, least);
      if (bits < least || (bits === least && offset < best)) {
        least = bits;
        best = offset;
      }
    }
    return best;
  }

  /** Bits of symbols whose first is in a phase; infinite where that is certain to be more than `most`. */
  #bits(
    symbols: Symbols,
    offset: number,
    laws: PhaseLaws,
    prices: Float64Array | null,
    rest: Float64Array,
    most: number,
  ): number {
    let bits = 0;
    for (let i = 0, phase = offset; i < symbols.length; i++) {
      bits += this.#price(symbols[i]!, phase, laws, prices);
      if (bits + rest[i + 1]! > most + rounding) return Number.POSITIVE_INFINITY;
      if (++phase === this.#period) phase = 0;
    }
    return bits;
  }

  /** Shape (n + 1,): bits that symbols from each place on cost at least, each in the phase that suits it best. */
  #leastRest(symbols: Symbols, laws: PhaseLaws, prices: Float64Array): Float64Array {
    const least = new Float64Array(this.#alphabetSize).fill(-1);
    const rest = new Float64Array(symbols.length + 1);
    for (let i = symbols.length - 1; i >= 0; i--) {
      const symbol = symbols[i]!;
      if (least[symbol]! < 0) {
        let bits = Number.POSITIVE_INFINITY;
        for (let phase = 0; phase < this.#period; phase++)
          bits = Math.min(bits, this.#price(symbol, phase, laws, prices));
        least[symbol] = bits;
      }
      rest[i] = rest[i + 1]! + least[symbol]!;
    }
    return rest;
  }

  /** Phases and symbols meet again and again, in all offsets and segments: each pair is priced once. */
  #price(symbol: number, phase: number, laws: PhaseLaws, prices: Float64Array | null): number {
    if (prices === null) return -Math.log2(laws.probability(symbol, phase));
    const place = phase * this.#alphabetSize + symbol;
    const known = prices[place]!;
    if (!Number.isNaN(known)) return known;
    const price = -Math.log2(laws.probability(symbol, phase));
    prices[place] = price;
    return price;
  }

  /** @returns null: there are too many to be kept */
  #pricesOf(laws: PhaseLaws): Float64Array | null {
    const count = this.#period * this.#alphabetSize;
    if (count > mostPrices) return null;
    this.#prices ??= new Float64Array(count);
    if (this.#pricedAt !== laws.learned) this.#prices.fill(Number.NaN);
    this.#pricedAt = laws.learned;
    return this.#prices;
  }
}

/**
 * For sequences where the law of a symbol depends on its position modulo a period alone: a periodic word in noise. The
 * period is looked for, at doubling numbers of learned symbols, as the lag at which symbols agree most often; the law
 * of a phase is a Bayes mixture of six, from "a favourite symbol, as often as in all phases" to counts of its own.
 *
 * Cost: 20 ns a symbol without a period, 35 ns with one, losses included; 4 p A bytes of memory, at most 16 MB, and 8 p A of
 * prices where these are 8 MB at most.
 * Source: Cesa-Bianchi & Lugosi 2006, Prediction, Learning, and Games, ch. 9 (mixtures); Krichevsky & Trofimov 1981,
 * IEEE Trans. Inform. Theory 27(2) (counts).
 */
export const phaseExpert: MemberDefinition = {
  id: "phase-expert",
  title: "symbol frequencies, overall or by phase of a period",
  open: (symbols, alphabetSize) => new PhaseExpert(symbols, alphabetSize),
};

/** Learned symbols at which a period is looked for first, and the most that are compared. */
const firstSearch = 32;
const longestWindow = 4096;
/** Once the window is full a further search is worth less. */
const laterSearches = 4;
/** Counts kept at most: periods times symbols. */
const mostCounts = 1 << 22;
/** Probabilities are multiplied before a logarithm is taken. */
const leastProduct = 1e-100;

/** A stretch that was learned. */
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
  /** 0: none found */
  #period = 0;
  #laws: PhaseLaws;
  #offsets: PhaseOffsets;

  constructor(symbols: Symbols, alphabetSize: number) {
    this.#symbols = symbols;
    this.#alphabetSize = alphabetSize;
    this.#laws = new PhaseLaws(alphabetSize, 0);
    this.#offsets = new PhaseOffsets(symbols, alphabetSize, 0, 1);
  }

  code(start: number, end: number, segmentStart: number, learn: boolean, losses: Float64Array | null): void {
    if (!learn && losses === null) return;
    let at = start;
    while (at < end) {
      const stop = learn ? Math.min(end, at + this.#nextSearch - this.#count) : end;
      this.#pass(at, stop, segmentStart, learn, losses?.subarray(at - start) ?? null);
      if (learn) this.#note(at, stop, segmentStart);
      at = stop;
    }
    if (losses !== null) toBits(losses.subarray(0, end - start));
  }

  /** @param stated receives the probability of each symbol; null: not wanted */
  #pass(start: number, end: number, segmentStart: number, learn: boolean, stated: Float64Array | null): void {
    if (learn) this.#offsets.forget();
    let at = start;
    while (at < end) {
      const { phase, until } = this.#phaseAt(at, segmentStart, learn);
      const stop = Math.min(end, until);
      this.#run(at, stop, phase, learn, stated?.subarray(at - start) ?? null);
      at = stop;
    }
  }

  /** @param first phase of the first symbol; -1: not known for any of them */
  #run(start: number, end: number, first: number, learn: boolean, stated: Float64Array | null): void {
    const symbols = this.#symbols;
    const laws = this.#laws;
    const period = Math.max(1, this.#period);
    const step = first < 0 ? 0 : 1;
    let phase = first;
    for (let at = start; at < end; at++) {
      const symbol = symbols[at]!;
      const probability = learn ? laws.learn(symbol, phase) : laws.probability(symbol, phase);
      if (stated !== null) stated[at - start] = probability;
      phase += step;
      if (phase === period) phase = 0;
    }
  }

  distribution(at: number, segmentStart: number): Float64Array {
    const { phase } = this.#phaseAt(at, segmentStart, false);
    return new Float64Array(this.#alphabetSize).map((_, symbol) => this.#laws.probability(symbol, phase));
  }

  #phaseAt(at: number, segmentStart: number, learn: boolean): { phase: number; until: number } {
    if (this.#period === 0) return { phase: 0, until: Number.POSITIVE_INFINITY };
    return this.#offsets.phaseAt(at, segmentStart, this.#laws, learn);
  }

  #note(start: number, end: number, segmentStart: number): void {
    const last = this.#learned.at(-1);
    if (last !== undefined && last.end === start && last.segmentStart === segmentStart) last.end = end;
    else this.#learned.push({ start, end, segmentStart });
    this.#count += end - start;
    if (this.#count < this.#nextSearch) return;
    this.#nextSearch *= this.#count < 2 * longestWindow ? 2 : laterSearches;
    this.#search();
  }

  #search(): void {
    if (this.#count > longestWindow && this.#laws.carry) return;
    const { window, segmentStart: home } = this.#window();
    const candidates = likelyPeriods(window, this.#alphabetSize, Math.floor(mostCounts / this.#alphabetSize));
    if (candidates.length === 0) return;
    if (this.#period > 0 && !candidates.includes(this.#period)) candidates.push(this.#period);
    const prices = candidates.map((period) => this.#price(window, period));
    const best = candidates[prices.indexOf(Math.min(...prices))]!;
    if (best === this.#period) return;
    this.#period = best;
    this.#laws = new PhaseLaws(this.#alphabetSize, best);
    this.#offsets = new PhaseOffsets(this.#symbols, this.#alphabetSize, home, best);
    // Other segments find their phase by what is learned at home.
    const isHome = (range: Range) => range.segmentStart === home;
    const learned = [...this.#learned.filter(isHome), ...this.#learned.filter((range) => !isHome(range))];
    for (const { start, end, segmentStart } of learned) this.#pass(start, end, segmentStart, true, null);
  }

  /** The end of the longest contiguous stretch, the latest of those that fill the window. */
  #window(): { window: Symbols; segmentStart: number } {
    let longest = this.#learned[0]!;
    const lengthOf = ({ start, end }: Range) => Math.min(longestWindow, end - start);
    for (const range of this.#learned) if (lengthOf(range) >= lengthOf(longest)) longest = range;
    const window = this.#symbols.subarray(longest.end - lengthOf(longest), longest.end);
    return { window, segmentStart: longest.segmentStart };
  }

  /** Bits that a window costs with a period. */
  #price(window: Symbols, period: number): number {
    const laws = new PhaseLaws(this.#alphabetSize, period);
    let bits = 0;
    let product = 1;
    for (let i = 0, phase = 0; i < window.length; i++) {
      product *= laws.learn(window[i]!, phase);
      if (++phase === period) phase = 0;
      if (product > leastProduct) continue;
      bits -= Math.log2(product);
      product = 1;
    }
    return bits - Math.log2(product);
  }
}
