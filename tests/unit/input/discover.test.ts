import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DiscoveredInput, discoverInputs } from "../../../src/input/discover.ts";

let root = "";
const at = (...parts: string[]) => join(root, ...parts);
const write = (path: string, text: string) => writeFileSync(at(path), text);
/** One line an input, relative to the temporary folder. */
const lines = (inputs: Iterable<DiscoveredInput>) =>
  Array.from(inputs, (input) => {
    if (input.status === "stdin") return "stdin";
    const detail = input.status === "file" ? (input.explicit ? "named" : "found") : input.reason;
    return `${input.status} ${input.path}: ${detail}`.replaceAll(`${root}/`, "");
  });
const discover = async (paths: string[], options = {}) =>
  lines(discoverInputs({ typed: paths.map((path) => (path === "-" ? path : at(path))) }, options));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "discover-"));
  for (const folder of [
    "texts/deep/node_modules",
    "texts/.hidden",
    "empty",
    "binary",
    "ignoring/.git",
    "ignoring/sub",
  ])
    mkdirSync(at(folder), { recursive: true });
  write("texts/b.txt", "b");
  write("texts/B.txt", "B");
  write("texts/deep/a.md", "a");
  write("texts/deep/node_modules/n.txt", "n");
  write("texts/.hidden/h.txt", "h");
  write("texts/nothing.txt", "");
  write("texts/nul.bin", "a\0b");
  write("texts/wide.txt", "\ufeff");
  writeFileSync(at("texts/wide.txt"), Buffer.from("\ufeffwide", "utf16le"));
  symlinkSync("..", at("texts/loop"));
  symlinkSync("b.txt", at("texts/link.txt"));
  write("binary/only.bin", "\0");
  write("ignoring/.gitignore", "*.log\n");
  write("ignoring/sub/.mesoscopeignore", "draft.txt\n");
  write("ignoring/sub/draft.txt", "d");
  write("ignoring/sub/final.txt", "f");
  write("ignoring/x.log", "x");
  write("odd[1].txt", "o");
  linkSync(at("odd[1].txt"), at("hard.txt"));
  symlinkSync("self", at("self"));
});
afterAll(() => rmSync(root, { recursive: true }));

test("a folder: sorted by code unit, what is left out has its reason, links are not followed", async () => {
  expect(await discover(["texts"])).toEqual([
    "file texts/B.txt: found",
    "file texts/b.txt: found",
    "file texts/deep/a.md: found",
    "skipped texts/link.txt: symbolic link in a folder; name it to measure it",
    "skipped texts/loop: symbolic link in a folder; name it to measure it",
    "skipped texts/nothing.txt: empty file",
    "skipped texts/nul.bin: binary file in a folder; name it, or --binary",
    "file texts/wide.txt: found",
  ]);
});

test("include and exclude, with or without a slash", async () => {
  const found = async (options: object) =>
    (await discover(["texts"], options)).filter((line) => line.startsWith("file"));
  expect(await found({ include: ["*.md"] })).toEqual(["file texts/deep/a.md: found"]);
  expect(await found({ include: ["*.txt"], exclude: ["B.txt"] })).toEqual([
    "file texts/b.txt: found",
    "file texts/wide.txt: found",
  ]);
  expect(await found({ exclude: ["deep/", "*.txt"] })).toEqual([]);
});

test("ignore files hold in folders, not for what is named", async () => {
  expect(await discover(["ignoring"])).toEqual(["file ignoring/sub/final.txt: found"]);
  expect(await discover(["ignoring/x.log", "ignoring/**/d*.txt"])).toEqual([
    "file ignoring/x.log: named",
    "file ignoring/sub/draft.txt: named",
  ]);
});

test("folders without readable files fail", async () => {
  expect(await discover(["empty", "binary"])).toEqual([
    `failed empty: contains no readable files`,
    "skipped binary/only.bin: binary file in a folder; name it, or --binary",
    "failed binary: contains no readable files",
  ]);
});

test("missing paths and globs without a match fail, each with its message; the others continue", async () => {
  const typed = ["chek", "chek*.txt", "", at("texts/b.txt"), at("texts/b.txt/x")];
  const inputs = discoverInputs({ typed });
  expect(lines(inputs)).toEqual([
    'failed chek: no file or folder "chek"',
    'failed chek*.txt: no file matches "chek*.txt"',
    'failed : no file or folder ""',
    "file texts/b.txt: named",
    "failed texts/b.txt/x: a part of the path is not a folder",
  ]);
});

test("named files are taken, be they binary, empty, links or called like a glob", async () => {
  expect(await discover(["texts/nul.bin", "texts/nothing.txt", "texts/link.txt", "odd[1].txt"])).toEqual([
    "file texts/nul.bin: named",
    "file texts/nothing.txt: named",
    "file texts/link.txt: named",
    "file odd[1].txt: named",
  ]);
});

test("a file is measured once, by whichever path it was reached first", async () => {
  expect(await discover(["odd[1].txt", "hard.txt", "texts/b.txt", "texts/*.txt"])).toEqual([
    "file odd[1].txt: named",
    'skipped hard.txt: the same file as "odd[1].txt"',
    "file texts/b.txt: named",
    "file texts/B.txt: named",
    'skipped texts/b.txt: the same file as "texts/b.txt"',
    'skipped texts/link.txt: the same file as "texts/b.txt"',
    "file texts/nothing.txt: named",
    "file texts/wide.txt: named",
  ]);
});

test("a folder whose files were all reached before has not failed", async () => {
  expect(await discover(["texts/deep/a.md", "texts/deep"])).toEqual([
    "file texts/deep/a.md: named",
    'skipped texts/deep/a.md: the same file as "texts/deep/a.md"',
  ]);
});

