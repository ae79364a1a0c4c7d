import type { Random } from "../../core/random.ts";
import type { SourceBody, SymbolStream } from "../../core/source.ts";
import { singleStateMachine } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { createAliasTable } from "../sampling/alias-table.ts";
import { independentTruth } from "../truths/independent-truth.ts";

/** Independent draws from one law, as they come. @param law shape (A,), sums to 1 */
export function independentStream(law: ArrayLike<number>, random: Random): SymbolStream {
  const { columnBits, threshold, alias } = createAliasTable([law], law.length);
  const unused = 32 - columnBits;
  return {
    fill(target) {
      for (let i = 0; i < target.length; i++) {
        const column = random.uint32() >>> unused;
        target[i] = random.uint32() < threshold[column]! ? column : alias[column]!;
      }
      return target.length;
    },
  };
}

/**
 * Independent draws from one law.
 *
 * @param law shape (A,), sums to 1
 * @param route how the entropy is known
 * @param entropy in bits, where a closed form gives it
 */
export function independentSource(
  law: ArrayLike<number>,
  route: string,
  entropy = lawEntropy(law),
): SourceBody {
  const alphabetSize = law.length;
  return {
    alphabetSize,
    length: Number.POSITIVE_INFINITY,
    machine: () => singleStateMachine(law),
    open: (random) => independentStream(law, random),
    truth: () => independentTruth(entropy, route),
  };
}
