import type { Symbols } from "../core/sequence.ts";

/** One part is unlike another where its symbols cost this multiple of what those of the other cost, and this many bits more. */
const [timesOwn, bitsMore] = [3, 1];
/** Symbols that are looked at of each part, at most. */
const mostRead = 2_000_000;
const logTable = 16;
/** Symbols of the law of all that count for the law behind a symbol. */
const priorCounts = 2;

/**
 * Why nothing about the rest of an input can be said from its beginning: by the pairs of symbols of one of them, the other
 * one costs several times as much as the one itself.
 *
 * @param n symbols of the beginning
 * @returns undefined: no reason
 * Cost: O(symbols), 10 ns a symbol.
 */
export function unlikeRest(symbols: Symbols, alphabetSize: number, n: number): string | undefined {
  const half = n >> 1;
  const [beginning, rest] = [symbols.subarray(0, n), symbols.subarray(n, n + mostRead)];
  const middle = rest.length >> 1;
  if (half < 2 || middle < 2) return undefined;
  const parts = [
    {
      of: "what follows",
      by: "the sample",
      own: [beginning.subarray(0, half), beginning.subarray(half)],
      other: rest,
    },
    {
      of: "the sample",
      by: "what follows",
      own: [rest.subarray(0, middle), rest.subarray(middle)],
      other: beginning,
    },
  ] as const;
  for (const { of, by, own, other } of parts) {
    const itself = pairCost(own[0], own[1], alphabetSize);
    const cost = pairCost(own[0], other, alphabetSize);
    if (cost > timesOwn * itself && cost > itself + bitsMore)
      return `the sample is unlike what follows it: by the pairs of symbols of ${by}, a symbol of ${of} costs ${cost.toFixed(2)} bits, and one of its own ${itself.toFixed(2)}`;
  }
  return undefined;
}

/** What a symbol costs by the frequencies of pairs in another part, bits. */
function pairCost(learned: Symbols, asked: Symbols, alphabetSize: number): number {
  const slots = 2 ** logTable;
  const [pairs, firsts, singles] = [
    new Float64Array(slots),
    new Float64Array(slots),
    new Float64Array(slots),
  ];
  const slotOf = (first: number, second: number) =>
    Math.imul(first * alphabetSize + second, 0x9e3779b1) >>> (32 - logTable);
  for (let i = 1; i < learned.length; i++) {
    pairs[slotOf(learned[i - 1]!, learned[i]!)]!++;
    firsts[learned[i - 1]! % slots]!++;
    singles[learned[i]! % slots]!++;
  }
  const prior = alphabetSize / 2;
  let bits = 0;
  for (let i = 1; i < asked.length; i++) {
    const [first, second] = [asked[i - 1]!, asked[i]!];
    const single = (singles[second % slots]! + 0.5) / (learned.length - 1 + prior);
    const pair = pairs[slotOf(first, second)]! + priorCounts * single;
    bits -= Math.log2(Math.min(1, pair / (firsts[first % slots]! + priorCounts)));
  }
  return bits / (asked.length - 1);
}
