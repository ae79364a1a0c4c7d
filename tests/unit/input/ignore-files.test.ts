import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  type IgnoreRules,
  isIgnored,
  parseIgnoreFile,
  rulesAround,
  withIgnoreFiles,
} from "../../../src/input/ignore-files.ts";

const rulesOf = (text: string, place: Partial<IgnoreRules> = {}): IgnoreRules => ({
  ...{ around: null, prefix: "", above: "", rules: parseIgnoreFile(text) },
  ...place,
});

// As gitignore(5) has it; folders end in a slash.
test.each<[string, string[], string[]]>([
  ["a", ["a", "x/a", "a/"], ["ab", "a/b"]],
  ["/a", ["a"], ["x/a"]],
  ["x/a", ["x/a"], ["a", "y/x/a"]],
  ["a/", ["a/", "x/a/"], ["a"]],
  ["/a/", ["a/"], ["a", "x/a/"]],
  ["x/a/", ["x/a/"], ["x/a", "a/"]],
  ["*.log", ["a.log", "x/.log"], ["a.log.gz"]],
  ["!a", [], ["a"]],
  ["a\n!a", [], ["a"]],
  ["!a\na", ["a"], []],
  ["*\n!keep", ["a"], ["keep", "x/keep"]],
  ["# a\n\n \n/\n//x", [], ["# a", "a", "", "/"]],
  ["\\#a", ["#a"], ["a"]],
  ["\\!a", ["!a"], ["a"]],
  ["a  ", ["a"], ["a  "]],
  ["a\\ ", ["a "], ["a"]],
  ["a\r\nb\r", ["a", "b"], ["a\r"]],
  ["{a,b}", ["{a,b}"], ["a"]],
  ["**/a", ["a", "x/y/a"], ["b"]],
  [`${"a".repeat(5000)}\nb`, ["b"], ["a".repeat(5000)]],
])("%j", (text, left, kept) => {
  const isLeft = (path: string) =>
    isIgnored(rulesOf(text), path.replace(/(?<=.)\/$/, ""), path.length > 1 && path.endsWith("/"));
  expect(left.filter((path) => !isLeft(path))).toEqual([]);
  expect(kept.filter(isLeft)).toEqual([]);
});

test("the innermost folder has the first word, each by paths of its own", () => {
  const outer = rulesOf("a\nx/b\ninner/x/c", { above: "inner/" });
  const inner = rulesOf("!a\n/d", { around: outer, prefix: "x/" });
  expect(isIgnored(null, "a", false)).toBe(false);
  expect([isIgnored(outer, "a", false), isIgnored(inner, "x/a", false)]).toEqual([true, false]);
  expect(["x/b", "x/c", "x/d", "x/y/d"].map((path) => isIgnored(inner, path, false))).toEqual([
    ...[false, true, true, false],
  ]);
});

const folder = mkdtempSync(join(tmpdir(), "ignored-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("parent folders count up to the root of the repository", () => {
  mkdirSync(join(folder, "repository/.git"), { recursive: true });
  mkdirSync(join(folder, "repository/a/b"), { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "outside\n");
  writeFileSync(join(folder, "repository/.gitignore"), "far\na/b/x\n");
  writeFileSync(join(folder, "repository/a/.gitignore"), "near\n!far\n");
  const unread: unknown[] = [];
  const rules = rulesAround(join(folder, "repository/a/b"), (file) => unread.push(file));
  expect(["outside", "far", "near", "x", "y/x"].filter((path) => isIgnored(rules, path, false))).toEqual([
    ...["near", "x"],
  ]);
  expect(unread).toEqual([]);
  expect(rulesAround(join(folder, "repository"), () => {})).toBeNull();
});

test("what cannot be read is named and passed over", () => {
  mkdirSync(join(folder, "bad/.gitignore"), { recursive: true });
  writeFileSync(join(folder, "bad/.mesoscopeignore"), "a\n");
  const unread: { path: string }[] = [];
  const names = [".gitignore", ".mesoscopeignore"];
  const place = { prefix: "", above: "" };
  const rules = withIgnoreFiles(null, place, join(folder, "bad"), names, (file) => unread.push(file));
  expect(isIgnored(rules, "a", false)).toBe(true);
  expect(unread).toEqual([{ path: join(folder, "bad/.gitignore"), reason: expect.stringMatching(/\w/) }]);
  expect(withIgnoreFiles(rules, place, folder, [], () => {})).toBe(rules);
});
