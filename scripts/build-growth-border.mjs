// Measures what the last doubling of the data teaches of noise with plain patterns and writes data/growth-border.json:
// a bank of recipes whose patterns take some 1 000 bits at most, at several lengths, each measured just as samples are.
// The border at a length is what nineteen of twenty recipes stay below in either half of the bank, and each half says how
// many of it are above what the other would have chosen. The border of open-ended growth is what 49 of 50 recipes stay below,
// or are not clearly open-ended. Measurements are kept under
// node_modules/.cache, so that a run that was stopped goes on where it was while the code is the same. `--recipes 60`
// takes so many at each length, `--first 3` lists the largest.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const modules = [
  "src/core/random",
  "src/encodings/bytes",
  "src/context/context",
  "src/context/learning-curves",
  "src/observer/curves/growth",
  "src/spectrum/decide-regime",
];

const seed = 1;
const lengths = [512, 2048, 8192, 32_768, 100_000, 400_000];
/** Recipes at each length. */
const usualRecipes = 150;
/**
 * Share of recipes below the border: the largest of a bank is a matter of how many there are. What is above it is mostly
 * words that follow one another without gaps, which the observer takes long to tell apart.
 */
const below = 0.95;
/** Share of recipes that are below the border of open-ended growth, or not clearly open-ended. */
const belowOpen = 0.98;
/** Bits of a pattern, at most. */
const mostBits = 1000;

const letters = (random, count, from) =>
  Array.from({ length: count }, () => from[random.below(from.length)]).join("");
const pick = (random, from) => from[random.below(from.length)];
const text = (value) => Uint8Array.from(Buffer.from(value, "latin1"));

/** A word of at most some bits. */
function wordOf(random, alphabet) {
  const length = Math.max(2, Math.floor((mostBits * (0.1 + 0.9 * random.uniform())) / Math.log2(alphabet)));
  return Uint8Array.from({ length }, () => random.below(alphabet));
}

const symbolsOf = (n, next) => Uint8Array.from({ length: n }, (_, i) => next(i));
const alphabets = [2, 4, 16, 27, 64, 256];

