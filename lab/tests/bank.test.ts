import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import * as z from "zod";
import { curvesOf } from "../law/network-examples.ts";
import { networkLaw } from "../report/network-law.mjs";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bits = z.number().min(0);
const share = z.number().min(0).max(1);

const bankSchema = z.object({
  learners: z.tuple([z.literal("gpt-tiny"), z.literal("gpt-small")]),
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

const bank = bankSchema.parse(JSON.parse(read("lab/bank.json")));
const listing = listingSchema.parse(JSON.parse(read("lab/data/corpora.json")));
const about = new Map(listing.map((item) => [item.id, item]));
const cells = read("lab/data/cells.ndjson")
  .trimEnd()
  .split("\n")
  .map((line) => cellSchema.parse(JSON.parse(line)));

test("the curves that the package has are those of the bank", () => {
  const { networks, curves } = JSON.parse(read("data/learner-curves.json"));
  expect(networks).toBe(networkLaw().cells);
  expect(curves).toEqual(curvesOf(networkLaw()));
});

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

// A source needs no package, but its blocks must have been cut: node lab/prepare-bank.mjs
const cut = existsSync(new URL("node_modules/.cache/network-bank/copy-8.bin", root));
it.skipIf(python === undefined || !cut)(
  "repeats a cell of the bank [needs torch and node lab/prepare-bank.mjs]",
  { timeout: 300_000 },
  () => {
    const name = "copy-8/gpt-tiny/10000/1";
    const folder = mkdtempSync(join(tmpdir(), "mesoscope-bank-"));
    const out = join(folder, "cells.ndjson");
    const script = fileURLToPath(new URL("lab/train-bank.py", root));
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
