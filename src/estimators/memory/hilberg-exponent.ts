import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { logSlope } from "../../statistics/detrended-fluctuation.ts";
import { fromCurve } from "../learning/from-curve.ts";
import { profileParams, shortestCurve } from "../learning/observer-profile.ts";

/** Doublings at the end of the learning curve that the slope is read from. */
const doublings = 4;

export const hilbergExponent = defineEstimator({
  id: "hilberg-exponent",
  quantity: "hilbergExponent",
  title: "Hilberg exponent",
  summary:
    "beta: how fast what neighbouring blocks share grows with their length, by the observer's code lengths",
  formula: "slope of log m (l(m) - l(2m)) against log m over the last four doublings",
  convention:
    "m (l(m) - l(2m)) stands for the growth of 2 C(m) - C(2m), C the code length; paired blocks of the learning curve",
  validity:
    "where l falls at each of the last doublings; 0 in expectation for sources with finitely many parameters, in (0, 1) for power laws",
  cost: "that of learning-curve, shared with it",
  reference:
    "Hilberg 1990, Frequenz 44; Dębowski 2015, IEEE Trans. Inform. Theory 61; Takahira, Tanaka-Ishii & Dębowski 2016, Entropy 18(10)",
  params: profileParams,
  minimumLength: shortestCurve,
  estimate: (context, { profile }) =>
    fromCurve(context, profile, ({ sizes, paired }) => {
      const grid: number[] = [];
      const shared: number[] = [];
      for (const [j, m] of sizes.entries()) {
        if (sizes[j + 1] !== 2 * m) continue;
        const asked = Math.min(paired.blockBits[j]!.length, paired.blockBits[j + 1]!.length);
        let [fall, length] = [0, 0];
        for (let b = 0; b < asked; b++) {
          fall += paired.blockBits[j]![b]! - paired.blockBits[j + 1]![b]!;
          length += paired.blockLengths[b]!;
        }
        grid.push(m);
        shared.push((m * fall) / length);
      }
      const last = shared.slice(-doublings);
      if (last.length < doublings) return undefinedBecause(`fewer than ${doublings} doublings were learned`);
      if (!last.every((value) => value > 0))
        return undefinedBecause(`the rate does not fall at each of the last ${doublings} doublings`);
      return scalar(logSlope(grid.slice(-doublings), last));
    }),
});
