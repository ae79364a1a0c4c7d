import { expect, test } from "vitest";
import { corpusManifest, udhrTable } from "../../../../src/input/corpora/manifest.ts";
import { lettersManifest, smallUdhrTable } from "./fixture.ts";

const accepts = (changes: Record<string, unknown>) =>
  corpusManifest.safeParse(lettersManifest(changes)).success;
const source = (change: Record<string, unknown>) => ({
  source: { package: "letters", version: "1.2.3", ...change },
});

test("a complete manifest passes, with and without notes", () => {
  expect(accepts({})).toBe(true);
  expect(accepts({ notes: "small" })).toBe(true);
  expect(accepts({ language: null })).toBe(true);
  expect(udhrTable.safeParse(smallUdhrTable()).success).toBe(true);
});

test("unknown keys, kinds, tiers and steps are refused", () => {
  expect(accepts({ notess: "typing error" })).toBe(false);
  expect(accepts({ kind: "poem" })).toBe(false);
  expect(accepts({ tier: "pack" })).toBe(false);
  expect(accepts({ extract: [{ op: "eval" }] })).toBe(false);
  expect(accepts({ extract: [{ op: "html-text", per: true }] })).toBe(false);
  expect(accepts({ extract: [{ op: "regex-all", re: "(" }] })).toBe(false);
  expect(accepts({ extract: [{ op: "take", bytes: 0 }] })).toBe(false);
});

test.each([
  "../secret",
  "a/../../secret",
  "/etc/passwd",
  "a//b",
  "./a",
  "a/.",
  "..",
  "",
  "a\\..\\b",
  "C:a",
  "a\0b",
])("a path that could leave the package is refused: %j", (path) => {
  expect(accepts(source({ path }))).toBe(false);
});

test.each(["data/data.txt", "declaration/cjk_AO.html", "a..b/.c"])("a path inside passes: %j", (path) => {
  expect(accepts(source({ path }))).toBe(true);
});

test.each(["..", "../letters", "a/b", "@a/../b", "/a", "@a", "", "A", "a/"])(
  "a package name that could leave node_modules is refused: %j",
  (name) => {
    expect(accepts({ source: { package: name, version: "1.2.3", path: "a" } })).toBe(false);
  },
);

test("a source has either a path or a match, and an exact version", () => {
  expect(accepts(source({}))).toBe(false);
  expect(accepts(source({ path: "a", match: "a" }))).toBe(false);
  expect(accepts(source({ match: "[" }))).toBe(false);
  expect(accepts({ source: { package: "letters", version: "^1.2.3", path: "a" } })).toBe(false);
  expect(accepts({ source: { package: "letters", version: "latest", path: "a" } })).toBe(false);
});

test("hashes are SHA-256 in lower-case hex, counts are positive integers", () => {
  const digest = "0".repeat(64);
  expect(accepts({ extracted: { bytes: 1, sha256: digest } })).toBe(true);
  expect(accepts({ extracted: { bytes: 1, sha256: digest.slice(1) } })).toBe(false);
  expect(accepts({ extracted: { bytes: 1, sha256: `${digest.slice(1)}A` } })).toBe(false);
  expect(accepts({ extracted: { bytes: 0, sha256: digest } })).toBe(false);
  expect(accepts({ raw: { files: 1.5, bytes: 1, sha256: digest } })).toBe(false);
});

test("codes of the declaration cannot be paths", () => {
  const texts = (code: string) => ({ [code]: (smallUdhrTable()["texts"] as Record<string, unknown>)["a"] });
  for (const code of ["cjk_AO", "007", "deu_1996", "zro"]) {
    expect(udhrTable.safeParse(smallUdhrTable({ texts: texts(code) })).success).toBe(true);
  }
  for (const code of ["..", "a/b", "a.b", "", "_a"]) {
    expect(udhrTable.safeParse(smallUdhrTable({ texts: texts(code) })).success).toBe(false);
  }
});
