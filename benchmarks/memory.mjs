// Peak memory of the command on 1 GB against 10 MB.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { wholeFile } from "./ent.mjs";
import { median, peakMemory } from "./processes.mjs";
import { writeText } from "./text.mjs";

/** @param folder for files that are deleted afterwards */
export function memory(folder) {
  const peaks = [10_000_000, 1_000_000_000].map((bytes) => {
    const file = join(folder, `${bytes}.txt`);
    writeText(file, bytes);
    const runs = [1, 2, 3].map(() => peakMemory(wholeFile(file), join(folder, "peak")).megabytes);
    rmSync(file);
    return median(runs);
  });
  return [
    { what: "peak memory on 10 MB, MB", value: peaks[0] },
    { what: "peak memory on 1 GB, MB", value: peaks[1] },
    { what: "peak memory, 1 GB / 10 MB", value: peaks[1] / peaks[0], atMost: 1.1 },
  ];
}
