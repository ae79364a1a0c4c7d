// What Jazzer.js runs: one target, by the variable FUZZ_TARGET.
import { targets } from "./targets.ts";

const target = targets[process.env["FUZZ_TARGET"] ?? ""];
if (target === undefined) throw new Error(`FUZZ_TARGET is one of ${Object.keys(targets).join(", ")}`);
export const fuzz = target;
