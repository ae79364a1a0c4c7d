import { estimatorRegistry } from "../estimators/registry.ts";
import type { MeasureOptions } from "./task.ts";

/** Memory for `bytes` bytes of an input and the `symbols` symbols in them, without what the start of a process needs, in bytes. */
export type MemoryNeeds = (bytes: number, symbols: number) => number;

/** Bytes of memory for each byte that is read: encoded as symbols, with suffix arrays and counts of n-grams. */
const arraysOfByte = 24;
/** Of an observer or an estimator like it: to begin with, and for each symbol. */
const mixer = { start: 30_000_000, symbol: 220 };
/** Of a forecast: for each byte of an input that is only drawn from, and for each symbol that it rests on. */
const forecast = { byte: 4, symbol: 320 };

/** @param mixers that are held at once, or one after the other with results that are kept */
const needs =
  (mixers: number): MemoryNeeds =>
  (bytes, symbols) =>
    arraysOfByte * bytes + mixers * mixer.start + (mixers > 0 ? mixer.symbol * symbols : 0);

/** Of placing a sample, and of what else learns it once. */
export const needsOfPlacing = needs(1);

/** Of reading a sample in several ways, beside another one or by itself. */
export const needsOfComparing = needs(2);

/** Of a forecast from a sample of an input that is read whole. @param symbols of the sample */
export const needsOfForecast: MemoryNeeds = (bytes, symbols) =>
  forecast.byte * bytes + mixer.start + forecast.symbol * symbols;

/** Of measuring a sample. */
export async function needsOfMeasuring({ estimators, spectrum }: MeasureOptions): Promise<MemoryNeeds> {
  const chosen = await Promise.all(estimators.map(({ id }) => estimatorRegistry.get(id)));
  return needs(chosen.filter(({ memory }) => memory === "mixer").length + (spectrum ? 1 : 0));
}
