import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bits = z.number().min(0);
const share = z.number().min(0).max(1);

const bankSchema = z.object({
  learners: z.record(z.string(), z.object({ tokens: z.int().positive() })),
  corpora: z.object({ entries: z.array(z.object({ id: z.string(), package: z.string() })) }),
  blind: z.object({ entries: z.array(z.object({ id: z.string(), package: z.string() })) }),
});

const listingSchema = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.enum(["corpora", "blind", "sources", "tasks"]),
    package: z.string().optional(),
    version: z.string().optional(),
    recipe: z.string().optional(),
    entropyRate: bits.nullable().optional(),
    recordLength: z.int().min(2).optional(),
    alphabetSize: z.int().min(2).max(256),
    learn: z.int().positive(),
    validate: z.int().positive(),
    ask: z.int().positive(),
    askBlocks: z.int().positive(),
    sha256: hash,
  }),
);

const cellSchema = z.strictObject({
  corpus: z.string(),
  kind: z.enum(["corpora", "blind", "sources", "tasks"]),
  n: z.int().positive(),
  learner: z.enum(["gpt-tiny", "gpt-small"]),
  seed: z.int().positive(),
  sha256: hash,
  parameters: z.int().positive(),
  steps: z.int().positive(),
  tokens: z.int().positive(),
  bestStep: z.int().positive(),
  curve: z.array(z.tuple([z.int().positive(), bits, bits])).min(1),
  bits,
  standardError: bits,
  right: share,
  blockBits: z.array(bits),
  placeBits: z.array(bits.nullable()).length(11),
  recordBits: z.array(bits).optional(),
  recordRight: z.array(share).optional(),
  seconds: z.number().positive(),
  cpuSeconds: z.number().positive(),
  trainCpuSeconds: z.number().positive(),
  torch: z.string(),
});

const bank = bankSchema.parse(JSON.parse(read("learners/bank.json")));
const listing = listingSchema.parse(JSON.parse(read("data/network-bank/corpora.json")));
const about = new Map(listing.map((item) => [item.id, item]));
const cells = read("data/network-bank/cells.ndjson")
  .trimEnd()
  .split("\n")
  .map((line) => cellSchema.parse(JSON.parse(line)));

describe("the bank of network losses", () => {
  it("has each cell once, of data that is listed, with losses that agree", () => {
    const names = cells.map(({ corpus, n, learner, seed }) => `${corpus}/${learner}/${n}/${seed}`);
    expect(new Set(names).size).toBe(names.length);
    for (const cell of cells) {
      const data = about.get(cell.corpus);
      expect(data?.sha256, cell.corpus).toBe(cell.sha256);
      expect(cell.blockBits).toHaveLength(data?.askBlocks ?? 0);
      expect(cell.recordBits?.length).toBe(data?.recordLength);
      expect(cell.n).toBeLessThanOrEqual(data?.learn ?? 0);
      expect(cell.curve.map(([step]) => step)).toContain(cell.bestStep);
    }
  });

  it("costs no less than the entropy rate, where that is known", () => {
    for (const cell of cells) {
      const rate = about.get(cell.corpus)?.entropyRate;
      if (typeof rate === "number")
        expect(cell.bits, cell.corpus).toBeGreaterThan(rate - 5 * cell.standardError);
    }
  });

  it("keeps blind texts, and all of their packages, from what laws are learned of", () => {
    const blind = new Set(bank.blind.entries.flatMap(({ id, package: name }) => [id, name]));
    for (const { id, kind, package: name } of listing) {
      expect([id, blind.has(id)]).toEqual([id, kind === "blind"]);
      if (name !== undefined) expect([id, blind.has(name)]).toEqual([id, kind === "blind"]);
    }
  });
});

/** A Python that has torch: the one named in the environment, else the usual names. */
const python = [process.env["MESOSCOPE_PYTHON"], "python3", "/usr/bin/python3"].find(
  (name) => name !== undefined && spawnSync(name, ["-c", "import torch"]).status === 0,
);

