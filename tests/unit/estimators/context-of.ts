import { estimationContext } from "../../../src/context/context.ts";
import type { EncodedSequence } from "../../../src/core/encoding.ts";
import type { Drawn, EstimationContext, Estimator } from "../../../src/core/estimator.ts";
import type { Measurement } from "../../../src/core/measurement.ts";
import { Random } from "../../../src/core/random.ts";
import { allocateSymbols } from "../../../src/core/sequence.ts";
import { characters } from "../../../src/encodings/characters.ts";
import { words } from "../../references/encodings/words.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A context over the characters (or words) of texts, one segment each. */
export function contextOf(
  texts: string | readonly string[],
  encoding = characters,
  seed = 1,
): EstimationContext {
  const segments = (typeof texts === "string" ? [texts] : texts).map(utf8);
  return estimationContext(encoding.encode(segments), Buffer.concat(segments), Random.fromSeed(seed));
}

export const wordsOf = (text: string) => contextOf(text, words);

/** A context over given symbols. */
export function contextOfSymbols(
  symbols: ArrayLike<number>,
  alphabetSize: number,
  seed = 1,
  drawn: Partial<Drawn> = {},
): EstimationContext {
  const typed = allocateSymbols(symbols.length, alphabetSize);
  typed.set(symbols);
  const sequence: EncodedSequence = {
    symbols: typed,
    alphabetSize,
    segmentEnds: typed.length > 0 ? [typed.length] : [],
    encoding: "bytes",
    decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
    byteLength: typed.byteLength,
    label: String,
  };
  const bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
  return estimationContext(sequence, bytes, Random.fromSeed(seed), drawn);
}

/** Symbols of a generator that is asked for one at a time. */
export function generate(n: number, next: (random: Random) => number, seed = 1): number[] {
  const random = Random.fromSeed(seed);
  return Array.from({ length: n }, () => next(random));
}

/** The number that an estimator gives. */
export async function numberFrom(
  estimator: Estimator,
  context: EstimationContext,
  params = {},
): Promise<number> {
  const measurement = await estimator.measure(context, params);
  if (measurement.status !== "ok" || measurement.shape !== "scalar") throw new Error(describe(measurement));
  return measurement.value;
}

/** The values of a series along its index. */
export async function seriesFrom(estimator: Estimator, context: EstimationContext, params = {}) {
  const measurement = await estimator.measure(context, params);
  if (measurement.status !== "ok" || measurement.shape !== "series") throw new Error(describe(measurement));
  return measurement.value.points;
}

/** The rows of a table. */
export async function rowsFrom(estimator: Estimator, context: EstimationContext, params = {}) {
  const measurement = await estimator.measure(context, params);
  if (measurement.status !== "ok" || measurement.shape !== "table") throw new Error(describe(measurement));
  return measurement.value.rows;
}

/** Why there is no number. */
export async function reasonFrom(estimator: Estimator, context: EstimationContext, params = {}) {
  const measurement = await estimator.measure(context, params);
  return measurement.status === "undefined" ? measurement.reason : describe(measurement);
}

function describe(measurement: Measurement): string {
  return JSON.stringify(measurement);
}
