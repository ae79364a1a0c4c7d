import { sumOn } from "../math/sums.ts";

/** Symbols in a round. In noise the expensive members are evaluated only on the first `listening` symbols of each round. */
const round = 2048;
const listening = 256;
/** Losses are compared over a sixteenth of the sequence, within these limits, before members may sleep. */
const watchedShare = 1 / 16;
const leastWatched = 8192;
const mostWatched = 65_536;
/** Below this many bits a symbol there is no noise. */
const silence = 1 / 64;
/** Gain of an expensive member on the first symbols of a round that wakes it, bits: chance makes some five. */
const wakingBits = 8;

/**
 * Decides when the expensive members of a mixture sleep. They sleep through noise: once none of them did better than the best
 * cheap member over a long stretch, until one does better at the start of a round, or is in a copy of earlier symbols. The
 * decision uses only learned symbols, so that a decoder decides the same.
 */
export class Sleep {
  readonly #watched: number;
  /** shape (K,): bits that each member paid since the last restart */
  readonly #paid: Float64Array;
  readonly #expensive: readonly boolean[];
  readonly #able: boolean;
  #drowsy = false;
  #speaker = 0;
  /** symbols since the last restart */
  #count = 0;

  /**
   * @param expensive shape (K,): which members may sleep
   * @param n symbols of the whole sequence
   */
  constructor(expensive: readonly boolean[], n: number) {
    this.#expensive = expensive;
    this.#able = expensive.includes(true) && expensive.includes(false);
    this.#watched = Math.floor(Math.max(leastWatched, Math.min(mostWatched, n * watchedShare)));
    this.#paid = new Float64Array(expensive.length);
  }

  /** Whether the expensive members sleep through the next learned symbol. */
  get asleep(): boolean {
    return this.#drowsy && this.#count >= listening;
  }

  /** The cheap member that did best recently: sleeping members copy its probabilities. */
  get speaker(): number {
    return this.#speaker;
  }

  /** Symbols until the state may change; infinite where no member can sleep. */
  get left(): number {
    if (!this.#able) return Number.POSITIVE_INFINITY;
    if (!this.#drowsy) return this.#watched - this.#count;
    return (this.#count < listening ? listening : round) - this.#count;
  }

  /**
   * Counts learned symbols, `left` at most.
   *
   * @param losses by member, shape (count,) or longer each
   * @param copying whether sleeping members are in a copy; only its value at the end of a round counts
   */
  note(count: number, losses: readonly Float64Array[], copying: boolean): void {
    if (!this.#able) return;
    for (let k = 0; k < losses.length; k++) this.#paid[k] = sumOn(this.#paid[k]!, losses[k]!, count);
    this.#count += count;
    if (!this.#drowsy && this.#count === this.#watched) this.#restart(this.#gain() <= 0 && this.#noisy);
    else if (this.#drowsy && this.#count === listening && this.#gain() > wakingBits) this.#restart(false);
    else if (this.#drowsy && this.#count === round) this.#restart(!copying);
  }

  /** Bits by which the best expensive member is ahead of the best cheap one. */
  #gain(): number {
    return this.#paid[this.#best(false)]! - this.#paid[this.#best(true)]!;
  }

  /** Whether the loss is more than negligible. */
  get #noisy(): boolean {
    return this.#paid[this.#best(false)]! > silence * this.#count;
  }

  /** The best member among the expensive or the cheap ones. */
  #best(expensive: boolean): number {
    let best = this.#expensive.indexOf(expensive);
    for (const [k, paid] of this.#paid.entries()) {
      if (this.#expensive[k] === expensive && paid < this.#paid[best]!) best = k;
    }
    return best;
  }

  #restart(drowsy: boolean): void {
    if (drowsy) this.#speaker = this.#best(false);
    this.#drowsy = drowsy;
    this.#count = 0;
    this.#paid.fill(0);
  }
}
