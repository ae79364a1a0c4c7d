// Measures what plain mixtures of order and noise reach and writes data/mixture-arc.json: three families on
// random words of 27 symbols, placed just as samples are. Points are measured by `--jobs 2` threads and kept under
// node_modules/.cache, so that a run that was stopped goes on where it was while the code is the same; in all it takes
// some ten minutes of one core. `--check 16384 8` measures one length and alphabet anew and prints it.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  "src/core/random",
  "src/core/sequence",
  "src/observer/curves/learning-curve",
  "src/observer/observer-members",
  "src/spectrum/structure-scale",
  "src/math/shuffle",
];

const lengths = [4096, 16_384, 100_000];
const alphabets = [2, 8, 32, 256];
const wordLength = 27;

const words = 5;
const seed = 1;
/** Mean turn of 100 symbols. */
const stay = 0.99;

/** A word over and over; each symbol is replaced by a uniform one with probability eps. */
function replaced(_, word, alphabetSize, random, eps) {
  let at = 0;
  return () => {
    const symbol = word[at++ % word.length];
    return random.uniform() < eps ? random.below(alphabetSize) : symbol;
  };
}

/** Two such sources by turns; each goes on where it stopped. */
function switched(library, word, alphabetSize, random, [first, second]) {
  const sources = [first, second].map((eps) => replaced(library, word, alphabetSize, random, eps));
  let turn = 0;
  return () => {
    if (random.uniform() >= stay) turn = 1 - turn;
    return sources[turn]();
  };
}

/** The next symbol of a random cycle through the alphabet, or with probability lambda a uniform one. */
function interpolated({ shuffled }, _, alphabetSize, random, lambda) {
  const cycle = shuffled(
    Uint16Array.from({ length: alphabetSize }, (_, symbol) => symbol),
    (bound) => random.below(bound),
  );
  const after = new Uint16Array(alphabetSize);
  cycle.forEach((symbol, i) => {
    after[symbol] = cycle[(i + 1) % alphabetSize];
  });
  let last = 0;
  return () => {
    last = random.uniform() < lambda ? random.below(alphabetSize) : after[last];
    return last;
  };
}

/** @type {readonly (readonly [(library, word, alphabetSize, random, parameter) => () => number, readonly unknown[]])[]} */
const families = [
  [replaced, [0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1]],
  [switched, [[0, 0.1], [0, 0.3], [0, 0.6], [0, 1], [0.1, 1], [0.3, 1], [0.6, 1]]],
  [interpolated, [0, 0.03, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1]],
]; // biome-ignore format: a family a line

/** Where one sequence lies: [x, y]. */
function place(library, source, parameter, alphabetSize, n, random) {
  const { allocateSymbols, sequenceOf, learningCurve, observerMembers, structureCoordinate, shuffled } =
    library;
  const word = Uint16Array.from({ length: wordLength }, () => random.below(alphabetSize));
  const next = source(library, word, alphabetSize, random.fork("sequence"), parameter);
  const symbols = allocateSymbols(n, alphabetSize);
  for (let i = 0; i < n; i++) symbols[i] = next();
  const learn = (given) =>
    learningCurve(sequenceOf(given, alphabetSize), observerMembers("fast"), random.fork("blocks"));
  const curve = learn(symbols);
  const draws = random.fork("shuffle");
  const shuffle = learn(shuffled(symbols, (bound) => draws.below(bound)));
  const beyond = curve.structures.at(-1).value - shuffle.structures.at(-1).value;
  return [Math.min(1, curve.rates.at(-1).value / Math.log2(alphabetSize)), structureCoordinate(beyond)];
}

/** A point of a family: where each of some words lies. */
function measure(library, { alphabetSize, n, family, parameter }) {
  const [source, parameters] = families[family];
  const value = parameters[parameter];
  const random = library.Random.fromSeed(seed).fork(
    `${source.name} ${JSON.stringify(value)} ${alphabetSize} ${n}`,
  );
  return Array.from({ length: words }, (_, word) =>
    place(library, source, value, alphabetSize, n, random.fork(`word ${word}`)),
  );
}

