import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse as parseHtml } from "parse5";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { Random } from "../../src/core/random.ts";
import { escapeForTerminal } from "../../src/report/kit/format.ts";
import { runCli, temporaryFolder } from "../e2e/run-cli.ts";
import { record, runsOf, Tally, timeout } from "./campaign.ts";

const seed = 20_266;
/** Names that one folder has. */
const together = 120;

/** Pieces that have ended an element, a cell, a line, a command or a string of some format before. */
const pieces = [
  ..."a b . .. , ; : | || & && < > \" ' ` \\ \\\\ = == + - -- @ # $ % ! ? * ** _ __ ~ ^ ( ) [ ] { } {{ }}".split(
    " ",
  ),
  ..."<!-- --> ]]> <![CDATA[ </script> <script>x</script> <img/src=x> &lt; &#0; &amp; %00 %0A %25 %2C".split(
    " ",
  ),
  ..."::error:: ::error::x ::set-output [x](javascript:x) ![x](x) `x` $x $(x) $(y) =cmd|x!A0 @SUM(A1) -1+1 +1".split(
    " ",
  ),
  ..."__proto__ constructor toString NaN null $& $1 $$ %s %n .txt .json http:x".split(" "),
  ..."\t \n \r \r\n \u001b[31m \u001b]0;x\u0007 \u0001 \u0007 \u0008 \u007f \u0085 \u009b".split(" "),
  ..."\u00a0 \u00ad \u061c \u200b \u200d \u200e \u202e \u2028 \u2029 \u2066 \ufeff \ufffd \ufffe \uffff".split(
    " ",
  ),
  ..."é e\u0301 漢 字 ﷽ 😀 👩‍👩‍👧 \u{1fffe} \u{e0041} \u{10ffff}".split(" "),
  " ",
  "  ",
].map((piece) => Buffer.from(piece));
/** What is not UTF-8. */
const broken = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xfe, 0x3c]].map((bytes) =>
  Buffer.from(bytes),
);

/** The bytes of a name that a folder can have, and the text that reports have of it. */
function anyName(random: Random): Buffer {
  const length = 1 + random.below(7);
  const parts = Array.from({ length }, () =>
    random.below(25) === 0 ? broken[random.below(broken.length)]! : pieces[random.below(pieces.length)]!,
  );
  const bytes = Buffer.concat(parts)
    .subarray(0, 200)
    .map((byte) => (byte === 0x2f ? 0x7c : byte));
  const name = Buffer.from(bytes);
  // In folders names with a point first are left out.
  return name[0] === 0x2e ? Buffer.concat([Buffer.from("n"), name]) : name;
}

/** Names as text, which no two have in common. */
const folder = temporaryFolder();
let root = "";
const inFolder = (name: string) => `${root}/${name}`;

/** Runs the command on the folder. */
async function printed(argv: readonly string[]): Promise<string> {
  const { status, out, err } = await runCli([...argv, "--jobs", "1"]);
  if (![0, 1].includes(status ?? -1) || err !== "") throw new Error(`${argv.join(" ")}: ${status} ${err}`);
  return out;
}

const scan = (format: string) => printed([root, "-e", "plug-in", "-f", format]);
const check = (format: string) =>
  printed(["check", root, "--config", join(folder, "mesoscope.config.json"), "-f", format]);
const sorted = (names: Iterable<string>) => [...names].sort();

/** Names of samples as a page has them: written out, and long ones cut. */
const short = (names: readonly string[]) => names.filter((name) => escapeForTerminal(name).length <= 40);

function xmlTexts(text: string): { attributes: string[]; texts: string[] } {
  const attributes: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => attributes.push(...Object.values(tag.attributes).map(String)));
  parser.on("text", (one) => texts.push(one));
  parser.write(text).close();
  return { attributes, texts };
}

