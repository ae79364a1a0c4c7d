import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { type Truth, unknown } from "../../core/truth.ts";

const mostDecimals = 1_000_000;
/** Computed at first; four times as many whenever these are used up. */
const firstDigits = 4096;

export const pi = defineSource({
  id: "pi",
  group: "deceptive",
  title: "digits of pi",
  summary:
    "Digits of pi after the point, up to a million of them: no test distinguishes them from noise, yet a few " +
    "lines of program print them.",
  reference:
    "Bailey, Borwein & Plouffe 1997, Math. Comput. 66; Wagon 1985, Math. Intelligencer 7(3) (normality)",
  params: z
    .strictObject({
      base: z.int().min(2).max(256).default(10).describe("base of the digits: 2 to 36, or 256"),
    })
    .superRefine(({ base }, context) => {
      if (base <= 36 || base === 256) return;
      context.addIssue({ code: "custom", path: ["base"], message: "base must be 2 to 36, or 256" });
    }),
  example: "pi(base=10)",
  bind({ base }) {
    const length = Math.floor((mostDecimals * Math.log2(10)) / Math.log2(base) + 1e-6);
    let digits: Uint8Array = new Uint8Array(0);
    return {
      alphabetSize: base,
      length,
      open() {
        let at = 0;
        return {
          fill(target) {
            const end = Math.min(length, at + target.length);
            if (end > digits.length) {
              let count = firstDigits;
              while (count < end) count *= 4;
              digits = piDigits(Math.min(length, count), base);
            }
            target.set(digits.subarray(at, end));
            const filled = end - at;
            at = end;
            return filled;
          },
        };
      },
      truth() {
        const most = Math.log2(base);
        const route = "log2 base if pi is normal, as is believed; nothing better than 0 is proved";
        const open: Truth = { status: "bounds", lower: 0, upper: most, route };
        const why = unknown("0 if pi is normal, as is believed");
        return { symbolEntropy: open, entropyRate: open, excessEntropy: why, statisticalComplexity: why };
      },
    };
  },
});

/** Digits computed beyond those asked for. */
const guard = 20;

/**
 * Digits of pi after the point.
 *
 * @param base 2..36 or 256
 * @returns shape (count,)
 * Cost: O(M(n) log^2 n) for n bits, M(n) being the cost of a product; a million decimals take a few seconds.
 * Source: Chudnovsky & Chudnovsky 1988, in Ramanujan Revisited; binary splitting as in Haible & Papanikolaou
 * 1998, Lect. Notes Comput. Sci. 1423.
 */
function piDigits(count: number, base: number): Uint8Array {
  for (let extra = guard; ; extra += guard) {
    const digits = writeDigits(scaledFraction(power(BigInt(base), count + extra)), base, count + extra);
    // The last few digits are off; were all before them 0, or all highest, a carry could have gone further.
    const rest = digits.subarray(count, count + extra - guard / 2);
    if (rest.some((digit) => digit !== rest[0]) || (rest[0] !== 0 && rest[0] !== base - 1)) {
      return digits.slice(0, count);
    }
  }
}

/** floor((pi - 3) scale), but for the last few digits. */
function scaledFraction(scale: bigint): bigint {
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

/** Integer square root, within 2: Newton's step from the root of a little more than the upper half of the digits. */
function squareRoot(n: bigint): bigint {
  const bits = n.toString(16).length * 4;
  if (bits <= 48) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const quarter = BigInt((bits >>> 2) - 4); // without the 4 errors would grow from step to step
  const guess = (squareRoot(n >> (2n * quarter)) + 1n) << quarter;
  return (guess + n / guess) >> 1n;
}

function power(base: bigint, exponent: number): bigint {
  if (exponent === 0) return 1n;
  const root = power(base, exponent >>> 1);
  return exponent % 2 === 0 ? root * root : root * root * base;
}

function writeDigits(fraction: bigint, base: number, count: number): Uint8Array {
  if (base === 256) {
    const nibbles = writeDigits(fraction, 16, 2 * count);
    return Uint8Array.from({ length: count }, (_, i) => 16 * nibbles[2 * i]! + nibbles[2 * i + 1]!);
  }
  const text = fraction.toString(base).padStart(count, "0");
  const digits = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const code = text.charCodeAt(i);
    digits[i] = code < 58 ? code - 48 : code - 87;
  }
  return digits;
}
