import { estimationContext } from "../context/context.ts";
import { defaultSeed } from "../core/constants.ts";
import type { EncodedSequence } from "../core/encoding.ts";
import { Random } from "../core/random.ts";
import type { Level } from "../core/section-levels.ts";
import { bytes as bytesEncoding } from "../encodings/bytes.ts";
import { type ByteSource, readStretch } from "../input/byte-source.ts";
import { containerProbeLength, sniffContainer } from "../input/sniff-container.ts";
import type { LikenessModels } from "../models/likeness-models.ts";
import { codeLength } from "../observer/observer.ts";
import { observerMembers } from "../observer/observer-members.ts";
import type { Coordinate, Regime, Spectrum } from "../results/report.ts";
import { likenessOf } from "../spectrum/likeness.ts";
import { placeOnSpectrum } from "../spectrum/place-on-spectrum.ts";
import { findCopies } from "./find-copies.ts";
import { entropyBetween, type FindOptions, findBoundaries } from "./find-sections.ts";
import { sectionKind } from "./section-kind.ts";

/** One part of an input that is of one kind. */
export interface Section {
  readonly from: number;
  /** offsets between which it begins */
  readonly fromLower: number;
  readonly fromUpper: number;
  readonly to: number;
  /** the first level at which it begins here; null: the first section */
  readonly level: Level | null;
  /** null: neither order nor noise, and not placed */
  readonly regime: Regime | null;
  readonly what: string;
  readonly isText: boolean;
  /** index of an earlier section that this one repeats; null: none */
  readonly copyOf: number | null;
  /** entropy of its bytes, bit/byte */
  readonly symbolEntropy: number;
  /** cost of a byte to the observer, in file order, bit/byte; null: not read by it */
  readonly rate: number | null;
  readonly randomness: Coordinate | null;
  readonly structure: Coordinate | null;
}

/** An input and its sections. */
export interface Sections {
  readonly size: number;
  readonly sections: readonly Section[];
  /** entropy of the bytes of equal parts, bit/byte */
  readonly profile: readonly number[];
}

/** How sections are described. */
export interface DescribeOptions extends FindOptions {
  /** whether the observer reads the largest sections; else only bytes are counted */
  readonly observer?: boolean;
}

/** Bytes of a section that are read to describe it, in pieces from all over it. */
const described = 32_768;
const pieces = 4;
/** Largest sections that are compared with others and read by the observer, and those that are placed. */
const mostRead = 64;
const mostPlaced = 6;
/** Shorter sections are not read by the observer, and not placed. */
const shortestRead = 256;
const shortestPlaced = 4096;
const profileLength = 256;

/**
 * What an input is made of.
 *
 * @returns at least one section, unless it is empty
 * @throws InputError when the source cannot be read; RangeError when memory cannot be had
 * Cost: that of `findBoundaries`, 64 kB of each section, and up to a second for each of the six largest that is neither order nor
 * noise.
 */
