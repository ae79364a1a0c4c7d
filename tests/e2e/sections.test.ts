import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { sectionsReportSchema } from "../../src/features/sections/schema.ts";
import { sections } from "../../src/index.ts";
import { wordyText } from "./fixtures.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const random = Random.fromSeed(3);
const noise = (length: number) => Uint8Array.from({ length }, () => random.below(256));
const words = ["alpha", "beta", "gamma", "delta", "epsilon"];
const text = (length: number) => {
  let lines = "";
  while (lines.length < length)
    lines += `${words[random.below(5)]} ${words[random.below(5)]} ${random.below(90)}\n`;
  return Buffer.from(lines);
};
const secret = noise(9000);
const parts = [text(10_000), secret, Buffer.alloc(8000), text(6000), secret];
const image = join(folder, "image.bin");
writeFileSync(image, Buffer.concat(parts));
const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { length }) => sum + length, 0));

test("a file is cut where it was joined, in every format", async () => {
  const { status, out, err } = await runCli(["sections", image, "-f", "json"]);
  expect([status, err]).toEqual([0, ""]);
  const report = sectionsReportSchema.parse(JSON.parse(out));
  const [file] = report.files;
  expect(file!.sections).toHaveLength(parts.length);
  for (const [i, section] of file!.sections.entries()) {
    expect(section.fromLower).toBeLessThanOrEqual(starts[i]!);
    expect(section.fromUpper).toBeGreaterThanOrEqual(starts[i]!);
    expect(section.size).toBe(section.to - section.from);
  }
  expect(file!.sections.map(({ what }) => what)).toEqual([
    "text",
    "noise, encrypted or compressed",
    "order: zeros",
    "text",
    "noise, encrypted or compressed",
  ]);
  expect(file!.sections.map(({ copyOf }) => copyOf)).toEqual([null, null, null, null, 2]);
  const rows = readCsv((await runCli(["sections", image, "-f", "csv"])).out);
  expect(rows).toHaveLength(1 + parts.length);
  const table = await runCli(["sections", image]);
  expect(table.out).toMatch(/image\.bin: 5 sections\. /);
  expect(table.out).toContain("copy of B");
  expect(table.out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const format of ["html", "md", "ndjson"])
    expect((await runCli(["sections", image, "-f", format])).status).toBe(0);
  // Text is placed between order and noise; what is only counted is not.
  const { out: drawn } = await runCli(["sections", image, "-f", "svg"]);
  const [placed] = file!.sections.map(({ randomness }) => randomness);
  expect(placed?.status).toBe("ok");
  expect(drawn).toContain(
    `A: text, randomness ${placed?.status === "ok" ? placed.value.toFixed(2) : ""}, S `,
  );
  expect((await runCli(["sections", image, "--quick", "-f", "svg"])).out).not.toContain("randomness");
});

test("the default view says when a file is several things, and nothing where one field of its records is measured", async () => {
  // Sections are those of the whole file, whatever the sample.
  const little = ["--sample", "2kB"];
  const sectionsOf = async (...argv: string[]) =>
    JSON.parse((await runCli([...argv, ...little, "-f", "json"])).out).samples[0].sections;
  expect(await sectionsOf(image)).toMatchObject({ count: 5 });
  expect((await runCli([image, ...little])).out.replaceAll(/\s+/g, " ")).toContain("It has 5 sections: ");
  const records = join(folder, "records.jsonl");
  const prose = (i: number) => JSON.stringify({ text: "3 words", more: wordyText(150, i) });
  const key = () => JSON.stringify({ text: "3 words", key: Buffer.from(noise(150)).toString("hex") });
  writeFileSync(records, [...new Array(300).keys()].map((i) => `${i < 150 ? prose(i) : key()}\n`).join(""));
  const { sections: whole } = JSON.parse((await runCli(["explain", records, ...little, "-f", "json"])).out);
  expect(whole.sections).toHaveLength(2);
  expect(await sectionsOf(records, "--field", "text")).toBeUndefined();
  const explained = JSON.parse(
    (await runCli(["explain", records, "--field", "text", ...little, "-f", "json"])).out,
  );
  expect(explained.sections).toBeNull();
});

