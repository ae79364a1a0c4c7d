import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRawDocuments } from "../../../../src/input/corpora/load-corpus.ts";
import { temporaryFolder } from "./fixture.ts";

const source = (which: { path: string } | { match: string }) => ({
  id: "letters",
  source: { package: "letters", version: "1.2.3", ...which },
});
const bytes = (text: string) => Buffer.from(text);

test("reads matching files in the order of UTF-16 code units", async () => {
  const folder = temporaryFolder({ "t/b": "1", "t/B": "2", "t/a/c": "3", "t/\u00e4": "4", "u/b": "5" });
  expect(await readRawDocuments(source({ match: "^t/" }), folder, 4)).toEqual({
    status: "ok",
    documents: [
      { id: "t/B", bytes: bytes("2") },
      { id: "t/a/c", bytes: bytes("3") },
      { id: "t/b", bytes: bytes("1") },
      { id: "t/\u00e4", bytes: bytes("4") },
    ],
  });
});

test("reads one file by its path", async () => {
  const folder = temporaryFolder({ "t/a": "1", "t/ab": "2" });
  const read = await readRawDocuments(source({ path: "t/a" }), folder, 1);
  expect(read).toEqual({ status: "ok", documents: [{ id: "t/a", bytes: bytes("1") }] });
});

test("stops when there is more than expected", async () => {
  const folder = temporaryFolder({ "t/a": "123", "t/b": "4" });
  expect(await readRawDocuments(source({ match: "^t/" }), folder, 3)).toMatchObject({
    cause: "mismatch",
    reason: "more than the expected 3 bytes",
  });
});

test("says which file is missing or unreadable, without an absolute path", async () => {
  const folder = temporaryFolder({ "t/a": "1" });
  expect(await readRawDocuments(source({ path: "t/x" }), folder, 1)).toMatchObject({
    cause: "missing",
    reason: "t/x is not in letters@1.2.3",
  });
  expect(await readRawDocuments(source({ path: "t" }), folder, 1)).toMatchObject({
    cause: "mismatch",
    reason: "t cannot be read: EISDIR",
  });
  expect(await readRawDocuments(source({ match: "t" }), join(folder, "gone"), 1)).toMatchObject({
    cause: "missing",
    reason: "letters is not in letters@1.2.3",
  });
});

test("refuses to leave the package, by path or by link", async () => {
  const root = temporaryFolder({ secret: "s", "letters/a": "1", "letters2/a": "2" });
  const folder = join(root, "letters");
  symlinkSync("../secret", join(folder, "link"));
  symlinkSync("../letters2", join(folder, "sibling"));
  symlinkSync("a", join(folder, "inside"));
  const refused = (path: string) => ({ cause: "mismatch", reason: `${path} leads out of its package` });
  expect(await readRawDocuments(source({ path: "link" }), folder, 9)).toMatchObject(refused("link"));
  expect(await readRawDocuments(source({ path: "sibling/a" }), folder, 9)).toMatchObject(
    refused("sibling/a"),
  );
  expect(await readRawDocuments(source({ path: "../secret" }), folder, 9)).toMatchObject(
    refused("../secret"),
  );
  // a folder is searched without following links
  expect(await readRawDocuments(source({ match: "." }), folder, 9)).toEqual({
    status: "ok",
    documents: [{ id: "a", bytes: bytes("1") }],
  });
  expect(await readRawDocuments(source({ path: "inside" }), folder, 9)).toMatchObject({ status: "ok" });
});

test("follows a package that is itself a link, as pnpm installs it", async () => {
  const root = temporaryFolder({ "store/letters/a": "1" });
  mkdirSync(join(root, "modules"));
  symlinkSync("../store/letters", join(root, "modules", "letters"));
  writeFileSync(join(root, "store", "letters", "b"), "2");
  const read = await readRawDocuments(source({ match: "." }), join(root, "modules", "letters"), 2);
  expect(read).toMatchObject({ status: "ok", documents: [{ id: "a" }, { id: "b" }] });
});
