import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { linearComplexity, shortestRegister } from "../../../src/wasm/register.ts";

/** Bits of a register, from a random beginning that is not all 0. */
function bitsOf(taps: readonly number[], n: number, seed: number): Uint8Array {
  const random = Random.fromSeed(seed);
  const bits = new Uint8Array(n);
  const length = taps.at(-1)!;
  for (let i = 0; i < n; i++)
    bits[i] =
      i < length ? (i === 0 ? 1 : random.below(2)) : taps.reduce((sum, tap) => sum ^ bits[i - tap]!, 0);
  return bits;
}

test.each([[[1]], [[1, 3]], [[11, 13, 14, 16]], [[31, 32, 33, 64]], [[5, 65]], [[1, 64, 130]]])(
  "a register with taps %j is read off its bits",
  (taps) => {
    for (let seed = 1; seed <= 5; seed++) {
      const bits = bitsOf(taps, 1000, seed);
      const found = shortestRegister(bits);
      expect(found.length).toBe(linearComplexity(bits));
      // A beginning may be that of a shorter register, whose bits are the same.
      expect(found.length).toBeLessThanOrEqual(taps.at(-1)!);
      if (found.length === taps.at(-1)) expect(found.taps).toEqual(taps);
      for (let i = found.length; i < bits.length; i++)
        if (bits[i] !== found.taps.reduce((sum, tap) => sum ^ bits[i - tap]!, 0)) expect.fail(`bit ${i}`);
    }
  },
);

test("zeros need no register, and a one at the end the longest", () => {
  expect(shortestRegister(new Uint8Array(50))).toEqual({ length: 0, taps: [] });
  expect(shortestRegister(new Uint8Array(0))).toEqual({ length: 0, taps: [] });
  expect(shortestRegister(Uint8Array.from({ length: 50 }, (_, i) => (i === 49 ? 1 : 0))).length).toBe(50);
});
