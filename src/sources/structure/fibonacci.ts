import { defineWord } from "./define-word.ts";

const goldenShare = (Math.sqrt(5) - 1) / 2;

export const fibonacci = defineWord({
  id: "fibonacci",
  title: "Fibonacci word",
  summary: "Fixed point of 0 -> 01, 1 -> 0: the simplest order without a period, k + 1 factors of length k.",
  reference: "Lothaire 2002, Algebraic Combinatorics on Words, ch. 2",
  images: [[0, 1], [0]],
  shares: [goldenShare, 1 - goldenShare],
  sharesRoute: "letters have frequencies 1/phi and 1/phi^2",
  factors: "k + 1 factors of length k",
});
