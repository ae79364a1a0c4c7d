import type { Random } from "./random.ts";
import type { SymbolSequence, Symbols } from "./sequence.ts";

/**
 * A mergeable pass over symbols with integer state, so that shards combine exactly.
 * The ordinary run uses the same fold as a stream or a shard does.
 */
export interface Fold<State, Value> {
  readonly name: string;
  create(alphabetSize: number): State;
  /** takes the next symbols of the current segment; the array may be reused by the caller afterwards */
  update(state: State, symbols: Symbols): void;
  /** the current segment ends here */
  endSegment(state: State): void;
  /** adds `other` to `state`; associative and commutative, `create` is its identity */
  merge(state: State, other: State): void;
  finish(state: State): Value;
  encode(state: State): Uint8Array;
  /** @throws InputError when the bytes are not a state of this fold */
  decode(bytes: Uint8Array): State;
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
export function foldedStatistic<State, Value>(fold: Fold<State, Value>): Statistic<Value> {
  return {
    name: fold.name,
    fold: fold as Fold<unknown, Value>,
    compute(sequence) {
      const state = fold.create(sequence.alphabetSize);
      let start = 0;
      for (const end of sequence.segmentEnds) {
        fold.update(state, sequence.symbols.subarray(start, end));
        fold.endSegment(state);
        start = end;
      }
      return fold.finish(state);
    },
  };
}
