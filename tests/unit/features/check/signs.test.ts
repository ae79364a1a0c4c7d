import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import type { RepositoryFile } from "../../../../src/features/check/judge-files.ts";
import { checkByEntropy, signsOf } from "../../../../src/features/check/signs.ts";
import { keysIn } from "../../../../src/features/odd/keys.ts";
import { sourceFiles } from "./sources.ts";

const alphabets = {
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  base32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  hexadecimal: "0123456789abcdef",
  lowercase: "abcdefghijklmnopqrstuvwxyz0123456789",
};
const random = Random.fromSeed(4);
const drawn = (length: number, of = alphabets.base64) =>
  Array.from({ length }, () => of[random.below(of.length)]).join("");
const file = (name: string, text: string | Uint8Array): RepositoryFile => ({
  ...{ name, input: name, isJudged: true },
  bytes: typeof text === "string" ? new Uint8Array(Buffer.from(text)) : text,
});
const usual = sourceFiles(30).map(({ name, text }) => file(name, text));
const keys = (text: string) => keysIn(Buffer.from(text)).map(({ at, length }) => text.slice(at, at + length));
const signs = (own: RepositoryFile, accepted = 0, others = usual) =>
  signsOf(
    [...others, own],
    (one) => one === own,
    () => accepted,
  );

describe("words like keys", () => {
  test.each(Object.entries(alphabets))("of 40 characters in %s are found nine times in ten", (_, letters) => {
    const found = Array.from({ length: 400 }, () => keys(`const key = "${drawn(40, letters)}";\n`).length);
    expect(found.filter((count) => count === 1).length).toBeGreaterThan(340);
  });

  test.each([
    `https://example.org/files/${drawn(40)}`,
    `uses: actions/checkout@${drawn(40, alphabets.hexadecimal)}`,
    alphabets.base64,
    [...alphabets.base64].reverse().join(""),
    "123e4567-e89b-12d3-a456-426614174000",
    `"integrity": "sha512-${drawn(86)}=="`,
    drawn(300),
    "ApiTypeParameterListMixin_1 CommandLineParserExitError_1 _BZ2_bzBuffToBuffDecompress",
    "aReallyLongIdentifierWithoutAnyDigit anotherIdentifierOfThatKindInCamelCase2",
    "=".repeat(80),
    "0".repeat(80),
    "node_modules/assemblyscript/std/assembly/util/number2",
  ])("are not %s", (text) => {
    expect(keys(text)).toEqual([]);
  });

  test("fail a new file, and one with more of them than were accepted, without being printed", () => {
    const key = drawn(40, alphabets.hexadecimal);
    const own = file("new.js", `let a = 1;\nconst key = "${key}";\n`);
    const { checks } = signs(own);
    expect(checks).toMatchObject([{ rule: "sign", status: "failed", lines: { firstLine: 2, lastLine: 2 } }]);
    expect(checks[0]!.reason).toBe("has a word that looks like a key: line 2, 40 characters");
    expect(JSON.stringify(checks)).not.toContain(key);
    expect(signs(own, 1).checks).toEqual([]);
  });
});

test("a binary file fails under a name of text and as the only one of its kind", () => {
  const core = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) & 127);
  expect(signs(file("readme.txt", core)).checks[0]!.reason).toBe("is binary, but .txt is an ending of text");
  expect(signs(file("core", core)).checks[0]!.reason).toBe("is binary, but has no ending");
  expect(signs(file("logo.png", core)).checks).toEqual([]);
});

test("merge conflicts, near copies and another indentation are named", () => {
  const conflict = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n";
  expect(signs(file("a.md", conflict)).notes).toEqual(["merge conflicts: a.md:2"]);
  expect(signs(file("a.md", conflict.replaceAll("\n", "\r\n"))).notes).toEqual(["merge conflicts: a.md:2"]);
  expect(signs(file("a.md", "Title\n=======\n\n>>>>>>> quoted\n<<<<<<< x\n")).notes).toEqual([]);
  const lines = Array.from({ length: 40 }, (_, i) => `export const name${i} = ${i * i};`);
  const source = file("lib/source.js", lines.join("\n"));
  const copy = file("lib/copy.js", lines.with(3, "export const other = 1;").join("\n"));
  expect(signs(copy, 0, [...usual, source]).notes).toEqual([
    "nearly copies of another file: lib/copy.js of lib/source.js",
  ]);
  const indented = (blank: string, i: number) =>
    file(`${blank.length}-${i}.py`, lines.map((line) => `${blank}${line}${i}\n`).join(""));
  const blanks = Array.from({ length: 12 }, (_, i) => indented("  ", i));
  expect(signs(indented("\t", 30), 0, blanks).notes).toEqual([
    "indented unlike the others of their kind: 1-30.py (tabs)",
  ]);
  expect(signs(indented("  ", 20), 0, blanks).notes).toEqual([]);
});

test("few files have a limit of entropy, which text beyond ASCII does not have", () => {
  const chinese = Array.from({ length: 800 }, () => String.fromCodePoint(0x4e00 + random.below(3000))).join(
    "",
  );
  const given = [file("noise.js", drawn(4000)), file("zh.md", chinese), file("s.js", "short"), usual[0]!];
  const long = file("long.js", usual.map(({ bytes }) => Buffer.from(bytes).toString()).join(""));
  const { checks, notes } = checkByEntropy([...given.slice(0, 3), long]);
  expect(checks.map(({ input, status }) => [input, status])).toEqual([
    ["noise.js", "failed"],
    ["long.js", "passed"],
  ]);
  expect(notes).toEqual([
    "not judged, shorter than 1000 bytes: s.js",
    "not judged, much of it is not ASCII: zh.md",
  ]);
});
