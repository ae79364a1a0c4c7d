import type { Random } from "./random.ts";
import type { SymbolSequence, Symbols } from "./sequence.ts";

/**
 * One pass over symbols that ignores neighbours, and therefore the ends of segments. The ordinary run uses the same fold as a
 * stream.
 */
interface Fold<State, Value> {
  create(alphabetSize: number): State;
  /** takes the next symbols; the caller may reuse the array afterwards */
  update(state: State, symbols: Symbols): void;
  finish(state: State): Value;
}

/** A value that several estimators share, computed once per sequence. */
export interface SharedValue<Value> {
  readonly name: string;
  /** present when one streaming pass computes the value */
  readonly fold?: Fold<unknown, Value>;
  compute(sequence: SymbolSequence, access: SharedAccess): Value;
}

/** How a shared value or an estimator gets the shared values it needs, each computed once. */
export interface SharedAccess {
  get<Value>(shared: SharedValue<Value>): Value;
  /** fork it by name before use, so that no value moves the draws of another */
  readonly random: Random;
}

/** A value that needs the whole sequence in memory. */
export function defineShared<Value>(
  name: string,
  compute: (sequence: SymbolSequence, access: SharedAccess) => Value,
): SharedValue<Value> {
  return { name, compute };
}

/** A value that one streaming pass computes. */
export function defineFolded<State, Value>(name: string, fold: Fold<State, Value>): SharedValue<Value> {
  return {
    name,
    fold: fold as Fold<unknown, Value>,
    compute(sequence) {
      const state = fold.create(sequence.alphabetSize);
      fold.update(state, sequence.symbols);
      return fold.finish(state);
    },
  };
}
