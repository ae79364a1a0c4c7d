import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inOneFile } from "../../scripts/one-file.mjs";
import { seeds } from "./seeds.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = createRequire(import.meta.url).resolve("@jazzer.js/core/dist/cli.js");
/** Below node_modules, so that packages that are not bundled are found; Jazzer.js adds its counters to what lies here. */
const bundles = join(root, "node_modules/.cache/fuzz");
const bundle = join(bundles, "entry.cjs");

/** Longest input that is tried, in bytes. */
const longest = 4096;
const mostSeconds = 10;

/** What a run of the fuzzer found. */
export interface Fuzzed {
  readonly runs: number;
  /** branches that were reached */
  readonly edges: number;
  /** what broke a promise: the input in base64 and the last lines that were printed */
  readonly findings: readonly string[];
}

/** Targets and all they import in one file of CommonJS, as Jazzer.js instruments what `require` loads. */
export async function bundleTargets(): Promise<void> {
  const { code } = await inOneFile(
    fileURLToPath(new URL("entry.ts", import.meta.url)),
    { format: "cjs" },
    {
      transform: { target: "node20" },
      external: ["@bokuweb/zstd-wasm", "xz-decompress"],
      resolve: { alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" } },
    },
  );
  mkdirSync(bundles, { recursive: true });
  writeFileSync(bundle, code);
}

/** How often a target is started again after a finding that does not come back: the machine had stood still. */
const mostStarts = 3;

/** Runs a target on a corpus, or on one input. */
function run(target: string, input: string, options: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[cli, bundle, input, "-i", bundles, "--timeout", String(1000 * mostSeconds)],
      // Detectors of injection look for what targets of another kind do.
      ...["--disableBugDetectors", ".*", "--", ...options],
    ],
    { cwd: root, env: { ...process.env, FUZZ_TARGET: target }, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return { passed: status === 0, output: `${stdout}${stderr}` };
}

const corpusFolder = (folder: string) => join(folder, "corpus");

/** Inputs that a run of the fuzzer kept, since each reached something new. */
export function corpusOf(folder: string): Buffer[] {
  const path = corpusFolder(folder);
  return readdirSync(path)
    .sort()
    .map((name) => readFileSync(join(path, name)))
    .filter(({ length }) => length > 0);
}

/**
 * Lets Jazzer.js look for inputs that reach new branches of a target or break its promise.
 *
 * @param folder of its own, for the corpus and what is found
 */
export function fuzz(target: string, runs: number, seed: number, folder: string, start = 1): Fuzzed {
  const corpus = corpusFolder(folder);
  const found = join(folder, "found");
  for (const path of [corpus, found]) mkdirSync(path, { recursive: true });
  for (const [i, bytes] of (seeds[target] ?? []).entries()) writeFileSync(join(corpus, `seed-${i}`), bytes);
  const { passed, output } = run(target, corpus, [
    ...[`-runs=${runs}`, `-seed=${seed}`, `-max_len=${longest}`, `-artifact_prefix=${found}/`],
  ]);
  const [, done, edges] = /#(\d+)\s+DONE\s+cov: (\d+)/.exec(output) ?? [];
  const inputs = readdirSync(found).map((name) => join(found, name));
  if (passed && done !== undefined) return { runs: Number(done), edges: Number(edges), findings: [] };
  // Time is that of a clock, on a machine that others use: an input counts when it does it again.
  const again = inputs.length === 0 || inputs.some((path) => !run(target, path, []).passed);
  if (!again && start < mostStarts) return fuzz(target, runs, seed, `${folder}-${start}`, start + 1);
  const shown = inputs.map((path) => readFileSync(path).toString("base64")).join(" ");
  const lines = output.trim().split("\n").slice(-12).join("\n");
  return { runs: 0, edges: 0, findings: [`${target}: ${shown}\n${lines}`] };
}
