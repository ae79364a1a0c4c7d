import {
  jensenShannonComplexity,
  type LawComplexity,
  type ProbabilityGroup,
} from "./statistical-complexities.ts";

/** One state of probability a, the others share the rest: least complexity for its entropy. */
export function leastComplexLaw(a: number, states: number): ProbabilityGroup[] {
  return [
    [a, 1],
    [(1 - a) / (states - 1), states - 1],
  ];
}

/** k states share 1 - p, one has p, at most as much as they, and the others never occur: most complexity. */
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

/** The law whose entropy is given, along a family whose entropy falls from its first to its last parameter. */
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
