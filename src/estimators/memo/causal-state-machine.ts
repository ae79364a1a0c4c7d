import { coverageFloor } from "../../core/constants.ts";
import { defineShared } from "../../core/shared-value.ts";
import { type CausalStates, causalStates } from "../../exact/causal-states.ts";
import { compactAlphabet } from "../../statistics/alphabet.ts";
import { blockEntropyProfile } from "../../statistics/block-entropy.ts";
import { compactSequence } from "./compact-sequence.ts";
import { coveredProfile } from "./covered-profile.ts";

/** Most symbols that occur, and most of the sequence that is read. */
export const largestAlphabet = 256;
export const mostRead = 1 << 17;
/** Orders of chains that a machine of a longer sequence is compared with. */
const chainOrders = 64;

/** The reconstructed machine, or why there is none. */
export const causalStateMachine = defineShared(
  "causal-state-machine",
  ({ segmentEnds }, access): CausalStates | { readonly reason: string } => {
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
    return causalStates(start.symbols, ends, start.alphabetSize, profile);
  },
);
