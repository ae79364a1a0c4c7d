import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { sharedGrowth } from "../../statistics/decay.ts";
import { unreadable } from "../learning/curve-estimates.ts";
import { profileParams } from "../learning/observer-profile.ts";
import { sharedBlocksOf } from "../memo/shared-blocks.ts";

/** Shorter sequences hold no four lengths of blocks. */
const shortest = 16_384;

export const hilbergExponent = defineEstimator({
  id: "hilberg-exponent",
  memory: "mixer",
  quantity: "hilbergExponent",
  title: "Hilberg exponent",
  summary:
    "beta: how fast the information that neighbouring blocks share grows with their length, by the observer's code lengths",
  formula: "slope of log (C(a) + C(b) - C(ab)) against log m, a and b neighbouring blocks of m symbols",
  convention:
    "C with its header; m from 128 to 4096, in eight parts of the sequence; 95 % interval by leaving out a part, and for a factor log m",
  bound: "upper",
  validity:
    "where a power law fits over three doublings: 0 for finitely many parameters, in (0, 1) where new ones keep coming; what the observer has to learn counts as shared, too",
  cost: "coding 260 000 symbols, of short sequences four times their length",
  reference:
    "Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61; Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10)",
  params: profileParams,
  minimumLength: shortest,
  estimate: (context, { profile }) => {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    const growth = sharedGrowth(context.get(sharedBlocksOf(profile)));
    if (growth.status !== "ok") return undefinedBecause(growth.reason);
    const { value, lower95: lower, upper95: upper } = growth;
    return scalar(value, { lower, upper, level: confidenceLevel, method: "block-jackknife" });
  },
});
