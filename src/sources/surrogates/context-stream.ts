import type { Random } from "../../core/random.ts";
import type { SymbolStream } from "../../core/source.ts";
import type { CircularContexts } from "./circular-contexts.ts";

/**
 * A Markov chain with the law of a text read as a circle. Each step copies the text at a random place with the same
 * context, so that no table of counts is needed.
 *
 * @param random a stream of its own
 * Cost: O(1) a symbol.
 */
export function contextStream(
  { starts, nextSymbol, nextContext }: CircularContexts,
  random: Random,
): SymbolStream {
  let context = nextContext[random.below(nextContext.length)]!;
  return {
    fill(target) {
      let current = context;
      for (let i = 0; i < target.length; i++) {
        const start = starts[current]!;
        const choices = starts[current + 1]! - start;
        const row = choices === 1 ? start : start + random.below(choices);
        target[i] = nextSymbol[row]!;
        current = nextContext[row]!;
      }
      context = current;
      return target.length;
    },
  };
}
