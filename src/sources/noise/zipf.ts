import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { independentSource } from "./independent-source.ts";
import { zipfLaw } from "./zipf-law.ts";

export const zipf = defineSource({
  id: "zipf",
  group: "noise",
  title: "Zipf noise",
  summary:
    "Independent draws; the symbol of rank r has probability proportional to (r + shift)^-exponent (Zipf, " +
    "with a shift Zipf-Mandelbrot).",
  reference: "Mandelbrot 1953, An informational theory of the statistical structure of language",
  params: z.strictObject({
    alphabet: z.int().min(1).max(65_536).default(256).describe("number of symbols"),
    exponent: z.number().min(0).max(20).default(1).describe("how steeply probability falls with rank"),
    shift: z.number().min(0).max(1e6).default(0).describe("Mandelbrot's constant, added to the rank"),
  }),
  example: "zipf(alphabet=256, exponent=1)",
  bind: ({ alphabet, exponent, shift }) =>
    independentSource(zipfLaw(alphabet, exponent, shift), "entropy of p(r) = (r + shift)^-exponent / Z"),
});