/** All points of some lengths and alphabets. */
function pointsOf(someLengths, someAlphabets) {
  return someLengths.flatMap((n) =>
    someAlphabets.flatMap((alphabetSize) =>
      families.flatMap(([, parameters], family) =>
        parameters.map((_, parameter) => ({ alphabetSize, n, family, parameter })),
      ),
    ),
  );
}

const keyOf = ({ alphabetSize, n, family, parameter }) => `${alphabetSize} ${n} ${family} ${parameter}`;

/** Measures points by threads; `found` is called with each as it is there. */
async function measureAll(bundle, points, threads, found) {
  let next = 0;
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { bundle } });
      const hand = () => (next < points.length ? worker.postMessage(points[next++]) : worker.terminate());
      worker.on("message", ({ point, places }) => {
        found(point, places);
        hand();
      });
      worker.on("error", reject);
      worker.on("exit", resolve);
      hand();
    });
  await Promise.all(Array.from({ length: Math.min(threads, points.length) }, work));
}

/** Mean place of the words, and the standard error of the mean y. */
function summarise(places) {
  const mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const [x, y] = [mean(0), mean(1)];
  const squares = places.reduce((sum, place) => sum + (place[1] - y) * (place[1] - y), 0);
  const error = Math.sqrt(squares / (places.length - 1) / places.length);
  return [x, y, error].map((value) => Math.round(value * 1e4) / 1e4);
}

/** The polylines of a length and an alphabet: points of each family, x ascending. */
function polylinesOf(measured, alphabetSize, n) {
  return families.map(([, parameters], family) =>
    parameters
      .map((_, parameter) => summarise(measured.get(keyOf({ alphabetSize, n, family, parameter }))))
      .sort((a, b) => a[0] - b[0]),
  );
}

function write(families) {
  const of =
    "structure against randomness that three families of mixtures reach: points [x, y, standard error of y] by alphabet, length and family";
  const made = { script: "scripts/build-mixture-arc.mjs", seed, of };
  writeData("mixture-arc.json", made, { lengths, alphabets, words, families });
}

/** What was measured by the same code before. */
function readLog(log) {
  if (!existsSync(log)) return new Map();
  const lines = readFileSync(log, "utf8").split("\n");
  // The last line is empty, or was cut short.
  return new Map(lines.slice(0, -1).map((line) => JSON.parse(line)));
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-arc-"));
  try {
    await bundleSources(modules, folder);
    const bundle = join(folder, "bundle.mjs");
    const build = createHash("sha256").update(readFileSync(bundle)).digest("hex").slice(0, 16);
    const log = join(root, "node_modules/.cache/mixture-arc", `${build}.jsonl`);
    mkdirSync(dirname(log), { recursive: true });
    const check = process.argv.indexOf("--check");
    const jobs = process.argv.indexOf("--jobs");
    const [n, alphabetSize] = check < 0 ? [] : process.argv.slice(check + 1).map(Number);
    const wanted = check < 0 ? pointsOf(lengths, alphabets) : pointsOf([n], [alphabetSize]);
    const measured = check < 0 ? readLog(log) : new Map();
    const left = wanted.filter((point) => !measured.has(keyOf(point)));
    await measureAll(bundle, left, jobs < 0 ? 2 : Number(process.argv[jobs + 1]), (point, places) => {
      measured.set(keyOf(point), places);
      if (check < 0) appendFileSync(log, `${JSON.stringify([keyOf(point), places])}\n`);
      console.error(`${keyOf(point)}: ${measured.size} of ${wanted.length}`);
    });
    if (check >= 0) console.log(JSON.stringify(polylinesOf(measured, alphabetSize, n)));
    else write(alphabets.map((a) => lengths.map((length) => polylinesOf(measured, a, length))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMainThread) await main();
else {
  const library = await import(pathToFileURL(workerData.bundle).href);
  parentPort.on("message", (point) => parentPort.postMessage({ point, places: measure(library, point) }));
}
