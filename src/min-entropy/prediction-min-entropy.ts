import { normalQuantile99 } from "./min-entropy-bound.ts";

/** How a predictor did on a sequence. */
export interface PredictionScore {
  /** symbols it was asked for */
  readonly asked: number;
  /** how many it named */
  readonly right: number;
  /** longest run of symbols of a segment it named one after the other */
  readonly longestRun: number;
  /** number of segments by the symbols it was asked for in them; absent: one segment */
  readonly segments?: ReadonlyMap<number, number>;
}

/** Counts right answers and the longest run of them. */
export class PredictionTally implements PredictionScore {
  asked = 0;
  right = 0;
  longestRun = 0;
  readonly segments = new Map<number, number>();
  #run = 0;
  #askedBefore = 0;

  add(correct: boolean): void {
    this.asked++;
    this.#run = correct ? this.#run + 1 : 0;
    if (!correct) return;
    this.right++;
    if (this.#run > this.longestRun) this.longestRun = this.#run;
  }

  endSegment(): void {
    const asked = this.asked - this.#askedBefore;
    if (asked > 0) this.segments.set(asked, (this.segments.get(asked) ?? 0) + 1);
    this.#askedBefore = this.asked;
    this.#run = 0;
  }
}

/**
 * Min-entropy of what a predictor can guess: the larger of the upper 99 % end of its share of right answers, and of the
 * share at which runs of right answers as long as its longest are seen in one of a hundred sequences.
 *
 * @param score of a predictor
 * @param alphabetSize symbols that occur, at least 2: a guess is right as often as that by chance
 * @returns bits a symbol, in [0, log2 A]; undefined where fewer than 2 symbols were asked
 * Cost: O(1), some sixty evaluations of the law of runs for each length of segments.
 * Source: Turan et al. 2018, NIST SP 800-90B, 6.3.7 to 6.3.10; Feller 1968, An Introduction to Probability Theory 1, XIII.7
 * (runs). That no run is longer is independent from segment to segment.
 */
export function predictionMinEntropy(score: PredictionScore, alphabetSize: number): number | undefined {
  const { asked, right } = score;
  if (asked < 2) return undefined;
  const share = right / asked;
  const most =
    right === 0
      ? -Math.expm1(Math.log(0.01) / asked)
      : Math.min(1, share + normalQuantile99 * Math.sqrt((share * (1 - share)) / (asked - 1)));
  return -Math.log2(Math.max(most, shareOfRuns(score), 1 / alphabetSize)) + 0;
}

/** Chance that no run beyond the longest is seen, by which that share is chosen. */
const confidence = 0.99;
const halvings = 60;

/** The share of right answers at which no segment has a run longer than the longest with a chance of .99. */
function shareOfRuns({ asked, longestRun, segments = new Map([[asked, 1]]) }: PredictionScore): number {
  // The others are too short for a run that long.
  const long = [...segments].filter(([length]) => length >= longestRun);
  const logChance = (p: number): number => {
    let sum = 0;
    for (const [length, count] of long) sum += count * logChanceOfNoRun(p, longestRun + 1, length);
    return sum;
  };
  let [low, high] = [0, 1];
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (logChance(middle) > Math.log(confidence)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** ln of Feller's approximation of the chance of no run of r successes of probability p in N trials. */
function logChanceOfNoRun(p: number, r: number, trials: number): number {
  const q = 1 - p;
  let root = 1;
  for (let i = 0; i < 10; i++) root = 1 + q * root * Math.exp(r * Math.log(p * root));
  const chance = (1 - p * root) / ((r + 1 - r * root) * q);
  // Beyond where the root is found a run is all but certain.
  return chance > 0 && Number.isFinite(root)
    ? Math.log(chance) - (trials + 1) * Math.log(root)
    : Number.NEGATIVE_INFINITY;
}
