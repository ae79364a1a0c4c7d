import { logGamma } from "../math/special-functions.ts";
import { logSlope } from "./detrended-fluctuation.ts";

const shortestWindow = 16;
const fewestWindows = 8;

/**
 * Hurst exponent by rescaled range: 1/2 and the slope of log R/S, less the logarithm of what independent normal
 * variables give, against the logarithm of the window length.
 *
 * @param values shape (n,)
 * @param segmentEnds ascending, the last one n; no window crosses a segment end
 * @returns undefined with fewer than 4 window lengths, or where windows without variance leave too few
 * Cost: O(n) for each of two lengths an octave.
 * Source: Hurst 1951, Trans. Am. Soc. Civ. Eng. 116; Anis & Lloyd 1976, Biometrika 63 (expectation).
 */
export function hurstExponent(values: ArrayLike<number>, segmentEnds: ArrayLike<number>): number | undefined {
  const sizes: number[] = [];
  const ratios: number[] = [];
  for (let j = 0; ; j++) {
    const size = Math.round(shortestWindow * Math.exp((j / 2) * Math.LN2));
    let windows = 0;
    let varied = 0;
    let sum = 0;
    for (let s = 0, start = 0; s < segmentEnds.length; s++) {
      const end = segmentEnds[s]!;
      for (let at = start; at + size <= end; at += size, windows++) {
        const ratio = rescaledRange(values, at, size);
        if (ratio === undefined) continue;
        sum += ratio;
        varied++;
      }
      start = end;
    }
    if (windows < fewestWindows) break;
    // A window of one value has no range to rescale.
    if (2 * varied < windows) continue;
    sizes.push(size);
    ratios.push(sum / varied / expectedRescaledRange(size));
  }
  return sizes.length < 4 ? undefined : 0.5 + logSlope(sizes, ratios);
}

/** Range of the sums of deviations over the standard deviation; undefined without variance. */
function rescaledRange(values: ArrayLike<number>, at: number, size: number): number | undefined {
  let mean = 0;
  for (let i = at; i < at + size; i++) mean += values[i]!;
  mean /= size;
  let [sum, low, high, squares] = [0, 0, 0, 0];
  for (let i = at; i < at + size; i++) {
    const deviation = values[i]! - mean;
    sum += deviation;
    squares += deviation * deviation;
    if (sum < low) low = sum;
    if (sum > high) high = sum;
  }
  return squares > 0 ? (high - low) / Math.sqrt(squares / size) : undefined;
}

/**
 * E[R/S] of n independent normal variables, exactly.
 *
 * Source: Anis & Lloyd 1976, Biometrika 63.
 */
export function expectedRescaledRange(n: number): number {
  let sum = 0;
  for (let r = 1; r < n; r++) sum += Math.sqrt((n - r) / r);
  return (Math.exp(logGamma((n - 1) / 2) - logGamma(n / 2)) / Math.sqrt(Math.PI)) * sum;
}
