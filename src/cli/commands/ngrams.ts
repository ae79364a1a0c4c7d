import { UsageError } from "../../core/errors.ts";
import { formats } from "../formats.ts";
import type { Io } from "../io.ts";
import type { SharedOptions } from "../options.ts";
import { planScan } from "../plan-scan.ts";
import { sortSamples } from "../sort-samples.ts";
import { chooseFormat, deliver, measure } from "./scan.ts";

interface NgramsOptions extends SharedOptions {
  readonly orders: string;
  readonly top: string;
}

const longestOrder = 64;

/** `mesoscope ngrams <path>`: counts, spectra and statistics of n-grams. @throws UsageError for wrong options */
export async function runNgrams(
  arguments_: readonly string[],
  options: NgramsOptions,
  io: Io,
): Promise<number> {
  const orders = parseOrders(options.orders);
  const top = Number(options.top);
  if (!Number.isInteger(top) || top < 1 || top > 10_000)
    throw new UsageError("--top takes a whole number from 1 to 10000");
  const estimator = [
    "type-token-ratio",
    "hapax-share",
    "zipf-exponent",
    "heaps-exponent",
    ...orders.map((k) => `ngram-counts(k=${k})`),
    ...orders.map((k) => `frequency-spectrum(k=${k})`),
    ...orders.map((k) => `top-ngrams(k=${k},top=${top})`),
  ];
  const chosen: SharedOptions = { ...options, estimator };
  const format = chooseFormat(chosen);
  const plan = await planScan(arguments_, chosen, io);
  const report = sortSamples(await measure(plan, chosen, io), chosen.sort);
  return deliver(report, formats[format === "table" ? "ngrams" : format]!.load, chosen, io);
}

/** `3`, `1..5` or `1,2,4`. @throws UsageError for anything else */
export function parseOrders(text: string): number[] {
  const range = /^(\d+)\.\.(\d+)$/.exec(text);
  const orders =
    range === null
      ? text.split(",").map(Number)
      : upTo(longestOrder).filter((k) => k >= Number(range[1]) && k <= Number(range[2]));
  const ends = range === null ? orders : [Number(range[1]), Number(range[2])];
  if (orders.length === 0 || ends.some((k) => !Number.isInteger(k) || k < 1 || k > longestOrder)) {
    throw new UsageError(`-k takes lengths from 1 to ${longestOrder}: 3, 1..5 or 1,2,4; not "${text}"`);
  }
  return [...new Set(orders)];
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
