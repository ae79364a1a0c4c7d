import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const output = at("scores.ndjson");
const draft = `${output}.partial`;
const note = `${draft}.run`;

/** Kept of each line, so that few make a long output. 2048 are handed over at once: a draft of 600 kB holds some more. */
const pad = "p".repeat(120);
/** Lines of JSON that say which they are. */
const lines = (from: number, to: number, of = "a") =>
  Array.from(
    { length: to - from },
    (_, i) => `{"id":"${of}${from + i}","text":"${of} ${from + i} and ${"x".repeat(20)}","pad":"${pad}"}\n`,
  );
const options = ["--field", "text", "--columns", "bytes", "--keep", "id,pad", "--jobs", "1", "-q"];
const argv = (...inputs: readonly string[]) => ["score", ...inputs, ...options, "-o", output, "--resume"];
const keyOf = (inputs: readonly string[], stdin: string | Uint8Array) => {
  const contents = inputs.map((path) => (path === "-" ? "" : readFileSync(path, "latin1")));
  return createHash("sha256")
    .update(JSON.stringify([inputs, contents, stdin]))
    .digest("hex");
};

/** What runs printed that nothing interrupted, by their inputs. */
const wholes = new Map<string, string>();
async function whole(inputs: readonly string[], stdin = ""): Promise<string> {
  const key = keyOf(inputs, stdin);
  const out = wholes.get(key) ?? (await runCli(["score", ...inputs, ...options], { stdin })).out;
  wholes.set(key, out);
  return out;
}

/** What interrupted runs left, by their inputs. */
const left = new Map<string, { readonly draft: Buffer; readonly note: Buffer }>();

/** A run whose draft may not become larger than 600 kB, which leaves its first lines. */
async function interrupted(inputs: readonly string[], stdin: string | Uint8Array = ""): Promise<void> {
  const key = keyOf(inputs, stdin);
  const known = left.get(key);
  if (known !== undefined) {
    writeFileSync(draft, known.draft);
    writeFileSync(note, known.note);
    return;
  }
  const words = argv(...inputs).map((word) => `'${word}'`);
  const run = await spawnShell(`ulimit -f 600; mesoscope ${words.join(" ")}`, { stdin });
  expect([run.status, run.err]).toEqual([2, expect.stringMatching(/^mesoscope: cannot write .*\n$/)]);
  expect(statSync(draft).size).toBeGreaterThan(200_000);
  expect(existsSync(output)).toBe(false);
  left.set(key, { draft: readFileSync(draft), note: readFileSync(note) });
}

const resumed = (inputs: readonly string[], stdin: string | Uint8Array = "") =>
  runCli(argv(...inputs), { stdin });

/** A run that is refused: one line, and what was there is there still. */
async function expectRefused(
  inputs: readonly string[],
  reason: RegExp,
  stdin: string | Uint8Array = "",
): Promise<void> {
  const before = readFileSync(draft);
  const run = await resumed(inputs, stdin);
  expect([run.status, run.out]).toEqual([2, ""]);
  expect(run.err).toMatch(/^mesoscope: cannot continue [^\n]*; remove it to start over\n$/);
  expect(run.err).toMatch(reason);
  expect(existsSync(output)).toBe(false);
  // What was not covered by a checkpoint is cut off, and no line else.
  expect(before.indexOf(readFileSync(draft))).toBe(0);
  expect(statSync(draft).size).toBeGreaterThan(200_000);
}

async function expectContinued(inputs: readonly string[], stdin = ""): Promise<void> {
  const run = await resumed(inputs, stdin);
  expect([run.status, run.err]).toEqual([0, ""]);
  expect(readFileSync(output, "utf8") === (await whole(inputs, stdin))).toBe(true);
  expect([existsSync(draft), existsSync(note)]).toEqual([false, false]);
}

beforeEach(() => {
  for (const path of [output, draft, note]) rmSync(path, { force: true });
});

const other = /does not start with the \d+ documents that it holds/;

describe("a stream", () => {
  const stream = lines(0, 3000).join("");

  test("that is the same is continued, and so is one that goes on", async () => {
    await interrupted(["-"], stream);
    await expectContinued(["-"], stream);
    rmSync(output);
    await interrupted(["-"], stream);
    await expectContinued(["-"], stream + lines(3000, 3100).join(""));
  });

  test.each([
    ["another one", lines(0, 3000, "b").join("")],
    ["one whose first document differs", `{"id":"z","text":"z","pad":"${pad}"}\n${lines(1, 3000).join("")}`],
    ["one whose 100th document has another id", stream.replace('"id":"a99"', '"id":"a98"')],
    ["one with a line more at its start", `\n${stream}`],
    ["one with a document less", lines(1, 3000).join("")],
    ["one with a NUL byte in a document", stream.replace("a 1 and", "a 1\0and")],
  ])("%s is refused", async (_what, changed) => {
    await interrupted(["-"], stream);
    await expectRefused(["-"], other, changed);
  });

  test.each([0, 1, 100])("one that ends after %i documents is refused", async (count) => {
    await interrupted(["-"], stream);
    await expectRefused(["-"], /ends after \d+ documents?, but it holds/, lines(0, count).join(""));
    await expectContinued(["-"], stream);
  });

  test("with other options or models is refused", async () => {
    await interrupted(["-"], stream);
    await expectRefused(["-", "--seed", "2"], /other options or models/, stream);
    await expectRefused(["-", "--stdin-name", "b"], other, stream);
  });

  test("of 0.2.0, whose note has no version, is refused by name", async () => {
    await interrupted(["-"], stream);
    writeFileSync(note, readFileSync(note, "utf8").replace(/^\S+ [0-9a-f]{64}/, "0".repeat(64)));
    await expectRefused(["-"], /made by mesoscope 0\.2\.0 or older/, stream);
  });
});

