/**
 * Probabilities proportional to (rank + shift)^-exponent.
 *
 * @param alphabet ranks 1..alphabet
 * @returns shape (alphabet,), sums to 1
 * Cost: O(alphabet).
 */
export function zipfLaw(alphabet: number, exponent: number, shift: number): Float64Array {
  // Powers by exp and log: Math.pow is not the same in every engine.
  const law = Float64Array.from({ length: alphabet }, (_, i) =>
    Math.exp(-exponent * Math.log(i + 1 + shift)),
  );
  let total = 0;
  for (let i = alphabet - 1; i >= 0; i--) total += law[i]!;
  return law.map((mass) => mass / total);
}
