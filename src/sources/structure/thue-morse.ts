import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, infinite } from "../../core/truth.ts";

const blockLength = 4096;

export const thueMorse = defineSource({
  id: "thue-morse",
  group: "structure",
  title: "Thue-Morse word",
  summary: "Parity of the ones in the binary digits of n: no randomness, no period, order at every scale.",
  reference:
    "Allouche & Shallit 1999, Sequences and their Applications, The ubiquitous Prouhet-Thue-Morse sequence",
  params: z.strictObject({
    offset: z.int().min(0).max(2_251_799_813_685_248).default(0).describe("index of the first symbol"),
  }),
  example: "thue-morse",
  bind: ({ offset }) => ({
    alphabetSize: 2,
    length: Number.POSITIVE_INFINITY,
    open() {
      // t(block * 4096 + i) = t(block) xor t(i): whole blocks are copied, as they are or complemented.
      const block = Uint8Array.from({ length: blockLength }, (_, i) => parity(i));
      const complement = block.map((bit) => 1 - bit);
      let at = offset;
      return {
        fill(target) {
          let filled = 0;
          while (filled < target.length) {
            const within = at % blockLength;
            const take = Math.min(blockLength - within, target.length - filled);
            const odd = parity((at - within) / blockLength);
            target.set((odd === 1 ? complement : block).subarray(within, within + take), filled);
            filled += take;
            at += take;
          }
          return target.length;
        },
      };
    },
    truth: () => ({
      symbolEntropy: closedForm(1, "both letters have frequency 1/2"),
      entropyRate: closedForm(0, "at most 10/3 n factors of length n"),
      excessEntropy: infinite("H(k) grows like log2 k"),
      statisticalComplexity: infinite("at least the excess entropy"),
    }),
  }),
});

/** Parity of the ones among the binary digits of a safe integer. */
function parity(n: number): number {
  let bits = ((n % 0x1_0000_0000) ^ Math.floor(n / 0x1_0000_0000)) >>> 0;
  bits ^= bits >>> 16;
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  return (0x6996 >>> (bits & 15)) & 1;
}
