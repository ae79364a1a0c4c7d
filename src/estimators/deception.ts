import * as z from "zod";
import { inBytes } from "../context/learning-curves.ts";
import { noValues, numericValues, symbolCounts } from "../context/shared.ts";
import {
  approximatePeriodOf,
  bitConvention,
  bitSymbols,
  noOrder,
  serialBitsOf,
} from "../context/shared-order.ts";
import { defineEstimator } from "../core/estimator.ts";
import { scalar, table, undefinedBecause } from "../core/measurement.ts";
import { defineShared } from "../core/shared-value.ts";
import { chiSquareTail } from "../math/special-functions.ts";
import { exactPeriod as exactPeriodOf } from "../statistics/periods.ts";
import {
  bitPlane,
  chiSquareAgainstUniform,
  serialCorrelation as correlationOf,
  expectedLinearComplexity,
  linearComplexityPValue,
  monteCarloPi as piOf,
  spectralTest as testOf,
} from "../statistics/randomness.ts";
import { findCharacter } from "../statistics/real-characters.ts";
import { linearComplexity as complexityOf } from "../wasm/register.ts";

/** The parameter of estimators whose cost grows with the square of the bits they read. */
export const registerBits = () =>
  z
    .int()
    .min(64)
    .max(1_000_000)
    .default(32_768)
    .describe(
      "largest number of bits read, from the start of the longest block; the cost grows with their square",
    );

/** Linear complexity of the first bits. */
const linearComplexityOf = (most: number) =>
  defineShared(`linear-complexity-${most}`, (_sequence, access) => {
    const bits = access.get(serialBitsOf(most));
    return { bits: bits.length, complexity: complexityOf(bits) };
  });

export const linearComplexity = defineEstimator({
  id: "linear-complexity",
  quantity: "linearComplexity",
  title: "linear complexity",
  summary:
    "length of the shortest linear feedback shift register that generates the bits; half their number for noise",
  formula: "least L with s_i = c_1 s_(i-1) + ... + c_L s_(i-L) mod 2, by Berlekamp and Massey",
  convention: bitConvention,
  validity:
    "exact for the bits read; n/2 + 2/9 within 2 or 3 for fair bits, L where 2 L bits of a register were read",
  cost: "n^2/128 word operations: about 5 ms for the 32 768 bits of the default",
  reference:
    "Massey 1969, IEEE Trans. Inform. Theory 15; Rueppel 1986, Analysis and Design of Stream Ciphers",
  params: () => z.strictObject({ bits: registerBits() }),
  estimate: (context, { bits }) =>
    noOrder(context) ?? scalar(context.get(linearComplexityOf(bits)).complexity),
});

export const linearComplexityTest = defineEstimator({
  id: "linear-complexity-test",
  quantity: "uniformityPValue",
  title: "linear complexity test",
  summary: "p-value of the linear complexity under fair bits, by its exact law",
  formula: "sum of P(l) over all l with P(l) <= P(L); P(l) = 2^(min(2n - 2l, 2l - 1) - n)",
  convention: bitConvention,
  validity: "any length; detects linear registers and little else",
  cost: "that of linear complexity, shared with it",
  reference: "Rueppel 1986, Analysis and Design of Stream Ciphers, ch. 4",
  params: () => z.strictObject({ bits: registerBits() }),
  estimate(context, { bits }) {
    const none = noOrder(context);
    if (none !== null) return none;
    const measured = context.get(linearComplexityOf(bits));
    return scalar(linearComplexityPValue(measured.bits, measured.complexity));
  },
});

export const linearComplexityPlanes = defineEstimator({
  id: "linear-complexity-planes",
  quantity: "linearComplexity",
  title: "linear complexity of bit planes",
  summary: "linear complexity and its p-value for each bit of the symbols separately",
  formula: "as linear complexity, of the bits (x_i div 2^plane) mod 2",
  convention:
    "plane 0 is the least significant bit; one plane where two symbols occur; of the first of the longest blocks",
  validity: "exact for the bits read; a plane that never changes has 0 or 1",
  cost: "that of linear complexity for every plane",
  reference:
    "Massey 1969, IEEE Trans. Inform. Theory 15; Rueppel 1986, Analysis and Design of Stream Ciphers",
  params: () => z.strictObject({ bits: registerBits() }),
  estimate(context, { bits: most }) {
    const none = noOrder(context);
    if (none !== null) return none;
    const { symbols, width } = context.get(bitSymbols);
    const rows = Array.from({ length: width }, (_, plane) => {
      const bits = bitPlane(symbols, plane, most);
      const complexity = complexityOf(bits);
      const p = linearComplexityPValue(bits.length, complexity);
      return [plane, bits.length, complexity, expectedLinearComplexity(bits.length), p];
    });
    return table(["plane", "bits", "L", "expected", "p"], rows);
  },
});

