import type { Io } from "./io.ts";

/** Versions on which compressed sizes and word boundaries depend. */
export function environmentOf(io: Io): Record<string, string> {
  const names = ["node", "zlib", "brotli", "icu", "unicode"];
  // Older Node has no zstd of its own; the package that stands in is named with each result.
  if (io.versions["zstd"] !== undefined) names.push("zstd");
  return Object.fromEntries(names.map((name) => [name, io.versions[name] ?? "unknown"]));
}
