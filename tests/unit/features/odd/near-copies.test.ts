import { expect, test } from "vitest";
import { nearCopies } from "../../../../src/features/odd/near-copies.ts";

/** Bytes of a fixed law. */
function noise(n: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** The same bytes with one of so many changed. */
const changed = (bytes: Uint8Array, every: number) =>
  bytes.map((byte, i) => (i % every === every - 1 ? byte ^ 1 : byte));

test("files with few changes are near copies, others with a common start are not", () => {
  const [a, b] = [noise(20_000, 1), noise(20_000, 2)];
  const half = new Uint8Array([...a.subarray(0, 10_000), ...b.subarray(10_000)]);
  expect(nearCopies([a, b, changed(a, 500), half, changed(b, 2000), a.subarray(200)])).toEqual([
    [0, 2, 5],
    [1, 4],
  ]);
});

test("a chain of versions is one group; short, empty and constant files are in none", () => {
  const versions = [noise(30_000, 3)];
  for (let i = 1; i < 40; i++) versions.push(changed(versions[i - 1]!, 900 + i));
  expect(nearCopies(versions.slice(0, 3))).toEqual([[0, 1, 2]]);
  const short = noise(300, 4);
  const zeros = new Uint8Array(9000);
  expect(nearCopies([short, short, new Uint8Array(), new Uint8Array(), zeros, zeros])).toEqual([]);
});

test("a thousand near copies take time in proportion", () => {
  const first = noise(4000, 5);
  const many = Array.from({ length: 1000 }, (_, i) => {
    const copy = Uint8Array.from(first);
    copy[i] = copy[i]! ^ 255;
    return copy;
  });
  const begin = performance.now();
  expect(nearCopies(many)).toEqual([many.map((_, i) => i)]);
  expect(performance.now() - begin).toBeLessThan(5000);
});
