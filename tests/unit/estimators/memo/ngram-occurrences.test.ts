import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { bytes } from "../../../../src/encodings/bytes.ts";
import { estimationContext } from "../../../../src/estimators/context.ts";
import { ngramOccurrences } from "../../../../src/estimators/memo/ngram-occurrences.ts";

test("the n-grams of a naive count, in the order of their symbols, none across segments", () => {
  const segment = fc.array(fc.nat(2), { maxLength: 30 }).map((list) => Uint8Array.from(list));
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), fc.integer({ min: 1, max: 6 }), (segments, k) => {
      const expected = new Map<string, number>();
      for (const list of segments) {
        for (let i = 0; i + k <= list.length; i++) {
          const gram = list.subarray(i, i + k).join();
          expected.set(gram, (expected.get(gram) ?? 0) + 1);
        }
      }
      const sequence = bytes.encode(segments);
      const context = estimationContext(sequence, new Uint8Array(0), Random.fromSeed(1));
      const { starts, counts } = context.get(ngramOccurrences(k));
      const found = Array.from(starts, (start, i) => [
        sequence.symbols.subarray(start, start + k).join(),
        counts[i],
      ]);
      expect(found).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)));
    }),
    { numRuns: 300 },
  );
});
