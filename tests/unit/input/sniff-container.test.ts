import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { skippedBytes, sniffContainer } from "../../../src/input/sniff-container.ts";

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
