import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { readOnTo, usualSample } from "../../../src/core/constants.ts";
import { readCatalogue } from "../../../src/input/corpora/catalogue.ts";
import { corpusRoots } from "../../../src/input/corpora/corpus-roots.ts";
import { selectCorpora } from "../../../src/input/corpora/select-corpora.ts";
import type { Sample } from "../../../src/results/report.ts";
import { chooseEstimators } from "../../../src/run/choose-estimators.ts";
import { loadInput } from "../../../src/run/load-input.ts";
import { streamable } from "../../../src/run/measure-stream.ts";
import {
  cachedTask,
  contextOf,
  exactTruth,
  measureTask,
  referenceKey,
} from "../../../src/run/measure-task.ts";
import { settleVerdict } from "../../../src/run/settle-verdict.ts";
import type { MeasureOptions, MeasureTask, TaskInput } from "../../../src/run/task.ts";
import {
  measuredCorpus,
  measuredReference,
  referenceSeed,
  referenceSize,
  referenceSizes,
} from "../../../src/spectrum/measured-references.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { referenceRecipes } from "../../../src/spectrum/reference-recipes.ts";

const corpora = corpusRoots(fileURLToPath(new URL("../../../", import.meta.url)), undefined);
const plugIn = { id: "plug-in", params: {} };
const options: MeasureOptions = {
  sample: 4000,
  encoding: "bytes",
  seed: 1,
  estimators: [plugIn],
  spectrum: false,
};

const task = (
  input: TaskInput,
  difference: Partial<MeasureOptions> = {},
  cacheFolder: string | null = null,
): MeasureTask => ({
  name: "it",
  input,
  options: { ...options, ...difference },
  environment: { corpora, cacheFolder },
});
const recipe = (text: string): TaskInput => ({ kind: "recipe", recipe: text });
const bytes = (text: string): TaskInput => ({ kind: "bytes", bytes: Buffer.from(text) });

async function sampleOf(one: MeasureTask): Promise<Sample> {
  const result = await measureTask(one);
  if (result.status !== "ok") throw new Error(result.reason);
  return result.sample;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "mesoscope-task-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a failure is a result, in words", async () => {
  const failure = async (input: TaskInput, difference = {}) => measureTask(task(input, difference));
  expect(await failure({ kind: "file", path: "/nowhere/at/all" })).toEqual({
    status: "failed",
    reason: "no such file",
  });
  expect(await failure({ kind: "file", path: "/nowhere/at/all" }, { sample: "all" })).toEqual({
    status: "failed",
    reason: "no such file",
  });
  expect(await failure({ kind: "file", path: tmpdir() })).toMatchObject({
    status: "failed",
    reason: "is a folder, not a file",
  });
  expect(await failure({ kind: "corpus", id: "nowhere" })).toMatchObject({
    status: "failed",
    reason: /nowhere/,
  });
});

test("a generated sequence carries its truth and its declared alphabet", async () => {
  const sample = await sampleOf(task(recipe("periodic(word=abcd)"), { sample: 1000 }));
  expect(sample.alphabet).toEqual({ declared: 4, present: 4 });
  expect(sample.truth?.excessEntropy).toMatchObject({ status: "exact", value: 2, unit: "bit" });
  expect(sample.provenance).toEqual({ kind: "recipe", recipe: "periodic(word=abcd)", seed: 1 });
  expect([sample.size, sample.sha256, sample.n, sample.ranked]).toEqual([null, null, 1000, true]);
  expect(sample.measurements).toMatchObject([{ status: "ok", value: 2, unit: "bit/symbol" }]);
});

test("a short input is measured and not ranked", async () => {
  const sample = await sampleOf(task(bytes("abab")));
  expect(sample).toMatchObject({ n: 4, ranked: false, size: 4, blocks: [{ offset: 0, length: 4 }] });
  expect(sample.notRankedBecause).toBe("4 symbols, fewer than the 4000 of the others");
  expect(sample.sha256).toBe(createHash("sha256").update("abab").digest("hex"));
  expect((await sampleOf(task(bytes("abab"), { sample: "all" }))).ranked).toBe(true);
});

