import { testLevel } from "../core/constants.ts";

/**
 * Each test errs so often that all together err at `testLevel`: the certificate of the code, two of block entropies,
 * correlation, spectrum and register, and the period, whose own level counts as two.
 */
export const levelOfEach = testLevel / 8;
