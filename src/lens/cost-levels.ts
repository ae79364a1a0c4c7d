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

/** Where noise is more expensive than its alphabet asks, being new to the reader, by so many bits in the mean, and how often. */
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