test("the cache is found under another name, not for other options, bytes or recipes", async () => {
  const cache = folder();
  const entries = () =>
    readdirSync(cache, { recursive: true }).filter((name) => String(name).endsWith(".json")).length;
  const first = await sampleOf(task(bytes("abcabc"), {}, cache));
  expect(entries()).toBe(1);
  const named = await sampleOf({ ...task(bytes("abcabc"), {}, cache), name: "other" });
  expect([entries(), named]).toEqual([1, { ...first, name: "other" }]);
  await sampleOf(task(bytes("abcabd"), {}, cache));
  await sampleOf(task(bytes("abcabc"), { seed: 2 }, cache));
  await sampleOf(task(bytes("abcabc"), { encoding: "characters" }, cache));
  await sampleOf(task(bytes("abcabc"), { estimators: [{ id: "miller-madow", params: {} }] }, cache));
  await sampleOf(task(bytes("abcabc"), { sample: 5000 }, cache));
  expect(entries()).toBe(6);
  // The same bytes, of which different things are known.
  const half = await sampleOf(task(recipe("coin(p=1)"), {}, cache));
  const word = await sampleOf(task(recipe("markov(order=0, matrix=[[0,1]])"), {}, cache));
  expect(word.sampleSha256).toBe(half.sampleSha256);
  expect(word.provenance).not.toEqual(half.provenance);
  expect(entries()).toBe(8);
});

test("a recipe is found again by its words and its texts, without generating it", async () => {
  const cache = folder();
  const path = join(folder(), "a.txt");
  const shuffled = task(recipe(`shuffle(file("${path}"))`), { sample: 12 }, cache);
  writeFileSync(path, "one text, and");
  const first = await sampleOf(shuffled);
  expect(await cachedTask({ ...shuffled, name: "other" })).toEqual({
    status: "ok",
    sample: { ...first, name: "other" },
  });
  writeFileSync(path, "another text!");
  expect(await cachedTask(shuffled)).toBeNull();
  expect((await sampleOf(shuffled)).sampleSha256).not.toBe(first.sampleSha256);
  rmSync(path);
  expect(await measureTask(shuffled)).toMatchObject({ status: "failed", reason: /no such file/ });
});

test.each(referenceSizes)("a reference of %i symbols is known", async (size) => {
  for (const { recipe: text } of referenceRecipes) {
    const one = task(recipe(text), { sample: size, seed: referenceSeed });
    const key = referenceKey(await loadInput(one), referenceSeed);
    expect((await measuredReference(size, key))?.truth?.entropyRate, text).toBeDefined();
  }
});

test("a reference is placed as it was when the program was made", async () => {
  const usual = { sample: 10_000, seed: referenceSeed, estimators: [], spectrum: true };
  const one = task(recipe("thue-morse"), usual);
  const loaded = await loadInput(one);
  const known = await measuredReference(usual.sample, referenceKey(loaded, referenceSeed));
  const measured = placeOnSpectrum(contextOf(one, loaded), loaded.declaredAlphabet);
  const truth = exactTruth(loaded);
  expect(known).toMatchObject({ spectrum: measured, truth });
  expect(await sampleOf(one)).toMatchObject({ spectrum: measured, truth });
  const estimators = await chooseEstimators(["grassberger", "block-gain"]);
  const { measurements } = await sampleOf({ ...one, options: { ...one.options, estimators } });
  const anew = await sampleOf({ ...one, options: { ...one.options, estimators, spectrum: false } });
  expect(measurements).toEqual(Object.values(known!.measurements));
  expect(anew.measurements).toEqual(measurements);
  expect(await sampleOf(task(recipe("thue-morse"), { sample: 600 }))).toMatchObject({ truth });
});

const asUsual = { sample: usualSample, readOn: readOnTo, seed: referenceSeed, spectrum: true };
const corpus = (id: string, known?: true): TaskInput => ({
  kind: "corpus",
  id,
  ...(known === undefined ? {} : { known }),
});
const core = selectCorpora("core", await readCatalogue(corpora.manifests));
const knownOf = async (id: string, other: Partial<MeasureOptions> = {}) => {
  const { input, options } = task(corpus(id), { ...asUsual, ...other });
  const loaded = await loadInput(task(input, options));
  const known = await measuredCorpus(referenceKey(loaded, options.seed, options.moreOrders));
  const { size, blocks, sequence } = loaded;
  const spectrum = known?.spectrum ?? null;
  return { known, sample: { n: sequence.symbols.length, size, blocks: [...blocks], spectrum } };
};

