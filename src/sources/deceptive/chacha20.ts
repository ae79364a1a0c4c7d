import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm, type Truth, unknown } from "../../core/truth.ts";

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

const constants = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/**
 * The first state of ChaCha: constants, key, counter and nonce.
 *
 * @param key shape (8,), 32 bits each
 * @param rest shape (4,): words 12 to 15, the first of them counts blocks
 */
export function chachaState(key: ArrayLike<number>, rest: ArrayLike<number>): Int32Array {
  return Int32Array.from([...constants, ...Array.from(key), ...Array.from(rest)]);
}

/**
 * One block of the keystream of ChaCha with 20 rounds.
 *
 * @param state shape (16,); not changed
 * @param block shape (16,): receives the words of the block, least significant byte first in the stream
 * Source: Bernstein 2008, ChaCha, a variant of Salsa20; RFC 8439.
 */
export function chachaBlock(state: Int32Array, block: Int32Array): void {
  block.set(state);
  for (let round = 0; round < 10; round++) {
    quarterRound(block, 0, 4, 8, 12);
    quarterRound(block, 1, 5, 9, 13);
    quarterRound(block, 2, 6, 10, 14);
    quarterRound(block, 3, 7, 11, 15);
    quarterRound(block, 0, 5, 10, 15);
    quarterRound(block, 1, 6, 11, 12);
    quarterRound(block, 2, 7, 8, 13);
    quarterRound(block, 3, 4, 9, 14);
  }
  for (let i = 0; i < 16; i++) block[i]! += state[i]!;
}

function quarterRound(words: Int32Array, i: number, j: number, k: number, l: number): void {
  let a = words[i]!;
  let b = words[j]!;
  let c = words[k]!;
  let d = words[l]!;
  a = (a + b) | 0;
  d ^= a;
  d = (d << 16) | (d >>> 16);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 12) | (b >>> 20);
  a = (a + b) | 0;
  d ^= a;
  d = (d << 8) | (d >>> 24);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 7) | (b >>> 25);
  words[i] = a;
  words[j] = b;
  words[k] = c;
  words[l] = d;
}
