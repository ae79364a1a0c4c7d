import { expect, test } from "vitest";
import { cutNames } from "../../../../src/report/kit/cut-names.ts";

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
  [["a-long-name.txt", "folder/two.txt"], 10, ["a-l…me.txt", "fol…wo.txt"]],
  [[], 10, []],
])("%j in %d columns", (names, columns, cut) => {
  expect(cutNames(names, columns, "…")).toEqual(cut);
});

test("as ASCII, too", () => {
  expect(cutNames(["texts/b/one.txt", "texts/b/two.txt"], 14, "~")).toEqual(["~/one.txt", "~/two.txt"]);
});
