import * as z from "zod";

/** The parameter q of Renyi entropies and Hill numbers. */
export const orderParam = () =>
  z
    .number()
    .min(0)
    .max(1000)
    .default(2)
    .describe("q: how much frequent symbols count for more; 0 counts symbols, 1 is Shannon's");
