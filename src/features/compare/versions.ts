import { InputError } from "../../core/errors.ts";
import { binaryProbeLength, looksBinary } from "../../input/looks-binary.ts";
import { unpackInput } from "../../input/open-input.ts";
import { openInputSource } from "../../run/input-source.ts";
import type { MeasureTask } from "../../run/task.ts";
import { findCopies } from "../lens/copies.ts";
import { lineKinds } from "./line-kinds.ts";
import type { ComparedVersion, Comparison } from "./schema.ts";

/** Most inputs whose pairs are looked at, and bytes of the largest. */
const mostInputs = 8;
const mostBytes = 8_388_608;
/** Memory of the search for copies: of its table, and times the bytes of an input for a pair. */
const [tableBytes, pairCopies] = [2 ** 24, 4];
/** Memory of the kinds of lines for each byte of both. */
const lineCopies = 10;
/** Copies show that one input is a version of another if they are long, and few of their bytes differ. */
const longCopy = 256;
const mostChanged = 0.05;
/** Share of the smaller input that such copies have at least. */
const leastShared = 0.5;
/** Places that are listed, the longest. */
const mostPlaces = 10;
const lineFeed = 10;

/** Bytes of the input that do not occur in the other, and how many are in long copies of it. */
interface Other {
  /** 1 where a byte occurs in the other, shape (n,) */
  readonly known: Uint8Array;
  readonly long: number;
}

/**
 * Pairs of inputs that are equal, or versions of each other, as their passages of 24 bytes and more show; and kinds of lines of
 * two that are neither.
 *
 * @returns nothing for more than eight inputs, columns, recipes, and files of more than 8 MiB
 * Cost: 60 ns a byte of each pair, and that of `lineKinds`
 */
export async function versionsOf(
  tasks: readonly MeasureTask[],
): Promise<Pick<Comparison, "versions" | "lines">> {
  if (tasks.length > mostInputs) return { versions: [], lines: [] };
  const contents: (Uint8Array | undefined)[] = [];
  for (const task of tasks) contents.push(await contentOf(task, tasks.length));
  const versions = contents.flatMap((a, i) =>
    contents.slice(i + 1).flatMap((b, k) => {
      const pair = a === undefined || b === undefined ? null : versionOf(a, b);
      return pair === null ? [] : [{ a: i, b: i + 1 + k, ...pair }];
    }),
  );
  const [a, b, ...others] = contents;
  const isPair = a !== undefined && b !== undefined && others.length === 0 && versions.length === 0;
  const fits = isPair && lineCopies * (a.length + b.length) <= Math.min(...tasks.map(memoryOf));
  const kinds = fits ? lineKinds(a, b) : null;
  return { versions, lines: kinds === null ? [] : [{ a: 0, b: 1, ...kinds }] };
}

const memoryOf = ({ input }: MeasureTask): number =>
  (input.kind === "file" || input.kind === "bytes" ? input.reading?.mostMemory : undefined) ??
  Number.POSITIVE_INFINITY;

/** @param inputs number of all that are held at once, beside a pair, its marks and a table of hashes */
async function contentOf({ input, name }: MeasureTask, inputs: number): Promise<Uint8Array | undefined> {
  if (input.kind !== "file" && input.kind !== "bytes") return undefined;
  const { decompress = true, mostMemory, field } = input.reading ?? {};
  if (field !== undefined) return undefined;
  const source = openInputSource(input);
  try {
    const reading = { decompress, records: "none" as const, ...(mostMemory && { mostMemory }) };
    const { source: whole } = await unpackInput(source, name, reading);
    const room = mostMemory === undefined ? mostBytes : (mostMemory - tableBytes) / (inputs + pairCopies);
    return whole.size > Math.min(mostBytes, room) ? undefined : Uint8Array.from(whole.read(0, whole.size));
  } catch (error) {
    // What cannot be read is among the errors of the comparison already.
    if (error instanceof InputError) return undefined;
    throw error;
  } finally {
    source.close();
  }
}

/** @returns null where neither is a version of the other */
export function versionOf(a: Uint8Array, b: Uint8Array): Omit<ComparedVersion, "a" | "b"> | null {
  if (a.length === 0 || b.length === 0) return null;
  if (Buffer.compare(a, b) === 0)
    return { identical: true, newBytes: 0, goneBytes: 0, newPlaces: [], gonePlaces: [] };
  const added = comparedWith(b, a);
  if (added.long < leastShared * Math.min(a.length, b.length)) return null;
  const gone = comparedWith(a, b);
  return {
    identical: false,
    newBytes: unknownIn(added),
    goneBytes: unknownIn(gone),
    newPlaces: placesOf(b, added),
    gonePlaces: placesOf(a, gone),
  };
}

/** A passage that is a copy of one in the same input is known if that one is. */
function comparedWith(input: Uint8Array, other: Uint8Array): Other {
  const both = Buffer.concat([other, input]);
  const known = new Uint8Array(both.length).fill(1, 0, other.length);
  let long = 0;
  for (const { start, end, source, changed } of findCopies(both)) {
    const from = Math.max(start, other.length);
    for (let i = from; i < end; i++)
      if (both[i] === both[i - start + source]) known[i] = known[i - start + source]!;
    const isLong = end - from >= longCopy && changed <= mostChanged * (end - from);
    if (isLong && source < other.length) long += end - from;
  }
  return { known: known.subarray(other.length), long };
}

const unknownIn = ({ known }: Other): number => known.length - known.reduce((sum, bit) => sum + bit, 0);

function placesOf(bytes: Uint8Array, { known }: Other): ComparedVersion["newPlaces"] {
  const runs: { offset: number; bytes: number }[] = [];
  for (let at = known.indexOf(0); at >= 0; ) {
    const next = known.indexOf(1, at);
    const end = next < 0 ? known.length : next;
    runs.push({ offset: at, bytes: end - at });
    at = next < 0 ? -1 : known.indexOf(0, next);
  }
  const first = runs[0];
  const longest = runs.toSorted((a, b) => b.bytes - a.bytes || a.offset - b.offset).slice(0, mostPlaces);
  const shown = first === undefined || longest.includes(first) ? longest : [...longest.slice(0, -1), first];
  shown.sort((a, b) => a.offset - b.offset);
  // Of other data than text a line says nothing.
  if (looksBinary(bytes.subarray(0, binaryProbeLength))) return shown.map((run) => ({ ...run, line: null }));
  let [line, at] = [1, 0];
  return shown.map((run) => {
    for (; at < run.offset; at++) if (bytes[at] === lineFeed) line++;
    return { ...run, line };
  });
}
