import { sumOn } from "../math/sums.ts";

/** Symbols in a round. In noise the expensive members are evaluated only on the first `probeLength` symbols of each round. */
const roundLength = 2048;
const probeLength = 256;
/** Losses are compared over a sixteenth of the sequence, within these limits, before members may be skipped. */
const trialShare = 1 / 16;
const leastTrial = 8192;
const mostTrial = 65_536;
/** Below this many bits a symbol there is no noise. */
const negligibleLoss = 1 / 64;
/** Gain of an expensive member on the first symbols of a round that ends skipping, bits: chance makes some five. */
const resumeBits = 8;

/**
 * Decides when the expensive members of a mixture are skipped: in noise, once none of them did better than the best
 * cheap member over a long stretch, until one does better at the start of a round, or is in a copy of earlier symbols. The
 * decision uses only learned symbols, so that a decoder decides the same.
 */
export class SkipScheduler {
  readonly #trialLength: number;
  /** shape (K,): bits that each member paid since the last restart */
  readonly #paid: Float64Array;
  readonly #expensive: readonly boolean[];
  readonly #enabled: boolean;
  #inNoise = false;
  #substitute = 0;
  /** symbols since the last restart */
  #count = 0;

  /**
   * @param expensive shape (K,): which members may be skipped
   * @param n symbols of the whole sequence
   */
  constructor(expensive: readonly boolean[], n: number) {
    this.#expensive = expensive;
    this.#enabled = expensive.includes(true) && expensive.includes(false);
    this.#trialLength = Math.floor(Math.max(leastTrial, Math.min(mostTrial, n * trialShare)));
    this.#paid = new Float64Array(expensive.length);
  }

  /** Whether the expensive members skip the next learned symbol. */
  get skipping(): boolean {
    return this.#inNoise && this.#count >= probeLength;
  }

  /** The cheap member that did best recently: skipped members use its probabilities. */
  get substitute(): number {
    return this.#substitute;
  }

  /** Symbols until the state may change; infinite where no member can be skipped. */
  get remaining(): number {
    if (!this.#enabled) return Number.POSITIVE_INFINITY;
    if (!this.#inNoise) return this.#trialLength - this.#count;
    return (this.#count < probeLength ? probeLength : roundLength) - this.#count;
  }

  /**
   * Counts learned symbols, `remaining` at most.
   *
   * @param losses by member, shape (count,) or longer each
   * @param copying whether skipped members are in a copy; only its value at the end of a round counts
   */
  note(count: number, losses: readonly Float64Array[], copying: boolean): void {
    if (!this.#enabled) return;
    for (let k = 0; k < losses.length; k++) this.#paid[k] = sumOn(this.#paid[k]!, losses[k]!, count);
    this.#count += count;
    if (!this.#inNoise && this.#count === this.#trialLength)
      this.#restart(this.#gain() <= 0 && this.#isNoisy);
    else if (this.#inNoise && this.#count === probeLength && this.#gain() > resumeBits) this.#restart(false);
    else if (this.#inNoise && this.#count === roundLength) this.#restart(!copying);
  }

  /** Bits by which the best expensive member is ahead of the best cheap one. */
  #gain(): number {
    return this.#paid[this.#best(false)]! - this.#paid[this.#best(true)]!;
  }

  /** Whether the loss is more than negligible. */
  get #isNoisy(): boolean {
    return this.#paid[this.#best(false)]! > negligibleLoss * this.#count;
  }

  /** The best member among the expensive or the cheap ones. */
  #best(expensive: boolean): number {
    let best = this.#expensive.indexOf(expensive);
    for (const [k, paid] of this.#paid.entries()) {
      if (this.#expensive[k] === expensive && paid < this.#paid[best]!) best = k;
    }
    return best;
  }

  #restart(inNoise: boolean): void {
    if (inNoise) this.#substitute = this.#best(false);
    this.#inNoise = inNoise;
    this.#count = 0;
    this.#paid.fill(0);
  }
}
