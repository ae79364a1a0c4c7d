/** Share of the files whose surprise tells how far the usual ones go. */
const tailShare = 0.1;
/** The least distance in which usual files become half as many, in bit/byte: of copies it would be none. */
const leastHalf = 0.02;

/** Fewer files are never expected, so that two numbers beyond all have a ratio. */
const leastExpected = 1e-200;

/** How many of some files surprise how much. */
export interface Tail {
  readonly files: number;
  /** how many of as many files are expected to surprise at least so much, from 0 to all of them */
  expected(score: number): number;
  /** how much so few of them are expected to surprise, in the unit of the scores */
  level(expected: number): number;
}

/**
 * The upper tail of the surprise of files, told by the most surprising tenth of them: beyond where it begins they become fewer
 * as in an exponential law whose half-way point is that of the tenth, so that some strange ones among them change little.
 *
 * @param scores shape (files,), bit/byte
 * @throws never
 * Cost: O(files log files)
 * Source: exceedances of a threshold: Pickands 1975, Ann. Statist. 3(1), with shape 0.
 */
export function tailOf(scores: Float64Array): Tail {
  const ascending = scores.toSorted();
  const n = ascending.length;
  const count = Math.max(1, Math.floor(n * tailShare));
  const threshold = ascending[n - 1 - count] ?? 0;
  const excesses = ascending.subarray(n - count).map((score) => score - threshold);
  const half = Math.max(leastHalf, halfOf(excesses));
  return {
    files: n,
    expected(score) {
      const asMuch = n - firstAtLeast(ascending, score);
      if (asMuch > count) return asMuch;
      const beyond = count * Math.exp((-(score - threshold) / half) * Math.LN2);
      return Math.min(n, Math.max(leastExpected, beyond));
    },
    level(expected) {
      if (expected > count) return ascending[Math.max(0, n - Math.ceil(expected))] ?? 0;
      return threshold + half * Math.log2(count / expected);
    },
  };
}

/**
 * Distance in which files become half as many, by the middle one of those beyond the threshold. Of an exponential law of some
 * draws it is expected at 1/k, 1/(k+1), ... added up to all of them: of four 56 % beyond half.
 *
 * Source: Rényi 1953, Acta Math. Hung. 4.
 */
function halfOf(excesses: Float64Array): number {
  const middle = Math.floor(excesses.length / 2);
  let place = 0;
  for (let k = excesses.length - middle; k <= excesses.length; k++) place += 1 / k;
  return ((excesses[middle] ?? 0) * Math.LN2) / place;
}

/** @returns how many are less */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