test.each(core.status === "ok" ? core.ids : [])(
  "where %s stands is known as far as it is asked",
  async (id) => {
    const { known, sample } = await knownOf(id);
    expect(known).toBeDefined();
    await settleVerdict(task(corpus(id), asUsual), sample as unknown as Sample, async ({ options }) => {
      const more = await knownOf(id, options);
      expect(more.known, `${options.sample} symbols`).toBeDefined();
      return more.sample as unknown as Sample;
    });
  },
);

const placedAsMeasured = async (id: string) => {
  const estimators = await chooseEstimators(["grassberger", "block-gain", "learning-curve(profile=fast)"]);
  const anew = await sampleOf(task(corpus(id), { ...asUsual, estimators }));
  expect(await sampleOf(task(corpus(id, true), { ...asUsual, estimators }))).toEqual(anew);
  return anew.spectrum?.verdict;
};

test("a corpus is placed as it was when the program was made", { tags: ["slow"] }, async () => {
  expect(await placedAsMeasured("moby-dick")).not.toHaveProperty("n");
});

test("so is one whose verdict was asked of more", { tags: ["slow"] }, async () => {
  expect(await placedAsMeasured("csv-births")).toHaveProperty("n");
});

test("what is known of a corpus is that of no other sample, encoding, seed or parameter", async () => {
  expect((await knownOf("sotu")).known).toBeDefined();
  const others = [{ sample: 4000 }, { encoding: "characters" }, { seed: 2 }, { moreOrders: true }] as const;
  for (const other of others)
    expect((await knownOf("sotu", other)).known, JSON.stringify(other)).toBeUndefined();
  const estimators = await chooseEstimators(["learning-curve(profile=standard)"]);
  const short = { ...asUsual, estimators, sample: 4000 };
  expect(await sampleOf(task(corpus("sotu", true), short))).toEqual(
    await sampleOf(task(corpus("sotu"), short)),
  );
});

test.each([
  [1, 1_000],
  [1_732, 1_000],
  [1_733, 3_000],
  [64_000, 100_000],
  [1e9, 1_000_000],
  ["all" as const, 100_000],
])("references beside samples of %s symbols have %i", (sample, size) => {
  expect(referenceSize(sample)).toBe(size);
});

test("what happened while a file was read is never taken from the cache", async () => {
  const cache = folder();
  const path = join(folder(), "a.jpg");
  writeFileSync(path, Buffer.from([0xff, 0xd8, 0xff, ...Buffer.from("abcabc")]));
  const { warnings } = await sampleOf(task({ kind: "file", path }, {}, cache));
  expect(warnings.map(({ code }) => code)).toEqual(["compressed-container"]);
  expect((await sampleOf(task({ kind: "file", path }, {}, cache))).warnings).toEqual(warnings);
});

test.each<[boolean, TaskInput, Partial<MeasureOptions>]>([
  [true, { kind: "file", path: "a" }, { sample: "all" }],
  [false, { kind: "file", path: "a" }, {}],
  [false, { kind: "file", path: "a" }, { sample: "all", encoding: "characters" }],
  [false, { kind: "file", path: "a" }, { sample: "all", spectrum: true }],
  [
    false,
    { kind: "file", path: "a" },
    { sample: "all", estimators: [plugIn, { id: "deflate", params: {} }] },
  ],
  [false, { kind: "bytes", bytes: new Uint8Array(1) }, { sample: "all" }],
  [false, { kind: "recipe", recipe: "coin" }, { sample: "all" }],
])("one pass is enough: %s for %j with %j", async (expected, input, difference) => {
  expect(await streamable(task(input, difference))).toBe(expected);
});

test("a generated reference is cut into four segments like a sampled file", async () => {
  // 01 repeated: 2-grams within four segments of 25 are 24 each.
  const sample = await sampleOf(
    task(recipe("periodic(word=01)"), {
      sample: 100,
      estimators: [{ id: "ngram-counts", params: { k: 2 } }],
    }),
  );
  const [counts] = sample.measurements;
  if (counts?.status !== "ok" || counts.shape !== "table") throw new Error("no counts");
  expect(counts.value.rows[0]?.[1]).toBe(96);
});