export const exactPeriod = defineEstimator({
  id: "exact-period",
  quantity: "period",
  title: "exact period",
  summary: "smallest p after which the whole sequence repeats",
  formula: "least p <= n/2 with x_i = x_(i+p) for all i",
  convention: "in every block; each must contain the period at least twice",
  validity: "exact; one wrong symbol hides it, see approximate-period",
  cost: "O(n), about 3 ns and 4 bytes per symbol",
  reference: "Knuth, Morris & Pratt 1977, SIAM J. Comput. 6",
  minimumLength: 2,
  estimate({ sequence }) {
    const period = exactPeriodOf(sequence.symbols, sequence.segmentEnds);
    return period === undefined
      ? undefinedBecause("no period that every block contains twice")
      : scalar(period);
  },
});

/** Shorter blocks give too few pairs for a normal law. */
const shortestPeriodic = 100;
const noPeriod = "no lag agrees beyond chance, at level .01 over all lags, together with its multiples";

export const approximatePeriod = defineEstimator({
  id: "approximate-period",
  quantity: "approximatePeriod",
  title: "approximate period",
  summary: "the lag at which symbols agree most, if that is beyond chance and its multiples agree too",
  formula: "d with most of x_i = x_(i+d), or its least divisor that agrees as well",
  convention: "lags up to a third of the longest block; at 2, 3, 4, 5 and 8 d half of the excess must remain",
  validity: "100 symbols or more; only the first 524 288 symbols of the longest block are used",
  cost: "two Fourier transforms and about 200 passes, .8 s for 10^6 symbols",
  reference: "Fischer & Paterson 1974, SIAM-AMS Proc. 7; Atallah, Chyzak & Dumas 2001, Algorithmica 29",
  minimumLength: shortestPeriodic,
  estimate(context) {
    const found = context.get(approximatePeriodOf);
    return found === undefined ? undefinedBecause(noPeriod) : scalar(found.period);
  },
});

export const periodicAgreement = defineEstimator({
  id: "periodic-agreement",
  quantity: "periodicAgreement",
  title: "periodic agreement",
  summary: "agreement of symbols one approximate period apart beyond chance; 1 for an exact period",
  formula: "(r - q)/(1 - q), r the share of agreements, q = sum p^2",
  convention: "(1 - eps)^2 for a period of which a share eps was replaced by symbols of the same law",
  validity: "where there is an approximate period",
  cost: "that of approximate-period, shared with it",
  reference: "Cohen 1960, Educ. Psychol. Meas. 20 (agreement beyond chance)",
  minimumLength: shortestPeriodic,
  estimate(context) {
    const found = context.get(approximatePeriodOf);
    if (found === undefined) return undefinedBecause(noPeriod);
    return scalar((found.rate - found.chance) / (1 - found.chance));
  },
});

export const chiSquare = defineEstimator({
  id: "chi-square",
  quantity: "chiSquare",
  title: "chi-square",
  summary: "Pearson's statistic of the symbol counts against equally likely symbols",
  formula: "sum (c - n/A)^2/(n/A) over all A symbols",
  convention: "A is the size of the alphabet, so 256 for bytes, absent ones included, as in ent",
  validity: "exact; A - 1 in expectation for independent uniform symbols",
  cost: "O(A), once symbols are counted",
  reference: "Pearson 1900, Philos. Mag. 50",
  streams: [symbolCounts],
  estimate: (context) => scalar(chiSquareAgainstUniform(context.get(symbolCounts))),
});

/** Least expected occurrences of every symbol. */
const leastExpected = 5;

