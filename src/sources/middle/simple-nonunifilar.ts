import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { machineOf, machineSource } from "../sampling/machine-source.ts";
import { renewalSums, renewalTruth } from "../truths/renewal-truth.ts";

/** Intervals longer than this are not added up. */
const longest = 4_194_304;
/** What is left of a law counts as nothing below this. */
const negligible = 1e-22;

export const simpleNonunifilar = defineSource({
  id: "simple-nonunifilar",
  group: "middle",
  title: "simple nonunifilar source",
  summary:
    "Two states that both emit 1, of which only the second also emits 0: the past never quite determines the state.",
  reference: "Crutchfield 1994, Physica D 75; Marzen & Crutchfield 2015, Entropy 17(7)",
  params: z.strictObject({
    p: z.number().min(0).max(1).default(0.5).describe("probability of staying in the first state"),
    q: z.number().min(0).max(1).default(0.5).describe("probability of a 1 in the second state"),
  }),
  example: "simple-nonunifilar(p=0.5, q=0.5)",
  bind({ p, q }) {
    const machine = machineOf(2, 2, [
      [0, 1, 0, p],
      [0, 1, 1, 1 - p],
      [1, 1, 1, q],
      [1, 0, 0, 1 - q],
    ]);
    return machineSource(machine, () => {
      const law = p * q > 0 && p < 1 && q < 1 ? intervalLaw(p, q) : undefined;
      return law === undefined
        ? machineTruth(machine)
        : renewalTruth(renewalSums(law, 1 / (1 - p) + 1 / (1 - q)));
    });
  },
});

/** P(N = n) between zeros, a wait in each state; undefined where it goes on for too long. */
function intervalLaw(p: number, q: number): Float64Array | undefined {
  // The slower state holds the tail: the terms needed until it is negligible, with room for n * log(n).
  const terms = Math.ceil((Math.log(negligible) * 1.2) / Math.log(Math.max(p, q))) + 64;
  if (terms > longest) return undefined;
  const law = new Float64Array(terms);
  let first = 1;
  let second = 0;
  for (let n = 0; n < terms; n++) {
    law[n] = second * (1 - q);
    second = second * q + first * (1 - p);
    first *= p;
  }
  return law;
}
