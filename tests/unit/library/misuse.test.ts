import { describe, expect, it } from "vitest";
import * as library from "../../../src/index.ts";
import { UsageError } from "../../../src/index.ts";

const { analyze, check, compare, estimate, explain, forecast, generate, sections, truth } = library;
const text = Array.from(
  { length: 900 },
  (_, i) => `user ${(i * i) % 1009} ${i % 3 ? "reads" : "writes"}`,
).join("\n");
const recipe = "golden-mean(p=0.5)";
type Call = (options: never) => unknown;
const document = await forecast(text.repeat(4), { threads: 0 }).then(({ document }) => document);
const definition = { id: "own", quantity: "symbolEntropy", estimate: () => 1 } as const;
const source = { id: "own", bind: () => ({ alphabetSize: 2, open: () => () => 0 }) };

/** Every function that takes options, with the option that a misspelling is meant for. */
const calls: Readonly<Record<string, readonly [Call, meant: string, misspelt: string]>> = {
  analyze: [(options) => analyze(text, options), "sample", "sampel"],
  "analyze.try": [(options) => analyze.try(text, options), "estimators", "estimator"],
  estimate: [(options) => estimate(text, "plug-in", options), "seed", "sed"],
  "estimate.series": [(options) => estimate.series(text, "learning-curve", options), "threads", "thread"],
  "estimate.table": [(options) => estimate.table(text, "top-ngrams", options), "signal", "signl"],
  "estimate.try": [(options) => estimate.try(text, "plug-in", options), "records", "record"],
  explain: [(options) => explain(text, options), "encoding", "encodng"],
  "explain.try": [(options) => explain.try(text, options), "onProgress", "onprogress"],
  calibrate: [(options) => library.calibrate([recipe], options), "lengths", "length"],
  check: [(options) => check(text, { symbolEntropy: { max: 9 } }, options), "charset", "charSet"],
  compare: [(options) => compare(text, text, options), "order", "ordr"],
  "compare.all": [(options) => compare.all([text, text], options), "names", "name"],
  "compare.try": [(options) => compare.try(text, text, options), "distances", "distance"],
  "compare.worth": [(options) => compare.worth(text, [`${text}!`], options), "mixtures", "mixture"],
  sections: [(options) => sections(text, options), "quick", "quik"],
  forecast: [(options) => forecast(text, options), "inOrder", "inorder"],
  "forecast.try": [(options) => forecast.try(text, options), "selfGrade", "selfgrade"],
  "forecast.grade": [(options) => forecast.grade(text, document, options), "cache", "cach"],
  truth: [(options) => truth(recipe, "entropyRate", options), "threads", "treads"],
  "truth.try": [(options) => truth.try(recipe, "entropyRate", options), "threads", "treads"],
  "truth.all": [(options) => truth.all(recipe, options), "signal", "sinal"],
  generate: [(options) => generate(recipe, 9, options), "seed", "seeds"],
  defineEstimator: [
    (options) => library.defineEstimator(Object.assign({ ...definition }, options)),
    "minimumLength",
    "minimumlength",
  ],
  defineSource: [(options) => library.defineSource(Object.assign({ ...source }, options)), "params", "param"],
};
/** Functions without options, and classes. */
const others = [
  "InputError",
  "RecipeError",
  "UsageError",
  "UndefinedMeasurementError",
  "Random",
  "closedForm",
  "shannonLadder",
];

const settled = async (call: () => unknown) => {
  try {
    return await call();
  } catch (error) {
    return error;
  }
};

