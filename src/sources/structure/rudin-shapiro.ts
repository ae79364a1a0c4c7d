import { defineWord } from "./define-word.ts";

export const rudinShapiro = defineWord({
  id: "rudin-shapiro",
  title: "Rudin-Shapiro word",
  summary:
    "Parity of the pairs 11 in the binary digits of n: no randomness, yet pairs at any distance look independent.",
  reference: "Rudin 1959, Proc. Amer. Math. Soc. 10; Allouche & Shallit 2003, Automatic Sequences, 3.3",
  images: [
    [0, 1],
    [0, 2],
    [3, 1],
    [3, 2],
  ],
  coding: [0, 0, 1, 1],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "8(k - 1) factors of length k >= 8",
});
