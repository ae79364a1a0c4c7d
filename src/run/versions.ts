/** Versions on which compressed sizes and word boundaries depend. */
export function versionsThatMatter(
  versions: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = ["node", "zlib", "brotli", "icu", "unicode"];
  // Older Node has no zstd of its own; the package that stands in is named with each result.
  if (versions["zstd"] !== undefined) names.push("zstd");
  return Object.fromEntries(names.map((name) => [name, versions[name] ?? "unknown"]));
}
