import type { Machine } from "../core/source.ts";
import { bounded, closedForm, type GroundTruth, infinite, type Truth, unknown } from "../core/truth.ts";
import { lawEntropy } from "../statistics/entropy.ts";
import { type Bounds, processBounds, truthFromBounds } from "./block-entropies.ts";
import {
  fixNext,
  isUnifilar,
  lumpStates,
  reversedMachine,
  symbolLaw,
  unifilarEntropyRate,
} from "./machine.ts";
import { type ResetBeliefs, resetBeliefs } from "./reset-beliefs.ts";
import { futuresDistinguishBeliefs, hasUncountableBeliefs } from "./uncountable-beliefs.ts";

/** Bounds this narrow need no others. */
const narrow = 1e-10;

/**
 * Everything that can be proved about the process of a machine.
 *
 * Cost: that of `processBounds` unless a closed form or a reset exists.
 */
export function machineTruth(machine: Machine): GroundTruth {
  const lumped = lumpStates(machine);
  return isUnifilar(lumped) ? unifilarTruth(lumped) : hiddenTruth(lumped);
}

function unifilarTruth(machine: Machine): GroundTruth {
  const stateEntropy = lawEntropy(machine.stationary);
  return {
    symbolEntropy: symbolEntropyOf(machine),
    entropyRate: closedForm(unifilarEntropyRate(machine), "unifilar machine: sum of pi(state) H(row)"),
    excessEntropy: unifilarExcessEntropy(machine, stateEntropy),
    statisticalComplexity: closedForm(stateEntropy, "entropy of the states of the minimal unifilar machine"),
  };
}

function hiddenTruth(machine: Machine): GroundTruth {
  const resets = resetBeliefs(machine, true);
  if (resets?.machine !== undefined) return unifilarTruth(lumpStates(resets.machine));
  const known = resets?.entropyRate;
  const bounds = processBounds(machine, undefined, known);
  const route = `Birch bounds on beliefs, depth ${bounds.depth}`;
  const isKnown =
    known !== undefined && known.upper - known.lower <= bounds.entropyRate.upper - bounds.entropyRate.lower;
  return {
    symbolEntropy: symbolEntropyOf(machine),
    entropyRate: truthFromBounds(
      bounds.entropyRate,
      isKnown ? "mean entropy of a symbol given the symbols since the last reset" : route,
    ),
    excessEntropy: truthFromBounds(bounds.excessEntropy, route),
    statisticalComplexity: hiddenComplexity(machine, resets, bounds.excessEntropy),
  };
}

function symbolEntropyOf(machine: Machine): Truth {
  return closedForm(lawEntropy(symbolLaw(machine)), "entropy of the stationary law of a symbol");
}

function hiddenComplexity(machine: Machine, resets: ResetBeliefs | undefined, excess: Bounds): Truth {
  if (resets !== undefined) {
    const { lower, upper } = resets.beliefEntropy;
    if (upper === Number.POSITIVE_INFINITY)
      return unknown(
        "the belief has countably many values, but what resets it is too rare to enumerate them",
      );
    if (futuresDistinguishBeliefs(machine)) {
      return truthFromBounds(
        { lower, upper },
        "entropy of the beliefs, enumerated by the symbols since the last reset",
      );
    }
    const route = "E <= C_mu <= entropy of the symbols since the last reset";
    return bounded(Math.min(excess.lower, upper), upper, route);
  }
  if (hasUncountableBeliefs(machine)) {
    return infinite(
      "the law of beliefs has no atoms: belief maps are one-to-one, and some k-gram makes beliefs converge",
    );
  }
  return unknown("the machine is not unifilar, and it is not proved whether its beliefs are countable");
}

/** E of a unifilar machine without two states of one future. @param stateEntropy of its stationary law, bits */
export function unifilarExcessEntropy(machine: Machine, stateEntropy: number): Truth {
  // Where the states follow a fixed cycle, past and future both reveal the phase.
  if (fixNext(machine, machine.from, machine.states))
    return closedForm(stateEntropy, "log2 of the length of the cycle of states");
  // Read backwards, the future since its last reset is all that it says about the state now.
  const future = resetBeliefs(reversedMachine(machine))?.stateEntropy;
  const known = future && {
    lower: Math.max(0, stateEntropy - future.upper),
    upper: stateEntropy - future.lower,
  };
  if (known !== undefined && known.upper - known.lower < narrow) {
    return truthFromBounds(
      known,
      "C_mu - H(state | future), with the future up to the first reset of the reversed machine",
    );
  }
  const { excessEntropy, depth } = processBounds(machine);
  return truthFromBounds(excessEntropy, `sum of h(k) - h with a bounded tail, depth ${depth}`);
}
