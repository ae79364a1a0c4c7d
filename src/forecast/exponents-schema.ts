import * as z from "zod";

const finite = z.number().describe("a finite number");
const count = z.int().min(0);

/** An exponent with its interval, or why there is none. */
export const exponentSchema = z.union([
  z.strictObject({
    status: z.literal("ok"),
    value: finite,
    lower95: finite,
    upper95: finite,
    from: count.describe("least distance, or length of blocks, from which the power law fits, symbols"),
    to: count.describe("largest one"),
  }),
  z.strictObject({ status: z.literal("undefined"), reason: z.string() }),
]);

const figureSchema = z.union([
  z.strictObject({ status: z.literal("ok"), value: finite }),
  z.strictObject({ status: z.literal("undefined"), reason: z.string() }),
]);

/** How fast a sample lets a learner learn. */
export const exponentsSchema = z
  .strictObject({
    covariance: z.strictObject({
      exponent: exponentSchema.describe("beta: the norm falls like d^-beta - D^-beta"),
      points: z.array(
        z.strictObject({
          distance: count.describe("d, symbols"),
          reference: count.describe("D, a distance far beyond"),
          norm: finite.describe(
            "operator norm of C(d) - C(D), C(d) = P(x_t, x_t+d) - p p^T, the floor of a finite sample removed",
          ),
          error: finite.describe("its standard error"),
          clear: z.boolean().describe("differs from chance"),
        }),
      ),
    }),
    context: z.strictObject({
      exponent: exponentSchema.describe("gamma: what is left to gain from more context falls like n^-gamma"),
      points: z.array(
        z.strictObject({
          first: count.describe("n: symbols of context, from here"),
          last: count.describe("to here"),
          further: count.describe("so many symbols more in the other reading"),
          gain: finite.describe("H_n - H_(n + further) by this observer, bit/symbol"),
          error: finite.describe("its standard error, with what beginnings of blocks cost to learn"),
          clear: z.boolean().describe("differs from chance"),
        }),
      ),
    }),
    scaling: exponentSchema.describe("alpha = gamma / (2 beta): the loss falls like n^-alpha with the data"),
    hilberg: exponentSchema.describe(
      "Hilberg exponent by this observer, an upper bound: neighbouring blocks of m symbols share m^value bits",
    ),
    horizon: figureSchema.describe("largest distance at which symbols have significant mutual information"),
  })
  .describe("how fast the sample lets a learner learn, by figures of its own");
