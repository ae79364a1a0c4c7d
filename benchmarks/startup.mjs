// What a user waits for before the command does anything, and for a small file, as ratios to Node alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { textOf } from "./bundled-texts.mjs";
import { alternate, median, mesoscope, run } from "./processes.mjs";

const rounds = 21;
/** Node reads the certificates of this file before it does anything else, which takes longer than all the rest. */
const certificates = process.env.NODE_EXTRA_CA_CERTS;

/**
 * The same with and without NODE_EXTRA_CA_CERTS, where that is set.
 *
 * @param folder for files that are deleted afterwards
 */
export function* startup(folder) {
  const file = join(folder, "10kB");
  writeFileSync(file, textOf("moby-dick", 10_000));
  /** @type {[what: string, argv: string[], atMost: number][]} */
  const cases = [
    ["--help", ["--help"], 1.4],
    ["--version", ["--version"], 1.4],
    ["10 kB, one estimator", ["-e", "plug-in", "--no-cache", file], 2],
    ["10 kB as before, results kept", [file], 2],
  ];
  const home = { XDG_CACHE_HOME: mkdtempSync(join(folder, "cache-")) };
  run([...mesoscope, file], { discard: true, env: home });
  for (const [where, env] of environments()) {
    for (const [what, argv, atMost] of cases) {
      const [own, bare] = alternate([...mesoscope, ...argv], [process.execPath, "-e", "0"], rounds, {
        ...home,
        ...env,
      });
      const milliseconds = (seconds) => (seconds * 1000).toFixed(0);
      yield {
        what: `${what} / node -e 0 (${milliseconds(own)} / ${milliseconds(bare)} ms)${where}`,
        value: own / bare,
        atMost,
      };
    }
  }
  yield firstRow(folder);
  if (certificates === undefined) yield { what: "the same with NODE_EXTRA_CA_CERTS", skipped: "not set" };
}

/** A terminal shows a provisional row of 100 kB while these are measured. */
function firstRow(folder) {
  const what = "provisional row of 100 kB on a terminal / node -e 0";
  if (spawnSync("script", ["--version"]).error !== undefined)
    return { what, skipped: "script is not installed" };
  const file = join(folder, "100kB");
  writeFileSync(file, textOf("moby-dick", 100_000));
  const helper = fileURLToPath(new URL("./first-row.mjs", import.meta.url));
  const found = Array.from({ length: 5 }, () =>
    JSON.parse(run([process.execPath, helper, file], { env: { NODE_EXTRA_CA_CERTS: undefined } }).stdout),
  );
  const [own, bare] = [median(found.map(({ row }) => row)), median(found.map(({ bare }) => bare))];
  return { what: `${what} (${own.toFixed(0)} / ${bare.toFixed(0)} ms)`, value: own / bare, atMost: 4 };
}

/** @returns {[where: string, env: Record<string, string | undefined>][]} */
function environments() {
  if (certificates === undefined) return [["", {}]];
  return [
    [", certificates", {}],
    ["", { NODE_EXTRA_CA_CERTS: undefined }],
  ];
}
