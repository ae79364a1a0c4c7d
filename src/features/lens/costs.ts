import { bytes as asBytes } from "../../encodings/bytes.ts";
import type { MemberDefinition } from "../../observer/member.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { openObserver } from "../../observer/open-observer.ts";

/** What every byte of a text costs, and who predicted it. */
export interface ByteCosts {
  /** bits of each byte, NaN where nothing is known, shape (n,) */
  readonly bits: Float32Array;
  /** place in `members` of who had most weight once the byte was seen, shape (n,) */
  readonly leaders: Uint8Array;
  /** titles */
  readonly members: readonly string[];
}

/** Bytes at the beginning that are read once more, at most. */
const mostReread = 32_768;
/** Bytes that are coded at once; their losses are held in memory. */
const stretch = 65_536;

/**
 * What the fast observer pays for each byte.
 *
 * A reader who knows nothing pays more for the beginning of a text than for the rest. So the first half, 32 KiB at most, is read
 * by a second observer as well, after as much of what follows it: no byte is then priced by who has read less than half of
 * the text, or 32 KiB. Only what comes again in what that one read before keeps the price of the first reading: it would be a
 * copy of its own copy.
 *
 * @param known shape (n,), 1: a copy of the byte stands among the bytes that are read before the beginning is read again
 * Cost: 1.2 microseconds a byte of text, and 13 bytes of memory beside the observer's; 80 ms for the second reading.
 */
export function byteCosts(bytes: Uint8Array, known: Uint8Array): ByteCosts {
  const n = bytes.length;
  const bits = new Float32Array(n);
  if (n === 0) return { bits, leaders: new Uint8Array(0), members: [] };
  const definitions = observerMembers("fast");
  const leaders = new Uint8Array(n);
  const { mixture, chosen } = openObserver(asBytes.encode([bytes]), definitions);
  const losses = new Float64Array(Math.min(n, stretch));
  mixture.noteLeaders(leaders);
  for (let start = 0; start < n; start += stretch) {
    const end = Math.min(n, start + stretch);
    mixture.code(start, end, 0, true, losses);
    for (let i = start; i < end; i++) bits[i] = losses[i - start]!;
  }
  mixture.close();
  const half = rereadLength(n);
  const again = rereader(bytes, half, definitions);
  again.code(0, half, 0, true, losses);
  again.close();
  for (let i = 0; i < half; i++) if (known[i] === 0) bits[i] = losses[i]!;
  return { bits, leaders, members: chosen.map(({ title }) => title) };
}

/** Bytes of a text of n that are read again. */
export function rereadLength(n: number): number {
  return Math.min(mostReread, Math.floor(n / 2));
}

/** An observer that has read as much of what follows the beginning as the beginning has. */
export function rereader(bytes: Uint8Array, half: number, definitions: readonly MemberDefinition[]) {
  const { mixture } = openObserver(asBytes.encode([bytes.subarray(0, 2 * half)]), definitions);
  mixture.code(half, 2 * half, half, true, null);
  return mixture;
}

/** Bytes between sums that are kept. */
const interval = 16;

/** Sums of costs before each byte: some are kept, others are the one before and what is between. */
export class CostSums {
  /** bytes */
  readonly length: number;
  readonly #costs: Float32Array;
  readonly #bits: Float64Array;
  readonly #priced: Uint32Array;

  /**
   * @param costs bits of each byte, NaN where nothing is known, shape (n,); kept
   * Cost: O(n); 3/4 byte a byte of memory.
   */
  constructor(costs: Float32Array) {
    const kept = Math.floor(costs.length / interval) + 1;
    this.length = costs.length;
    this.#costs = costs;
    this.#bits = new Float64Array(kept);
    this.#priced = new Uint32Array(kept);
    sumUp(costs, this.#bits, this.#priced);
  }

  /** Bits of all bytes before one, those of which nothing is known apart. */
  bitsBefore(at: number): number {
    let bits = this.#bits[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) {
      const cost = this.#costs[i]!;
      if (!Number.isNaN(cost)) bits += cost;
    }
    return bits;
  }

  /** How many bytes before one have a cost. */
  pricedBefore(at: number): number {
    let priced = this.#priced[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) if (!Number.isNaN(this.#costs[i]!)) priced++;
    return priced;
  }

  /** Bits of the bytes start..end-1. */
  bitsOf(start: number, end: number): number {
    return this.bitsBefore(end) - this.bitsBefore(start);
  }

  /** How many of them have a cost. */
  pricedOf(start: number, end: number): number {
    return this.pricedBefore(end) - this.pricedBefore(start);
  }

  /** Bits of one of them that has a cost, in the mean; 0 where none has. */
  meanOf(start: number, end: number): number {
    return this.bitsOf(start, end) / Math.max(1, this.pricedOf(start, end));
  }
}

