// Measures the speed and memory the README promises, as ratios within one run wherever two things can be compared.
// `node benchmarks/run.mjs [SECTION ...]`, of those that are listed below;
// without names, all, the last of which takes some fifty minutes. Exits with 1 when a target is missed, 2 for an unknown
// name.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binaries } from "./binaries.mjs";
import { compressorsBeside } from "./compressors.mjs";
import { corpora } from "./corpora.mjs";
import { ent } from "./ent.mjs";
import { generate } from "./generate.mjs";
import { kernels } from "./kernels.mjs";
import { library } from "./library.mjs";
import { memory } from "./memory.mjs";
import { merge } from "./merge.mjs";
import { observer } from "./observer.mjs";
import { page } from "./page.mjs";
import { panel } from "./panel.mjs";
import { shardsBesideOne } from "./shards.mjs";
import { sieve } from "./sieve.mjs";
import { smallFiles } from "./small-files.mjs";
import { startup } from "./startup.mjs";
import { suffix } from "./suffix.mjs";
import { tablesBesideNoise } from "./tables.mjs";
import { verify } from "./verify.mjs";

const sections = {
  kernels,
  ent,
  memory,
  startup,
  library,
  corpora,
  generate,
  sieve,
  observer,
  panel,
  suffix,
  "small-files": smallFiles,
  page,
  shards: shardsBesideOne,
  merge,
  binaries,
  compressors: compressorsBeside,
  tables: tablesBesideNoise,
  verify,
};

function verdict({ value, skipped, atLeast = -Infinity, atMost = Infinity }) {
  if (skipped !== undefined) return "skipped";
  if (atLeast === -Infinity && atMost === Infinity) return "";
  return value >= atLeast && value <= atMost ? "pass" : "FAIL";
}

const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(4));
const bound = (value) => Number(value.toPrecision(4));

function line(row) {
  const target =
    row.atLeast !== undefined
      ? `>= ${bound(row.atLeast)}`
      : row.atMost !== undefined
        ? `<= ${bound(row.atMost)}`
        : "";
  const measured = row.skipped ?? figure(row.value);
  return `${row.what.padEnd(68)} ${target.padStart(8)} ${measured.padStart(9)}  ${verdict(row)}`.trimEnd();
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(sections);
const unknown = names.filter((name) => !Object.hasOwn(sections, name));

if (unknown.length > 0) {
  console.error(`benchmarks: no section "${unknown[0]}"; there are ${Object.keys(sections).join(", ")}`);
  process.exitCode = 2;
} else {
  console.log(`${"".padEnd(68)} ${"target".padStart(8)} ${"measured".padStart(9)}`);
  for (const name of names) {
    const folder = mkdtempSync(join(tmpdir(), "mesoscope-bench-"));
    try {
      // Rows come one by one where a section takes minutes.
      for await (const row of await sections[name](folder)) {
        console.log(line(row));
        if (verdict(row) === "FAIL") process.exitCode = 1;
      }
    } catch (error) {
      console.log(`${name}: ${error.message}`);
      process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
