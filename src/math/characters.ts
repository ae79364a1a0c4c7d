/**
 * Whether a number is a fundamental discriminant: that of a quadratic field.
 *
 * Cost: O(sqrt |d|).
 */
export function isFundamental(d: number): boolean {
  if (d === 0 || d === 1) return false;
  const rest = ((d % 16) + 16) % 16;
  if (rest % 4 === 1) return isSquarefree(Math.abs(d));
  return (rest === 8 || rest === 12) && isSquarefree(Math.abs(d / 4));
}

function isSquarefree(n: number): boolean {
  for (let root = 2; root * root <= n; root++) if (n % (root * root) === 0) return false;
  return true;
}

/** Kronecker symbols of the prime discriminants that are powers of 2, by n modulo 4 or 8. */
const ofTwo: ReadonlyMap<number, readonly number[]> = new Map([
  [-4, [0, 1, 0, -1]],
  [8, [0, 1, 0, -1, 0, -1, 0, 1]],
  [-8, [0, 1, 0, 1, 0, -1, 0, -1]],
]);

/**
 * One period of the Kronecker symbol (d/n): the product over the prime discriminants in d, which by quadratic reciprocity are
 * Legendre symbols (n/p).
 *
 * @param d a fundamental discriminant
 * @returns 1, -1 or 0 for n = 0, 1, ..., |d| - 1, shape (|d|,)
 * Cost: O(|d|) for each prime factor of d.
 * Source: Davenport 2000, Multiplicative Number Theory, ch. 5.
 */
export function realCharacter(d: number): Int8Array {
  const factors: ArrayLike<number>[] = [];
  let [left, two] = [Math.abs(d), d];
  while (left % 2 === 0) left /= 2;
  for (let p = 3; left > 1; p += 2) {
    if (p * p > left) p = left;
    if (left % p !== 0) continue;
    factors.push(legendreSymbols(p));
    left /= p;
    two /= p % 4 === 1 ? p : -p;
  }
  const ofPowers = ofTwo.get(two);
  if (ofPowers !== undefined) factors.push(ofPowers);
  const character = new Int8Array(Math.abs(d)).fill(1);
  for (const symbols of factors)
    for (let n = 0, at = 0; n < character.length; n++, at = at + 1 === symbols.length ? 0 : at + 1)
      character[n]! *= symbols[at]!;
  return character;
}

/** (n/p) for n = 0, ..., p - 1. */
function legendreSymbols(p: number): Int8Array {
  const symbols = new Int8Array(p).fill(-1);
  symbols[0] = 0;
  for (let root = 1; 2 * root < p; root++) symbols[(root * root) % p] = 1;
  return symbols;
}
