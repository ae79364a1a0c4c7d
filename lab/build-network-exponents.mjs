// Writes lab/data/network-exponents.json: what `mesoscope forecast --exponents` says of those sources of the bank of small networks for which
// the exponent of learning is known. Some two minutes of the processor.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeData } from "../scripts/data-file.mjs";
import { exactAlpha } from "./report/exponents.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { sources } = JSON.parse(readFileSync(join(root, "lab/bank.json"), "utf8"));
const symbols = 500_000;
const seed = 1;
const found = sources.entries
  .filter(({ recipe }) => exactAlpha(recipe) !== undefined)
  .map(({ id, recipe }) => {
    const command = ["forecast", "--recipe", recipe, "--sample", `${symbols}`, "--seed", `${seed}`];
    const out = execFileSync(
      process.execPath,
      [join(root, "bin/mesoscope.js"), ...command, "--exponents", "-f", "json"],
      { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] },
    );
    const { scaling, hilberg } = JSON.parse(out).exponents;
    process.stderr.write(`${id} ${JSON.stringify({ scaling, hilberg })}\n`);
    return { source: id, recipe, scaling, hilberg };
  });
writeData(
  "network-exponents.json",
  {
    script: "lab/build-network-exponents.mjs",
    seed,
    of: "exponents of learning that are forecast from sources whose exponent is known",
  },
  { symbols, sources: found },
  "lab/data",
);
