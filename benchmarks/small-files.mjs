// What one suffix array tells of many small files, with nothing in the cache, as a user runs it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { smallTexts } from "./bundled-texts.mjs";
import { mesoscope, processorSeconds, run } from "./processes.mjs";

const files = 2000;
const bytes = 22_000;
const panel = [
  ...["block-entropies", "ngram-counts", "distinct-ngrams", "longest-repeats"],
  ...["match-length-ratio", "match-length-mean", "lempel-ziv-76"],
];

/** @param folder for files that are deleted afterwards */
export function smallFiles(folder) {
  const texts = join(folder, "texts");
  mkdirSync(texts);
  for (const [i, text] of smallTexts(files, bytes).entries()) writeFileSync(join(texts, `${i}.txt`), text);
  const megabytes = (files * bytes) / 1e6;
  const cache = join(folder, "cache");
  const command = (jobs) => [
    ...["env", `XDG_CACHE_HOME=${cache}`, ...mesoscope],
    ...["--sample", "all", ...panel.flatMap((id) => ["-e", id])],
    ...["--jobs", String(jobs), "--quiet", "-o", join(folder, "report.json"), texts],
  ];
  const cold = (work) => {
    rmSync(cache, { recursive: true, force: true });
    return work();
  };
  const elapsed = Math.min(...[1, 2, 3].map(() => cold(() => run(command(2)).seconds)));
  const processor = cold(() => processorSeconds(command(1)));
  return [
    {
      what: `${files} files of 22 kB, 2 threads: MB/s`,
      value: megabytes / elapsed,
      // With fewer processors there is nothing to hold the command to.
      ...(availableParallelism() < 2 ? {} : { atLeast: 10 }),
    },
    { what: "the same: MB a second of processor time", value: megabytes / processor },
  ];
}
