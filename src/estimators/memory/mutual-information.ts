import * as z from "zod";
import { confidenceLevel } from "../../core/constants.ts";
import { defineEstimator } from "../../core/estimator.ts";
import type { Interval } from "../../core/measurement.ts";
import { fromLagProfile, longestDistance, shortestPairs } from "../memo/lag-information.ts";

const around = (value: number, below: number, above: number): Interval => ({
  lower: value - below,
  upper: value + above,
  level: confidenceLevel,
  method: "slow-waves",
});

export const mutualInformation = defineEstimator({
  id: "mutual-information",
  quantity: "mutualInformation",
  title: "mutual information against distance",
  summary:
    "mutual information of two symbols d positions apart, for d on a geometric grid, with the bias of counts removed",
  formula: "I(d) = H(x_i) + H(x_(i+d)) - H(x_i, x_(i+d)) by Grassberger, less its mean over shuffles",
  convention: "may fall below 0 by its error; distances 1 to 64 and then eight an octave",
  validity:
    "1 000 symbols, at most 1 024 kinds, and pairs of shuffled symbols with coverage .98 or more; intervals are of one distance at a time, and there are none where waiting times between equal symbols are heavy-tailed or a few stretches of the sample decide the value. What a sample does not show is not allowed for",
  cost: "1 to 2 ns a symbol for each of some 120 distances, and as much for the error and for each of 2 shuffles",
  reference: "Li 1990, J. Stat. Phys. 60; Grassberger 2003, arXiv:physics/0307138",
  params: () => z.strictObject({ longest: longestDistance() }),
  minimumLength: shortestPairs,
  estimate: (context, { longest }) =>
    fromLagProfile(context, longest, ({ distances, information, below, above, heavyTail, fewEvents }) => ({
      shape: "series",
      value: {
        index: "d",
        points: distances.map((x, i) => ({
          x,
          value: information[i]!,
          interval:
            heavyTail === undefined && fewEvents === undefined
              ? around(information[i]!, below[i]!, above[i]!)
              : null,
        })),
      },
      warnings:
        heavyTail !== undefined
          ? [{ code: "heavy-tailed", shape: heavyTail.shape }]
          : fewEvents !== undefined
            ? [{ code: "few-events", events: fewEvents }]
            : [],
    })),
});
