import { estimatorRegistry } from "../estimators/registry.ts";
import type { MeasureOptions } from "./task.ts";

/**
 * Memory in bytes for a sample of `bytes` bytes with `symbols` symbols, without the start of a process; `size`: bytes of the whole
 * input, where more than the sample is read.
 */
export type MemoryNeeds = (bytes: number, symbols: number, size?: number) => number;

/** Bytes of memory per byte read: encoded symbols, suffix arrays and counts of n-grams. */
const arraysOfByte = 24;
/** Bytes of an observer or similar estimator: fixed, and per symbol. */
const mixer = { start: 30_000_000, symbol: 220 };
/** Bytes of a forecast: per byte of an input that only candidates come from, and per symbol of its sample. */
const forecast = { byte: 4, symbol: 320 };

/** @param mixers number held at once, or one after the other with kept results */
const needs =
  (mixers: number): MemoryNeeds =>
  (bytes, symbols) =>
    arraysOfByte * bytes + mixers * mixer.start + (mixers > 0 ? mixer.symbol * symbols : 0);

/** For placing a sample, or for another single learner. */
export const needsOfPlacing = needs(1);

/** For reading a sample in several ways, or beside another one. */
export const needsOfComparing = needs(2);

/** For a forecast from a sample of an input that is read whole. @param symbols of the sample */
export const needsOfForecast: MemoryNeeds = (bytes, symbols) =>
  forecast.byte * bytes + mixer.start + forecast.symbol * symbols;

/** For measuring a sample. */
export async function needsOfMeasuring({ estimators, spectrum }: MeasureOptions): Promise<MemoryNeeds> {
  const chosen = await Promise.all(estimators.map(({ id }) => estimatorRegistry.get(id)));
  return needs(chosen.filter(({ memory }) => memory === "mixer").length + (spectrum ? 1 : 0));
}
