import { Random } from "../../src/core/random.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { mixtureOf } from "../../src/observer/bayes-mixture.ts";
import { planCurveBlocks } from "../../src/observer/curves/block-plan.ts";
import { halfWidth, summariseCurve } from "../../src/observer/curves/structural-information.ts";
import type { Member } from "../../src/observer/member.ts";
import { membersFor, type ObserverProfile, observerMembers } from "../../src/observer/observer-members.ts";

/** How often intervals of the held-out rate contained the frozen model's expected rate. */
export interface RateCoverage {
  readonly intervals: number;
  /** share of the intervals */
  readonly coverage: number;
  /** means over all models and intervals, bit/symbol */
  readonly rate: number;
  readonly halfWidth: number;
  /** standard error of the true rate of a model, largest of all, bit/symbol */
  readonly truthError: number;
}

/** What is drawn. */
export interface RateCampaign {
  readonly profile: ObserverProfile;
  /** symbols of a sample, of which seven eighths are learned and an eighth is asked */
  readonly n: number;
  /** samples, each learned by a model of its own */
  readonly models: number;
  /** independent held-out sets for each model */
  readonly heldOutSets: number;
  /** fresh symbols that the true rate of each model is the mean of */
  readonly freshSymbols: number;
  readonly firstSeed: number;
}

/** Symbols read unscored before those that count: as many as a held-out block has. */
const warmUp = 256;
const level = 0.95;

/**
 * Trains the observer on samples of a source, freezes it, and compares the intervals that held-out blocks give with
 * the mean loss of the same frozen model on many independent runs of the source.
 *
 * @param source at most 256 symbols, which mean nothing
 * @throws Error when there is no interval
 */
export function heldOutRateCoverage(source: BoundSource, campaign: RateCampaign): RateCoverage {
  const { models, heldOutSets, freshSymbols, firstSeed } = campaign;
  const fresh = Math.ceil(freshSymbols / (campaign.n - warmUp));
  let hits = 0;
  let rates = 0;
  let halves = 0;
  let truthError = 0;
  for (let model = 0; model < models; model++) {
    const random = Random.fromSeed(firstSeed + model);
    const frozen = new FrozenModel(source, campaign, random);
    const truth = meanOf(fresh, (run) => frozen.freshRate(random.fork(`fresh-${run}`)));
    truthError = Math.max(truthError, truth.error);
    for (let set = 0; set < heldOutSets; set++) {
      const { value, half } = frozen.interval(random.fork(`held-out-${set}`));
      if (Math.abs(value - truth.value) <= half) hits++;
      rates += value;
      halves += half;
    }
  }
  const intervals = models * heldOutSets;
  return {
    intervals,
    coverage: hits / intervals,
    rate: rates / intervals,
    halfWidth: halves / intervals,
    truthError,
  };
}

/**
 * The observer trained on seven eighths of a sample, as a learning curve does. The symbols behind the sample are filled
 * anew with one run of the source after the other; nothing of one is context in the next, and nothing is learned.
 */
class FrozenModel {
  readonly #source: BoundSource;
  readonly #mixture: Member;
  readonly #n: number;
  readonly #run: Uint8Array;
  readonly #losses: Float64Array;

  constructor(source: BoundSource, { profile, n }: RateCampaign, random: Random) {
    const symbols = new Uint8Array(2 * n);
    source.open(random.fork("sample")).fill(symbols.subarray(0, n));
    this.#source = source;
    this.#n = n;
    this.#run = symbols.subarray(n);
    this.#losses = new Float64Array(n);
    this.#fill(random.fork("first"));
    const members = membersFor(observerMembers(profile), source.alphabetSize);
    this.#mixture = mixtureOf(members).open(symbols, source.alphabetSize);
    const { training } = planCurveBlocks([n], random.fork("plan"))!;
    for (const { start, end, segmentStart } of training) {
      this.#mixture.code(start, end, segmentStart, true, this.#losses);
    }
  }

  /** Mean loss of a fresh run of the source after its beginning, bit/symbol. */
  freshRate(random: Random): number {
    this.#fill(random);
    return this.#bits(warmUp, this.#n) / (this.#n - warmUp);
  }

  /** What the held-out blocks of a fresh run say: the estimate and half the width of its interval. */
  interval(random: Random): { readonly value: number; readonly half: number } {
    this.#fill(random);
    const { heldOut } = planCurveBlocks([this.#n], random.fork("plan"))!;
    const { rates, blocks } = summariseCurve({
      sizes: [this.#n],
      blockLengths: heldOut.map(({ start, end }) => end - start),
      blockBits: [Float64Array.from(heldOut, ({ start, end }) => this.#bits(start, end))],
      trainingBits: 0,
    });
    const rate = rates[0]!;
    const half = halfWidth(rate, blocks, level);
    if (half === null) throw new Error("no interval");
    return { value: rate.value, half };
  }

  #fill(random: Random): void {
    this.#source.open(random).fill(this.#run);
  }

  /** Bits of a stretch of the run after its warm-up. Members that copy the symbols do so as they state losses. */
  #bits(start: number, end: number): number {
    const segmentStart = this.#n + Math.max(0, start - warmUp);
    this.#mixture.code(segmentStart, this.#n + start, segmentStart, false, this.#losses);
    this.#mixture.code(this.#n + start, this.#n + end, segmentStart, false, this.#losses);
    let sum = 0;
    for (let i = 0; i < end - start; i++) sum += this.#losses[i]!;
    return sum;
  }
}

/** The mean of independent values and its standard error. */
function meanOf(count: number, draw: (index: number) => number) {
  const values = Float64Array.from({ length: count }, (_, i) => draw(i));
  const value = values.reduce((sum, one) => sum + one, 0) / count;
  const squares = values.reduce((sum, one) => sum + (one - value) * (one - value), 0);
  return { value, error: Math.sqrt(squares / (count - 1) / count) };
}
