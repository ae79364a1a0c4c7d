import { sumOn } from "../math/sums.ts";

/** Symbols in a round: the first of them are listened to, through the others the sleepers sleep. */
const round = 2048;
const listening = 256;
/** Losses are watched over a sixteenth of the sequence before anyone sleeps, within these limits. */
const watchedShare = 1 / 16;
const leastWatched = 8192;
const mostWatched = 65_536;
/** Where so few bits a symbol are paid there is no noise. */
const silence = 1 / 64;
/** Bits by which sleepers must do better on what they listened to: luck makes some five of so many symbols. */
const wakingBits = 8;

/**
 * When the expensive members of a mixture sleep: through noise, that is from when none of them did better than the best cheap
 * member over a long stretch, until one of them does better on a sample, or stands in a copy of what came before. It is decided
 * from what was learned alone, so that a decoder decides the same.
 */
export class Sleep {
  readonly #watched: number;
  /** shape (K,): bits each member paid since the counting began */
  readonly #paid: Float64Array;
  readonly #expensive: readonly boolean[];
  readonly #able: boolean;
  #drowsy = false;
  #speaker = 0;
  /** symbols since the counting began, or within the round */
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

  /** Whether the expensive members sleep through the symbol that is learned next. */
  get asleep(): boolean {
    return this.#drowsy && this.#count >= listening;
  }

  /** The cheap member that did best of late: while others sleep they say what it says. */
  get speaker(): number {
    return this.#speaker;
  }

  /** Symbols for which it stays as it is; infinite where nobody can sleep. */
  get left(): number {
    if (!this.#able) return Number.POSITIVE_INFINITY;
    if (!this.#drowsy) return this.#watched - this.#count;
    return (this.#count < listening ? listening : round) - this.#count;
  }

  /**
   * Notes symbols that were learned, `left` at most.
   *
   * @param losses by member, shape (count,) or longer each
   * @param copying whether sleepers stand in a copy; it counts at the end of a round alone, wherever calls end
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

  /** Whether more than next to nothing is paid. */
  get #noisy(): boolean {
    return this.#paid[this.#best(false)]! > silence * this.#count;
  }

  /** The member that paid least among those that may sleep or those that may not. */
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
