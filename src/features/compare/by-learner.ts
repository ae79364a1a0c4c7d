import { Random } from "../../core/random.ts";
import type { SymbolSequence, Symbols } from "../../core/sequence.ts";
import { jointAlphabet } from "../../encodings/joint-alphabet.ts";
import { type Learner, requireExchangeable } from "../../learners/exchange.ts";
import type { CurveBlock } from "../../observer/curves/block-plan.ts";
import { type CrossCodeLengths, crossLengths, crossPlans } from "../../observer/curves/cross-code-length.ts";
import { crossCode } from "./compare-loaded.ts";
import type { ComparedInput } from "./part.ts";
import type { CrossCode } from "./schema.ts";

export interface NamedLearner {
  readonly name: string;
  readonly learner: Learner;
}

/**
 * Cost of held-out blocks of the other inputs for a learner that learned one, for all pairs of inputs that are long enough. The
 * blocks are those that the observer learns and codes. They have no context.
 *
 * @param done called after each answer, with the number of all answers
 * @returns empty where fewer than two inputs can be compared
 * @throws InputError for a wrong answer of the learner, or more symbols than can be sent to it
 * Cost: an answer for each sample, which learns seven eighths of it and codes an eighth of all.
 */
export async function compareByLearner(
  inputs: readonly ComparedInput[],
  learner: Learner,
  seed: number,
  done: (answered: number, answers: number) => void,
): Promise<CrossCode[]> {
  const places = [...inputs.keys()].filter((i) => inputs[i]!.notComparedBecause === null);
  if (places.length < 2) return [];
  const sequences = jointAlphabet(places.map((i) => inputs[i]!.loaded.sequence));
  const { alphabetSize } = sequences[0]!;
  requireExchangeable(alphabetSize);
  const lengths = await queryCross(sequences, learner, seed, done);
  if (lengths === undefined) return [];
  return places.flatMap((learned, i) =>
    places.flatMap((coded, j) => (i === j ? [] : [{ learned, coded, ...crossCode(lengths, i, j) }])),
  );
}

async function queryCross(
  sequences: readonly SymbolSequence[],
  learner: Learner,
  seed: number,
  done: (answered: number, answers: number) => void,
): Promise<CrossCodeLengths | undefined> {
  const plans = crossPlans(sequences, Random.fromSeed(seed).fork("cross"));
  if (plans === undefined) return undefined;
  const { alphabetSize, codes } = sequences[0]!;
  const cut = (i: number, blocks: readonly CurveBlock[]) =>
    blocks.map(({ start, end }) => sequences[i]!.symbols.subarray(start, end) as Symbols);
  const ask = plans.flatMap(({ heldOut }, i) => cut(i, heldOut));
  const bits: Float64Array[][] = [];
  for (const [i, { training }] of plans.entries()) {
    const learn = cut(i, training);
    const answer = await learner({ alphabetSize, codes, learn, ask, seed });
    let at = 0;
    bits.push(plans.map(({ heldOut }) => Float64Array.from(heldOut, () => answer.blocks[at++]!.bits)));
    done(i + 1, plans.length);
  }
  return crossLengths(plans, bits);
}
