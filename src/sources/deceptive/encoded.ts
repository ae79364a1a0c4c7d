import { gzipSync } from "fflate";
import * as z from "zod";
import { UsageError } from "../../core/errors.ts";
import { allocateSymbols, type Symbols } from "../../core/sequence.ts";
import { type BoundSource, defineSource, type Machine, type SourceDraft } from "../../core/source.ts";
import { bounded, boundsOf, closedForm, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { regroupedMachine } from "../../exact/composed-machines.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { textSource } from "../real.ts";
import { piecewise } from "../sampling/streams.ts";
import { scaledTruth } from "../truths/truths.ts";

/** Bytes per symbol. */
function symbolBytes(alphabetSize: number): number {
  return alphabetSize <= 0x100 ? 1 : alphabetSize <= 0x1_0000 ? 2 : 4;
}

/**
 * Symbols as bytes, least significant first.
 *
 * @returns the symbols themselves where they are bytes
 */
function bytesOfSymbols(symbols: Symbols): Uint8Array {
  if (symbols instanceof Uint8Array) return symbols;
  const width = symbols.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(symbols.length * width);
  for (let i = 0, at = 0; i < symbols.length; i++) {
    for (let byte = 0; byte < width; byte++) bytes[at++] = symbols[i]! >>> (8 * byte);
  }
  return bytes;
}

/** Symbols per read: whole letters for groups of 4 and of 6 bits. */
const pieceSymbols = 3072;

/**
 * The bits of a source in small groups, each written as a letter. A symbol takes one or two bytes.
 *
 * @param letters 16 or 64 letters of ASCII; with 64 the end is padded with "="
 */
function regroupedSource(child: BoundSource, letters: string): SourceDraft {
  const codes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  if (child.text !== undefined) return textSource(encode(child.text, codes));
  const { alphabetSize } = child;
  const width = 8 * symbolBytes(alphabetSize);
  const bits = Math.log2(codes.length);
  const machine = () => {
    const original = child.machine?.();
    return original && regroupedMachine(original, width, bits, codes);
  };
  return {
    alphabetSize: 256,
    letters: lettersWritten(alphabetSize, bits),
    length: lettersFor((child.length * width) / 8, bits),
    machine,
    open(random) {
      const stream = child.open(random);
      const symbols = allocateSymbols(pieceSymbols, alphabetSize);
      return piecewise(() => encode(bytesOfSymbols(symbols.subarray(0, stream.fill(symbols))), codes));
    },
    truth: () => regroupedTruth(child.truth(), bits / width, machine()),
  };
}

/** Number of distinct groups of bits that the symbols of an alphabet can make. */
function lettersWritten(alphabetSize: number, bits: number): number {
  const all = 2 ** bits;
  if (alphabetSize > 256) return all;
  // A group begins at an even bit of a byte, or at each half, and ends in the same byte or in the next.
  const apart = bits === 4 ? 4 : 2;
  const written = new Set<number>();
  for (let first = 0; first < alphabetSize; first++)
    for (let second = 0; second < alphabetSize && written.size < all; second++)
      for (let begin = 0; begin < 8; begin += apart)
        written.add((((first << 8) | second) >> (16 - begin - bits)) & (all - 1));
  return written.size;
}

function lettersFor(bytes: number, bits: number): number {
  return bits === 6 ? 4 * Math.ceil(bytes / 3) : (8 * bytes) / bits;
}

function encode(bytes: Uint8Array, codes: Uint8Array): Uint8Array {
  const bits = Math.log2(codes.length);
  const letters = new Uint8Array(lettersFor(bytes.length, bits)).fill(0x3d);
  let held = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    held = ((held & 0xff) << 8) | bytes[i]!;
    for (count += 8; count >= bits; ) {
      count -= bits;
      letters[at++] = codes[(held >>> count) & (codes.length - 1)]!;
    }
  }
  if (count > 0) letters[at] = codes[(held << (bits - count)) & (codes.length - 1)]!;
  return letters;
}

