import type { Random } from "./random.ts";
import type { SymbolSequence, Symbols } from "./sequence.ts";

/**
 * One pass over symbols, each for itself: neighbours, and so the ends of segments, do not matter.
 * The ordinary run uses the same fold as a stream does.
 */
interface Fold<State, Value> {
  create(alphabetSize: number): State;
  /** takes the next symbols; the array may be reused by the caller afterwards */
  update(state: State, symbols: Symbols): void;
  finish(state: State): Value;
}

/** A value that several estimators share, computed once a sequence. */
export interface SharedValue<Value> {
  readonly name: string;
  /** present when the value comes from one streaming pass */
  readonly fold?: Fold<unknown, Value>;
  compute(sequence: SymbolSequence, access: SharedAccess): Value;
}

/** How a shared value or an estimator reaches the shared values it builds on, each computed once. */
export interface SharedAccess {
  get<Value>(shared: SharedValue<Value>): Value;
  /** forked by name before use, so that no value moves the draws of another */
  readonly random: Random;
}

/** A value of the whole sequence in memory. */
export function defineShared<Value>(
  name: string,
  compute: (sequence: SymbolSequence, access: SharedAccess) => Value,
): SharedValue<Value> {
  return { name, compute };
}

/** A value that one streaming pass gives. */
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