/** Families of noise with a pattern: each makes n symbols with parameters that it draws. */
const families = {
  /** a word over and over, symbols replaced */
  replaced(random, n) {
    const alphabet = pick(random, alphabets);
    const word = wordOf(random, alphabet);
    const eps = pick(random, [0.02, 0.1, 0.3, 0.5, 0.7]);
    return symbolsOf(n, (i) => (random.uniform() < eps ? random.below(alphabet) : word[i % word.length]));
  },
  /** a word by turns with noise */
  switched(random, n) {
    const alphabet = pick(random, alphabets);
    const word = wordOf(random, alphabet);
    const stay = pick(random, [0.9, 0.97, 0.99]);
    let [at, noisy] = [0, false];
    return symbolsOf(n, () => {
      if (random.uniform() >= stay) noisy = !noisy;
      return noisy ? random.below(alphabet) : word[at++ % word.length];
    });
  },
  /** the next symbol of a cycle, or any */
  interpolated(random, n) {
    const alphabet = pick(random, [4, 16, 27, 64, 128]);
    const after = Array.from({ length: alphabet }, () => random.below(alphabet));
    const lambda = pick(random, [0.1, 0.3, 0.6]);
    let last = 0;
    return symbolsOf(n, () => (last = random.uniform() < lambda ? random.below(alphabet) : after[last]));
  },
  /** words of a small dictionary in any order, with or without gaps */
  dictionary(random, n) {
    const length = 3 + random.below(6);
    const size = Math.max(4, Math.floor(mostBits / (length * Math.log2(26))));
    const words = Array.from({ length: size }, () => letters(random, length, "abcdefghijklmnopqrstuvwxyz"));
    const gap = pick(random, ["", " ", "\n"]);
    const skew = pick(random, [1, 2]);
    let made = "";
    while (made.length < n) made += words[Math.floor(size * random.uniform() ** skew)] + gap;
    return text(made.slice(0, n));
  },
  /** a machine of a few states with two ways out of each */
  machine(random, n) {
    const states = 2 + random.below(24);
    const alphabet = pick(random, [2, 4, 27]);
    const ways = Array.from({ length: states }, () =>
      Array.from({ length: 2 }, () => ({ symbol: random.below(alphabet), to: random.below(states) })),
    );
    const first = Array.from({ length: states }, () => random.uniform());
    let state = 0;
    return symbolsOf(n, () => {
      const way = ways[state][random.uniform() < first[state] ? 0 : 1];
      state = way.to;
      return way.symbol;
    });
  },
  /** lines of fixed words and random fields */
  records(random, n) {
    const separator = pick(random, [",", "\t", " ", ";", "|"]);
    const fields = Array.from({ length: 1 + random.below(6) }, () => field(random));
    const start = pick(random, ["", "", letters(random, 8, "abcdefghijklmnopqrstuvwxyz=:")]);
    let made = "";
    for (let i = 0; made.length < n; i++) made += `${start}${fields.map((one) => one(i)).join(separator)}\n`;
    return text(made.slice(0, n));
  },
  /** neighbours that are alike, as in sound and pictures */
  smooth(random, n) {
    const step = pick(random, [4, 8, 16, 32]);
    const width = pick(random, [0, 64, 200]);
    const keep = pick(random, [0.5, 0.9, 1]);
    const made = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const left = i > 0 ? made[i - 1] : 128;
      const above = width > 0 && i >= width ? made[i - width] : left;
      const middle = 128 + keep * ((left + above) / 2 - 128);
      made[i] = Math.max(0, Math.min(255, Math.round(middle + random.below(2 * step + 1) - step)));
    }
    return made;
  },
  /** numbers that walk, as text */
  walk(random, n) {
    const digits = pick(random, [0, 1, 2]);
    const step = 10 ** -pick(random, [0, 1]);
    let value = 100;
    let made = "";
    while (made.length < n) {
      value += step * (random.uniform() + random.uniform() + random.uniform() - 1.5);
      made += `${value.toFixed(digits)}\n`;
    }
    return text(made.slice(0, n));
  },
  /** each symbol that of some lag before, or any; of large alphabets what is copied would be much to learn in every block */
  copied(random, n) {
    const alphabet = pick(random, [2, 4, 16, 27]);
    const lag = 1 + random.below(60);
    const eps = pick(random, [0.1, 0.3, 0.6]);
    const made = new Uint8Array(n);
    for (let i = 0; i < n; i++)
      made[i] = i < lag || random.uniform() < eps ? random.below(alphabet) : made[i - lag];
    return made;
  },
  /** packets: a header of fixed and counting bytes, and noise */
  packets(random, n) {
    const size = 16 + random.below(300);
    const header = Array.from({ length: 2 + random.below(12) }, () => random.below(256));
    return symbolsOf(n, (i) => {
      const at = i % size;
      if (at === 0) header[1] = (header[1] + 1) & 255;
      return at < header.length ? header[at] : random.below(256);
    });
  },
};

