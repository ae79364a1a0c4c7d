import type { EncodedSequence } from "../core/encoding.ts";
import type { Drawn, EstimationContext } from "../core/estimator.ts";
import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import type { SharedAccess, SharedValue } from "../core/shared-value.ts";
import { byteLabel } from "../encodings/symbol-table.ts";

const ofOneDocument: Drawn = { declaredAlphabet: null, share: 0, cut: false, rounds: 1 };

/**
 * The context of a sequence in memory. Every shared value is computed once.
 *
 * @param bytes behind the symbols
 * @param random each estimator forks its own stream from it
 */
export function estimationContext(
  sequence: EncodedSequence,
  bytes: Uint8Array,
  random: Random,
  drawn: Partial<Drawn> = {},
): EstimationContext {
  return {
    ...memoised(sequence, new Map(), random),
    drawn: { ...ofOneDocument, ...drawn },
    n: sequence.symbols.length,
    alphabetSize: sequence.alphabetSize,
    byteLength: sequence.byteLength,
    sequence,
    bytes,
    label: (symbol) => sequence.label(symbol),
  };
}

/**
 * The context after one pass over bytes: the values of finished folds, and what is computed from them.
 *
 * @param values of the folds, by the shared values they give
 * @param length of the stream, in symbols of one byte each
 * @returns a context whose `sequence` and `bytes` throw: a stream is not kept
 */
export function streamingContext(
  values: ReadonlyMap<SharedValue<unknown>, unknown>,
  length: number,
  alphabetSize: number,
  random: Random,
): EstimationContext {
  const known = new Map([...values].map(([shared, value]) => [shared.name, value]));
  return {
    ...memoised(streamedSequence, known, random),
    drawn: ofOneDocument,
    n: length,
    alphabetSize,
    byteLength: length,
    get sequence(): SymbolSequence {
      return unavailable();
    },
    get bytes(): Uint8Array {
      return unavailable();
    },
    label: byteLabel,
  };
}

/**
 * The context of a part of a sequence.
 *
 * @param random a stream of its own
 * @param declaredAlphabet as of `Drawn`
 * @returns a context whose `bytes` throw: the bytes behind single symbols are not known
 */
export function contextOfPart(
  context: EstimationContext,
  sequence: SymbolSequence,
  random: Random,
  declaredAlphabet: number | null = context.drawn.declaredAlphabet,
): EstimationContext {
  const { length } = sequence.symbols;
  return {
    ...memoised(sequence, new Map(), random),
    drawn: { ...context.drawn, declaredAlphabet },
    n: length,
    alphabetSize: context.alphabetSize,
    byteLength: Math.round((context.byteLength * length) / context.n),
    sequence,
    get bytes(): Uint8Array {
      return unavailable();
    },
    label: (symbol) => context.label(symbol),
  };
}

function unavailable(): never {
  throw new Error("a streaming run does not keep the sequence");
}

/** Replaces a sequence that was not kept. Shared values computed from others do not read it. */
const streamedSequence: SymbolSequence = {
  get symbols(): never {
    return unavailable();
  },
  get alphabetSize(): never {
    return unavailable();
  },
  get segmentEnds(): never {
    return unavailable();
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
