import { join } from "node:path";
import { expect, test } from "vitest";
import { locatePackage } from "../../../../src/input/corpora/load-corpus.ts";
import { corpusManifest } from "../../../../src/input/corpora/manifest.ts";
import { lettersManifest, temporaryFolder } from "./fixture.ts";

const manifest = corpusManifest.parse(lettersManifest());

test("takes the first folder that holds the version", async () => {
  const root = temporaryFolder({
    "old/letters/package.json": '{"version":"1.0.0"}',
    "first/letters/package.json": '{"version":"1.2.3"}',
    "second/letters/package.json": '{"version":"1.2.3"}',
  });
  const folders = ["none", "old", "first", "second"].map((name) => join(root, name));
  expect(await locatePackage(manifest, folders)).toEqual({
    status: "ok",
    folder: join(root, "first", "letters"),
  });
});

test("needs no entry in the package's exports", async () => {
  const root = temporaryFolder({
    "@scope/letters/package.json": '{"version":"1.2.3","exports":{".":"./index.js"}}',
  });
  const scoped = corpusManifest.parse(
    lettersManifest({ source: { package: "@scope/letters", version: "1.2.3", path: "a" } }),
  );
  expect(await locatePackage(scoped, [root])).toEqual({ status: "ok", folder: join(root, "@scope/letters") });
});

test("says what to do when the package is missing", async () => {
  const root = temporaryFolder({
    "broken/letters/package.json": "{",
    "odd/letters/package.json": '{"version":1}',
  });
  for (const folders of [[], [root], [join(root, "broken")], [join(root, "odd")]]) {
    expect(await locatePackage(manifest, folders)).toEqual({
      status: "unavailable",
      id: "letters",
      cause: "missing",
      reason: 'the package letters@1.2.3 is not installed: run "mesoscope corpora install"',
    });
  }
});

test("names the versions that are there instead", async () => {
  const root = temporaryFolder({
    "a/letters/package.json": '{"version":"1.0.0"}',
    "b/letters/package.json": '{"version":"2.0.0"}',
  });
  expect(await locatePackage(manifest, [join(root, "a"), join(root, "b")])).toEqual({
    status: "unavailable",
    id: "letters",
    cause: "mismatch",
    reason: "the package letters is installed as 1.0.0, 2.0.0, the manifest needs 1.2.3",
  });
});
