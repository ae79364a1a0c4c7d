import type { Random } from "./random.ts";
import type { SymbolSequence, Symbols } from "./sequence.ts";

/**
 * One pass over symbols, each for itself: neighbours, and so the ends of segments, do not matter.
 * The ordinary run uses the same fold as a stream does.
 */
export interface Fold<State, Value> {
  create(alphabetSize: number): State;
  /** takes the next symbols; the array may be reused by the caller afterwards */
  update(state: State, symbols: Symbols): void;
  finish(state: State): Value;
}

/** A value that several estimators share, computed once a sequence. */
export interface Statistic<Value> {
  readonly name: string;
  /** present when the value comes from one streaming pass */
  readonly fold?: Fold<unknown, Value>;
  compute(sequence: SymbolSequence, access: StatisticAccess): Value;
}

/** How a statistic or an estimator reaches the statistics it builds on, each computed once. */
export interface StatisticAccess {
  get<Value>(statistic: Statistic<Value>): Value;
  /** forked by name before use, so that no statistic moves the draws of another */
  readonly random: Random;
}

/**
 * A statistic of the whole sequence in memory.
 *
 * @throws never
 */
export function defineStatistic<Value>(
  name: string,
  compute: (sequence: SymbolSequence, access: StatisticAccess) => Value,
): Statistic<Value> {
  return { name, compute };
}

/**
 * A statistic that one streaming pass gives.
 *
 * @throws never
 */
export function foldedStatistic<State, Value>(name: string, fold: Fold<State, Value>): Statistic<Value> {
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
