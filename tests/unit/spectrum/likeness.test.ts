import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import table from "../../../data/likenesses.json" with { type: "json" };
import { Random } from "../../../src/core/random.ts";
import { bytes as asBytes } from "../../../src/encodings/bytes.ts";
import { charactersIn } from "../../../src/encodings/characters.ts";
import { likenessModels, withoutRuns } from "../../../src/models/likeness-models.ts";
import type { Like, Sample } from "../../../src/results/report.ts";
import { likenessOf } from "../../../src/spectrum/likeness.ts";
import { sentencesOf } from "../../../src/spectrum/sentences.ts";
import { sampleAt } from "../report/hand-made.ts";

const models = likenessModels(brotliDecompressSync);
const likeOf = (bytes: Uint8Array): Like => likenessOf(bytes, asBytes.encode([bytes]), models);
const kindOf = (like: Like) => (like.status === "ok" ? like.kind : like.reason);
const packages = fileURLToPath(new URL("../../../node_modules/", import.meta.url));
const ofFile = (path: string, from = 0, to = 100_000) =>
  new Uint8Array(readFileSync(packages + path).subarray(from, to));
const ofText = (text: string) => new TextEncoder().encode(text);
const none = `none of ${table.references.length} references`;

/** Lines of what a function makes of a source of random numbers. */
function lines(count: number, make: (below: (n: number) => number) => string): string {
  const random = Random.fromSeed(7);
  return Array.from({ length: count }, () => make((n) => random.below(n))).join("\n");
}

describe("files of known kind that no model is made from", () => {
  it.each([
    ["Markdown", "commander/Readme.md"],
    ["C or C++ source", "bzip2-wasm/bzip2-1.0.8/compress.c"],
    ["JavaScript source", "commander/lib/command.js"],
    ["minified JavaScript", "source-map-support/node_modules/source-map/dist/source-map.min.js"],
    ["TypeScript source", "execa/types/convert.d.ts"],
    ["style sheets (CSS)", "istanbul-reports/lib/html-spa/assets/spa.css"],
    ["HTML", "js-md4/doc/md4.html"],
    ["XML", "tunnel/.idea/workspace.xml"],
    ["YAML", "lzma-native/.github/workflows/ci.yml"],
    ["shell script", "readline-sync/lib/read.sh"],
    ["machine code", "lzma-native/prebuilds/win32-x64/electron.napi.node"],
    ["WebAssembly", "bzip2-wasm/bzip2-1.0.8/bzip2.wasm"],
  ])("%s", (kind, path) => {
    expect(kindOf(likeOf(ofFile(path)))).toBe(kind);
  });

  it.each([
    ["C or C++ source", "bzip2-wasm/bzip2-1.0.8/huffman.c"],
    ["JavaScript source", "commander/lib/command.js"],
    ["YAML", "lzma-native/.github/workflows/ci.yml"],
  ])("800 bytes of %s", (kind, path) => {
    expect(kindOf(likeOf(ofFile(path, 0, 800)))).toBe(kind);
  });

  it.each([
    [
      "numbers in tables",
      "CSV",
      lines(900, (below) => `${below(9000)},${below(99)}.${below(9)},-0.${below(999)}`),
    ],
    [
      "a piece of music",
      "JSON",
      JSON.stringify(
        lines(200, (below) => `${"CDEFGAB"[below(7)]}${below(8)} ${below(64)} ${below(127)}`)
          .split("\n")
          .map((note) => note.split(" "))
          .map(([pitch, start, velocity]) => ({ pitch, start: Number(start), velocity: Number(velocity) })),
        null,
        2,
      ),
    ],
  ])("%s: %s", (_, kind, text) => {
    expect(kindOf(likeOf(ofText(text)))).toBe(kind);
  });
});

