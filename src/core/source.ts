import type * as z from "zod";
import type { Random } from "./random.ts";
import type { Symbols } from "./sequence.ts";
import type { GroundTruth, Truth } from "./truth.ts";

/** A running generator. Its output does not depend on how the caller cuts it into chunks. */
export interface SymbolStream {
  /**
   * Writes the next symbols from the start of `target`.
   *
   * @param target array wide enough for the alphabet
   * @returns symbols written: `target.length`, or fewer once a finite source is exhausted
   */
  fill(target: Symbols): number;
}

/**
 * A finite machine that emits one symbol per step, as the list of its edges: P(next state to[e], symbol[e] | state from[e]) =
 * probability[e]. Edges are sorted by symbol and then by state. Any source that has a machine gets certified truths, and so
 * does noise added to it.
 */
export interface Machine {
  readonly states: number;
  readonly alphabetSize: number;
  /** shape (edges,) each */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly symbol: Uint32Array;
  readonly probability: Float64Array;
  /** stationary law of the states, shape (states,) */
  readonly stationary: Float64Array;
  /** law of the first state, shape (states,); differs from the stationary law where a phase is given */
  readonly start: Float64Array;
}

/** A part of the record that a source repeats, and the code length of its symbols given the rule. */
export interface RecordPart {
  readonly name: string;
  /** shape (symbols,): bits of each symbol given the record before it; 0 where it is forced */
  readonly bits: readonly number[];
}

/** A source with its parameters bound. */
export interface SourceBody {
  readonly alphabetSize: number;
  /** number of symbols that occur, where that is not the whole alphabet: a file of them is no different */
  readonly letters?: number;
  /** symbols it can give; Infinity for most */
  readonly length: number;
  open(random: Random): SymbolStream;
  truth(): GroundTruth;
  /** bits that an ideal learner of its class learns from n symbols, for sources whose class is stated */
  learnableBits?(n: number): Truth;
  /** T, what a learner that memorises has to fill in to know the source: entries, free parameters or rules */
  unknowns?(): Truth;
  /** the finite machine behind it, where there is one of reasonable size */
  machine?(): Machine | undefined;
  /**
   * parts of the record in order, for sources that repeat records of one size: the mean of their bits is the rate. The last
   * symbol of the alphabet ends every record and occurs nowhere else.
   */
  readonly parts?: readonly RecordPart[];
  /** for a source that is one of several processes forever: the processes and their probabilities */
  choice?(): { readonly parts: readonly BoundSource[]; readonly weights: readonly number[] } | undefined;
  /** for a source that interleaves `count` independent processes of one law: one of these */
  strands?(): { readonly count: number; readonly strand: BoundSource } | undefined;
  /** for a source that joins others end to end: the symbols at which the second and each later one begins, ascending */
  readonly boundaries?: readonly number[];
  /** the bytes, where the source is a text and not a generator */
  readonly text?: Uint8Array;
  /** the text of a symbol; see `symbolLabel` for the default */
  label?(symbol: number): string;
}

/** A body as its author writes it: without a length it never ends. */
export interface SourceDraft extends Omit<SourceBody, "length"> {
  readonly length?: number;
}

/** A source with its parameters bound, as a recipe names it. */
export interface BoundSource extends SourceBody {
  /** canonical recipe: all parameters, children in order */
  readonly recipe: string;
  readonly source: SourceDefinition;
  /** whether it is made from a text: its alphabet is then all bytes, as none is declared */
  readonly ofText: boolean;
  label(symbol: number): string;
}

/** Reads the files and corpora that recipes name: `sources` has no file access. */
export interface RecipeWorld {
  /** text of `file(path)` */
  readonly file: (path: string) => Promise<Uint8Array>;
  /** text of `corpus(id)` */
  readonly corpus: (id: string) => Promise<Uint8Array>;
}

/** Groups of sources in lists. */
type SourceGroup =
  | "noise"
  | "structure"
  | "arithmetic"
  | "middle"
  | "tasks"
  | "deceptive"
  | "mixtures"
  | "surrogates"
  | "real";

/** One source of the registry. */
export interface SourceDefinition {
  readonly id: string;
  readonly group: SourceGroup;
  readonly title: string;
  readonly summary: string;
  readonly reference: string;
  /** parameters with bounds, defaults and descriptions */
  readonly params: z.ZodObject;
  /** the least number of recipes that come first among its arguments */
  readonly inputs: number;
  /** the largest number of these */
  readonly mostInputs: number;
  /** the parameter that a bare first argument sets, as in corpus(moby-dick) */
  readonly positional: string | undefined;
  /** an example recipe */
  readonly example: string;
  /**
   * @param params as parsed by `params`
   * @param inputs bound child sources, from `inputs` to `mostInputs` of them
   * @returns a promise only where a text must be read first
   * @throws UsageError when parameters contradict each other
   */
  bind(params: unknown, inputs: readonly BoundSource[], world: RecipeWorld): SourceBody | Promise<SourceBody>;
}

/** A source as its author defines it. */
interface SourceSpecification<Schema extends z.ZodObject>
  extends Pick<SourceDefinition, "id" | "group" | "title" | "summary" | "reference" | "example"> {
  readonly params: Schema;
  /** a number, or the least and the most */
  readonly inputs?: number | readonly [least: number, most: number];
  readonly positional?: keyof z.infer<Schema> & string;
  bind(
    params: z.infer<Schema>,
    inputs: readonly BoundSource[],
    world: RecipeWorld,
  ): SourceDraft | Promise<SourceDraft>;
}

/**
 * Turns a specification into a registry entry; the only place where its parameters are parsed.
 *
 * @throws never; `bind` of the result throws what the schema or the author throws
 */
export function defineSource<Schema extends z.ZodObject>(
  specification: SourceSpecification<Schema>,
): SourceDefinition {
  const { inputs: wanted = 0 } = specification;
  const [inputs, mostInputs] = typeof wanted === "number" ? [wanted, wanted] : wanted;
  return {
    ...specification,
    inputs,
    mostInputs,
    positional: specification.positional,
    bind(params, inputs, world) {
      const draft = specification.bind(specification.params.parse(params) as z.infer<Schema>, inputs, world);
      return draft instanceof Promise ? draft.then(bodyOf) : bodyOf(draft);
    },
  };
}

const bodyOf = (draft: SourceDraft): SourceBody => ({ length: Number.POSITIVE_INFINITY, ...draft });
