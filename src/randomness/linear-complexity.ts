/**
 * Linear complexity: length of the shortest linear feedback shift register over GF(2) that gives the bits.
 *
 * @param bits shape (n,), each 0 or 1
 * @returns 0 for zeros alone, at most n
 * @throws never
 * Cost: n^2/64 word operations at worst, some .2 s for 10^5 bits.
 * Source: Berlekamp 1968, Algebraic Coding Theory; Massey 1969, IEEE Trans. Inform. Theory 15(1).
 */
export function linearComplexity(bits: Uint8Array): number {
  const n = bits.length;
  const words = (n >>> 5) + 2;
  // Backwards, so that the register lies along the bits it is multiplied with.
  const reversed = new Int32Array(words + 1);
  for (let i = 0; i < n; i++) if (bits[i] !== 0) reversed[(n - 1 - i) >>> 5]! |= 1 << ((n - 1 - i) & 31);
  let register = new Int32Array(words);
  let before = new Int32Array(words);
  register[0] = 1;
  before[0] = 1;
  let length = 0;
  let lengthBefore = 0;
  let changedAt = -1;
  for (let i = 0; i < n; i++) {
    if (parityOfProduct(register, reversed, n - 1 - i, length) === 0) continue;
    if (2 * length > i) {
      addShifted(register, before, i - changedAt, lengthBefore);
      continue;
    }
    const longer = register.slice();
    addShifted(longer, before, i - changedAt, lengthBefore);
    before = register;
    lengthBefore = length;
    register = longer;
    length = i + 1 - length;
    changedAt = i;
  }
  return length;
}

/** Parity of the bits 0..degree of the register and the bits of `line` from `offset` on, multiplied. */
function parityOfProduct(register: Int32Array, line: Int32Array, offset: number, degree: number): number {
  const last = degree >>> 5;
  let at = offset >>> 5;
  const shift = offset & 31;
  let sum = 0;
  if (shift === 0) {
    for (let k = 0; k <= last; k++) sum ^= register[k]! & line[at++]!;
  } else {
    let low = line[at]!;
    for (let k = 0; k <= last; k++) {
      const high = line[++at]!;
      sum ^= register[k]! & ((low >>> shift) | (high << (32 - shift)));
      low = high;
    }
  }
  sum ^= sum >>> 16;
  sum ^= sum >>> 8;
  sum ^= sum >>> 4;
  return (0x6996 >>> (sum & 15)) & 1;
}

/** Adds x^shift times a polynomial of some degree, over GF(2). */
function addShifted(target: Int32Array, polynomial: Int32Array, shift: number, degree: number): void {
  const last = degree >>> 5;
  let at = shift >>> 5;
  const bits = shift & 31;
  if (bits === 0) {
    for (let k = 0; k <= last; k++) target[at++]! ^= polynomial[k]!;
    return;
  }
  let carry = 0;
  for (let k = 0; k <= last; k++) {
    const word = polynomial[k]!;
    target[at++]! ^= (word << bits) | carry;
    carry = word >>> (32 - bits);
  }
  if (at < target.length) target[at]! ^= carry;
}

/** Mean linear complexity of n fair bits. Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4. */
export function expectedLinearComplexity(n: number): number {
  const vanishing = n > 1000 ? 0 : Math.exp(-n * Math.LN2) * (n / 3 + 2 / 9);
  return n / 2 + (4 + (n % 2)) / 18 - vanishing;
}

/**
 * Probability that n fair bits have a linear complexity no more likely than this one, from the exact law
 * P(L = l) = 2^(min(2n - 2l, 2l - 1) - n), and 2^-n for l = 0.
 *
 * @throws never
 * Cost: O(n).
 * Source: Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4.
 */
export function linearComplexityPValue(n: number, complexity: number): number {
  const exponent = (l: number): number => (l === 0 ? -n : Math.min(2 * n - 2 * l, 2 * l - 1) - n);
  const own = exponent(complexity);
  let sum = 0;
  for (let l = 0; l <= n; l++) if (exponent(l) <= own) sum += Math.exp(exponent(l) * Math.LN2);
  return Math.min(1, sum);
}
