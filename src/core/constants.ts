// Numbers that several rules share. Each is cited, measured by a script, or chosen; what is chosen says on what.

/**
 * Nominal coverage of every interval.
 *
 * Chosen: the usual one. How often the intervals cover the true value is measured by `npm run calibrate`, whose results stand in
 * docs/contributing/development.md.
 */
export const confidenceLevel = 0.95;

/** How often a test of one question may err. Chosen: the usual level, the other side of `confidenceLevel`. */
export const testLevel = 0.05;

/**
 * How often something is named by chance where many places are searched for it: distances, periods, steps of a curve.
 *
 * Chosen: stricter than `testLevel`, since no hypothesis was named in advance. False alarms of steps are measured by
 * tests/calibration/jump-alarms.test.ts.
 */
export const searchLevel = 0.01;

/**
 * Shuffles of a sequence that its block entropies are compared with: "beyond all of them" is a one-sided test at
 * `testLevel`, 1 / (19 + 1).
 *
 * Source: Barnard 1963, J. R. Stat. Soc. B 25 (Monte Carlo tests).
 */
export const shuffleCount = 19;

/**
 * Parts that a sequence is cut into where their spread gives the error of a mean.
 *
 * Chosen: enough for Student's t to be near the normal law, and each part long beside the memory of what is measured.
 * Coverage is measured by `npm run calibrate`.
 */
export const errorParts = 20;

/**
 * Smallest Good-Turing coverage at which the words of one length count as measured.
 *
 * Chosen; coverage of the intervals that rest on it is measured by `npm run calibrate`.
 */
export const coverageFloor = 0.98;

/** Symbols measured of an input where nothing else is said. Chosen: about a second of one processor. */
export const usualSample = 100_000;

/** Of every draw, unless another is asked for. */
export const usualSeed = 1;

/** Symbols that are read, by doubling, to settle a verdict that those of the usual sample leave open. Chosen: ten seconds. */
export const readOnTo = 800_000;
