// Measures what plain mixtures of order and noise reach and writes src/spectrum/mixture-arc-table.ts: three families on
// random words of 27 symbols, placed just as samples are. Takes some ten minutes on one core. `--check 16384 8` measures
// one length and alphabet anew and prints it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const target = fileURLToPath(new URL("../src/spectrum/mixture-arc-table.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mesoscope-arc-"));
const library = await bundleSources(
  [
    "src/core/random",
    "src/core/sequence",
    "src/observer/learning-curve",
    "src/observer/observer-members",
    "src/spectrum/structure-scale",
    "src/statistics/shuffle",
  ],
  folder,
);
rmSync(folder, { recursive: true, force: true });
const { Random, allocateSymbols, sequenceOf, learningCurve, observerMembers, structureCoordinate, shuffled } =
  library;

const lengths = [4096, 16_384, 100_000];
const alphabets = [2, 8, 32, 256];
const wordLength = 27;

const words = 5;
/** Mean turn of 100 symbols. */
const stay = 0.99;

/** A word over and over; each symbol is replaced by a uniform one with probability eps. */
function replaced(word, alphabetSize, random, eps) {
  let at = 0;
  return () => {
    const symbol = word[at++ % word.length];
    return random.uniform() < eps ? random.below(alphabetSize) : symbol;
  };
}

/** Two such sources by turns; each goes on where it stopped. */
function switched(word, alphabetSize, random, [first, second]) {
  const sources = [first, second].map((eps) => replaced(word, alphabetSize, random, eps));
  let turn = 0;
  return () => {
    if (random.uniform() >= stay) turn = 1 - turn;
    return sources[turn]();
  };
}

/** The next symbol of a random cycle through the alphabet, or with probability lambda a uniform one. */
function interpolated(_, alphabetSize, random, lambda) {
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

const families = [
  [replaced, [0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1]],
  [switched, [[0, 0.1], [0, 0.3], [0, 0.6], [0, 1], [0.1, 1], [0.3, 1], [0.6, 1]]],
  [interpolated, [0, 0.03, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1]],
]; // biome-ignore format: a family a line

/** Where one sequence lies: [x, y]. */
function place(source, parameter, alphabetSize, n, random) {
  const word = Uint16Array.from({ length: wordLength }, () => random.below(alphabetSize));
  const next = source(word, alphabetSize, random.fork("sequence"), parameter);
  const symbols = allocateSymbols(n, alphabetSize);
  for (let i = 0; i < n; i++) symbols[i] = next();
  const learn = (given) =>
    learningCurve(sequenceOf(given, alphabetSize), observerMembers("fast"), random.fork("blocks"), {
      leastAsked: 1 / 8,
    });
  const curve = learn(symbols);
  const draws = random.fork("shuffle");
  const shuffle = learn(shuffled(symbols, (bound) => draws.below(bound)));
  const beyond = curve.structures.at(-1).value - shuffle.structures.at(-1).value;
  return [Math.min(1, curve.rates.at(-1).value / Math.log2(alphabetSize)), structureCoordinate(beyond)];
}

function measure(alphabetSize, n) {
  return families.map(([source, parameters]) => {
    const points = parameters.map((parameter) => {
      const random = Random.fromSeed(1).fork(
        `${source.name} ${JSON.stringify(parameter)} ${alphabetSize} ${n}`,
      );
      const places = Array.from({ length: words }, (_, word) =>
        place(source, parameter, alphabetSize, n, random.fork(`word ${word}`)),
      );
      const mean = (axis) => places.reduce((sum, point) => sum + point[axis], 0) / words;
      return [mean(0), mean(1)].map((value) => Math.round(value * 1e4) / 1e4);
    });
    return points.sort((a, b) => a[0] - b[0]);
  });
}

function write(table) {
  const text = readFileSync(target, "utf8");
  const start = text.indexOf("export const mixtureArcTable");
  const polyline = (points) => `[${points.map(([x, y]) => `[${x}, ${y}]`).join(", ")}]`;
  const lines = table.map(
    (byLength) =>
      `    [\n${byLength.map((polylines) => `      [\n${polylines.map((one) => `        ${polyline(one)},\n`).join("")}      ],\n`).join("")}    ],\n`,
  );
  const body = `lengths: ${JSON.stringify(lengths)},\n  alphabets: ${JSON.stringify(alphabets)},\n`;
  writeFileSync(
    target,
    `${text.slice(0, start)}export const mixtureArcTable: ArcTable = {\n  ${body}  families: [\n${lines.join("")}  ],\n}; // biome-ignore format: a polyline a line\n`,
  );
}

if (process.argv[2] === "--check") {
  const [n, alphabetSize] = process.argv.slice(3).map(Number);
  console.log(JSON.stringify(measure(alphabetSize, n)));
} else {
  const table = alphabets.map((alphabetSize) =>
    lengths.map((n) => {
      const polylines = measure(alphabetSize, n);
      console.error(`A = ${alphabetSize}, n = ${n}: ${JSON.stringify(polylines)}`);
      return polylines;
    }),
  );
  write(table);
}
