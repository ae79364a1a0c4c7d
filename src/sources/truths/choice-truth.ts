import type { BoundSource } from "../../core/source.ts";
import { type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { lumpStates, symbolLaw } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { cycleOf, cyclesTruth } from "./cycles-truth.ts";
import { mixedSymbolEntropy, sameLaw } from "./mixed-symbol-law.ts";
import { weightedTruth } from "./weighted-truth.ts";

/**
 * Truths of a process that is one of several for good, drawn once: each sequence shows one of them only.
 *
 * @param chances probabilities of the choices, sum to 1
 */
export function choiceTruth(choices: readonly BoundSource[], chances: readonly number[]): GroundTruth {
  const { parts, weights } = distinctParts(choices, chances);
  if (parts.length === 1) return parts[0]!.truth();
  const truths = parts.map((part) => part.truth());
  const mean = (of: (truth: GroundTruth) => Truth | undefined, route: string, constant = 0): Truth =>
    weightedTruth(
      truths.map((truth, i) => [weights[i]!, of(truth)]),
      route,
      constant,
    );
  const choice = lawEntropy(weights);
  const known: GroundTruth = {
    symbolEntropy: mixedSymbolEntropy(parts, weights),
    entropyRate: mean(
      (truth) => truth.entropyRate,
      "mean of the rates; each sequence has the rate of its part",
    ),
  };
  const cycles = parts.map((part) => cycleOf(part.machine?.()));
  if (cycles.every((word) => word !== undefined))
    return { ...known, ...cyclesTruth(cycles.map((word, i) => ({ word, chance: weights[i]! }))) };
  if (parts.every((a, i) => parts.slice(i + 1).every((b) => tellApart(a, b)))) {
    const route = (symbol: string) => `H(choice), which past and future reveal, + mean ${symbol}`;
    return {
      ...known,
      excessEntropy: mean((truth) => truth.excessEntropy, route("E"), choice),
      statisticalComplexity: mean((truth) => truth.statisticalComplexity, route("C_mu"), choice),
    };
  }
  // Whether the parts differ or not, knowing the choice changes I(past; future) by H(choice) at most.
  const excess = mean((truth) => truth.excessEntropy, "the parts might be the same process");
  return {
    ...known,
    excessEntropy: widened(excess, choice),
    statisticalComplexity: unknown("the parts might be the same process"),
  };
}

/** Parts that can be drawn, those that are certainly the same process taken together. */
function distinctParts(choices: readonly BoundSource[], chances: readonly number[]) {
  const parts: BoundSource[] = [];
  const weights: number[] = [];
  choices.forEach((choice, i) => {
    if (chances[i] === 0) return;
    const known = parts.findIndex((part) => sameProcess(part, choice));
    if (known < 0) {
      parts.push(choice);
      weights.push(chances[i]!);
    } else weights[known]! += chances[i]!;
  });
  return { parts, weights };
}

/** Whether two parts are written alike, or both give independent symbols of one law. */
function sameProcess(a: BoundSource, b: BoundSource): boolean {
  if (a.recipe === b.recipe) return true;
  const [first, second] = [a, b].map((part) => {
    const machine = part.machine?.();
    return machine && lumpStates(machine);
  });
  return first?.states === 1 && second?.states === 1 && sameLaw(symbolLaw(first), symbolLaw(second));
}

function widened(excess: Truth, choice: number): Truth {
  const route = "mean E - H(choice) <= E <= mean E + H(choice); the parts might be the same process";
  if (excess.status === "exact") {
    const { value } = excess;
    return truthFromBounds({ lower: Math.max(0, value - choice), upper: value + choice }, route);
  }
  if (excess.status !== "bounds") return excess;
  return truthFromBounds({ lower: Math.max(0, excess.lower - choice), upper: excess.upper + choice }, route);
}

/** Whether two parts are certainly different ergodic processes, which never look alike in the long run. */
function tellApart(a: BoundSource, b: BoundSource): boolean {
  const [first, second] = [a.machine?.(), b.machine?.()];
  if (first !== undefined && second !== undefined && !sameLaw(symbolLaw(first), symbolLaw(second)))
    return true;
  const [h, g] = [a.truth().entropyRate, b.truth().entropyRate];
  if (h?.status !== "exact" || g?.status !== "exact" || !isErgodic(a) || !isErgodic(b)) return false;
  return Math.abs(h.value - g.value) > 1e-9;
}

/** A source with a machine is one process; a mixture without one may be several. */
function isErgodic(source: BoundSource): boolean {
  return source.machine?.() !== undefined || source.source.group !== "mixtures";
}
