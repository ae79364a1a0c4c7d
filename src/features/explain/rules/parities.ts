import { largestOf } from "../../../core/collections.ts";
import { segmentsOf } from "../../../core/sequence.ts";
import { sumOf } from "../../../math/sums.ts";
import { figure } from "../../../results/report.ts";
import { shortestRegister } from "../../../wasm/register.ts";
import { countsIn, entropyBits, type Finding, type RuleSample } from "./unseen.ts";

/** Lengths of the windows in which a register is searched, shortest first: among errors long ones have registers of their own. */
const windows = [128, 256, 512, 1024, 2048, 4096, 8192, 16_384];
const mostWindows = 48;
/** Bits by which a register must be shorter than half of a window: that of fair bits is with probability 2^-64. */
const shorter = 32;
/** Longest distances: of two symbols, and of any number of them. */
const [farthest, farthestOfMany] = [64, 16];
/** Symbols in which two are searched. */
const longestPiece = 4096;
/** Least entropy of the bits of a register with errors, bit. */
const leastFair = 0.9;
/** Symbols after which a register that repeats is a period: with errors, the rule of periods names it. */
const shortCycle = 64;
/** Of two parities with this share of the largest excess the nearer one wins. */
const nearlyAll = 0.9;
/** Longest contexts of the tables that a parity must beat. */
const longestContext = 12;

/**
 * For bits: a linear feedback register, also with errors, or a parity of earlier bits: of any of the last 16, or of two of the
 * last 64. A parity is one of a chain only if it says more than all that the chain remembers: a table of contexts.
 *
 * Cost: some 30 ms, and 20 ns a symbol.
 * Source: Massey 1969, IEEE Trans. Inform. Theory 15; Matsui 1993, EUROCRYPT (linear approximations).
 */
export function parityRule(sample: RuleSample, half: number): Finding | undefined {
  const chains = Array.from({ length: longestContext }, (_, k) => savedByTable(sample, half, k + 1));
  // To a memory that lacks one of its taps the bits are fair.
  const isWhole = ({
    taps,
    saved,
  }: {
    readonly taps: readonly number[];
    readonly saved: { readonly value: number };
  }) => 2 * Math.max(0, ...chains.slice(0, taps.at(-1)! - 1)) < saved.value;
  const register = registerOf(sample, half);
  const counts = countsIn(sample, half, sample.symbols.length);
  const areFair = entropyBits(counts) > leastFair * sumOf(counts);
  // Noise leaves the bits of a register or a parity fair, unlike those of most words that nearly repeat.
  const isLaw = (share: number, taps: readonly number[]) => share === 1 || (areFair && !repeatsSoon(taps));
  if (register !== undefined && isWhole(register) && isLaw(register.share.value, register.taps))
    return register;
  if (!areFair) return undefined;
  return [parityOfMany(sample, half), parityOfTwo(sample, half)]
    .flatMap((taps) =>
      taps === undefined ? [] : [{ kind: "parity" as const, ...tested(sample, half, taps) }],
    )
    .sort((a, b) => b.saved.value - a.saved.value)
    .find((parity) => isWhole(parity) && parity.saved.value >= Math.max(...chains));
}

/** Whether a register comes back to its state within 64 symbols: what follows it with exceptions nearly repeats. */
function repeatsSoon(taps: readonly number[]): boolean {
  const length = taps.at(-1)!;
  const bits = new Uint8Array(length + shortCycle);
  bits[length - 1] = 1;
  for (let i = length; i < bits.length; i++) for (const tap of taps) bits[i]! ^= bits[i - tap]!;
  const first = bits.subarray(0, length).join();
  for (let at = 1; at <= shortCycle; at++) if (bits.subarray(at, at + length).join() === first) return true;
  return false;
}

/** Visits symbols with at least `reach` others before them in their segment. */
function eachWithContext(
  { segmentEnds }: RuleSample,
  reach: number,
  until: number,
  visit: (at: number) => void,
): void {
  for (const [start, end] of segmentsOf(segmentEnds))
    for (let at = start + reach; at < Math.min(end, until); at++) visit(at);
}

/** The shortest register of a window of the first half that continues in the second. */
function registerOf(sample: RuleSample, half: number) {
  const symbols = sample.symbols as Uint8Array;
  const segments = [...segmentsOf(sample.segmentEnds)];
  for (const size of windows) {
    const places = segments.flatMap(([start, end]) => {
      const count = Math.floor((Math.min(end, half) - start) / size);
      return count > 0 ? Array.from({ length: count }, (_, k) => start + k * size) : [];
    });
    const step = Math.ceil(places.length / mostWindows);
    for (let k = 0; k < places.length; k += step) {
      const { length, taps } = shortestRegister(symbols.subarray(places[k]!, places[k]! + size));
      if (taps.length < 2 || length > size / 2 - shorter) continue;
      const found = tested(sample, half, taps);
      // Errors only hide what a register gives.
      if (found.saved.value > 0 && found.share.value > 0.5) return { kind: "register" as const, ...found };
    }
  }
  return undefined;
}

