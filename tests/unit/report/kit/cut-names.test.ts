import fc from "fast-check";
import { expect, test } from "vitest";
import { cutNames } from "../../../../src/report/kit/text-width.ts";

test.each([
  // What fits stays whole.
  [["texts/b/one.txt", "texts/b/2.txt"], 15, ["texts/b/one.txt", "texts/b/2.txt"]],
  [["texts/b/one.txt", "texts/b/2.txt"], 14, ["…/one.txt", "texts/b/2.txt"]],
  // One shared folder inside the other, and none that is shared in part of its name alone.
  [["texts/bc/one.txt", "texts/b/two.txt"], 14, ["…/bc/one.txt", "…/b/two.txt"]],
  [["/tmp/x/1", "/tmp/x/y/2", "/tmp/x/3"], 7, ["…/1", "…/y/2", "…/3"]],
  // Still too long: the middle goes.
  [
    ["in/1901_theodore_roosevelt_r.txt", "in/1902_theodore_roosevelt_r.txt"],
    20,
    ["…/1901…osevelt_r.txt", "…/1902…osevelt_r.txt"],
  ],
  [["corpora/alone.txt"], 10, ["cor…ne.txt"]],
  // Absolute and not: nothing is shared.
  [["/tmp/one-name.txt", "README.md"], 10, ["/tm…me.txt", "README.md"]],
  [["a-long-name.txt", "folder/two.txt"], 10, ["a-l…me.txt", "fol…wo.txt"]],
  [[], 10, []],
])("%j in %d columns", (names, columns, cut) => {
  expect(cutNames(names, columns, "…")).toEqual(cut);
});

test("as ASCII, too", () => {
  expect(cutNames(["texts/b/one.txt", "texts/b/two.txt"], 14, "~")).toEqual(["~/one.txt", "~/two.txt"]);
});

test("any names share the longest folder that all of them begin with", () => {
  const part = fc.constantFrom("a", "b", "long-enough-to-cut", "");
  const name = fc
    .tuple(fc.constantFrom("", "/", "//", "./", "../"), fc.array(part, { minLength: 1, maxLength: 5 }))
    .map(([start, parts]) => start + parts.join("/"));
  const foldersOf = (path: string) =>
    Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index + 1));
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 4 }), (names) => {
      const shared =
        foldersOf(names[0]!).findLast((folder) => names.every((one) => one.startsWith(folder))) ?? "";
      const told = names.map((one) => (shared === "" ? one : `…/${one.slice(shared.length)}`));
      const wide = Math.max(3, ...told.map((one) => one.length));
      expect(cutNames(names, wide, "…")).toEqual(names.map((one, i) => (one.length <= wide ? one : told[i])));
    }),
  );
});