test("standard input is taken once", async () => {
  expect(await discover(["-", "-"])).toEqual(["stdin", "skipped -: standard input can be read only once"]);
});

test("a loop of links and a path with NUL fail in words", async () => {
  expect(await discover(["self", "a\0b"])).toEqual([
    "failed self: too many symbolic links, or a loop of them",
    "failed a\0b: the path holds a NUL character",
  ]);
});

test.skipIf(process.platform === "win32")("special files are skipped and never opened", async () => {
  execFileSync("mkfifo", [at("pipe"), at("texts/deep/pipe")]);
  expect(await discover(["pipe", "texts/deep"])).toEqual([
    'skipped pipe: a named pipe, not a file; use "-" to read standard input',
    "file texts/deep/a.md: found",
    "skipped texts/deep/pipe: a named pipe, not a file",
  ]);
  expect(lines(discoverInputs({ typed: ["/dev/zero"] }))).toEqual([
    'skipped /dev/zero: a device, not a file; use "-" to read standard input',
  ]);
});

test.skipIf(process.getuid?.() === 0)(
  "what may not be read fails, the rest of the folder goes on",
  async () => {
    mkdirSync(at("guarded/closed"), { recursive: true });
    write("guarded/open.txt", "o");
    write("guarded/secret.txt", "s");
    chmodSync(at("guarded/secret.txt"), 0);
    chmodSync(at("guarded/closed"), 0);
    expect(await discover(["guarded"])).toEqual([
      "failed guarded/closed: permission denied",
      "file guarded/open.txt: found",
      "failed guarded/secret.txt: permission denied",
    ]);
    chmodSync(at("guarded/closed"), 0o700);
  },
);

const place = (name: string) => {
  const made = at(name);
  mkdirSync(made, { recursive: true });
  return made;
};

test.skipIf(process.platform === "win32").each([
  ["a pipe", (path: string) => execFileSync("mkfifo", [path]), "is a named pipe, not a file"],
  [
    "too large",
    (path: string) => writeFileSync(path, "#".repeat(300_000)),
    "larger than the 256 KiB that an ignore file may have",
  ],
  ["a link to nothing", (path: string) => symlinkSync("nothing", path), "no such file"],
  ["a link to a device", (path: string) => symlinkSync("/dev/zero", path), "is a device, not a file"],
])("an ignore file that cannot be read is named and passed over: %s", async (name, make, reason) => {
  const folder = place(`unread ${name}`);
  writeFileSync(join(folder, "a.txt"), "a");
  writeFileSync(join(folder, ".mesoscopeignore"), "b.txt");
  writeFileSync(join(folder, "b.txt"), "b");
  make(join(folder, ".gitignore"));
  expect(await discover([`unread ${name}`])).toEqual([
    `file unread ${name}/a.txt: found`,
    `skipped unread ${name}/.gitignore: ignore file cannot be read: ${reason}`,
  ]);
});

test("hostile ignore files and globs end, and a list is names", () => {
  const folder = place("hostile");
  writeFileSync(join(folder, "a".repeat(200)), "a");
  writeFileSync(
    join(folder, ".gitignore"),
    `${"*a".repeat(2000)}b\n${"[".repeat(4000)}\n${"*a".repeat(5000)}\n`,
  );
  const found = (typed: string[]) => [...discoverInputs({ typed })].map(({ status }) => status);
  expect(found([folder])).toEqual(["file"]);
  expect(found([join(folder, `${"*a".repeat(199)}[b]`)])).toEqual(["failed"]);
  expect(found([join(folder, `${"{a,b}".repeat(200)}`)])).toEqual(["file"]);
  expect(found([join(folder, "{a,b}".repeat(2000))])).toEqual(["failed"]);
  expect(found([join(folder, "*".repeat(100_000))])).toEqual(["failed"]);
  const listed = [join(folder, "*"), join(folder, "{a,b}".repeat(200)), "-", join(folder, "a".repeat(200))];
  expect([...discoverInputs({ typed: [], listed })].map(({ status }) => status)).toEqual([
    "failed",
    "failed",
    "failed",
    "file",
  ]);
});

test("a folder that nothing may lead out of: neither named links nor those that globs match", () => {
  const folder = place("inside");
  writeFileSync(join(folder, "own.txt"), "o");
  symlinkSync(at("texts/b.txt"), join(folder, "out.txt"));
  symlinkSync("own.txt", join(folder, "in.txt"));
  const typed = ["out.txt", "*.txt"].map((name) => join(folder, name));
  const found = [...discoverInputs({ typed, within: folder })].map(
    (input) => `${input.status} ${"path" in input ? input.path.slice(folder.length + 1) : ""}`,
  );
  expect(found).toEqual(["skipped out.txt", "file in.txt", "skipped out.txt", "skipped own.txt"]);
});

test("rules of git: the last line of the innermost file decides, and what lies in a folder that is left out stays out", async () => {
  const folder = place("rules");
  const files = [
    "a.log",
    "b.log",
    "docs/a.log",
    "docs/keep.log",
    "build/x.txt",
    "src/build/y.txt",
    "src/z.tmp",
    "#hash",
  ];
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  writeFileSync(join(folder, ".gitignore"), "*.log\n!b.log\n/build/\n!/build/x.txt\n\\#hash\n*.tmp  \n");
  writeFileSync(join(folder, "docs/.gitignore"), "!keep.log\n");
  writeFileSync(join(folder, ".mesoscopeignore"), "y.txt\n");
  expect(await discover(["rules"])).toEqual(["file rules/b.log: found", "file rules/docs/keep.log: found"]);
});
