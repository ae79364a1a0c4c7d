import { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { shuffled } from "../math/shuffle.ts";
import { cutIntoBlocks } from "../observer/curves/block-plan.ts";
import { firstOf } from "../observer/curves/drawn-blocks.ts";
import { type Hearer, loadInput } from "../run/load-input.ts";
import type { LoadedInput } from "../run/loaded-input.ts";
import type { Maker } from "../run/run-batch.ts";
import type { MeasureTask } from "../run/task.ts";
import {
  bankSizes,
  type DataKind,
  examplesOf,
  lawForms,
  type NetworkId,
  networkBank,
  sizeTolerance,
  tooFew,
} from "./network-examples.ts";
import { networkFeatures } from "./network-features.ts";
import { type NetworkForecast, networkForecastVersion } from "./network-forecast-schema.ts";
import { learnNetworkLaw } from "./network-law.ts";
import type { TrainPerceptrons } from "./perceptron-costs.ts";

/** Blocks as the networks of the bank learned and were asked. */
const blockLength = 1024;
/** Networks of the bank read bytes, or an alphabet of their source that is no larger. */
const largestAlphabet = 256;

/**
 * Forecasts what a network of the bank will pay for an input, before any is trained.
 *
 * @param task of which sample size and estimators are not used
 * @param factors k, how many times as much the network learns; 1 is the sample itself
 * @param train who trains perceptrons
 * @throws InputError when the input cannot be had; RecipeError for a wrong recipe
 * Cost: some 25 us a symbol of the sample, a million at most, and that of perceptrons, some 5 to 16 s of the processor.
 */
export async function forecastNetwork(
  task: MeasureTask,
  learner: NetworkId,
  factors: readonly number[],
  maker: Maker,
  train: TrainPerceptrons,
  hear?: Hearer,
): Promise<NetworkForecast> {
  const bank = await networkBank();
  const loaded = await loadInput(task, hear);
  const { sequence, provenance } = loaded;
  // A recipe that reads no text declares its alphabet.
  const generated = provenance.kind === "recipe" && loaded.declaredAlphabet !== null;
  const kind: DataKind = generated ? "sources" : "corpora";
  const without = provenance.kind === "corpus" ? provenance.package : recipeKind(loaded);
  const of = sequence.symbols.length;
  const enough = (n: number) => tooFew(examplesOf(bank, { learner, kind, n, factor: 1, without }));
  // As much as the bank carries: all, or the largest of its sizes that the input has.
  const n =
    enough(of) === undefined
      ? of
      : bankSizes(bank, kind).findLast((size) => size <= of && enough(size) === undefined);
  const about = {
    schemaVersion: networkForecastVersion as typeof networkForecastVersion,
    tool: { name: "mesoscope" as const, version: maker.version },
    environment: { ...maker.environment },
    name: task.name,
    provenance,
    network: learner,
    options: { seed: task.options.seed },
    bank: { cells: bank.cells },
  };
  const undone = (reason: string): NetworkForecast => ({
    ...about,
    sample: { of, n: 0, blocks: 0 },
    outcome: { status: "undefined", reason },
  });
  if (sequence.alphabetSize > largestAlphabet)
    return undone(
      `${sequence.alphabetSize} symbols can occur: the networks of the bank read ${largestAlphabet} at most`,
    );
  if (n === undefined) {
    const [smallest] = bankSizes(bank, kind).filter((size) => enough(size) === undefined);
    return undone(
      smallest === undefined
        ? `nothing can be learned of ${learner} yet: ${enough(bankSizes(bank, kind)[0] ?? 1)}`
        : `${of} symbols are too few: the smallest networks of the bank learned ${smallest}, and a sample may be ${sizeTolerance} times smaller`,
    );
  }
  const sample = drawSample(sequence, n, Random.fromSeed(task.options.seed).fork("network-forecast"));
  const features = await networkFeatures(sample, task.options.seed, train);
  if (features === undefined || features.present < 2)
    return undone(
      features === undefined ? "it is one block" : "only one symbol occurs: there is nothing to learn",
    );
  const truth = loaded.truth()?.entropyRate;
  const entropyRate = truth?.status === "exact" ? truth.value : null;
  return {
    ...about,
    sample: { of, n, blocks: sample.segmentEnds.length },
    outcome: {
      status: "ok",
      entropyRate,
      observer: features.rate,
      contexts: [...features.contexts],
      perceptron: [...features.perceptron],
      points: factors.map((factor) => {
        const examples = examplesOf(bank, { learner, kind, n, factor, without });
        const reason = tooFew(examples);
        const point = { factor, symbols: Math.round(factor * n) };
        if (reason !== undefined) return { ...point, status: "undefined", reason };
        const law = learnNetworkLaw(examples, lawForms[kind]);
        const { groups, medianError } = law;
        return {
          ...point,
          status: "ok",
          loss: law.expect(features, entropyRate ?? 0),
          examples: law.examples,
          groups,
          medianError,
        };
      }),
    },
  };
}

/** A source must not be forecast from its like. */
function recipeKind({ provenance }: LoadedInput): string | null {
  if (provenance.kind !== "recipe") return null;
  return provenance.recipe.replace(/^hex\(/, "").replace(/\(.*/s, "");
}

/** The first n symbols of blocks from all over an input in random order. */
function drawSample(sequence: SymbolSequence, n: number, random: Random): SymbolSequence {
  const blocks = cutIntoBlocks(sequence.segmentEnds, blockLength);
  const order = shuffled(Uint32Array.from(blocks.keys()), (bound) => random.below(bound));
  const symbols = sequence.symbols.slice();
  const segmentEnds: number[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const b of order) {
    const { start, end } = blocks[b]!;
    symbols.set(sequence.symbols.subarray(start, end), at);
    starts.push(start);
    at += end - start;
    segmentEnds.push(at);
  }
  return firstOf({ ...sequence, symbols, segmentEnds, starts }, n);
}
