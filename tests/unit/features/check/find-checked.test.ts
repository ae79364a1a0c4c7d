import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import type { Io } from "../../../../src/command/io.ts";
import { UsageError } from "../../../../src/core/errors.ts";
import { type CheckOptions, findChecked, setUpCheck } from "../../../../src/features/check/setup.ts";

const folder = mkdtempSync(join(tmpdir(), "find-checked-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

const text = "plain text\n";
const binary = "binary\0";

interface Asked {
  readonly known?: readonly string[];
  /** relative to the folder; none given: all of it */
  readonly paths?: readonly string[];
  readonly options?: Partial<CheckOptions>;
  /** ending that a budget names */
  readonly budget?: string;
  readonly byModel?: boolean;
}

/** What a check looks at in a folder of files; a link has no content but its target. */
async function checked(
  files: Readonly<Record<string, string | { readonly link: string }>>,
  { known = [], paths = ["."], options = {}, budget, byModel = false }: Asked = {},
) {
  const cwd = join(folder, `${made++}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    if (typeof content === "string") writeFileSync(join(cwd, name), content);
    else symlinkSync(content.link, join(cwd, name));
  }
  const io = {
    cwd: process.cwd(),
    env: {},
    platform: process.platform,
    processors: 1,
    stdin: Readable.from([]),
  };
  const usual = {
    encoding: "bytes",
    seed: 1,
    charset: "auto",
    records: "none",
    decompress: true,
    cache: false,
  };
  const all = { ...usual, stdinName: "stdin", ...options } as unknown as CheckOptions;
  const wrong = (_: unknown, reason: string) => new UsageError(reason);
  const loaded = { config: {}, path: join(cwd, "none.json"), folder: cwd, lineOf: () => 1, wrong };
  const setup = await setUpCheck(all, new Set(), io as unknown as Io, loaded);
  const budgets = budget === undefined ? [] : [{ namesEnding: (name: string) => name.endsWith(budget) }];
  const asked = { typed: paths.map((path) => join(cwd, path)) };
  const { found, skipped, failed } = await findChecked(
    asked,
    new Set(known),
    () => true,
    {
      ...setup,
      budgets: budgets as unknown as typeof setup.budgets,
    },
    byModel,
  );
  const short = setup.key;
  const named = (some: typeof failed) => some.map(({ input, reason }) => `${short(input)}: ${reason}`).sort();
  return {
    found: found.map(({ name }) => short(name)).sort(),
    skipped: skipped.map(({ input }) => short(input)).sort(),
    failed: named(failed),
  };
}

/** As many files of text and binary ones as asked, of an ending. */
const files = (ending: string, texts: number, binaries: number) =>
  Object.fromEntries([
    ...Array.from({ length: texts }, (_, i) => [`text${i}${ending}`, text]),
    ...Array.from({ length: binaries }, (_, i) => [`binary${i}${ending}`, binary]),
  ]);

test.each([
  [".ts", 2, 1, true],
  [".ts", 3, 2, true],
  [".ts", 1, 1, false],
  [".ts", 1, 2, false],
  [".ts", 0, 1, false],
  // Without an ending a file is like no other.
  ["", 3, 1, false],
])(
  'of "%s": %i files of text and %i binary ones, which are checked: %s',
  async (ending, texts, binaries, taken) => {
    const { found, skipped } = await checked({ ...files(ending, texts, binaries), ...files(".md", 1, 0) });
    const hidden = found.filter((name) => name.startsWith("binary"));
    expect([hidden.length, skipped.length]).toEqual(taken ? [binaries, 0] : [0, binaries]);
    expect(found.length - hidden.length).toBe(texts + 1);
  },
);

test("endings are the last part, in any case", async () => {
  const names = ["a.d.ts", "b.TS", "c.ts", "binary0.test.ts", "binary1.Ts"];
  const all = Object.fromEntries(names.map((name) => [name, name.startsWith("binary") ? binary : text]));
  expect((await checked(all)).found).toEqual([...names].sort());
});

test("a binary file is checked where the baseline knows it, or a budget names its ending", async () => {
  const all = { "a.txt": text, "b.bin": binary, "c.bin": binary, "d.png": binary };
  expect((await checked(all)).found).toEqual(["a.txt"]);
  expect(await checked(all, { known: ["b.bin"] })).toMatchObject({
    found: ["a.txt", "b.bin"],
    skipped: ["c.bin", "d.png"],
  });
  expect(await checked(all, { budget: ".bin" })).toMatchObject({
    found: ["a.txt", "b.bin", "c.bin"],
    skipped: ["d.png"],
  });
});

test.each([
  ["readme.txt", []],
  ["core", []],
  ["core.4711", []],
  ["lib/tool.bin", ["a.bin"]],
])("where a model judges, a binary %s is checked beside %j", async (name, others) => {
  const all = Object.fromEntries([[name, binary], ...others.map((other) => [other, binary])]);
  const { found } = await checked({ ...all, "a.js": text }, { byModel: true });
  expect(found).toEqual(["a.js", ...others, name].sort());
});

test.each([
  ["logo.png", []],
  ["font.woff2", []],
  ["d.bin", ["a.bin", "b.bin"]],
])("but not a binary %s beside %j", async (name, others) => {
  const all = Object.fromEntries([[name, binary], ...others.map((other) => [other, binary])]);
  expect((await checked({ ...all, "a.js": text }, { byModel: true })).found).toEqual(["a.js"]);
});

test("files of the baseline are checked although ignored, if requested", async () => {
  const all = { ".gitignore": "*.log\n", "a.txt": text, "b.log": text, "x/c.log": text, "x/d.txt": text };
  const usual = ["a.txt", "x/d.txt"];
  const known = ["b.log", "x/c.log", "gone.txt"];
  expect((await checked(all)).found).toEqual(usual);
  expect((await checked(all, { known })).found).toEqual([...usual, "b.log", "x/c.log"].sort());
  expect((await checked(all, { known, paths: ["x"] })).found).toEqual(["x/c.log", "x/d.txt"]);
  expect((await checked(all, { known, paths: ["a.txt"] })).found).toEqual(["a.txt"]);
  expect((await checked(all, { known, options: { exclude: ["x/"] } })).found).toEqual(["a.txt", "b.log"]);
  expect((await checked(all, { known, options: { include: ["x/*"] } })).found).toEqual([
    "x/c.log",
    "x/d.txt",
  ]);
});

test.skipIf(process.platform === "win32")(
  "what the baseline knows has failed where a link is in its place",
  async () => {
    const all = { "a.txt": text, "b.txt": { link: "a.txt" }, "c.txt": { link: "a.txt" }, "empty.txt": "" };
    const { found, skipped, failed } = await checked(all, { known: ["a.txt", "b.txt", "empty.txt"] });
    expect([found, skipped]).toEqual([["a.txt"], ["c.txt", "empty.txt"]]);
    expect(failed).toEqual([expect.stringMatching(/^b\.txt: in the baseline, and not judged: .*link/)]);
  },
);
