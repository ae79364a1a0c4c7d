const prefixes = ["", " k", " M", " G", " T"];

/** Bits below which the axis of growth is a line, and above which it is a logarithm. */
const unit = 64;

/** How high bits lie on the axis of growth: nothing lies at 0, and each doubling of many bits is as long. */
export function heightOf(bits: number): number {
  return Math.log2(1 + Math.max(0, bits) / unit);
}

/** Bits that lie so high, in five characters or fewer, for axes. */
export function bitsAt(height: number): string {
  const bits = unit * (2 ** height - 1);
  if (bits < 0) return "";
  if (bits < 1000) return String(Math.round(bits));
  const step = Math.floor(Math.log10(bits) / 3 + 1e-12);
  if (step >= prefixes.length) return `2^${Math.round(Math.log2(bits))}`;
  const scaled = bits / 1000 ** step;
  return scaled.toPrecision(scaled >= 100 ? 3 : 2) + prefixes[step]!;
}
