import * as z from "zod";
import { compactSequence } from "../context/shared.ts";
import {
  coveredProfile,
  jackknifeInterval,
  lempelZiv76Parse,
  lempelZiv78Parse,
  longestKGram,
  measuredStructure,
  periodOfBlocks,
  shuffleControl,
} from "../context/shared-order.ts";
import { confidenceLevel, coverageFloor, errorParts, shuffleCount } from "../core/constants.ts";
import { defineEstimator, type EstimationContext } from "../core/estimator.ts";
import { around, type Outcome, scalar, series, undefinedBecause } from "../core/measurement.ts";
import type { Symbols } from "../core/sequence.ts";
import { defineShared } from "../core/shared-value.ts";
import type { Machine } from "../core/source.ts";
import { transientInformation as transientOf } from "../exact/block-entropies.ts";
import {
  type CausalStates,
  causalStates,
  isShownMinimal,
  machineOf,
  machinesWithout,
} from "../exact/causal-states.ts";
import { unifilarEntropyRate } from "../exact/machine.ts";
import { unifilarExcessEntropy } from "../exact/machine-truth.ts";
import { jackknifeError, studentQuantile } from "../math/intervals.ts";
import { compactAlphabet } from "../statistics/alphabet.ts";
import { type BlockStatistics, blockEntropyProfile } from "../statistics/block-entropy.ts";
import {
  jensenShannonComplexity as complexityOf,
  lawOfCounts,
  lmcComplexity as lmc,
  type ProbabilityGroup,
} from "../statistics/complexity.ts";
import { goodTuringCoverage } from "../statistics/counts.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { excessEntropyOfProfile } from "../statistics/excess-entropy.ts";
import type { LempelZivParse } from "../statistics/lempel-ziv.ts";
import { ngramOccurrences, ngramOrder, noNgrams } from "./ngrams.ts";

/** Largest alphabet, and most symbols read. */
export const largestAlphabet = 256;
export const mostRead = 1 << 17;
/** Largest order of the chains that the machine of a longer sequence is compared with. */
const chainOrders = 64;

/** The reconstructed machine, or why there is none. */
export const causalStateMachine = defineShared(
  "causal-state-machine",
  ({ segmentEnds }, access): FoundMachine | { readonly reason: string } => {
    const whole = access.get(compactSequence);
    if (whole.alphabetSize > largestAlphabet) {
      return {
        reason: `${whole.alphabetSize} symbols occur; states are reconstructed for up to ${largestAlphabet}`,
      };
    }
    if (segmentEnds.length === whole.symbols.length) return { reason: "no block of two symbols" };
    const read = Math.min(whole.symbols.length, mostRead);
    const ends = [...segmentEnds.filter((end) => end < read), read];
    const start = compactAlphabet(whole.symbols.subarray(0, read), whole.alphabetSize);
    const profile =
      read === whole.symbols.length
        ? access.get(coveredProfile)
        : blockEntropyProfile(start.symbols, ends, start.alphabetSize, chainOrders, coverageFloor);
    const { period } = access.get(periodOfBlocks) ?? {};
    const found = causalStates(start.symbols, ends, start.alphabetSize, profile, period);
    return "reason" in found ? found : { ...found, symbols: start.symbols };
  },
);

/** A machine and the sequence it was found in. */
interface FoundMachine extends CausalStates {
  readonly symbols: Symbols;
}

/** The reconstructed machine, or an outcome without one: for a single symbol everything is 0. */
function foundMachine(
  context: EstimationContext,
): Outcome | { readonly found: FoundMachine; readonly machine: Machine } {
  if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
  const found = context.get(causalStateMachine);
  if ("reason" in found) return undefinedBecause(found.reason);
  const machine = machineOf(found);
  if (machine === undefined) return undefinedBecause("the machine splits into parts that are never left");
  return { found, machine };
}

/** A value of a machine that may not be the smallest one: no bound is shown. */
function unshown(value: number): Outcome {
  const reason = "the machine is not shown to be minimal, so the value is an estimate, not a bound";
  return { ...scalar(value, null, [{ code: "no-interval", reason }]), unbounded: true } as Outcome;
}

/**
 * An exact property of the reconstructed machine, with its bias and error by leaving out stretches of the sequence.
 *
 * @param read the value, undefined where it cannot be computed
 */