function sumUp(costs: Float32Array, bits: Float64Array, priced: Uint32Array): void {
  let [sum, count] = [0, 0];
  for (let i = 0; i < costs.length; i++) {
    if (i % interval === 0) {
      bits[i / interval] = sum;
      priced[i / interval] = count;
    }
    const cost = costs[i]!;
    if (Number.isNaN(cost)) continue;
    sum += cost;
    count++;
  }
  if (costs.length % interval > 0) return;
  bits[costs.length / interval] = sum;
  priced[costs.length / interval] = count;
}

/** Classes of costs: fine near 0 bits, coarse where a byte costs more than a random one. */
export const costClasses = 40;
const perDoubling = 4;
const finest = 1 / 16;

const [quarter, half, threeQuarters] = [2 ** 0.25, 2 ** 0.5, 2 ** 0.75];

/** The class of a cost in bits: quarters of doublings of 1 + bits / finest, without a logarithm, since every byte is asked about. */
export function classOf(bits: number): number {
  const times = Math.min(2 ** (costClasses / perDoubling) - 1, 1 + bits / finest);
  const doublings = 31 - Math.clz32(times);
  const rest = times / (1 << doublings);
  return perDoubling * doublings + (rest < half ? (rest < quarter ? 0 : 1) : rest < threeQuarters ? 2 : 3);
}

/** What a byte of each class costs about, bits. */
const classBits = Float64Array.from(
  { length: costClasses },
  (_, k) => finest * (Math.exp(((k + 0.5) / perDoubling) * Math.LN2) - 1),
);

/** The costs that a stretch of a kind has: a law over classes, and the mean in bits. */
export interface CostLevel {
  readonly mean: number;
  /** shape (costClasses,), natural logarithms */
  readonly logLaw: Float64Array;
}

/** Costs of which one is taken for seen in each class, so that nothing is impossible. */
const smoothing = 1;

/**
 * The level of what was counted.
 *
 * @param counts shape (costClasses,)
 */
export function levelOf(counts: Float64Array): CostLevel {
  let total = 0;
  for (const count of counts) total += count + smoothing;
  const logLaw = counts.map((count) => Math.log((count + smoothing) / total));
  return { mean: meanOf(logLaw), logLaw };
}

function meanOf(logLaw: Float64Array): number {
  let mean = 0;
  for (let k = 0; k < costClasses; k++) mean += Math.exp(logLaw[k]!) * classBits[k]!;
  return mean;
}

const halvings = 50;
const steepest = 40;

/**
 * The level of a wanted mean that is nearest to a law: the law tilted exponentially, which has the least divergence from it.
 *
 * @param mean bits, between the cheapest and the most expensive class
 * Source: Kullback 1959, Information Theory and Statistics, ch. 3 (minimum discrimination information).
 */
export function tilted({ logLaw }: CostLevel, mean: number): CostLevel {
  let [low, high] = [-steepest, steepest];
  let level: CostLevel = { mean, logLaw };
  for (let step = 0; step < halvings; step++) {
    const slope = (low + high) / 2;
    const weights = logLaw.map((log, k) => log + slope * classBits[k]!);
    const most = weights.reduce((a, b) => Math.max(a, b));
    const sum = Math.log(weights.reduce((total, weight) => total + Math.exp(weight - most), 0)) + most;
    const law = weights.map((weight) => weight - sum);
    level = { mean: meanOf(law), logLaw: law };
    if (level.mean < mean) low = slope;
    else high = slope;
  }
  return level;
}

/** Noise that is new to the reader costs more than its alphabet requires: by this many bits on average, in this share of cases. */
const noiseTail = 3;
const noiseNew = 0.4;
/** Bytes of noise that the law is taken to be counted of, beside which what never occurs counts once. */
const noiseWeight = 1e4;

/**
 * The level of noise over an alphabet: a byte costs the bits of the alphabet, give or take one, and more while its kind is new.
 *
 * @param bits of the alphabet
 */
export function noiseLevel(bits: number): CostLevel {
  const counts = noCounts();
  for (let k = 0; k < costClasses; k++) {
    const width =
      finest * (Math.exp(((k + 1) / perDoubling) * Math.LN2) - Math.exp((k / perDoubling) * Math.LN2));
    const beyond = classBits[k]! - bits;
    const near = Math.exp((-beyond * beyond) / 2) / Math.sqrt(2 * Math.PI);
    const far = beyond > 0 ? Math.exp(-beyond / noiseTail) / noiseTail : 0;
    counts[k] = noiseWeight * width * ((1 - noiseNew) * near + noiseNew * far);
  }
  return levelOf(counts);
}

/** Counts of a law of costs, empty. */
export function noCounts(): Float64Array {
  return new Float64Array(costClasses);
}
