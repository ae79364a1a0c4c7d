import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { PageData } from "../../src/page/page-data.ts";
import { randomBytes, wordyText } from "./fixtures.ts";
import { runCli, runIn, temporaryFolder } from "./run-cli.ts";

/** Pages name the command that makes them: it gives the same page. */
const folder = temporaryFolder();
const dataOf = (html: string) =>
  JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)![1]!) as PageData;

beforeAll(() => {
  mkdirSync(`${folder}/texts`);
  for (let i = 0; i < 5; i++) writeFileSync(`${folder}/texts/${i}.txt`, wordyText(4500, 1 + i));
  writeFileSync(`${folder}/texts/z.txt`, randomBytes(6000, 64, 33));
  writeFileSync(`${folder}/texts/program`, randomBytes(4500));
  writeFileSync(`${folder}/texts/empty`, "");
  const records = Array.from({ length: 6 }, (_, i) => JSON.stringify({ body: wordyText(900, 30 + i) }));
  writeFileSync(`${folder}/d.jsonl`, records.join("\n"));
});

test.each([
  "mesoscope report texts --depth 1",
  "mesoscope report texts --include *.txt --exclude 1.txt --depth 0 --together",
  "mesoscope report texts --depth 2 --sort randomness --reverse",
  "mesoscope report d.jsonl --field body --records jsonl --depth 0 --recipe coin(p=.1)",
  "mesoscope texts --binary -e plug-in,deflate",
  "mesoscope compare texts d.jsonl --exclude [3z].txt --distances jsd",
  "mesoscope compare --worth texts/0.txt texts/1.txt --have texts/2.txt",
])("%s", { tags: ["slow"] }, async (line) => {
  await runIn(folder, `${line} -q -j 1 -o page.html`);
  const page = readFileSync(`${folder}/page.html`, "utf8");
  const { command } = dataOf(page);
  const again = command.replaceAll(/'([^']*)'/g, "$1").replace(/-o \S+$/, "-q -j 1 -o again.html");
  await runIn(folder, again);
  expect(dataOf(readFileSync(`${folder}/again.html`, "utf8"))).toEqual(dataOf(page));
});

test("the sample that is shown first is explained", { tags: ["slow"] }, async () => {
  await runIn(folder, "mesoscope report texts --depth 1 -q -j 1 -o page.html");
  const { first, details } = dataOf(readFileSync(`${folder}/page.html`, "utf8"));
  expect(first).toBeGreaterThan(0);
  expect([0, first!, 1].map((row) => typeof details[row]!.depth)).toEqual(["object", "object", "string"]);
});

test("many paths are counted", async () => {
  const paths = Array.from({ length: 61 }, () => `${folder}/texts/0.txt`);
  const { out } = await runCli([...paths, "-f", "html", "-q", "-j", "1"]);
  expect(dataOf(out).command).toMatch(/^mesoscope <61 paths> --sample/);
});