export const chiSquareTest = defineEstimator({
  id: "chi-square-test",
  quantity: "uniformityPValue",
  title: "chi-square test",
  summary: "p-value of the symbol counts under independent uniform symbols",
  formula: "P(X > chi-square) for A - 1 degrees of freedom",
  convention: "one-sided, as in ent: near 1 is as suspicious as near 0; A is the size of the alphabet",
  validity: "5 symbols or more expected of each kind",
  cost: "O(A), once symbols are counted",
  reference: "Pearson 1900, Philos. Mag. 50; Cochran 1954, Biometrics 10 (least expected counts)",
  streams: [symbolCounts],
  estimate(context) {
    const { n, alphabetSize } = context;
    if (alphabetSize < 2) return undefinedBecause("an alphabet of one symbol leaves nothing to test");
    const expected = n / alphabetSize;
    if (expected < leastExpected) {
      return undefinedBecause(`${expected.toFixed(2)} of each symbol expected, needs ${leastExpected}`);
    }
    return scalar(chiSquareTail(chiSquareAgainstUniform(context.get(symbolCounts)), alphabetSize - 1));
  },
});

export const serialCorrelation = defineEstimator({
  id: "serial-correlation",
  quantity: "serialCorrelation",
  title: "serial correlation",
  summary: "correlation of each symbol's number with that of the next",
  formula: "sum (x_i - m)(x_(i+1) - m)/sum (x_i - m)^2",
  convention:
    "the last symbol of one block is followed by its first, as in ent; several blocks are not joined; numbers are bytes or code points",
  validity: "exact; -1/(n - 1) in expectation for symbols in random order",
  cost: "O(n), about 2 ns per symbol",
  reference: "Knuth 1997, The Art of Computer Programming 2, 3.3.2 K",
  minimumLength: 2,
  estimate(context) {
    const values = context.get(numericValues);
    if (values === undefined) return undefinedBecause(noValues);
    const correlation = correlationOf(values, context.sequence.segmentEnds);
    return correlation === undefined
      ? undefinedBecause("one symbol only, or no two in a block: no variance")
      : scalar(correlation);
  },
});

/** Least that the standard recommends. */
const fewestBits = 1000;

export const spectralTest = defineEstimator({
  id: "spectral-test",
  quantity: "uniformityPValue",
  title: "spectral test",
  summary: "p-value of the number of Fourier peaks below the height that fair bits exceed one time in twenty",
  formula:
    "erfc(|d|/sqrt 2), d = (N1 - .95 n/2)/sqrt(n/2 (.95 .05 - (.05 ln 20)^2)), peaks below sqrt(n ln 20)",
  convention: `SP 800-22 rev. 1a with the variance n .95 .05/3.79 that Parseval's theorem leaves, where the standard has n .95 .05/4; ${bitConvention}`,
  validity: "1 000 bits or more; peaks are nearly independent, and p below about 1e-4 is approximate",
  cost: "O(n log n), about .3 s for 2^20 bits",
  reference: "Rukhin et al. 2010, NIST SP 800-22 rev. 1a; Iwasaki 2018, arXiv:1806.10357",
  params: () =>
    z.strictObject({
      bits: z
        .int()
        .min(fewestBits)
        .max(1 << 23)
        .default(1 << 20)
        .describe("largest number of bits read, from the start of the longest block"),
    }),
  estimate(context, { bits: most }) {
    const bits = context.get(serialBitsOf(most));
    if (bits.length < fewestBits) return undefinedBecause(`${bits.length} bits, needs ${fewestBits}`);
    return scalar(testOf(bits).pValue);
  },
});

export const symbolMean = defineEstimator({
  id: "symbol-mean",
  quantity: "symbolMean",
  title: "mean of the symbols",
  summary: "arithmetic mean of the symbols as numbers; 127.5 for uniform bytes",
  formula: "sum x_i / n",
  convention: "numbers are bytes or code points",
  validity: "exact",
  cost: "O(n), 1 ns per symbol",
  reference: "Knuth 1997, The Art of Computer Programming 2, 3.3",
  estimate(context) {
    const values = context.get(numericValues);
    if (values === undefined) return undefinedBecause(noValues);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]!;
    return scalar(sum / values.length);
  },
});