export function describeSections(
  source: Pick<ByteSource, "size" | "read">,
  { observer = true, level, models }: DescribeOptions = {},
): Sections {
  const { size } = source;
  const { boundaries, counts } = findBoundaries(source, {
    ...(level && { level }),
    ...(models && { models }),
  });
  if (size === 0) return { size, sections: [], profile: [] };
  const starts = [{ at: 0, lower: 0, upper: 0, level: null }, ...boundaries];
  const spans = starts.map((start, i) => ({ ...start, end: starts[i + 1]?.at ?? size }));
  const bySize = [...spans.keys()].sort(
    (a, b) => spans[b]!.end - spans[b]!.at - (spans[a]!.end - spans[a]!.at) || a - b,
  );
  const largest = new Set(bySize.slice(0, mostRead));
  const placed = new Set(observer ? bySize.slice(0, mostPlaced) : []);
  const kinds = spans.map((span, i) => {
    const sample = sampleOf(source, span);
    return sectionKind(bytesOf(sample), (decoded) => {
      const of = decoded === undefined ? sample : bytesEncoding.encode([decoded]);
      return largest.has(i) && models !== undefined ? likeOf(of, models) : null;
    });
  });
  const copies = findCopies(spans.length, (i) =>
    kinds[i]!.regime === "order" ? undefined : beginningOf(source, spans[i]!),
  );
  const sections = spans.map((span, i): Section => {
    const { regime, what, isText } = kinds[i]!;
    const isRead = observer && largest.has(i) && span.end - span.at >= shortestRead;
    const sample = isRead ? sampleOf(source, span) : null;
    const isPlaced = placed.has(i) && regime === null && span.end - span.at >= shortestPlaced;
    const place = sample !== null && isPlaced ? placeOf(sample, span) : null;
    const format = regime === "order" ? null : formatAt(source, span);
    return {
      from: span.at,
      fromLower: span.lower,
      fromUpper: span.upper,
      to: span.end,
      level: span.level,
      regime: place?.verdict.regime ?? regime,
      what: format === null ? what : regime === "noise" ? `noise, compressed (${format})` : `${format} data`,
      isText,
      copyOf: copies[i] ?? null,
      symbolEntropy: entropyBetween(counts, span.at, span.end),
      rate: sample === null ? null : codeLength(sample, observerMembers("fast")) / sample.symbols.length,
      randomness: place?.randomness ?? null,
      structure: place?.structure ?? null,
    };
  });
  const parts = Math.min(profileLength, counts.blocks);
  const profile = Array.from({ length: parts }, (_, i) =>
    entropyBetween(
      counts,
      Math.floor((i * counts.blocks) / parts) * counts.width,
      Math.floor(((i + 1) * counts.blocks) / parts) * counts.width,
    ),
  );
  return { size, sections, profile };
}

interface Span {
  readonly at: number;
  readonly lower: number;
  readonly end: number;
  readonly upper: number;
}

/** Some bytes of a section as symbols: all of it, or pieces from all over it. */
function sampleOf(source: Pick<ByteSource, "size" | "read">, { at, upper, end }: Span): EncodedSequence {
  // Bytes that may belong to the section before are left out.
  const from = Math.max(at, Math.min(upper, end - 1));
  const length = end - from;
  if (length <= described) return bytesEncoding.encode([readStretch(source, from, length)]);
  const piece = described / pieces;
  return bytesEncoding.encode(
    Array.from({ length: pieces }, (_, i) =>
      readStretch(source, from + Math.floor((i * (length - piece)) / (pieces - 1)), piece),
    ),
  );
}

/** Bytes at the beginning of a section that are compared with others. */
const compared = 8192;

const beginningOf = (source: Pick<ByteSource, "size" | "read">, { at, end }: Span) => ({
  size: end - at,
  bytes: readStretch(source, at, Math.min(compared, end - at)),
});

/** The compressed format that begins where a section may begin; null: none known. */
function formatAt(source: Pick<ByteSource, "read">, { lower, upper }: Span): string | null {
  const last = Math.min(upper, lower + compared) - lower;
  const head = source.read(lower, last + containerProbeLength);
  for (let at = 0; at <= last; at++) {
    const format = sniffContainer(head.subarray(at));
    if (format !== null) return format;
  }
  return null;
}

const bytesOf = ({ symbols }: EncodedSequence) => symbols as Uint8Array;

/** The place of a section on the spectrum, as a file of its own would have it. */
function placeOf(sample: EncodedSequence, { at, end }: Span): Spectrum {
  const random = Random.fromSeed(defaultSeed).fork("measure");
  const { length } = sample.segmentEnds;
  const drawn = { share: sample.symbols.length / (end - at), cut: length > 1 };
  return placeOnSpectrum(estimationContext(sample, bytesOf(sample), random, drawn));
}

/** What a sample of a section resembles, such as "like C source"; null: nothing known. */
function likeOf(sample: EncodedSequence, models: LikenessModels): string | null {
  const found = likenessOf(sample.symbols as Uint8Array, sample, models);
  return found.status === "ok" ? `like ${found.title}` : null;
}
