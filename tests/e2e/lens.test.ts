import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { lensReportSchema } from "../../src/results/lens-schema.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const written = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const line = (i: number) =>
  `{"user": ${(i * 7919) % 1009}, "does": "${i % 3 ? "read" : "write"}", "at": ${i * 61}},\n`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join("");
const random = Random.fromSeed(1);
const secret = Buffer.from(Uint8Array.from({ length: 900 }, () => random.below(256))).toString("base64");
const log = written("log.json", `${lines(0, 150)}"${secret}",\n${lines(150, 300)}`);
const introducer = String.fromCharCode(27);
const hostile = written(
  "hostile.txt",
  Buffer.concat([
    Buffer.from(
      `plain ${introducer}[31mred${introducer}]0;title\u0007 \u202eright \u009bcsi <script>alert(1)</script>\r\n\ttab `,
    ),
    Uint8Array.of(0xff, 0xc3, 0x28),
  ]),
);

test("a base64 line is found in every format, at its line and column", async () => {
  const json = await runCli(["lens", log, "-f", "json"]);
  expect([json.status, json.err]).toEqual([0, ""]);
  const report = lensReportSchema.parse(JSON.parse(json.out));
  const found = report.spans.filter(({ kind }) => kind === "noise");
  expect(found).toHaveLength(1);
  expect(found[0]!.start).toMatchObject({ line: 151 });
  expect(Math.abs(found[0]!.bytes - 1202)).toBeLessThan(12);
  expect(found[0]!.rate).toBeGreaterThan(5.5);
  const [head, ...rows] = readCsv((await runCli(["lens", log, "-f", "csv"])).out);
  expect(head!.slice(0, 3)).toEqual(["kind", "start", "end"]);
  expect(rows.map(([kind]) => kind)).toEqual(report.spans.map(({ kind }) => kind));
  const listed = await runCli(["lens", log], { columns: 80 });
  const table = await runCli(["lens", log, "--text"], { columns: 80 });
  // Into a pipe goes the list alone, unless the text is asked for.
  expect(table.out.startsWith(listed.out)).toBe(true);
  expect(table.out.length).toBeGreaterThan(2 * listed.out.length);
  expect(table.out).toMatch(/^\d+ % of it is noise/);
  expect(table.out).toContain("── 151:");
  expect(table.out.split("\n").filter((one) => [...one].length > 80)).toEqual([]);
  expect((await runCli(["lens", log, "--ascii"])).out).toMatch(/^[ -~\n]*$/);
});

