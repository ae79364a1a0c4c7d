import type { Symbols } from "../../core/sequence.ts";

/** Bits by which agreements must surprise, beyond the choice among the lags. */
const surprise = 4;

/**
 * The lag at which symbols agree most often, with those of its divisors that stand out too, and the lag that stands out
 * most; all by more bits than the choice among the lags costs.
 *
 * @param longest the longest lag of interest; half the window is compared at most
 * @returns ascending, without repeats; none: empty
 * @throws never
 * Cost: up to n^2 / 3 comparisons, 1 ns each, of bytes half of that.
 */
export function likelyPeriods(window: Symbols, alphabetSize: number, longest: number): number[] {
  const n = window.length;
  const mostLags = Math.min(n >>> 1, longest);
  const agreements = window instanceof Uint8Array ? agreementsOfBytes(window) : agreementsOf(window);
  const counts = new Float64Array(alphabetSize);
  for (let i = 0; i < n; i++) counts[window[i]!]!++;
  const chance = counts.reduce((sum, count) => sum + count * (count - 1), 0) / (n * (n - 1));
  if (chance === 0 || chance === 1) return [];
  const threshold = Math.log2(mostLags) + surprise;
  const bits = new Float64Array(mostLags + 1);
  let most = 0;
  let clearest = 0;
  let highest = 0;
  for (let lag = 1; lag <= mostLags; lag++) {
    const rate = agreementRate(agreements, n, lag, chance, highest);
    bits[lag] = rate <= chance ? 0 : (n - lag) * divergence(rate, chance);
    if (bits[lag]! < threshold) continue;
    if (rate > highest) {
      highest = rate;
      most = lag;
    }
    if (bits[lag]! > bits[clearest]!) clearest = lag;
  }
  const periods: number[] = [];
  for (let lag = 1; lag <= most; lag++) {
    if ((most % lag === 0 || lag === clearest) && bits[lag]! >= threshold) periods.push(lag);
  }
  return clearest > most ? [...periods, clearest] : periods;
}

/** Share of symbols that equal the one `lag` before; 0 where an eighth lets expect neither news nor a new highest rate. */
function agreementRate(
  agreements: Agreements,
  n: number,
  lag: number,
  chance: number,
  highest: number,
): number {
  const eighth = n >>> 3;
  const first = agreements(lag, lag, lag + eighth);
  const least = Math.max(deviated(eighth, chance, 1), deviated(eighth, highest, -4));
  if (first < least) return 0;
  return (first + agreements(lag, lag + eighth, n)) / (n - lag);
}

/** So many standard deviations from the expected number of heads. */
function deviated(trials: number, heads: number, deviations: number): number {
  const expected = trials * heads;
  return expected + deviations * Math.sqrt(expected * (1 - heads));
}

/** How many symbols from..to-1 equal the one `lag` before. */
type Agreements = (lag: number, from: number, to: number) => number;

function agreementsOf(window: Symbols): Agreements {
  return (lag, from, to) => {
    let count = 0;
    // Without a branch: in noise it would be mispredicted half of the time.
    for (let i = from; i < to; i++) count += ((window[i]! ^ window[i - lag]!) - 1) >>> 31;
    return count;
  };
}

const wordBytes = 4;

/** The same by words of four bytes, of copies that begin so many bytes later that any lag comes to lie at a whole word. */
function agreementsOfBytes(window: Uint8Array): Agreements {
  const single = agreementsOf(window);
  const words = (window.length >>> 2) + 1;
  const copies = Array.from({ length: wordBytes }, (_, later) => {
    const bytes = new Uint8Array(wordBytes * (words + 1));
    bytes.set(window, later);
    return new Uint32Array(bytes.buffer);
  });
  const plain = copies[0]!;
  return (lag, from, to) => {
    const first = (from + wordBytes - 1) >>> 2;
    const end = to >>> 2;
    if (first >= end) return single(lag, from, to);
    const copy = copies[lag & 3]!;
    const back = lag >>> 2;
    let count = single(lag, from, wordBytes * first) + single(lag, wordBytes * end, to);
    for (let word = first; word < end; word++) {
      const difference = plain[word]! ^ copy[word - back]!;
      // The upper bit of each byte that is 0, counted by a multiplication.
      const zeros = ~(((difference & 0x7f7f_7f7f) + 0x7f7f_7f7f) | difference | 0x7f7f_7f7f);
      count += Math.imul(zeros >>> 7, 0x0101_0101) >>> 24;
    }
    return count;
  };
}

/** Kullback-Leibler divergence of two coins, bits. */
function divergence(p: number, q: number): number {
  return p * Math.log2(p / q) + (p === 1 ? 0 : (1 - p) * Math.log2((1 - p) / (1 - q)));
}