/** Taps, the share of the symbols that are their sum modulo 2, and the saving on the second half. */
function tested(sample: RuleSample, half: number, taps: number[]) {
  const { symbols } = sample;
  const right = new Float64Array(2);
  let paid = 0;
  const counts = new Float64Array(2);
  eachWithContext(sample, taps.at(-1)!, symbols.length, (at) => {
    let odd = symbols[at]!;
    for (let k = 0; k < taps.length; k++) odd ^= symbols[at - taps[k]!]!;
    if (at >= half) {
      paid -= Math.log2((right[odd]! + 0.5) / (right[0]! + right[1]! + 1));
      counts[symbols[at]!]!++;
    }
    right[odd]!++;
  });
  const share = figure(right[0]! / Math.max(1, right[0]! + right[1]!), "1");
  return { taps, share, saved: figure(entropyBits(counts) - paid, "bit") };
}

/** The two earlier symbols whose parity best predicts each of a piece. */
function parityOfTwo({ symbols, segmentEnds }: RuleSample, half: number): number[] | undefined {
  const lengthOf = ([start, end]: readonly [number, number]) => Math.min(end, half) - start;
  const [start, end] = [...segmentsOf(segmentEnds)].reduce((a, b) => (lengthOf(b) >= lengthOf(a) ? b : a));
  const piece = symbols.subarray(Math.max(start, Math.min(end, half) - longestPiece), Math.min(end, half));
  const pairs: { readonly taps: number[]; readonly excess: number }[] = [];
  for (let b = 2; b <= Math.min(farthest, piece.length >> 1); b++) {
    for (let a = 1; a < b; a++) {
      let odd = 0;
      for (let i = b; i < piece.length; i++) odd += piece[i]! ^ piece[i - a]! ^ piece[i - b]!;
      pairs.push({ taps: [a, b], excess: Math.abs(odd - (piece.length - b) / 2) });
    }
  }
  // Twice its distances a parity holds, too.
  const least = nearlyAll * largestOf(pairs.map(({ excess }) => excess));
  return pairs.find(({ excess }) => excess > 0 && excess >= least)?.taps;
}

/** Those of the last 16 symbols, two or more, whose parity best predicts each of the first half: a Walsh transform of its contexts. */
function parityOfMany(sample: RuleSample, half: number): number[] | undefined {
  const { symbols } = sample;
  const sums = new Int32Array(1 << farthestOfMany);
  const mask = sums.length - 1;
  let [context, last] = [0, -1];
  eachWithContext(sample, farthestOfMany, half, (at) => {
    if (at !== last + 1) for (let k = farthestOfMany; k > 0; k--) context = (context << 1) | symbols[at - k]!;
    context &= mask;
    sums[context]! += 1 - 2 * symbols[at]!;
    context = (context << 1) | symbols[at]!;
    last = at;
  });
  for (let width = 1; width < sums.length; width *= 2)
    for (let at = 0; at < sums.length; at++) {
      if ((at & width) !== 0) continue;
      const [a, b] = [sums[at]!, sums[at + width]!];
      sums[at] = a + b;
      sums[at + width] = a - b;
    }
  let best = 3;
  for (let taps = 3; taps < sums.length; taps++)
    if ((taps & (taps - 1)) !== 0 && Math.abs(sums[taps]!) > Math.abs(sums[best]!)) best = taps;
  return Array.from({ length: farthestOfMany }, (_, k) => k + 1).filter((k) => ((best >> (k - 1)) & 1) === 1);
}

/** Bits that counts after each context of a length save on the second half. */
function savedByTable(sample: RuleSample, half: number, length: number): number {
  const { symbols } = sample;
  const counts = new Float64Array(2 << length).fill(0.5);
  let paid = 0;
  eachWithContext(sample, length, symbols.length, (at) => {
    let place = 0;
    for (let k = 1; k <= length; k++) place |= symbols[at - k]! << k;
    const count = counts[place | symbols[at]!]!;
    if (at >= half) paid -= Math.log2(count / (counts[place]! + counts[place | 1]!));
    counts[place | symbols[at]!] = count + 1;
  });
  return entropyBits(countsIn(sample, half, symbols.length)) - paid;
}
