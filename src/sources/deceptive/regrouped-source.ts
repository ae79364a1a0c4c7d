import { allocateSymbols } from "../../core/sequence.ts";
import type { BoundSource, Machine, SourceBody } from "../../core/source.ts";
import { type GroundTruth, unknown } from "../../core/truth.ts";
import { regroupedMachine } from "../../exact/composed-machines.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { textSource } from "../real/text-source.ts";
import { scaledTruth } from "../truths/scaled-truth.ts";
import { bytesOfSymbols, symbolBytes } from "./symbol-bytes.ts";

/** Symbols read at a time: whole letters for groups of 4 and of 6 bits. */
const pieceSymbols = 3072;

/**
 * The bits of a source, a few at a time, each group written as a letter. A symbol counts as the one or two bytes
 * that it is written in.
 *
 * @param letters 16 or 64 letters of ASCII; where there are 64 the end is filled up with "="
 */
export function regroupedSource(child: BoundSource, letters: string): SourceBody {
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
      let written: Uint8Array = new Uint8Array(0);
      let at = 0;
      let ended = false;
      return {
        fill(target) {
          for (let filled = 0; ; ) {
            const piece = written.subarray(at, at + target.length - filled);
            target.set(piece, filled);
            filled += piece.length;
            at += piece.length;
            if (filled === target.length || ended) return filled;
            const given = stream.fill(symbols);
            ended = given < symbols.length;
            written = encode(bytesOfSymbols(symbols.subarray(0, given)), codes);
            at = 0;
          }
        },
      };
    },
    truth: () => regroupedTruth(child.truth(), bits / width, machine()),
  };
}

/** How many different groups of bits the symbols of an alphabet can make. */
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
  const entropyRate = scaledTruth(base.entropyRate, share, "the source's bits, spread over more letters");
  const worked = machine && machineTruth(machine);
  if (worked !== undefined) return entropyRate.status === "unknown" ? worked : { ...worked, entropyRate };
  const why = unknown("the source has no finite machine of a size that could be worked through");
  const { excessEntropy } = base;
  const memory = excessEntropy?.status === "infinite" ? excessEntropy : why;
  return { symbolEntropy: why, entropyRate, excessEntropy: memory, statisticalComplexity: memory };
}
