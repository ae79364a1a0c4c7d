import type { SymbolSequence } from "../../core/sequence.ts";
import { codeSegments } from "../../observer/curves/code-segments.ts";
import { likelyPeriods } from "../../observer/members/likely-periods.ts";
import { phaseExpertAt } from "../../observer/members/phase-expert.ts";
import { figure } from "../../results/report.ts";
import { shortestRegister } from "../../wasm/register.ts";
import type { Depth } from "./schema.ts";

type Finding = Depth["findings"][number];

/** A finding that saves less on unseen symbols is not named: one in a million samples of independent symbols has one. */
const leastSaved = 20;
/** Shorter halves show nothing. */
const shortestHalf = 64;

/**
 * Rules that a sample follows, by name: a period, a linear feedback register, a parity of two earlier symbols. Each is chosen on the
 * first half and paid for on the second: independent symbols of any law have a chance of at most 2^-k for a saving of k bits.
 *
 * @returns those that save enough, the largest saving first
 * Cost: O(n) for each of some ten periods, and 10 ms.
 */
export function findRules({ symbols, alphabetSize, segmentEnds }: SymbolSequence): Finding[] {
  // Rules of the longest segment: others begin in places of their own.
  let [start, end] = [0, 0];
  for (let s = 0; s < segmentEnds.length; s++) {
    const from = segmentEnds[s - 1] ?? 0;
    if (segmentEnds[s]! - from > end - start) [start, end] = [from, segmentEnds[s]!];
  }
  const sequence = symbols.subarray(start, end);
  const half = sequence.length >> 1;
  if (half < shortestHalf || alphabetSize < 2) return [];
  const free = entropyBits(sequence.subarray(half), alphabetSize);
  const found: (Finding | undefined)[] = [periodOf(sequence, alphabetSize, half, free)];
  if (alphabetSize === 2) found.push(registerOf(sequence, half) ?? parityOf(sequence, half, free));
  return found
    .flatMap((one) => (one !== undefined && one.saved.value >= leastSaved ? [one] : []))
    .sort((a, b) => b.saved.value - a.saved.value);
}

type Read = SymbolSequence["symbols"];

/** What no code of independent symbols pays less than. */
function entropyBits(symbols: Read, alphabetSize: number): number {
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < symbols.length; i++) counts[symbols[i]!]!++;
  return counts.reduce(
    (sum, count) => (count === 0 ? sum : sum + count * Math.log2(symbols.length / count)),
    0,
  );
}

const window = 4096;

function periodOf(symbols: Read, alphabetSize: number, half: number, free: number): Finding | undefined {
  const seen = symbols.subarray(Math.max(0, half - window), half);
  let best: { period: number; first: number; second: number } | undefined;
  for (const period of likelyPeriods(seen, alphabetSize, window)) {
    const member = phaseExpertAt(period).open(symbols, alphabetSize);
    const losses = new Float64Array(symbols.length);
    codeSegments(member, [symbols.length], losses);
    member.close?.();
    const bits = (from: number, to: number) => losses.subarray(from, to).reduce((sum, loss) => sum + loss, 0);
    const first = bits(0, half);
    if (best === undefined || first < best.first)
      best = { period, first, second: bits(half, symbols.length) };
  }
  if (best === undefined || best.period < 2) return undefined;
  return { kind: "period", period: best.period, saved: figure(free - best.second, "bit") };
}

/** Bits that a register is read off, at most. */
const registerBits = 4096;

/** A register that gives all bits. */
function registerOf(bits: Read, half: number): Finding | undefined {
  const known = bits.subarray(0, Math.min(registerBits, half));
  const { length, taps } = shortestRegister(known as Uint8Array);
  // A long register takes as many bits as it gives.
  if (taps.length === 0 || length > known.length >> 2) return undefined;
  for (let i = known.length; i < bits.length; i++) {
    if (taps.reduce((sum, tap) => sum ^ bits[i - tap]!, 0) !== bits[i]) return undefined;
  }
  return { kind: "register", taps, saved: figure(entropyBits(bits.subarray(half), 2), "bit") };
}

const farthest = 64;

/** The two earlier symbols whose parity each symbol resembles most. */
function parityOf(bits: Read, half: number, free: number): Finding | undefined {
  const seen = Math.min(registerBits, half);
  let [most, near, far] = [0, 0, 0];
  for (let b = 2; b <= farthest; b++) {
    for (let a = 1; a < b; a++) {
      let odd = 0;
      for (let i = b; i < seen; i++) odd += bits[i]! ^ bits[i - a]! ^ bits[i - b]!;
      const excess = Math.abs(odd - (seen - b) / 2);
      if (excess > most) [most, near, far] = [excess, a, b];
    }
  }
  const right = new Float64Array(2);
  let paid = 0;
  for (let i = far; i < bits.length; i++) {
    const odd = bits[i]! ^ bits[i - near]! ^ bits[i - far]!;
    if (i >= half) paid -= Math.log2((right[odd]! + 0.5) / (right[0]! + right[1]! + 1));
    right[odd]!++;
  }
  const share = figure(right[0]! / (right[0]! + right[1]!), "1");
  return { kind: "parity", taps: [near, far], share, saved: figure(free - paid, "bit") };
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
