/** States of equal probability: the probability, and their number. */
export type ProbabilityGroup = readonly [probability: number, states: number];

/** The place of a law between a single certain state and equally likely states. */
interface LawComplexity {
  /** entropy over its maximum, in [0, 1] */
  readonly entropy: number;
  /** Jensen-Shannon divergence from the uniform law over its maximum, in [0, 1] */
  readonly disequilibrium: number;
  /** their product */
  readonly complexity: number;
}

/**
 * Jensen-Shannon complexity: normalised entropy times normalised distance from the uniform law.
 *
 * @param law probabilities that sum to 1, as groups of equal ones; states of probability 0 may be left out
 * @param states N, number of states; at least 2
 * Cost: O(groups).
 * Source: Lamberti, Martin, Plastino & Rosso 2004, Physica A 334; Martin, Plastino & Rosso 2006, Physica A 369.
 */
export function jensenShannonComplexity(law: Iterable<ProbabilityGroup>, states: number): LawComplexity {
  const uniform = 1 / states;
  let entropy = 0;
  let middle = 0;
  let seen = 0;
  for (const [p, count] of law) {
    if (p <= 0 || count === 0) continue;
    const half = (p + uniform) / 2;
    entropy -= count * p * Math.log2(p);
    middle -= count * half * Math.log2(half);
    seen += count;
  }
  middle += ((states - seen) * uniform * Math.log2(2 * states)) / 2;
  const divergence = middle - entropy / 2 - Math.log2(states) / 2;
  const largest = Math.log2(2 * states) - ((1 + uniform) * Math.log2(states + 1) + Math.log2(states)) / 2;
  const h = clamp(entropy / Math.log2(states));
  const q = clamp(divergence / largest);
  return { entropy: h, disequilibrium: q, complexity: h * q };
}

/**
 * LMC complexity: normalised entropy times squared distance from the uniform law.
 *
 * @param law as above
 * @param states N, at least 2
 * @returns in [0, 1)
 * Cost: O(groups).
 * Source: Lopez-Ruiz, Mancini & Calbet 1995, Phys. Lett. A 209.
 */
export function lmcComplexity(law: Iterable<ProbabilityGroup>, states: number): number {
  let entropy = 0;
  let squares = 0;
  for (const [p, count] of law) {
    if (p <= 0) continue;
    entropy -= count * p * Math.log2(p);
    squares += count * p * p;
  }
  return clamp(entropy / Math.log2(states)) * Math.max(0, squares - 1 / states);
}

/** A law from counts. */
export function lawOfCounts(counts: ArrayLike<number>): ProbabilityGroup[] {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return Array.from(counts, (count) => [count / total, 1] as const);
}

/** Rounding may carry values past the ends of [0, 1]. */
function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** One state of probability a, the others share the rest: least complexity for its entropy. */
export function leastComplexLaw(a: number, states: number): ProbabilityGroup[] {
  return [
    [a, 1],
    [(1 - a) / (states - 1), states - 1],
  ];
}

/** k states share 1 - p, one has at most as much probability p, and the others never occur: most complexity. */
export function mostComplexLaw(p: number, k: number): ProbabilityGroup[] {
  return [
    [p, 1],
    [(1 - p) / k, k],
  ];
}

/**
 * Least and largest Jensen-Shannon complexity at a given entropy.
 *
 * @param entropy normalised, in [0, 1]
 * @param states N, at least 2
 * Cost: two bisections.
 * Source: Martin, Plastino & Rosso 2006, Physica A 369.
 */
export function complexityLimits(entropy: number, states: number): { minimum: number; maximum: number } {
  const least = atEntropy(entropy, 1 / states, 1, (a) =>
    jensenShannonComplexity(leastComplexLaw(a, states), states),
  );
  const k = Math.min(states - 1, Math.max(1, Math.floor(Math.exp(entropy * Math.log(states)) + 1e-9)));
  const most = atEntropy(entropy, 1 / (k + 1), 0, (p) =>
    jensenShannonComplexity(mostComplexLaw(p, k), states),
  );
  return { minimum: least.complexity, maximum: most.complexity };
}

/** The law with a given entropy, in a family whose entropy falls from its first to its last parameter. */
function atEntropy(
  entropy: number,
  first: number,
  last: number,
  family: (parameter: number) => LawComplexity,
): LawComplexity {
  let [high, low] = [first, last];
  for (let step = 0; step < 100; step++) {
    const middle = (high + low) / 2;
    if (family(middle).entropy > entropy) high = middle;
    else low = middle;
  }
  return family((high + low) / 2);
}
