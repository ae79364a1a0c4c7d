import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { wordyText } from "./fixtures.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

/** Every condition on scores that a page, a recipe or a help text shows: none selects a document by a score that it lacks. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "*.md", "integrations", "src/features/*/feature.ts"], {
  cwd: root,
  encoding: "utf8",
});
const sources = tracked
  .trimEnd()
  .split("\n")
  .filter((path) => !path.startsWith("docs/site/"))
  .map((path) => readFileSync(join(root, path), "utf8"));
const shown = (pattern: RegExp) =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found!)))].sort();
const filters = shown(/--filter "([^"]+)"/g);
const queries = shown(/jq -r 'select\((.+?)\) \| \.id'/g);
const lambdas = shown(/LambdaFilter\(lambda d: (.+?)\)[,\n]/g);

type Row = Readonly<Record<string, unknown>>;

/** What a condition means: a comparison with what is not known is false. */
function meant(condition: string): (row: Row) => boolean {
  const code = condition
    .replaceAll(/d\.metadata\["(\w+)"\]/g, ".$1")
    .replaceAll(/\.?([a-z]+) (?:is not None|!= null)/g, 'known("$1")')
    .replaceAll(/\.?\b([a-z]+) (<|>) (\d*\.?\d+)/g, '(known("$1") && row["$1"] $2 $3)')
    .replaceAll(/\band\b/g, "&&")
    .replaceAll(/\bor\b/g, "||");
  const of = new Function("row", "known", `return ${code};`);
  return (row) => of(row, (name: string) => row[name] !== null && row[name] !== undefined) as boolean;
}

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const noise = Array.from({ length: 400 }, (_, n) => ((n * 7919) ^ (n << 5)).toString(36)).join(" ");
const texts: unknown[] = [
  ...Array.from({ length: 8 }, (_, i) => wordyText(800, 1 + (i % 6))),
  ...["short", "", null, 7, { text: "inside" }, noise, noise],
];
const records = [
  ...texts.map((text, i) => JSON.stringify({ id: `d${i}`, text })),
  '{"id": "none"}',
  '{"id": "broken", "text": "cut',
  JSON.stringify({ id: "last", text: wordyText(900, 40) }),
];
const rowsOf = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
const score = async (...argv: string[]) =>
  (await runCli(["score", at("crawl.jsonl"), "--field", "text", "--jobs", "1", ...argv])).out;

beforeAll(async () => {
  writeFileSync(at("crawl.jsonl"), `${records.join("\n")}\n`);
  writeFileSync(at("good.txt"), wordyText(20_000, 99));
  await runCli(["learn", at("good.txt"), "-o", at("good.model"), "--trial", "0", "-q"]);
  for (const quick of [[], ["--quick"]])
    await score("--shard", "0/1", "-o", at(`parts${quick.length}`), ...quick);
});

test("there are some, and they mean what they say", () => {
  expect([filters.length, queries.length, lambdas.length]).toEqual([2, 2, 1]);
  const [condition] = queries.filter((query) => query.includes("learned")).map(meant);
  expect([{ learned: null }, { learned: 0 }, { learned: 1, repeated: 0.6 }].map(condition!)).toEqual([
    false,
    true,
    true,
  ]);
});

describe.each(filters)("--filter %s", (filter) => {
  test("prints the documents that it names, and how many", async () => {
    const against = ["--against", at("good.model")];
    const rows = rowsOf(await score(...against));
    expect(rows.filter(({ reason }) => reason !== null).length).toBeGreaterThanOrEqual(3);
    const wanted = rows.filter(meant(filter));
    expect(wanted.length).toBeGreaterThan(0);
    const run = await runCli([
      ...["score", at("crawl.jsonl"), "--field", "text", "--jobs", "1", ...against, "--filter", filter],
    ]);
    expect(run.out).toBe(wanted.map(({ line }) => `${records[(line as number) - 1]}\n`).join(""));
    expect(run.err).toContain(`mesoscope: ${wanted.length} of ${rows.length} documents passed\n`);
  });
});

describe.each(queries)("select(%s)", (query) => {
  test.each(["parts0", "parts1"])("of %s", async (parts) => {
    const { out } = await runCli(["merge", at(parts), "-f", "ndjson"]);
    const jq = spawnSync("jq", ["-r", `select(${query}) | .id`], { input: out, encoding: "utf8" });
    expect(jq.stderr).toBe("");
    const wanted = rowsOf(out).filter(meant(query));
    expect(jq.stdout).toBe(wanted.map(({ id }) => `${id as string}\n`).join(""));
  });
});

test.each(lambdas)("lambda d: %s", async (lambda) => {
  const rows = rowsOf(await score("--against", at("good.model")));
  const code = `import json,sys,types
for line in sys.stdin:
  d = types.SimpleNamespace(metadata=json.loads(line))
  print(json.dumps(bool(${lambda})))`;
  const input = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const { stdout, stderr } = spawnSync("python3", ["-c", code], { input, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(rowsOf(stdout)).toEqual(rows.map(meant(lambda)));
});
