import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { EncodedSequence } from "../../../src/core/encoding.ts";
import { Random } from "../../../src/core/random.ts";
import { sampleDocuments } from "../../../src/input/read-sample.ts";
import type { SampleOptions } from "../../../src/input/sample-source.ts";
import { joinFiles } from "../../../src/run/join-files.ts";
import type { FileInput } from "../../../src/run/task.ts";

const folder = mkdtempSync(join(tmpdir(), "mesoscope-join-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, bytes: string | Uint8Array): FileInput => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { kind: "file", path };
};
const text = (seed: number, words: number) => {
  const random = Random.fromSeed(seed);
  return Array.from(
    { length: words },
    () => ["wörd", "line\n", "a", "über", "of", "€"][random.below(6)],
  ).join(" ");
};
const samplingOf = (sample: number | "all", encoding: SampleOptions["encoding"]): SampleOptions => ({
  sample,
  encoding,
  random: Random.fromSeed(5),
});

const lines = [text(3, 50), text(4, 900), text(5, 1)];
const documents = [text(1, 40_000), text(2, 3), ...lines, text(6, 70_000)].map((one) => Buffer.from(one));
const files = [
  fileOf("a.txt", documents[0]!),
  fileOf("b.txt", documents[1]!),
  fileOf("none.txt", ""),
  fileOf("c.jsonl", lines.map((one) => JSON.stringify({ text: one })).join("\n")),
  fileOf("d.txt.gz", gzipSync(documents.at(-1)!)),
].map((file) => ({
  ...file,
  ...(file.path.endsWith("jsonl")
    ? { reading: { decompress: true, records: "jsonl", field: "text" } as const }
    : {}),
}));

describe.each([true, false])("files together, going on: %s", (skipUnreadable) => {
  it.each([
    [1000, "bytes"],
    [100_000, "characters"],
    [20_000, "words"],
    [10_000_000, "characters"],
    ["all", "bytes"],
  ] as const)("%s %s are the same as of their documents in memory", async (sample, encoding) => {
    const {
      sampled,
      files: read,
      warnings,
    } = await joinFiles(files, samplingOf(sample, encoding), skipUnreadable);
    const whole = sampleDocuments(documents, samplingOf(sample, encoding));
    expect({ read, warnings }).toEqual({ read: files.length, warnings: [] });
    expect(sampled.sha256).toBe(whole.sha256);
    expect([...sampled.blocks]).toEqual([...whole.blocks]);
    const told = ({ alphabetSize, segmentEnds, decoding }: EncodedSequence) => ({
      alphabetSize,
      segmentEnds: [...segmentEnds],
      decoding,
    });
    expect(told(sampled.sequence)).toEqual(told(whole.sequence));
    expect([sampled.size, sampled.wholeSha256]).toEqual([whole.size, whole.wholeSha256]);
  });
});

it("a part of a file of a terabyte is all that is read of it", async () => {
  const large = fileOf("large.bin", "begin");
  truncateSync(large.path, 2 ** 40);
  const started = process.cpuUsage();
  const { sampled } = await joinFiles([files[0]!, large, files[4]!], samplingOf(100_000, "bytes"), true);
  const { user, system } = process.cpuUsage(started);
  expect(sampled.size).toBe(documents[0]!.length + 2 ** 40 + documents.at(-1)!.length);
  expect(sampled.bytes).toHaveLength(100_000);
  expect(user + system).toBeLessThan(2e6);
});

it("files that change meanwhile are reported", async () => {
  const grows = fileOf("grows.txt", text(7, 1000));
  const sampling = samplingOf(100, "bytes");
  const grown = joinFiles([grows, files[0]!], sampling);
  appendFileSync(grows.path, "more");
  expect((await grown).warnings).toEqual([{ code: "changed-while-read" }]);
  const shrunk = joinFiles([grows], sampling);
  truncateSync(grows.path, 1);
  await expect(shrunk).rejects.toThrow(`${grows.path}: has become shorter while it was read`);
  const vanished = joinFiles([grows], sampling);
  rmSync(grows.path);
  await expect(vanished).rejects.toThrow(`${grows.path}: no such file`);
});