describe("invalid options", () => {
  it("are tried for every exported function", () => {
    const named = Object.entries(library).flatMap(([name, value]) =>
      typeof value === "function" ? [name, ...Object.keys(value).map((member) => `${name}.${member}`)] : [],
    );
    expect(named.filter((name) => !others.includes(name)).sort()).toEqual(Object.keys(calls).sort());
  });

  it.each(Object.entries(calls))(
    "of %s are refused, with the nearest name",
    async (_, [call, meant, misspelt]) => {
      const error = await settled(() => call({ [misspelt]: 1 } as never));
      expect(error).toBeInstanceOf(UsageError);
      expect((error as Error).message).toMatch(
        new RegExp(`have no "${misspelt}"; did you mean "${meant}"\\?`),
      );
      const strange = await settled(() => call({ nothingLikeIt: 1 } as never));
      expect((strange as Error).message).toMatch(/have no "nothingLikeIt"; known: /);
    },
  );

  it.each(Object.entries(calls).filter(([name]) => !name.startsWith("define")))(
    "of %s are refused where they are no object",
    async (_, [call]) => {
      for (const wrong of [1, "all", null, true, [], () => {}, new Map([["sample", 5]]), new Date(0)]) {
        const error = await settled(() => call(wrong as never));
        expect([String(wrong), error instanceof UsageError]).toEqual([String(wrong), true]);
      }
    },
  );

  it.each([
    ["settle", (given: object) => library.analyze("abc", given)],
    ["cache", (given: object) => estimate("abc", "plug-in", given)],
    ["decompress", (given: object) => library.explain("abc", given)],
    ["inOrder", (given: object) => library.forecast("abc", given)],
    ["selfGrade", (given: object) => library.forecast("abc", given)],
  ])("%s takes true or false alone", async (flag, call) => {
    for (const wrong of ["yes", 1, null, {}]) {
      const error = (await settled(() => call({ [flag]: wrong }))) as Error;
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toMatch(new RegExp(`^${flag} takes true or false, not `));
    }
  });

  it.each([
    [{ recipe, sed: 5 }, 'inputs with a recipe have no "sed"; did you mean "seed"?'],
    [{ path: "a", name: "b" }, 'inputs with a path have no "name"; known: path'],
    [
      { symbols: [0, 1], alphabetSize: 2, segmentends: [2] },
      'inputs with symbols have no "segmentends"; did you mean "segmentEnds"?',
    ],
    [{ corpus: "moby-dick", seed: 1 }, 'inputs with a corpus have no "seed"; known: corpus'],
  ])("of the input %j are refused", async (input, message) => {
    await expect(estimate(input as never, "plug-in")).rejects.toThrow(new UsageError(message));
  });
});

describe("what a caller changes after a call has begun", () => {
  const bytes = () => new TextEncoder().encode(text).subarray(0, 1500);
  const plain = { sample: "all", threads: 0 } as const;

  it.each<[string, (input: Uint8Array, options: object) => Promise<unknown>]>([
    ["analyze", (input, options) => analyze(input, options)],
    ["estimate", (input, options) => estimate(input, "plug-in", options)],
    ["estimate.series", (input, options) => estimate.series(input, "learning-curve", options)],
    ["estimate.table", (input, options) => estimate.table(input, "top-ngrams", options)],
    ["explain", (input, options) => explain(input, options).then(({ document }) => document)],
    ["check", (input, options) => check(input, { symbolEntropy: { max: 4 } }, options)],
    ["compare", (input, options) => compare(input, input, { ...options, distances: ["jsd"] })],
    ["forecast", (input, options) => forecast.try(input, options)],
    ["symbols", (input, options) => estimate({ symbols: input, alphabetSize: 256 }, "plug-in", options)],
  ])("does not change what %s gives", async (_, call) => {
    for (const threads of [0, 1]) {
      const expected = await call(bytes(), { ...plain, threads });
      const input = bytes();
      const options: { sample?: number | "all"; threads: number } = { ...plain, threads };
      const running = call(input, options);
      input.fill(65);
      options.sample = 10;
      expect(await running).toEqual(expected);
    }
  });
});

describe("an estimator that is abbreviated", () => {
  it.each([
    ["lz78", "lempel-ziv-78"],
    ["lz76", "lempel-ziv-76"],
    ["LZ78", "lempel-ziv-78"],
    ["lz78r", "lempel-ziv-78-rate"],
    ["ctw", "context-tree-weighting"],
    ["cs", "chao-shen"],
    ["plugin", "plug-in"],
    ["LZ-78", "lempel-ziv-78"],
    ["hurst", "hurst-exponent"],
  ])("%s is taken for %s", async (short, meant) => {
    const error = (await settled(() => estimate("abc", short))) as Error;
    expect(error.message).toContain(`did you mean "${meant}"?`);
  });

  it.each([
    ["entropy", /estimators of symbol entropy: plug-in, .*chao-wang-jost/],
    ["shannon", /estimators of symbol entropy: plug-in, /],
    ["entropyRate", /estimators of entropy rate: block-gain, observer, /],
    ["h", /estimators of entropy rate: block-gain, observer, /],
    ["code-length", /estimators of code-length rate: deflate, /],
  ])("of a quantity, %s, lists the estimators of it", async (word, message) => {
    const error = (await settled(() => estimate("abc", word))) as Error;
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
  });
});
