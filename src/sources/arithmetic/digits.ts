import * as z from "zod";
import type { SourceDraft } from "../../core/source.ts";

const mostDecimals = 1_000_000;
/** Number of digits computed first; four times as many whenever they run out. */
const firstDigits = 4096;
/** Digits computed beyond the requested ones. */
const guard = 20;

/** Bases that digits are written in. */
export const digitBase = z
  .int()
  .min(2)
  .max(256)
  .default(10)
  .refine((base) => base <= 36 || base === 256, "base must be 2 to 36, or 256")
  .describe("base of the digits: 2 to 36, or 256");

/**
 * Digits of a number after the point, as many as a million decimals contain.
 *
 * @param scaledFraction floor(x scale) of its fraction x, except for the last few digits
 * Cost: that of the fraction of as many digits.
 */
export function digitsOf(
  base: number,
  scaledFraction: (scale: bigint) => bigint,
): Pick<SourceDraft, "alphabetSize" | "length" | "open"> {
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
            digits = fractionDigits(Math.min(length, count), base, scaledFraction);
          }
          target.set(digits.subarray(at, end));
          const filled = end - at;
          at = end;
          return filled;
        },
      };
    },
  };
}

/** @returns shape (count,) */
function fractionDigits(count: number, base: number, scaledFraction: (scale: bigint) => bigint): Uint8Array {
  for (let extra = guard; ; extra += guard) {
    const digits = writeDigits(scaledFraction(power(BigInt(base), count + extra)), base, count + extra);
    // The last few digits are wrong; if all before them were 0, or all highest, a carry could have gone further.
    const rest = digits.subarray(count, count + extra - guard / 2);
    if (rest.some((digit) => digit !== rest[0]) || (rest[0] !== 0 && rest[0] !== base - 1)) {
      return digits.slice(0, count);
    }
  }
}

/** Integer square root, within 2: Newton's step from the root of slightly more than the upper half of the digits. */
export function squareRoot(n: bigint): bigint {
  const bits = n.toString(16).length * 4;
  if (bits <= 48) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const quarter = BigInt((bits >>> 2) - 4); // without the 4, errors would grow from step to step
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
