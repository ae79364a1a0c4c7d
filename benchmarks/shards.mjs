// A job in many shards on one machine, beside the same in one process.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { smallTexts } from "./bundled-texts.mjs";
import { mesoscope, peakMemory, run } from "./processes.mjs";

const documents = Number(process.env.MESOSCOPE_DOCUMENTS ?? 2000);
const bytes = 22_000;
const shards = 16;

/** @param folder for files that are deleted afterwards */
export function shardsBesideOne(folder) {
  const texts = join(folder, "texts");
  mkdirSync(texts);
  smallTexts(documents, bytes).forEach((document, i) => {
    writeFileSync(join(texts, String(i).padStart(5, "0")), document);
  });
  const score = (index, count, parts) => [
    ...[...mesoscope, "score", "--shard", `${index}/${count}`, "--quiet"],
    ...["-o", join(folder, parts), texts],
  ];
  const one = run(score(0, 1, "one")).seconds;
  let many = 0;
  for (let index = 0; index < shards - 1; index++) many += run(score(index, shards, "many")).seconds;
  const started = performance.now();
  const { megabytes } = peakMemory(score(shards - 1, shards, "many"), join(folder, "peak"));
  many += (performance.now() - started) / 1000;
  // What is done already is found to be so: a start, the list of all files and the check of a part.
  const start = run(score(0, shards, "many")).seconds;
  const same =
    run([...mesoscope, "merge", join(folder, "one"), "-f", "json"]).stdout ===
    run([...mesoscope, "merge", join(folder, "many"), "-f", "json"]).stdout;
  if (!same) throw new Error("the reports differ");
  return [
    { what: `${documents} documents of 22 kB in one process, s`, value: one },
    {
      what: `the same in ${shards} shards / one process`,
      value: (many - shards * start) / one,
      atMost: 1.15,
    },
    { what: "peak of a shard, MB", value: megabytes, atMost: 600 },
  ];
}
