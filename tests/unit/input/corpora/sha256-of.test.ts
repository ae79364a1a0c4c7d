import { expect, test } from "vitest";
import { sha256Of } from "../../../../src/input/corpora/document-sums.ts";

const documents = (...texts: string[]) => texts.map((text, i) => ({ id: `${i}`, bytes: Buffer.from(text) }));

test("agrees with the examples of FIPS 180-4, however the bytes are divided", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256Of(documents("abc"))).toBe(abc);
  expect(sha256Of(documents("a", "", "bc"))).toBe(abc);
  expect(sha256Of([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
