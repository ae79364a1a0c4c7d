// @module-tag thorough
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/results/report.ts";
import { reportSchema } from "../../src/results/report-schema.ts";
import { readCsv } from "../e2e/rfc4180.ts";
import { runCli, temporaryFolder } from "../e2e/run-cli.ts";

beforeAll(() => {
  process.chdir(temporaryFolder());
  writeFileSync("a.txt", "abracadabra");
  writeFileSync("empty", "");
});

const parameters = { seed: 1, numRuns: 80 } as const;

/** Words that commands hear, and words that nobody should say. */
const word = fc.oneof(
  fc.constantFrom(
    "a.txt", "empty", "missing", "-", "--", ".", "ngrams", "truth", "sources", "estimators", "schema", "--sample", "--sample=1kB",
    "-e", "plug-in", "deflate,plug-in", "-f", "json", "csv", "table", "-k", "1..3", "--top", "-n", "10", "--seed", "--jobs=1",
    "--encoding", "words", "--map", "--ascii", "--quiet", "--sort", "name", "--help", "--version", "coin", "uniform(alphabet=3)",
    "--corpora", "--include", "*.txt", "--exclude", "--no-cache", "--stdin-name", "--no-color",
  ), // biome-ignore format: a list
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

test("any command line ends with a documented status, in words, without a trace", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), fc.string({ maxLength: 20 }), async (argv, stdin) => {
      // Nothing of this may write files or install packages; NUL cannot stand in an argument.
      fc.pre(!argv.some((one) => /^-[a-z]*o|^--o|install|\u0000/i.test(one) || one === "corpora"));
      const { status, out, err } = await runCli(["--sample", "2kB", ...argv], { stdin });
      expect([0, 2, 3]).toContain(status);
      expect(err).not.toMatch(/^\s+at |node:internal|TypeError|RangeError|is not a function|Cannot read/m);
      if (status === 2) expect(err).toMatch(/^mesoscope: ./);
      if (status === 2 && !err.includes("^")) expect(err.trimEnd().split("\n")).toHaveLength(1);
      expect(out).not.toMatch(/\bNaN\b|Infinity/);
    }),
    parameters,
  );
});

test("any bytes give a valid report whose inputs add up, the same in every format", async () => {
  const list =
    "plug-in,grassberger,chao-wang-jost,block-gain,excess-entropy,deflate,top-ngrams,zipf-exponent";
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
        fc
          .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 600 }))
          .map(([byte, n]) => new Uint8Array(n).fill(byte)),
      ),
      fc.constantFrom("bytes", "characters", "words"),
      async (stdin, encoding) => {
        const argv = ["--jobs", "1", "--encoding", encoding, "-e", list, "--sample", "all", "-"];
        const { status, out, err } = await runCli(["-f", "json", ...argv], { stdin });
        expect([status, err]).toEqual([0, ""]);
        const report: Report = JSON.parse(out);
        reportSchema.parse(report);
        expect(report.inputs).toEqual({ total: 1, ok: 1, skipped: 0, failed: 0 });
        const [sample] = report.samples;
        expect(sample!.size).toBe(stdin.length);
        if (encoding === "bytes") expect(sample!.n).toBe(stdin.length);
        const rows = readCsv((await runCli(["-f", "csv", ...argv], { stdin })).out);
        const values = rows
          .slice(1)
          .filter((row) => row[8] === "ok")
          .map((row) => row[12]);
        const expected = sample!.measurements.flatMap((one) => {
          if (one.status !== "ok") return [];
          if (one.shape === "scalar") return [String(one.value)];
          return one.shape === "series"
            ? one.value.points.map(({ value }) => String(value))
            : one.value.rows.flatMap((row) => row.slice(1).map((cell) => String(cell ?? "")));
        });
        expect(values).toEqual(expected);
      },
    ),
    parameters,
  );
});

test("a sequence is the same whatever the sizes it is asked for in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        "coin(p=0.3)",
        "golden-mean",
        "thue-morse",
        "zipf(alphabet=300)",
        "switch(fibonacci, coin, stay=0.9)",
      ),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      async (recipe, n, seed) => {
        const bytes = async (length: number) =>
          (await runCli(["generate", recipe, "-n", String(length), "--seed", String(seed)])).stdout;
        const [short, long] = [await bytes(n), await bytes(n + 500)];
        expect(short.length).toBe(n * (recipe.includes("300") ? 2 : 1));
        expect(short.equals(long.subarray(0, short.length))).toBe(true);
      },
    ),
    { ...parameters, numRuns: 40 },
  );
});
