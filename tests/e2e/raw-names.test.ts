import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { scoredLineSchema } from "../../src/features/score/stream/stream-schema.ts";
import { bytesOfPath, textOfPath } from "../../src/input/raw-path.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const text = wordyText(1000);
const odd = [
  [0xff],
  [0x61, 0xfe, 0x2e, 0x74, 0x78, 0x74],
  [0xc3],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98, 0x80, 0x80],
  [0xc0, 0xaf],
].map((bytes) => Buffer.from(bytes));

describe("a path keeps its bytes", () => {
  test("all bytes, in any order", () => {
    const random = Random.fromSeed(3);
    const alphabet = [
      0x61, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xb2, 0x80, 0xff, 0x2f,
    ];
    for (let run = 0; run < 5000; run++) {
      const bytes = Buffer.from(
        Array.from({ length: random.below(9) }, () => alphabet[random.below(alphabet.length)]!),
      );
      const path = textOfPath(bytes);
      expect(bytesOfPath(path) ?? Buffer.from(path)).toEqual(bytes);
      // What is UTF-8 is itself.
      expect(bytesOfPath(path) === undefined).toBe(Buffer.from(bytes.toString()).equals(bytes));
    }
  });
});

describe.skipIf(process.platform !== "linux")("names that are not UTF-8", () => {
  const folder = temporaryFolder();
  const whole = odd.map((name) => Buffer.concat([Buffer.from(`${folder}/`), name]));
  for (const path of whole) writeFileSync(path, text);
  const expected = whole.map((path) => [1000, path.toString("base64")]);
  const read = (out: string) =>
    JSON.parse(out).samples.map(({ n, provenance }: { n: number; provenance: { pathBase64?: string } }) => [
      n,
      provenance.pathBase64,
    ]);
  const options = ["-f", "json", "-e", "plug-in", "--no-cache", "--jobs", "1"];

  test.each([
    ["NUL", "\0", ["-0"]],
    ["line feeds", "\n", []],
  ])("are found in a list with %s", async (_, end, more) => {
    const list = Buffer.concat(whole.flatMap((path) => [path, Buffer.from(end)]));
    const { status, out, err } = await runCli([...options, "--files-from", "-", ...more], { stdin: list });
    expect([status, err]).toEqual([0, ""]);
    expect(read(out)).toEqual(expected);
  });

  const shellWord = (path: Buffer) =>
    `$'${[...path].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`;

  test("are found as arguments, shown without their bytes, and looked for by them", async () => {
    const { status, out, err } = await spawnShell(
      `mesoscope ${options.join(" ")} ${whole.map(shellWord).join(" ")}`,
    );
    expect([status, err]).toEqual([0, ""]);
    expect(read(out)).toEqual(expected);
    const missing = Buffer.concat([Buffer.from(`${folder}/none`), Buffer.from([0xff, 0x1b, 0x6d])]);
    const gone = await spawnShell(`mesoscope ${options.join(" ")} ${shellWord(missing)}`);
    expect(gone.status).toBe(3);
    expect(gone.err).toBe(
      `mesoscope: ${folder}/none\ufffd\\u{1b}m: no file or folder "${folder}/none\ufffd\\u{1b}m"\n`,
    );
    const table = await spawnShell(`mesoscope -e plug-in ${shellWord(whole[1]!)}`);
    expect([table.status, table.stdout.includes(0xfe), table.out.includes("a\ufffd.txt")]).toEqual([
      0,
      false,
      true,
    ]);
  });

  test("of folders are named, and cost no other input", async () => {
    const parent = temporaryFolder();
    const inner = Buffer.concat([Buffer.from(`${parent}/`), Buffer.from([0xfe])]);
    mkdirSync(inner);
    writeFileSync(join(parent, "a.txt"), text);
    const file = Buffer.concat([inner, Buffer.from("/b.txt")]);
    writeFileSync(file, text);
    const list = Buffer.concat([
      inner,
      Buffer.from([0]),
      file,
      Buffer.from([0]),
      Buffer.from(`${parent}/a.txt\0`),
    ]);
    const { status, out, err } = await runCli([...options, "--files-from", "-", "-0"], { stdin: list });
    expect([status, err]).toEqual([3, `mesoscope: ${parent}/\ufffd: the name of the folder is not UTF-8\n`]);
    expect(read(out)).toEqual([
      [1000, file.toString("base64")],
      [1000, undefined],
    ]);
  });

  test("are compared as others are", async () => {
    const list = Buffer.concat(whole.slice(0, 2).flatMap((path) => [path, Buffer.from([0])]));
    const argv = ["compare", "-f", "json", "--jobs", "1", "--no-cache", "--files-from", "-", "-0"];
    const { status, err } = await runCli(argv, { stdin: list });
    expect([status, err]).toEqual([0, ""]);
  });
});

