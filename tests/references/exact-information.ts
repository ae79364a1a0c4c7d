import type { Machine } from "../../src/core/source.ts";

const entropy = (law: readonly number[]) => law.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);

/** I(d) of a stationary machine, from its laws d symbols later. */
export function exactInformation(
  { states, symbol, from, to, probability, stationary }: Machine,
  distance: number,
) {
  const after = (law: Float64Array, kept: (edge: number) => boolean): Float64Array => {
    const next = new Float64Array(states);
    for (let e = 0; e < symbol.length; e++) if (kept(e)) next[to[e]!]! += law[from[e]!]! * probability[e]!;
    return next;
  };
  const alphabet = [...new Set(symbol)];
  const massOf = (law: Float64Array, b: number) =>
    after(law, (e) => symbol[e] === b).reduce((x, y) => x + y, 0);
  const joint = alphabet.flatMap((a) => {
    let law = after(stationary, (e) => symbol[e] === a);
    for (let k = 1; k < distance; k++) law = after(law, () => true);
    return alphabet.map((b) => massOf(law, b));
  });
  return 2 * entropy(alphabet.map((a) => massOf(stationary, a))) - entropy(joint);
}

/**
 * I(d) of ones whose distances are drawn by P(k) = k^-a/zeta(a), a > 2: the chance of a one d after another follows from all shorter
 * distances.
 */
export function renewalInformation(exponent: number, distances: readonly number[]): number[] {
  // Sums to N by terms, beyond by their integral.
  const N = 1_000_000;
  let zeta = (N + 0.5) ** (1 - exponent) / (exponent - 1);
  let moment = (N + 0.5) ** (2 - exponent) / (exponent - 2);
  for (let k = 1; k <= N; k++) {
    zeta += k ** -exponent;
    moment += k ** (1 - exponent);
  }
  const again = [1];
  for (let d = 1; d <= Math.max(...distances); d++) {
    let sum = 0;
    for (let k = 1; k <= d; k++) sum += (k ** -exponent / zeta) * again[d - k]!;
    again.push(sum);
  }
  const one = zeta / moment;
  return distances.map((d) => {
    const both = one * again[d]!;
    return 2 * entropy([one, 1 - one]) - entropy([both, one - both, one - both, 1 - 2 * one + both]);
  });
}
