import { defineEstimator } from "../../core/estimator.ts";
import { fewestMatched, matchLengthRate, matchParams, matchValidity } from "./match-length.ts";

export const matchLengthMean = defineEstimator({
  id: "match-length-mean",
  quantity: "entropyRate",
  title: "match lengths, mean of log/L",
  summary: "the mean of log2(i + 1) / L, L one more than the longest match with what starts before i",
  formula: "(1/(n-1)) sum log2(i + 1) / L_i over i = 1..n-1",
  convention: "the window grows with i and a match may overlap it; other programs have whole matches only",
  validity: `${matchValidity}; never below match-length-ratio`,
  cost: "O(n) by the suffix array; without overlap 28 bytes a symbol more",
  reference:
    "Gao, Kontoyiannis & Bienenstock 2008, Entropy 10; Bentz, Alikaniotis, Cysouw & Ferrer-i-Cancho 2017, Entropy 19",
  params: matchParams,
  minimumLength: fewestMatched,
  estimate: (context, { overlap }) => matchLengthRate(context, overlap, "meanOfReciprocals"),
});
