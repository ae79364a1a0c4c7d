import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar } from "../../core/measurement.ts";
import { fromLagProfile, longestDistance, shortestPairs } from "../memo/lag-information.ts";

export const horizon = defineEstimator({
  id: "horizon",
  quantity: "horizon",
  title: "horizon",
  summary: "the largest tested distance at which symbols have more mutual information than shuffled ones",
  formula: "largest d with I(d) above the quantile 1 - .01/D of shuffles, D distances tested",
  convention:
    "0 where no distance is significant; the quantile is that of chi-square or of a gamma law fitted to shuffles, widened for memory of up to 64 symbols",
  validity:
    "as mutual-information; pairs alone are looked at, so parity or copies beyond the grid are not seen",
  cost: "that of mutual-information, shared with it",
  reference: "Li 1990, J. Stat. Phys. 60; Theiler et al. 1992, Physica D 58 (surrogates)",
  params: () => z.strictObject({ longest: longestDistance() }),
  minimumLength: shortestPairs,
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, standsOut }) => {
      const last = standsOut.lastIndexOf(true);
      return scalar(last < 0 ? 0 : distances[last]!);
    }),
});
