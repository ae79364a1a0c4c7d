import * as z from "zod";
import { UsageError } from "../core/errors.ts";
import { type QuantityId, quantities } from "../core/quantities.ts";
import type { Random } from "../core/random.ts";
import type { Registry } from "../core/registry.ts";
import {
  type BoundSource,
  type SourceBody,
  type SourceDefinition,
  type SymbolStream,
  defineSource as specify,
} from "../core/source.ts";
import type { GroundTruth } from "../core/truth.ts";
import { truthSchemas } from "../results/report-schema.ts";
import { sourceRegistry } from "../sources/registry.ts";
import { largestAlphabet } from "./input.ts";
import { optionsOf, shown } from "./options.ts";

/** A source with its parameters bound, as a program writes it. */
export interface OwnSource {
  /** A; every symbol is a whole number from 0 to A - 1 */
  readonly alphabetSize: number;
  /** number of symbols it can give; unlimited by default */
  readonly length?: number;
  /**
   * @param random seeded; the symbols must depend on nothing else, so that a seed gives the same symbols again
   * @returns a function that returns the next symbol, or a stream that fills arrays
   */
  open(random: Random): (() => number) | SymbolStream;
  /** the exactly known quantities; none by default */
  truth?(): GroundTruth;
  /** the text of a symbol */
  label?(symbol: number): string;
}

const definitionKeys = {
  id: true,
  title: true,
  summary: true,
  reference: true,
  params: true,
  inputs: true,
  positional: true,
  bind: true,
} as const;

/** A source with parameters, as a program defines it. */
export interface OwnSourceDefinition<Schema extends z.ZodObject> {
  /** lower-case letters, digits and hyphens */
  readonly id: string;
  readonly title?: string;
  readonly summary?: string;
  readonly reference?: string;
  /** parameters with defaults, as a strict zod object; none by default */
  readonly params?: Schema;
  /** number of recipes that come first among its arguments, or the least and the most; none by default */
  readonly inputs?: number | readonly [least: number, most: number];
  /** the parameter that a bare first argument sets */
  readonly positional?: keyof z.infer<Schema> & string;
  /**
   * @param inputs the sources among the arguments
   * @throws UsageError when parameters contradict each other; the recipe then points at the source
   */
  bind(params: z.infer<Schema>, inputs: readonly BoundSource[]): OwnSource;
}

/**
 * Defines a source, for `sources.add`.
 *
 * @throws UsageError for an invalid definition; reading the source throws it for an invalid symbol
 */
export function defineSource<Schema extends z.ZodObject = z.ZodObject<Record<never, z.ZodType>>>(
  definition: OwnSourceDefinition<Schema>,
): SourceDefinition {
  if (typeof definition?.bind !== "function")
    throw new UsageError("a source is an object with a function bind");
  optionsOf(definition, definitionKeys, "sources");
  const { id, title = id, inputs = 0, positional } = definition;
  return specify<z.ZodObject>({
    id,
    group: "middle",
    title,
    summary: definition.summary ?? title,
    reference: definition.reference ?? "depends on the program that added it",
    params: definition.params ?? z.strictObject({}),
    inputs,
    ...(positional === undefined ? {} : { positional }),
    example: id,
    bind: (params, children) => bodyOf(id, definition.bind(params as z.infer<Schema>, children)),
  });
}

/** @throws UsageError for an invalid source */
function bodyOf(id: string, own: OwnSource): SourceBody {
  if (typeof own?.open !== "function") {
    refuse(own);
    throw new UsageError(`${id} does not bind to a source: it has no function open`);
  }
  const { alphabetSize, length = Number.POSITIVE_INFINITY } = own;
  if (!Number.isInteger(alphabetSize) || alphabetSize < 1 || alphabetSize > largestAlphabet)
    throw new UsageError(
      `${id}: alphabetSize is a whole number from 1 to ${largestAlphabet}, not ${shown(alphabetSize)}`,
    );
  if (length !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(length) && length >= 0))
    throw new UsageError(`${id}: length is a whole number from 0 up, not ${shown(length)}`);
  return {
    alphabetSize,
    length,
    open: (random) => streamOf(id, own.open(random), { alphabetSize, length }),
    truth: () => truthOf(id, own.truth?.()),
    ...(own.label === undefined ? {} : { label: (symbol: number) => labelOf(id, own.label!(symbol)) }),
  };
}

/** Ignores a promise; its rejection must not end the process. */
function refuse(value: unknown): void {
  if (value instanceof Promise) value.catch(() => {});
}

function labelOf(id: string, label: unknown): string {
  if (typeof label === "string") return label;
  refuse(label);
  throw new UsageError(`${id}: a label is a text, not ${shown(label)}`);
}

/** The truths that a report can hold. The quantity gives the unit. */
const truths = z.partialRecord(
  z.enum(Object.keys(quantities) as [QuantityId, ...QuantityId[]]),
  z.union(truthSchemas),
);

/** @throws UsageError for an invalid truth */
function truthOf(id: string, stated: unknown = {}): GroundTruth {
  const { data, error } = truths.safeParse(stated);
  if (error === undefined) return data as GroundTruth;
  refuse(stated);
  const { path, message } = error.issues[0]!;
  throw new UsageError(`${id}: invalid truth: ${[...path.map(shown), message].join(": ")}`);
}

/** Checks each symbol: one beyond the alphabet would be taken for another symbol. */
function streamOf(
  id: string,
  opened: (() => number) | SymbolStream,
  { alphabetSize, length }: { readonly alphabetSize: number; readonly length: number },
): SymbolStream {
  const checked = (symbol: number): number => {
    if (Number.isInteger(symbol) && symbol >= 0 && symbol < alphabetSize) return symbol;
    refuse(symbol);
    throw new UsageError(`${id} gave ${shown(symbol)}, but its symbols are 0 to ${alphabetSize - 1}`);
  };
  let left = length;
  if (typeof opened === "function")
    return {
      fill(target) {
        const count = Math.min(target.length, left);
        for (let i = 0; i < count; i++) target[i] = checked(opened());
        left -= count;
        return count;
      },
    };
  if (typeof opened?.fill !== "function") {
    refuse(opened);
    throw new UsageError(`${id} opens to neither a function nor a stream with a function fill`);
  }
  return {
    fill(target) {
      const count = opened.fill(target);
      // A negative count would loop forever.
      if (!Number.isInteger(count) || count < 0 || count > target.length) {
        refuse(count);
        throw new UsageError(
          `${id}: fill returns how many symbols it wrote, 0 to ${target.length}, not ${shown(count)}`,
        );
      }
      for (let i = 0; i < count; i++) checked(target[i]!);
      return count;
    },
  };
}

/**
 * Every source by its id. `sources.add` adds one of your own, which recipes can then name. Such recipes run in the calling
 * thread: functions cannot cross threads.
 */
export const sources: Registry<SourceDefinition> = sourceRegistry;
