import type * as z from "zod";
import type { Random } from "./random.ts";
import type { Symbols } from "./sequence.ts";
import type { GroundTruth } from "./truth.ts";

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
 * A finite machine that emits one symbol a step, as the list of its edges:
 * P(next state to[e], symbol[e] | state from[e]) = probability[e]. Edges are sorted by symbol and then by state.
 * Any source that has one gets certified truths, and so does noise laid over it.
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
  /** law of the first state, shape (states,); differs from the stationary one where a phase is given */
  readonly start: Float64Array;
}

/** A stretch of the record that a source repeats, and what its symbols cost one who knows the rule. */
export interface RecordPart {
  readonly name: string;
  /** shape (symbols,): bits of each symbol given the record before it; 0 where it is forced */
  readonly bits: readonly number[];
}

/** What a source is made of once its parameters are known. */
export interface SourceBody {
  readonly alphabetSize: number;
  /** how many symbols of the alphabet it writes with, where that is not all of it: a file of them is no different */
  readonly letters?: number;
  /** symbols it can give; Infinity for most */
  readonly length: number;
  open(random: Random): SymbolStream;
  truth(): GroundTruth;
  /** the finite machine behind it, where there is one of reasonable size */
  machine?(): Machine | undefined;
  /**
   * parts of the record in order, where it repeats records of one size: the mean of their bits is its rate. The last symbol of
   * the alphabet ends every record and stands nowhere else.
   */
  readonly parts?: readonly RecordPart[];
  /** of one of several processes for good: which these are, and how likely */
  choice?(): { readonly parts: readonly BoundSource[]; readonly weights: readonly number[] } | undefined;
  /** of a process that interleaves `count` independent processes of one law: one of these */
  strands?(): { readonly count: number; readonly strand: BoundSource } | undefined;
  /** the bytes themselves, where the source is a text and not a generator */
  readonly text?: Uint8Array;
  /** how a symbol is written as text; see `symbolLabel` for the default */
  label?(symbol: number): string;
}

/** A source with its parameters bound, as a recipe names it. */
export interface BoundSource extends SourceBody {
  /** canonical recipe: every parameter written out, children in order */
  readonly recipe: string;
  readonly source: SourceDefinition;
  /** whether it is made of a text: its alphabet is then all bytes, as none is declared */
  readonly ofText: boolean;
  label(symbol: number): string;
}

/** Bytes and alphabets from outside, handed in by whoever reads files: `sources` has no file system. */
export interface RecipeWorld {
  /** text of `file(path)` */
  readonly file: (path: string) => Promise<Uint8Array>;
  /** text of `corpus(id)` */
  readonly corpus: (id: string) => Promise<Uint8Array>;
}

/** Groups in which sources are listed. */
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

/** One source, as the registry holds it. */
export interface SourceDefinition {
  readonly id: string;
  readonly group: SourceGroup;
  readonly title: string;
  readonly summary: string;
  readonly reference: string;
  /** parameters with bounds, defaults and descriptions */
  readonly params: z.ZodObject;
  /** how many recipes come first among its arguments, at least */
  readonly inputs: number;
  /** and at most */
  readonly mostInputs: number;
  /** the parameter a bare first argument is for, as in corpus(moby-dick) */
  readonly positional: string | undefined;
  /** an example recipe */
  readonly example: string;
  /**
   * @param params as parsed by `params`
   * @param inputs bound child sources, from `inputs` to `mostInputs` of them
   * @returns a promise only where a text has to be read first
   * @throws UsageError when parameters contradict each other
   */
  bind(params: unknown, inputs: readonly BoundSource[], world: RecipeWorld): SourceBody | Promise<SourceBody>;
}

/** A definition as its author writes it. */
interface SourceSpecification<Schema extends z.ZodObject> {
  readonly id: string;
  readonly group: SourceGroup;
  readonly title: string;
  readonly summary: string;
  readonly reference: string;
  readonly params: Schema;
  /** a number, or the fewest and the most */
  readonly inputs?: number | readonly [least: number, most: number];
  readonly positional?: keyof z.infer<Schema> & string;
  readonly example: string;
  bind(
    params: z.infer<Schema>,
    inputs: readonly BoundSource[],
    world: RecipeWorld,
  ): SourceBody | Promise<SourceBody>;
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
      return specification.bind(specification.params.parse(params) as z.infer<Schema>, inputs, world);
    },
  };
}