describe("the reference learner", () => {
  const learn = (lines: string, symbols: Uint8Array) => {
    const { status, stdout, stderr } = spawnSync(
      python as string,
      [fileURLToPath(new URL("learners/gpt.py", root))],
      { input: Buffer.concat([Buffer.from(lines), symbols]), maxBuffer: 2 ** 26 },
    );
    expect(stderr.toString()).toBe("");
    expect(status).toBe(0);
    return stdout;
  };

  it.skipIf(python === undefined)("answers an exchange, the same each time [needs torch]", () => {
    // A period of three, learned in a moment.
    const symbols = Uint8Array.from({ length: 1200 }, (_, i) => i % 3);
    const header = {
      learner: "gpt-tiny",
      seed: 1,
      alphabetSize: 3,
      blocks: [500, 400, 300],
      learn: [0, 1],
      ask: [2],
      losses: true,
      settings: { tokens: 200_000 },
    };
    const first = learn(`${JSON.stringify(header)}\n`, symbols);
    expect(learn(`${JSON.stringify(header)}\n`, symbols)).toEqual(first);
    const [answer, report, ...rest] = first
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rest).toEqual([]);
    expect(answer.block).toBe(2);
    expect(answer.bits).toBeLessThan(0.1);
    expect(report.parameters).toBeGreaterThan(90_000);
    expect(answer.losses).toHaveLength(300);
    const sum = answer.losses.reduce((all: number, one: number) => all + one, 0);
    expect(sum / 300).toBeCloseTo(answer.bits, 3);
  });

  it.skipIf(python === undefined)(
    "is asked as any other learner is [needs torch]",
    { tags: ["slow"] },
    () => {
      const argv = [
        "curve",
        "--recipe",
        "replace(periodic(word=01101), eps=0.05)",
        "--sample",
        "5kB",
        "-f",
        "json",
      ];
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          ...[fileURLToPath(new URL("bin/mesoscope.js", root)), ...argv, "--learner", "gpt-tiny"],
          "--halvings",
          "0",
        ],
        { env: { ...process.env, MESOSCOPE_PYTHON: python }, maxBuffer: 2 ** 26 },
      );
      expect(status, stderr.toString()).toBe(0);
      const { curve, truth } = JSON.parse(stdout.toString());
      expect(curve.map(({ learner }: { learner: { value: number } }) => learner.value)[0]).toBeCloseTo(1, 3);
      expect(truth.excess.learner.value).toBeGreaterThan(-0.1);
      expect(truth.excess.learner.value).toBeLessThan(0.4);
    },
  );

  // A source needs no package, but its blocks must have been cut: node learners/prepare-bank.mjs
  const cut = existsSync(new URL("node_modules/.cache/network-bank/copy-8.bin", root));
  it.skipIf(python === undefined || !cut)(
    "repeats a cell of the bank [needs torch and node learners/prepare-bank.mjs]",
    { timeout: 300_000 },
    () => {
      const name = "copy-8/gpt-tiny/10000/1";
      const folder = mkdtempSync(join(tmpdir(), "mesoscope-bank-"));
      const out = join(folder, "cells.ndjson");
      const script = fileURLToPath(new URL("learners/train-bank.py", root));
      const { stderr, status } = spawnSync(python as string, [script, "--only", `^${name}$`, "--out", out]);
      expect(status, stderr.toString()).toBe(0);
      const again = cellSchema.parse(JSON.parse(readFileSync(out, "utf8")));
      rmSync(folder, { recursive: true });
      const kept = cells.find((c) => `${c.corpus}/${c.learner}/${c.n}/${c.seed}` === name);
      expect(again.sha256).toBe(kept?.sha256);
      expect(again.steps).toBe(kept?.steps);
      // Another processor or library rounds otherwise, and training carries that on.
      expect(Math.abs(again.bits - (kept?.bits ?? 0))).toBeLessThan(0.01);
    },
  );
});