describe("files", () => {
  const [first, second] = [at("1.jsonl"), at("2.jsonl")];
  beforeEach(() => {
    for (const path of [first, second]) rmSync(path, { force: true });
    writeFileSync(first, lines(0, 200).join(""));
    writeFileSync(second, lines(200, 3000).join(""));
  });

  test("that are the same are continued, whatever their dates are", async () => {
    await interrupted([first, second]);
    utimesSync(first, 1, 1);
    appendFileSync(second, lines(3000, 3025).join(""));
    writeFileSync(at("3.jsonl"), lines(3100, 3200).join(""));
    await expectContinued([first, second, at("3.jsonl")]);
  });

  test("with other contents of the same size and date are refused", async () => {
    for (const path of [first, second]) {
      await interrupted([first, second]);
      const { atime, mtime } = statSync(path);
      const before = readFileSync(path, "utf8");
      writeFileSync(path, before.replaceAll("xxxxx", "yyyyy"));
      utimesSync(path, atime, mtime);
      await expectRefused([first, second], other);
      writeFileSync(path, before);
      await expectContinued([first, second]);
      rmSync(output);
    }
  });

  test("that are links to others, in another order, fewer, shorter or gone are refused", async () => {
    await interrupted([first, second]);
    renameSync(first, at("moved.jsonl"));
    symlinkSync(second, first);
    await expectRefused([first, second], other);
    rmSync(first);
    await expectRefused([second], other);
    renameSync(at("moved.jsonl"), first);
    await expectRefused([second, first], other);
    await expectRefused([first], /ends after 200 documents/);
    const all = readFileSync(second);
    truncateSync(second, 1000);
    await expectRefused([first, second], /ends after|does not start/);
    writeFileSync(second, all);
    await expectContinued([first, second]);
  });

  test("that are compressed, or cells of a table, are the same when they hold the same", {
    tags: ["slow"],
  }, async () => {
    const table = at("table.csv");
    writeFileSync(
      table,
      `id,text,pad\n${lines(0, 3000)
        .map((_, i) => `${i},"text\n${i}",${pad}\n`)
        .join("")}`,
    );
    await interrupted([table]);
    await expectContinued([table]);
    rmSync(output);
    const packed = at("2.jsonl.gz");
    writeFileSync(packed, gzipSync(lines(0, 3000).join("")));
    await interrupted([packed]);
    writeFileSync(packed, gzipSync(gunzipSync(readFileSync(packed)), { level: 1 }));
    await expectContinued([packed]);
  });
});

describe("a draft", () => {
  const stream = lines(0, 3000).join("");

  test("that lost bytes after its last checkpoint is continued; one that was changed is refused", async () => {
    await interrupted(["-"], stream);
    const before = readFileSync(draft);
    writeFileSync(draft, Buffer.from(before).fill(0, 1000, 1010));
    await expectRefused(["-"], /its lines have been changed/, stream);
    for (const rest of [before.subarray(0, 1000), before.subarray(0, -7)]) {
      await interrupted(["-"], stream);
      writeFileSync(draft, rest);
      await expectContinued(["-"], stream);
      rmSync(output);
    }
  });

  test("is started anew when it was removed, or its run had written nothing", async () => {
    await interrupted(["-"], stream);
    rmSync(draft);
    await expectContinued(["-"], lines(0, 10, "c").join(""));
    rmSync(output);
    writeFileSync(draft, "");
    writeFileSync(note, `${"0".repeat(64)}\n`);
    await expectContinued(["-"], stream);
  });

  test.each([
    "",
    "of somebody else",
    `${"0".repeat(64)}\nno checkpoint\n{}\n`,
    `${"0".repeat(64)}\nnull\n`,
    "\0".repeat(99),
  ])("with a note that is none is left alone: %j", async (text) => {
    writeFileSync(draft, "lines\n");
    writeFileSync(note, text);
    const run = await resumed(["-"], stream);
    expect([run.status, run.err]).toEqual([2, expect.stringMatching(/^mesoscope: [^\n]*remove it[^\n]*\n$/)]);
    expect([readFileSync(draft, "utf8"), readFileSync(note, "utf8")]).toEqual(["lines\n", text]);
  });

  test("of CSV is continued after its head", async () => {
    const csv = (...more: string[]) => ["score", "-", ...options, "-o", at("scores.csv"), ...more];
    const words = csv("--resume").map((word) => `'${word}'`);
    await spawnShell(`ulimit -f 400; mesoscope ${words.join(" ")}`, { stdin: lines(0, 4000).join("") });
    expect(statSync(at("scores.csv.partial")).size).toBeGreaterThan(200_000);
    expect((await runCli(csv("--resume"), { stdin: lines(0, 4000).join("") })).status).toBe(0);
    const continued = readFileSync(at("scores.csv"), "utf8");
    expect((await runCli(csv(), { stdin: lines(0, 4000).join("") })).status).toBe(0);
    expect(readFileSync(at("scores.csv"), "utf8") === continued).toBe(true);
  });
});