test("what a terminal would obey is written out, in colour and without, in text and in pages", async () => {
  const plain = await runCli(["lens", hostile, "--text"]);
  expect(plain.out).toMatch(/^[^\p{Cc}\u202e]*$/mu);
  expect(plain.out).toContain("plain \\u{1b}[31mred\\u{1b}]0;title\\u{7} \\u{202e}right \\u{9b}csi <script>");
  expect(plain.out).toContain("\\xff\\xc3(");
  const colour = await runCli(["lens", hostile], {
    terminal: true,
    env: { NO_COLOR: "", FORCE_COLOR: "1", TERM: "xterm-256color" },
  });
  // Nothing but colours, and none that goes on beyond its line.
  const codes = [...colour.out.matchAll(/\u001b(\[[\d;]*[A-Za-z])?/g)].map(([, code]) => code ?? "none");
  expect(codes.filter((code) => !/^\[[\d;]*m$/.test(code))).toEqual([]);
  for (const one of colour.out.split("\n"))
    expect(one).toMatch(/^(?:(?!\u001b\[48).)*$|\u001b\[(0|22)m[^\u001b]*$/);
  expect(colour.out).toContain("48;5;");
  const few = await runCli(["lens", hostile], {
    terminal: true,
    env: { NO_COLOR: "", FORCE_COLOR: "1", TERM: "linux" },
  });
  expect(few.out).not.toContain("48;5;");
  const page = await runCli(["lens", hostile, "-f", "html"]);
  expect(page.out).not.toContain("<script>alert");
  expect(page.out).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
});

test("bytes are shown as such, and pages can be turned", async () => {
  const bytes = written(
    "bytes.bin",
    Uint8Array.from({ length: 4000 }, (_, i) => (i < 2000 ? i % 7 : 0)),
  );
  const shown = await spawnShell(`mesoscope lens ${bytes} --text | head -12`);
  expect([shown.status, shown.err]).toEqual([0, ""]);
  expect(shown.out).toMatch(/^0000 {2}00 01 02 03 04 05 06 00/m);
});

test("what cannot be read is said in one line with the documented status", async () => {
  mkdirSync(join(folder, "empty"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  for (const [argv, status] of [
    [[join(folder, "none")], 3],
    [[join(folder, "empty")], 3],
    [[join(folder, "pipe")], 3],
    [[log, hostile], 2],
    [[log, "--losses", hostile], 3],
    [[log, "-f", "svg"], 2],
  ] as const) {
    const { status: given, out, err } = await runCli(["lens", ...argv]);
    expect([given, out, err.trimEnd().split("\n").length]).toEqual([status, "", 1]);
  }
  const nothing = await runCli(["lens", "-"], { stdin: "" });
  expect([nothing.status, nothing.out]).toEqual([0, "The input is empty.\n"]);
  expect((await runCli(["lens", "-"], { stdin: "a" })).out).toMatch(/^It is all of one kind/);
});

test("losses of a trainer pay instead of the observer", async () => {
  const bits = Array.from({ length: 20 }, (_, i) => i / 4);
  const losses = written("losses.ndjson", `${JSON.stringify({ doc: 0, offset: 2, bits })}\n`);
  const run = await runCli(["lens", log, "--losses", losses, "-f", "json"]);
  const paid = lensReportSchema.parse(JSON.parse(run.out));
  expect(paid.bits).toBeCloseTo(47.5, 3);
  expect(paid.reader).toEqual({ kind: "losses", name: losses });
});

test("no more of a large file is read than --max-memory has room for, and that is said", async () => {
  const large = written("large.log", lines(0, 5000));
  const table = await runCli(["lens", large, "--max-memory", "100MB"]);
  expect(table.out).toMatch(/^The first 65536 of \d+ bytes were read; a larger --max-memory/m);
  const whole = await runCli(["lens", large, "-f", "json"]);
  const { read, size } = lensReportSchema.parse(JSON.parse(whole.out));
  expect(read).toBe(size);
});

test("Parquet is read by the column, as by the default command, and refused for the same reason", async () => {
  const data = Array.from({ length: 400 }, (_, i) => `${i}: ${line(i)}`);
  const column = (name: string) => ({ name, data, type: "STRING" }) as const;
  const one = written("one.parquet", new Uint8Array(parquetWriteBuffer({ columnData: [column("text")] })));
  const size = Buffer.byteLength(data.join(""));
  expect(JSON.parse((await runCli(["lens", one, "-f", "json"])).out)).toMatchObject({ size });
  const columnData = [column("text"), column("title")];
  const two = written("two.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
  expect(JSON.parse((await runCli(["lens", two, "-f", "json", "--field", "title"])).out)).toMatchObject({
    size,
  });
  const footer = Buffer.concat([Buffer.alloc(40, 0x19), Buffer.from([40, 0, 0, 0]), Buffer.from("PAR1")]);
  const nested = written("nested.parquet", Buffer.concat([Buffer.from("PAR1"), footer]));
  const cut = written("cut.parquet", Buffer.from(parquetWriteBuffer({ columnData })).subarray(0, 3000));
  for (const path of [two, nested, cut]) {
    const [own, usual] = [await runCli(["lens", path]), await runCli([path, "-e", "plug-in", "--no-cache"])];
    expect(own.status).toBe(3);
    expect(own.err).toMatch(
      /: (cannot be read as Parquet: |holds 2 columns of text: choose one with --field)/,
    );
    expect(own.err).toBe(usual.err);
  }
  const lines = written("posts.jsonl", data.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  expect(JSON.parse((await runCli(["lens", lines, "-f", "json", "--field", "text"])).out)).toMatchObject({
    size,
  });
});

test("a file of several things has its sections above its spans", async () => {
  const text = Array.from({ length: 900 }, (_, i) => `${i % 7} and ${(i * 37) % 11} of them\n`).join("");
  const noise = Uint8Array.from({ length: 9000 }, () => random.below(256));
  const mixed = written("mixed.bin", Buffer.concat([Buffer.from(text), noise]));
  const { out } = await runCli(["lens", mixed], { columns: 80 });
  expect(out).toMatch(/\n2 sections\. [^A]*noise[^A]*\n\nA{20,}B{20,}\n\n/);
  const page = (await runCli(["lens", mixed, "-f", "html"])).out;
  expect(page.includes("<h2>Sections</h2>")).toBe(true);
  const single = (await runCli(["lens", hostile, "-f", "html"])).out;
  expect(single.includes("<h2>Sections</h2>")).toBe(false);
});
