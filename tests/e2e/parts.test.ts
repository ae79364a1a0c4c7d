import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { partDocumentSchema } from "../../src/features/score/part-schema.ts";
import { shellWord } from "../../src/report/kit/format.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const parts = join(folder, "parts");
let lines: unknown[];

beforeAll(async () => {
  mkdirSync(join(folder, "texts"));
  for (let i = 0; i < 3; i++) writeFileSync(join(folder, "texts", `${i}.txt`), wordyText(700, i + 1));
  const env = { SLURM_ARRAY_TASK_ID: "4", SLURM_ARRAY_TASK_MIN: "4", SLURM_ARRAY_TASK_COUNT: "2" };
  const argv = ["score", "--quick", "-q", "-o", parts, "--jobs", "1", join(folder, "texts")];
  expect(await runCli(argv, { env })).toMatchObject({ status: 0, err: "" });
  const text = readFileSync(join(parts, "part-0-of-2.ndjson"), "utf8");
  lines = text
    .trimEnd()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
});

/** A part of these lines, whose checksum fits. */
function write(changed: readonly unknown[], where = join(folder, "forged")): string {
  const body = changed.map((line) => `${JSON.stringify(line)}\n`).join("");
  const sum = createHash("sha256").update(body).digest("hex");
  mkdirSync(where, { recursive: true });
  writeFileSync(join(where, "part-0-of-2.ndjson"), `${body}${JSON.stringify({ sha256: sum })}\n`);
  return where;
}

test("a key that is there twice is refused by name, whichever line has it", async () => {
  const texts = lines.map((line) => JSON.stringify(line));
  for (const [i, key] of [
    [0, "shard"],
    [texts.length - 1, "documents"],
  ] as const) {
    const body = texts.map(
      (line, k) => `${k === i ? line.replace(`"${key}":`, `"${key}":0,"${key}":`) : line}\n`,
    );
    const sum = createHash("sha256").update(body.join("")).digest("hex");
    const where = join(folder, `twice-${key}`);
    mkdirSync(where, { recursive: true });
    writeFileSync(join(where, "part-0-of-2.ndjson"), `${body.join("")}${JSON.stringify({ sha256: sum })}\n`);
    const { status, err } = await runCli(["merge", where]);
    expect([status, err]).toEqual([
      3,
      expect.stringContaining(`is damaged: ambiguous: "${key}" occurs twice`),
    ]);
  }
});

test("a part of 0.2.0 is refused by the name of its version", async () => {
  const [head, ...rest] = lines as [Record<string, unknown>, ...unknown[]];
  const where = write([{ ...head, mesoscopePart: 3, version: "0.2.0" }, ...rest], join(folder, "old"));
  const { status, err } = await runCli(["merge", where]);
  expect([status, err]).toEqual([
    3,
    expect.stringMatching(/^mesoscope: .*part-0-of-2\.ndjson: was written by mesoscope 0\.2\.0, .*\n$/),
  ]);
});

/** Names of the values of a document in their order. */
const valueNames = Object.keys(partDocumentSchema.shape);

/** What `merge` says of lines of which one was changed. */
async function refusalOf(line: number, path: readonly string[], value: unknown): Promise<string> {
  const where = write(changedAt(lines, [String(line), ...path], value) as unknown[]);
  const { status, err } = await runCli(["merge", where]);
  expect([status, err.split("\n").length]).toEqual([3, 2]);
  return err;
}

