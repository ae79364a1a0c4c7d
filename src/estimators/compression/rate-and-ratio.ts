import type * as z from "zod";
import { defineEstimator, type EstimationContext, type Estimator } from "../../core/estimator.ts";
import { type Outcome, scalar } from "../../core/measurement.ts";
import { type Codec, codedOutcome } from "./codec.ts";

/** A code as its rate's and its ratio's author writes it once. */
interface CodeDescription<Schema extends z.ZodObject> {
  /** of the rate; the ratio's is `<id>-ratio` */
  readonly id: string;
  readonly name: string;
  /** what of the code is counted */
  readonly convention: string;
  /** of the rate */
  readonly validity: string;
  readonly cost: string;
  readonly reference: string;
  readonly params: () => Schema;
}

/** What a size in bytes comes to. */
type Scale = (size: number) => number;

/**
 * Rate and ratio of a code that the platform always has.
 *
 * @param size bytes of the code, with its header
 */
export function rateAndRatio<Schema extends z.ZodObject>(
  code: CodeDescription<Schema> & {
    readonly size: (bytes: Uint8Array, settings: z.infer<Schema>) => Promise<number>;
  },
): readonly [rate: Estimator, ratio: Estimator] {
  return pair(code, "", code.cost, async ({ bytes }, settings, scale) =>
    scalar(scale(await code.size(bytes, settings))),
  );
}

/** Rate and ratio of a code whose library may be absent. It is decoded again and compared, once for both. */
export function checkedRateAndRatio<Schema extends z.ZodObject>(
  code: CodeDescription<Schema> & { readonly codec: Codec<z.infer<Schema>> },
): readonly [rate: Estimator, ratio: Estimator] {
  return pair(
    code,
    "; decoded again and compared",
    `that of ${code.id}, shared with it`,
    (context, settings, scale) => codedOutcome(context, code.codec, settings, scale),
  );
}

function pair<Schema extends z.ZodObject>(
  { id, name, convention, validity, cost, reference, params }: CodeDescription<Schema>,
  checked: string,
  ratioCost: string,
  outcome: (context: EstimationContext, settings: z.infer<Schema>, scale: Scale) => Promise<Outcome>,
): readonly [rate: Estimator, ratio: Estimator] {
  const shared = { convention, reference, params, minimumLength: 1 };
  const rate = defineEstimator({
    ...shared,
    id,
    quantity: "codeLengthRate",
    title: `${name} code-length rate`,
    summary: `bits that ${name} spends, header counted, divided by the symbols${checked}`,
    formula: "8 * compressed bytes / n",
    validity,
    cost,
    estimate: (context, settings) => outcome(context, settings, (size) => (8 * size) / context.n),
  });
  const ratio = defineEstimator({
    ...shared,
    id: `${id}-ratio`,
    quantity: "compressionRatio",
    title: `${name} compression ratio`,
    summary: `bytes that ${name} gives divided by the bytes it got; above 1 where the header outweighs the savings`,
    formula: "compressed bytes / input bytes",
    validity: "depends on the length and on how symbols are written as bytes; compare at equal size only",
    cost: ratioCost,
    estimate: (context, settings) => outcome(context, settings, (size) => size / context.bytes.length),
  });
  return [rate, ratio];
}
