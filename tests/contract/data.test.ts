import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { scoreCount } from "../../src/features/odd/surprise.ts";
import { sampleSchema } from "../../src/results/report-schema.ts";
import { referenceSizes } from "../../src/spectrum/measured-references.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Folders in data/ have tests of their own; the glossary is written by hand. */
const files = readdirSync(`${root}data`).filter((file) => file.endsWith(".json") && file !== "glossary.json");
const contents = (file: string): unknown => JSON.parse(readFileSync(`${root}data/${file}`, "utf8"));

const seed = z.int().nonnegative();
/** What made the numbers. */
const made = z.strictObject({
  script: z.string().regex(/^(scripts|benchmarks)\/[\w-]+\.mjs$/),
  date: z.iso.date(),
  node: z.string().optional(),
  seed: z.union([seed, z.array(seed).min(1)]),
  /** what the numbers are of, a sentence */
  of: z.string().min(20),
});

const share = z.number().min(0).max(1);
const count = z.int().positive();
const widths = z.array(z.number().positive());
const levels = z.strictObject({ "80": widths, "95": widths });
const errors = z.strictObject({ excess: levels, loss: levels });
const tally = z.tuple([count, count]);
const releaseCounts = z.strictObject({ new: tally, changed: tally });

const references = z.strictObject({ made, references: z.record(z.string(), sampleSchema) });
/** What the source code reads; of the others a script makes a document. */
const schemas: Readonly<Record<string, z.ZodObject>> = {
  "corpora.json": z.strictObject({ made, corpora: z.record(z.string(), sampleSchema) }),
  "growth-border.json": z.strictObject({
    made,
    lengths: z.array(count).min(2),
    bits: z.array(z.number().positive()).min(2),
    openBits: z.array(z.number().positive()).min(2),
    recipes: count,
    heldOutAbove: z.array(z.int().nonnegative()),
  }),
  "likenesses.json": z.strictObject({
    made,
    steps: count,
    references: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        kind: z.string(),
        rest: z.array(z.number().nonnegative()).length(2),
      }),
    ),
    strings: count,
    entries: count,
    models: z.array(z.string()),
  }),
  "arithmetic.json": z.strictObject({
    made,
    terms: count,
    models: z.record(z.string(), z.string().nullable()),
    places: z.record(
      z.string(),
      z.strictObject({
        regime: z.string(),
        x: share,
        growth: z.number(),
        named: z.string(),
        fact: z.object({ status: z.enum(["exact", "conjectured", "bounds", "unknown"]), route: z.string() }),
      }),
    ),
    evidence: z.record(z.string(), z.array(z.tuple([count, z.number()])).min(10)),
  }),
  "playground.json": z.strictObject({
    made,
    landmarks: z.array(z.tuple([z.string(), share, z.number().nonnegative()])).min(10),
    roads: z.record(
      z.string(),
      z.array(z.tuple([z.int().nonnegative(), share, z.number().nonnegative()])).min(9),
    ),
  }),
  ...Object.fromEntries(referenceSizes.map((size) => [`references-${size}.json`, references])),
  "forecast-errors.json": z.strictObject({
    made,
    texts: count.min(40),
    factors: z.array(z.number().min(1)).min(3),
    quantiles: z.strictObject({ drawn: errors, "in-order": errors }),
  }),
  "quick-rate.json": z.strictObject({
    made,
    level: share,
    floor: z.number().positive(),
    correlation: share.min(0.98),
    fit: z.strictObject({
      constant: z.number(),
      slope: z.number(),
      square: z.number(),
      perDoubling: z.number(),
    }),
    spread: z
      .array(
        z.strictObject({
          most: count,
          documents: count.min(80),
          lower: z.number().negative(),
          upper: z.number().positive(),
        }),
      )
      .min(3),
  }),
  "tail-scales.json": z.strictObject({
    made,
    packages: z.array(z.string()).min(20),
    scales: z
      .array(z.strictObject({ mean: z.number(), deviation: z.number().positive() }))
      .length(scoreCount),
  }),
  "release-surprises.json": z.strictObject({
    made,
    packages: z.array(z.tuple([z.string(), z.string(), z.string()])).min(10),
    commits: z.int().min(150),
    level: share,
    counts: z.strictObject({ renewed: releaseCounts, kept: releaseCounts }),
    countsAs: z.strictObject({ new: z.number().positive(), changed: z.number().positive() }),
  }),
};

describe.each(files)("data/%s", (file) => {
  test("says what made it: a script that exists, when, from which seed, of what", () => {
    const header = z.object({ made }).parse(contents(file)).made;
    expect(existsSync(root + header.script)).toBe(true);
  });
});

test.each(Object.entries(schemas))("data/%s parses", (file, schema) => {
  expect(schema.safeParse(contents(file)).error).toBeUndefined();
});

test("new and changed files count as what was counted in releases, by the baseline with which it is more", () => {
  const { counts, countsAs, level } = schemas["release-surprises.json"]!.parse(
    contents("release-surprises.json"),
  ) as {
    level: number;
    counts: Record<string, Record<"new" | "changed", [number, number]>>;
    countsAs: Record<"new" | "changed", number>;
  };
  for (const kind of ["new", "changed"] as const) {
    const shares = Object.values(counts).map(({ [kind]: [files, reached] }) => reached / files);
    expect(countsAs[kind]).toBeCloseTo(Math.max(...shares) / level, 3);
  }
});
