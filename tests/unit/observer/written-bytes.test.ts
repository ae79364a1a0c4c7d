import { expect, test } from "vitest";
import { estimationContext } from "../../../src/context/context.ts";
import { Random } from "../../../src/core/random.ts";
import { bytes as encoding } from "../../../src/encodings/bytes.ts";
import { corpusRoots } from "../../../src/input/corpora/corpus-roots.ts";
import { loadCorpus } from "../../../src/input/corpora/load-corpus.ts";
import { writtenBytes } from "../../../src/observer/written-bytes.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";

const roots = corpusRoots(process.cwd(), undefined);

/** The beginning of a bundled text. */
async function text(id: string, length: number): Promise<Buffer> {
  const loaded = await loadCorpus(id, roots);
  if (loaded.status !== "ok") throw new Error(loaded.reason);
  return Buffer.from(loaded.joined().subarray(0, length));
}

const lines = (all: string, width: number, end = "\n") =>
  all.replaceAll(new RegExp(`.{1,${width}}`, "gu"), `$&${end}`);
const binary = (data: Uint8Array) => Array.from(data, (byte) => byte.toString(2).padStart(8, "0")).join("");
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");

/** Digits of a number of so many bytes, the rest of the last unit filled with zeros. */
const digitsOf = (data: Uint8Array, [bytes, symbols]: readonly [number, number], digits: string) => {
  const all: string[] = [];
  for (let at = 0; at < data.length; at += bytes) {
    let number = 0n;
    for (let i = 0; i < bytes; i++) number = 256n * number + BigInt(data[at + i] ?? 0);
    const unit: string[] = [];
    for (let i = 0; i < symbols; i++, number /= BigInt(digits.length))
      unit.unshift(digits[Number(number % BigInt(digits.length))]!);
    all.push(unit.join(""));
  }
  return all.join("");
};
const base32 = (data: Uint8Array) => digitsOf(data, [5, 8], "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
const base85 = (data: Uint8Array, digits: string) => digitsOf(data, [4, 5], digits);
const ascii85 = Array.from({ length: 85 }, (_, i) => String.fromCharCode(33 + i)).join("");
const rfc1924 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const escape4 = (letter: string) =>
  Array.from(
    { length: letter.length },
    (_, i) => `\\u${letter.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
const hex8 = (at: number) => at.toString(16).padStart(8, "0");
const spaced = (row: Uint8Array) => hex(row).replaceAll(/..(?!$)/g, "$& ");
const shown = (row: Uint8Array) =>
  Buffer.from(row)
    .toString("latin1")
    .replaceAll(/[^ -~]/g, ".");
const dumped = (data: Uint8Array, line: (row: Buffer, at: number) => string) =>
  Array.from(
    { length: Math.ceil(data.length / 16) },
    (_, k) => `${line(Buffer.from(data.subarray(16 * k, 16 * k + 16)), 16 * k)}\n`,
  ).join("");
const utf32 = (text: string) => {
  const codes = Array.from(text, (letter) => letter.codePointAt(0)!);
  return Buffer.from(Uint32Array.from(codes).buffer);
};

const encoded = (...parts: readonly string[]) => encoding.encode(parts.map((part) => Buffer.from(part)));
const read = (...parts: readonly string[]) => writtenBytes(encoded(...parts));
const readAs = (written: string) => Buffer.from(read(written)?.sequence.symbols ?? []);

const novel = await text("moby-dick", 12_000);
const code = await text("code-js", 12_000);

/** Ways to write bytes that lose nothing, and what they are called. */
const ways: readonly [string, (data: Uint8Array) => string, string][] = [
  ["hexadecimal", hex, "hexadecimal"],
  ["capitals, in lines of 60", (data) => lines(hex(data).toUpperCase(), 60), "hexadecimal"],
  ["base64", base64, "base64"],
  ["base64 as in mail", (data) => lines(base64(data), 76, "\r\n"), "base64"],
  ["base64 for addresses", (data) => Buffer.from(data).toString("base64url"), "base64"],
  ["base32", base32, "base32"],
  ["base32 in lines of 64", (data) => lines(base32(data), 64), "base32"],
  ["base85 of PostScript", (data) => base85(data, ascii85), "base85"],
  ["base85 of RFC 1924 in lines", (data) => lines(base85(data, rfc1924), 75), "base85"],
  ["percent escapes", (data) => encodeURIComponent(Buffer.from(data).toString()), "percent escapes"],
  ["every byte escaped", (data) => hex(data).replaceAll(/../g, "%$&"), "percent escapes"],
  [
    "Unicode escapes",
    (data) =>
      Buffer.from(data)
        .toString()
        .replaceAll(/[\s\S]/gu, escape4),
    "Unicode escapes",
  ],
  [
    "Unicode escapes in capitals",
    (data) =>
      Buffer.from(data)
        .toString()
        .replaceAll(/[a-m]/gu, (c) => escape4(c).toUpperCase().replace("U", "u")),
    "Unicode escapes",
  ],
  ["xxd -i", (data) => lines(hex(data).replaceAll(/../g, "0x$&, "), 72), "C array"],
  ["a C array on one line", (data) => `{${hex(data).replaceAll(/../g, "0x$&,")}}`, "C array"],
  [
    "hexdump -C",
    (data) =>
      dumped(
        data,
        (row, at) =>
          `${hex8(at)}  ${spaced(row.subarray(0, 8))}  ${spaced(row.subarray(8))}  |${shown(row)}|`,
      ),
    "hexadecimal dump",
  ],
  [
    "xxd",
    (data) =>
      dumped(data, (row, at) => `${hex8(at)}: ${hex(row).replaceAll(/..../g, "$& ").trim()}  ${shown(row)}`),
    "hexadecimal dump",
  ],
  [
    "od -A x -t x1",
    (data) => dumped(data, (row, at) => `${hex8(at).slice(2)} ${spaced(row)}`),
    "hexadecimal dump",
  ],
  [
    "hexdump",
    (data) =>
      dumped(
        data,
        (row, at) =>
          `${hex8(at).slice(1)} ${hex(row)
            .replaceAll(/(..)(..)/g, "$2$1 ")
            .trim()}`,
      ),
    "hexadecimal dump",
  ],
];

/** Of the same text as characters: written as bytes. */
const wide: readonly [string, (text: string) => Buffer, string][] = [
  ["UTF-16, little-endian", (text) => Buffer.from(text, "utf16le"), "UTF-16"],
  ["UTF-16, big-endian", (text) => Buffer.from(text, "utf16le").swap16(), "UTF-16"],
  ["UTF-32, little-endian", utf32, "UTF-32"],
  ["UTF-32, big-endian", (text) => utf32(text).swap32(), "UTF-32"],
];

test.each(wide)("%s is read as UTF-8", (_, write, name) => {
  for (const data of [novel, code]) {
    const text = data.toString();
    const found = writtenBytes(encoding.encode([write(text)]));
    expect(found?.unit?.name).toBe(name);
    expect(Buffer.from(found!.sequence.symbols).toString()).toBe(text);
    // A place of a file may begin within a character.
    const cut = writtenBytes(encoding.encode([write(text).subarray(1)]));
    expect(Buffer.from(cut!.sequence.symbols).toString()).toContain(text.slice(1, -1));
  }
});

test("numbers and pictures are no text of wide characters", () => {
  const random = Random.fromSeed(3);
  const of16 = new Uint8Array(Uint16Array.from({ length: 8000 }, () => random.below(400)).buffer);
  const of32 = new Uint8Array(Uint32Array.from({ length: 8000 }, (_, i) => i).buffer);
  for (const data of [of16, of32]) expect(writtenBytes(encoding.encode([data]))).toBeUndefined();
});

test("two symbols and the ten digits are no notation of bytes; lines of one length are read without their ends", () => {
  const random = Random.fromSeed(1);
  for (const size of [2, 10]) {
    const digits = Array.from({ length: 20_000 }, () => random.below(size)).join("");
    for (const width of [20, 60, 200, 800]) {
      const found = read(lines(digits, width));
      expect(found?.unit).toEqual({
        name: "lines",
        symbols: 20_000 + Math.ceil(20_000 / width),
        bytes: 20_000,
      });
      expect(Array.from(found!.sequence.symbols, (symbol) => symbol).join("")).toBe(digits);
    }
    expect(read(digits)?.unit).toBeUndefined();
  }
  expect(read(binary(novel))).toEqual({ sequence: expect.objectContaining({ alphabetSize: 2 }) });
  expect(readAs(lines(hex(novel), 60)).equals(novel)).toBe(true);
});

test.each(ways)("%s are read as the bytes they write", (_, write, name) => {
  for (const data of [novel, code]) {
    const found = read(write(data));
    expect(found?.unit?.name).toBe(name);
    expect(Buffer.from(found!.sequence.symbols).equals(data)).toBe(true);
  }
});

test("a text is the same however its bytes are written", () => {
  const placed = (data: Uint8Array) =>
    placeOnSpectrum(estimationContext(encoding.encode([data]), data, Random.fromSeed(1)));
  const { unit: none, ...plain } = placed(novel);
  expect(none).toBeUndefined();
  for (const write of [base32, (data: Uint8Array) => lines(base64(data), 76)]) {
    const { unit, ...rest } = placed(Buffer.from(write(novel)));
    expect(unit).toBeDefined();
    expect(rest).toEqual(plain);
  }
});

test("a unit may begin anywhere in a segment", () => {
  const written = hex(novel);
  // Two places of a file, the second of which begins within a byte.
  const found = read(written.slice(0, 8000), written.slice(12_001, 20_000));
  const both = Buffer.concat([novel.subarray(0, 4000), novel.subarray(6001, 10_000)]);
  expect(Buffer.from(found!.sequence.symbols).equals(both)).toBe(true);
  expect(found!.sequence.segmentEnds).toEqual([4000, 7999]);
});

test("what costs no less as bytes is read unchanged", () => {
  const random = Random.fromSeed(1);
  const noise = Uint8Array.from({ length: 10_000 }, () => random.below(256));
  const coins = Array.from({ length: 10_000 }, () => (random.uniform() < 0.3 ? "1" : "0")).join("");
  const digits = Array.from({ length: 10_000 }, () => random.below(10)).join("");
  const counted = Array.from({ length: 2000 }, (_, i) => i.toString(16).padStart(6, "0")).join("\n");
  const word = Array.from({ length: 10_000 }, (_, i) => "ab"[i.toString(2).replaceAll("0", "").length % 2]!);
  const all = [hex(noise), base64(noise), coins, digits, counted, word.join("")];
  for (const one of all) expect(read(one)?.unit).toBeUndefined();
  expect(read("01".repeat(5000))?.unit).toBeUndefined();
});

test("lines of different lengths and other symbols are no digits alone", () => {
  const written = hex(novel);
  expect(
    read(`${written.slice(0, 1000)}\n${written.slice(1000, 1500)}\n${written.slice(1500)}`),
  ).toBeUndefined();
  expect(read(`${written}g`)).toBeUndefined();
  expect(read(lines(written, 10))).toBeUndefined();
  expect(read("")).toBeUndefined();
});

test("what is left out of short records is not saved", () => {
  const random = Random.fromSeed(2);
  const toss = (n: number) => Array.from({ length: n }, () => random.below(2)).join("");
  for (const length of [7, 12, 15, 23])
    expect(read(...Array.from({ length: 1000 }, () => toss(length)))?.unit).toBeUndefined();
  // The second is longer than what is tried.
  for (const length of [10_000, 60_000]) {
    const noise = Uint8Array.from({ length }, () => random.below(256));
    expect(read(lines(base64(noise), 76))?.unit?.name).toBe("lines");
    expect(read(lines(hex(noise), 60))?.unit?.name).toBe("lines");
  }
  // Parts of units at the ends of longer records cost what their digits cost.
  expect(read(...Array.from({ length: 100 }, () => toss(207)))?.unit).toBeUndefined();
});
