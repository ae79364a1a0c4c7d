import type { SymbolSequence } from "../../core/sequence.ts";
import { codeSegments } from "../../observer/curves/code-segments.ts";
import type { Member } from "../../observer/member.ts";
import { likelyPeriods } from "../../observer/members/likely-periods.ts";
import { phaseExpertAt } from "../../observer/members/phase-expert.ts";
import { figure } from "../../results/report.ts";
import { shortestRegister } from "../../wasm/register.ts";
import type { Depth } from "./schema.ts";

type Finding = Depth["findings"][number];

/** A finding that saves less on unseen symbols is not named: one in a million samples of independent symbols has one. */
const leastSaved = 20;
/** Shorter pieces show nothing, and of longer ones no more is looked at. */
const shortestPiece = 64;
const window = 4096;

/**
 * Rules that a sample follows, by name: a period, a linear feedback register, a parity of two earlier symbols. Each is chosen on the
 * first half, by its longest piece, and paid for on all of the second: independent symbols of any law have a chance of at most 2^-k for
 * a saving of k bits.
 *
 * @returns those that save enough, the largest saving first
 * Cost: O(n) for each of some ten periods, and 10 ms.
 */
export function findRules(sequence: SymbolSequence): Finding[] {
  const { symbols, alphabetSize } = sequence;
  const half = symbols.length >> 1;
  const piece = longestPiece(sequence, half);
  if (piece.length < shortestPiece || alphabetSize < 2) return [];
  const found: (Finding | undefined)[] = [periodOf(sequence, half, piece)];
  if (alphabetSize === 2) found.push(registerOf(sequence, half, piece) ?? parityOf(sequence, half, piece));
  return found
    .flatMap((one) => (one !== undefined && one.saved.value >= leastSaved ? [one] : []))
    .sort((a, b) => b.saved.value - a.saved.value);
}

type Read = SymbolSequence["symbols"];

/** The end of the longest segment before a place, of equal ones the last, as far as it is looked at. */
function longestPiece({ symbols, segmentEnds }: SymbolSequence, before: number): Read {
  let [start, end, from] = [0, 0, 0];
  for (const segmentEnd of segmentEnds) {
    const to = Math.min(before, segmentEnd);
    if (to - from >= end - start) [start, end] = [from, to];
    from = segmentEnd;
  }
  return symbols.subarray(Math.max(start, end - window), end);
}

/** Symbols that have `reach` others before them in their segment. */
function eachBehind(segmentEnds: readonly number[], reach: number, visit: (at: number) => void): void {
  let start = 0;
  for (const end of segmentEnds) {
    for (let at = start + reach; at < end; at++) visit(at);
    start = end;
  }
}

/** What no code of independent symbols pays less than for symbols with these counts. */
function entropyBits(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count === 0 ? sum : sum + count * Math.log2(total / count)), 0);
}

function periodOf(sequence: SymbolSequence, half: number, piece: Read): Finding | undefined {
  const { symbols, alphabetSize, segmentEnds } = sequence;
  const n = symbols.length;
  let best: { period: number; first: number; second: number; again: Float64Array } | undefined;
  for (const period of likelyPeriods(piece, alphabetSize, window)) {
    const member = phaseExpertAt(period).open(symbols, alphabetSize);
    const losses = new Float64Array(n);
    codeSegments(member, segmentEnds, losses);
    const bits = (from: number, to: number) => losses.subarray(from, to).reduce((sum, loss) => sum + loss, 0);
    const [first, second] = [bits(0, half), bits(half, n)];
    if (best === undefined || first < best.first) {
      codeAgain(member, segmentEnds, losses);
      best = { period, first, second, again: losses };
    }
    member.close?.();
  }
  if (best === undefined || best.period < 2) return undefined;
  const savedIn = (from: number, to: number, paid: number) =>
    entropyBits(countsIn(sequence, from, to)) - paid;
  const saved = savedIn(half, n, best.second);
  // A rule of some places in a sample is none of all of it.
  if (2 * saved < savedIn(0, half, best.first) || !isSpread(sequence, half, best.again)) return undefined;
  return { kind: "period", period: best.period, saved: figure(saved, "bit") };
}

function countsIn({ symbols, alphabetSize }: SymbolSequence, from: number, to: number): Float64Array {
  const counts = new Float64Array(alphabetSize);
  for (let at = from; at < to; at++) counts[symbols[at]!]!++;
  return counts;
}

const stretches = 16;

/** Whether a code saves something in a quarter of the stretches of the first half, of which its rule is that of a piece. */
function isSpread(sequence: SymbolSequence, half: number, losses: Float64Array): boolean {
  const counts = countsIn(sequence, 0, half);
  let saving = 0;
  for (let k = 0; k < stretches; k++) {
    let saved = 0;
    for (let at = Math.floor((k * half) / stretches); at < Math.floor(((k + 1) * half) / stretches); at++)
      saved += Math.log2(half / counts[sequence.symbols[at]!]!) - losses[at]!;
    if (saved > 0) saving++;
  }
  return 4 * saving >= stretches;
}

/** What a member that has learned all segments pays for each symbol. */
function codeAgain(member: Member, segmentEnds: readonly number[], losses: Float64Array): void {
  let start = 0;
  for (const end of segmentEnds) {
    member.code(start, end, start, false, losses.subarray(start, end));
    start = end;
  }
}

/** A register that gives all bits but those that segments begin with. */
function registerOf(
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
function parityOf({ symbols, segmentEnds }: SymbolSequence, half: number, piece: Read): Finding | undefined {
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

/** What a finding says of a sample, after "it". */
export function findingClause(finding: Finding): string {
  switch (finding.kind) {
    case "period":
      return `follows a period of ${finding.period}`;
    case "register":
      return `is the output of a feedback register of length ${finding.taps.at(-1)}`;
    case "parity":
      return `follows the parity of the symbols ${finding.taps[0]} and ${finding.taps[1]} before each`;
  }
}

/** A finding as a sentence. */
export function findingText(finding: Finding): string {
  const bits = Math.floor(finding.saved.value);
  const tested = `It was chosen on the first half and saves ${bits} bits on the second: p <= 2^-${bits}.`;
  switch (finding.kind) {
    case "period": {
      const factors = factorsOf(finding.period);
      const product = factors.includes("*") || factors.includes("^") ? ` = ${factors}` : "";
      return `Period ${finding.period}${product}: the law of a symbol depends on its place in it. ${tested}`;
    }
    case "register": {
      const { taps } = finding;
      const length = taps.at(-1)!;
      const rule =
        taps.length > 8
          ? `${taps.length} taps`
          : `x(i) = ${taps.map((tap) => `x(i-${tap})`).join(" + ")} mod 2`;
      return `Linear feedback register of length ${length}: ${rule}, without a fault. ${tested}`;
    }
    case "parity": {
      const [near, far] = finding.taps;
      const even = finding.share.value >= 0.5;
      const share = 100 * (even ? finding.share.value : 1 - finding.share.value);
      const rule = `x(i-${near}) + x(i-${far})${even ? "" : " + 1"} mod 2`;
      return `Parity: x(i) = ${rule} for ${share.toFixed(1)} % of the symbols. ${tested}`;
    }
  }
}

/** A number as a product of powers of primes. */
function factorsOf(n: number): string {
  const powers: string[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    let power = 0;
    for (; rest % p === 0; rest /= p) power++;
    if (power > 0) powers.push(power === 1 ? `${p}` : `${p}^${power}`);
  }
  if (rest > 1) powers.push(`${rest}`);
  return powers.join(" * ");
}
