// Runs a whole campaign, or as many runs of it as are asked for, and writes what it found into docs/evidence/reliability.md.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const [name, runs = "all"] = process.argv.slice(2);
const known = readdirSync(`${root}tests/campaigns`)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => file.replace(".test.ts", ""));
if (!known.includes(name)) {
  console.error(`campaign: name one of ${known.join(", ")}, and how many runs if not all`);
  process.exit(2);
}
/** @type {import("node:child_process").SpawnSyncOptions} */
const options = { cwd: root, stdio: "inherit", env: { ...process.env, MESOSCOPE_CAMPAIGN: runs } };
const { status } = spawnSync(
  "npx",
  ["--no", "--", "vitest", "run", `tests/campaigns/${name}.test.ts`],
  options,
);
process.exitCode = status ?? 1;
await import("./build-reliability.mjs");
