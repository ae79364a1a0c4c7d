import { bytes as asBytes } from "../../encodings/bytes.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { openObserver } from "../../observer/open-observer.ts";
import { characterCosts, isText, Lines } from "./characters.ts";
import { type Copy, copiedLater, findCopies } from "./copies.ts";
import { type ByteCosts, byteCosts, rereader, rereadLength } from "./costs.ts";
import { findSpans, type Span } from "./find-spans.ts";
import { restCosts } from "./rest-costs.ts";
import { type LensLook, type LensPlace, type LensReport, type LensSpan, lensVersion } from "./schema.ts";

/** A reader that prices the bytes. */
export type LensReader =
  | { readonly kind: "observer" }
  | {
      readonly kind: "model";
      readonly name: string;
      /** @returns the costs of all bytes in bits, shape (n,) */
      readonly costs: (bytes: Uint8Array) => Float32Array;
      /** @returns probabilities of all bytes after some, shape (256,) */
      readonly distribution: (before: Uint8Array) => Float64Array;
    }
  | {
      readonly kind: "losses" | "learner";
      readonly name: string;
      /** @returns the costs of all bytes in bits, NaN where a file has none, shape (n,) */
      readonly costs: (bytes: Uint8Array) => Float32Array;
    };

/** A position as the user gives it. */
export type AskedPlace = { readonly offset: number } | { readonly line: number; readonly column: number };

/** The text to read. */
export interface LensInput {
  readonly name: string;
  /** the beginning of the input, as far as it is read */
  readonly bytes: Uint8Array;
  /** of the whole input */
  readonly size: number;
  readonly version: string;
}

/** A text with the cost of each byte. */
export interface Lens {
  readonly report: LensReport;
  /** whether to print the text when the output is not a terminal */
  readonly showsText?: boolean;
  readonly bytes: Uint8Array;
  /** bits of each byte, NaN where unknown, shape (n,) */
  readonly bits: Float32Array;
}

/** Most bytes of an input that are read. */
const mostRead = 16_777_216;
/** Memory of a lens in bytes: fixed, per byte at the beginning, and per later byte. */
const [startMemory, firstMemory, laterMemory] = [80_000_000, 210, 32];
const firstBytes = 2_097_152;
const defaultMemory = 300_000_000;

/**
 * @param memory bytes that a lens may take
 * @returns bytes that it can read with them, 64 kB at least
 */
export function readableBytes(memory: number = defaultMemory): number {
  const first = (memory - startMemory) / firstMemory;
  const later = firstBytes + (memory - startMemory - firstBytes * firstMemory) / laterMemory;
  return Math.floor(Math.max(65_536, Math.min(mostRead, first <= firstBytes ? first : later)));
}

/** A position outside a text. */
export class NoSuchPlace extends Error {
  override readonly name = "NoSuchPlace";
}

/**
 * Reads a text with a reader, and finds where it is noise, order, a copy, or unlike the rest.
 *
 * @param place null: no position
 * @throws NoSuchPlace in words; RangeError when memory cannot be had
 * Cost: 1.5 microseconds a byte with the observer, 0.5 with others; a position additionally codes what precedes it.
 */
export function readLens(
  { name, bytes, size, version }: LensInput,
  reader: LensReader,
  place: AskedPlace | null,
): Lens {
  const copies = findCopies(bytes);
  const known = copiedLater(copies, rereadLength(bytes.length));
  const { bits, leaders, members }: ByteCosts =
    reader.kind === "observer"
      ? byteCosts(bytes, known)
      : { bits: reader.costs(bytes), leaders: new Uint8Array(0), members: [] };
  const text = isText(bytes);
  const lines = text ? new Lines(bytes) : null;
  const placeOf = (offset: number): LensPlace => ({
    offset,
    ...(lines?.placeOf(offset) ?? { line: null, column: null }),
  });
  // Costs of a reader that knows the whole text, and so has no start-up cost, show stretches of another kind best.
  const costs = reader.kind === "observer" ? restCosts(bytes) : bits;
  const told = text ? characterCosts(bytes, costs) : costs;
  const spans = findSpans(bytes, bits, told, copies, lines?.starts ?? null);
  const [paid, priced] = spans.reduce(([sum, count], one) => [sum + one.bits, count + one.priced], [0, 0]);
  const offset = place === null ? null : offsetOf(place, lines, bytes.length);
  return {
    report: {
      lensVersion,
      tool: { name: "mesoscope", version },
      name,
      reader: { kind: reader.kind, name: reader.kind === "observer" ? "fast observer" : reader.name },
      size,
      read: bytes.length,
      text,
      lines: lines === null ? null : bytes.length === 0 ? 0 : lines.starts.length,
      bits: paid,
      rate: priced === 0 ? null : paid / priced,
      experts: expertsOf(members, leaders),
      spans: spans.map((one) => spanOf(one, placeOf)),
      at: offset === null ? null : describeOffset(offset, { bytes, bits, copies, known, reader, placeOf }),
    },
    bytes,
    bits,
  };
}

