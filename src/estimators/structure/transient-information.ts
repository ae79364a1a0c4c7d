import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { transientInformation as transientOf } from "../../exact/block-entropies.ts";
import { machineOf } from "../../exact/causal-states.ts";
import { unifilarEntropyRate } from "../../exact/machine.ts";
import { causalStateMachine } from "../memo/causal-state-machine.ts";
import { compactSequence } from "../memo/compact-sequence.ts";

export const transientInformation = defineEstimator({
  id: "transient-information",
  memory: "mixer",
  quantity: "transientInformation",
  title: "transient information",
  summary: "sum of how far block entropies are below their asymptote: the cost of synchronising",
  formula: "T = sum over L >= 0 of E + h L - H(L), exactly for the machine of statistical-complexity",
  convention: "L begins at 0, where H is 0",
  validity: "where statistical complexity is, and block entropies reach their line within 256 symbols",
  cost: "that of statistical complexity, shared with it: some hundred passes; and exact block entropies",
  reference: "Crutchfield & Feldman 2003, Chaos 13",
  minimumLength: 1000,
  estimate(context) {
    if (context.get(compactSequence).alphabetSize === 1) return scalar(0);
    const found = context.get(causalStateMachine);
    if ("reason" in found) return undefinedBecause(found.reason);
    const machine = machineOf(found);
    if (machine === undefined) return undefinedBecause("the machine falls into parts that are never left");
    const transient = transientOf(machine, unifilarEntropyRate(machine));
    if (transient === undefined) {
      return undefinedBecause("block entropies do not reach their line within 256 symbols");
    }
    return scalar(Math.max(0, transient));
  },
});
