/** How many types occur exactly j times, for every j that happens: all that a count-based estimator may look at. */
export interface FrequencySpectrum {
  /** Distinct positive counts j in ascending order. */
  readonly frequencies: Float64Array;
  /** Number of types f_j with that count, shape of `frequencies`. */
  readonly multiplicities: Float64Array;
  /** Sample size, sum of j f_j. */
  readonly tokens: number;
  /** Number of types seen, sum of f_j. */
  readonly types: number;
}

/** Counts of types in any order (zeros ignored), or their spectrum when it is already known. */
export type Counts = ArrayLike<number> | FrequencySpectrum;

const DENSE = 1024;
/** How many types have each count below; of one call, but not made anew for each. */
const small = new Float64Array(DENSE);

/**
 * Frequency spectrum of a list of counts.
 *
 * Estimators sum over it instead of over the counts: it has at most sqrt(2 n) entries, and its fixed order
 * makes every estimate independent of how the types are numbered, to the last bit.
 *
 * @param counts occurrences of each type, integers; zeros are ignored
 * @returns the spectrum; empty when every count is 0
 * Cost: O(S) plus a sort of the counts above 1023.
 * Source: Baayen 2001, Word Frequency Distributions.
 */
export function frequencySpectrum(counts: ArrayLike<number>): FrequencySpectrum {
  small.fill(0);
  const large: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    const c = counts[i]!;
    // Zeros are counted, too, and never read: whether there is one nobody could predict.
    if (c < DENSE) small[c] = small[c]! + 1;
    else large.push(c);
  }
  const sorted = Float64Array.from(large).sort();
  const frequencies: number[] = [];
  const multiplicities: number[] = [];
  for (let j = 1; j < DENSE; j++) {
    if (small[j] === 0) continue;
    frequencies.push(j);
    multiplicities.push(small[j]!);
  }
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    frequencies.push(sorted[start]!);
    multiplicities.push(i - start);
    start = i;
  }
  return spectrumFrom(Float64Array.from(frequencies), Float64Array.from(multiplicities));
}

/**
 * The spectrum of either form of counts.
 *
 * @param counts counts or a spectrum, which is passed through
 * @returns a spectrum with at least one token
 * @throws RangeError when nothing was counted
 */
export function spectrumOf(counts: Counts): FrequencySpectrum {
  const spectrum = "frequencies" in counts ? counts : frequencySpectrum(counts);
  if (spectrum.tokens === 0) throw new RangeError("no positive count");
  return spectrum;
}

/**
 * A spectrum from its two columns.
 *
 * @param frequencies distinct positive counts, ascending
 * @param multiplicities types with each count, same shape
 * @returns the spectrum with its totals
 */
export function spectrumFrom(frequencies: Float64Array, multiplicities: Float64Array): FrequencySpectrum {
  let tokens = 0;
  let types = 0;
  for (let i = 0; i < frequencies.length; i++) {
    tokens += frequencies[i]! * multiplicities[i]!;
    types += multiplicities[i]!;
  }
  return { frequencies, multiplicities, tokens, types };
}

/**
 * Number of types that occur exactly j times, f_j.
 *
 * @param spectrum where to look
 * @param j a positive count
 * @returns f_j, 0 when no type has this count
 */
export function typesWithFrequency(spectrum: FrequencySpectrum, j: number): number {
  const at = spectrum.frequencies.indexOf(j);
  return at < 0 ? 0 : spectrum.multiplicities[at]!;
}
