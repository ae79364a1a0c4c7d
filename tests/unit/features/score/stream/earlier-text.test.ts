import { expect, test } from "vitest";
import { Random } from "../../../../../src/core/random.ts";
import { EarlierText, leastSpan } from "../../../../../src/features/score/stream/earlier-text.ts";

/** Bytes in windows of 50 that stand in one earlier document, one window after the other. */
function naive(documents: readonly Uint8Array[]): number[] {
  const windows = new Set<string>();
  return documents.map((document) => {
    const covered = new Uint8Array(document.length);
    const text = Buffer.from(document).toString("latin1");
    for (let i = 0; i + leastSpan <= text.length; i++)
      if (windows.has(text.slice(i, i + leastSpan))) covered.fill(1, i, i + leastSpan);
    for (let i = 0; i + leastSpan <= text.length; i++) windows.add(text.slice(i, i + leastSpan));
    return covered.reduce((sum, one) => sum + one, 0);
  });
}

function made(seed: number, count: number): Uint8Array[] {
  const random = Random.fromSeed(seed);
  const documents: Uint8Array[] = [];
  for (let d = 0; d < count; d++) {
    const parts: Uint8Array[] = [];
    const pieces = random.uint32() % 6;
    for (let p = 0; p < pieces; p++) {
      const length = 1 + (random.uint32() % 130);
      const from = documents[random.uint32() % Math.max(1, documents.length)];
      if (from !== undefined && random.uint32() % 2 === 0) {
        const at = random.uint32() % (from.length + 1);
        parts.push(from.subarray(at, at + length));
      } else parts.push(Uint8Array.from({ length }, () => random.uint32() & 255));
    }
    documents.push(new Uint8Array(Buffer.concat(parts)));
  }
  return documents;
}

test.each([1, 2, 3, 4, 7, 8, 9, 10])(
  "what stood in an earlier document is found byte by byte, seed %i",
  (seed) => {
    const documents = made(seed, 300);
    const earlier = new EarlierText(0, 1_000_000);
    const found = documents.map((document) => earlier.repeated(document));
    expect(found).toEqual(naive(documents));
    expect(found.reduce((a, b) => a + b, 0)).toBeGreaterThan(1000);
    earlier.close();
  },
);

test("a copy is all repeated, a span of 49 bytes is not, and no span crosses two documents", () => {
  const random = Random.fromSeed(9);
  const noise = (length: number) => Uint8Array.from({ length }, () => random.uint32() & 255);
  const [a, b] = [noise(500), noise(75)];
  const earlier = new EarlierText(1000, 1_000_000);
  expect([a, b].map((one) => earlier.repeated(one))).toEqual([0, 0]);
  expect(earlier.repeated(a)).toBe(500);
  expect(earlier.repeated(new Uint8Array(Buffer.concat([noise(30), a.subarray(13, 62), noise(30)])))).toBe(0);
  expect(earlier.repeated(new Uint8Array(Buffer.concat([noise(30), a.subarray(13, 63), noise(30)])))).toBe(
    50,
  );
  expect(earlier.repeated(new Uint8Array(Buffer.concat([a.subarray(470), b.subarray(0, 30)])))).toBe(0);
  earlier.close();
});

test.each([5, 6])("what is beyond memory is compared with the file that holds it, seed %i", (seed) => {
  const documents = made(seed, 400);
  const earlier = new EarlierText(0, 5000);
  expect(documents.map((document) => earlier.repeated(document))).toEqual(naive(documents));
  earlier.close();
});

test("what was entered before there were more slots is found with them", () => {
  const random = Random.fromSeed(11);
  const letters = (length: number, first: number) =>
    Uint8Array.from({ length }, () => first + (random.uint32() & 127));
  // More blocks than the first slots hold, in memory and in the file.
  const documents = Array.from({ length: 200 }, () => letters(10_000, 0));
  const earlier = new EarlierText(0, 500_000);
  for (const document of documents) expect(earlier.repeated(document)).toBe(0);
  for (let trial = 0; trial < 300; trial++) {
    const from = documents[random.below(documents.length)]!;
    const at = random.below(from.length - 200);
    const length = 40 + random.below(40);
    const own = Buffer.concat([letters(30, 128), from.subarray(at, at + length), letters(30, 128)]);
    expect(earlier.repeated(new Uint8Array(own))).toBe(length >= leastSpan ? length : 0);
  }
  earlier.close();
});
