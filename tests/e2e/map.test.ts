import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { exactPlaneOf } from "../../src/report/charts/exact-plane.ts";
import type { Report } from "../../src/results/report.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { referenceFamilies } from "../../src/spectrum/reference-families.ts";
import { parseXml } from "../unit/report/parse-xml.ts";
import { wordyText } from "./fixtures.ts";
import { readCsv } from "./rfc4180.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const small = ["map", "--sample", "4kB", "--corpora", "none"];
const count = referenceFamilies.reduce((sum, { members }) => sum + members.length, 0);

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.txt", wordyText(5000));
  writeFileSync("tiny.txt", "abc");
  mkdirSync("folder");
});

describe("the data", () => {
  test("every reference says where it stands in its family, and the schema holds", {
    tags: ["slow"],
  }, async () => {
    const { status, out } = await runCli([
      ...small,
      "-j",
      "1",
      "-f",
      "json",
      "a.txt",
      "--recipe",
      "even(p=0.3)",
    ]);
    expect(status).toBe(0);
    const report: Report = reportSchema.parse(JSON.parse(out));
    expect(report.samples.map(({ name, family, provenance: { kind } }) => [name, family, kind])).toEqual([
      ["a.txt", null, "file"],
      ["even(p=0.3)", null, "recipe"],
    ]);
    const found = report.references.map(({ name, family }) => [
      name,
      family?.id,
      family?.position,
      family?.value,
    ]);
    expect(found).toEqual(
      referenceFamilies.flatMap(({ id, members }) =>
        members.map(([name, value], position) => [name, id, position, value]),
      ),
    );
    expect(report.border?.n).toBe(4000);
    // What is known in closed form, and what is measured of it in 3 000 symbols.
    const known = {
      "uniform-27": Math.log2(27),
      "coin .11": 0.499915958,
      "period-27": 0,
      "golden mean": 2 / 3,
    };
    for (const [name, h] of Object.entries(known)) {
      const { truth, spectrum } = report.references.find((reference) => reference.name === name)!;
      expect(truth?.entropyRate).toMatchObject({ status: "exact", value: expect.closeTo(h, 8) });
      const { rate } = spectrum!;
      expect([name, rate.status === "ok" && Math.abs(rate.value - h) < 0.08]).toEqual([name, true]);
    }
    // The plane of h and E: truths by hand, estimates of what 3 000 symbols can tell.
    const plane = new Map(exactPlaneOf(report).map((point) => [point.name, point]));
    const kept = 0.9 + 0.1 / 27;
    const replaced = -kept * Math.log2(kept) + ((26 * 0.1) / 27) * Math.log2(270);
    const exactly: Record<string, readonly [h: number, E: number]> = {
      "uniform-27": [Math.log2(27), 0],
      "period-27": [0, Math.log2(27)],
      // E = H(1) - h of a chain of order 1, with 2/3 and 1/3; the even process hides which of its states is which.
      "golden mean": [2 / 3, Math.log2(3) - 2 / 3 - 2 / 3],
      "even process": [2 / 3, Math.log2(3) - 2 / 3],
      "period-27 +10%": [replaced, Math.log2(27)],
    };
    for (const [name, [h, E]] of Object.entries(exactly)) {
      expect([name, plane.get(name)?.truth]).toEqual([
        name,
        { h: expect.closeTo(h, 9), E: expect.closeTo(E, 9) },
      ]);
    }
    const golden = plane.get("golden mean")!.estimate!;
    expect(Math.abs(golden.h.value - 2 / 3)).toBeLessThan(0.03);
    expect(Math.abs(golden.E.value - 0.2516)).toBeLessThan(0.05);
    expect(plane.get("uniform-27")).toMatchObject({
      estimate: null,
      missing: expect.stringContaining("shuffles"),
    });
    expect(plane.has("thue-morse")).toBe(false);
  });

  test("csv has the same families, and one worker the same bytes as four", {
    tags: ["slow"],
    timeout: 300_000,
  }, async () => {
    const argv = ["map", "--sample", "1kB", "--corpora", "none", "--no-cache", "-f", "csv", "a.txt"];
    const runs = [await runCli([...argv, "-j", "1"]), await spawnCli([...argv, "-j", "4"])];
    expect(new Set(runs.map(({ out }) => createHash("sha256").update(out).digest("hex"))).size).toBe(1);
    const [head, ...rows] = readCsv(runs[0]!.out);
    const at = (column: string) => head!.indexOf(column);
    const rates = rows.filter((row) => row[at("kind")] === "reference" && row[at("quantity")] === "rate");
    expect(rates).toHaveLength(count);
    expect(
      rates.filter((row) => row[at("family")] === "ladder:moby-dick").map((row) => row[at("position")]),
    ).toEqual(["0", "1", "2", "3", "4", "5"]);
  });
});

