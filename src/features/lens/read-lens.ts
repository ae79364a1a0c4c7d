import { Lines } from "../../encodings/text-lines.ts";
import { type LensPlace, type LensReport, type LensSpan, lensVersion } from "../../results/lens-schema.ts";
import type { QuickSections } from "../sections/schema.ts";
import { characterCosts, isText } from "./characters.ts";
import { copiedLater, findCopies } from "./copies.ts";
import { type ByteCosts, byteCosts, rereadLength } from "./costs.ts";
import { findSpans, type Span } from "./find-spans.ts";
import { restCosts } from "./rest-costs.ts";

/** A reader that prices the bytes. */
export type LensReader =
  | { readonly kind: "observer" }
  | {
      readonly kind: "losses";
      readonly name: string;
      /** @returns the costs of all bytes in bits, NaN where a file has none, shape (n,) */
      readonly costs: (bytes: Uint8Array) => Float32Array;
    };

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
  /** of what was read; null: it is one thing */
  readonly sections?: QuickSections | null;
}

/** Most bytes of an input that are read. */
const mostRead = 16_777_216;
/** Memory of a lens in bytes: fixed, per byte at the beginning, and per later byte. */
const [startMemory, firstMemory, laterMemory] = [90_000_000, 240, 27];
const firstBytes = 2_097_152;
const defaultMemory = 350_000_000;

/**
 * @param memory bytes that a lens may take
 * @returns bytes that it can read with them, 64 kB at least
 */
export function readableBytes(memory: number = defaultMemory): number {
  const first = (memory - startMemory) / firstMemory;
  const later = firstBytes + (memory - startMemory - firstBytes * firstMemory) / laterMemory;
  return Math.floor(Math.max(65_536, Math.min(mostRead, first <= firstBytes ? first : later)));
}

/**
 * Reads a text with a reader, and finds where it is noise, order, a copy, or unlike the rest.
 *
 * @throws RangeError when memory cannot be had
 * Cost: 1.5 microseconds a byte with the observer, 0.5 with others.
 */
export function readLens({ name, bytes, size, version }: LensInput, reader: LensReader): Lens {
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