test("the library gives what the command prints", async () => {
  const { out } = await runCli(["sections", image, "-f", "json"]);
  const [file] = sectionsReportSchema.parse(JSON.parse(out)).files;
  expect(await sections({ path: image })).toEqual(file);
  await expect(sections("", { level: "deep" as never })).rejects.toThrow(/level takes coarse, usual, fine/);
  expect((await sections(new Uint8Array(0))).sections).toEqual([]);
});

test("lines are named in a text, and compressed inputs are unpacked", async () => {
  const log = join(folder, "app.log.gz");
  const json = Array.from({ length: 900 }, (_, i) => `{"id":${i},"ok":${i % 2 === 0}}\n`).join("");
  const before = text(20_000);
  writeFileSync(log, gzipSync(Buffer.concat([before, Buffer.from(json)])));
  const { out } = await runCli(["sections", log, "--quick", "-f", "json"]);
  const [file] = sectionsReportSchema.parse(JSON.parse(out)).files;
  expect(file!.sections.map(({ line }) => line)).toEqual([1, before.toString().split("\n").length]);
  expect(file!.sections[1]!.from).toBe(before.length);
  const stream = await runCli(["sections", "-", "--quick", "-f", "json"], { stdin: before });
  expect(JSON.parse(stream.out).files[0].name).toBe("stdin");
});

test("--noise lists the files that hold noise, and --fail fails", async () => {
  const sources = join(folder, "sources");
  mkdirSync(sources);
  writeFileSync(join(sources, "a.txt"), text(9000));
  const argv = ["sections", sources, "--noise", "--fail"];
  expect(await runCli(argv)).toMatchObject({
    status: 0,
    out: "None of 1 file holds noise of 4 kB or more, or 64 bytes in digits.\n",
  });
  writeFileSync(join(sources, "blob"), Buffer.concat([text(9000), secret]));
  const hex = Buffer.from(noise(9000)).toString("hex");
  writeFileSync(join(sources, "key.hex"), hex.replaceAll(/.{64}/g, "$&\n"));
  writeFileSync(join(sources, "a.png"), Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), secret]));
  const secrets = Array.from({ length: 9 }, () => `key: ${Buffer.from(noise(80)).toString("base64")}\n`);
  writeFileSync(join(sources, "secret.yml"), secrets.join(""));
  const { status, out } = await runCli([...argv, "-f", "csv"]);
  expect(status).toBe(1);
  const rows = readCsv(out).slice(1);
  expect([...new Set(rows.map(([file]) => file))]).toEqual(
    ["blob", "key.hex", "secret.yml"].map((name) => join(sources, name)),
  );
  expect((await runCli(["sections", join(sources, "secret.yml"), "--quick"])).out).toContain(
    "9 runs of base64 hold noise (720B), the first in line 1.",
  );
  const all = readCsv((await runCli([...argv, "--all", "-f", "csv"])).out).slice(1);
  expect(all.some(([file]) => file === join(sources, "a.png"))).toBe(true);
});

test("what cannot be read is named in one line", async () => {
  for (const [argv, status] of [
    [["missing.bin"], 3],
    [["/dev/null"], 3],
    [[image, "--fail"], 2],
    [[image, "--level", "deep"], 2],
  ] as const) {
    const run = await runCli(["sections", ...argv]);
    expect(run.status).toBe(status);
    expect(run.err.trimEnd().split("\n")).toHaveLength(1);
  }
  const empty = join(folder, "empty");
  writeFileSync(empty, "");
  expect((await runCli(["sections", empty])).out).toMatch(/empty: empty\n$/);
});
