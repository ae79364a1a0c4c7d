import type { Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "./law-entropy.ts";
import { lumpStates } from "./lump-states.ts";
import { processBounds } from "./process-bounds.ts";
import { symbolLaw } from "./symbol-law.ts";
import { truthFromBounds } from "./truth-from-bounds.ts";
import { isUnifilar, unifilarEntropyRate } from "./unifilar-entropy-rate.ts";

/**
 * Everything that can be proved about the process of a machine.
 *
 * @throws never
 * Cost: that of `processBounds` unless a closed form exists.
 */
export function machineTruth(machine: Machine): GroundTruth {
  const lumped = lumpStates(machine);
  const symbolEntropy = closedForm(lawEntropy(symbolLaw(lumped)), "stationary law of one symbol");
  if (!isUnifilar(lumped)) {
    const bounds = processBounds(lumped);
    const route = `Birch bounds on beliefs, depth ${bounds.depth}`;
    return {
      symbolEntropy,
      entropyRate: truthFromBounds(bounds.entropyRate, route),
      excessEntropy: truthFromBounds(bounds.excessEntropy, route),
      statisticalComplexity: unknown("the machine is not unifilar; its mixed states may be uncountable"),
    };
  }
  const stateEntropy = lawEntropy(lumped.stationary);
  return {
    symbolEntropy,
    entropyRate: closedForm(unifilarEntropyRate(lumped), "unifilar machine: sum of pi(state) H(row)"),
    excessEntropy: unifilarExcessEntropy(lumped, stateEntropy),
    statisticalComplexity: closedForm(stateEntropy, "entropy of the states of the minimal unifilar machine"),
  };
}

function unifilarExcessEntropy(machine: Machine, stateEntropy: number): Truth {
  // Where the states follow a fixed cycle, past and future both reveal the phase.
  if (hasOneSuccessor(machine)) return closedForm(stateEntropy, "log2 of the length of the cycle of states");
  const bounds = processBounds(machine);
  return truthFromBounds(bounds.excessEntropy, `sum of h(k) - h with a bounded tail, depth ${bounds.depth}`);
}

function hasOneSuccessor({ states, from, to }: Machine): boolean {
  const successor = new Int32Array(states).fill(-1);
  for (let e = 0; e < from.length; e++) {
    const known = successor[from[e]!]!;
    if (known >= 0 && known !== to[e]) return false;
    successor[from[e]!] = to[e]!;
  }
  return true;
}
