// All estimators on one text, as a user runs them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "./bundled-texts.mjs";
import { mesoscope, run } from "./processes.mjs";

/** @param folder for files that are deleted afterwards */
export function panel(folder) {
  const file = join(folder, "1MB");
  writeFileSync(file, textOf("moby-dick", 1_000_000));
  const command = [...mesoscope, "--sample", "all", "-e", "all", "--no-cache", "-f", "json", file];
  return [
    { what: "all estimators on 1 MB of text, s", value: run(command, { discard: true }).seconds, atMost: 20 },
  ];
}
