import type { EncodedSequence } from "../core/encoding.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import type { SharedAccess, SharedValue } from "../core/shared-value.ts";
import { byteLabel } from "../encodings/symbol-label.ts";

/**
 * What estimators see of a sequence in memory; every shared value is computed once.
 *
 * @param bytes behind the symbols
 * @param random each estimator forks its own stream from it
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
 * @param values of the folds, by the shared values they give
 * @param length of the stream, in symbols of one byte each
 * @throws never; its `sequence` and `bytes` throw, since nothing of them is kept
 */
export function streamingContext(
  values: ReadonlyMap<SharedValue<unknown>, unknown>,
  length: number,
  alphabetSize: number,
  random: Random,
): EstimationContext {
  const known = new Map([...values].map(([shared, value]) => [shared.name, value]));
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

/**
 * What is seen of some of the symbols of a sequence, as a sequence of its own.
 *
 * @param random a stream of its own
 * @throws never; its `bytes` throw, since those behind the symbols are not told apart
 */
export function contextOfPart(
  context: EstimationContext,
  sequence: SymbolSequence,
  random: Random,
): EstimationContext {
  const { length } = sequence.symbols;
  return {
    ...memoised(sequence, new Map(), random),
    n: length,
    alphabetSize: context.alphabetSize,
    byteLength: Math.round((context.byteLength * length) / context.n),
    sequence,
    get bytes(): Uint8Array {
      return gone();
    },
    label: (symbol) => context.label(symbol),
  };
}

function gone(): never {
  throw new Error("a streaming run does not keep the sequence");
}

/** Stands for the sequence: shared values that follow from others never look at it. */
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

function memoised(sequence: SymbolSequence, known: Map<string, unknown>, random: Random): SharedAccess {
  const access: SharedAccess = {
    random,
    get<Value>(shared: SharedValue<Value>): Value {
      if (!known.has(shared.name)) known.set(shared.name, shared.compute(sequence, access));
      return known.get(shared.name) as Value;
    },
  };
  return access;
}
