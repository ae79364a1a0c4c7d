import type { Symbols } from "../../core/sequence.ts";
import type { PhaseLaws } from "./phase-laws.ts";

/** Symbols from the beginning of a segment by which its phase is found: first so many, later up to so many. */
const firstLook = 64;
const longestLook = 1024;

/**
 * The phase in which each segment begins. The segment in which a period was found begins in phase 0 by definition; for
 * the others it is the phase that makes their beginning most probable, as far as it lies before the symbol in question.
 */
export class PhaseOffsets {
  readonly #symbols: Symbols;
  readonly #home: number;
  readonly #period: number;
  /** by segment: offsets found with 64, 128, ... 1024 symbols; undefined where not looked for yet */
  readonly #known = new Map<number, (number | undefined)[]>();
  #frozen = new Map<number, (number | undefined)[]>();

  /** @param home first symbol of the segment in which the period was found */
  constructor(symbols: Symbols, home: number, period: number) {
    this.#symbols = symbols;
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
    levels[level] ??= this.#likeliest(segmentStart, look, laws);
    return levels[level];
  }

  #likeliest(segmentStart: number, look: number, laws: PhaseLaws): number {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let offset = 0; offset < this.#period; offset++) {
      let bits = 0;
      for (let i = 0, phase = offset; i < look && bits < least; i++) {
        bits -= Math.log2(laws.probability(this.#symbols[segmentStart + i]!, phase));
        if (++phase === this.#period) phase = 0;
      }
      if (bits < least) {
        least = bits;
        best = offset;
      }
    }
    return best;
  }
}
