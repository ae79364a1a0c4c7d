import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { countSymbols } from "../../../src/words/count-symbols.ts";

test("every symbol is counted, however long the sequence and wide its symbols", () => {
  const random = Random.fromSeed(3);
  for (const Kind of [Uint8Array, Uint16Array, Uint32Array]) {
    for (const n of [0, 10, 200_000]) {
      const symbols = Kind.from(Array.from({ length: n }, () => Math.floor(random.uniform() ** 2 * 90)));
      const counts = new Float64Array(100);
      for (const symbol of symbols) counts[symbol]!++;
      expect(countSymbols(symbols, 100)).toEqual(counts);
    }
  }
});
