import type { ReportCall } from "../../command/command.ts";
import { measure } from "../../command/measure.ts";
import type { SharedOptions } from "../../command/options.ts";
import { planScan } from "../../command/plan-scan.ts";
import { UsageError } from "../../core/errors.ts";
import type { BatchReport } from "../../results/report.ts";

export interface NgramsOptions extends Omit<SharedOptions, "top"> {
  readonly orders: string;
  readonly top: number;
}

const longestOrder = 64;

/** Counts the n-grams of an input. @throws UsageError for wrong options */
export async function countNgrams(call: ReportCall<NgramsOptions>): Promise<BatchReport> {
  const { paths, options, io } = call;
  const orders = parseOrders(options.orders);
  const { top, ...rest } = options;
  const estimator = [
    "type-token-ratio",
    "hapax-share",
    "zipf-exponent",
    "heaps-exponent",
    ...orders.map((k) => `ngram-counts(k=${k})`),
    ...orders.map((k) => `frequency-spectrum(k=${k})`),
    ...orders.map((k) => `top-ngrams(k=${k},top=${top})`),
  ];
  const chosen: SharedOptions = { ...rest, estimator };
  return measure(await planScan(paths, chosen, io), { ...call, options: chosen });
}

/** Parses `3`, `1..5` or `1,2,4`. @throws UsageError for anything else */
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