/** What a reader of each format finds in place of the names. */
const readers: Readonly<Record<string, (names: readonly string[]) => Promise<void>>> = {
  json: async (names) => {
    const { samples } = JSON.parse(await scan("json"));
    expect(sorted(samples.map(({ name }: { name: string }) => name))).toEqual(sorted(names.map(inFolder)));
  },
  ndjson: async (names) => {
    const lines = (await scan("ndjson"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const found = lines.filter(({ type }) => type === "sample").map(({ name }) => name as string);
    expect(sorted(found)).toEqual(sorted(names.map(inFolder)));
  },
  csv: async (names) => {
    const rows: Record<string, string>[] = parseCsv(await scan("csv"), { columns: true });
    expect(sorted(rows.map((row) => row["name"]!))).toEqual(sorted(names.map(inFolder)));
  },
  md: async (names) => {
    const tokens = new MarkdownIt({ html: true, linkify: true }).parse(await scan("md"), {});
    const cells = tokens
      .filter((_, i) => tokens[i - 1]?.type === "td_open")
      .map(({ children }) => children ?? []);
    const rows = tokens.filter(({ type }) => type === "tr_open").length;
    expect(rows).toBe(names.length + 1);
    // Nothing but text: no link, no picture, no code, no HTML.
    const kinds = new Set([...cells.flat(), ...tokens].map(({ type }) => type));
    for (const kind of [
      "link_open",
      "image",
      "code_inline",
      "html_inline",
      "html_block",
      "fence",
      "em_open",
      "strong_open",
    ])
      expect(kinds).not.toContain(kind);
    const texts = cells.map((children) => children.map(({ content }) => content).join(""));
    for (const name of names) expect(texts).toContain(escapeForTerminal(inFolder(name)).trim());
  },
  table: async (names) => {
    const out = await scan("table");
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(out.split("\n").filter((line) => / plug-in /.test(line)).length).toBeGreaterThanOrEqual(
      names.length,
    );
  },
  html: async (names) => {
    const page = parseHtml(await printed([root, "-f", "html"]));
    const scripts: string[] = [];
    const elements: string[] = [];
    const walk = (node: DefaultTreeAdapterTypes.Node): void => {
      if ("tagName" in node) elements.push(node.tagName);
      if ("tagName" in node && node.tagName === "script")
        scripts.push(node.childNodes.map((child) => ("value" in child ? child.value : "")).join(""));
      if ("childNodes" in node) for (const child of node.childNodes) walk(child);
    };
    walk(page);
    expect(scripts).toHaveLength(2);
    expect(elements.filter((tag) => tag === "img")).toEqual([]);
    const { rows } = JSON.parse(scripts[0]!) as { rows: { rows: [shared: number, rest: string][] } };
    // A name is as much of the one before as they share, and the rest.
    const found: string[] = [];
    for (const [shared, rest] of rows.rows) found.push((found.at(-1) ?? "").slice(0, shared) + rest);
    expect(found).toHaveLength(names.length);
    for (const name of short(names.map(inFolder))) expect(found).toContain(escapeForTerminal(name));
  },
  svg: async () => {
    const { texts } = xmlTexts(await printed([root, "-f", "svg"]));
    expect(texts.join("")).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\ufffe\uffff]/u);
  },
  "check as JSON": async (names) => {
    const { checks } = JSON.parse(await check("json"));
    expect(checks).toHaveLength(names.length);
  },
  "check as JUnit": async (names) => {
    const { attributes } = xmlTexts(await check("junit"));
    for (const name of names)
      expect(attributes.some((value) => value.endsWith(`/${escapeForTerminal(name)}`))).toBe(true);
  },
  "check as SARIF": async (names) => {
    const { runs } = JSON.parse(await check("sarif"));
    const uris = runs[0].results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]!.physicalLocation.artifactLocation.uri,
    );
    const last = uris.map((uri: string) =>
      decodeURIComponent(new URL(uri, "file:///x/").pathname.split("/").at(-1)!),
    );
    expect(sorted(last)).toEqual(sorted(names.map((name) => escapeForTerminal(name))));
  },
  "check as Markdown": async (names) => {
    const tokens = new MarkdownIt({ html: true, linkify: true }).parse(await check("md"), {});
    expect(tokens.filter(({ type }) => type === "tr_open")).toHaveLength(names.length + 1);
    expect(tokens.filter(({ type }) => type === "td_open")).toHaveLength(4 * names.length);
    const kinds = new Set(
      tokens.flatMap(({ type, children }) => [type, ...(children ?? []).map((one) => one.type)]),
    );
    for (const kind of ["link_open", "image", "code_inline", "html_inline", "html_block"])
      expect(kinds).not.toContain(kind);
  },
  "check as CSV": async (names) => {
    const rows: Record<string, string>[] = parseCsv(await check("csv"), { columns: true });
    expect(rows.filter(({ kind }) => kind === "check")).toHaveLength(names.length);
  },
  "check as GitHub's lines": async (names) => {
    const lines = (await check("github")).trimEnd().split("\n");
    // As actions/toolkit reads them: ten of a kind, and one line that counts.
    expect(lines.length).toBe(Math.min(10, names.length) + 1);
    for (const line of lines.slice(0, -1)) {
      const [, properties = "", message = ""] = /^::error (.*?)::(.*)$/.exec(line) ?? [];
      expect(properties.split(",").map((one) => one.split("=")[0])).toEqual(["file", "title"]);
      const file = /^file=([^,]*)/.exec(properties)![1]!;
      const read = ["%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%"];
      let text = file;
      for (let i = 0; i < read.length; i += 2) text = text.replaceAll(read[i]!, read[i + 1]!);
      expect(
        names.some((name) => text.endsWith(`/${escapeForTerminal(name)}`)),
        text,
      ).toBe(true);
      expect(message).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
    expect(lines.at(-1)).toMatch(/^\d+ inputs?, \d+ checks?: /);
  },
};

writeFileSync(
  join(folder, "mesoscope.config.json"),
  JSON.stringify({ budgets: [{ files: "**", symbolEntropy: { max: 0.5 } }] }),
);

/** Reads folders of such names in some formats. @returns what was wrong */
async function read(formats: readonly string[], runs: number, tally: Tally): Promise<string[]> {
  const faults: string[] = [];
  for (let batch = 0; batch * together < runs; batch++) {
    const random = Random.fromSeed(seed).fork(String(batch));
    root = join(folder, `names${batch}`);
    mkdirSync(root);
    for (let i = 0; i < together; i++)
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), anyName(random)]), `some text ${batch} ${i}`);
    const names = readdirSync(root);
    for (const format of formats) {
      try {
        await readers[format]!(names);
        tally.add(`${format}: read`);
      } catch (error) {
        faults.push(`${format}, batch ${batch}: ${String(error).slice(0, 2000)}`);
        tally.add(`${format}: broken`);
      }
    }
    rmSync(root, { recursive: true });
  }
  return faults;
}

const drawn = ["html", "svg"];
const all = Object.keys(readers);

test("hostile names of files in rows and checks: each format has the names and nothing else", {
  tags: ["slow"],
}, async () => {
  expect(
    await read(
      all.filter((format) => !drawn.includes(format)),
      240,
      new Tally(),
    ),
  ).toEqual([]);
});

test("hostile names of files: every format is read by a parser of its own, and has the names and nothing else", {
  timeout,
  tags: ["slow"],
}, async () => {
  const tally = new Tally();
  const runs = runsOf(together, 6000);
  const faults = await read(all, runs, tally);
  record("names", { runs, seed, outcomes: tally.counts, broken: faults.length });
  expect(faults).toEqual([]);
});
