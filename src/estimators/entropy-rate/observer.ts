import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { unreadable } from "../learning/curve-estimates.ts";
import { profileParams } from "../learning/observer-profile.ts";
import { codedPrefixes } from "../memo/coded-prefixes.ts";

export const observerRate = defineEstimator({
  id: "observer",
  memory: "mixer",
  quantity: "entropyRate",
  title: "observer",
  summary: "bits a symbol that a mixture of predictive models pays as it reads, header counted",
  formula: "(1/n) sum -log2 p(x_i | x_1..x_(i-1)) and the header, p the Bayes mixture of the members",
  convention: "an upper bound: a real code length",
  validity:
    "an upper bound of the information in the sample; above h by what had to be learned, some (k/2n) log2 n for k parameters",
  cost: "a few microseconds a symbol; memory grows with n to some 300 MB",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Willems, Shtarkov & Tjalkens 1995, same 41",
  params: profileParams,
  minimumLength: 1,
  estimate(context, { profile }) {
    const reason = unreadable(context);
    if (reason !== undefined) return undefinedBecause(reason);
    return scalar(context.get(codedPrefixes(profile)).bits / context.n);
  },
});
