import { defineWord } from "./define-word.ts";

export const periodDoubling = defineWord({
  id: "period-doubling",
  title: "period-doubling word",
  summary:
    "How often 2 divides n, modulo 2, for n = 1, 2, ...: fixed point of 0 -> 01, 1 -> 00, order at the onset of chaos.",
  reference: "Allouche & Shallit 2003, Automatic Sequences, ch. 6",
  images: [
    [0, 1],
    [0, 0],
  ],
  shares: [2 / 3, 1 / 3],
  sharesRoute: "letters have frequencies 2/3 and 1/3",
  factors: "at most 2k factors of length k",
});
