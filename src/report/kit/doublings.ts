import { structureUnit } from "../../core/constants.ts";

const prefixes = ["", " k", " M", " G", " T"];

/** Bits that lie at so many doublings, in five characters or fewer, for axes. @throws never */
export function bitsOfDoublings(y: number): string {
  const bits = structureUnit * (2 ** y - 1);
  if (bits < 0) return "";
  if (bits < 1000) return String(Math.round(bits));
  const step = Math.floor(Math.log10(bits) / 3 + 1e-12);
  if (step >= prefixes.length) return `2^${Math.round(Math.log2(bits))}`;
  const scaled = bits / 1000 ** step;
  return scaled.toPrecision(scaled >= 100 ? 3 : 2) + prefixes[step]!;
}
