import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { bytes as encoding } from "../../../src/encodings/bytes.ts";
import { estimationContext } from "../../../src/estimators/context.ts";
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

const encoded = (...parts: readonly string[]) => encoding.encode(parts.map((part) => Buffer.from(part)));
const read = (...parts: readonly string[]) => writtenBytes(encoded(...parts));
const readAs = (written: string) => Buffer.from(read(written)?.sequence.symbols ?? []);

const novel = await text("moby-dick", 12_000);
const code = await text("code-js", 12_000);

/** Ways to write bytes that lose nothing, and what they are called. */
const ways: readonly [string, (data: Uint8Array) => string, string][] = [
  ["binary digits", binary, "binary"],
  [
    "bits as bytes",
    (data) => binary(data).replaceAll(/./gu, (digit) => String.fromCharCode(Number(digit))),
    "binary",
  ],
  ["binary digits in lines of 64", (data) => lines(binary(data), 64), "binary"],
  ["hexadecimal", hex, "hexadecimal"],
  ["capitals, in lines of 60", (data) => lines(hex(data).toUpperCase(), 60), "hexadecimal"],
  ["base64", base64, "base64"],
  ["base64 as in mail", (data) => lines(base64(data), 76, "\r\n"), "base64"],
  ["base64 for addresses", (data) => Buffer.from(data).toString("base64url"), "base64"],
];

test.each(ways)("%s are read as the bytes they write", (_, write, name) => {
  for (const data of [novel, code]) {
    const written = write(data);
    expect(read(written)?.unit.name).toBe(name);
    expect(readAs(written).equals(data)).toBe(true);
  }
});

test("a text is the same however its bytes are written", () => {
  const placed = (data: Uint8Array) =>
    placeOnSpectrum(estimationContext(encoding.encode([data]), data, Random.fromSeed(1)), null);
  const { unit: none, ...plain } = placed(novel);
  expect(none).toBeUndefined();
  for (const write of [binary, (data: Uint8Array) => lines(base64(data), 76)]) {
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
  const all = [hex(noise), base64(noise), lines(base64(noise), 76), coins, digits, counted, word.join("")];
  for (const one of all) expect(read(one)).toBeUndefined();
  expect(read("01".repeat(5000))).toBeUndefined();
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
    expect(read(...Array.from({ length: 1000 }, () => toss(length)))).toBeUndefined();
  // Parts of units at the ends of longer records cost what their digits cost.
  expect(read(...Array.from({ length: 100 }, () => toss(207)))).toBeUndefined();
});
