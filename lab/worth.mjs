// What one text is worth to a learner of another, judged by trainings of gpt-tiny: how well do cheaper measures rank some 30 sources for a
// target: unrelated ones, slices of one text, and mixtures of two? Sources, targets, seeds and the figure (Spearman's correlation over sources) were fixed before the first run. Each stage is
// kept in worth.json of lab/data as soon as it is done; a stage that is there is not run again. Run after a build of the command:
//
//     node lab/worth.mjs            some 20 CPU minutes; needs Python with torch
//     node lab/worth.mjs --report   prints the table from what is kept
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../bin/mesoscope.js", import.meta.url));
const path = join(fileURLToPath(new URL("./data/", import.meta.url)), "worth.json");

const corpora = [
  ...["bpe-vocab", "chess-pgn", "cmudict", "code-c", "code-dts", "code-js", "code-js-min", "code-py"],
  ...["csv-births", "factbook-json", "factbook-prose", "machine-all", "markdown", "moby-dick", "sotu"],
  ...["sourcemap-vlq", "topojson", "tsmsg-de", "tsmsg-ja", "tsmsg-ko", "tsmsg-ru", "tsmsg-zh-cn"],
  ...["udhr-all", "udhr-html", "wordnet-gloss"],
];
const recipes = [
  "shuffle(corpus(moby-dick), by=word)",
  "surrogate(corpus(moby-dick), order=3)",
  "shuffle(corpus(code-js), by=line)",
  "monkey",
  "uniform(alphabet=256)",
];
const parts = 34;
/** Slices of the speeches, as files. */
const slices = Array.from({ length: parts }, (_, i) => `part-${String(i + 1).padStart(2, "0")}.txt`);

const targets = ["moby-dick", "code-js", "tsmsg-de", "wordnet-gloss"];
/** Mixtures of two texts that are no target, with the share of the first, as files of 100 kB. */
const pool = corpora.filter((one) => !targets.includes(one));
const mixtures = Array.from({ length: 20 }, (_, i) => ({
  name: `mixture-${String(i + 1).padStart(2, "0")}.txt`,
  of: [pool[(7 * i + 3) % pool.length], pool[(11 * i + 5) % pool.length]],
  share: [1 / 4, 1 / 2, 3 / 4][i % 3],
}));
const mixtureBytes = 100_000;
const mixedBytes = 1000;
const targetBytes = 150_000;

/** What is compared: arguments with some inputs, and the target first where one is named. */
const sets = {
  unrelated: {
    targets,
    argv: (target) => [
      "--corpora",
      [...(target === undefined ? [] : [target]), ...corpora.filter((one) => one !== target)].join(","),
      ...recipes.flatMap((recipe) => ["--recipe", recipe]),
    ],
    sample: 100_000,
    tenth: 10_000,
  },
  slices: {
    targets: [slices[3], slices[11], slices[19], slices[27]],
    argv: (target) => [
      ...(target === undefined ? [] : [target]),
      ...slices.filter((one) => one !== target),
      ...["--records", "none"],
    ],
    sample: 60_000,
    tenth: 6000,
  },
  mixtures: {
    targets: targets.map((target) => `${target}.txt`),
    argv: (target) => [
      ...(target === undefined ? targets.map((one) => `${one}.txt`) : [target]),
      ...mixtures.map(({ name }) => name),
      ...["--records", "none"],
    ],
    sample: 100_000,
    tenth: 10_000,
  },
};
/** The judge draws other blocks than what is judged, and says how well it agrees with itself. */
const seeds = { judge: 2, again: 3, measure: 1 };
const resamples = 2000;

const kept = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
const stages = {
  judge: (set) => cross(set, "gpt-tiny", set.sample, seeds.judge),
  proxy: (set) => cross(set, "gpt-tiny", set.tenth, seeds.measure),
  ngram: (set) => cross(set, "ngram", set.sample, seeds.measure),
  distances: (set) => distances(set),
  observer: (set) => worth(set),
  again: (set) => cross(set, "gpt-tiny", set.sample, seeds.again),
};
const folder = mkdtempSync(join(tmpdir(), "worth-"));
if (!process.argv.includes("--report")) {
  cutSpeeches();
  mix();
  // Whether the judge agrees with itself is asked last: it takes as long as all else.
  for (const [id, stage] of Object.entries(stages))
    for (const [name, set] of Object.entries(sets)) {
      kept[name] ??= {};
      if (kept[name][id] !== undefined) continue;
      kept[name][id] = stage(set);
      writeFileSync(path, `${JSON.stringify(kept)}\n`);
      console.error(`${name}, ${id}: ${kept[name][id].cpu.toFixed(0)} CPU seconds`);
    }
}
for (const name of Object.keys(sets)) report(name);
rmSync(folder, { recursive: true });

function beginningOf(corpus, bytes) {
  const argv = [command, "generate", `corpus(${corpus})`, "-n", String(bytes)];
  return spawnSync(process.execPath, argv, { maxBuffer: 2 ** 24 }).stdout;
}

/** Blocks of a kilobyte, as many of each text as its share says, evenly spread. */
function mix() {
  for (const target of targets)
    writeFileSync(join(folder, `${target}.txt`), beginningOf(target, targetBytes));
  for (const { name, of, share } of mixtures) {
    const [first, second] = of.map((corpus) => beginningOf(corpus, mixtureBytes));
    const read = [0, 0];
    const blocks = Array.from({ length: mixtureBytes / mixedBytes }, (_, i) => {
      const which = Math.floor((i + 1) * share) > Math.floor(i * share) ? 0 : 1;
      const at = mixedBytes * read[which]++;
      return [first, second][which].subarray(at, at + mixedBytes);
    });
    writeFileSync(join(folder, name), Buffer.concat(blocks));
  }
}

