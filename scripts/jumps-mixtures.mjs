// Sums of many tables: records ask one of many tables of random answers, the k-th with probability ~ k^-s. From small tables alone,
// each learned by itself, the learning curve of the sum is predicted. A table of T entries is known as well after n records as
// the small ones are after n / N50(T) times their own N50, where N50(T) = m0 + c T; of N records the k-th table gets w_k N.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mesoscope-jumps-"));
const { Random, bindRecipe, blockMean, firstSymbols, lawThrough, learnerOf } = await bundleSources(
  [
    ...["src/core/random", "src/sources/recipe", "src/command/learner-program", "src/learners/block-mean"],
    ...["src/learners/query-sizes", "src/features/probe/jump-law"],
  ],
  folder,
).finally(() => rmSync(folder, { recursive: true }));

/** A function, or as `--learner`; a bundle does not know where the package is. */
const learnerNamed = (name) =>
  typeof name === "function"
    ? name
    : learnerOf(name === "ngram" ? `"${process.execPath}" "${at("learners/ngram.mjs")}"` : name, 600, {
        ...{ env: process.env, cwd: at("."), platform: process.platform },
      });
const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;
/** Sizes a factor of sqrt 2 apart, from 2^a to 2^b symbols. */
const sizesBetween = (a, b) =>
  Array.from({ length: 2 * (b - a) + 1 }, (_, j) => Math.round(2 ** (a + j / 2)));
const weightsOf = (count, s) => {
  const weights = Array.from({ length: count }, (_, k) => (k + 1) ** -s);
  return weights.map((weight) => weight / sum(weights));
};
const sizesOfTables = ({ tables, sizes }) =>
  Array.from({ length: tables }, (_, k) => sizes[k % sizes.length]);

/**
 * The sum as a recipe: a grammar whose sentences are records `table key answer end`, with random answers.
 *
 * @param T entries of each table
 */
function recipeOf(T, weights, { symbols, length }, random) {
  const [table, left, key] = [0x400, 0x3400, 0x4e00].map((first) => (i) => String.fromCodePoint(first + i));
  const entry = (_, i) => [key(i), ...Array.from({ length }, () => random.below(symbols))].join(" ");
  const rules = [
    `S -> ${T.map((_, k) => `${table(k)} ${left(k)} . [${weights[k]}]`).join("|")}`,
    ...T.map((entries, k) => `${left(k)} -> ${Array.from({ length: entries }, entry).join("|")}`),
  ];
  return `pcfg(grammar=${JSON.stringify(rules.join(";"))})`;
}

/** The end of a record is the second symbol of the grammar. */
const end = 1;
/** Blocks to price, of about 128 symbols as those of `probe`. */
const [asked, blockLength] = [64, 128];

/**
 * What a learner pays for an answer beyond its exact price, which is 0, after each size, and the share of answers it surely gets
 * right: where each symbol has more than half of the probability it is the most probable one.
 */
async function curveOf(learner, T, weights, answer, seed, sizes) {
  const random = Random.fromSeed(seed).fork("mixture");
  const source = await bindRecipe(recipeOf(T, weights, answer, random.fork(`tables ${T}`)));
  const record = answer.length + 3;
  const exact = sum(weights.map((weight, k) => weight * Math.log2(T[k] / weight))) / record;
  const { entropyRate } = source.truth();
  if (entropyRate.status !== "exact" || Math.abs(entropyRate.value - exact) > 1e-9)
    throw new Error(`the rate is ${entropyRate.value}, not ${exact}: answers would not be free`);
  const length = Math.floor(blockLength / record) * record;
  const count = Math.ceil(sizes.at(-1) / length) + asked;
  const symbols = new Uint8Array(count * length + record);
  source.open(random.fork("records")).fill(symbols);
  const begin = symbols.indexOf(end) + 1;
  const blocks = Array.from({ length: count }, (_, b) =>
    symbols.subarray(begin + b * length, begin + (b + 1) * length),
  );
  const { alphabetSize } = source;
  // Priced one by one: nothing can be learned from other records of a block.
  const ask = blocks
    .slice(-asked)
    .flatMap((block) =>
      Array.from({ length: length / record }, (_, r) => block.subarray(r * record, (r + 1) * record)),
    );
  const one = ask.map(() => 1);
  const points = [];
  for (const size of sizes) {
    const learn = firstSymbols(blocks.slice(0, -asked), size);
    const { blocks: priced } = await learner({ alphabetSize, learn, ask, seed });
    const losses = priced.map((one) => one.losses.subarray(2, record - 1));
    const bits = blockMean(losses.map(sum), one);
    const right = blockMean(
      losses.map((all) => (all.every((loss) => loss < 1) ? 1 : 0)),
      one,
    );
    points.push({
      size,
      bits: rounded(bits.value),
      error: rounded(bits.interval.upper - bits.value),
      right: rounded(right.value),
    });
  }
  return points;
}
const rounded = (value) => Number(value.toPrecision(5));

