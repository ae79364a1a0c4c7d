import type { BoundSource, Machine } from "../../core/source.ts";
import {
  bounded,
  boundsOf,
  closedForm,
  type GroundTruth,
  infinite,
  type Truth,
  unknown,
} from "../../core/truth.ts";
import { truthFromBounds } from "../../exact/block-entropies.ts";
import { chainPeriod } from "../../exact/composed-machines.ts";
import { lumpStates, symbolLaw } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { gcd } from "../../math/sums.ts";
import { binaryEntropy, lawEntropy } from "../../statistics/entropy.ts";
import { type Cycle, cycleOf, cyclesTruth, tighten, weightedTruth } from "./truths.ts";

/** Laws that differ by less than this may be equal. */
const tolerance = 1e-9;

/**
 * Entropy of a symbol that comes from one of several sources.
 *
 * @param weights shares of the sources, sum to 1
 */
export function mixedSymbolEntropy(parts: readonly BoundSource[], weights: readonly number[]): Truth {
  const most = parts.reduce((widest, { alphabetSize }) => Math.max(widest, alphabetSize), 0);
  const law = new Float64Array(most);
  for (const [index, part] of parts.entries()) {
    const own = lawOfSymbol(part);
    if (own === undefined) return unknown("the law of one symbol of a part is not known");
    own.forEach((mass, symbol) => {
      law[symbol]! += weights[index]! * mass;
    });
  }
  return closedForm(lawEntropy(law), "entropy of the mixture of the parts' symbol laws");
}

/** The law of one symbol: that of the machine, or of a strand, or the uniform one where H(1) implies it. */
function lawOfSymbol(part: BoundSource): Float64Array | undefined {
  const machine = part.machine?.();
  if (machine !== undefined) return symbolLaw(machine);
  const strands = part.strands?.();
  if (strands !== undefined) return lawOfSymbol(strands.strand);
  const { symbolEntropy } = part.truth();
  const uniform =
    symbolEntropy?.status === "exact" &&
    Math.abs(symbolEntropy.value - Math.log2(part.alphabetSize)) < tolerance;
  return uniform ? new Float64Array(part.alphabetSize).fill(1 / part.alphabetSize) : undefined;
}

/** Whether a machine begins in its stationary law. */
function isStationary({ start, stationary }: Machine): boolean {
  return (
    start === stationary || start.every((mass, state) => Math.abs(mass - stationary[state]!) < tolerance)
  );
}

/** Whether two laws are equal up to the tolerance. */
function sameLaw(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > tolerance) return false;
  }
  return true;
}

/**
 * Truths of a process that is one of several forever, drawn once: each sequence shows only one of them.
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
      "mean rate of the parts; each sequence has the rate of its own part",
    ),
  };
  const cycles = parts.map((part) => cycleOf(part.machine?.()));
  if (cycles.every((word) => word !== undefined))
    return { ...known, ...cyclesTruth(cycles.map((word, i) => ({ word, chance: weights[i]! }))) };
  if (parts.every((a, i) => parts.slice(i + 1).every((b) => areDistinguishable(a, b)))) {
    const route = (symbol: string) => `H(choice) + mean ${symbol}: both past and future reveal the choice`;
    return {
      ...known,
      excessEntropy: mean((truth) => truth.excessEntropy, route("E"), choice),
      statisticalComplexity: mean((truth) => truth.statisticalComplexity, route("C_mu"), choice),
    };
  }
  // Whether the parts differ or not, knowing the choice changes I(past; future) by at most H(choice).
  const excess = mean((truth) => truth.excessEntropy, "the parts may be the same process");
  return {
    ...known,
    excessEntropy: widened(excess, choice),
    statisticalComplexity: unknown("the parts may be the same process"),
  };
}

/** Parts with positive probability, with those merged that are certainly the same process. */
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

/** Whether two parts have equal recipes, or both give independent symbols of one law. */
function sameProcess(a: BoundSource, b: BoundSource): boolean {
  if (a.recipe === b.recipe) return true;
  const [first, second] = [a, b].map((part) => {
    const machine = part.machine?.();
    return machine && lumpStates(machine);
  });
  return first?.states === 1 && second?.states === 1 && sameLaw(symbolLaw(first), symbolLaw(second));
}

function widened(excess: Truth, choice: number): Truth {
  const route = "mean E - H(choice) <= E <= mean E + H(choice); the parts may be the same process";
  const known = boundsOf(excess);
  if (known === undefined) return excess;
  return truthFromBounds({ lower: Math.max(0, known.lower - choice), upper: known.upper + choice }, route);
}

