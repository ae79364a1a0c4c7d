import type { EncodedSequence } from "../core/encoding.ts";
import type { EstimationContext } from "../core/estimator.ts";
import type { Measurement } from "../core/measurement.ts";
import { Random } from "../core/random.ts";
import { estimationContext } from "../estimators/context.ts";
import { unreadable } from "../estimators/learning-curves.ts";
import { horizon, sharedBlocksOf } from "../estimators/memory.ts";
import { type DrawnBlocks, reordered } from "../observer/curves/drawn-blocks.ts";
import { sharedGrowth } from "../statistics/decay.ts";
import { learningExponents, shortestForExponents } from "./learning-exponents.ts";
import type { Exponent, ForecastExponents } from "./schema.ts";

/**
 * Exponents of a sample of an input, read in file order.
 *
 * @param sequence the whole input
 * @param sample blocks that were drawn from it; undefined: all of it is the sample
 * @param bytes behind the symbols
 * @throws RangeError when memory cannot be had
 * Cost: that of coding the sample some twelve times.
 */
export async function sampleExponents(
  sequence: EncodedSequence,
  sample: DrawnBlocks | undefined,
  bytes: Uint8Array,
  seed: number,
): Promise<ForecastExponents> {
  const random = Random.fromSeed(seed).fork("exponents");
  const read = sample === undefined ? sequence : { ...sequence, ...standing(sample) };
  if (read.symbols.length < shortestForExponents) {
    const reason = `${read.symbols.length} symbols are too few: exponents need ${shortestForExponents}`;
    const none = { status: "undefined" as const, reason };
    return {
      covariance: { exponent: none, points: [] },
      context: { exponent: none, points: [] },
      ...{ scaling: none, hilberg: none, horizon: none },
    };
  }
  const context = estimationContext(read, bytes, random);
  return {
    ...learningExponents(read, random),
    hilberg: hilbergOf(context),
    horizon: figureOf(await horizon.measure(context)),
  };
}

/** The blocks of a sample where they stood. */
function standing(sample: DrawnBlocks): DrawnBlocks {
  const order = sample.starts.map((_, b) => b).sort((a, b) => sample.starts[a]! - sample.starts[b]!);
  return reordered(sample, order);
}

function hilbergOf(context: EstimationContext): Exponent {
  const reason = unreadable(context);
  return reason === undefined
    ? sharedGrowth(context.get(sharedBlocksOf("standard")))
    : { status: "undefined", reason };
}

function figureOf(measured: Measurement): ForecastExponents["horizon"] {
  if (measured.status !== "ok") return { status: "undefined", reason: measured.reason };
  if (measured.shape !== "scalar") throw new TypeError(`${measured.estimator} gives no number`);
  return { status: "ok", value: measured.value };
}
