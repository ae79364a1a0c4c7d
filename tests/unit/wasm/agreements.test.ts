import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { agreementsOf } from "../../../src/wasm/agreements.ts";

test.each([Uint8Array, Uint16Array, Uint32Array])("counts symbols that equal earlier ones: %o", (Kind) => {
  const random = Random.fromSeed(2);
  for (const n of [20, 41, 30_000]) {
    const window = Kind.from(Array.from({ length: n }, () => Math.floor(3 * random.uniform())));
    const agreements = agreementsOf(window);
    for (const lag of [1, 2, 5, 6]) {
      for (const from of [lag, lag + 3]) {
        for (const to of [from, from + 1, n - 2, n]) {
          let count = 0;
          for (let i = from; i < to; i++) if (window[i] === window[i - lag]) count++;
          expect(agreements(lag, from, to)).toBe(count);
        }
      }
    }
  }
});
