/** Longest waits that are looked at, at most. */
const longest = 64;
/** Fewer say nothing of how long others may be. */
const fewest = 16;
/** Excesses of waits with a scale vary as much as they last: 1, give or take an eighth. Those of waits without one vary more. */
const mostVariation = 1.5;
/** A sequence whose lulls are shorter than this, or than this share of it, has many of them. */
const short = { symbols: 64, share: 1 / 1000 };

/**
 * Whether a sequence has lulls whose length has no scale, or too few lulls to tell: a longer sample would have longer
 * ones, so that no mean over this one has an error that the sample shows. A lull is a run of one symbol.
 *
 * @param symbols shape (n,)
 * Cost: O(n), and O(w log w) for w waits of each symbol that has a long run.
 * Source: Castillo, Daoudi & Lockhart 2014, Scand. J. Stat. 41 (the coefficient of variation of excesses over a threshold).
 */
export function hasHeavyLulls(symbols: ArrayLike<number>): boolean {
  const n = symbols.length;
  const least = Math.max(short.symbols, short.share * n);
  const inLulls = new Set<number>();
  for (let at = 1, start = 0; at <= n; at++) {
    if (at < n && symbols[at] === symbols[start]) continue;
    if (at - start >= least) inLulls.add(symbols[start]!);
    start = at;
  }
  return [...inLulls].some((symbol) => isHeavy(waitsFor(symbols, symbol)));
}

/** How long each wait for any other symbol was, ascending. */
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
