import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sniffContainer } from "../../../src/input/sniff-container.ts";

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
])("%s", (format, head) => {
  expect(sniffContainer(head)).toBe(format);
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
