// What one text is worth to a learner of another, judged by trainings of gpt-tiny: how well do cheaper measures rank 29 sources for a
// target? Sources, targets, seeds and the figure (Spearman's correlation over sources) were fixed before the first run. Each stage is
// kept in lab/data/worth.json as soon as it is done; a stage that is there is not run again. Run after a build of the command:
//
//     node lab/worth.mjs            some 20 CPU minutes; needs Python with torch
//     node lab/worth.mjs --report   prints the table from what is kept
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../bin/mesoscope.js", import.meta.url));
const path = fileURLToPath(new URL("./data/worth.json", import.meta.url));

const corpora = [
  ...[
    "bpe-vocab",
    "chess-pgn",
    "cmudict",
    "code-c",
    "code-dts",
    "code-js",
    "code-js-min",
    "code-py",
    "csv-births",
  ],
  ...["factbook-json", "factbook-prose", "machine-all", "markdown", "moby-dick", "sotu", "sourcemap-vlq"],
  ...["topojson", "tsmsg-de", "tsmsg-ja", "tsmsg-ko", "tsmsg-ru", "tsmsg-zh-cn", "udhr-all", "udhr-html"],
  "wordnet-gloss",
];
const recipes = [
  "shuffle(corpus(moby-dick), by=word)",
  "surrogate(corpus(moby-dick), order=3)",
  "shuffle(corpus(code-js), by=line)",
  "monkey",
  "uniform(alphabet=256)",
];
const targets = ["moby-dick", "code-js", "tsmsg-de", "wordnet-gloss"];
/** The judge draws other blocks than what is judged. */
const seeds = { judge: 2, measure: 1 };
const sample = 100_000;
const tenth = 10_000;
const resamples = 2000;

const inputs = (list) => ["--corpora", list.join(","), ...recipes.flatMap((recipe) => ["--recipe", recipe])];

const kept = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
const stages = {
  judge: () => cross("gpt-tiny", sample, seeds.judge),
  proxy: () => cross("gpt-tiny", tenth, seeds.measure),
  ngram: () => cross("ngram", sample, seeds.measure),
  distances: () => distances(),
  observer: () => worth(),
};
if (!process.argv.includes("--report")) {
  for (const [name, stage] of Object.entries(stages)) {
    if (kept[name] !== undefined) continue;
    kept[name] = stage();
    writeFileSync(path, `${JSON.stringify(kept)}\n`);
    console.error(`${name}: ${kept[name].cpu.toFixed(0)} CPU seconds`);
  }
}
report();

/** The document of a comparison, and the processor seconds that it took. */
function compared(argv) {
  const run = spawnSync(
    "/usr/bin/time",
    ["-f", "%U %S", process.execPath, command, "compare", ...argv, "-f", "json", "-q", "--no-cache"],
    {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  const [user, system] = run.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  if (run.status !== 0) throw new Error(run.stderr);
  return { document: JSON.parse(run.stdout), cpu: user + system };
}

/** What a learner pays for each target that has learned each source, bit/symbol. */
function cross(learner, size, seed) {
  const { document, cpu } = compared([
    ...inputs(corpora),
    ...["--distances", "jsd", "--learner", learner, "--sample", String(size), "--seed", String(seed)],
  ]);
  const names = document.samples.map(({ name }) => name);
  const rates = Object.fromEntries(targets.map((target) => [target, {}]));
  for (const { learned, coded, rate } of document.learner.cross)
    if (targets.includes(names[coded])) rates[names[coded]][names[learned]] = rate.value;
  return { cpu, rates };
}

/** Jensen-Shannon divergence of n-grams, and normalized compression distance. */
function distances() {
  const { document, cpu } = compared([
    ...inputs(corpora),
    "--distances",
    "jsd,ncd",
    "--sample",
    String(sample),
    "--seed",
    String(seeds.measure),
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

/** What the observer pays, alone and on top. */
function worth() {
  let cpu = 0;
  const [alone, onTop] = [{}, {}];
  for (const target of targets) {
    const list = [target, ...corpora.filter((one) => one !== target)];
    const run = compared([
      "--worth",
      ...inputs(list),
      "--sample",
      String(sample),
      "--seed",
      String(seeds.measure),
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

function report() {
  const measures = {
    "observer, alone": ["observer", "alone"],
    "observer, on top": ["observer", "onTop"],
    "gpt-tiny on a tenth": ["proxy", "rates"],
    "n-gram learner": ["ngram", "rates"],
    "compression distance": ["distances", "ncd"],
    "n-gram divergence": ["distances", "jsd"],
  };
  console.log(`| measure | ${targets.join(" | ")} | CPU s |\n| --- |${" ---: |".repeat(targets.length + 1)}`);
  for (const [name, [stage, figure]] of Object.entries(measures)) {
    if (kept[stage] === undefined || kept.judge === undefined) continue;
    const cells = targets.map((target) => {
      const sources = Object.keys(kept.judge.rates[target]).filter(
        (one) => kept[stage][figure][target][one] !== undefined,
      );
      const pairs = sources.map((one) => [kept.judge.rates[target][one], kept[stage][figure][target][one]]);
      const [lower, upper] = interval(pairs);
      return `${spearman(pairs).toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
    });
    console.log(`| ${name} | ${cells.join(" | ")} | ${kept[stage].cpu.toFixed(0)} |`);
  }
  if (kept.judge !== undefined) console.log(`The judge took ${kept.judge.cpu.toFixed(0)} CPU seconds.`);
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
