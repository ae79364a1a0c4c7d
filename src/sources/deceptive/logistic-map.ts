import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";
import { singleStateMachine } from "../../exact/machine.ts";
import { binaryEntropy } from "../../statistics/entropy.ts";
import { substitutionStream } from "../structure/substitution-word.ts";
import { independentTruth } from "../truths/independent-truth.ts";

/** Where period doublings pile up. */
const feigenbaum = 3.569945671870945;
/** The period-doubling word with its letters swapped. */
const onset = {
  images: [
    [0, 1],
    [0, 0],
  ],
  coding: [1, 0],
};

export const logisticMap = defineSource({
  id: "logistic-map",
  group: "deceptive",
  title: "logistic map",
  summary:
    "Whether x > 1/2 under x <- r x (1 - x), in exact arithmetic: fair coin tosses at r = 4, the period-doubling " +
    "word at the Feigenbaum point 3.569945671870945. Nothing is known exactly elsewhere.",
  reference:
    "May 1976, Nature 261; Collet & Eckmann 1980, Iterated Maps on the Interval as Dynamical Systems",
  params: z.strictObject({
    r: z.number().min(0).max(4).default(4).describe("height of the parabola: 4 or 3.569945671870945"),
  }),
  example: "logistic-map(r=4)",
  bind({ r }) {
    const atOnset = Math.abs(r - feigenbaum) < 1e-12;
    if (!atOnset && r !== 4) {
      throw new UsageError(`no exact law is known at r = ${r}; r can be 4 or ${feigenbaum}`);
    }
    if (atOnset) {
      return {
        alphabetSize: 2,
        length: Number.POSITIVE_INFINITY,
        open: () => substitutionStream(onset, 0),
        truth: () => ({
          symbolEntropy: closedForm(binaryEntropy(1 / 3), "two thirds of the orbit lie above 1/2"),
          entropyRate: closedForm(0, "the itinerary of 1/2 is the period-doubling word"),
          excessEntropy: infinite("H(2k) = H(k) + 1"),
          statisticalComplexity: infinite("at least the excess entropy"),
        }),
      };
    }
    return {
      alphabetSize: 2,
      length: Number.POSITIVE_INFINITY,
      machine: () => singleStateMachine([0.5, 0.5]),
      open(random) {
        // x = sin^2(pi theta), and each step doubles theta: x > 1/2 when its first two binary digits differ.
        let digit = random.uint32() >>> 31;
        return {
          fill(target) {
            for (let i = 0; i < target.length; i++) {
              const next = random.uint32() >>> 31;
              target[i] = digit ^ next;
              digit = next;
            }
            return target.length;
          },
        };
      },
      truth: () => independentTruth(1, "conjugate to the doubling of an angle, whose binary digits are fair"),
    };
  },
});