/** Whether two parts are certainly different ergodic processes, which can be distinguished in the long run. */
function areDistinguishable(a: BoundSource, b: BoundSource): boolean {
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

/**
 * Truths of sources that take turns of a fixed length, seen from a random moment.
 *
 * @param machine the machine of the whole, where there is one
 */
export function scheduledTruth(
  parts: readonly BoundSource[],
  turn: number,
  machine: () => Machine | undefined,
): GroundTruth {
  const truths = parts.map((part) => part.truth());
  const share = 1 / parts.length;
  const known: GroundTruth = {
    symbolEntropy: mixedSymbolEntropy(
      parts,
      parts.map(() => share),
    ),
    entropyRate: weightedTruth(
      truths.map((truth) => [share, truth.entropyRate]),
      "mean rate of the parts",
    ),
  };
  if (isPhaseVisible(parts, turn)) {
    const places = Math.log2(parts.length * turn);
    const sum = (of: (truth: GroundTruth) => Truth | undefined, symbol: string): Truth =>
      weightedTruth(
        truths.map((truth) => [1, of(truth)]),
        `log2 of the cycle length + sum of ${symbol}: both past and future reveal the position in the cycle`,
        places,
      );
    return {
      ...known,
      excessEntropy: sum((truth) => truth.excessEntropy, "E"),
      statisticalComplexity: sum((truth) => truth.statisticalComplexity, "C_mu"),
    };
  }
  const single = machine();
  if (single !== undefined) {
    const truth = machineTruth(single);
    return known.entropyRate?.status === "exact" ? { ...truth, entropyRate: known.entropyRate } : truth;
  }
  const cycles = wovenCycles(parts, turn);
  if (cycles !== undefined) return { ...known, ...cyclesTruth(cycles) };
  const endless = truths.some(({ excessEntropy }) => excessEntropy?.status === "infinite");
  const memory = endless
    ? infinite("a part has infinite E, and the position in the cycle changes E by a finite amount")
    : unknown("the sources together have no finite machine of tractable size");
  return { ...known, excessEntropy: memory, statisticalComplexity: memory };
}

/**
 * Whether the phase of the cycle of turns is visible: the parts are stationary, their symbols at any one place of a turn have
 * the law of the part (no period of theirs is in step with the turns), and laws differ so that the cycle has no shorter period.
 */
function isPhaseVisible(parts: readonly BoundSource[], turn: number): boolean {
  const machines = parts.map((part) => part.machine?.());
  if (!machines.every((machine) => machine !== undefined)) return false;
  if (!machines.every((machine) => isStationary(machine) && gcd(chainPeriod(machine), turn) === 1))
    return false;
  const laws = machines.map(symbolLaw);
  const n = laws.length;
  for (let shift = 1; shift < n; shift++) {
    if (n % shift === 0 && laws.every((law, i) => sameLaw(law, laws[(i + shift) % n]!))) return false;
  }
  return true;
}

/** Most symbols of all words that are compared. */
const mostWoven = 1 << 20;

/** The sequences that periodic parts make in turns, over all their independent phases; undefined for other parts. */
function wovenCycles(parts: readonly BoundSource[], turn: number): Cycle[] | undefined {
  const words: number[][] = [];
  for (const part of parts) {
    const word = cycleOf(part.machine?.());
    if (word === undefined) return undefined;
    words.push(word);
  }
  const turns = words.reduce((common, { length }) => {
    const own = length / gcd(length, turn);
    return (common * own) / gcd(common, own);
  }, 1);
  const phases = words.reduce((all, { length }) => all * length, 1);
  if (phases * turns * turn * parts.length > mostWoven) return undefined;
  return Array.from({ length: phases }, (_, phase) => {
    const word: number[] = [];
    for (let at = 0; at < turns * turn; at += turn) {
      let rest = phase;
      for (const part of words) {
        const begin = (rest % part.length) + at;
        rest = Math.floor(rest / part.length);
        for (let i = 0; i < turn; i++) word.push(part[(begin + i) % part.length]!);
      }
    }
    return { word, chance: 1 / phases };
  });
}

/**
 * Truths of sources that take turns of random length.
 *
 * @param machine the machine of the mixture, where it has one
 */
export function switchedTruth(
  parts: readonly BoundSource[],
  stay: number,
  entry: "resume" | "restart",
  machine: Machine | undefined,
): GroundTruth {
  const shares = parts.map(() => 1 / parts.length);
  if (stay === 1) return choiceTruth(parts, shares);
  if (machine !== undefined) {
    const truth = machineTruth(machine);
    if (entry === "restart" || truth.entropyRate === undefined) return truth;
    return { ...truth, entropyRate: tighten(truth.entropyRate, boundedRate(parts, stay)) };
  }
  const why = unknown("a source has no finite machine of tractable size");
  return {
    symbolEntropy: entry === "resume" ? mixedSymbolEntropy(parts, shares) : why,
    entropyRate: entry === "resume" ? boundedRate(parts, stay) : why,
    excessEntropy: why,
    statisticalComplexity: why,
  };
}

/** Given the turns the parts are independent; the turns themselves add at most their own entropy. */
function boundedRate(parts: readonly BoundSource[], stay: number): Truth {
  const mean = weightedTruth(
    parts.map((part) => [1 / parts.length, part.truth().entropyRate]),
    "mean rate of the parts",
  );
  const known = boundsOf(mean);
  if (known === undefined) return mean;
  const { lower, upper } = known;
  const most = Math.log2(parts.reduce((widest, { alphabetSize }) => Math.max(widest, alphabetSize), 0));
  const others = parts.length - 1;
  const turns = binaryEntropy(stay) + (1 - stay) * Math.log2(others);
  const route = `mean rate <= h <= mean rate + H2(stay)${others === 1 ? "" : ` + (1-stay) log2 ${others}`}`;
  return bounded(lower, Math.max(lower, Math.min(most, upper + turns)), route);
}
