import { expect, test } from "vitest";
import { type CorpusCatalogue, selectCorpora } from "../../../../src/input/corpora/catalogue.ts";
import { corpusManifest } from "../../../../src/input/corpora/manifest.ts";
import { lettersManifest } from "./fixture.ts";

const manifest = (id: string, tier: "core" | "extra") => corpusManifest.parse(lettersManifest({ id, tier }));
const catalogue: CorpusCatalogue = {
  manifests: [manifest("code-c", "core"), manifest("moby-dick", "core"), manifest("udhr:eng", "extra")],
  udhrIds: ["udhr:deu_1901", "udhr:deu_1996", "udhr:eng", "udhr:zul"],
  problems: [],
};
const select = (expression: string) => {
  const selection = selectCorpora(expression, catalogue);
  return selection.status === "ok" ? selection.ids : selection.reason;
};

test("core, all, ids and texts of the declaration", () => {
  expect(select("core")).toEqual(["code-c", "moby-dick"]);
  expect(select("all")).toEqual(["code-c", "moby-dick", "udhr:eng"]);
  expect(select("moby-dick")).toEqual(["moby-dick"]);
  expect(select("udhr:zul, code-c")).toEqual(["udhr:zul", "code-c"]);
});

test("keeps the order and names each corpus once", () => {
  expect(select("moby-dick,core,moby-dick")).toEqual(["moby-dick", "code-c"]);
});

test("suggests what was probably meant", () => {
  expect(select("mobi-dick")).toBe('no corpus "mobi-dick". Did you mean "moby-dick"?');
  expect(select("core,moby")).toBe('no corpus "moby". Did you mean "moby-dick"?');
  expect(select("udhr:deu")).toBe('no corpus "udhr:deu". Did you mean "udhr:deu_1901"?');
  expect(select("udhr:emg")).toBe('no corpus "udhr:emg". Did you mean "udhr:eng"?');
  expect(select("al")).toBe('no corpus "al". Did you mean "all"?');
  expect(select("Core")).toBe('no corpus "Core". Did you mean "core"?');
});

test("a beginning of three letters names what it begins, one of two does not", () => {
  expect(select("udh")).toContain('Did you mean "udhr:');
  expect(select("mob")).toContain('Did you mean "moby-dick"?');
  for (const short of ["ud", "mo"]) expect(select(short)).not.toContain("Did you mean");
});

test("suggests nothing when nothing is near", () => {
  expect(select("shakespeare")).toBe('no corpus "shakespeare". See "mesoscope corpora list".');
  expect(select("constructor")).toBe('no corpus "constructor". See "mesoscope corpora list".');
});

test("says what is wrong with an empty name or the name of the collection", () => {
  for (const empty of ["", "core,", ",core", " "]) {
    expect(select(empty)).toBe(
      'an empty name among the corpora: write "core", "all" or ids separated by commas',
    );
  }
  expect(select("udhr")).toBe('"udhr" is a collection: name one text of it, for example udhr:eng');
  expect(select("udhr:")).toBe('"udhr:" is a collection: name one text of it, for example udhr:eng');
});
