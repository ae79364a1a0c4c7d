import type { SymbolSequence } from "../../../core/sequence.ts";
import { figure } from "../../../results/report.ts";
import { shortestRegister } from "../../../wasm/register.ts";
import { entropyBits, type Finding } from "./unseen.ts";

type Read = SymbolSequence["symbols"];

/** Symbols that have `reach` others before them in their segment. */
function eachBehind(segmentEnds: readonly number[], reach: number, visit: (at: number) => void): void {
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start + reach; at < end; at++) visit(at);
    start = end;
  }
}

/** A register that gives all bits but those that segments begin with. */
export function registerOf(
  { symbols, segmentEnds }: SymbolSequence,
  half: number,
  piece: Read,
): Finding | undefined {
  const { length, taps } = shortestRegister(piece as Uint8Array);
  // A long register takes as many bits as it gives.
  if (taps.length === 0 || length > piece.length >> 2) return undefined;
  let faults = 0;
  const counts = new Float64Array(2);
  eachBehind(segmentEnds, length, (at) => {
    let bit = symbols[at]!;
    if (at >= half) counts[bit]!++;
    for (let k = 0; k < taps.length; k++) bit ^= symbols[at - taps[k]!]!;
    faults += bit;
  });
  return faults > 0 ? undefined : { kind: "register", taps, saved: figure(entropyBits(counts), "bit") };
}

const farthest = 64;

/** The two earlier symbols whose parity each symbol resembles most. */
export function parityOf(
  { symbols, segmentEnds }: SymbolSequence,
  half: number,
  piece: Read,
): Finding | undefined {
  let [most, near, far] = [0, 0, 0];
  for (let b = 2; b <= Math.min(farthest, piece.length >> 1); b++) {
    for (let a = 1; a < b; a++) {
      let odd = 0;
      for (let i = b; i < piece.length; i++) odd += piece[i]! ^ piece[i - a]! ^ piece[i - b]!;
      const excess = Math.abs(odd - (piece.length - b) / 2);
      if (excess > most) [most, near, far] = [excess, a, b];
    }
  }
  if (far === 0) return undefined;
  const right = new Float64Array(2);
  const counts = new Float64Array(2);
  let paid = 0;
  eachBehind(segmentEnds, far, (at) => {
    const odd = symbols[at]! ^ symbols[at - near]! ^ symbols[at - far]!;
    if (at >= half) {
      paid -= Math.log2((right[odd]! + 0.5) / (right[0]! + right[1]! + 1));
      counts[symbols[at]!]!++;
    }
    right[odd]!++;
  });
  const share = figure(right[0]! / (right[0]! + right[1]!), "1");
  return { kind: "parity", taps: [near, far], share, saved: figure(entropyBits(counts) - paid, "bit") };
}
