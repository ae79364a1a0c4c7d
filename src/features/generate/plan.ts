import { setImmediate as pause } from "node:timers/promises";
import type { Call } from "../../command/command.ts";
import { corporaOf } from "../../command/installation.ts";
import { exitStatus } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { openTarget } from "../../command/write-output.ts";
import { UsageError } from "../../core/errors.ts";
import type { Symbols } from "../../core/sequence.ts";
import type { BoundSource } from "../../core/source.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { requireSize } from "../../input/size.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { symbolChunks } from "../../sources/symbol-chunks.ts";
import { symbolsAsText } from "../../sources/symbols-as-text.ts";

export interface GenerateOptions extends Pick<SharedOptions, "seed" | "output" | "force"> {
  readonly length?: string;
  readonly as?: string;
}

/** Streams a sequence. @returns the exit status @throws UsageError for a wrong recipe or length */
export async function writeSequence({ paths, options, io }: Call<GenerateOptions>): Promise<number> {
  if (options.as !== undefined && options.as !== "binary" && options.as !== "text") {
    throw new UsageError(`no form "${options.as}": --as takes binary or text`);
  }
  const source = await bindRecipe(paths[0] ?? "", recipeWorld(corporaOf(io), io.cwd));
  const length = lengthOf(source, options.length);
  // Some bytes control a terminal, and most others are invisible.
  if (options.as === undefined && options.output === undefined && io.stdout.isTTY === true)
    throw new UsageError(
      "symbols as bytes are not for a terminal: name a file with -o, or write letters with --as text; --as binary writes bytes all the same",
    );
  const chunks = symbolChunks(source, length, options.seed);
  const toBytes = options.as === "text" ? symbolsAsText(source) : littleEndianBytes;
  const target = openTarget(io, options.output, options.force);
  try {
    for (const chunk of chunks) {
      if (!(await target.write(toBytes(chunk)))) break;
      if (options.output !== undefined) await pause(); // lets an interrupt run before the last symbol
    }
    target.commit();
  } catch (error) {
    target.discard();
    throw error;
  }
  return exitStatus.fine;
}

function lengthOf(source: BoundSource, option: string | undefined): number {
  if (option === undefined) {
    if (Number.isFinite(source.length)) return source.length;
    throw new UsageError(`${source.recipe} is infinite: give a length with -n, e.g. -n 1MB`);
  }
  return requireSize(option, "-n");
}

function littleEndianBytes(symbols: Symbols): Uint8Array {
  if (symbols instanceof Uint8Array) return symbols;
  const bytes = new Uint8Array(symbols.length * symbols.BYTES_PER_ELEMENT);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < symbols.length; i++) {
    if (symbols instanceof Uint16Array) view.setUint16(2 * i, symbols[i]!, true);
    else view.setUint32(4 * i, symbols[i]!, true);
  }
  return bytes;
}
