// Writes lab/data/task-readings.json: how much of what can be known of the tasks of the bank of small networks the observer and n-grams know after
// as many symbols as the networks learned. It needs the blocks that lab/prepare-bank.mjs cuts. Some five minutes of the processor.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "../scripts/data-file.mjs";
import { firstSymbols } from "./report/bank-blocks.mjs";
import { decidedPart } from "./report/tasks.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const bank = JSON.parse(readFileSync(join(root, "lab/bank.json"), "utf8"));
const listing = JSON.parse(readFileSync(join(root, "lab/data/corpora.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "mesoscope-tasks-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { settleObserver, observerMembers, phaseExpert, contextLosses } = await bundleSources(
  [
    "src/observer/settled-observer",
    "src/observer/observer-members",
    "src/observer/members/phase-expert",
    "lab/law/context-losses",
  ],
  folder,
);
const members = observerMembers("fast").filter(({ id }) => id !== phaseExpert.id);

/** What the observer pays at the asked places of the second half of a sample, bits a symbol. */
function observerLoss(sample, asked) {
  const { symbols, segmentEnds } = sample;
  let [sum, count, place] = [0, 0, 0];
  settleObserver(sample, members, symbols.length).segmentBits(symbols, segmentEnds, (losses) => {
    const start = segmentEnds[place - 1] ?? 0;
    const end = segmentEnds[place++];
    if (2 * start < symbols.length) return;
    for (let at = start; at < end; at++)
      if (asked[at]) {
        sum += losses[at - start];
        count++;
      }
  });
  return sum / count;
}

const digits = (value) => Number(value.toPrecision(5));
const tasks = bank.tasks.entries.flatMap((entry) => {
  const part = decidedPart(entry);
  if (part === undefined) return [];
  const about = listing.find(({ id }) => id === entry.id);
  const readings = bank.tasks.sizes.map((n) => {
    const sample = { ...firstSymbols(entry.id, n), alphabetSize: about.alphabetSize };
    const asked = Uint8Array.from(sample.symbols);
    for (const [b, end] of sample.segmentEnds.entries()) {
      const start = sample.segmentEnds[b - 1] ?? 0;
      for (let at = start; at < end; at++)
        asked[at] = part.places.includes((at - start) % entry.recordLength) ? 1 : 0;
    }
    return {
      n,
      observer: digits(observerLoss(sample, asked)),
      contexts: Array.from(contextLosses(sample, asked), digits),
    };
  });
  process.stderr.write(`${entry.id} ${JSON.stringify(readings)}\n`);
  return [{ task: entry.id, part: part.name, readings }];
});
writeData(
  "task-readings.json",
  {
    script: "lab/build-task-readings.mjs",
    seed: bank.split.seed,
    of: "what the observer and n-grams pay for the deciding parts of the bank's tasks, bits a symbol of the second half of as many symbols",
  },
  { tasks },
  "lab/data",
);
