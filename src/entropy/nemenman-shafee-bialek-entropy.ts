import { integratePeak } from "../math/integrate-peak.ts";
import { logRisingFactorial, trigamma } from "../math/special-functions.ts";
import { compressedSpectrum } from "./compressed-spectrum.ts";
import { posteriorMeanNats } from "./dirichlet-entropy.ts";
import { type Counts, spectrumOf } from "./frequency-spectrum.ts";

/** ln b stays in here: below, the prior is that of a law with one symbol, above, that of the uniform law. */
const logRange = [-46, 46] as const;

/**
 * Posterior mean of the entropy under a mixture of Dirichlet priors that is nearly flat in the entropy.
 *
 * The pseudocount b is integrated out over ln b, with the prior dE[H|b].
 *
 * @param counts occurrences of each type; zeros are ignored
 * @param alphabetSize K, at least the number of types
 * @returns bits, in [0, log2 K]; exactly 0 for K = 1
 * @throws RangeError when nothing was counted
 * Cost: O(S), then some 300 sums over at most a few hundred points.
 * Source: Nemenman, Shafee & Bialek 2002, Adv. Neural Inf. Process. Syst. 14.
 */
export function nemenmanShafeeBialekEntropy(counts: Counts, alphabetSize: number): number {
  const spectrum = spectrumOf(counts);
  if (alphabetSize === 1) return 0;
  const points = compressedSpectrum(spectrum);
  const { tokens } = spectrum;
  const at = (logB: number) => {
    const b = Math.exp(logB);
    let logWeight =
      logB + Math.log(entropySlope(b, alphabetSize)) - logRisingFactorial(alphabetSize * b, tokens);
    for (let i = 0; i < points.counts.length; i++)
      logWeight += points.weights[i]! * logRisingFactorial(b, points.counts[i]!);
    const value = posteriorMeanNats(points.counts, points.weights, spectrum, alphabetSize, b);
    return { logWeight, value };
  };
  return integratePeak(at, -Math.log(alphabetSize), 1, logRange).mean / Math.LN2;
}

/** Derivative in b of the prior mean psi(K b + 1) - psi(b + 1), whose terms cancel when b is large. */
function entropySlope(b: number, alphabetSize: number): number {
  if (b < 100) return alphabetSize * trigamma(alphabetSize * b + 1) - trigamma(b + 1);
  const u = 1 / b;
  const v = 1 / alphabetSize;
  return 0.5 * u * u * (1 - v - (u / 3) * (1 - v * v) + ((u * u * u) / 15) * (1 - v * v * v * v));
}
