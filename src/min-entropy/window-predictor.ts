import type { Symbols } from "../core/sequence.ts";
import { BestSoFar } from "./best-so-far.ts";
import { type PredictionScore, PredictionTally } from "./prediction-min-entropy.ts";

const usualWindows = [63, 255, 1023, 4095];

/** The most common symbol of the last few; of equally common ones that which came last. */
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
   * Moves on, so that the window ends before `at`.
   *
   * @param begin of the segment
   * @param lastSeen shape (A,): by symbol the latest place before `at`
   * @returns the most common symbol, also before the window is full
   */
  moveTo(at: number, begin: number, lastSeen: Int32Array): number {
    const counts = this.#counts;
    if (at - begin > this.#length) {
      const gone = this.#symbols[at - 1 - this.#length]!;
      counts[gone]!--;
      if (gone === this.#best) this.#find(lastSeen);
    }
    const come = this.#symbols[at - 1]!;
    counts[come]!++;
    if (this.#best < 0 || counts[come]! >= counts[this.#best]!) this.#best = come;
    return this.#best;
  }

  /** Forgets the symbols of a segment before its last, which was not taken in. */
  leave(begin: number, end: number): void {
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
 * Guesses the most common symbol of a window, of four lengths that which was right most often so far.
 *
 * @param symbols shape (n,), each below `alphabetSize`
 * @param segmentEnds ascending, the last one n; no window crosses them
 * @param windows ascending lengths
 * Cost: O(n), and O(A) whenever the most common symbol leaves a window.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.7 (MultiMCW).
 */
export function predictByWindows(
  symbols: Symbols,
  segmentEnds: ArrayLike<number>,
  alphabetSize: number,
  windows: readonly number[] = usualWindows,
): PredictionScore {
  const moving = windows.map((length) => new Window(symbols, length, alphabetSize));
  const full = new BestSoFar(windows.length);
  const guesses = new Int32Array(windows.length);
  const lastSeen = new Int32Array(alphabetSize).fill(-1);
  const tally = new PredictionTally();
  for (let s = 0, begin = 0; s < segmentEnds.length; s++) {
    const end = segmentEnds[s]!;
    let able = 0;
    for (let at = begin + 1; at < end; at++) {
      for (let j = 0; j < moving.length; j++) guesses[j] = moving[j]!.moveTo(at, begin, lastSeen);
      lastSeen[symbols[at - 1]!] = at - 1;
      while (able < windows.length && at - begin >= windows[able]!) able++;
      if (able === 0) continue;
      const symbol = symbols[at]!;
      tally.add(guesses[full.among(able)] === symbol);
      for (let j = 0; j < able; j++) if (guesses[j] === symbol) full.right(j);
    }
    for (const window of moving) window.leave(begin, end);
    tally.endSegment();
    begin = end;
  }
  return tally;
}
