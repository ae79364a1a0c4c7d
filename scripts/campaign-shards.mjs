// Kills shards of a job at random moments, starts them again and compares what is left with a run that nobody disturbed.
// `npm run campaign:shards -- 100` kills a hundred times (the default); seeded, so that moments are the same shares of a run.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const runs = Number(process.argv[2] ?? 100);
const shards = 4;
const binary = fileURLToPath(new URL("../bin/mesoscope.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "mesoscope-shards-"));
const texts = join(work, "texts");

const command = (index, parts) => [binary, "score", "--shard", `${index}/${shards}`, "-o", parts, texts];
const whole = (index, parts) => spawnSync(process.execPath, command(index, parts), { encoding: "utf8" });
/** Names and contents of all parts; drafts of killed runs are none. */
function stateOf(parts) {
  const names = readdirSync(parts).filter((name) => name.endsWith(".ndjson"));
  return names.sort().map((name) => {
    const bytes = readFileSync(join(parts, name));
    return `${name} ${createHash("sha256").update(bytes).digest("hex")}`;
  });
}
/** Mulberry32. */
let state = 1;
function uniform() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

async function killed(index, parts, after) {
  const child = spawn(process.execPath, command(index, parts), { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", resolve));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, after))]);
  const early = child.exitCode === null;
  child.kill("SIGKILL");
  await ended;
  return early;
}

try {
  mkdirSync(texts);
  for (let i = 0; i < 12; i++) {
    const recipe = ["golden-mean", "uniform(alphabet=27)", "periodic(word=00101)", "zipf(alphabet=50)"][
      i % 4
    ];
    const argv = [
      binary,
      "generate",
      recipe,
      "-n",
      String(500 + 100 * i),
      "--seed",
      String(i),
      "--as",
      "text",
    ];
    const { stdout, stderr, status } = spawnSync(process.execPath, argv);
    if (status !== 0) throw new Error(String(stderr));
    writeFileSync(join(texts, `${i}.txt`), stdout);
  }
  const reference = join(work, "reference");
  const started = performance.now();
  // Parts name the folder they were made for.
  for (let index = 0; index < shards; index++) whole(index, reference);
  const length = (performance.now() - started) / shards;
  const expected = spawnSync(process.execPath, [binary, "merge", reference, "-f", "json"]).stdout;
  const parts = join(work, "parts");
  let early = 0;
  let wrong = 0;
  let first;
  for (let run = 0; run < runs; run++) {
    rmSync(parts, { recursive: true, force: true });
    for (let index = 0; index < shards; index++) {
      if (run % shards === index && (await killed(index, parts, uniform() * 1.1 * length))) early++;
      const { status, stderr } = whole(index, parts);
      if (status !== 0) throw new Error(stderr);
    }
    first ??= stateOf(parts).join("\n");
    const merged = spawnSync(process.execPath, [binary, "merge", parts, "-f", "json"]).stdout;
    if (stateOf(parts).join("\n") !== first || !merged.equals(expected)) wrong++;
  }
  console.log(`${runs} runs, ${early} of them killed before their end; ${wrong} left other bytes`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
