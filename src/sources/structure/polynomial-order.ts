/**
 * Residues of polynomials over two elements modulo p(x) = x^degree + ... + 1, as the bits of an integer.
 */
export class PolynomialResidues {
  readonly degree: number;
  /** p less its leading term */
  readonly #low: number;

  /** @param exponents of p, without the constant term 1; the largest, at most 32, is its degree */
  constructor(exponents: readonly number[]) {
    this.degree = Math.max(...exponents);
    this.#low = exponents.reduce((bits, e) => (e === this.degree ? bits : bits | (1 << e)), 1);
  }

  multiply(a: number, b: number): number {
    const top = this.degree - 1;
    const mask = this.degree === 32 ? -1 : (1 << this.degree) - 1;
    let product = 0;
    for (let bit = top; bit >= 0; bit--) {
      const carry = (product >>> top) & 1;
      product = ((product << 1) & mask) ^ (carry === 1 ? this.#low & mask : 0);
      if (((b >>> bit) & 1) === 1) product ^= a;
    }
    return product >>> 0;
  }

  /** x^n, n a non-negative safe integer. */
  power(n: number): number {
    let result = 1;
    let square = this.degree === 1 ? this.#low & 1 : 2;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = this.multiply(result, square);
      square = this.multiply(square, square);
    }
    return result;
  }

  /**
   * The smallest m > 0 with x^m = 1, by steps of two sizes that meet.
   *
   * Cost: O(2^(degree/2)) multiplications.
   * Source: Shanks 1971, Proc. Symp. Pure Math. 20.
   */
  order(): number {
    const small = 1 << Math.ceil(this.degree / 2);
    const exponentOf = new Map<number, number>();
    const x = this.power(1);
    for (let j = 0, power = 1; j < small; j++, power = this.multiply(power, x)) exponentOf.set(power, j);
    const step = this.power(small);
    for (let i = 1, power = step; ; i++, power = this.multiply(power, step)) {
      const j = exponentOf.get(power);
      if (j !== undefined) return i * small - j;
    }
  }
}