/** One field of a record. */
function field(random) {
  const width = 1 + random.below(8);
  const choices = Array.from({ length: 2 + random.below(4) }, () =>
    letters(random, 3 + random.below(5), "abcdefghijklmnopqrstuvwxyz"),
  );
  return pick(random, [
    () => letters(random, width, "0123456789"),
    () => letters(random, width, "0123456789abcdef"),
    () => letters(random, width, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    () => String(random.below(10 ** width)),
    () => random.uniform().toFixed(width),
    () => pick(random, choices),
    (i) => String(i),
    () => `${random.below(256)}.${random.below(256)}`,
  ]);
}

const names = Object.keys(families);

const bitsOf = ({ growth }) => growth;

/** Between neighbouring values in proportion. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (at - Math.floor(at)) * (high - low);
}

/** G of a recipe at some length, and whether it is clearly open-ended. */
function measure({ Random, bytes, estimationContext, learnedBlocksOf, growthOf, keepsGrowing }, recipe, n) {
  const random = Random.fromSeed(seed).fork(`recipe ${recipe} ${n}`);
  const made = families[names[recipe % names.length]](random, n);
  const context = estimationContext(bytes.encode([made]), made, random.fork("measure"));
  const { amount, exponent } = growthOf(context.get(learnedBlocksOf("fast")).curve);
  // What may be nothing is no measure of how much a pattern has.
  const growth = amount.halfWidth < amount.value ? Math.round(amount.value) : 0;
  return { growth, open: keepsGrowing(exponent) };
}

/** Every second recipe of a family is of the other half. */
const isOther = (recipe) => Math.floor(recipe / names.length) % 2 === 1;

const optionOf = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

async function main() {
  const recipes = optionOf("--recipes", usualRecipes);
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-growth-border-"));
  try {
    const library = await bundleSources(modules, folder);
    const build = createHash("sha256")
      .update(readFileSync(join(folder, "bundle.mjs")))
      .update(String(Object.values(families)))
      .digest("hex")
      .slice(0, 16);
    const log = join(root, "node_modules/.cache/growth-border", `${build}.jsonl`);
    mkdirSync(dirname(log), { recursive: true });
    const known = new Map(
      existsSync(log)
        ? readFileSync(log, "utf8")
            .split("\n")
            .slice(0, -1)
            .map((line) => JSON.parse(line))
        : [],
    );
    const rows = lengths.map((n) =>
      Array.from({ length: recipes }, (_, recipe) => {
        const key = `${recipe} ${n}`;
        if (!known.has(key)) {
          known.set(key, measure(library, recipe, n));
          appendFileSync(log, `${JSON.stringify([key, known.get(key)])}\n`);
        }
        return { recipe, family: names[recipe % names.length], ...known.get(key) };
      }),
    );
    // What takes some bits to learn is not there at a smaller length, and not less at a greater.
    let most = 0;
    const halves = rows.map((row) => [
      row.filter(({ recipe }) => !isOther(recipe)),
      row.filter(({ recipe }) => isOther(recipe)),
    ]);
    const chosen = halves.map((both) => both.map((half) => quantile(half.map(bitsOf), below)));
    const bits = chosen.map((both) => {
      most = Math.max(most, ...both);
      return Math.round(most);
    });
    const openBits = rows.map((row, i) => {
      const open = row.map((one) => (one.open ? one.growth : 0));
      return Math.round(Math.min(bits[i], quantile(open, belowOpen)));
    });
    const above = halves.map(([one, other], i) => {
      const [ofOne, ofOther] = chosen[i];
      return (
        one.filter((row) => bitsOf(row) > ofOther).length + other.filter((row) => bitsOf(row) > ofOne).length
      );
    });
    for (const [i, row] of rows.entries()) {
      const largest = [...row].sort((a, b) => b.growth - a.growth).slice(0, optionOf("--first", 3));
      console.error(
        lengths[i],
        bits[i],
        `${openBits[i]} of ${row.filter(({ open }) => open).length} open-ended`,
        `${above[i]} held out above`,
        largest.map(({ family, growth }) => `${family} ${growth}`).join(", "),
      );
    }
    const of =
      "what the last doubling of the data teaches of noise with patterns of up to 1 000 bits, bits: what 95 % of the recipes at each length stay below in either half of them, what 98 % stay below or are not clearly open-ended, and how many are above what was chosen on the half that they are not in";
    writeData(
      "growth-border.json",
      { script: "scripts/build-growth-border.mjs", seed, of },
      { lengths, bits, openBits, recipes, heldOutAbove: above },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