test("corpora take no rows of inputs that fail", async () => {
  for (const name of ["bad.gz", "worse.gz"]) writeFileSync(name, Uint8Array.of(0x1f, 0x8b, 8, 255));
  const argv = ["map", "--sample", "4kB", "--corpora", "moby-dick,sotu"];
  const none = await runCli([...argv, "bad.gz", "worse.gz"]);
  expect([none.status, none.out.includes("moby-dick"), none.out.includes("0 samples")]).toEqual([
    3,
    false,
    false,
  ]);
  const one = await runCli([...argv, "bad.gz", "a.txt"]);
  expect(one.out).toMatch(/^a\.txt: /);
  expect(one.out).not.toContain("moby-dick");
});

describe("the picture", () => {
  test.each([40, 80, 120])(
    "a pipe of %i columns gets the samples among the corpora, --map the map, --all landmarks and roads",
    async (columns) => {
      const plain = await runCli([...small, "-j", "1", "a.txt", "tiny.txt"], { columns });
      expect(plain.out).toMatch(/^2 files: a\.txt\sis/);
      expect(plain.out).not.toMatch(/golden mean|randomness x/);
      const { out } = await runCli([...small, "-j", "1", "--map", "--all", "a.txt", "tiny.txt"], { columns });
      expect(out).toContain("golden mean");
      expect(out).toContain("Shannon's ladder");
      expect(out).toContain("randomness x");
      expect(out).toMatch(/too\s+short\s+to\s+place/);
      expect(out.split("\n").filter((line) => line.length > columns)).toEqual([]);
    },
  );

  test.each([
    ["plane", "dyck-2", "excess entropy E, bit", 17],
    ["curves", "a.txt", "m, symbols learned", 12],
  ])("--picture %s needs no file and measures no more references than it shows", async (...row) => {
    const [picture, name, axis, references] = row;
    const { status, out } = await runCli([...small, "-j", "1", "--picture", picture, "a.txt"]);
    expect(status).toBe(0);
    const { texts, elements } = parseXml(out);
    expect(elements[0]).toBe("svg");
    expect(texts).toEqual(expect.arrayContaining([name, axis]));
    const named = referenceFamilies.flatMap(({ members }) => members.map(([own]) => own));
    expect(named.filter((own) => texts.includes(own)).length).toBeLessThanOrEqual(references);
  });

  test("with nothing placed the references are still drawn, with their border", async () => {
    const { status, out } = await runCli([...small, "-j", "1", "--map", "tiny.txt"], {});
    expect(status).toBe(0);
    expect(out).toMatch(/[⠀-⣿]{3}/);
    expect(out).toContain("structure: the middle regime");
  });
});

test.each<[string[], number, RegExp]>([
  [
    ["map", "--corpora", "none"],
    2,
    /^mesoscope: nothing to place: name paths, or leave out --corpora none$/m,
  ],
  [
    [...small, "--picture", "plane", "-f", "json", "a.txt"],
    2,
    /^mesoscope: --picture draws svg, not json: name a file such as -o plane.svg$/m,
  ],
  [
    [...small, "--picture", "moon", "a.txt"],
    2,
    /^mesoscope: --picture takes map, curves or plane, not "moon"$/m,
  ],
  [[...small, "--recipe", "nosuch"], 2, /^mesoscope: no source "nosuch"$/m],
  [
    [...small, "--recipe", "coin", "--encoding", "words"],
    2,
    /^mesoscope: the symbols of a recipe are its own/,
  ],
  [["map", "-e", "plug-in"], 2, /^mesoscope: map takes no -e: a map places samples by the observer/],
  [["map", "--corpora", "nosuch"], 2, /no corpus "nosuch"/],
  [[...small, "missing.txt"], 3, /^mesoscope: missing.txt: no file or folder "missing.txt"$/m],
  [
    [...small, "a.txt", "-o", "nowhere/map.json"],
    2,
    /^mesoscope: cannot write nowhere\/map.json: no such folder$/m,
  ],
  [[...small, "a.txt", "-o", "/proc/map.csv"], 2, /^mesoscope: cannot write \/proc\/map.csv: /m],
  [[...small, "a.txt", "-o", "folder"], 2, /^mesoscope: /],
])("%j ends with %i", async (argv, status, err) => {
  const outcome = await runCli([...argv, "-j", "1"]);
  expect([outcome.status, outcome.out]).toEqual([status, status === 3 ? outcome.out : ""]);
  expect(outcome.err).toMatch(err);
  // Only a recipe is pictured on lines of its own.
  expect(outcome.err.trim().split("\n")).toHaveLength(
    argv.includes("nosuch") && argv.includes("--recipe") ? 3 : 1,
  );
});