function ofMachine(context: EstimationContext, read: (machine: Machine) => number | undefined): Outcome {
  const known = foundMachine(context);
  if (!("machine" in known)) return known;
  const { found, machine } = known;
  const value = read(machine);
  if (value === undefined) return undefinedBecause("its value for the machine is not known precisely enough");
  if (!isShownMinimal(found)) return unshown(value);
  const without = machinesWithout(found, found.symbols, errorParts).map((one) => one && read(one));
  if (without.includes(undefined)) return scalar(value);
  const parts = Float64Array.from(without, Number);
  const mean = parts.reduce((sum, one) => sum + one, 0) / errorParts;
  const corrected = Math.max(0, value + (errorParts - 1) * (value - mean));
  const reach = studentQuantile(confidenceLevel, errorParts - 1) * jackknifeError(parts);
  return scalar(corrected, around(corrected, reach, "block-jackknife"));
}

/** What estimators of the reconstructed machine have in common. */
const ofStates = {
  memory: "mixer",
  cost: "that of statistical complexity, shared with it, and about twenty exact values",
  reference: "Crutchfield & Feldman 2003, Chaos 13",
  minimumLength: 1000,
} as const;

/** Reads an outcome from the law of k-grams; undefined where coverage is too small or a single symbol occurs. */
function fromKGramLaw(
  context: EstimationContext,
  k: number,
  read: (law: readonly ProbabilityGroup[], states: number) => Outcome,
): Outcome {
  const { counts } = context.get(ngramOccurrences(k));
  if (counts.length === 0) return undefinedBecause(noNgrams(k));
  const present = context.get(compactSequence).alphabetSize;
  if (present < 2) return undefinedBecause("one symbol only: no entropy to compare with");
  const coverage = goodTuringCoverage(counts);
  if (coverage < coverageFloor) {
    return undefinedBecause(`undersampled: coverage ${coverage.toFixed(3)}, below ${coverageFloor}`);
  }
  let states = 1;
  for (let i = 0; i < k; i++) states *= present;
  if (states > 1e300)
    return undefinedBecause(`${present} symbols make too many possible blocks of ${k} symbols`);
  return read(lawOfCounts(counts), states);
}

/** H(k) by Grassberger's estimator, exactly 0 for one k-gram, bits. */
function blockEntropyOf(block: BlockStatistics | undefined): number {
  return block === undefined || block.distinct === 1 ? 0 : block.grassberger;
}

/**
 * A series over the orders with covered k-grams.
 *
 * @param maxOrder longest k-grams to include
 * @param valueAt the value at an index of the profile, the order minus 1
 */
function profileSeries(
  context: EstimationContext,
  maxOrder: number,
  valueAt: (profile: readonly BlockStatistics[], i: number) => number,
): Outcome {
  const profile = context.get(coveredProfile);
  const covered = profile.filter((block) => block.coverage >= coverageFloor).slice(0, maxOrder);
  if (covered.length === 0) {
    const gate = excessEntropyOfProfile(profile, coverageFloor);
    return undefinedBecause(gate.covered ? "no order is covered" : gate.reason);
  }
  const points = covered.map((block, i) => ({ x: block.order, value: valueAt(covered, i) }));
  return series("k", points);
}

/** What series along the order have in common. */
const ofProfile = {
  validity: "orders whose Good-Turing coverage is .98 or more; the others are not shown",
  cost: "O(n) by the suffix array for all k at once",
  params: () =>
    z.strictObject({
      maxOrder: z.int().min(1).max(longestKGram).default(longestKGram).describe("largest k shown"),
    }),
};

export const blockEntropies = defineEstimator({
  ...ofProfile,
  id: "block-entropies",
  quantity: "blockEntropy",
  title: "block entropies",
  summary: "H(k) for k = 1, 2, ... while the k-grams are covered, by Grassberger's estimator",
  formula: "H(k) by Grassberger's estimate on the counts of k-grams",
  reference: "Grassberger 2003, arXiv:physics/0307138; Good 1953, Biometrika 40 (coverage)",
  estimate: (context, { maxOrder }) =>
    profileSeries(context, maxOrder, (profile, i) => blockEntropyOf(profile[i])),
});

export const entropyGains = defineEstimator({
  ...ofProfile,
  id: "entropy-gains",
  quantity: "entropyGain",
  title: "entropy gains",
  summary: "h(k) = H(k) - H(k-1) for k = 1, 2, ... while the k-grams are covered",
  formula: "h(k) = H(k) - H(k-1)",
  convention: "h(1) = H(1); h(k) is the uncertainty of a symbol given k - 1 preceding ones",
  reference: "Crutchfield & Feldman 2003, Chaos 13; Grassberger 2003, arXiv:physics/0307138",
  estimate: (context, { maxOrder }) =>
    profileSeries(
      context,
      maxOrder,
      (profile, i) => blockEntropyOf(profile[i]) - blockEntropyOf(profile[i - 1]),
    ),
});

