import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";
import { chachaBlock, chachaState } from "./chacha-block.ts";

const memory: Truth = {
  status: "bounds",
  lower: 0,
  upper: 256,
  route: "at most the key; that no two keys give the same stream is believed, not proved",
};

export const chacha20 = defineSource({
  id: "chacha20",
  group: "deceptive",
  title: "ChaCha20 keystream",
  summary:
    "Keystream under a random key, nonce 0, from block 0: noise to every observer of bounded time, yet 256 bits " +
    "fix all of it.",
  reference: "Bernstein 2008, ChaCha, a variant of Salsa20; RFC 8439",
  params: z.strictObject({}),
  example: "chacha20",
  bind: () => ({
    alphabetSize: 256,
    length: Number.POSITIVE_INFINITY,
    open(random) {
      const state = chachaState(
        Array.from({ length: 8 }, () => random.uint32()),
        [0, 0, 0, 0],
      );
      const block = new Int32Array(16);
      const bytes = new Uint8Array(64);
      let at = bytes.length;
      const advance = (): void => {
        chachaBlock(state, block);
        for (let i = 0; i < bytes.length; i++) bytes[i] = block[i >>> 2]! >>> (8 * (i & 3));
        // Bernstein's counter of 64 bits: RFC 8439 stops after 2^32 blocks.
        state[12]!++;
        if (state[12] === 0) state[13]!++;
        at = 0;
      };
      return {
        fill(target) {
          for (let i = 0; i < target.length; i++) {
            if (at === bytes.length) advance();
            target[i] = bytes[at++]!;
          }
          return target.length;
        },
      };
    },
    truth: () => ({
      symbolEntropy: unknown("8 if every byte is uniform over the keys, which is believed, not proved"),
      entropyRate: closedForm(0, "a key of 256 bits fixes the whole stream"),
      excessEntropy: memory,
      statisticalComplexity: memory,
    }),
  }),
});
