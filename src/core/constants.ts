// Numbers that several rules share. Each is cited, measured by a script, or chosen; a chosen one has its reason.

/**
 * Nominal coverage of every interval.
 *
 * Chosen: the usual level. `npm run calibrate` measures the actual coverage; docs/contributing/development.md has the results.
 */
export const confidenceLevel = 0.95;

/** False alarm rate of a single test. Chosen: the usual level, 1 - `confidenceLevel`. */
export const testLevel = 0.05;

/**
 * False alarm rate of a search over many places: distances, periods, steps of a curve.
 *
 * Chosen: stricter than `testLevel`, since no hypothesis was named in advance. tests/calibration/jump-alarms.test.ts measures
 * the false alarms of steps.
 */
export const searchLevel = 0.01;

/**
 * Number of shuffles that the block entropies of a sequence are compared with: "beyond all of them" is a one-sided test at
 * `testLevel`, 1 / (19 + 1).
 *
 * Source: Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export const shuffleCount = 19;

/**
 * Number of parts of a sequence whose spread gives the error of a mean.
 *
 * Chosen: enough for Student's t to be near the normal law, and each part long compared with the memory of the statistic. `npm
 * run calibrate` measures the coverage.
 */
export const errorParts = 20;

/**
 * Smallest Good-Turing coverage at which the k-grams of one length count as measured.
 *
 * Chosen; `npm run calibrate` measures the coverage of the intervals that use it.
 */
export const coverageFloor = 0.98;

/** Symbols measured of an input by default. Chosen: about a second of one processor. */
export const defaultSample = 100_000;

/** The default seed of every draw. */
export const defaultSeed = 1;

/** Symbols up to which a verdict that the sample leaves open is settled, by doubling. Chosen: ten seconds. */
export const settlingLimit = 800_000;
