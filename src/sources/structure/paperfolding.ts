import { defineWord } from "./define-word.ts";

export const paperfolding = defineWord({
  id: "paperfolding",
  title: "paperfolding word",
  summary:
    "Valleys and ridges of a strip folded again and again: the bit of n above its lowest 1, n = 1, 2, ...",
  reference: "Davis & Knuth 1970, J. Recreational Math. 3; Allouche 1992, Bull. Austral. Math. Soc. 46",
  images: [
    [0, 1],
    [2, 1],
    [0, 3],
    [2, 3],
  ],
  coding: [0, 0, 1, 1],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "4k factors of length k >= 7",
});
