import { join } from "node:path";
import { expect, test } from "vitest";
import { corpusRoots, userCorporaFolder } from "../../../../src/input/corpora/corpus-roots.ts";
import { temporaryFolder } from "./fixture.ts";

// SHA-256 of "{}" is 44136fa355b3678a...
const lockfile = { "corpora/package-lock.json": "{}" };

test("the user's folder is named after the lockfile", () => {
  const root = temporaryFolder(lockfile);
  expect(userCorporaFolder(root, "/data")).toBe(join("/data", "mesoscope", "corpora", "44136fa355b3678a"));
});

test("the package's own folder comes first, then the user's", () => {
  const root = temporaryFolder(lockfile);
  expect(corpusRoots(root, "/data")).toEqual({
    manifests: join(root, "corpora", "manifests"),
    packages: [
      join(root, "corpora", "node_modules"),
      join("/data", "mesoscope", "corpora", "44136fa355b3678a", "node_modules"),
    ],
  });
});

test("without a data folder or a lockfile only the package's own folder is left", () => {
  const root = temporaryFolder(lockfile);
  expect(corpusRoots(root, undefined).packages).toEqual([join(root, "corpora", "node_modules")]);
  const bare = temporaryFolder({});
  expect(corpusRoots(bare, "/data").packages).toEqual([join(bare, "corpora", "node_modules")]);
});
