import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";
import { machineLimits } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { cycleSource, cycleTruth } from "./cycle-source.ts";

/** Longest cycle whose ones are counted. */
const longestCount = 0x100_0000;

export const lfsr = defineSource({
  id: "lfsr",
  group: "structure",
  title: "linear feedback shift register",
  summary:
    "Low bits of a Galois register; begins anywhere on the cycle of state 1. A primitive polynomial gives an " +
    "m-sequence: noise to words shorter than the register, yet every bit is a sum of earlier ones.",
  reference: "Golomb 1967, Shift Register Sequences",
  params: z.strictObject({
    taps: z
      .array(z.int().min(1).max(32))
      .min(1)
      .max(32)
      .default([16, 14, 13, 11])
      .describe("exponents of the polynomial but 0; the largest is the length of the register"),
  }),
  example: "lfsr(taps=[16,14,13,11])",
  bind({ taps }) {
    const residues = new PolynomialResidues([...new Set(taps)]);
    const { degree } = residues;
    const period = residues.order();
    const mask = taps.reduce((bits, tap) => bits | (1 << (tap - 1)), 0);
    const states = 2 ** degree - 1;
    const primitive = period === states;
    const route = primitive
      ? `log2(2^${degree} - 1): the polynomial is primitive`
      : `log2 of the order of x, ${period}: the polynomial is not primitive`;
    const symbolEntropy = (): Truth => {
      if (primitive)
        return closedForm(binaryEntropy((states + 1) / 2 / states), "2^(d-1) ones in 2^d - 1 bits");
      if (period > longestCount) return unknown("the cycle is too long to count its ones");
      let ones = 0;
      for (const bit of firstBits(period, mask)) ones += bit;
      return closedForm(binaryEntropy(ones / period), "share of ones in the cycle");
    };
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () => {
        if (period > machineLimits.states) return undefined;
        const symbols = () => firstBits(period, mask);
        const cycle = { alphabetSize: 2, period, symbols, symbolEntropy: symbolEntropy() };
        return cycleSource(cycle, undefined, route).machine?.();
      },
      open(random) {
        let register = residues.power(random.below(period)) | 0;
        return {
          fill(target) {
            let state = register;
            for (let i = 0; i < target.length; i++) {
              const bit = state & 1;
              target[i] = bit;
              state = (state >>> 1) ^ (-bit & mask);
            }
            register = state;
            return target.length;
          },
        };
      },
      truth: () => cycleTruth(period, symbolEntropy(), route),
    };
  },
});

function firstBits(count: number, mask: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let i = 0, state = 1; i < count; i++) {
    bits[i] = state & 1;
    state = (state >>> 1) ^ (-(state & 1) & mask);
  }
  return bits;
}

/**
 * Residues of polynomials over two elements modulo p(x) = x^degree + ... + 1, as the bits of an integer.
 */
class PolynomialResidues {
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
