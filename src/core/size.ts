const multipliers: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  k: 1e3,
  kB: 1e3,
  M: 1e6,
  MB: 1e6,
  G: 1e9,
  GB: 1e9,
  KiB: 1024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
};

/**
 * A size as people write it: 4096, 100kB, 1.5MB, 1MiB.
 *
 * @param text digits, an optional fraction and an optional suffix
 * @returns a non-negative safe integer, or null when the text is not a size
 */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?(?:[eE]\+?\d+)?)([a-zA-Z]*)$/.exec(text);
  if (match === null) return null;
  const suffix = match[2] ?? "";
  const multiplier = Object.hasOwn(multipliers, suffix) ? multipliers[suffix] : undefined;
  if (multiplier === undefined) return null;
  const exact = Number(match[1]) * multiplier;
  const size = Math.round(exact);
  // 1.1kB is 1100.0000000000002.
  return Number.isSafeInteger(size) && Math.abs(exact - size) <= 1e-9 * size ? size : null;
}