describe("what is like no reference", () => {
  const letters = (from: string, n: number) => (below: (n: number) => number) =>
    Array.from({ length: n }, () => from[below(from.length)]!).join("");
  it.each([
    ["DNA", lines(200, letters("ACGT", 70))],
    ["protein", lines(200, letters("ACDEFGHIKLMNPQRSTVWY", 60))],
    ["digits", lines(1, letters("0123456789", 8000))],
    ["hexadecimal", lines(200, letters("0123456789abcdef", 64))],
    ["base64", lines(200, letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 76))],
    [
      "Morse",
      lines(300, (below) => Array.from({ length: 12 }, () => letters(".-", 1 + below(4))(below)).join(" ")),
    ],
    [
      "random letters",
      lines(300, (below) =>
        Array.from({ length: 9 }, () => letters("abcdefghijklmnopqrstuvwxyz", 2 + below(7))(below)).join(" "),
      ),
    ],
    [
      "music in ABC",
      lines(
        120,
        (below) =>
          `${Array.from({ length: 8 }, () => `${letters("ABcdefga", 1)(below)}${["", "2", "/2", "'"][below(4)]}`).join("")}|`,
      ),
    ],
    ["brainfuck", lines(80, letters("+-<>[].,", 60))],
    [
      "drawing",
      lines(
        300,
        (below) =>
          `${below(600)} ${below(600)} moveto ${below(600)}.${below(99)} ${below(600)} lineto stroke`,
      ),
    ],
  ])("%s", (_, text) => {
    expect(kindOf(likeOf(ofText(text)))).toBe(none);
  });

  test("random bytes, few bytes, one byte over and over", () => {
    const random = Random.fromSeed(3);
    expect(kindOf(likeOf(Uint8Array.from({ length: 50_000 }, () => random.below(256))))).toBe(none);
    expect(kindOf(likeOf(new Uint8Array(0)))).toBe("fewer than 100 bytes");
    expect(kindOf(likeOf(ofText("a".repeat(5000))))).toBe("fewer than 100 bytes");
  });
});

test("text in another character set is like what its UTF-8 is like", () => {
  const text = new TextDecoder().decode(ofFile("commander/Readme.md", 0, 20_000));
  const wanted = likeOf(ofText(text));
  const utf16 = new Uint8Array(Buffer.from(text, "utf16le"));
  expect(likeOf(utf16)).toEqual(wanted);
  const characters = charactersIn({ charset: "utf-16le", byteOrderMark: false }).encode([utf16]);
  expect(likenessOf(utf16, characters, models)).toEqual(wanted);
});

test("a text costs the sum of the values of its strings", () => {
  const text = ofFile("commander/lib/command.js", 0, 300);
  const unpacked = brotliDecompressSync(Buffer.from(table.models.join(""), "base64"));
  const { strings: n, entries, steps } = table;
  const at = (stream: number, i: number) => unpacked[stream * n + i]!;
  const expected = table.references.map(({ rest }) =>
    text.reduce((sum, c) => sum + rest[(c >= 32 && c < 127) || c === 9 || c === 10 ? 0 : 1]!, 0),
  );
  let [string, entry] = ["", 3 * n];
  for (let s = 0; s < n; s++) {
    string = string.slice(0, at(0, s) - 1) + String.fromCharCode(at(1, s));
    let count = 0;
    const within = Buffer.from(text).toString("latin1");
    for (let i = within.indexOf(string); i >= 0; i = within.indexOf(string, i + 1)) count++;
    const c = string.charCodeAt(0);
    const plain = (c >= 32 && c < 127) || c === 9 || c === 10 ? 0 : 1;
    for (let i = 0, m = -1; i < at(2, s); i++, entry++) {
      m += unpacked[entry]! + 1;
      expected[m]! += (count * ((unpacked[entry + entries]! << 24) >> 24)) / steps;
      if (string.length === 1) expected[m]! -= count * table.references[m]!.rest[plain]!;
    }
  }
  models.costs([text]).forEach((bits, m) => {
    expect(bits).toBeCloseTo(expected[m]!, 6);
  });
});

test("runs count four times", () => {
  expect(Buffer.from(withoutRuns(ofText("--------- a   b"))).toString()).toBe("---- a   b");
});

test("a sentence says what a sample is like, and of noise and order nothing", () => {
  const sample = sampleAt("a", [0.5, 0.01], [5000, 10], "structure");
  const said = (like: Like | undefined, of: Sample = sample) =>
    sentencesOf(like === undefined ? of : { ...of, like }, of.spectrum!);
  const c = likeOf(ofFile("bzip2-wasm/bzip2-1.0.8/compress.c"));
  expect(said(c)).toMatch(/^Like C source\. Structure/);
  expect(said({ status: "undefined", reason: none })).toMatch(new RegExp(`Like ${none}\\.$`));
  expect(said({ status: "undefined", reason: "fewer than 100 bytes" })).not.toContain("Like");
  expect(said(undefined)).not.toContain("Like");
  const noise = sampleAt("b", [1, 0.01], [0, 0.1], "noise");
  expect(said({ status: "undefined", reason: none }, noise)).not.toContain("Like");
});
