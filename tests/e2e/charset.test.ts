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

test("a character encoding that is told goes before what the bytes look like", async () => {
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
