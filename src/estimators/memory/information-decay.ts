import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { undefinedBecause } from "../../core/measurement.ts";
import { fitDecay } from "../../statistics/decay.ts";
import { geometricDistances } from "../../statistics/lag-information.ts";
import { fromLagProfile, longestDistance, shortestPairs } from "../memo/lag-information.ts";

/** Distances in a row that must stand out for a law to be fitted. */
const fewest = 6;

export const informationDecay = defineEstimator({
  id: "information-decay",
  quantity: "informationDecay",
  title: "decay of mutual information",
  summary: "a power law and an exponential through I(d), the better one first, by Akaike's criterion",
  formula: "I(d) = c d^-b against I(d) = c exp(-(d - 1)/xi), least squares of log I",
  convention:
    "all distances up to the first that is not significant; the last column is exp((best AIC - AIC)/2)",
  validity:
    "6 significant distances or more, over which I falls to half; the better law need not be a good one",
  cost: "that of mutual-information, shared with it",
  reference: "Lin & Tegmark 2017, Entropy 19(7); Akaike 1974, IEEE Trans. Autom. Control 19",
  params: () => z.strictObject({ longest: longestDistance() }),
  minimumLength: shortestPairs,
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, information, standsOut }) => {
      const grid = new Set(geometricDistances(longest));
      const even = distances.map((_, i) => i).filter((i) => grid.has(distances[i]!));
      const end = even.findIndex((i) => !standsOut[i] || !(information[i]! > 0));
      const used = end < 0 ? even : even.slice(0, end);
      if (used.length < fewest)
        return undefinedBecause(`${used.length} distances stand out in a row, needs ${fewest}`);
      const [first, last] = [used[0]!, used.at(-1)!];
      if (information[last]! > information[first]! / 2)
        return undefinedBecause(`it does not fall to half within ${distances[last]} symbols`);
      const laws = fitDecay(
        used.map((i) => distances[i]!),
        used.map((i) => information[i]!),
      );
      const rows = laws.map(({ law, factor, rate, aic }) => {
        const length = law === "exponential" ? 1 / rate : null;
        return [
          law,
          used.length,
          factor,
          law === "power" ? rate : null,
          length,
          Math.exp((laws[0].aic - aic) / 2),
        ];
      });
      return { shape: "table", value: { columns: ["law", "distances", "c", "b", "xi", "likelihood"], rows } };
    }),
});
