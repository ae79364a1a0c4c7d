import { describe, expect, it } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { estimatorRegistry } from "../../../src/estimators/registry.ts";
import { mostGrowth } from "../../linearity.ts";
import { contextOfSymbols } from "./context-of.ts";

type Make = (n: number) => ArrayLike<number>;

const drawn: Make = (n) => {
  const random = Random.fromSeed(1);
  return Uint8Array.from({ length: n }, () => random.uint32() & 255);
};
/** Again and again the same stretch. */
const repeating =
  (lengthOf: (n: number) => number): Make =>
  (n) => {
    const stretch = drawn(lengthOf(n));
    return Uint8Array.from({ length: n }, (_, i) => stretch[i % stretch.length]!);
  };
const fibonacciWord: Make = (n) => {
  let [shorter, word] = ["a", "ab"];
  while (word.length < n) [shorter, word] = [word, word + shorter];
  return Buffer.from(word.slice(0, n));
};
const thueMorse: Make = (n) => {
  const word = new Uint8Array(n);
  for (let i = 1; i < n; i++) word[i] = word[i >> 1]! ^ (i & 1);
  return word;
};
const runsOfRuns: Make = (n) => {
  const word = new Uint8Array(n);
  for (let i = 0, run = 1; i < n; i += run, run = 1 + (run % 1000)) word.fill(97 + (run & 1), i, i + run);
  return word;
};

/** What is quadratic for who follows each repeat, each run or each match to its end. */
const hostile: Readonly<Record<string, { readonly make: Make; readonly alphabetSize?: number }>> = {
  "one run": { make: (n) => new Uint8Array(n).fill(97) },
  "line feeds": { make: (n) => new Uint8Array(n).fill(10) },
  "a run and a line behind it": {
    make: (n) => Uint8Array.from({ length: n }, (_, i) => (i < n - 20 ? 97 : 10 + (i % 7))),
  },
  "runs of all lengths": { make: runsOfRuns },
  "the Fibonacci word": { make: fibonacciWord },
  "the Thue-Morse word": { make: thueMorse },
  noise: { make: drawn },
  "noise twice": { make: repeating((n) => Math.ceil(n / 2)) },
  "a short period": { make: repeating(() => 100) },
  "a long period": { make: repeating((n) => Math.ceil(n / 3)) },
  "a counter": { make: (n) => Uint32Array.from({ length: n }, (_, i) => i % 60_000), alphabetSize: 65_536 },
};

/** Times the length of the smaller input. */
const factor = 4;
/** Milliseconds of the processor that the smaller input takes at least, so that the clock shows them. */
const leastTime = 12;
const lengths = { first: 16_384, last: 524_288 };

interface Cost {
  /** milliseconds of the processor */
  readonly time: number;
  /** what the work came to, without numbers: a refusal costs less than an answer, at whatever length it begins or ends */
  readonly outcome: string;
}

async function costOf(work: () => unknown): Promise<Cost> {
  const started = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(started);
  const { status = "ok", reason = "" } = Object(result) as { status?: string; reason?: string };
  return { time: (user + system) / 1000, outcome: `${status} ${reason.replaceAll(/[\d.]+/g, "#")}` };
}

/**
 * What reading here and there costs in a table that grows with the input: as much more as caches hold less of it. It is
 * measured when the estimator is, because other programs use the same caches.
 */
async function scattered(n: number): Promise<number> {
  const table = new Uint32Array(8 * n).fill(1);
  let sum = 0;
  const pass = () => {
    for (let i = 0, at = 1; i < n; i++) {
      at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
      sum += table[at % table.length]!;
    }
  };
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) least = Math.min(least, (await costOf(pass)).time);
  expect(sum).toBeGreaterThan(0);
  return least;
}

/**
 * How processor time grows for `factor` times the input, and how it may: as the length, with a margin, and with what
 * caches have to do with it. What is quadratic grows by the square of the factor.
 */
async function growthOf(measure: (n: number) => Promise<Cost>, from = lengths.first) {
  let n = from;
  // The first call has its code compiled.
  await measure(n);
  const timeOf = async (length: number) => (await measure(length)).time;
  let [small, large] = [await measure(n), undefined as Cost | undefined];
  for (;;) {
    if (small.time >= leastTime || n >= lengths.last) {
      if (small.time < leastTime / 4) return { grown: 1, allowed: factor };
      large = await measure(factor * n);
      if (large.outcome === small.outcome) break;
      if (n >= lengths.last) return { grown: 1, allowed: factor };
    }
    n *= 2;
    small = await measure(n);
  }
  const caches = Math.max(1, (await scattered(factor * n)) / (await scattered(n)) / factor);
  const allowed = mostGrowth ** 2 * Math.min(2, caches);
  // The least of several: whatever else the machine does only adds.
  const least = Math.min(small.time, await timeOf(n));
  const grown = large.time / least;
  return { grown: grown > allowed ? Math.min(large.time, await timeOf(factor * n)) / least : grown, allowed };
}

/** Words of L symbols, of which a longer sample measures longer ones: what repeats at all lengths has them at each. */
const byLongerWords = (cost: string) => /O\(nL\)/.test(cost);

const cases = (await estimatorRegistry.all()).flatMap((estimator) =>
  Object.entries(hostile)
    .filter(([name]) => !(name === "runs of all lengths" && byLongerWords(estimator.cost)))
    .map(([name, input]) => ({ estimator, name, ...input, id: `${estimator.id}: ${name}` })),
);
/** Those that were quadratic once. */
const usual = new Set(["match-length-mean: a short period", "longest-repeats: a short period"]);
const whole = process.env["MESOSCOPE_LINEARITY"] === "1";

describe("estimators take four times as long for four times the input", () => {
  const others = cases.filter(({ id }) => !usual.has(id));
  const check = async ({ estimator, make, alphabetSize = 256 }: (typeof cases)[number]) => {
    const measure = (n: number) => {
      const context = contextOfSymbols(make(n), alphabetSize);
      return costOf(() => estimator.measure(context));
    };
    let found = await growthOf(measure);
    // Whatever else the machine does only adds, and caches matter less the longer the input is: what is linear shows it in one
    // of several attempts, what is quadratic in none.
    for (let from = lengths.first; from <= 2 * lengths.last && found.grown > found.allowed; from *= 2)
      found = await growthOf(measure, from);
    expect(found.grown).toBeLessThanOrEqual(found.allowed);
  };
  it.each(cases.filter(({ id }) => usual.has(id)))("$id", check);
  // All of them are a campaign: npm run campaign:linearity.
  it.each(whole ? others : others.filter((_, i) => i % 97 === 30))(
    "$id",
    { tags: ["slow"], timeout: 600_000 },
    check,
  );
});

it("quadratic time is distinguished from linear time", { tags: ["slow"] }, async () => {
  const { grown, allowed } = await growthOf((n) =>
    costOf(() => {
      let sum = 0;
      const symbols = new Uint8Array(n);
      for (let i = 0; i < n; i += 256) sum += symbols.indexOf(1, i);
      return sum;
    }),
  );
  expect(grown).toBeGreaterThan(allowed);
});
