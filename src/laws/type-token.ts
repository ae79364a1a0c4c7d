import { type Counts, spectrumOf, typesWithFrequency } from "../entropy/frequency-spectrum.ts";

/** Measures of lexical richness of one sample. All but the counts themselves depend on its size. */
interface TypeToken {
  /** N, sample size. */
  readonly tokens: number;
  /** V, number of different tokens. */
  readonly types: number;
  /** V1, types seen once. */
  readonly hapaxes: number;
  /** V / N, in (0, 1]. */
  readonly typeTokenRatio: number;
  /** V / sqrt(N). */
  readonly guiraudR: number;
  /** Chance that two different tokens are of one type; undefined for a single token. */
  readonly simpsonD: number | undefined;
  /** 100 ln N / (1 - V1 / V); undefined when every type is a hapax. */
  readonly honoreH: number | undefined;
  /** V1 / N, the chance that the next token is new. */
  readonly baayenP: number;
  /** 10^4 (sum of m^2 V_m - N) / N^2. */
  readonly yuleK: number;
}

/**
 * Types, tokens, hapaxes and the usual ratios made of them.
 *
 * @param counts occurrences of each type (zeros ignored), or their spectrum
 * @returns the measures
 * @throws RangeError when nothing was counted
 * Cost: O(V).
 * Source: Tweedie & Baayen 1998, Comput. Humanit. 32; Yule 1944, The Statistical Study of Literary Vocabulary.
 */
export function typeToken(counts: Counts): TypeToken {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  const hapaxes = typesWithFrequency(spectrum, 1);
  let pairs = 0;
  for (let i = 0; i < frequencies.length; i++)
    pairs += multiplicities[i]! * frequencies[i]! * (frequencies[i]! - 1);
  return {
    tokens,
    types,
    hapaxes,
    typeTokenRatio: types / tokens,
    guiraudR: types / Math.sqrt(tokens),
    simpsonD: tokens > 1 ? pairs / (tokens * (tokens - 1)) : undefined,
    honoreH: hapaxes < types ? (100 * Math.log(tokens)) / (1 - hapaxes / types) : undefined,
    baayenP: hapaxes / tokens,
    yuleK: (1e4 * pairs) / (tokens * tokens),
  };
}
