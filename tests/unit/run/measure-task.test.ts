import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { storedRow } from "../../../scripts/data-file.mjs";
import { defaultSample, settlingLimit } from "../../../src/core/constants.ts";
import { readCatalogue, selectCorpora } from "../../../src/input/corpora/catalogue.ts";
import { corpusRoots } from "../../../src/input/corpora/corpus-roots.ts";
import type { Sample } from "../../../src/results/report.ts";
import { chooseEstimators } from "../../../src/run/choose-estimators.ts";
import { knownRow } from "../../../src/run/known-row.ts";
import { loadInput } from "../../../src/run/load-input.ts";
import { contextOf, measureLoaded } from "../../../src/run/measure-loaded.ts";
import { streamable } from "../../../src/run/measure-stream.ts";
import { measureTask } from "../../../src/run/measure-task.ts";
import { cachedTask } from "../../../src/run/stored-sample.ts";
import type { MeasureOptions, MeasureTask, TaskInput } from "../../../src/run/task.ts";
import {
  referenceEstimators,
  referenceSeed,
  referenceSize,
  referenceSizes,
} from "../../../src/spectrum/measured-references.ts";
import { placeOnSpectrum } from "../../../src/spectrum/place-on-spectrum.ts";
import { referenceFamilies, referenceRecipes } from "../../../src/spectrum/reference-families.ts";

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