describe.skipIf(process.platform !== "linux")("score", () => {
  const folder = temporaryFolder();
  const names = [
    ...[
      "plain.txt",
      "two words.txt",
      "new\nline.txt",
      "new\\nline.txt",
      "esc\u001b[31m.txt",
      'quote".txt',
      "-rf.txt",
    ],
    ...[
      "'single.txt",
      "tab\t.txt",
      "bidi\u202e.txt",
      "ü😀.txt",
      "back\\slash.txt",
      '"new\\nline.txt"',
      "\\xff",
    ],
  ].map((name) => Buffer.from(name));
  const whole = [...names, ...odd].map((name) => Buffer.concat([Buffer.from(`${folder}/`), name]));
  for (const path of whole) writeFileSync(path, text);
  const filter = ["score", "--filter", "bytes > 5", "--jobs", "1"];
  const sorted = (list: readonly Buffer[]) => [...list].sort(Buffer.compare);
  const split = (bytes: Buffer, end: number) => {
    const parts: Buffer[] = [];
    for (let at = 0, next = bytes.indexOf(end); next >= 0; at = next + 1, next = bytes.indexOf(end, at))
      parts.push(bytes.subarray(at, next));
    return parts;
  };

  test("passes names on as they are, with NUL behind each, under -0", async () => {
    const fromFolder = await runCli([...filter, folder, "-0"]);
    expect([fromFolder.status, fromFolder.err]).toEqual([0, "mesoscope: 21 of 21 documents passed\n"]);
    expect(sorted(split(fromFolder.stdout, 0))).toEqual(sorted(whole));
    const stdin = Buffer.concat(whole.flatMap((path) => [path, Buffer.from([0])]));
    const fromList = await runCli([...filter, "--files-from", "-", "-0"], { stdin });
    expect(sorted(split(fromList.stdout, 0))).toEqual(sorted(whole));
  });

  test("without -0 each name is one line that nothing obeys, and no two are the same", async () => {
    const { status, stdout, out } = await runCli([...filter, folder]);
    expect(status).toBe(0);
    const lines = split(stdout, 10);
    expect([lines.length, new Set(lines.map(String)).size]).toEqual([whole.length, whole.length]);
    expect(out).not.toMatch(/[^\P{Cc}\n]|\u202e|\ufffd/u);
    for (const name of ["plain.txt", "two words.txt", "-rf.txt", "ü😀.txt", "back\\slash.txt"])
      expect(out.split("\n")).toContain(`${folder}/${name}`);
    expect(out).toContain(`"${folder}/new\\nline.txt"\n`);
    expect(out).toContain(`\\xff"\n`);
  });

  test("rows have the bytes of names that are not UTF-8", async () => {
    const run = (...more: string[]) =>
      runCli(["score", "--columns", "bytes", "--jobs", "1", folder, ...more]);
    const rows = (await run()).out
      .trimEnd()
      .split("\n")
      .map((line) => scoredLineSchema.parse(JSON.parse(line)));
    const found = rows.flatMap(({ pathBase64 }) =>
      pathBase64 == null ? [] : [Buffer.from(pathBase64, "base64")],
    );
    expect(sorted(found)).toEqual(sorted(whole.slice(names.length)));
    expect((await run("-f", "csv")).out).toMatch(/^file,pathBase64,number,/);
    const plain = await runCli(["score", "--columns", "bytes", "--jobs", "1", `${folder}/plain.txt`]);
    expect(plain.out).not.toContain("pathBase64");
  });

  test("says what -0 is for", async () => {
    const { status, err } = await runCli(["score", folder, "-0"]);
    expect([status, err]).toEqual([2, expect.stringMatching(/^mesoscope: -0 .*--files-from.*\n$/)]);
  });
});