function expertsOf(members: readonly string[], leaders: Uint8Array): LensReport["experts"] {
  const counts = members.map(() => 0);
  for (const leader of leaders) counts[leader]!++;
  return members.map((title, k) => ({ title, bytes: counts[k]! })).sort((a, b) => b.bytes - a.bytes);
}

function spanOf(
  { kind, start, end, bits, priced, p, source }: Span,
  placeOf: (offset: number) => LensPlace,
): LensSpan {
  return {
    kind,
    start: placeOf(start),
    end: placeOf(end),
    bytes: end - start,
    bits,
    rate: priced === 0 ? null : bits / priced,
    p,
    copyOf: source === null ? null : placeOf(source),
  };
}

function offsetOf(place: AskedPlace, lines: Lines | null, n: number): number {
  if ("offset" in place) {
    if (place.offset < n) return place.offset;
    throw new NoSuchPlace(`there is no byte ${place.offset}: ${n} bytes were read, counted from 0`);
  }
  if (lines === null) throw new NoSuchPlace("the input is not text and has no lines; give a byte offset");
  const offset = lines.offsetOf(place.line, place.column);
  if (offset === null || n === 0)
    throw new NoSuchPlace(`there is no character ${place.line}:${place.column}`);
  return offset;
}

interface PricedText {
  readonly bytes: Uint8Array;
  readonly bits: Float32Array;
  readonly copies: readonly Copy[];
  readonly known: Uint8Array;
  readonly reader: LensReader;
  readonly placeOf: (offset: number) => LensPlace;
}

function describeOffset(
  offset: number,
  { bytes, bits, copies, known, reader, placeOf }: PricedText,
): LensLook {
  const cost = bits[offset]!;
  const copy = copies.find(({ start, end }) => start <= offset && offset < end);
  const context = longestContext(bytes, offset);
  return {
    place: placeOf(offset),
    symbol: bytes[offset]!,
    bits: Number.isNaN(cost) ? null : cost,
    ...expectationOf(reader, bytes, offset, offset < known.length && known[offset] === 0),
    context: context === null ? null : { bytes: context.length, followed: placeOf(context.followed) },
    copyOf: copy === undefined ? null : placeOf(offset - copy.start + copy.source),
  };
}

function expectationOf(reader: LensReader, bytes: Uint8Array, offset: number, again: boolean): Expectation {
  if (reader.kind === "observer") return expectedAt(bytes, offset, again);
  if (reader.kind !== "model") return { likeliest: [], experts: [] };
  return {
    likeliest: likeliestOf(reader.distribution(bytes.subarray(0, offset))),
    experts: [{ title: reader.name, weight: 1 }],
  };
}

/** Number of listed likely bytes. */
const shown = 5;

/** What a reader expected at a position. */
type Expectation = Pick<LensLook, "likeliest" | "experts">;

/**
 * The expectation at a byte of the observer that priced it.
 *
 * @param again whether the price is that of the second reading of the beginning
 * Cost: that of coding what precedes it.
 */
function expectedAt(bytes: Uint8Array, offset: number, again: boolean): Expectation {
  const definitions = observerMembers("fast");
  const half = rereadLength(bytes.length);
  const read = again ? bytes.subarray(0, 2 * half) : bytes;
  const opened = openObserver(asBytes.encode([read]), definitions);
  const mixture = again ? rereader(bytes, half, definitions) : opened.mixture;
  mixture.code(0, offset, 0, true, null);
  const { codes, alphabetSize } = opened.alphabet;
  const likeliest = likeliestOf(mixture.distribution(offset, 0).subarray(0, alphabetSize), codes);
  const weights = mixture.weights;
  mixture.close();
  opened.mixture.close();
  return {
    likeliest,
    experts: opened.chosen
      .map(({ title }, k) => ({ title, weight: Math.min(1, weights[k]!) }))
      .sort((a, b) => b.weight - a.weight),
  };
}

/**
 * The five likeliest bytes.
 *
 * @param law shape (A,)
 * @param codes shape (A,): the byte of each symbol; absent: symbols are bytes
 */
function likeliestOf(law: Float64Array, codes?: ArrayLike<number>): Expectation["likeliest"] {
  return Array.from(law, (probability, symbol) => ({
    symbol: codes?.[symbol] ?? symbol,
    probability: Math.min(1, probability),
  }))
    .sort((a, b) => b.probability - a.probability || a.symbol - b.symbol)
    .slice(0, shown);
}

/**
 * The longest string before an offset that occurred earlier, with its last occurrence.
 *
 * @returns its length and the offset of what followed it; null: the byte before is new
 * Cost: O(offset) where little repeats.
 */
function longestContext(
  bytes: Uint8Array,
  offset: number,
): { readonly length: number; readonly followed: number } | null {
  let [longest, followed] = [0, -1];
  for (let at = offset - 1; at > 0 && longest < at; at--) {
    let length = 0;
    while (length < at && bytes[at - 1 - length] === bytes[offset - 1 - length]) length++;
    if (length > longest) [longest, followed] = [length, at];
    // Longer ones do not matter, and those of a pattern take long to compare.
    if (longest >= mostCompared) break;
  }
  return longest === 0 ? null : { length: longest, followed };
}

const mostCompared = 4096;
