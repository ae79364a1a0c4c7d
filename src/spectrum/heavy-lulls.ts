/** Largest number of longest waits that are tested. */
const longest = 64;
/** Fewer waits say nothing about how long others may be. */
const fewest = 16;
/**
 * Excesses of waits with a scale have a coefficient of variation of 1, give or take an eighth; waits without a scale vary more.
 */
const mostVariation = 1.5;
/** A sequence whose lulls are shorter than this, or than this share of it, has many of them. */
const short = { symbols: 64, share: 1 / 1000 };

/**
 * Whether a sequence has lulls whose length has no scale, or too few lulls to tell: a longer sample would have longer lulls, so
 * the sample cannot show the error of its means. A lull is a run of one symbol.
 *
 * Cost: O(n), and O(w log w) for w waits of each symbol that has a long run.
 * Source: Castillo, Daoudi & Lockhart 2014, Scand. J. Stat. 41 (the coefficient of variation of excesses over a threshold).
 */
export function hasHeavyTailedRuns(symbols: ArrayLike<number>): boolean {
  const n = symbols.length;
  const least = Math.max(short.symbols, short.share * n);
  const inLongRuns = new Set<number>();
  for (let at = 1, start = 0; at <= n; at++) {
    if (at < n && symbols[at] === symbols[start]) continue;
    if (at - start >= least) inLongRuns.add(symbols[start]!);
    start = at;
  }
  return [...inLongRuns].some((symbol) => isHeavy(waitsFor(symbols, symbol)));
}

/** Waiting times for any other symbol, ascending. */
function waitsFor(symbols: ArrayLike<number>, usual: number): Float64Array {
  const waits = [];
  let start = 0;
  for (let at = 0; at <= symbols.length; at++) {
    if (symbols[at] === usual) continue;
    waits.push(at - start);
    start = at + 1;
  }
  return Float64Array.from(waits).sort();
}

function isHeavy(waits: Float64Array): boolean {
  const count = Math.min(longest, waits.length >> 1);
  if (count < fewest) return true;
  const threshold = waits[waits.length - 1 - count]!;
  let [sum, squares] = [0, 0];
  for (const wait of waits.subarray(waits.length - count)) {
    sum += wait - threshold;
    squares += (wait - threshold) * (wait - threshold);
  }
  const mean = sum / count;
  return Math.sqrt((squares - sum * mean) / (count - 1)) > mostVariation * mean;
}
