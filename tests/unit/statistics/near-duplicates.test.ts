import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { NearDuplicates, Shingles, signatureLength } from "../../../src/statistics/near-duplicates.ts";

const random = Random.fromSeed(1);
const lexicon = Array.from({ length: 3000 }, () =>
  Array.from({ length: 2 + (random.uint32() % 8) }, () =>
    String.fromCharCode(97 + (random.uint32() % 26)),
  ).join(""),
);
const word = () => lexicon[random.uint32() % lexicon.length]!;
const document = (words: number) => Array.from({ length: words }, word);
const bytes = (words: readonly string[]) => new Uint8Array(Buffer.from(words.join(" ")));

function sign(shingles: Shingles, text: Uint8Array): Uint16Array {
  const signature = new Uint16Array(signatureLength);
  expect(shingles.sign(text, signature)).toBe(true);
  return signature;
}

/** Share of runs of five words in common. */
function jaccard(a: readonly string[], b: readonly string[]): number {
  const runs = (words: readonly string[]) =>
    new Set(words.slice(4).map((_, i) => words.slice(i, i + 5).join(" ")));
  const [x, y] = [runs(a), runs(b)];
  const common = [...x].filter((run) => y.has(run)).length;
  return common / (x.size + y.size - common);
}

test("signatures agree as much as the sets of runs do, for any seed and length", () => {
  for (const seed of [1, 2 ** 40 + 5]) {
    const shingles = new Shingles(seed);
    let sum = 0;
    let squares = 0;
    for (let trial = 0; trial < 60; trial++) {
      const a = document(trial % 2 === 0 ? 40 : 600);
      const changed = (trial % 6) / 30;
      const b = a.map((one) => (random.uniform() < changed ? word() : one));
      const [x, y] = [sign(shingles, bytes(a)), sign(shingles, bytes(b))];
      const alike = x.reduce((count, one, i) => count + (one === y[i] ? 1 : 0), 0) / signatureLength;
      const off = alike - jaccard(a, b);
      sum += off;
      squares += off * off;
    }
    expect(Math.abs(sum / 60)).toBeLessThan(0.03);
    expect(Math.sqrt(squares / 60)).toBeLessThan(0.09);
  }
});

test("copies with one word in twenty changed are grouped, others are not", () => {
  const near = new NearDuplicates();
  const shingles = new Shingles(1);
  const originals = Array.from({ length: 1500 }, () => document(400));
  let number = 0;
  for (const original of originals) expect(near.place(sign(shingles, bytes(original)), number++)).toBeNull();
  let found = 0;
  for (const [i, original] of originals.entries()) {
    const copy = original.map((one) => (random.uniform() < 0.05 ? word() : one));
    const placed = near.place(sign(shingles, bytes(copy)), number++);
    if (placed?.group === i) found++;
  }
  expect(found / originals.length).toBeGreaterThan(0.95);
  expect(near.place(sign(shingles, bytes(originals[7]!)), number)).toEqual({ group: 7, alike: 1 });
});

test("scripts without blanks have runs of characters, and fewer than five words have no signature", () => {
  const shingles = new Shingles(1);
  const text = "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。何でも薄暗いじめじめした所で";
  const a = sign(shingles, new Uint8Array(Buffer.from(text)));
  const b = sign(shingles, new Uint8Array(Buffer.from(text.replace("猫", "犬"))));
  const alike = a.reduce((count, one, i) => count + (one === b[i] ? 1 : 0), 0) / signatureLength;
  expect(alike).toBeGreaterThan(0.5);
  expect(alike).toBeLessThan(1);
  for (const few of ["", "one two three four", "!!! ??? ,,,"])
    expect(shingles.sign(new Uint8Array(Buffer.from(few)), new Uint16Array(signatureLength))).toBe(false);
});
