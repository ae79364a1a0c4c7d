import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { BatchReport } from "../../src/results/report.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const home = temporaryFolder();
const notes = join(home, "notes");
const others = join(home, "others");
mkdirSync(join(notes, "deep"), { recursive: true });
mkdirSync(others);
const names: string[] = [];
for (let i = 0; i < 24; i++) {
  const name = `${i < 12 ? "" : "deep/"}${String(i).padStart(2, "0")}.txt`;
  const lines = Array.from(
    { length: 6 },
    (_, k) => `note ${i}: item ${(i * 7 + k * k) % 31} is due on day ${(i * k) % 28}`,
  );
  writeFileSync(join(notes, name), `${lines.join("\n")}\n`);
  names.push(name);
}
const text = (name: string) => `${name}\n`.repeat(40);
writeFileSync(join(others, "a.txt"), text("one of two"));
writeFileSync(join(others, "b.txt"), text("two of two"));

async function report(argv: readonly string[]): Promise<BatchReport> {
  const run = await runCli([...argv, "-f", "json", "--no-cache"]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

test("a folder together is what its files are as records of one file", async () => {
  const { samples, inputs } = await report(["--together", notes]);
  expect(inputs).toMatchObject({ total: 1, ok: 1 });
  const [folder] = [...samples];
  expect([folder!.name, folder!.provenance]).toEqual([notes, { kind: "files", files: 24 }]);
  const lines = [...names].sort().map((name) => {
    const i = Number(name.slice(-6, -4));
    const lines = Array.from(
      { length: 6 },
      (_, k) => `note ${i}: item ${(i * 7 + k * k) % 31} is due on day ${(i * k) % 28}`,
    );
    return JSON.stringify({ text: `${lines.join("\n")}\n` });
  });
  writeFileSync(join(home, "notes.ndjson"), lines.join("\n"));
  const [records] = [...(await report([join(home, "notes.ndjson"), "--field", "text"])).samples];
  expect([folder!.n, folder!.sampleSha256]).toEqual([records!.n, records!.sampleSha256]);
  expect(folder!.spectrum).toEqual(records!.spectrum);
});

test("each folder is one, named files are one, standard input is itself", async () => {
  const { samples } = await report([
    "--together",
    "-e",
    "plug-in",
    notes,
    join(others, "a.txt"),
    join(others, "b.txt"),
  ]);
  expect([...samples].map(({ name, size }) => [name, size])).toEqual([
    [notes, expect.any(Number)],
    [`${join(others, "a.txt")} and 1 more`, text("one of two").length * 2],
  ]);
  const run = await runCli(["--together", "-e", "plug-in", others, "-", "-f", "csv"], { stdin: "alone" });
  expect(
    run.out
      .split("\n")
      .slice(1, -1)
      .map((row) => row.split(",")[1]),
  ).toEqual([others, "stdin"]);
  expect((await report(["compare", "--together", notes, others])) as unknown).toMatchObject({
    inputs: { total: 2, ok: 2 },
  });
});

test("what cannot be read is told of, and the rest is measured", async () => {
  const spoilt = join(home, "spoilt");
  mkdirSync(spoilt);
  for (const name of ["a.txt", "b.txt"]) writeFileSync(join(spoilt, name), text(name));
  writeFileSync(join(spoilt, "c.gz"), gzipSync(text("c")).subarray(0, 20));
  const run = await runCli(["--together", "-e", "plug-in", spoilt, "-f", "json", "--no-cache"]);
  expect(run.status).toBe(3);
  expect(run.err).toMatch(
    /^mesoscope: [^\n]*spoilt: 1 of 3 files could not be read, the first [^\n]*c\.gz: [^\n]+\n$/,
  );
  expect(JSON.parse(run.out).samples[0]).toMatchObject({
    provenance: { files: 2 },
    n: text("a.txt").length * 2,
  });
  const records = join(home, "records");
  mkdirSync(records);
  const line = JSON.stringify({ text: text("record") });
  for (const name of ["a.jsonl", "b.jsonl"])
    writeFileSync(join(records, name), `${line}\n{broken\n${line}\n`);
  const lossy = await runCli(["--together", "-e", "plug-in", records, "--field", "text", "--no-cache"]);
  expect(lossy.status).toBe(3);
  expect(lossy.err).toMatch(
    /^mesoscope: [^\n]*records: 2 bad records, the first: [^\n]*a\.jsonl, line 2: not JSON\n$/,
  );
  const none = await runCli(["--together", "-e", "plug-in", join(spoilt, "c.gz"), join(home, "none")]);
  expect(none.status).toBe(3);
});