test("what is read whole is read in the same orders whatever the seed, a part of it is not", async () => {
  const chain = await loadInput(task(recipe("random-markov(order=1, alphabet=8)"), { sample: 5000 }));
  const file: TaskInput = { kind: "bytes", bytes: chain.bytes };
  const estimators = await chooseEstimators(["structure-beyond-shuffle"]);
  const placed = (seed: number, sample: number) =>
    sampleOf(task(file, { seed, sample, estimators, spectrum: true }));
  const [whole, another] = [await placed(1, 5000), await placed(2, 5000)];
  expect(whole.spectrum!.trainingLength).toBe(5000);
  expect(another).toEqual(whole);
  const [part, otherPart] = [await placed(1, 2048), await placed(2, 2048)];
  expect(otherPart.blocks).not.toEqual(part.blocks);
  expect(otherPart.spectrum).not.toEqual(part.spectrum);
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

const asReference = async (recipeText: string, sample: number) => {
  const estimators = await chooseEstimators(referenceEstimators);
  return task(recipe(recipeText), { sample, seed: referenceSeed, estimators, spectrum: true });
};
const shown = new Set([
  ...referenceRecipes.map(({ recipe: text }) => text),
  ...referenceFamilies.flatMap(({ members }) => members.map(([, , text]) => text)),
]);

test("every reference is known at every size, and of the sequence that it generates", {
  tags: ["slow"],
}, async () => {
  for (const text of shown) {
    for (const size of referenceSizes) {
      const one = await asReference(text, size);
      const row = await knownRow(one);
      expect(row, `${text}, ${size}`).toBeDefined();
      if (size !== 3000) continue;
      const { sampleSha256, provenance, sequence, declaredAlphabet } = await loadInput(one);
      const alphabet = { declared: declaredAlphabet, present: new Set(sequence.symbols).size };
      expect(row, text).toMatchObject({ sampleSha256, provenance, n: sequence.symbols.length, alphabet });
    }
  }
});

test("the row of a reference is the one that measuring it anew gives", async () => {
  for (const text of ["thue-morse(offset=0)", "surrogate(corpus(code-js), order=2)"]) {
    const one = await asReference(text, 10_000);
    const known = await sampleOf({ ...one, name: "a" });
    const loaded = await loadInput(one);
    const context = contextOf(one, loaded);
    const measured = await measureLoaded(
      { ...one, options: { ...one.options, spectrum: false } },
      loaded,
      context,
    );
    const fresh = contextOf(one, loaded);
    const spectrum = placeOnSpectrum({ ...fresh, drawn: { ...fresh.drawn, share: 0 } });
    const row = storedRow({ ...measured, name: "a", spectrum });
    expect(known).toEqual(row);
    expect(JSON.stringify(known)).toBe(JSON.stringify(row));
  }
});

test("no text is read and nothing is kept for a reference; more than was measured of it is found anew", async () => {
  const cache = folder();
  const one = await asReference("surrogate(corpus(moby-dick), order=1)", 1000);
  const nowhere = { ...corpora, packages: [] };
  const apart = { ...one, environment: { corpora: nowhere, cacheFolder: cache } };
  const known = await sampleOf(apart);
  expect(await cachedTask(apart)).toEqual({ status: "ok", sample: known });
  expect(readdirSync(cache)).toEqual([]);
  const estimators = await chooseEstimators(["block-gain", "deflate"]);
  const more = { ...one.options, estimators };
  expect(await measureTask({ ...apart, options: more })).toMatchObject({ status: "failed" });
  const found = await sampleOf({ ...one, options: more });
  expect(found.measurements.map(({ estimator }) => estimator)).toEqual(["block-gain", "deflate"]);
  expect(storedRow(found).spectrum).toEqual(known.spectrum);
  for (const other of [
    { seed: 2 },
    { sample: 1001 },
    { readOn: settlingLimit },
    { moreOrders: true as const },
  ])
    expect(
      await knownRow({ ...one, options: { ...one.options, ...other } }),
      JSON.stringify(other),
    ).toBeUndefined();
  expect(await sampleOf(task(recipe("thue-morse"), { sample: 600 }))).toMatchObject({
    truth: (await sampleOf(await asReference("thue-morse(offset=0)", 1000))).truth,
  });
});

const asUsual = { sample: defaultSample, seed: referenceSeed, spectrum: true };
const corpus = (id: string, known?: true): TaskInput => ({
  kind: "corpus",
  id,
  ...(known === undefined ? {} : { known }),
});
const core = selectCorpora("core", await readCatalogue(corpora.manifests));
const defaultEstimators = ["grassberger", "block-gain", "deflate"];
const besideSamples = async (id: string, other: Partial<MeasureOptions> = {}) =>
  task(corpus(id, true), { ...asUsual, estimators: await chooseEstimators(defaultEstimators), ...other });

test.each(core.status === "ok" ? core.ids : [])("the row of %s is known, and of its sample", async (id) => {
  const one = await besideSamples(id);
  const row = await knownRow(one);
  const { sampleSha256, sha256, provenance, size, blocks, sequence, warnings } = await loadInput(one);
  const present = new Set(sequence.symbols).size;
  const n = sequence.symbols.length;
  const alphabet = { declared: null, present };
  expect(row).toMatchObject({ sampleSha256, sha256, provenance, size, blocks, n, alphabet });
  expect(row!.warnings).toHaveLength(warnings.length);
  expect(row!.measurements.map(({ estimator }) => estimator)).toEqual(defaultEstimators);
});

const placedAsMeasured = async (id: string) => {
  const estimators = await chooseEstimators([...defaultEstimators, "learning-curve(profile=fast)"]);
  const anew = await sampleOf(task(corpus(id), { ...asUsual, estimators }));
  expect(await sampleOf(task(corpus(id, true), { ...asUsual, estimators }))).toEqual(storedRow(anew));
  return anew.spectrum?.verdict;
};

test("a corpus is placed as it was when the program was made", { tags: ["slow"] }, async () => {
  expect(await placedAsMeasured("moby-dick")).not.toHaveProperty("n");
});

test("what is known of a corpus is that of no other sample, encoding, seed, estimator or use", async () => {
  const others: Partial<MeasureOptions>[] = [
    ...[{ sample: 4000 }, { sample: "all" as const }, { encoding: "characters" as const }],
    ...[{ charset: "latin-1" as const }, { seed: 2 }, { spectrum: false }],
    { estimators: await chooseEstimators(["learning-curve(profile=standard)"]) },
  ];
  for (const other of others)
    expect(await knownRow(await besideSamples("sotu", other)), JSON.stringify(other)).toBeUndefined();
  expect(await knownRow({ ...(await besideSamples("sotu")), input: corpus("sotu") })).toBeUndefined();
  expect(await knownRow(await besideSamples("no such corpus"))).toBeUndefined();
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

test("a generated sequence is one segment, as it is in a file that is read whole", async () => {
  // 01 repeated: 99 2-grams, 50 of them 01.
  const sample = await sampleOf(
    task(recipe("periodic(word=01)"), {
      sample: 100,
      estimators: [{ id: "ngram-counts", params: { k: 2 } }],
    }),
  );
  const [counts] = sample.measurements;
  if (counts?.status !== "ok" || counts.shape !== "table") throw new Error("no counts");
  expect(counts.value.rows[0]?.[1]).toBe(99);
});
