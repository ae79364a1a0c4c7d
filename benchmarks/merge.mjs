// Merging the parts of a large job: 10 000 part files made of one real one.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mesoscope, peakMemory, run } from "./processes.mjs";

const parts = Number(process.env.MESOSCOPE_PARTS ?? 10_000);

/** @param folder for files that are deleted afterwards */
export function merge(folder) {
  const text = join(folder, "text.txt");
  writeFileSync(
    text,
    run([...mesoscope, "generate", "corpus(moby-dick)", "--as", "text"]).stdout.slice(0, 22_000),
  );
  const one = join(folder, "one");
  run([...mesoscope, "score", "--shard", "0/1", text, "-o", one]);
  const [head, score, end] = readFileSync(join(one, "part-0-of-1.ndjson"), "utf8").split("\n");
  const copies = join(folder, "parts");
  mkdirSync(copies);
  const tally = JSON.parse(end);
  // Of so many documents few belong to the sample of the whole.
  tally.tally.sample = [];
  const ending = JSON.stringify(tally);
  const digits = String(parts - 1).length;
  for (let index = 0; index < parts; index++) {
    const own = JSON.stringify({ ...JSON.parse(head), shard: { index, count: parts } });
    const body = `${own}\n${score}\n${ending}\n`;
    const sha256 = createHash("sha256").update(body).digest("hex");
    const name = `part-${String(index).padStart(digits, "0")}-of-${parts}.ndjson`;
    writeFileSync(join(copies, name), `${body}${JSON.stringify({ sha256 })}\n`);
  }
  const command = [...mesoscope, "merge", copies, "-f", "json"];
  const { seconds, stdout } = run(command);
  const { megabytes } = peakMemory(command, join(folder, "peak"));
  const report = JSON.parse(stdout);
  if (report.inputs.ok !== parts) throw new Error(`${report.inputs.ok} documents of ${parts} parts`);
  return [
    { what: `merge of ${parts} parts, s`, value: seconds, atMost: 30 },
    { what: `merge of ${parts} parts, peak MB`, value: megabytes, atMost: 500 },
  ];
}
