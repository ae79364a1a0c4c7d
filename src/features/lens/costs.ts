import { bytes as asBytes } from "../../encodings/bytes.ts";
import type { MemberDefinition } from "../../observer/member.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { openObserver } from "../../observer/open-observer.ts";

/** The cost of every byte of a text, and the member that predicted it. */
export interface ByteCosts {
  /** bits of each byte, NaN where unknown, shape (n,) */
  readonly bits: Float32Array;
  /** index in `members` of the member with the largest weight after the byte, shape (n,) */
  readonly leaders: Uint8Array;
  /** titles */
  readonly members: readonly string[];
}

/** Most bytes at the beginning that are read twice. */
const mostReread = 32_768;
/** Bytes coded at once; their losses are held in memory. */
const stretch = 65_536;

/**
 * The cost of each byte under the fast observer.
 *
 * An observer that knows nothing pays more for the beginning of a text than for the rest. So a second observer also reads the
 * first half, 32 KiB at most, after as much of what follows it: every byte is then priced after at least half of the text, or
 * 32 KiB. A byte that occurs again in what the second observer read first keeps its first price: it would be a copy of its own
 * copy.
 *
 * @param known shape (n,), 1: a copy of the byte is among the bytes that the second observer reads first
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

/** Number of bytes read twice in a text of n. */
export function rereadLength(n: number): number {
  return Math.min(mostReread, Math.floor(n / 2));
}

/** An observer that has read as many bytes after the beginning as the beginning has. */
function rereader(bytes: Uint8Array, half: number, definitions: readonly MemberDefinition[]) {
  const { mixture } = openObserver(asBytes.encode([bytes.subarray(0, 2 * half)]), definitions);
  mixture.code(half, 2 * half, half, true, null);
  return mixture;
}

/** Distance between stored sums, in bytes. */
const interval = 16;

/** Prefix sums of costs: every 16th is stored, the others are computed from it. */
export class CostSums {
  /** bytes */
  readonly length: number;
  readonly #costs: Float32Array;
  readonly #bits: Float64Array;
  readonly #priced: Uint32Array;

  /**
   * @param costs bits of each byte, NaN where unknown, shape (n,); not copied
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

  /** Bits of all bytes before one, without the unknown ones. */
  bitsBefore(at: number): number {
    let bits = this.#bits[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) {
      const cost = this.#costs[i]!;
      if (!Number.isNaN(cost)) bits += cost;
    }
    return bits;
  }

  /** Number of bytes before one with a known cost. */
  pricedBefore(at: number): number {
    let priced = this.#priced[Math.floor(at / interval)]!;
    for (let i = at - (at % interval); i < at; i++) if (!Number.isNaN(this.#costs[i]!)) priced++;
    return priced;
  }

  /** Bits of the bytes start..end-1. */
  bitsOf(start: number, end: number): number {
    return this.bitsBefore(end) - this.bitsBefore(start);
  }

  /** Number of bytes start..end-1 with a known cost. */
  pricedOf(start: number, end: number): number {
    return this.pricedBefore(end) - this.pricedBefore(start);
  }

  /** Mean bits of those with a known cost; 0 for none. */
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

/**
 * The class of a cost in bits: quarters of doublings of 1 + bits / finest; avoids a logarithm, since it runs for every byte.
 */
export function classOf(bits: number): number {
  const times = Math.min(2 ** (costClasses / perDoubling) - 1, 1 + bits / finest);
  const doublings = 31 - Math.clz32(times);
  const rest = times / (1 << doublings);
  return perDoubling * doublings + (rest < half ? (rest < quarter ? 0 : 1) : rest < threeQuarters ? 2 : 3);
}

/** Typical cost of a byte of each class, bits. */
const classBits = Float64Array.from(
  { length: costClasses },
  (_, k) => finest * (Math.exp(((k + 0.5) / perDoubling) * Math.LN2) - 1),
);

/** The costs of a kind of stretch: a law over classes, and the mean in bits. */
export interface CostLevel {
  readonly mean: number;
  /** shape (costClasses,), natural logarithms */
  readonly logLaw: Float64Array;
}

/** Pseudocount of each class, so that nothing is impossible. */
const smoothing = 1;

/**
 * The level from counts.
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
 * The level with a given mean that is nearest to a law: the exponentially tilted law, which has the least divergence from it.
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

/** Noise of a new kind costs more than its alphabet requires: by this many bits on average, in this share of cases. */
const noiseTail = 3;
const noiseNew = 0.4;
/** Weight of the noise law in bytes, relative to the pseudocounts. */
const noiseWeight = 1e4;

/**
 * The level of noise over an alphabet: a byte costs the bits of the alphabet, give or take one, and more while its kind
 * is new.
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

/** Empty counts of costs. */
export function noCounts(): Float64Array {
  return new Float64Array(costClasses);
}
