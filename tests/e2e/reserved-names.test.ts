import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseXml } from "../unit/report/parse-xml.ts";
import { oneOf, whole } from "../whole.ts";
import { browserFor, why } from "./browser.ts";
import { wordyText } from "./fixtures.ts";
import { runCli, spawnShell, temporaryFolder } from "./run-cli.ts";

/** Names that plain objects have: a text that becomes a key of one reads or changes what all objects share. */
const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
const folder = temporaryFolder();
/** Prints what the prototype of all objects has gained or lost when a process ends. */
const preload = join(folder, "preload.mjs");
const text = wordyText(5000);

beforeAll(() => {
  writeFileSync(
    preload,
    `const before = Object.entries(Object.getOwnPropertyDescriptors(Object.prototype)).map(([name, { value }]) => [name, value]);
process.on("exit", () => {
  const now = Object.getOwnPropertyNames(Object.prototype);
  const changed = before.filter(([name, value]) => Object.getOwnPropertyDescriptor(Object.prototype, name)?.value !== value);
  const functions = before.filter(([, value]) => typeof value === "function" && Object.keys(value).length > 0);
  if (now.length !== before.length || changed.length + functions.length > 0) console.error("changed:", now.join(), changed.length);
});`,
  );
  process.chdir(folder);
  for (const name of names) {
    mkdirSync(join("in", name, name), { recursive: true });
    const inside = join("in", name);
    writeFileSync(join(inside, name, name), text.slice(500));
    writeFileSync(join(inside, name, "b.txt"), text.slice(900));
    writeFileSync(join(inside, `${name}.txt`), text);
    const records = [0, 1, 2, 3].map(
      (i) => `{"id":"${name}","${name}":${JSON.stringify(wordyText(700, i))}}`,
    );
    writeFileSync(join(inside, "d.jsonl"), records.join("\n"));
    writeFileSync(join(inside, "c.json"), `{"paths":["."],"${name}":1}`);
    writeFileSync(join(inside, "f.json"), `{"budgets":[{"files":"${name}","${name}":{"max":1}}]}`);
  }
});

/** Command lines in which @ is such a name. */
const commands = [
  ...[
    "@ -f svg -o own.svg",
    "@ -f html",
    "@ -f json",
    "@ -f csv",
    "@ -f md",
    "map @ --corpora none -o map.svg",
  ],
  ...[
    "- --stdin-name @ -f svg -o stdin.svg",
    "compare @.txt @/@ @/b.txt -o distances.svg",
    "compare @.txt @/@ -f html",
  ],
  ...[
    "report @ -q -o page.html",
    "explain @/@",
    "lens @/@",
    "learn @ --trial 0 -o @.model",
    "sections . --quick -o sections.svg",
    "odd .",
    "check .",
  ],
  ...[
    "check --config c.json",
    "check --config f.json",
    "forecast d.jsonl --field @",
    "d.jsonl --field @ -f svg",
  ],
  ...["score d.jsonl --field @ --id @ --keep @ -f csv", "score d.jsonl --field @ --keep @ -o rows.parquet"],
  ...[
    'score d.jsonl --field @ --filter "@ < 1"',
    "score d.jsonl --field @ --columns @",
    "score --shard 0/1 . -o parts",
  ],
  ...[
    "truth @",
    "truth coin(@=1)",
    "generate @(@=@)",
    "sweep coin -p @=1",
    "calibrate coin -e @",
    "sources @",
  ],
  ...[
    "estimators @",
    "define @",
    "help @",
    "schema @",
    "--@",
    "@ --sort @",
    "@ --corpora @",
    "@ -e plug-in(@=1)",
  ],
];

const part = new Set(oneOf(3, commands));

describe.each(names)("%s", (name) => {
  const inside = join(folder, "in", name);

  // Some twenty processes, or forty.
  test.runIf(whole || name === "__proto__")(
    "changes no object, whatever it names",
    { tags: ["slow"] },
    async () => {
      const tried = commands.filter((line) => line.includes(".svg") || part.has(line));
      const lines = tried.map((line) => line.replaceAll("@", name).replaceAll(/[^\s"]*\([^\s]*/g, "'$&'"));
      const shell = lines
        .map((line) => `mesoscope ${line} -j 1 < ${name}.txt > /dev/null || true`)
        .join("\n");
      const { err } = await spawnShell(`cd '${inside}'\n${shell.replaceAll(" -j 1", "")}`, {
        env: { NODE_OPTIONS: `--import=${preload}` },
      });
      expect(err).not.toContain("changed:");
      for (const picture of ["own.svg", "map.svg", "stdin.svg", "distances.svg", "sections.svg"])
        expect(() => parseXml(readFileSync(join(inside, picture), "utf8")), picture).not.toThrow();
    },
  );

  test("is drawn as any other name", async () => {
    const other = [...name].reverse().join("");
    const pictureOf = async (as: string) => {
      const argv = ["-", "--stdin-name", as, "-f", "svg"];
      return (await runCli(argv, { stdin: text })).out.replaceAll(as, "@");
    };
    expect(await pictureOf(name)).toBe(await pictureOf(other));
  });
});

describe.skipIf(why !== "")(`in a browser${why}`, { tags: ["slow"] }, () => {
  const { open, faults, start, stop } = browserFor(folder);
  test("a page with such names leaves objects as they are", async () => {
    await start();
    const { out } = await runCli([...names.map((name) => join("in", name)), "-f", "html", "-q", "-j", "1"]);
    const page = await open(out);
    const own = await page.evaluate("Object.getOwnPropertyNames(Object.prototype).sort().join()");
    expect(own).toBe(Object.getOwnPropertyNames(Object.prototype).sort().join());
    expect(faults).toEqual([]);
    await stop();
  });
});
