import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";
import { machineLimits } from "../../machines/create-machine.ts";
import { binaryEntropy } from "../../machines/law-entropy.ts";
import { cycleSource, cycleTruth } from "./cycle-source.ts";
import { PolynomialResidues } from "./polynomial-order.ts";

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
