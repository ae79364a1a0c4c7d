// Liouville's and Moebius's functions beside a plain sieve in C, which counts both at once, in processor time and in turn.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mesoscope, processorSeconds } from "./processes.mjs";

const terms = 50_000_000;
const passes = 3;
const functions = ["liouville", "moebius"];

/** @param folder for files that are deleted afterwards */
export function* sieve(folder) {
  const program = join(folder, "sieve");
  const source = fileURLToPath(new URL("sieve.c", import.meta.url));
  if (spawnSync("cc", ["-O3", "-march=native", "-o", program, source, "-lm"]).status !== 0) {
    yield { what: "a sieve beside C", skipped: "no cc" };
    return;
  }
  const commands = {
    C: [program, String(terms)],
    ...Object.fromEntries(
      functions.map((recipe) => [recipe, [...mesoscope, "generate", recipe, "-n", String(terms)]]),
    ),
  };
  const least = Object.fromEntries(Object.keys(commands).map((name) => [name, Infinity]));
  for (let pass = 0; pass < passes; pass++)
    for (const [name, command] of Object.entries(commands))
      least[name] = Math.min(least[name], processorSeconds(command));
  for (const recipe of functions)
    yield {
      what: `${recipe}, start of the process included: time of C`,
      value: least[recipe] / least.C,
      atMost: 3,
    };
}
