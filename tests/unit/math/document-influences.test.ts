import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { documentError, entropyInfluences } from "../../../src/math/document-influences.ts";
import { studentQuantile } from "../../../src/math/student-t.ts";

const documents = ["abracadabra", "banana", "", "a", "cab"].map((text) => Buffer.from(text));

function countsOf(texts: readonly Uint8Array[], order: 1 | 2): Float64Array {
  const counts = new Float64Array(256 ** order);
  for (const bytes of texts)
    for (let i = order - 1; i < bytes.length; i++)
      counts[(order === 2 ? 256 * bytes[i - 1]! : 0) + bytes[i]!]!++;
  return counts;
}

/** Of counts that need not be whole. */
function entropyOf(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count) => (count > 0 ? sum - (count / total) * Math.log2(count / total) : sum),
    0,
  );
}

test.each([1, 2] as const)("influences on words of %i are derivatives of the entropy", (order) => {
  const counts = countsOf(documents, order);
  const influences = entropyInfluences(documents, counts, order);
  const step = 1e-5;
  const slopes = documents.map((document) => {
    const own = countsOf([document], order);
    const at = (share: number) => entropyOf(counts.map((count, word) => count + share * own[word]!));
    return (at(step) - at(-step)) / (2 * step);
  });
  influences.forEach((influence, i) => {
    expect(influence).toBeCloseTo(slopes[i]!, 8);
  });
});

test("pairs that no document has within a block tell nothing", () => {
  const counts = countsOf([Buffer.from("abab")], 2);
  const [, other] = entropyInfluences([Buffer.from("abab"), Buffer.from("xyz")], counts, 2);
  // Two pairs of no bits, against the entropy of two in three and one in three.
  expect(other).toBeCloseTo((-2 * 0.9182958340544896) / 3, 12);
});

test("the error of one document is not known; that of two alike is none", () => {
  expect(documentError([], 5)).toBeUndefined();
  expect(documentError([0.1], 1)).toBeUndefined();
  expect(documentError([0, 0], 2)).toBe(0);
  // 8 documents, of which 3 were drawn: sqrt(8 (9 + 16 + 0)/2).
  expect(documentError([3, -4, 0], 8)).toBe(10);
});

test("intervals hold the entropy of the law from which documents are drawn", () => {
  const random = Random.fromSeed(1);
  const truth = 0.9182958340544896; // of one in three
  const runs = 400;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const drawn = Array.from({ length: 40 }, () => {
      const ones = [0.1, 0.3, 0.6][random.below(3)]!;
      return Uint8Array.from({ length: 100 }, () => (random.uniform() < ones ? 1 : 0));
    });
    const counts = countsOf(drawn, 1);
    const error = documentError(entropyInfluences(drawn, counts, 1), drawn.length)!;
    if (Math.abs(entropyOf(counts) - truth) <= studentQuantile(0.95, drawn.length - 1) * error) held++;
  }
  // .95 and three standard errors of 400 runs.
  expect(held / runs).toBeGreaterThan(0.917);
  expect(held / runs).toBeLessThan(0.983);
});
