import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { bounded, unknown } from "../../core/truth.ts";
import { digitBase, digitsOf, squareRoot } from "../arithmetic/digits.ts";

export const pi = defineSource({
  id: "pi",
  group: "deceptive",
  title: "digits of pi",
  summary:
    "Digits of pi after the point, as many as a million decimals contain: no test distinguishes them from noise, yet a few lines of code print them.",
  reference:
    "Bailey, Borwein & Plouffe 1997, Math. Comput. 66; Wagon 1985, Math. Intelligencer 7(3) (normality)",
  params: z.strictObject({ base: digitBase }),
  example: "pi(base=10)",
  bind: ({ base }) => ({
    ...digitsOf(base, fractionOfPi),
    truth() {
      const most = Math.log2(base);
      const route = "log2 base if pi is normal, as is believed; no positive lower bound is proved";
      const open = bounded(0, most, route);
      const why = unknown("not proved; 0 if pi is normal, as is believed");
      return { symbolEntropy: open, entropyRate: open, excessEntropy: why, statisticalComplexity: why };
    },
  }),
});

/**
 * floor(scale (pi - 3)), within 2.
 *
 * Cost: O(M(n) log^2 n) for n bits, M(n) being the cost of a product; a million decimals take a few seconds.
 * Source: Chudnovsky & Chudnovsky 1988, in Ramanujan Revisited; binary splitting as in Haible & Papanikolaou
 * 1998, Lect. Notes Comput. Sci. 1423.
 */
export function fractionOfPi(scale: bigint): bigint {
  const bits = scale.toString(16).length * 4;
  const [, q, t] = sum(0, Math.ceil(bits / 47) + 1); // each term gives 47.1 bits
  const pi = (426_880n * squareRoot(10_005n * scale * scale) * q) / t;
  return pi - 3n * scale;
}

/** P, Q and T of the terms from a to b - 1. */
function sum(a: number, b: number): readonly [p: bigint, q: bigint, t: bigint] {
  if (b - a === 1) {
    const k = BigInt(a);
    const p = a === 0 ? 1n : -(6n * k - 5n) * (2n * k - 1n) * (6n * k - 1n);
    const q = a === 0 ? 1n : k * k * k * 10_939_058_860_032_000n;
    return [p, q, p * (13_591_409n + 545_140_134n * k)];
  }
  const middle = (a + b) >>> 1;
  const [leftP, leftQ, leftT] = sum(a, middle);
  const [rightP, rightQ, rightT] = sum(middle, b);
  return [leftP * rightP, leftQ * rightQ, rightQ * leftT + leftP * rightT];
}
