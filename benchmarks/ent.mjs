// The whole command against `ent` (John Walker's entropy program) on one file of 100 MB.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { available } from "./debian-packages.mjs";
import { alternate, mesoscope, run } from "./processes.mjs";
import { writeText } from "./text.mjs";

/** Whether a value stands under a key anywhere in a report. */
function holds(node, key, value) {
  if (typeof node !== "object" || node === null) return false;
  return node[key] === value || Object.values(node).some((child) => holds(child, key, value));
}

/** The command on one whole file, one entropy, nothing cached. */
export const wholeFile = (file) => [
  ...mesoscope,
  ...["--sample", "all", "-e", "plug-in", "--no-cache", "-f", "json", file],
];

/** @param folder for files that are deleted afterwards */
export function ent(folder) {
  const bytes = 100_000_000;
  const file = join(folder, "100MB.txt");
  writeText(file, bytes);
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  const report = JSON.parse(run(wholeFile(file)).stdout);
  const rows = [
    {
      what: "100 MB: n in the report is the file's size",
      value: Number(holds(report, "n", bytes)),
      atLeast: 1,
    },
    {
      what: "100 MB: sha256 in the report is right",
      value: Number(holds(report, "sha256", sha256)),
      atLeast: 1,
    },
  ];
  if (!available("ent"))
    return [...rows, { what: "100 MB: times faster than ent", skipped: "ent is not installed" }];
  const [own, other] = alternate(wholeFile(file), ["ent", file], 7);
  return [
    ...rows,
    { what: "100 MB: mesoscope, s", value: own },
    { what: "100 MB: ent, s", value: other },
    { what: "100 MB: times faster than ent", value: other / own, atLeast: 2 },
  ];
}
