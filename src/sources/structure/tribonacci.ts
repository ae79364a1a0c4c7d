import { defineWord } from "./define-word.ts";

/** Real root of x^3 = x^2 + x + 1. */
const ratio = 1.839286755214161;

export const tribonacci = defineWord({
  id: "tribonacci",
  title: "tribonacci word",
  summary: "Fixed point of 0 -> 01, 1 -> 02, 2 -> 0: order without a period over three letters.",
  reference: "Rauzy 1982, Bull. Soc. Math. France 110",
  images: [[0, 1], [0, 2], [0]],
  shares: [1 / ratio, 1 / (ratio * ratio), 1 / (ratio * ratio * ratio)],
  sharesRoute: "letters have frequencies 1/t, 1/t^2, 1/t^3, where t^3 = t^2 + t + 1",
  factors: "2k + 1 factors of length k",
});
