import * as z from "zod";
import { InputError } from "../core/errors.ts";
import { parseLine, shown } from "./exchange-text.ts";

/** The losses of every symbol of an input in a trainer's file. */
export interface FileLosses {
  /** symbols that the model had learned; null: not given */
  readonly learned: number | null;
  /** bits of each symbol, NaN where the file has none, shape (n,) */
  readonly bits: Float64Array;
}

/** The losses of a file, by number of learned symbols. */
export interface ReadLosses {
  /** ascending by the number of learned symbols */
  readonly sizes: readonly FileLosses[];
  /** whether all losses are of single symbols; else those of a token are spread over its symbols */
  readonly single: boolean;
}

const bits = z.number().min(-1e-4);
const lineSchema = z.object({
  doc: z.int().min(0),
  offset: z.int().min(0),
  bits: z.union([bits, z.array(bits).min(1)]),
  length: z.int().min(1).optional(),
  learned: z.int().min(0).optional(),
});

/**
 * Reads losses that a trainer wrote: lines `{"doc": 0, "offset": 12, "bits": 3.1}`, where documents and the symbols in each are
 * counted from 0. `length` is the number of symbols of a token, over which its bits are spread; `bits` may be a list for
 * consecutive symbols; `learned` is the number of learned symbols of the input, for a curve.
 *
 * @param documentEnds ascending, the last one n
 * @throws InputError that names the line
 * Cost: O(file) time; 8 bytes a symbol for each size.
 */
export function readLosses(text: string, documentEnds: readonly number[]): ReadLosses {
  const n = documentEnds.at(-1) ?? 0;
  const sizes = new Map<number | null, Float64Array>();
  let single = true;
  let number = 0;
  for (const line of lines(text)) {
    number++;
    if (line.trim() === "") continue;
    const wrong = (what: string) => new InputError(`line ${number} ${what}`);
    const { doc, offset, bits: given, length = 1, learned = null } = parsed(line, wrong);
    const [start, end] = [doc === 0 ? 0 : documentEnds[doc - 1], documentEnds[doc]];
    if (start === undefined || end === undefined)
      throw wrong(`has document ${doc}, but there are ${documentEnds.length}, counted from 0`);
    if (Array.isArray(given) && length !== 1) throw wrong("has both a list of bits and a length");
    const count = Array.isArray(given) ? given.length : length;
    if (start + offset + count > end)
      throw wrong(`ends at symbol ${offset + count} of document ${doc}, which has ${end - start}`);
    if (count > 1 && !Array.isArray(given)) single = false;
    let into = sizes.get(learned);
    if (into === undefined) {
      if (sizes.size >= mostSizes) throw wrong(`has one size more than the maximum of ${mostSizes}`);
      into = new Float64Array(n).fill(Number.NaN);
      sizes.set(learned, into);
    }
    for (let i = 0; i < count; i++) {
      const at = start + offset + i;
      if (!Number.isNaN(into[at]!)) throw wrong(`repeats symbol ${offset + i} of document ${doc}`);
      into[at] = Math.max(0, Array.isArray(given) ? given[i]! : given / count);
    }
  }
  if (sizes.size === 0) throw new InputError("has no losses");
  if (sizes.has(null) && sizes.size > 1) throw new InputError('some lines have "learned", others do not');
  return {
    sizes: [...sizes]
      .map(([learned, bits]) => ({ learned, bits }))
      .sort((a, b) => (a.learned ?? 0) - (b.learned ?? 0)),
    single,
  };
}

/** Most sizes of a curve in memory. */
const mostSizes = 64;

/** Yields lines one by one: a list of millions would not fit. */
function* lines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end < 0 ? text.length : end);
    if (end < 0) return;
    start = end + 1;
  }
}

function parsed(line: string, wrong: (what: string) => InputError): z.infer<typeof lineSchema> {
  const checked = lineSchema.safeParse(parseLine(line, wrong));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue!.path.join(".");
  throw wrong(`is not a loss: ${where === "" ? "" : `${where}: `}${shown(issue!.message)}`);
}
