import { defaultSample } from "../core/constants.ts";
import { UsageError } from "../core/errors.ts";
import { parseSize } from "../core/size.ts";

/**
 * Parses a size of an option, such as `-n 100kB` or `--sample 1MiB`.
 *
 * @param option as the user wrote it, for the message
 * @returns a positive safe integer
 * @throws UsageError that names what is accepted
 */
export function requireSize(text: string, option: string): number {
  const size = parseSize(text);
  if (size !== null && size > 0) return size;
  throw new UsageError(
    `${option}: "${text}" is not a size; write a whole number above 0, or one with kB, MB, GB, KiB, MiB or GiB, such as 4096, 100kB or 1.5MB`,
  );
}

/** Bytes of memory of the smallest run. */
const leastMemory = 64_000_000;

/** Parses a memory limit. @throws UsageError for an invalid size, or one that is too small */
export function requireMemory(text: string): number {
  const size = requireSize(text, "--max-memory");
  if (size >= leastMemory) return size;
  throw new UsageError(`--max-memory: ${text} is too little; the least is ${leastMemory / 1e6}MB`);
}

/**
 * As `requireSize`, or "all", or the default.
 *
 * @throws UsageError that names what is accepted
 */
export function requireSampleSize(text: string, option: string): number | "all" {
  if (text === "all") return "all";
  if (text === autoSample) return defaultSample;
  if (parseSize(text) === null) {
    throw new UsageError(
      `${option}: "${text}" is neither "all", "auto" nor a size such as 4096, 100kB, 1.5MB or 1MiB`,
    );
  }
  return requireSize(text, option);
}

/** The default. */
const autoSample = "auto";