function regroupedTruth(base: GroundTruth, share: number, machine: Machine | undefined): GroundTruth {
  const entropyRate = scaledTruth(
    base.entropyRate,
    share,
    "rate of the source, scaled by symbols per letter",
  );
  const worked = machine && machineTruth(machine);
  if (worked !== undefined) return entropyRate.status === "unknown" ? worked : { ...worked, entropyRate };
  const why = unknown("the source has no finite machine of tractable size");
  const { excessEntropy } = base;
  const memory = excessEntropy?.status === "infinite" ? excessEntropy : why;
  return { symbolEntropy: why, entropyRate, excessEntropy: memory, statisticalComplexity: memory };
}

export const base64 = defineSource({
  id: "base64",
  group: "deceptive",
  title: "base64",
  summary:
    "A source written in base64, four letters for three bytes, on one line: the same bits, more letters.",
  reference: "RFC 4648, section 4",
  params: z.strictObject({}),
  inputs: 1,
  example: "base64(uniform(alphabet=256))",
  bind: (_, [child]) =>
    regroupedSource(child!, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
});

export const hex = defineSource({
  id: "hex",
  group: "deceptive",
  title: "hexadecimal digits",
  summary: "A source written as hexadecimal digits, two per byte: the same bits over twice as many letters.",
  reference: "RFC 4648, section 8",
  params: z.strictObject({}),
  inputs: 1,
  example: "hex(uniform(alphabet=256))",
  bind: (_, [child]) => regroupedSource(child!, "0123456789abcdef"),
});

/** Bytes of an endless source per member. */
const memberBytes = 1 << 20;
/** A member without compression is at most this much longer: header, trailer and 5 bytes for each 65535. */
const overhead = 18 + 5 * Math.ceil(memberBytes / 65_535);
/** A match of 258 bytes takes at least two bits. */
const mostExpansion = 1032;

export const gzip = defineSource({
  id: "gzip",
  group: "deceptive",
  title: "gzip",
  summary:
    "A compressed source: a text as one gzip member, an endless source as one member per MiB. The compressor is part of mesoscope, so its bytes are the same on every machine; a system's gzip writes others.",
  reference: "RFC 1951; RFC 1952",
  params: z.strictObject({
    level: z.int().min(1).max(9).default(6).describe("compression level"),
  }),
  inputs: 1,
  example: "gzip(uniform(alphabet=4))",
  bind({ level }, inputs) {
    const child = inputs[0]!;
    if (child.text !== undefined) return textSource(compress(child.text, level));
    if (Number.isFinite(child.length)) {
      throw new UsageError(
        "gzip needs an endless source or a text: the compressed length of others depends on the seed",
      );
    }
    return {
      alphabetSize: 256,
      open(random) {
        const stream = child.open(random);
        const symbols = allocateSymbols(memberBytes / symbolBytes(child.alphabetSize), child.alphabetSize);
        return piecewise(() => {
          stream.fill(symbols);
          return compress(bytesOfSymbols(symbols), level);
        });
      },
      truth: () => gzippedTruth(child),
    };
  },
});

/** One member, without compression where that is shorter. */
function compress(bytes: Uint8Array, level: number): Uint8Array {
  const packed = gzipSync(bytes, { level: level as 6, mtime: 0 });
  if (packed.length <= bytes.length) return packed;
  const stored = gzipSync(bytes, { level: 0, mtime: 0 });
  return stored.length < packed.length ? stored : packed;
}

/** The input can be recovered from the output, and a byte of the output encodes at most 1032. */
function gzippedTruth(child: BoundSource): GroundTruth {
  const why = unknown("the law of compressed bytes has no closed form");
  const stated = (entropyRate: Truth): GroundTruth => ({
    symbolEntropy: why,
    entropyRate,
    excessEntropy: why,
    statisticalComplexity: why,
  });
  const { entropyRate } = child.truth();
  const known = entropyRate && boundsOf(entropyRate);
  if (known === undefined) return stated(why);
  const width = symbolBytes(child.alphabetSize);
  const lower = known.lower / width;
  const upper = known.upper / width;
  if (upper === 0) {
    return stated(closedForm(0, "the source has entropy rate 0, so its compressed bytes have, too"));
  }
  return stated(
    bounded(
      lower * (memberBytes / (memberBytes + overhead)),
      Math.min(8, mostExpansion * upper),
      "a compressed byte encodes at least 0.9999 and at most 1032 bytes of the source",
    ),
  );
}
