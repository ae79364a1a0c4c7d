import type { EncodedSequence } from "../core/encoding.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import type { Statistic, StatisticAccess } from "../core/statistic.ts";
import { byteLabel } from "../encodings/symbol-label.ts";

/**
 * What estimators see of a sequence in memory; every statistic is computed once.
 *
 * @param bytes behind the symbols
 * @param random each estimator forks its own stream from it
 * @throws never
 */
export function estimationContext(
  sequence: EncodedSequence,
  bytes: Uint8Array,
  random: Random,
): EstimationContext {
  return {
    ...memoised(sequence, new Map(), random),
    n: sequence.symbols.length,
    alphabetSize: sequence.alphabetSize,
    byteLength: sequence.byteLength,
    sequence,
    bytes,
    label: (symbol) => sequence.label(symbol),
  };
}

/**
 * What streaming estimators see after one pass over bytes: the values of finished folds, and what follows from them.
 *
 * @param values of the folds, by their statistics
 * @param length of the stream, in symbols of one byte each
 * @throws never; its `sequence` and `bytes` throw, since nothing of them is kept
 */
export function streamingContext(
  values: ReadonlyMap<Statistic<unknown>, unknown>,
  length: number,
  alphabetSize: number,
  random: Random,
): EstimationContext {
  const known = new Map([...values].map(([statistic, value]) => [statistic.name, value]));
  return {
    ...memoised(goneSequence, known, random),
    n: length,
    alphabetSize,
    byteLength: length,
    get sequence(): SymbolSequence {
      return gone();
    },
    get bytes(): Uint8Array {
      return gone();
    },
    label: byteLabel,
  };
}

function gone(): never {
  throw new Error("a streaming run does not keep the sequence");
}

/** Stands for the sequence: statistics that follow from others never look at it. */
const goneSequence: SymbolSequence = {
  get symbols(): never {
    return gone();
  },
  get alphabetSize(): never {
    return gone();
  },
  get segmentEnds(): never {
    return gone();
  },
};

function memoised(sequence: SymbolSequence, known: Map<string, unknown>, random: Random): StatisticAccess {
  const access: StatisticAccess = {
    random,
    get<Value>(statistic: Statistic<Value>): Value {
      if (!known.has(statistic.name)) known.set(statistic.name, statistic.compute(sequence, access));
      return known.get(statistic.name) as Value;
    },
  };
  return access;
}