export const excessEntropy = defineEstimator({
  id: "excess-entropy",
  memory: "mixer",
  quantity: "excessEntropy",
  title: "excess entropy",
  summary: `E(L) = H(L) - L h(L) at the largest measurable L, undefined unless above all of ${shuffleCount} shuffles`,
  formula: "E(L) = H(L) - L (H(L) - H(L-1))",
  convention: "L h(L) is subtracted; other programs use E(k) = 2 H(k) - H(2k)",
  bound: "lower",
  validity:
    "a lower bound of E, close to it once L is long enough for the process; L grows with the sample; the interval is that of E(L), extended downwards by the possible effect of unseen k-grams. It stays low for processes with unbounded memory: .81 of .92 for `even` and 1.4 of 2.3 for `rrxor` at 100 000 symbols; L + 4 gives .88 and 1.8 there, and too much for `mess3`",
  cost: `O(nL) for the sample and each of ${shuffleCount} shuffles, and a jackknife over ${errorParts} blocks`,
  reference: "Crutchfield & Feldman 2003, Chaos 13; Theiler et al. 1992, Physica D 58 (surrogates)",
  minimumLength: 2,
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const { measured, errors } = context.get(measuredStructure);
    if (!measured.covered) return undefinedBecause(measured.reason);
    const largest = context.get(shuffleControl).excessEntropies.reduce((a, b) => Math.max(a, b));
    if (!(measured.excessEntropy > largest)) {
      return undefinedBecause(`not above all of ${shuffleCount} shuffles at L = ${measured.order}`);
    }
    return scalar(measured.excessEntropy, jackknifeInterval(measured.excessEntropy, errors?.excessEntropy));
  },
});

export const machineExcessEntropy = defineEstimator({
  ...ofStates,
  id: "machine-excess-entropy",
  quantity: "excessEntropy",
  title: "excess entropy of the machine",
  summary: "E of the smallest machine that explains the sequence, exactly for its probabilities",
  formula: "E = I(past; future) = C_mu - H(state | future), of the machine of statistical-complexity",
  validity:
    "as statistical-complexity: near E where `excess-entropy` is far below it because long enough k-grams are not covered; no bound, and no interval: states that n symbols cannot distinguish are merged, and the machine that results may have less E than the process or more",
  estimate(context) {
    const outcome = ofMachine(context, (machine) => {
      const truth = unifilarExcessEntropy(machine, lawEntropy(machine.stationary));
      return truth.status === "exact" ? truth.value : undefined;
    });
    return outcome.shape === "scalar" ? { ...outcome, interval: null } : outcome;
  },
});

export const machineRate = defineEstimator({
  ...ofStates,
  id: "machine-rate",
  quantity: "entropyRate",
  title: "entropy rate of the machine",
  summary: "h of the smallest machine that explains the sequence, exactly for its probabilities",
  formula: "sum of pi(s) H(symbol | s), of the machine of statistical-complexity",
  bound: "upper",
  validity: "as statistical-complexity; states that n symbols cannot distinguish are merged, which raises it",
  estimate: (context) => ofMachine(context, unifilarEntropyRate),
});

export const transientInformation = defineEstimator({
  ...ofStates,
  id: "transient-information",
  quantity: "transientInformation",
  title: "transient information",
  summary: "sum of the distances of block entropies below their asymptote: the cost of synchronising",
  formula: "T = sum over L >= 0 of E + h L - H(L), exactly for the machine of statistical-complexity",
  convention: "L starts at 0, where H is 0",
  validity: "as statistical-complexity, if block entropies reach their asymptote within 256 symbols",
  estimate(context) {
    const known = foundMachine(context);
    if (!("machine" in known)) return known;
    const transient = transientOf(known.machine, unifilarEntropyRate(known.machine));
    if (transient === undefined) {
      return undefinedBecause("block entropies do not reach their asymptote within 256 symbols");
    }
    return scalar(Math.max(0, transient));
  },
});

