import * as z from "zod";

/** The parameter of estimators whose cost grows with the square of the bits they read. */
export const registerBits = () =>
  z
    .int()
    .min(64)
    .max(1_000_000)
    .default(32_768)
    .describe("most bits read, from the start of the longest block; the cost grows with their square");
