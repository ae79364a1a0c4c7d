import { expect, test } from "vitest";
import { take, takeUtf8 } from "../../../../../src/input/corpora/extraction/steps.ts";

const documents = (...texts: string[]) => texts.map((text, i) => ({ id: `${i}`, bytes: Buffer.from(text) }));
const texts = (taken: ReturnType<typeof take>) => taken.map(({ id, bytes }) => `${id}:${Buffer.from(bytes)}`);

test("cuts the corpus as a whole and keeps the boundaries", () => {
  const three = documents("abc", "def", "ghi");
  expect(texts(take(three, 5))).toEqual(["0:abc", "1:de"]);
  expect(texts(take(three, 6))).toEqual(["0:abc", "1:def"]);
  expect(texts(take(three, 9))).toEqual(["0:abc", "1:def", "2:ghi"]);
  expect(texts(take(three, 100))).toEqual(["0:abc", "1:def", "2:ghi"]);
});

test("takes no part of a character", () => {
  // 1 + 2 + 3 + 4 bytes
  const text = documents("a\u00e4\u20ac\u{1f600}");
  const lengths = Array.from({ length: 11 }, (_, n) => takeUtf8(text, n)[0]?.bytes.length ?? 0);
  expect(lengths).toEqual([0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10]);
});

test("a cut between two documents splits nothing", () => {
  const two = documents("\u00e4", "\u00f6");
  expect(texts(takeUtf8(two, 1))).toEqual([]);
  expect(texts(takeUtf8(two, 2))).toEqual(["0:\u00e4"]);
  expect(texts(takeUtf8(two, 3))).toEqual(["0:\u00e4"]);
  expect(texts(takeUtf8(two, 4))).toEqual(["0:\u00e4", "1:\u00f6"]);
});