describe("a forged value with a checksum that fits is refused, and named", () => {
  test.each([
    ["rate", -1],
    ["rate", -1e-9],
    ["rate", 1e308],
    ["rate", 0],
    ["rate", null],
    ["microbits", -1],
    ["microbits", 1.5],
    ["microbits", 0],
    ["microbits", null],
    ["deflated", -3],
    ["repeated", -0.1],
    ["repeated", 1.1],
    ["bytes", 0],
    ["bytes", -1],
    ["n", 701],
    ["n", -1],
    ["line", 0],
    ["line", -1],
    ["offset", -1],
    ["regime", "order"],
    ["learned", 0.5],
    ["againstMicrobits", 5],
    ["badMicrobits", 5],
    ["id", 5],
    ["key", {}],
  ])("%s: %j", async (name, value) => {
    expect(await refusalOf(1, [String(valueNames.indexOf(name))], value)).toMatch(
      /not a part that mesoscope wrote|tally/,
    );
  });

  test.each([
    [["documents"], 1, "documents"],
    [["sums", "bytes"], "700", "sums"],
    [["sums", "symbols"], "0", "sums"],
    [["sums", "deflated"], "1", "sums"],
    [["sums", "mm"], "1", "sums"],
    [["sums", "nn"], "-1", "sums"],
    [["sums", "a"], "1", "sums"],
    [["regimes", "unplaced"], 1, "regimes"],
    [["regimes"], { order: 2 }, "regimes"],
    [["quantiles", "rate"], [[1, 2]], "quantiles"],
    [["quantiles", "above"], [[1, 2]], "quantiles"],
    [["lowest"], [], "lowest"],
    [["lowest", "0", "rate"], -1, "lowest"],
    [["highest", "0", "id"], "other", "highest"],
    [["pairs"], "", "pairs"],
    [["ends"], "", "pairs"],
    [["distinct", "octets"], Buffer.from([0, 60]).toString("base64"), "distinct"],
    [["sample", "0", "key"], "0".repeat(64), "sample"],
    [["sample", "0", "id"], "other", "sample"],
    [["sample", "0", "base64"], Buffer.alloc(5000).toString("base64"), "sample"],
  ] as const)("its tally: %j is %j", async (path, value, what) => {
    expect(await refusalOf(lines.length - 1, ["tally", ...path], value)).toContain(what);
  });

  test("numbers that JSON or a double has no room for", async () => {
    for (const number of ["1e999", "NaN", "-Infinity", "9007199254740993"]) {
      const texts = lines.map((line) => JSON.stringify(line));
      const values = JSON.parse(texts[1]!) as unknown[];
      values[valueNames.indexOf("bytes")] = "HERE";
      texts[1] = JSON.stringify(values).replace('"HERE"', number);
      const body = texts.map((line) => `${line}\n`).join("");
      const sum = createHash("sha256").update(body).digest("hex");
      writeFileSync(join(write(lines), "part-0-of-2.ndjson"), `${body}${JSON.stringify({ sha256: sum })}\n`);
      const { status, err } = await runCli(["merge", join(folder, "forged")]);
      expect([status, err]).toEqual([3, expect.stringMatching(/is damaged|not a part that mesoscope wrote/)]);
    }
  });

  test("the documents of a part under another shard, or under two names", async () => {
    const head = lines[0] as { shard: { index: number; count: number } };
    const whole = write(lines, join(folder, "copies"));
    const other = { ...head, shard: { index: 1, count: 2 } };
    const copy = write([other, ...lines.slice(1)], join(folder, "copy"));
    renameSync(join(copy, "part-0-of-2.ndjson"), join(whole, "part-1-of-2.ndjson"));
    const copied = await runCli(["merge", whole]);
    expect([copied.status, copied.err]).toEqual([
      3,
      expect.stringMatching(/part-1-of-2\.ndjson: .*\.txt is also in another part\n/),
    ]);
    const twice = await runCli(["merge", join(folder, "forged"), write(lines)]);
    expect(twice.err).toContain("shard 0 occurs twice");
    for (const changed of [
      { job: "0".repeat(64) },
      { version: "9.9.9" },
      { options: { sample: 5, seed: 1 } },
      { shard: { index: 1, count: 3 } },
    ]) {
      const job = write([{ ...other, ...changed }, ...lines.slice(1)], copy);
      const another = await runCli(["merge", write(lines), job]);
      expect([changed, another.err]).toEqual([changed, expect.stringContaining("belongs to another job")]);
    }
  });
});

