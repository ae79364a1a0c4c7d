import { defineEstimator } from "../../core/estimator.ts";
import { fewestMatched, matchLengthRate, matchParams, matchValidity } from "./match-length.ts";

export const matchLengthRatio = defineEstimator({
  id: "match-length-ratio",
  quantity: "entropyRate",
  title: "match lengths, mean of L/log",
  summary:
    "the inverse of the mean of L / log2(i + 1), L one more than the longest match with what starts before i",
  formula: "((1/(n-1)) sum L_i / log2(i + 1))^-1 over i = 1..n-1",
  convention:
    "the window grows with i and a match may overlap it; other programs have log2 n, or whole matches only",
  validity: `${matchValidity}; one long duplicate drives it to 0, with a warning`,
  cost: "O(n) by the suffix array; without overlap 28 bytes a symbol more",
  reference: "Kontoyiannis, Algoet, Suhov & Wyner 1998, IEEE Trans. Inform. Theory 44",
  params: matchParams,
  minimumLength: fewestMatched,
  estimate: (context, { overlap }) => matchLengthRate(context, overlap, "reciprocalOfMean"),
});
