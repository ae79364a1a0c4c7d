// @module-tag thorough
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCli } from "../e2e/run-cli.ts";

interface Golden {
  readonly recipe: string;
  readonly seed: number;
  readonly length: number;
  readonly sha256: string;
}

const goldens: readonly Golden[] = JSON.parse(
  readFileSync(new URL("generated.json", import.meta.url), "utf8"),
);

// These hashes hold for every machine and release: whoever changes one breaks results that others have published.
test.each(goldens)("$recipe, seed $seed", async ({ recipe, seed, length, sha256 }) => {
  const { status, stdout, err } = await runCli([
    "generate",
    recipe,
    "-n",
    String(length),
    "--seed",
    String(seed),
  ]);
  expect([status, err]).toEqual([0, ""]);
  expect(createHash("sha256").update(stdout).digest("hex")).toBe(sha256);
});