function cutSpeeches() {
  const stdout = beginningOf("sotu", 2_143_081);
  const length = Math.floor(stdout.length / parts);
  for (const [i, name] of slices.entries())
    writeFileSync(join(folder, name), stdout.subarray(i * length, (i + 1) * length));
}

/** The document of a comparison, and the processor seconds that it took. */
function compared(argv) {
  const run = spawnSync(
    "/usr/bin/time",
    ["-f", "%U %S", process.execPath, command, "compare", ...argv, "-f", "json", "-q", "--no-cache"],
    { encoding: "utf8", maxBuffer: 2 ** 28, cwd: folder },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  const [user, system] = run.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { document: JSON.parse(run.stdout), cpu: user + system };
}

/** What a learner pays for each target that has learned each source, bit/symbol. */
function cross({ targets, argv }, learner, size, seed) {
  const { document, cpu } = compared([
    ...argv(),
    ...["--distances", "jsd", "--learner", learner, "--sample", String(size), "--seed", String(seed)],
  ]);
  const names = document.samples.map(({ name }) => name);
  const rates = Object.fromEntries(targets.map((target) => [target, {}]));
  for (const { learned, coded, rate } of document.learner.cross)
    if (targets.includes(names[coded])) rates[names[coded]][names[learned]] = rate.value;
  return { cpu, rates };
}

/** Jensen-Shannon divergence of n-grams, and normalized compression distance. */
function distances({ targets, argv, sample }) {
  const { document, cpu } = compared([
    ...argv(),
    ...["--distances", "jsd,ncd", "--sample", String(sample), "--seed", String(seeds.measure)],
  ]);
  const names = document.samples.map(({ name }) => name);
  const [jsd, ncd] = [0, 1].map(() => Object.fromEntries(targets.map((target) => [target, {}])));
  for (const { a, b, divergence, compression } of document.pairs)
    for (const [target, source] of [
      [names[a], names[b]],
      [names[b], names[a]],
    ])
      if (targets.includes(target)) {
        jsd[target][source] = divergence.value;
        ncd[target][source] = compression.distance;
      }
  return { cpu, jsd, ncd };
}

/** What the observer saves, less is better as with all others: alone and on top. */
function worth({ targets, argv, sample }) {
  let cpu = 0;
  const [alone, onTop] = [{}, {}];
  for (const target of targets) {
    const run = compared([
      "--worth",
      ...argv(target),
      ...["--sample", String(sample), "--seed", String(seeds.measure)],
    ]);
    cpu += run.cpu;
    const { samples, worth: found } = run.document;
    const of = (figure) =>
      Object.fromEntries(found.learned.map((one) => [samples[one.sources[0].sample].name, figure(one)]));
    alone[target] = of((one) => -one.alone.value);
    onTop[target] = of((one) => -one.onTop.value);
  }
  return { cpu, alone, onTop };
}

function report(name) {
  const found = kept[name] ?? {};
  if (found.judge === undefined) return;
  const { targets } = sets[name];
  const measures = {
    "the judge again": ["again", "rates"],
    "observer, alone": ["observer", "alone"],
    "observer, on top": ["observer", "onTop"],
    "gpt-tiny on a tenth": ["proxy", "rates"],
    "n-gram learner": ["ngram", "rates"],
    "compression distance": ["distances", "ncd"],
    "n-gram divergence": ["distances", "jsd"],
  };
  console.log(`\n${name}\n\n| measure | ${targets.join(" | ")} | CPU s |`);
  console.log(`| --- |${" ---: |".repeat(targets.length + 1)}`);
  for (const [measure, [stage, figure]] of Object.entries(measures)) {
    if (found[stage] === undefined) continue;
    const cells = targets.map((target) => {
      const judged = found.judge.rates[target];
      const values = found[stage][figure][target];
      const pairs = Object.keys(judged).flatMap((one) =>
        values[one] === undefined ? [] : [[judged[one], values[one]]],
      );
      const [lower, upper] = interval(pairs);
      return `${spearman(pairs).toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
    });
    console.log(`| ${measure} | ${cells.join(" | ")} | ${found[stage].cpu.toFixed(0)} |`);
  }
  console.log(`\nThe judge took ${found.judge.cpu.toFixed(0)} CPU seconds.`);
}

/** Ends of 95 % of resamples of the sources. */
function interval(pairs) {
  let state = 1;
  const below = (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * bound);
  };
  const drawn = Array.from({ length: resamples }, () =>
    spearman(pairs.map(() => pairs[below(pairs.length)])),
  ).sort((a, b) => a - b);
  return [drawn[Math.floor(0.025 * resamples)], drawn[Math.ceil(0.975 * resamples) - 1]];
}

function spearman(pairs) {
  const [x, y] = [0, 1].map((side) => ranks(pairs.map((pair) => pair[side])));
  const mean = (pairs.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < pairs.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Equal values share the mean of their ranks. */
function ranks(values) {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const found = new Float64Array(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && values[order[end]] === values[order[i]]) end++;
    for (let at = i; at < end; at++) found[order[at]] = (i + 1 + end) / 2;
    i = end;
  }
  return found;
}