/** Linear in the logarithm of x between points, and in x below the first; beyond the last as there. */
function between(points, x, of) {
  const after = points.findIndex((point) => point.x >= x);
  if (after < 0) return of(points.at(-1));
  if (after === 0) return of(points[0]);
  const [a, b] = [points[after - 1], points[after]];
  const share = a.x === 0 ? x / b.x : Math.log(x / a.x) / Math.log(b.x / a.x);
  return of(a) + share * (of(b) - of(a));
}

/** m0 and c in records, and how a table is learned on the scale of its N50, from small tables. */
async function smallTables(learner, { small, draws, answer, smallSizes }, seed) {
  const all = await Promise.all(
    small.map(async (T) => {
      const curves = [];
      for (let r = 0; r < draws; r++) {
        const curve = await curveOf(learner, [T], [1], answer, draws * seed + r, [
          0,
          ...sizesBetween(...smallSizes),
        ]);
        const points = curve.map(({ size, ...point }) => ({ ...point, x: size / (answer.length + 3) }));
        const half = (answer.length * Math.log2(answer.symbols)) / 2;
        const after = points.findIndex(({ bits }, i) => i > 1 && bits <= half);
        if (after < 0) throw new Error(`a table of ${T} entries was not found`);
        const [a, b] = [points[after - 1], points[after]];
        curves.push({ points, n50: a.x * (b.x / a.x) ** ((a.bits - half) / (a.bits - b.bits)) });
      }
      const n50 = Math.exp(mean(curves.map((curve) => Math.log(curve.n50))));
      return { T, n50, n50s: curves.map((curve) => rounded(curve.n50)), curves };
    }),
  );
  const law = lawThrough(
    all.map(({ n50 }) => n50),
    small,
  );
  const shapes = all.flatMap(({ curves, n50 }) =>
    curves.map(({ points }) => points.map((point) => ({ ...point, x: point.x / n50 }))),
  );
  const shape = (u, of) => mean(shapes.map((points) => between(points, u, of)));
  return { law, shape, small: all.map(({ T, n50s }) => ({ T, n50s })) };
}

/** The curve of a sum, from its weights and what small tables showed. */
function predicted({ law, shape }, plan, s) {
  const T = sizesOfTables(plan);
  const weights = weightsOf(T.length, s);
  return sizesBetween(...plan.mixtureSizes).map((size) => {
    const total = (of) =>
      rounded(
        sum(
          weights.map(
            (w, k) =>
              w * shape((w * size) / (plan.answer.length + 3) / (law.startUp + law.perUnknown * T[k]), of),
          ),
        ),
      );
    return { size, bits: total(({ bits }) => bits), right: total(({ right }) => right) };
  });
}

