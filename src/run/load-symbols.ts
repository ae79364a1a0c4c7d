import { allocateSymbols, type SymbolSequence, type Symbols } from "../core/sequence.ts";
import { type Block, planBlocks, planOnePiece } from "../input/sample-plan.ts";
import type { SampleOptions } from "../input/sample-source.ts";
import { sha256 } from "../input/sha256.ts";
import { bytesOf } from "./generated-sequence.ts";
import type { LoadedInput } from "./loaded-input.ts";

/**
 * Samples symbols in memory, by the plan for a file of as many bytes.
 *
 * @throws RangeError when the sample does not fit in memory
 * Cost: one copy of the sample.
 */
export function loadSymbols(
  whole: SymbolSequence,
  { sample, random, inOnePiece = false }: Pick<SampleOptions, "sample" | "random" | "inOnePiece">,
): LoadedInput {
  const { alphabetSize } = whole;
  const n = whole.symbols.length;
  const most = sample === "all" ? n : sample;
  const blocks = inOnePiece ? planOnePiece(n, most) : planBlocks(n, most, random);
  const symbols = joined(whole.symbols, alphabetSize, blocks);
  const bytes = bytesOf(symbols);
  const hash = sha256(bytes);
  return {
    sequence: {
      symbols,
      alphabetSize,
      segmentEnds: endsWithin(blocks, whole.segmentEnds),
      encoding: "bytes",
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
      byteLength: bytes.length,
      label: String,
    },
    bytes,
    provenance: { kind: "memory" },
    size: n * symbols.BYTES_PER_ELEMENT,
    sha256: symbols.length === n ? hash : null,
    sampleSha256: hash,
    // Blocks in a report are bytes of an input that can be read again.
    blocks: [],
    declaredAlphabet: alphabetSize,
    truth: () => null,
    record: null,
    warnings: [],
  };
}

function joined(symbols: Symbols, alphabetSize: number, blocks: readonly Block[]): Symbols {
  const total = blocks.reduce((sum, { length }) => sum + length, 0);
  const sample = allocateSymbols(total, alphabetSize);
  let at = 0;
  for (const { offset, length } of blocks) {
    sample.set(symbols.subarray(offset, offset + length), at);
    at += length;
  }
  return sample;
}

/** Segments of the sample end where segments of the whole and blocks end. */
function endsWithin(blocks: readonly Block[], segmentEnds: readonly number[]): number[] {
  const ends: number[] = [];
  let before = 0;
  for (const { offset, length } of blocks) {
    for (const end of segmentEnds)
      if (end > offset && end < offset + length) ends.push(before + end - offset);
    before += length;
    ends.push(before);
  }
  return ends;
}
