import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type Comparison, comparisonSchema } from "../../src/features/compare/schema.ts";
import { parseXml } from "../unit/report/parse-xml.ts";
import { randomBytes, wordyText } from "./fixtures.ts";
import { violations } from "./json-schema.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const hostile = "evil\u001b[31m\nname.txt";

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.txt", wordyText(6000));
  writeFileSync("b.txt", wordyText(9000, 2));
  writeFileSync("letters.txt", randomBytes(6000, 20, 97));
  writeFileSync("noise.bin", randomBytes(6000, 256, 0, 3));
  writeFileSync("noise.txt", randomBytes(6000, 90, 33, 3));
  writeFileSync("target.txt", wordyText(6000, 2));
  writeFileSync("tiny.txt", wordyText(500));
  writeFileSync("empty.txt", "");
  writeFileSync(hostile, wordyText(6000, 4));
  mkdirSync("folder");
  writeFileSync("folder/only.txt", wordyText(6000, 5));
});

async function compared(argv: readonly string[]): Promise<Comparison> {
  const run = await runCli(["compare", ...argv, "-f", "json"]);
  expect([run.status, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out);
}

const pairOf = ({ pairs, samples }: Comparison, a: string, b: string) =>
  pairs.find(
    (pair) => [samples[pair.a]!.name, samples[pair.b]!.name].sort().join() === [a, b].sort().join(),
  )!;

test("everything of a few samples, by the schema the command prints", { tags: ["slow"] }, async () => {
  const result = await compared(["a.txt", "b.txt", "letters.txt", "noise.bin"]);
  expect(comparisonSchema.parse(result)).toEqual(result);
  const schema = JSON.parse((await runCli(["schema", "comparison"])).out);
  expect(violations(result, schema)).toEqual([]);
  expect(result.inputs).toEqual({ total: 4, ok: 4, skipped: 0, failed: 0 });
  expect(result.design).toMatchObject({ n: 6000, blocks: 16 });
  expect(result.samples.map(({ n }) => n)).toEqual([6000, 6000, 6000, 6000]);
  expect(result.pairs.length).toBe(6);
  // Two texts of one generator, and things that have nothing to do with each other.
  const alike = pairOf(result, "a.txt", "b.txt");
  expect(alike.verdict.id).not.toBe("differ");
  const { lower, upper } = alike.divergence.interval!;
  expect(lower).toBeLessThan(0);
  expect(upper).toBeGreaterThan(0);
  const unlike = pairOf(result, "a.txt", "noise.bin");
  expect(unlike.verdict.id).toBe("differ");
  expect(unlike.exchange.p).toBe(0.001);
  for (const { compression, observer, ...pair } of result.pairs) {
    expect(compression!.compressor).toBe("zstd 19");
    expect(observer!.cross.map(({ learned, coded }) => [learned, coded])).toEqual([
      [pair.a, pair.b],
      [pair.b, pair.a],
    ]);
  }
  expect(alike.compression!.distance).toBeLessThan(unlike.compression!.distance);
  expect(alike.observer!.distance).toBeLessThan(unlike.observer!.distance);
  // Learning noise is no help: 8 bits is what the noise costs at least, and nothing is saved by another sample.
  const [ofNoise] = unlike.observer!.cross.filter(({ coded }) => coded === unlike.b);
  expect(ofNoise!.own.value).toBeGreaterThan(7.9);
  expect(result.samples[0]!.nearest!.sample).toBe(1);
  expect(result.tree!.order.slice(0, 2)).toEqual([0, 1]);
});

test("recipes: known divergences and cross entropies lie in the intervals", async () => {
  const recipes = ["--recipe", "coin(p=0.5)", "--recipe", "coin(p=0.25)"];
  const result = await compared([...recipes, "--sample", "20kB", "-k", "1"]);
  const [{ divergence, observer, exchange, verdict }] = result.pairs as [Comparison["pairs"][number]];
  const h = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
  const truth = h(0.375) - (h(0.5) + h(0.25)) / 2;
  expect(divergence.interval!.lower).toBeLessThan(truth);
  expect(divergence.interval!.upper).toBeGreaterThan(truth);
  expect([exchange.p, verdict.id]).toEqual([0.001, "differ"]);
  // Learned 1/4, codes fair coins: -(log2(1/4) + log2(3/4)) / 2; learned a fair coin: 1 bit a toss.
  const [fromFair, fromBiased] = observer!.cross;
  expect(fromFair!.rate.value).toBeCloseTo(1, 2);
  expect(Math.abs(fromBiased!.rate.value + Math.log2(3 / 16) / 2)).toBeLessThan(0.05);
  // Each further recipe has the next seed, so that no two share their draws.
  expect(result.samples.map(({ provenance }) => provenance)).toMatchObject([{ seed: 1 }, { seed: 2 }]);
});

test("of two logs the kinds of lines that are new come first", async () => {
  const day = (date: number) =>
    Array.from(
      { length: 600 },
      (_, i) => `2024-03-${date} INFO request ${(i * 7919 * date) % 9973} took [${i}] ms`,
    );
  const bad = [...day(12).slice(0, 400), "panic: out of memory at 0x7f", ...day(12).slice(400)];
  writeFileSync("monday.log", `${day(11).join("\n")}\n`);
  writeFileSync("tuesday.log", `${day(12).join("\n")}\n`);
  writeFileSync("wednesday.log", `${bad.join("\n")}\n`);
  const usual = await runCli(["compare", "monday.log", "tuesday.log"]);
  expect(usual.out).toMatch(/^All lines of tuesday\.log are of kinds that monday\.log has\.\n/);
  const { out } = await runCli(["compare", "monday.log", "wednesday.log"]);
  expect(out.replaceAll(/\s+/g, " ")).toMatch(
    /^0\.17 % of the lines of wednesday\.log are of kinds that monday\.log does not have, 0 % between the halves of monday\.log: 1, first in line 401: panic: out of memory/,
  );
});

test("one law twice differs by less than the error", async () => {
  const result = await compared(["--recipe", "golden-mean", "--recipe", "golden-mean", "--sample", "10kB"]);
  expect(result.pairs[0]!.verdict.id).toBe("within-error");
});

test("many samples: the divergence alone, unless more is asked for", async () => {
  const five = ["a.txt", "b.txt", "letters.txt", "noise.bin", "folder"];
  const result = await compared(five);
  expect(result.options.distances).toEqual(["jsd"]);
  expect(result.pairs.every(({ compression, observer }) => compression === null && observer === null)).toBe(
    true,
  );
  const more = await compared([...five, "--distances", "ncd,jsd"]);
  expect(more.tree!.distance).toBe("ncd");
  expect(more.pairs.every(({ compression }) => compression !== null)).toBe(true);
  expect(more.pairs.map(({ divergence }) => divergence)).toEqual(
    result.pairs.map(({ divergence }) => divergence),
  );
});

test("equal inputs give equal bytes, in this thread, in workers and from the cache", {
  tags: ["slow"],
}, async () => {
  const argv = ["compare", "a.txt", "letters.txt", "noise.bin", "--sample", "2kB", "-f", "json"];
  const one = await runCli([...argv, "--no-cache", "--jobs", "1"]);
  const kept = await runCli([...argv, "--jobs", "1"]);
  const again = await runCli([...argv, "--jobs", "1"]);
  const workers = await spawnCli([...argv, "--no-cache", "--jobs", "2"]);
  expect([kept.out, again.out, workers.out]).toEqual([one.out, one.out, one.out]);
});

describe("for a person", () => {
  test("two samples in depth, at 80 columns", async () => {
    const { out } = await runCli(["compare", "a.txt", "noise.bin"]);
    expect(out).toMatch(/^a\.txt and noise\.bin differ by more than the error\.\n/);
    expect(out).toContain("\nPieces of the two differ, by more than two halves of one.\n");
    expect(out).toMatch(/divergence +0\.8\d+ ± 0\.\d+ bit/);
    expect(out).toMatch(/exchange of blocks +p = 0\.001/);
    expect(out).toMatch(/coded +itself +another +more than itself/);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("a tree and the pairs, escaped, in ASCII where asked for", async () => {
    const { out } = await runCli(["compare", "a.txt", hostile, "noise.bin", "--ascii", "--distances", "jsd"]);
    expect(out).toContain("Tree  Jensen-Shannon divergence, bit");
    expect(out).toContain("evil\\u{1b}[31m\\nname.txt");
    expect(out).toContain("Pairs  2 of 3 pairs differ by more than the error");
    expect(out).toMatch(/^[ -~\n]*$/);
  });
});

test("CSV: a row a pair, and a row an input that is in none", async () => {
  const { status, out } = await runCli([
    "compare",
    "a.txt",
    "tiny.txt",
    "missing.txt",
    "noise.bin",
    "-f",
    "csv",
  ]);
  const [head, ...rows] = readCsv(out);
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ["pair", "a.txt", "noise.bin"],
    ["not compared", "tiny.txt", ""],
    ["failed", "missing.txt", ""],
  ]);
  for (const row of rows) expect(row.length).toBe(head!.length);
  expect(rows[0]![head!.indexOf("verdict")]).toBe("differ");
  expect(rows[1]!.at(-1)).toBe("500 symbols: too short, needs 1024");
  expect(status).toBe(3);
});

test("SVG: a well-formed picture with names, a scale and words, the same every time", async () => {
  const argv = ["compare", "a.txt", hostile, "noise.bin", "-f", "svg", "--distances", "jsd"];
  const { status, out } = await runCli(argv);
  const { texts, elements } = parseXml(out);
  expect(status).toBe(0);
  expect(elements.slice(0, 3)).toEqual(["svg", "title", "desc"]);
  const words = texts.join("\n");
  for (const text of [
    "Jensen-Shannon divergence",
    "3 samples, 6000 symbols of each",
    "Distances of 3 pairs",
  ]) {
    expect(words).toContain(text);
  }
  // Each name stands at both axes.
  expect(texts.filter((text) => text === "noise.bin").length).toBe(2);
  expect(words).toContain("evil\\u{1b}[31m");
  expect((await runCli(argv)).out).toBe(out);
  const nothing = await runCli(["compare", "empty.txt", "tiny.txt", "-f", "svg"]);
  expect(nothing.out).toContain("fewer than two samples are long enough");
});

describe("what others are worth to a target", () => {
  const argv = ["--worth", "target.txt", "a.txt", "letters.txt", "noise.txt"];
  /** Where it is not about the numbers. */
  const short = ["--worth", "b.txt", "a.txt", "letters.txt", "noise.bin", "--sample", "1100"];

  test("a text of the same generator is worth most, and a mixture less", async () => {
    const result = await compared([...argv, "--mix", "equal", "--mix", "3:1:0"]);
    expect(comparisonSchema.parse(result)).toEqual(result);
    const { learned, own, known, priced } = result.worth!;
    expect(known + priced).toBe(6000);
    expect(learned.map(({ sources }) => sources.map(({ sample }) => sample))).toEqual([
      [1],
      [2],
      [3],
      [1, 2, 3],
      [1, 2],
    ]);
    const [text, letters, noise] = learned;
    expect(text!.onTop.interval!.lower).toBeGreaterThan(0);
    for (const other of [letters!, noise!]) expect(other.onTop.value).toBeLessThan(text!.onTop.value);
    expect(text!.symbols).toBe(6000);
    expect(own.value).toBeGreaterThan(text!.onTop.value);
    expect(result.options.worth).toEqual({
      mixtures: [
        [1, 1, 1],
        [3, 1, 0],
      ],
    });
  });

  test("neither a figure nor its interval depends on which other sources are listed", async () => {
    // It has the whole target and symbols of its own, so its savings differ from those of the others.
    writeFileSync("holding.txt", readFileSync("b.txt", "utf8") + wordyText(2000, 5) + "\u2603$%&".repeat(99));
    const one = ["--worth", "b.txt", "a.txt", "--sample", "4000", "--mix"];
    const [alone, beside] = await Promise.all([
      compared([...one, "1"]),
      compared(["--worth", "b.txt", "a.txt", "holding.txt", "noise.bin", ...one.slice(3), "1:0:0"]),
    ]);
    expect(beside.worth!.learned[0]).toEqual(alone.worth!.learned[0]);
    expect(beside.worth!.learned[3]).toEqual(alone.worth!.learned[1]);
    expect(beside.worth!.own).toEqual(alone.worth!.own);
  });

  test("on top of what is had already a source is worth what it adds", async () => {
    writeFileSync("more.txt", wordyText(20_000, 9));
    const [own, had] = await Promise.all([compared(short), compared([...short, "--have", "more.txt"])]);
    expect(comparisonSchema.parse(had)).toEqual(had);
    expect(had.samples.map(({ name }) => name)).toEqual([
      "b.txt",
      "more.txt",
      "a.txt",
      "letters.txt",
      "noise.bin",
    ]);
    expect(had.worth).toMatchObject({ have: 1, known: 1100, priced: own.worth!.priced });
    // Twenty thousand letters of the same generator leave less to learn than half of the target.
    expect(had.worth!.own.value).toBeLessThan(own.worth!.own.value);
    const page = await runCli(["compare", ...short, "--have", "more.txt", "-f", "html"]);
    expect(page.out).toContain("mesoscope compare --worth b.txt a.txt letters.txt noise.bin");
    expect(page.out).toContain("--have more.txt");
  });

  test("a source that has a part of the target word for word is named, with its share", async () => {
    const target = readFileSync("target.txt", "utf8");
    writeFileSync("leaking.txt", wordyText(4000, 77) + target.slice(0, target.length / 2));
    writeFileSync("quoting.txt", wordyText(6000, 78) + target.slice(100, 136));
    const run = ["compare", "--worth", "target.txt", "a.txt", "leaking.txt", "quoting.txt"];
    const found: Comparison = JSON.parse((await runCli([...run, "-f", "json"])).out);
    const [clean, leaking, quoting] = found.worth!.learned.map(({ copied }) => copied);
    expect(clean).toBe(0);
    expect(leaking).toBeGreaterThan(0.3);
    expect(leaking).toBeLessThan(0.7);
    // A quotation that could not save more than the error is no warning.
    expect(quoting).toBeGreaterThan(0);
    expect(quoting).toBeLessThan(0.03);
    const percent = Math.round(100 * leaking!);
    const { out } = await runCli(run);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      `${percent} % of the measured bytes occur in leaking.txt word for word; copying saves their cost.`,
    );
    expect(out.match(/word\s+for\s+word/g)).toHaveLength(1);
  });

  test("table, CSV and Markdown say the same", async () => {
    const [table, csv] = [
      await runCli(["compare", ...argv]),
      await runCli(["compare", ...short, "-f", "csv"]),
    ];
    expect(table.out).toMatch(
      /^a\.txt saves 0\.\d+ ± 0\.\d+ bit\/symbol of target\.txt on top of the rest\s+of it[,;]/,
    );
    const [head, ...rows] = readCsv(csv.out);
    expect(head!.slice(0, 4)).toEqual(["kind", "target", "a", "symbols"]);
    expect(rows.map((row) => row[2])).toEqual(["a.txt", "letters.txt", "noise.bin"]);
    expect((await runCli(["compare", ...short, "-f", "md"])).out).toContain("| letters.txt");
  });

  test("a page has what the table has", async () => {
    const page = (await runCli(["compare", ...short, "--mix", "equal", "-f", "html"])).out;
    expect(page).toContain("<title>Worth of other data</title>");
    expect(page).toContain("33 % a.txt + 33 % letters.txt + 33 % noise.bin");
    expect(page).toContain("mesoscope compare --worth b.txt a.txt letters.txt noise.bin");
  });

  test("what teaches nothing, or cannot be had, is named; the rest goes on", async () => {
    writeFileSync("wide.txt", Buffer.from(`\ufeff${wordyText(3000)}`, "utf16le"));
    const run = await runCli([
      "compare",
      "--worth",
      "b.txt",
      "b.txt",
      "wide.txt",
      "tiny.txt",
      "nowhere.txt",
      "a.txt",
    ]);
    expect(run.status).toBe(3);
    expect(run.err).toContain("nowhere.txt");
    for (const line of [
      "b.txt: the same text as the target",
      "wide.txt: text in utf-16le, but the target is in utf-8; --encoding characters",
      "tiny.txt: 500 symbols: too short, needs 1024",
      "bit/symbol of b.txt on top of the rest of it",
    ])
      expect(run.out).toContain(line);
  });

  test.each([
    [["--worth", "tiny.txt", "a.txt"], 0, "tiny.txt: 500 symbols: too short, needs 1024"],
    [["--worth", "nowhere.txt", "a.txt", "b.txt"], 3, 'nowhere.txt: no file or folder "nowhere.txt"'],
    [["--worth", ".", "a.txt"], 3, "one is needed: name a file, or a folder with --together"],
    [["--worth", "a.txt"], 2, "compare takes two inputs or more"],
    [["a.txt", "b.txt", "--mix", "equal"], 2, "--mix needs --worth"],
    [["a.txt", "b.txt", "--have", "b.txt"], 2, "--have needs --worth"],
    [["--worth", "a.txt", "b.txt", "--have", "nowhere.txt"], 3, 'no file or folder "nowhere.txt"'],
    [["--worth", "a.txt", "b.txt", "--have", "a.txt"], 0, "a.txt: the same text as the target"],
    [["--worth", "a.txt", "b.txt", "--mix", "1:2"], 2, "a share of each of the 1 inputs after the first"],
    [["--worth", "a.txt", "b.txt", "--mix", "0"], 2, "--mix takes"],
    [["--worth", "a.txt", "b.txt", "-f", "svg"], 2, "--worth has no picture"],
    [["--worth", "a.txt", "b.txt", "-k", "3"], 2, "--worth and --order exclude each other"],
  ])("%j ends with %i", async (argv, status, words) => {
    const run = await runCli(["compare", ...argv]);
    expect([run.status, `${run.out}${run.err}`.includes(words)], run.err).toEqual([status, true]);
  });
});