export const statisticalComplexity = defineEstimator({
  id: "statistical-complexity",
  memory: "mixer",
  quantity: "statisticalComplexity",
  title: "statistical complexity",
  summary: "entropy of the causal states of the smallest machine that explains the sequence",
  formula: "-sum pi(s) log2 pi(s) over states s: equal futures after histories that determine the state",
  convention:
    "the shortest description among machines found from words up to 10 symbols or from a period; only the first 131 072 symbols are read",
  bound: "lower",
  validity:
    "up to 128 states; states that n symbols cannot distinguish are merged, so an infinite machine may appear finite; a lower bound, with an interval, only where any two states are shown to differ and nothing suggests that the past adds to the state, else an estimate; undefined if no such machine captures all dependence on the past",
  cost: "about a hundred passes, .2 to 2 s for 10^5 symbols",
  reference:
    "Crutchfield & Young 1989, Phys. Rev. Lett. 63; Shalizi & Klinkner 2004, UAI 20; Chattopadhyay & Lipson 2013, Philos. Trans. R. Soc. A 371",
  minimumLength: 1000,
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const found = context.get(causalStateMachine);
    if ("reason" in found) return undefinedBecause(found.reason);
    const { complexity, halfWidth } = found;
    if (found.shape.states === 1) return scalar(0);
    if (!isShownMinimal(found)) return unshown(complexity);
    return scalar(complexity, around(complexity, halfWidth, "batch-means"));
  },
});

function phraseCount({ phrases, incomplete }: LempelZivParse): Outcome {
  return scalar(phrases, null, incomplete > 0 ? [{ code: "incomplete-phrase" }] : []);
}

export const lempelZiv76Phrases = defineEstimator({
  id: "lempel-ziv-76",
  quantity: "lempelZiv76Phrases",
  title: "LZ76 phrases",
  summary: "components of the exhaustive history: shortest blocks that do not start anywhere earlier",
  formula: "components of the exhaustive history: each is the shortest block that has not occurred before",
  convention:
    "an incomplete last component counts, so banana has 4; earlier occurrences may overlap the component",
  validity: "exact; compare at equal length and alphabet only",
  cost: "O(n) by the suffix array, 12 bytes per symbol",
  reference: "Lempel & Ziv 1976, IEEE Trans. Inform. Theory 22",
  estimate: (context) => phraseCount(context.get(lempelZiv76Parse)),
});

export const lempelZiv78Phrases = defineEstimator({
  id: "lempel-ziv-78",
  quantity: "lempelZiv78Phrases",
  title: "LZ78 phrases",
  summary: "phrases of the incremental parsing: shortest blocks that are not a phrase yet",
  formula: "phrases, each an earlier phrase plus one symbol",
  convention: "an incomplete last phrase counts; the dictionary is kept from block to block",
  validity: "exact; compare at equal length and alphabet only",
  cost: "O(n) by a hashed tree of phrases",
  reference: "Ziv & Lempel 1978, IEEE Trans. Inform. Theory 24",
  estimate: (context) => phraseCount(context.get(lempelZiv78Parse)),
});

/** What complexities of the law of k-grams have in common. */
const ofKGrams = {
  validity: "k-grams whose Good-Turing coverage is .98 or more; uses frequencies, not order beyond k",
  cost: "O(n), given the suffix array",
  params: () => z.strictObject({ k: ngramOrder() }),
  minimumLength: 2,
};

export const jensenShannonComplexity = defineEstimator({
  ...ofKGrams,
  id: "jensen-shannon-complexity",
  quantity: "jensenShannonComplexity",
  title: "Jensen-Shannon complexity",
  summary: "normalised entropy of the k-grams times their normalised divergence from equally likely ones",
  formula: "H/log2 N * JSD(p, uniform)/max JSD, N = A^k",
  convention: "A is the number of symbols that occur; of k-grams, not of ordinal patterns",
  reference: "Lamberti, Martin, Plastino & Rosso 2004, Physica A 334",
  estimate: (context, { k }) =>
    fromKGramLaw(context, k, (law, states) => scalar(complexityOf(law, states).complexity)),
});

export const lmcComplexity = defineEstimator({
  ...ofKGrams,
  id: "lmc-complexity",
  quantity: "lmcComplexity",
  title: "LMC complexity",
  summary: "normalised entropy of the k-grams times their squared distance from equally likely ones",
  formula: "H/log2 N * sum (p - 1/N)^2, N = A^k",
  convention: "A is the number of symbols that occur; the law is that of the counts",
  reference: "Lopez-Ruiz, Mancini & Calbet 1995, Phys. Lett. A 209",
  estimate: (context, { k }) => fromKGramLaw(context, k, (law, states) => scalar(lmc(law, states))),
});