const hashOf = (value) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Measures small tables and predicts all curves of a plan; nothing of the sums is drawn. */
export async function predictMixtures(plan) {
  const runs = [];
  for (const learner of plan.learners)
    for (const seed of plan.seeds) {
      const found = await smallTables(learnerNamed(learner), plan, seed);
      const { startUp, perUnknown } = found.law;
      const about = {
        learner,
        seed,
        startUp: rounded(startUp),
        perUnknown: rounded(perUnknown),
        small: found.small,
      };
      runs.push(...plan.exponents.map((s) => ({ ...about, s, predicted: predicted(found, plan, s) })));
    }
  return { runs, sha256: hashOf(runs) };
}

/**
 * Measures what was predicted, and single tables beside the sums.
 *
 * @throws Error where the predictions do not have their hash
 */
export async function measureMixtures(plan, { runs, sha256 }) {
  if (hashOf(runs) !== sha256) throw new Error("predictions do not have their hash");
  const { answer, draws, single, singleSizes, mixtureSizes } = plan;
  const T = sizesOfTables(plan);
  const measured = /** @type {Awaited<ReturnType<typeof curveOf>>[]} */ ([]);
  const singles = /** @type {typeof measured} */ ([]);
  for (const { learner, seed, s } of runs)
    measured.push(
      await curveOf(
        learnerNamed(learner),
        ...[T, weightsOf(T.length, s), answer, draws * seed, sizesBetween(...mixtureSizes)],
      ),
    );
  for (const learner of plan.learners)
    for (const seed of plan.seeds) {
      const sizes = sizesBetween(...singleSizes);
      singles.push(await curveOf(learnerNamed(learner), [single], [1], answer, draws * seed, sizes));
    }
  return { runs, sha256, measured, singles };
}

/** Points of the first half that the second power law is fitted to: two doublings, the steepest part. */
const lastPoints = 5;

/** A line in the logarithms of size and bits through some points of a curve. */
export function powerLaw(points) {
  const [x, y] = ["size", "bits"].map((of) => points.map((point) => Math.log(point[of])));
  const [x0, y0] = [mean(x), mean(y)];
  const slope = sum(x.map((one, i) => (one - x0) * (y[i] - y0))) / sum(x.map((one) => (one - x0) ** 2));
  return (size) => Math.exp(y0 + slope * (Math.log(size) - x0));
}

export const halfOf = ({ length }) => Math.ceil(length / 2);

/**
 * Errors of the prediction on both halves of the measured curve, and on the second half those of a power law fitted to the first one,
 * and of one fitted to its last points. Each has a factor, the exponential of the root of the mean square of
 * log(predicted / measured), and bits, the root of the mean square of the difference.
 */
export function errorsOf({ predicted: curve }, measured) {
  const half = halfOf(measured);
  const second = measured.slice(half);
  const error = (of, points = second) => {
    const square = (to) => Math.sqrt(mean(points.map((point) => to(of(point), point.bits) ** 2)));
    return { factor: Math.exp(square((a, b) => Math.log(a / b))), bits: square((a, b) => a - b) };
  };
  const law = (point) => curve[measured.indexOf(point)].bits;
  const [power, steepest] = [0, half - lastPoints].map((from) => powerLaw(measured.slice(from, half)));
  return {
    before: error(law, measured.slice(0, half)),
    law: error(law),
    power: error(({ size }) => power(size)),
    steepest: error(({ size }) => steepest(size)),
    right: Math.max(...second.map((point, i) => Math.abs(point.right - curve[half + i].right))),
  };
}

/** Doublings of the data in which the middle 80 % of the bits are learned, and of the answers become right; null: not all of them. */
export function doublingsOf(points, most) {
  const crossing = (of) => {
    const after = points.findIndex((point) => of(point) <= 0);
    if (after < 1) return null;
    const [a, b] = [points[after - 1], points[after]];
    return Math.log2(a.size) + (Math.log2(b.size / a.size) * of(a)) / (of(a) - of(b));
  };
  const width = (first, last) => (first === null || last === null ? null : last - first);
  return {
    bits: width(...[0.9, 0.1].map((share) => crossing(({ bits }) => bits - share * most))),
    right: width(...[0.1, 0.9].map((share) => crossing(({ right }) => share - right))),
  };
}
