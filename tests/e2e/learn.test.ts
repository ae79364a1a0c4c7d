import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeModel } from "../../src/models/model-file.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const words = "the of and ship sea whale boat man old hand head deck wind sail long good".split(" ");

/** Words one after the other, by a small generator. */
function prose(seed: number, length: number): string {
  let state = seed;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += `${words[(state >>> 16) % words.length]}${(state >>> 8) % 9 === 0 ? ".\n" : " "}`;
  }
  return text.slice(0, length);
}

test("learn writes the same file from files, records and standard input, and states its loss", async () => {
  const texts = [1, 2, 3, 4].map((seed) => prose(seed, 30_000));
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${i}.txt`), text);
  const lines = texts.map((text, id) => `${JSON.stringify({ id, text })}\n`);
  writeFileSync(join(folder, "all.jsonl"), lines.join(""));
  const learn = (output: string, ...more: string[]) =>
    runCli(["learn", "-o", join(folder, output), "--trial", "40kB", ...more]);
  const ofFiles = await learn("a.model", ...texts.map((_, i) => join(folder, `${i}.txt`)));
  expect([ofFiles.status, ofFiles.err]).toEqual([0, ""]);
  expect(ofFiles.out).toMatch(
    /^4 documents, \d+ of 120000 bytes learned -> .*a\.model: \d+ bytes, \d+ strings/,
  );
  expect(ofFiles.out).toMatch(/bit\/byte more than the full observer, if both learn the same \d+ bytes\n$/);
  const ofRecords = await learn("b.model", join(folder, "all.jsonl"), "--field", "text", "-q");
  expect([ofRecords.status, ofRecords.out, ofRecords.err]).toEqual([0, "", ""]);
  const a = readFileSync(join(folder, "a.model"));
  expect(readFileSync(join(folder, "b.model")).equals(a)).toBe(true);
  const { header, model } = decodeModel(a);
  // One of 16 words costs 4 bits, the mark behind it H2(1/9).
  const perWord = 4 + 0.5;
  const wordLength = words.join("").length / words.length + 1;
  expect(header.heldOut!.rate).toBeGreaterThan(0.9 * (perWord / wordLength));
  expect(header.heldOut!.rate).toBeLessThan(1.3 * (perWord / wordLength));
  expect(model.bits(Buffer.from("Zwölf Boxkämpfer")) / 16).toBeGreaterThan(5);
});

test("what cannot be learned, read or written is said in one line, and the rest goes on", async () => {
  const output = join(folder, "c.model");
  const cases: [string[], number, RegExp][] = [
    [[join(folder, "0.txt")], 2, /-o FILE/],
    [["-o", output], 2, /name the files/],
    [["-o", output, "--order", "9", join(folder, "0.txt")], 2, /--order takes a whole number from 1 to 8/],
    [["-o", output, "--size", "1GB", join(folder, "0.txt")], 2, /--size takes/],
    [["-o", join(folder, "none", "c.model"), join(folder, "0.txt")], 2, /cannot write/],
    [["-o", output, join(folder, "missing")], 3, /missing/],
    [["-o", output, "-f", "json", join(folder, "0.txt")], 2, /a model has one format/],
  ];
  for (const [argv, status, reason] of cases) {
    const run = await runCli(["learn", ...argv]);
    expect([argv, run.status, run.err]).toEqual([argv, status, expect.stringMatching(reason)]);
  }
  writeFileSync(
    join(folder, "bad.jsonl"),
    `{"text":"${prose(7, 9000).replaceAll("\n", " ")}"}\nno json\n{"other":1}\n`,
  );
  const run = await runCli([
    "learn",
    "-o",
    output,
    "--field",
    "text",
    join(folder, "bad.jsonl"),
    "--trial",
    "0",
  ]);
  expect([run.status, run.err]).toEqual([
    3,
    expect.stringMatching(/2 bad records, the first in line 2: not JSON/),
  ]);
  expect(decodeModel(readFileSync(output)).header.text.documents).toBe(1);
});

test("less memory learns less of a file; a document that is larger is named as the reason", async () => {
  writeFileSync(join(folder, "large.txt"), prose(7, 1_500_000));
  const record = JSON.stringify({ text: prose(8, 700_000) });
  writeFileSync(join(folder, "large.jsonl"), `${record}\n${record}\n`);
  const learn = (name: string) =>
    runCli(["learn", join(folder, name), "-o", join(folder, "d.model"), "--max-memory", "64MB", "--force"]);
  const ofFile = await learn("large.txt");
  expect([ofFile.status, ofFile.err]).toEqual([0, ""]);
  const [, learned] = /(\d+) of 1500000 bytes learned/.exec(ofFile.out)!;
  expect(Number(learned)).toBeGreaterThan(200_000);
  const ofRecords = await learn("large.jsonl");
  expect(ofRecords.status).toBe(3);
  expect(ofRecords.err).toBe(
    "mesoscope: there is nothing to learn from: --max-memory allows 615384 bytes of text, and no document is shorter\n",
  );
});
