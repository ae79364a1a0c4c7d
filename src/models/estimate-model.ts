import { exp2 } from "../math/sums.ts";
import type { StringCounts, StringLevel } from "./count-strings.ts";
import { codesPerBit, largestCode, type ModelTree, type TreeLevel } from "./model-tree.ts";

/** Symbols of a byte. */
const symbols = 256;
/** Added to the count of every byte, so that none is impossible (Krichevsky & Trofimov 1981). */
const added = 0.5;
/** Least share of a context's mass for strings that were not kept. */
const leastEscape = 1 / 4096;

/**
 * Probabilities of the next byte after every kept context: absolute discounting with three discounts per length; the rest is
 * distributed as in the shorter context.
 *
 * Cost: O(strings log symbols)
 * Source: Chen & Goodman 1999, Computer Speech & Language 13(4), interpolated; counts of shorter contexts are of all their
 * occurrences, as is right where contexts are dropped (Chelba, Brants, Neveitt & Xu 2010, Interspeech).
 */
export function estimateModel({ levels, rare }: StringCounts): ModelTree {
  const first = rootCounts(levels[0]);
  const firstTotal = first.reduce((a, b) => a + b, 0);
  const out: TreeLevel[] = [];
  let before = new Float64Array(symbols);
  for (let c = 0; c < symbols; c++) before[c] = (first[c]! + added) / (firstTotal + added * symbols);
  out.push(
    treeLevel(
      Uint8Array.from({ length: symbols }, (_, c) => c),
      before,
    ),
  );
  // The first level has all bytes, whether they occur or not.
  let parents: StringLevel = fullLevel(levels[0], first);
  let fails = new Uint32Array(symbols);
  let shorter: Shorter | null = null;
  for (let d = 1; d < levels.length && levels[d]!.counts.length > 0; d++) {
    const level = d === 1 ? renumbered(levels[1]!, levels[0]!) : levels[d]!;
    const { starts, sizes } = childrenOf(level, parents.counts.length);
    const discounts = discountsOf(rare[d]!);
    const p = new Float64Array(level.counts.length);
    const next = new Uint32Array(level.counts.length);
    for (let s = 0; s < sizes.length; s++) {
      if (sizes[s] === 0) continue;
      const start = starts[s]!;
      const end = starts[s + 1]!;
      const total = parents.totals[s]!;
      let sum = 0;
      for (let i = start; i < end; i++) {
        const count = level.weights[i]!;
        const own = Math.max(0, count - discounts[Math.min(count, 3)]!) / total;
        p[i] = own;
        sum += own;
      }
      const scale = Math.min(1, (1 - leastEscape) / sum);
      const rest = 1 - sum * scale;
      // The same byte after the shorter context, whose bytes are a superset in the same order.
      let at = shorter === null ? 0 : shorter.starts[fails[s]!]!;
      for (let i = start; i < end; i++) {
        const symbol = level.symbols[i]!;
        if (shorter === null) at = symbol;
        else while (shorter.symbols[at] !== symbol) at++;
        p[i] = p[i]! * scale + rest * before[at]!;
        next[i] = at;
      }
    }
    out.at(-1)!.children.set(sizes);
    const one = treeLevel(level.symbols, p);
    for (let s = 0; s < sizes.length; s++) leaveEscape(one.codes, starts[s]!, starts[s + 1]!);
    out.push(one);
    shorter = { starts, symbols: level.symbols };
    before = p;
    fails = next;
    parents = level;
  }
  return out;
}

interface Shorter {
  readonly starts: Uint32Array;
  readonly symbols: Uint8Array;
}

function rootCounts(level: StringLevel | undefined): Float64Array {
  const counts = new Float64Array(symbols);
  if (level !== undefined)
    for (let i = 0; i < level.counts.length; i++) counts[level.symbols[i]!] = level.weights[i]!;
  return counts;
}

function fullLevel(level: StringLevel | undefined, counts: Float64Array): StringLevel {
  const totals = new Uint32Array(symbols);
  if (level !== undefined)
    for (let i = 0; i < level.counts.length; i++) totals[level.symbols[i]!] = level.totals[i]!;
  return {
    parents: new Uint32Array(symbols),
    symbols: Uint8Array.from({ length: symbols }, (_, c) => c),
    counts: Uint32Array.from(counts),
    weights: Uint32Array.from(counts),
    totals,
  };
}

/** Indexes parents by their byte instead of their rank. */
function renumbered(level: StringLevel, above: StringLevel): StringLevel {
  return { ...level, parents: level.parents.map((parent) => above.symbols[parent]!) };
}

/** Index of the first child of each string, and the number of its children. */
function childrenOf(level: StringLevel, parents: number): { starts: Uint32Array; sizes: Uint16Array } {
  const starts = new Uint32Array(parents + 1);
  const sizes = new Uint16Array(parents);
  for (const parent of level.parents) starts[parent + 1]!++;
  for (let s = 0; s < parents; s++) {
    sizes[s] = starts[s + 1]!;
    starts[s + 1]! += starts[s]!;
  }
  return { starts, sizes };
}

/** Discounts of strings that occur once, twice and at least three times. */
function discountsOf(rare: Float64Array): readonly number[] {
  const [n1, n2, n3, n4] = rare as unknown as readonly [number, number, number, number];
  const y = n1 / (n1 + 2 * n2);
  const usual = [0, 0.6, 0.9, 1.2];
  if (!(n1 > 0 && n2 > 0 && n3 > 0)) return usual;
  const within = (value: number, most: number) => Math.max(0.05, Math.min(most, value));
  return [
    0,
    within(1 - (2 * y * n2) / n1, 0.99),
    within(2 - (3 * y * n3) / n2, 1.9),
    within(3 - (4 * y * n4) / n3, 2.9),
  ];
}

function treeLevel(of: Uint8Array, p: Float64Array) {
  const codes = new Uint16Array(of.length);
  for (let i = 0; i < codes.length; i++)
    codes[i] = Math.max(1, Math.min(largestCode, Math.ceil(-Math.log2(p[i]!) * codesPerBit)));
  return { symbols: of, codes, children: new Uint16Array(of.length) };
}

/** Lengthens the codes of a context where rounding to stored lengths leaves too little for all other bytes. */
function leaveEscape(codes: Uint16Array, start: number, end: number): void {
  for (;;) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += exp2(-codes[i]! / codesPerBit);
    if (sum <= 1 - leastEscape / 2) return;
    for (let i = start; i < end; i++) codes[i] = Math.min(largestCode, codes[i]! + 1);
  }
}