/** Every place in a value, and itself. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, own]) => placesIn(own, [...path, key]))];
}

function changedAt(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changedAt(copy[key], rest, to);
  return copy;
}

const hostile: unknown[] = [
  null,
  -5,
  0.5,
  1e300,
  "1; touch ran",
  "$(touch ran)",
  "'`touch ran`\n\u001b[2J\u202e",
  [],
  {},
  [[-1, -1]],
  JSON.parse('{"__proto__":{"x":1}}'),
  "////",
  true,
];

describe("what a part says is believed nowhere", () => {
  test("sound ones are read", async () => {
    const { status, out, err } = await runCli(["merge", write(lines)]);
    expect([status, out, err]).toEqual([
      3,
      "MESOSCOPE_FIRST_TASK=4 MESOSCOPE_SHARDS=2 sbatch --array=5 JOB\n",
      "mesoscope: 1 of 2 shards are missing: 1; the command above makes them\n",
    ]);
  });

  test("any value in any place is refused, or does no harm", async () => {
    const places = lines.flatMap((line, i) => placesIn(line).map((path) => [String(i), ...path]));
    expect(places.length).toBeGreaterThan(90);
    const scripts: string[] = [];
    for (const [nth, path] of places.entries())
      for (const value of [hostile[nth % hostile.length], hostile[(5 * nth + 3) % hostile.length]]) {
        const where = write(changedAt(lines, path, value) as unknown[]);
        const { status, out, err } = await runCli(["merge", where]);
        const about = JSON.stringify([path, value]);
        expect(status, about).toBe(3);
        expect(err, about).toMatch(/^(mesoscope: [^\p{Cc}\u202e]+\n)+$/u);
        expect(err, about).not.toMatch(/TypeError|Cannot read|is not iterable|is not a function/);
        expect(/[^\P{Cc}\n]|\u202e/u.test(out), about).toBe(false);
        scripts.push(out);
      }
    // Lines that are told are run, with what they start in place of it.
    const stubs = "sbatch() { :; }; xargs() { cat > /dev/null; }; mesoscope() { :; }; cd";
    await spawnShell(`${stubs} '${folder}'\n${[...new Set(scripts)].join("")}`);
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  test.each([
    ["documents", -5, /documents/],
    ["documents", 4, /its tally does not match its documents/],
    ["sums", null, /sums/],
  ])("a tally whose %s is %j", async (key, value, reason) => {
    const tally = lines.length - 1;
    const { status, err } = await runCli([
      "merge",
      write(changedAt(lines, [String(tally), "tally", key], value) as []),
    ]);
    expect(status).toBe(3);
    expect(err).toMatch(reason);
  });
});

describe("the line that makes a missing part has the words that made the others", () => {
  const words = [
    "plain.txt",
    "two words",
    "it's",
    "a{}b",
    "{{}}",
    "$(touch ran)",
    "`touch ran`; touch ran",
    "-rf",
    "=ls",
    "~",
    "*",
    "\u001b[2J",
    "new\nline",
    "\u202edrow",
    "back\\slash\t'",
    "ü 漢 😀",
    "",
  ];

  test("each is one word to a shell, and shows no control character", async () => {
    const { out } = await spawnShell(`printf '%s\\0' ${words.map(shellWord).join(" ")}`);
    expect(out.split("\0").slice(0, -1)).toEqual(words);
    expect(words.map(shellWord).join(" ")).not.toMatch(/\p{Cc}|\u202e/u);
  });

  test("and arrives at score", async () => {
    const given = words.filter((word) => word !== "");
    const head = {
      ...(lines[0] as object),
      firstTask: null,
      arguments: ["--sample", "100kB", "-o", "a {} b", "--", ...given],
    };
    const { out } = await runCli(["merge", write([head, ...lines.slice(1)], join(folder, "words"))]);
    // What xargs starts says which words it got.
    const bin = temporaryFolder();
    writeFileSync(join(bin, "mesoscope"), "#!/bin/sh\nprintf '%s\\0' \"$@\"\n", { mode: 0o755 });
    const ran = await spawnShell(`unset -f mesoscope; PATH='${bin}':$PATH\n${out}`);
    expect(ran.out.split("\0").slice(0, -1)).toEqual([
      ...["score", "--shard", "1/2", "--sample", "100kB", "-o", "a {} b", "--"],
      ...given,
    ]);
  });

  test.each([[["--config", "x"]], [["x"]], [["-o"]], [["--shard", "1/2"]], [["--quick", "; touch ran"]]])(
    "words that are no options of score: %j",
    async (argv) => {
      const head = { ...(lines[0] as object), firstTask: null, arguments: argv };
      const { status, out } = await runCli(["merge", write([head, ...lines.slice(1)], join(folder, "odd"))]);
      expect([status, out]).toEqual([3, ""]);
    },
  );
});
