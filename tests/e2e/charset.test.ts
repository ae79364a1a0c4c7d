import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

const path = join(temporaryFolder(), "latin");
writeFileSync(path, Buffer.from("d\xe9j\xe0 vu\n", "latin1"));

async function read(...argv: string[]) {
  const all = ["--encoding", "characters", "-e", "plug-in", "-f", "json", "--jobs", "1", ...argv, path];
  const { status, out } = await runCli(all);
  return [status, JSON.parse(out).samples[0].encoding];
}

test("a declared character encoding takes precedence over what the bytes look like", async () => {
  const encoding = { id: "characters", byteOrderMark: false, firstInvalidOffset: null, invalidCount: 0 };
  expect(await read("--charset", "latin-1")).toEqual([0, { ...encoding, charset: "latin-1" }]);
  // The same bytes are read otherwise, and nothing of that is taken from the cache.
  const damaged = { ...encoding, charset: "utf-8", firstInvalidOffset: 1, invalidCount: 2 };
  expect(await read()).toEqual([0, damaged]);
  expect(await read("--charset", "utf-8")).toEqual([0, damaged]);
});

test("bytes, recipes and scores have none", async () => {
  for (const [argv, message] of [
    [[path], "bytes have no --charset: leave it out, or choose an --encoding that reads text"],
    [
      ["explain", "--recipe", "coin"],
      "the symbols of a recipe are its own: leave out --encoding and --charset",
    ],
    [["score", "-o", "parts", path], "score takes no --charset: it reads bytes; leave out --charset"],
  ] as const) {
    const { status, err } = await runCli([...argv, "--charset", "latin-1"]);
    expect([status, err]).toEqual([2, `mesoscope: ${message}\n`]);
  }
});

test("the same text is the same characters in every encoding that a mark tells, in a folder too", async () => {
  const folder = temporaryFolder();
  const text = "\ufeffplain text, ä, 漢字 and 😀; ".repeat(30).replaceAll(/(?!^)\ufeff/g, "");
  const codePoints = Array.from(text, (character) => character.codePointAt(0)!);
  const wide = (write: "writeUInt32LE" | "writeUInt32BE") => {
    const bytes = Buffer.alloc(4 * codePoints.length);
    for (const [i, codePoint] of codePoints.entries()) bytes[write](codePoint, 4 * i);
    return bytes;
  };
  const files = {
    "utf-16be": Buffer.from(text, "utf16le").swap16(),
    "utf-16le": Buffer.from(text, "utf16le"),
    "utf-32be": wide("writeUInt32BE"),
    "utf-32le": wide("writeUInt32LE"),
    "utf-8": Buffer.from(text),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const argv = ["--encoding", "characters", "-e", "plug-in", "-f", "json", "--jobs", "1", "--no-cache"];
  const { status, out } = await runCli([...argv, folder]);
  expect(status).toBe(0);
  const { samples } = JSON.parse(out);
  const found = samples.map((sample: { n: number; encoding: object; measurements: { value: number }[] }) => ({
    n: sample.n,
    encoding: sample.encoding,
    value: sample.measurements[0]!.value,
  }));
  expect(found).toEqual(
    Object.keys(files).map((charset) => ({
      n: codePoints.length - 1,
      encoding: { id: "characters", charset, byteOrderMark: true, invalidCount: 0, firstInvalidOffset: null },
      value: found[0].value,
    })),
  );
});
