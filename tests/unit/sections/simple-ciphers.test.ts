import { createCipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { encryptedBlock, textUnderKey } from "../../../src/sections/simple-ciphers.ts";
import { randomBytes } from "../../e2e/fixtures.ts";

const text = readFileSync(new URL("../../../CHANGELOG.md", import.meta.url)).subarray(0, 40_000);

/** A table of few rows in random order, as a picture of few colours has. */
function rows(length: number, count: number): Uint8Array {
  const own = Array.from({ length: count }, (_, i) => randomBytes(length, 4, 0, i + 1));
  const drawn = randomBytes(Math.ceil(32_768 / length), count, 0, 9);
  return Buffer.concat(Array.from(drawn, (i) => own[i]!)).subarray(0, 32_768);
}

const repeated = (bytes: Uint8Array) => Buffer.concat(Array(16).fill(bytes)).subarray(0, 32_768);

function encrypted(cipher: string, key: number, block: number, bytes: Uint8Array): Buffer {
  const made = createCipheriv(cipher, randomBytes(key), cipher.endsWith("ecb") ? null : randomBytes(block));
  return Buffer.concat([made.update(bytes), made.final()]).subarray(0, 32_768);
}

describe("blocks that are encrypted one by one", () => {
  test.each([0, 1, 7])("are found at an offset of %i", (offset) => {
    const packed = encrypted("aes-128-ecb", 16, 16, rows(16, 200));
    expect(encryptedBlock(Buffer.concat([randomBytes(offset), packed]))).toBe(16);
  });

  it("are found of 8 bytes", () => {
    expect(encryptedBlock(encrypted("des-ede3-ecb", 24, 8, rows(8, 300)))).toBe(8);
  });

  it.each([
    ["the same rows, chained", encrypted("aes-128-cbc", 16, 16, rows(16, 200))],
    ["noise", randomBytes(32_768)],
    ["long copies in noise", Buffer.concat([randomBytes(9000), randomBytes(3000), randomBytes(9000)])],
    ["noise that is repeated, which has as many blocks from any offset", repeated(randomBytes(2000))],
    ["rows that are not even", rows(16, 200)],
    [
      "rows that lack six values",
      Buffer.concat(Array.from(randomBytes(2048, 200), (i) => randomBytes(16, 250, 0, i + 1))),
    ],
    ["few different rows", encrypted("aes-128-ecb", 16, 16, rows(16, 20))],
    ["a text", text],
    ["nothing", new Uint8Array(0)],
    ["one block", randomBytes(16)],
    ["zeros", new Uint8Array(32_768)],
  ])("are not found in %s", (_, bytes) => {
    expect(encryptedBlock(bytes)).toBeNull();
  });
});

describe("a text under a repeating key", () => {
  test.each([1, 2, 3, 7, 16, 31, 32])("of %i bytes is found and read", (length) => {
    // No byte of the key leaves letters letters.
    const key = randomBytes(length).map((byte) => byte | 0x80);
    const found = textUnderKey(text.map((byte, i) => byte ^ key[i % length]!));
    expect(found?.key).toBe(length);
    expect(found?.text).toEqual(new Uint8Array(text.subarray(0, found!.text.length)));
  });

  it.each([
    ["under a longer key", text.map((byte, i) => byte ^ randomBytes(67)[i % 67]!)],
    ["in noise", randomBytes(8192)],
    ["in zeros", new Uint8Array(8192)],
    ["in few bytes", Buffer.from("a short text").map((byte) => byte ^ 0x91)],
    ["in nothing", new Uint8Array(0)],
    ["in a text with other bytes behind it", Buffer.concat([text.subarray(0, 5000), randomBytes(5000)])],
    ["in machine code", readFileSync(process.execPath).subarray(20_000_000, 20_008_192)],
  ])("is not found %s", (_, bytes) => {
    expect(textUnderKey(bytes)).toBeNull();
  });
});