describe("inputs that cannot be compared", () => {
  test("empty and short ones are shown, and that is fine", async () => {
    const run = await runCli(["compare", "empty.txt", "tiny.txt"]);
    expect([run.status, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("nothing to compare: fewer than two samples are long enough");
    expect(run.out).toContain("empty.txt: 0 symbols: too short, needs 1024");
    const result = await compared(["a.txt", "empty.txt", "b.txt", "--sample", "2kB"]);
    expect(result.pairs.map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
    expect(result.samples[1]).toMatchObject({
      compared: false,
      nearest: null,
      halves: { status: "undefined" },
    });
  });

  test("a missing one fails, the others are compared", async () => {
    const run = await runCli(["compare", "a.txt", "missing.txt", "b.txt", "--sample", "2kB", "-f", "json"]);
    expect(run.status).toBe(3);
    expect(run.err).toBe('mesoscope: missing.txt: no file or folder "missing.txt"\n');
    expect(JSON.parse(run.out).pairs.length).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)("one that may not be read fails", async () => {
    writeFileSync("locked.txt", wordyText(6000));
    chmodSync("locked.txt", 0);
    const run = await runCli(["compare", "a.txt", "locked.txt"]);
    expect(run.status).toBe(3);
    expect(run.err).toMatch(/^mesoscope: locked\.txt: /);
  });

  test("constant and equal samples", async () => {
    writeFileSync("constant.txt", "a".repeat(6000));
    writeFileSync("same.txt", "a".repeat(6000));
    writeFileSync("copy.txt", wordyText(6000));
    const result = await compared(["constant.txt", "same.txt", "a.txt", "copy.txt", "--sample", "2kB"]);
    expect(result.pairs.filter(({ plugIn }) => plugIn < 1e-9).length).toBe(2);
    for (const { divergence, exchange, verdict, plugIn } of result.pairs) {
      expect(Number.isFinite(divergence.value)).toBe(true);
      if (plugIn > 1e-9) continue;
      expect([exchange.p, verdict.id]).toEqual([1, "within-error"]);
    }
  });
});

describe("wrong usage", () => {
  test.each([
    [["compare"], /compare takes two inputs or more/],
    [["compare", "a.txt"], /compare takes two inputs or more/],
    [["compare", "folder"], /compare takes two inputs or more/],
    [["compare", "--recipe", "coin"], /compare takes two inputs or more/],
    [["compare", "a.txt", "b.txt", "-k", "0"], /-k takes a length from 1 to 64, not "0"/],
    [
      ["compare", "a.txt", "b.txt", "--distances", "jsd,far"],
      /no distance "far": there are jsd, ncd, code and all/,
    ],
    [
      ["compare", "a.txt", "b.txt", "-f", "github"],
      /-f takes table, json, ndjson, csv, md, svg or html, not "github"/,
    ],
    [["compare", "a.txt", "b.txt", "-e", "deflate"], /compare takes no -e/],
    [["compare", "a.txt", "b.txt", "-o", "nowhere/d.html"], /cannot write nowhere\/d.html: no such folder/],
    [["compare", "a.txt", "b.txt", "-o", "/proc/d.svg"], /cannot write \/proc\/d.svg: /],
    [
      ["compare", ...Array.from({ length: 433 }, () => ["--recipe", "coin"]).flat(), "-f", "html"],
      /a page holds 432 samples, not 433: choose -f csv, svg or json/,
    ],
    [["compare", "a.txt", "--recipe", "coin", "--encoding", "words"], /leave out --encoding/],
    [["compare", "a.txt", "--recipe", "nosuch"], /nosuch/],
  ])("%j", async (argv, message) => {
    const run = await runCli(argv);
    expect([run.status, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(message);
  });
});

test("says first that files are identical, packed or not, or versions", async () => {
  const own = temporaryFolder();
  const first = wordyText(30_000);
  const paths = ["a.txt", "b.txt.gz", "c.txt"].map((name) => join(own, name));
  writeFileSync(paths[0]!, first);
  writeFileSync(paths[1]!, gzipSync(first));
  writeFileSync(paths[2]!, `${first.slice(0, 20_000)}# nobody wrote this before #${first.slice(20_000)}`);
  const argv = ["compare", ...paths, "--distances", "jsd"];
  const { versions } = comparisonSchema.parse(JSON.parse((await runCli([...argv, "-f", "json"])).out));
  expect(versions.map(({ a, b, identical, newBytes }) => [a, b, identical, newBytes])).toEqual([
    [0, 1, true, 0],
    [0, 2, false, 28],
    [1, 2, false, 28],
  ]);
  const { out } = await runCli(["compare", paths[0]!, paths[2]!, "--distances", "jsd"]);
  const line = first.slice(0, 20_000).split("\n").length;
  expect(out.replaceAll(/\s+/g, " ")).toMatch(
    new RegExp(
      `^\\S*c.txt is a version of \\S*a.txt: under 0.1 % of \\S*c.txt is new, first in line ${line}; nothing of`,
    ),
  );
  const packed = await runCli([...argv, "--no-decompress", "-f", "json"]);
  expect(JSON.parse(packed.out).versions).toHaveLength(1);
});
