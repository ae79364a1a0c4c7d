import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { UnreadIgnoreFile } from "../../../src/input/ignore-files.ts";
import { type WalkOptions, walkFolder, walkGlob } from "../../../src/input/walk-folder.ts";

const root = mkdtempSync(join(tmpdir(), "walk-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
/** A folder with files of these names; a name that ends in a slash is a folder of its own. */
function folderOf(
  names: readonly string[],
  texts: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const folder = join(root, `f${folders++}`);
  mkdirSync(folder);
  for (const name of [...names, ...Object.keys(texts)]) {
    mkdirSync(name.endsWith("/") ? join(folder, name) : dirname(join(folder, name)), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(folder, name), texts[name] ?? "");
  }
  return folder;
}
const pathsOf = (folder: string, options?: WalkOptions) =>
  [...walkFolder(folder, options)].map(({ path }) => path);
const globbed = (folder: string, pattern: string) => [...walkGlob(folder, pattern)].map(({ path }) => path);

describe("a folder", () => {
  test("is listed by code units of whole paths, without what begins with a dot and without packages", () => {
    const folder = folderOf([
      ...["b", "a/z", "a-b", "a.txt", "a/é", ".hidden", ".x/y", "node_modules/p/i.js", "c/node_modules/q"],
      ...["d/node_modules", "é", "Z", "empty/"],
    ]);
    expect(pathsOf(folder)).toEqual(["Z", "a-b", "a.txt", "a/z", "a/é", "b", "d/node_modules", "é"]);
    expect(pathsOf(`${folder}/`)).toEqual(pathsOf(folder));
  });

  test("leaves out what is excluded, folders with or without a slash, and takes what is included", () => {
    const folder = folderOf(["a.ts", "a.js", "lib/b.ts", "lib/old/c.ts", ".d.ts", ".e/f.ts"]);
    expect(pathsOf(folder, { exclude: ["lib/"] })).toEqual(["a.js", "a.ts"]);
    expect(pathsOf(folder, { exclude: ["old", "*.js"] })).toEqual(["a.ts", "lib/b.ts"]);
    expect(pathsOf(folder, { include: ["*.ts"] })).toEqual(["a.ts", "lib/b.ts", "lib/old/c.ts"]);
    expect(pathsOf(folder, { include: [".d.ts", "lib/*.ts"] })).toEqual([".d.ts", "lib/b.ts"]);
    expect(pathsOf(folder, { include: ["*.ts"], exclude: ["lib/*"] })).toEqual(["a.ts"]);
  });

  test("leaves out what ignore files name, the inner ones before those around them", () => {
    const folder = folderOf(["a.log", "b.tmp", "c.txt", "in/a.log", "in/b.tmp", "in/c.txt"], {
      ".gitignore": "*.log\n",
      ".mesoscopeignore": "*.tmp\n",
      "in/.gitignore": "!a.log\nc.txt\n",
    });
    expect(pathsOf(folder)).toEqual(["c.txt", "in/a.log"]);
  });

  test("is not looked into where nothing in it can be wanted", () => {
    const utf16 = Buffer.from("\ufeff*.log", "utf16le");
    const folder = folderOf(["lib/a.ts"], { "other/.gitignore": utf16, "lib/.gitignore": utf16 });
    const unread = (options: WalkOptions) => {
      const found: UnreadIgnoreFile[] = [];
      const paths = [...walkFolder(folder, options, (file) => found.push(file))].map(({ path }) => path);
      return [paths, found.map(({ path }) => path)];
    };
    const ignoring = (name: string) => join(folder, name, ".gitignore");
    expect(unread({})).toEqual([["lib/a.ts"], [ignoring("lib"), ignoring("other")]]);
    expect(unread({ include: ["lib/*.ts"] })).toEqual([["lib/a.ts"], [ignoring("lib")]]);
    expect(unread({ exclude: ["lib"] })).toEqual([[], [ignoring("other")]]);
  });

  test("with the name of an ignore file is not one", () => {
    const folder = folderOf(["a", ".gitignore/b"]);
    const found: unknown[] = [];
    expect([...walkFolder(folder, {}, (file) => found.push(file))]).toEqual([{ path: "a", fault: null }]);
    expect(found).toEqual([]);
  });

  test("that cannot be listed is reported with its error; links are listed and not followed", () => {
    expect([...walkFolder(join(root, "none"))]).toEqual([{ path: "", fault: "no such file" }]);
    const folder = folderOf(["in/a"]);
    symlinkSync("in", join(folder, "to"));
    symlinkSync("nowhere", join(folder, "lost"));
    expect(pathsOf(folder)).toEqual(["in/a", "lost", "to"]);
  });
});

describe("a glob", () => {
  const folder = folderOf(["a.ts", ".b.ts", "lib/c.ts", "lib/d.js", ".x/e.ts", "node_modules/p/f.ts"], {
    ".gitignore": "*.ts\n",
  });

  test("lists what it matches whatever ignore files say, without folders", () => {
    expect(globbed(folder, "*")).toEqual(["a.ts"]);
    expect(globbed(folder, "*/*.ts")).toEqual(["lib/c.ts"]);
    expect(globbed(folder, "**/*.ts")).toEqual(["a.ts", "lib/c.ts"]);
    expect(globbed(folder, "lib")).toEqual([]);
  });

  test("matches names with a dot, and packages, where it names them", () => {
    expect(globbed(folder, ".*.ts")).toEqual([".b.ts"]);
    expect(globbed(folder, ".x/*")).toEqual([".x/e.ts"]);
    expect(globbed(folder, "node_modules/**")).toEqual(["node_modules/p/f.ts"]);
    expect(globbed(folder, "*/p/*")).toEqual([]);
  });
});

describe.skipIf(process.platform !== "linux")("names that are not UTF-8", () => {
  const folder = folderOf(["z", "a\ufffd"]);
  const bytesOf = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));
  const own = (...parts: (string | number)[]) => bytesOf(`${folder}/`, ...parts);

  test("stand beside others, each with its bytes, and a folder of such a name is a fault", () => {
    // A name that has the character for what cannot be decoded is one like others.
    expect([...walkFolder(folder)]).toEqual([
      { path: "a\ufffd", fault: null },
      { path: "z", fault: null },
    ]);
    for (const last of [0xff, 0xfd, 0xfe]) writeFileSync(own("b", last), "");
    mkdirSync(own("c", 0xff));
    expect([...walkFolder(folder)]).toEqual([
      { path: "a\ufffd", fault: null },
      ...[0xfd, 0xfe, 0xff].map((last) => ({ path: "b\ufffd", bytes: own("b", last), fault: null })),
      { path: "c\ufffd", bytes: own("c", 0xff), fault: "the name of the folder is not UTF-8" },
      { path: "z", fault: null },
    ]);
  });
});
