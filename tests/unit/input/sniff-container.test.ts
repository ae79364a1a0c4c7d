import { createHash } from "node:crypto";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  containerWarnings,
  nearlyContainer,
  skippedBytes,
  sniffContainer,
} from "../../../src/input/sniff-container.ts";

test.each([
  ["gzip", gzipSync("text")],
  ["Zstandard", Buffer.from("28b52ffd0400", "hex")],
  ["Zstandard", Buffer.from("502a4d180400000012345678" + "28b52ffd", "hex")],
  ["Zstandard", Buffer.from(`${"5f2a4d1800000000".repeat(2)}28b52ffd`, "hex")],
  ["xz", Buffer.from("fd377a585a000004", "hex")],
  ["bzip2", Buffer.from("425a6839314159265359", "hex")],
  ["bzip2", Buffer.from("425a683917724538509000000000", "hex")],
  ["ZIP", Buffer.from("504b030414000000", "hex")],
  ["PNG", Buffer.from("89504e470d0a1a0a", "hex")],
  ["JPEG", Buffer.from("ffd8ffe0", "hex")],
  ["PDF", Buffer.from("%PDF-1.7")],
  ["WebP", Buffer.from("RIFF\x24\0\0\0WEBPVP8 ", "latin1")],
  ["MP4", Buffer.from("\0\0\0\x18ftypmp42", "latin1")],
  ["LZ4", Buffer.from("04224d18", "hex")],
  ["7-Zip", Buffer.from("377abcaf271c", "hex")],
  ["RAR", Buffer.from("526172211a07", "hex")],
  ["GIF", Buffer.from("GIF89a")],
  ["Matroska", Buffer.from("1a45dfa3", "hex")],
  ["MP3", Buffer.from("ID3\x04")],
  ["Ogg", Buffer.from("OggS")],
  ["FLAC", Buffer.from("fLaC")],
  ["WOFF", Buffer.from("wOFF")],
  ["WOFF2", Buffer.from("wOF2")],
])("%s", (format, head) => {
  expect(sniffContainer(head)).toBe(format);
});

const random = Buffer.concat(
  Array.from({ length: 10 }, (_, i) => createHash("sha512").update(`${i}`).digest()),
);

test.each([
  ["gzip", 0, "1f8b08"],
  ["Zstandard", 0, "28b52ffd"],
  ["xz", 0, "fd377a585a00"],
  ["bzip2", 4, "314159265359"],
  ["PNG", 0, "89504e470d0a1a0a"],
  ["ZIP", 0, "504b0304"],
  ["PDF", 0, "255044462d"],
  ["WebP", 8, "57454250"],
  ["Parquet", 0, "50415231"],
  ["tar", 257, "7573746172"],
])("%s is known by its signature with any one bit wrong", (format, offset, signature) => {
  const whole = Buffer.from(random);
  Buffer.from(signature, "hex").copy(whole, offset);
  for (let bit = 0; bit < 4 * signature.length; bit++) {
    const head = Buffer.from(whole);
    head[offset + (bit >> 3)]! ^= 1 << (bit & 7);
    expect([bit, nearlyContainer(head)]).toEqual([bit, format]);
    expect(containerWarnings(head, "a")).toEqual([{ code: "damaged-container", format, because: "bytes" }]);
  }
});

test("noise, and letters that resemble a signature, are nothing of the kind", () => {
  for (let at = 0; at + 300 < random.length; at++) expect(nearlyContainer(random.subarray(at))).toBeNull();
  for (const text of ["ID2 is", "HD3 of", "PAR0 and", "$PDF-1", "Sar!"])
    expect(nearlyContainer(Buffer.from(text))).toBeNull();
});

test("what a name says and the bytes do not is a warning, where there are bytes", () => {
  const named = (name: string) => containerWarnings(random, name).map((one) => "format" in one && one.format);
  for (const [name, format] of [
    ["a.gz", "gzip"],
    ["a.tgz", "gzip"],
    ["A.TAR.ZST", "Zstandard"],
    ["a.txz", "xz"],
    ["a.tbz", "bzip2"],
    ["a.JPEG", "JPEG"],
    ["a.docx", "ZIP"],
    ["a.gz.txt", undefined],
    ["gz", undefined],
    ["a.txt", undefined],
  ] as const)
    expect([name, named(name)[0]]).toEqual([name, format]);
  expect(containerWarnings(new Uint8Array(0), "a.gz")).toEqual([]);
  expect(containerWarnings(gzipSync("text"), "a.png")).toEqual([
    { code: "compressed-container", format: "gzip" },
  ]);
});

test("frames that say nothing are as long as they say", () => {
  const frame = (length: number) =>
    Buffer.from([0x5f, 0x2a, 0x4d, 0x18, length & 255, length >> 8, 0, 0, 1, 2]);
  expect([skippedBytes(frame(0)), skippedBytes(frame(1000))]).toEqual([8, 1008]);
  expect(skippedBytes(frame(1).subarray(0, 8))).toBe(9);
  expect(skippedBytes(frame(1).subarray(0, 7))).toBe(0);
  expect(skippedBytes(Buffer.from("602a4d180100000000", "hex"))).toBe(0);
});

test.each([
  ["text", Buffer.from("plain text, which is not compressed")],
  ["an executable", Buffer.from("7f454c46020101", "hex")],
  ["nothing", Buffer.alloc(0)],
  ["half a signature", Buffer.from("1f8b", "hex")],
  ["what says nothing before something else", Buffer.from("502a4d180000000004224d18", "hex")],
  ["what claims to say nothing for long", Buffer.from("502a4d18ffffffff28b52ffd", "hex")],
  ["text that begins like bzip2", Buffer.from("BZh91 text")],
  ["brotli, which has no signature", brotliCompressSync("text")],
  ["raw deflate, which has none either", deflateRawSync("text")],
])("%s is no container", (_, head) => {
  expect(sniffContainer(head)).toBeNull();
});
