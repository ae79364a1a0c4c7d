// A program of a user, compiled and run against the packed tarball by scripts/try-tarball.mjs: it uses every function, and
// narrows nothing on the usual way.
import {
  type Analysis,
  analyze,
  check,
  closedForm,
  compare,
  defineEstimator,
  defineSource,
  estimate,
  estimators,
  explain,
  forecast,
  generate,
  type Input,
  InputError,
  type Interval,
  quantities,
  sources,
  truth,
  UndefinedMeasurementError,
  type Unit,
} from "mesoscope";
import { findCopies, type LensReport, readLens } from "mesoscope/lens";
import { type Observation, observe, observerMembers } from "mesoscope/observer";
import { bindRecipeNow, symbolChunks } from "mesoscope/sources";
import { type Counts, createMachine, machineTruth, plugInEntropy, suffixArray } from "mesoscope/statistics";
import * as z from "zod";

const found: Record<string, unknown> = {};
const text = Array.from({ length: 1200 }, (_, i) => `user ${(i * i) % 101} reads`).join("\n");

const report: Analysis = await analyze(text, {
  sample: 100_000,
  signal: AbortSignal.timeout(60_000),
  onProgress: (done, total) => {
    found["progress"] = done / total;
  },
});
const value: number = report.randomness.value;
const unit: Unit = report.structure.unit;
const interval: Interval | null = report.structure.interval;
const sentence: string = report.verdict.sentence;
found["analysis"] = [value >= 0, unit, interval?.level, sentence.length > 0];

found["estimate"] = (await estimate(text, "chao-shen")).value.toFixed(3);
const attempt = await estimate.try("", "chao-shen");
found["reason"] = attempt.status === "undefined" ? attempt.reason : attempt.n;
found["series"] = (await estimate.series(text, "block-entropies(maxOrder=2)")).points.map(({ x }) => x);
found["table"] = (await estimate.table(text, "top-ngrams")).columns.length > 0;

let generated = 0;
for (const chunk of generate("golden-mean(p=.5)", 100_000, { seed: 7 })) generated += chunk.length;
for await (const chunk of generate("golden-mean(p=.5)", 100_000)) generated += chunk.length;
found["generated"] = generated;
const sequence = await generate("even", 5000).collect();
found["symbols"] = (await estimate(sequence, "plug-in")).value <= 1;
found["truth"] = (await truth("golden-mean(p=.5)", "entropyRate")).value.toFixed(4);
found["all truths"] = Object.keys((await truth.all("even")).truth).length > 3;

const inputs: readonly Input[] = [{ recipe: "even" }, { recipe: "golden-mean", seed: 9 }];
const pair = await compare(
  { recipe: "even" },
  { recipe: "golden-mean" },
  { distances: ["jsd"], sample: 20_000 },
);
found["pair"] = [pair.verdict.id, pair.divergence.unit];
found["tree"] = (await compare.all(inputs, { distances: ["jsd"], sample: 5000 })).tree;

const expected = await forecast({ recipe: "golden-mean" }, { sample: 40_000, to: [2] });
found["forecast"] = expected.expectations.map(({ factor, excess }) => [
  factor,
  excess.lower95 < excess.upper95,
]);
found["grade"] = (await forecast.grade({ recipe: "golden-mean" }, expected.document)).grade?.points.length;

const explanation = await explain({ recipe: "golden-mean" }, { sample: 5000 });
found["explained"] = [explanation.waterfall.layers.length > 0, explanation.verdict.regime];

const judged = await check(text, {
  symbolEntropy: { max: 1 },
  regime: ["noise", "order"],
  why: "to see it fail",
});
found["check"] = [judged.passed, judged.checks.map(({ status }) => status)];

estimators.add(
  defineEstimator({
    id: "own-entropy",
    quantity: "symbolEntropy",
    params: z.strictObject({ factor: z.number().default(1) }),
    estimate: ({ n, alphabetSize }, { factor }) => (n > 0 ? factor * Math.log2(alphabetSize) : Number.NaN),
  }),
);
estimators.add(defineEstimator({ id: "own-zero", quantity: "symbolEntropy", estimate: () => 0 }));
sources.add(
  defineSource({
    id: "own-coin",
    params: z.strictObject({ p: z.number().min(0).max(1).default(0.5) }),
    bind: ({ p }) => ({
      alphabetSize: 2,
      open: (random) => () => (random.uniform() < p ? 1 : 0),
      truth: () => ({ symbolEntropy: closedForm(1, "a fair coin") }),
    }),
  }),
);
found["own"] = [
  (await estimate({ recipe: "own-coin(p=.3)" }, "own-entropy(factor=2)")).value,
  (await estimate("a", "own-zero")).value,
  (await truth("own-coin", "symbolEntropy")).unit,
  quantities.symbolEntropy.symbol,
];

const counts: Counts = [1, 1, 2];
const machine = createMachine(2, 1, [
  { from: 0, symbol: 0, to: 0, probability: 0.5 },
  { from: 0, symbol: 1, to: 0, probability: 0.5 },
]);
found["formulas"] = [
  plugInEntropy(counts),
  Array.from(suffixArray(Uint8Array.of(1, 0), [2], 2)),
  machine === undefined ? null : machineTruth(machine).entropyRate?.status,
];

const even = bindRecipeNow("even")!;
const [symbols] = symbolChunks(even, 10_000, 1);
const observed: Observation = observe(
  { symbols: symbols!, alphabetSize: even.alphabetSize, segmentEnds: [10_000] },
  observerMembers("fast"),
);
found["observer"] = [observed.losses.length, Math.abs(observed.bits / 10_000 - 2 / 3) < 0.02];
const twice = new TextEncoder().encode(text + text);
const lens: LensReport = readLens(
  { name: "twice", bytes: twice, size: twice.length, version: "" },
  { kind: "observer" },
).report;
found["lens"] = [
  lens.spans.at(-1)?.end.offset === twice.length,
  findCopies(twice).at(-1)?.end === twice.length,
];

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "none");
found["errors"] = [
  await analyze({ path: "no such file" }).catch((error: unknown) => error instanceof InputError),
  await estimate("", "chao-shen").catch((error: unknown) => error instanceof UndefinedMeasurementError),
  await analyze(text, { signal: AbortSignal.abort() }).catch(nameOf),
];
console.log(JSON.stringify(found));
