import { defineWord } from "./define-word.ts";

export const thueMorse = defineWord({
  id: "thue-morse",
  title: "Thue-Morse word",
  summary: "Parity of the ones in the binary digits of n: no randomness, no period, order at every scale.",
  reference:
    "Allouche & Shallit 1999, Sequences and their Applications, The ubiquitous Prouhet-Thue-Morse sequence",
  images: [
    [0, 1],
    [1, 0],
  ],
  shares: [1 / 2, 1 / 2],
  sharesRoute: "both letters have frequency 1/2",
  factors: "at most 10/3 n factors of length n",
});