export const monteCarloPi = defineEstimator({
  id: "monte-carlo-pi",
  quantity: "monteCarloPi",
  title: "Monte Carlo pi",
  summary: "pi from the share of points inside a circle, six bytes per point",
  formula: "4 (points with x^2 + y^2 <= (2^24 - 1)^2)/(points)",
  convention: "three bytes per coordinate, most significant first, as in ent",
  validity:
    "sequences of bytes; for fair bytes normally distributed around pi with standard deviation 1.64/sqrt(points)",
  cost: "O(n), 1 ns per byte",
  reference: "Walker 2008, ent, a pseudorandom number sequence test program",
  minimumLength: 6,
  estimate({ sequence, alphabetSize }) {
    if (alphabetSize !== 256) return undefinedBecause("reads bytes: the alphabet must have 256 symbols");
    const pi = piOf(sequence.symbols, sequence.segmentEnds);
    return pi === undefined ? undefinedBecause("no block of six bytes") : scalar(pi.value);
  },
});

/** A character is reported where chance would save as much on unseen signs in one of a million samples. */
const namedBits = 20;
/** Fewer signs resemble some character by chance. */
const fewestSigns = 256;

export const realCharacter = defineEstimator({
  id: "real-character",
  quantity: "realCharacter",
  title: "real character",
  summary:
    "the symbol (d/n) of a fundamental discriminant that the signs resemble most, and how often they agree up to each n",
  formula: "the d for which |sum of s(n) (d/n)| over the root of its terms is largest in the first half",
  convention:
    "the first symbol is the sign of the number `from`; two symbols are + and -, with three the first means no sign; sampled pieces of a file are not consecutive numbers, so read it whole",
  validity:
    "reported if it saves 20 bits on the second half, which did not choose it: p <= 2^-saved for independent signs of any bias, and for random multiplicative signs if the bits are those of its primes; only moduli up to `largest` and a quarter of n",
  cost: "O(n) for each modulus, of at most 65 536 symbols: a second",
  reference: "Granville & Soundararajan 2007, J. Amer. Math. Soc. 20",
  minimumLength: fewestSigns,
  params: () =>
    z.strictObject({
      from: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe("number of the first symbol"),
      largest: z.int().min(3).max(10_000).default(10_000).describe("largest modulus |d|"),
    }),
  estimate(context, { from, largest }) {
    // Line breaks have no number.
    const { sequence, n } = inBytes(context)?.context ?? context;
    const { symbols, alphabetSize, segmentEnds } = sequence;
    const present = [...new Set(symbols)].sort((one, other) => one - other);
    const letters = alphabetSize <= 3 ? Array.from({ length: alphabetSize }, (_, symbol) => symbol) : present;
    if (present.length < 2 || letters.length > 3)
      return undefinedBecause(
        `signs need two symbols, or three of which the first means no sign: ${present.length} symbols occur`,
      );
    const signOf = new Map(
      letters.map((letter, i) => [letter, letters.length === 2 ? 1 - 2 * i : [0, 1, -1][i]!]),
    );
    const signs = Int8Array.from(symbols, (symbol) => signOf.get(symbol)!);
    const sizes: number[] = [];
    for (let size = n; size >= fewestSigns / 4; size = Math.floor(size / 2)) sizes.unshift(size);
    const found = findCharacter(signs, from, largest, sizes);
    if (found === undefined)
      return undefinedBecause("no number has a sign both in the sequence and in a character");
    const { discriminant, orientation, savedBits, savedAtPrimes, agreements } = found;
    if (savedBits < namedBits)
      return undefinedBecause(
        `signs resemble no character with |d| up to ${Math.min(largest, n >> 2)}: that of ${discriminant} saves ${savedBits.toFixed(1)} bits on the second half${segmentEnds.length > 1 ? "; sampled pieces of a file are not consecutive numbers: use --sample all" : ""}`,
      );
    return table(
      ["up to n", "agreement", "d", "signs", "bits saved on the second half", "of them at primes"],
      sizes.map((size, i) => [
        from + size - 1,
        agreements[i]!,
        discriminant,
        orientation > 0 ? "same" : "opposite",
        size === n ? savedBits : null,
        size === n ? savedAtPrimes : null,
      ]),
    );
  },
});
