import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { documentScoreSchema, scoreReportSchema } from "../../src/features/score/schema.ts";
import { scoredLineSchema } from "../../src/features/score/stream/stream-schema.ts";
import { wordyText } from "./fixtures.ts";
import { binary, runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const records = at("corpus/shard-of-the-crawl-00017.jsonl");
const models = `${at("good.model")},${at("bad.model")}`;
const columns = ["--columns", "against,bad,difference"];

beforeAll(async () => {
  mkdirSync(at("corpus"));
  const texts = Array.from({ length: 40 }, (_, i) =>
    i % 4 === 0 ? `${i} # \n`.repeat(60) : wordyText(150, i + 1),
  );
  writeFileSync(
    records,
    texts.map((text, i) => `${JSON.stringify({ id: `https://example.org/${i}`, text })}\n`).join(""),
  );
  writeFileSync(at("good.txt"), wordyText(20_000, 99));
  writeFileSync(at("bad.txt"), Array.from({ length: 9000 }, (_, i) => `${i} # \n`).join(""));
  for (const name of ["good", "bad"]) {
    const argv = ["learn", at(`${name}.txt`), "-o", at(`${name}.model`), "--trial", "0", "-q"];
    expect((await runCli(argv)).err).toBe("");
  }
  await scoreAll(1, "one");
  await scoreAll(3, "three");
});

const score = (shard: string, parts: string, ...more: string[]) =>
  runCli(["score", "--shard", shard, "-o", at(parts), "-j", "1", "--field", "text", ...more, at("corpus")]);

async function scoreAll(count: number, parts: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { status, err } = await score(`${i}/${count}`, parts, "--against", models, ...columns);
    expect([status, err]).toEqual([0, ""]);
  }
}

const merge = (parts: string, ...more: string[]) => runCli(["merge", at(parts), ...more]);
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("documents of parts have the costs under models that scored lines have, and the report sums them up", async () => {
  const lines = linesOf(
    (await runCli(["score", records, "--field", "text", "--against", models, "-j", "1"])).out,
  ).map((line) => scoredLineSchema.parse(line));
  const documents = linesOf((await merge("three", "-f", "ndjson")).out).map((line) =>
    documentScoreSchema.parse(line),
  );
  expect(documents.length).toBe(40);
  for (const [i, { id, line, bytes, against, bad, difference, rate, reason }] of documents.entries()) {
    const own = lines[i]!;
    expect([id, line, bytes, rate, reason]).toEqual([`${records}#${i}`, own.line, own.bytes, null, null]);
    for (const [value, of] of [
      [against, own.against],
      [bad, own.bad],
      [difference, own.difference],
    ])
      expect(Math.abs(value! - of!)).toBeLessThan(0.000_11);
  }

  const report = scoreReportSchema.parse(JSON.parse((await merge("three", "-f", "json")).out));
  expect((await merge("one", "-f", "json")).out).toBe((await merge("three", "-f", "json")).out);
  expect(report.models.map(({ name }) => name)).toEqual(models.split(","));
  const mean = (of: (line: (typeof documents)[number]) => number) =>
    documents.reduce((sum, one) => sum + of(one) * one.bytes, 0) /
    documents.reduce((sum, one) => sum + one.bytes, 0);
  for (const [name, of] of [
    ["against", (one: (typeof documents)[number]) => one.against!],
    ["bad", (one: (typeof documents)[number]) => one.bad!],
    ["difference", (one: (typeof documents)[number]) => one.difference!],
  ] as const) {
    const { value, interval } = report[name]!;
    expect(Math.abs(value - mean(of))).toBeLessThan(0.0001);
    expect([interval!.lower < value, value < interval!.upper]).toEqual([true, true]);
    const sorted = documents.map(of).sort((a, b) => a - b);
    for (const [quantile, share] of [
      ["p5", 0.05],
      ["p50", 0.5],
      ["p95", 0.95],
    ] as const) {
      const exact = sorted[Math.floor(share * (sorted.length - 1))]!;
      expect(Math.abs(report.quantiles[name]![quantile] - exact)).toBeLessThan(
        0.011 * Math.abs(exact) + 1e-4,
      );
    }
  }
  // What was not asked for is not there.
  expect([report.rate, report.deflateRatio, report.quantiles.repeated]).toEqual([null, null, null]);
  const { out } = await merge("three");
  expect(out).toMatch(/against +\d.*bit\/byte under .*good\.model\n/);
});

test("a document takes at most 300 bytes of a part, with all columns and long names, too", async () => {
  await score("0/1", "full", "--against", models, "--key", "id");
  const [head, ...lines] = readFileSync(at("full/part-0-of-1.ndjson"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(head!).models).toEqual([
    { name: at("good.model"), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { name: at("bad.model"), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  const sizes = lines.slice(0, -2).map((line) => Buffer.byteLength(line) + 1);
  expect([sizes.length, Math.max(...sizes) <= 300]).toEqual([40, true]);
});

test("parts of another model are refused in one line, by score and by merge; the name does not matter", async () => {
  const other = await score(
    "1/3",
    "three",
    "--against",
    `${at("bad.model")},${at("good.model")}`,
    ...columns,
  );
  expect([other.status, other.out, other.err]).toEqual([
    2,
    "",
    expect.stringMatching(
      /^mesoscope: .* was scored against good\.model \([0-9a-f]{12}\) and bad\.model \([0-9a-f]{12}\), not bad\.model \([0-9a-f]{12}\) and good\.model \([0-9a-f]{12}\): use another folder\n$/,
    ),
  ]);
  await score("1/3", "other", "--against", at("bad.model"), ...columns.slice(0, 1), "against");
  copyFileSync(at("three/part-0-of-3.ndjson"), at("other/part-0-of-3.ndjson"));
  const mixed = await merge("other");
  expect(mixed.err.split("\n")[0]).toMatch(
    /part-1-of-3\.ndjson: was scored against bad\.model \([0-9a-f]{12}\), other parts against good\.model/,
  );
  for (const name of ["good", "bad"]) copyFileSync(at(`${name}.model`), at(`same-${name}.model`));
  const same = `${at("same-good.model")},${at("same-bad.model")}`;
  const renamed = await score("1/3", "three", "--against", same, ...columns);
  expect([renamed.status, renamed.out]).toEqual([0, expect.stringMatching(/exists already\n$/)]);
});

test("the line that makes a missing part names the models and the columns", async () => {
  const expected = readFileSync(at("three/part-1-of-3.ndjson"));
  mkdirSync(at("lost"));
  rmSync(at("three/part-1-of-3.ndjson"));
  const { status, out } = await merge("three");
  expect(status).toBe(3);
  expect(out).toContain(`--against ${models} --columns against,bad,difference`);
  const asked = /--shard \{\}\/3 (.*)\n/.exec(out)![1]!.split(" ");
  await runCli(["score", "--shard", "1/3", "-j", "1", ...asked]);
  expect(readFileSync(at("three/part-1-of-3.ndjson")).equals(expected)).toBe(true);
});

test.each([
  [["--columns", "bad"], /no column "bad" of parts: there are rate, .*repeated, regime, against$/],
  [["--columns", "group"], /no column "group" of parts/],
  [["--keep", "id"], /--keep writes one line per document/],
])("%j cannot be had of a part", async (more, reason) => {
  const run = await score("0/1", "none", "--against", at("good.model"), ...more);
  expect([run.status, run.err.trimEnd()]).toEqual([2, expect.stringMatching(reason)]);
});

test("the examples for Slurm and Kubernetes make parts of one job", async () => {
  const example = (name: string) => fileURLToPath(new URL(`../../docs/cluster/${name}`, import.meta.url));
  mkdirSync(at("bin"));
  writeFileSync(at("bin/mesoscope"), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`, {
    mode: 0o755,
  });
  const slurm = { SLURM_ARRAY_TASK_ID: "1", SLURM_CPUS_PER_TASK: "1", MESOSCOPE_SHARDS: "2" };
  const first = await spawnShell(
    `cd '${folder}' && PATH='${at("bin")}':$PATH bash '${example("score.sbatch")}'`,
    { env: slurm },
  );
  expect([first.status, first.err, first.out]).toEqual([0, "", "20 documents -> parts/part-1-of-2.ndjson\n"]);
  const { command, args } = parse(readFileSync(example("job.yaml"), "utf8")).spec.template.spec.containers[0];
  expect(command).toEqual(["mesoscope"]);
  const argv = (args as string[]).map((word) =>
    word
      .replaceAll("/data/", `${folder}/`)
      .replace("/256", "/2")
      .replace("parts", "pods")
      .replace("=4", "=1"),
  );
  const second = await runCli(argv, { env: { JOB_COMPLETION_INDEX: "0" } });
  expect([second.status, second.err]).toEqual([0, ""]);
  expect(readdirSync(at("pods"))).toEqual(["part-0-of-2.ndjson"]);
  const head = (path: string) => JSON.parse(readFileSync(at(path), "utf8").split("\n")[0]!);
  const [a, b] = [head("parts/part-1-of-2.ndjson"), head("pods/part-0-of-2.ndjson")];
  expect([b.models[0].sha256, b.columns]).toEqual([a.models[0].sha256, a.columns]);
});
