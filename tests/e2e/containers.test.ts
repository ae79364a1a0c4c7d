import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { reportSchema } from "../../src/results/report-schema.ts";
import { packed, text as packedText } from "../unit/input/containers/packed.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const text = wordyText(6000);
const lines = text
  .split("\n")
  .map((line) => `${JSON.stringify({ text: line })}\n`)
  .join("");
const path = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const own = (shown: string) => shown.replaceAll(/[^\s"=:,]*mso-\w+\/t-\w+\//g, "");
async function reportOf(...argv: string[]) {
  const outcome = await runCli(["-f", "json", "-e", "plug-in", "--jobs", "1", ...argv]);
  return { ...outcome, err: own(outcome.err), report: reportSchema.parse(JSON.parse(outcome.out)) };
}

describe("compressed inputs", () => {
  it("are measured as what is in them, and the container is named", async () => {
    const plain = (await reportOf(path("a.txt", text))).report.samples[0]!;
    const gz = path("a.txt.gz", gzipSync(text));
    const { samples } = (await reportOf(gz)).report;
    expect(samples[0]).toMatchObject({
      provenance: { kind: "file", container: "gzip" },
      size: 6000,
      sha256: plain.sha256,
      measurements: plain.measurements,
      warnings: [{ code: "unpacked", message: "unpacked from gzip" }],
    });
    const whole = (await reportOf("--sample", "all", gz)).report.samples[0]!;
    expect(whole.measurements).toEqual(plain.measurements);
    const raw = (await reportOf("--no-decompress", gz)).report.samples[0]!;
    expect(raw.warnings.map(({ code }) => code)).toEqual(["compressed-container"]);
    const stdin = await runCli(["-f", "json", "-e", "plug-in", "-"], { stdin: gzipSync(text) });
    expect(JSON.parse(stdin.out).samples[0]).toMatchObject({
      provenance: { kind: "stdin", container: "gzip" },
      measurements: plain.measurements,
    });
    // One level: what is in it is taken as it is.
    const nested = (await reportOf(path("b.gz", gzipSync(gzipSync(text))))).report.samples[0]!;
    expect(nested.warnings.map(({ code }) => code)).toEqual(["unpacked", "compressed-container"]);
  });

  it("fail as a whole when they are damaged; the others go on", async () => {
    const damaged = path("c.gz", gzipSync(text).subarray(0, 500));
    const { status, err, report } = await reportOf(damaged, path("a.txt", text));
    expect(status).toBe(3);
    expect(err).toBe(
      "mesoscope: c.gz: damaged gzip at byte 500 of 500: unexpected end of file; --no-decompress measures the compressed bytes\n",
    );
    expect(report.inputs).toEqual({ total: 2, ok: 1, skipped: 0, failed: 1 });
  });

  it("are found in folders", async () => {
    mkdirSync(join(folder, "shards"), { recursive: true });
    path("shards/1.jsonl.gz", gzipSync(lines));
    path("shards/2.jsonl", lines);
    const { status, report } = await reportOf(join(folder, "shards"), "--field", "text");
    expect(status).toBe(0);
    expect(report.samples.map(({ size, provenance }) => [size, provenance])).toMatchObject([
      [
        6000 - text.split("\n").length + 1,
        { container: "gzip", records: { format: "jsonl", field: "text", bad: 0 } },
      ],
      [6000 - text.split("\n").length + 1, { records: { documents: text.split("\n").length } }],
    ]);
  });
});

test.each(Object.entries(packed))("the built command unpacks %s", async (format, code) => {
  const packedFile = path(`built.${format}`, Buffer.from(code, "base64"));
  const { status, out, err } = await spawnCli(["-f", "json", "-e", "plug-in", "--no-cache", packedFile]);
  expect([status, err]).toEqual([0, ""]);
  expect(JSON.parse(out).samples[0]).toMatchObject({
    n: packedText.length,
    provenance: { container: format },
  });
});

describe("records", () => {
  it("that cannot be read are counted and named; the rest is measured, status 3", async () => {
    const { status, err, report } = await reportOf(
      path("bad.jsonl", `{"text":"ab"}\n{"text":\n{"text":"ba"}\n`),
      "--field",
      "text",
    );
    expect([status, err]).toEqual([3, "mesoscope: bad.jsonl: 1 bad record at line 2, byte 14: not JSON\n"]);
    expect(report.inputs).toEqual({ total: 1, ok: 1, skipped: 0, failed: 0 });
    expect(report.samples[0]).toMatchObject({
      n: 4,
      provenance: { records: { format: "jsonl", field: "text", documents: 2, bad: 1 } },
    });
  });

  it.each([
    ["explain"],
    ["forecast"],
    ["curve", "--learner", "observer", "--halvings", "0"],
    ["ngrams"],
    ["baseline", "--baseline", join(folder, "baseline.json")],
    ["learn", "--trial", "0", "-o", join(folder, "records.model")],
    ["score"],
  ])("that cannot be read are told of by %s, too", async (...command) => {
    const damaged = path("damaged.jsonl", `${lines}not json\n`);
    const { status, err } = await runCli([...command, damaged, "--field", "text"]);
    expect(own(err)).toMatch(/^mesoscope: damaged\.jsonl: 1 bad record[^\n]*: not JSON\n$/);
    expect(status).toBe(3);
  });

  it("show no control character of a field's name", async () => {
    const records = path("named.jsonl", '{"text":"words"}\n');
    for (const argv of [
      ["-e", "plug-in", "--jobs", "1", records],
      ["--jobs", "1", records],
      ["explain", records],
    ]) {
      const { status, out, err } = await runCli([...argv, "--field", "\u001b[31m\u202e"]);
      expect(status).toBe(2);
      expect(err).toContain('no field "\\u{1b}[31m\\u{202e}"');
      expect(out + err).not.toMatch(/[\u001b\u202e]/);
    }
  });

  it("are documents: nothing that is counted crosses from one to the next", async () => {
    const many = path("many.jsonl", `${JSON.stringify({ t: "ab" })}\n`.repeat(500));
    const outcome = await runCli(["-f", "json", "-e", "top-ngrams(k=2)", "--field", "t", many]);
    const [{ measurements }] = JSON.parse(outcome.out).samples;
    expect(measurements[0].value.rows.map((row: unknown[]) => row.slice(0, 2))).toEqual([["ab", 500]]);
  });
});

describe("names that are not UTF-8", () => {
  it("are read by their bytes, which JSON has too", async () => {
    const inside = join(folder, "names");
    mkdirSync(inside);
    const bytes = Buffer.concat([Buffer.from(`${inside}/a`), Buffer.from([0xff]), Buffer.from(".txt")]);
    writeFileSync(bytes, text);
    writeFileSync(join(inside, "b\ufffd.txt"), text); // a name that is UTF-8 and holds what decoding puts in their place
    mkdirSync(Buffer.concat([Buffer.from(`${inside}/`), Buffer.from([0xfe])]));
    for (const argv of [[inside], ["--sample", "all", inside]]) {
      const { status, err, report } = await reportOf(...argv);
      expect(status).toBe(3);
      expect(err).toMatch(/^mesoscope: [^\n]*names\/\ufffd: the name of the folder is not UTF-8\n$/);
      expect(report.samples.map(({ size, provenance }) => [size, "pathBase64" in provenance])).toEqual([
        [6000, true],
        [6000, false],
      ]);
      expect(report.samples[0]!.provenance).toMatchObject({ pathBase64: bytes.toString("base64") });
    }
  });
});

describe("--files-from", () => {
  it("reads paths from a file or standard input, ended by line feeds or NUL", async () => {
    const a = path("a.txt", text);
    const strange = path("with\nfeed.txt", wordyText(500, 4));
    const list = path("list", `${a}\n\n${join(folder, "none")}\r\n`);
    const listed = await reportOf("--files-from", list);
    expect(listed.report.inputs).toEqual({ total: 2, ok: 1, skipped: 0, failed: 1 });
    const stdin = await runCli(["-f", "json", "-e", "plug-in", "--files-from", "-", "-0", "--jobs", "1"], {
      stdin: `${strange}\0${a}\0`,
    });
    expect(JSON.parse(stdin.out).samples.map(({ n }: { n: number }) => n)).toEqual([500, 6000]);
    expect(await runCli(["--files-from", join(folder, "nolist")])).toMatchObject({ status: 2, out: "" });
    expect((await runCli(["-0", a])).err).toBe("mesoscope: -0 needs --files-from with a file, or -\n");
  });
});
