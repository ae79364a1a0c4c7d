/** Alphabets of written noise, the smallest first; line ends may occur among them. */
const alphabets: readonly (readonly [size: number, letters: RegExp])[] = [
  [2, /[01]/],
  [10, /[0-9]/],
  [16, /[0-9a-f]/],
  [16, /[0-9A-F]/],
  [26, /[a-z]/],
  [26, /[A-Z]/],
  [32, /[A-Z2-7=]/],
  [62, /[0-9A-Za-z]/],
  [64, /[0-9A-Za-z+/=_-]/],
  [95, /[ -~]/],
  [256, /[\s\S]/],
];

const belongs = alphabets.map(([, letters]) =>
  Uint8Array.from({ length: 256 }, (_, byte) =>
    letters.test(String.fromCharCode(byte)) || byte === 10 || byte === 13 ? 1 : 0,
  ),
);

/** Least share of the bytes of a stretch that are in its alphabet. */
const members = 0.98;
/** Bytes per symbol from which the occurring symbols count as the alphabet. */
const bytesPerSymbol = 16;
/** Least cost of noise, as a share of the bits of its alphabet. */
const share = 0.9;
/** Largest share of its bytes that cost less than half of that. */
const mostGuessed = 0.1;
/** Standard deviations by which equal pairs of bytes may exceed their expected number. */
const deviations = 3;
/** Fewer bytes can be anything. */
const shortest = 16;

/**
 * Bits of a byte of noise over the alphabet of a stretch: that of the occurring symbols where there are sixteen times as many
 * bytes, else the smallest common alphabet that has nearly all of them.
 *
 * Cost: O(bytes).
 */
export function alphabetBits(bytes: Uint8Array, start: number, end: number): number {
  return bitsOfCounts(countBytes(bytes, start, end), end - start);
}

function countBytes(bytes: Uint8Array, start: number, end: number): Int32Array {
  const counts = new Int32Array(256);
  for (let i = start; i < end; i++) counts[bytes[i]!]!++;
  return counts;
}

function bitsOfCounts(counts: Int32Array, length: number): number {
  const distinct = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const place = belongs.findIndex((own) => {
    let inside = 0;
    for (let byte = 0; byte < 256; byte++) if (own[byte] === 1) inside += counts[byte]!;
    return inside >= members * length;
  });
  const common = alphabets[place]![0];
  return Math.log2(length >= bytesPerSymbol * distinct ? Math.min(common, distinct) : common);
}

/**
 * Whether the number of equal pairs of bytes is at most that of the cheapest noise, or at most three standard deviations above
 * that of noise: words of a new kind cost as much, but have more frequent letters. Ignores line ends.
 *
 * Source: Friedman 1922, The Index of Coincidence.
 */
function isEven(counts: Int32Array, bits: number): boolean {
  let [length, equal] = [0, 0];
  for (const [byte, count] of counts.entries()) {
    if (byte === 10 || byte === 13) continue;
    length += count;
    equal += (count * (count - 1)) / 2;
  }
  const pairs = (length * (length - 1)) / 2;
  const expected = pairs * 2 ** -bits;
  return equal <= Math.max(pairs * 2 ** (-share * bits), expected + deviations * Math.sqrt(expected));
}

/**
 * Whether a stretch is noise: incompressible, since its cost is near the maximum of its alphabet, and almost no byte could be
 * guessed. Text of a new kind has a high mean too, but some letters are cheap, and some are frequent.
 *
 * @param bits of each byte, NaN where unknown, shape (n,)
 * Cost: O(bytes).
 */
export function isNoise(bytes: Uint8Array, bits: Float32Array, start: number, end: number): boolean {
  if (end - start < shortest) return false;
  const counts = countBytes(bytes, start, end);
  const most = bitsOfCounts(counts, end - start);
  let [priced, sum, guessed] = [0, 0, 0];
  // Most texts exceed the limit of guessed bytes early.
  for (let i = start; i < end && guessed <= mostGuessed * (end - start); i++) {
    const cost = bits[i]!;
    if (Number.isNaN(cost)) continue;
    priced++;
    sum += cost;
    if (cost < most / 2) guessed++;
  }
  const isCostly = most > 0 && priced > 0 && sum >= share * most * priced && guessed <= mostGuessed * priced;
  return isCostly && isEven(counts, most);
}
