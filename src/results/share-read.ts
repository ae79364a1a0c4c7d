import type { Sample } from "./report.ts";

/**
 * The share of an input that a sample is, by bytes; 0 for what is generated, which is a sample of a source.
 */
export function shareRead({ size, blocks }: Pick<Sample, "size" | "blocks">): number {
  if (size === null || size === 0) return 0;
  return Math.min(1, blocks.reduce((sum, { length }) => sum + length, 0) / size);
}
