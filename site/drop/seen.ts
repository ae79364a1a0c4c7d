import type { DrawnSection } from "../../src/features/sections/svg.ts";
import type { Extent } from "../../src/report/kit/format.ts";
import type { DrawnPoint, Place } from "../playground/road.ts";

/** What is known of a file: all that the page shows, and all that a link holds. None of it is the file's content. */
export interface Seen {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** what it is like and the verdict; empty: not known yet */
  readonly sentence: string;
  /** what it is made of */
  readonly made: string;
  /** symbols that the point was measured on */
  readonly n: number;
  /** null: not known, or it has none */
  readonly point: DrawnPoint | null;
  readonly sections: readonly DrawnSection[];
  /** entropy of the bytes of equal parts, bit/byte */
  readonly profile: readonly number[];
}

/** Sections of a link, characters of its texts, and characters of all of it. */
const mostSections = 24;
const longestText = 600;
const longestLink = 32_768;
/** Parts of the curve of a link, and its steps in a bit. */
const mostParts = 64;
const steps = 8;
const key = "seen=";
const damaged = "The link is damaged.";

const regimes = ["noise", "order", "pattern", "structure", "undecided"] as const;

/** What stands behind the # of a link that shows the same again. @returns null: there are no numbers yet */
export function linkOf({ sections, profile, ...seen }: Seen): string | null {
  if (seen.sentence === "") return null;
  const largest = [...sections].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, mostSections);
  const part = Math.max(1, Math.ceil(profile.length / mostParts));
  const packed = {
    ...{ v: 1, ...seen },
    name: seen.name.slice(0, longestText),
    sentence: seen.sentence.slice(0, longestText),
    made: seen.made.slice(0, longestText),
    sections: largest
      .sort((a, b) => a.from - b.from)
      .map(({ index, from, to, regime, what }) => [index, from, to, regime, what.slice(0, longestText)]),
    profile: profile.filter((_, i) => i % part === 0).map((bits) => Math.round(steps * bits)),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(packed));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `${key}${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/**
 * Reads a link.
 *
 * @param hash with or without its #
 * @returns what it shows; null: it shows nothing
 * @throws Error that says that it is damaged
 */
export function readLink(hash: string): Seen | null {
  const words = hash.replace(/^#/, "");
  if (!words.startsWith(key)) return null;
  if (words.length > longestLink) throw new Error(damaged);
  try {
    const letters = atob(words.slice(key.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return checked(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    throw new Error(damaged);
  }
}

/** What a link says, if it is what `linkOf` writes. @throws Error where it is not */
function checked(packed: Record<string, unknown>): Seen {
  if (packed["v"] !== 1) throw new Error(damaged);
  const size = count(packed["size"]);
  let end = 0;
  const sections = list(packed["sections"], mostSections).map((one): DrawnSection => {
    const [index, from, to, regime, what] = list(one, 5);
    const section = { index: count(index), from: count(from), to: count(to) };
    if (section.from < end || section.to <= section.from || section.to > size) throw new Error(damaged);
    end = section.to;
    return { ...section, regime: regimeOf(regime), what: text(what), randomness: null, structure: null };
  });
  return {
    ...{ name: text(packed["name"]), size, n: count(packed["n"]), sections },
    ...{ sentence: text(packed["sentence"]), made: text(packed["made"]) },
    point: packed["point"] === null ? null : pointOf(record(packed["point"])),
    profile: list(packed["profile"], mostParts).map((step) => Math.min(8, count(step) / steps)),
  };
}

const pointOf = ({ x, y, tail, regime }: Record<string, unknown>): DrawnPoint => ({
  ...{ x: extent(record(x)), y: extent(record(y)), regime: regimeOf(regime), measured: true },
  tail: tail === null ? null : place(record(tail)),
});

const place = ({ x, y }: Record<string, unknown>): Place => ({ x: number(x), y: number(y) });

function extent({ value, ends }: Record<string, unknown>): Extent {
  if (ends === null) return { value: number(value), ends };
  const [lower, upper] = list(ends, 2);
  return { value: number(value), ends: [number(lower), number(upper)] };
}

function regimeOf(value: unknown) {
  if (value === null) return null;
  const found = regimes.find((regime) => regime === value);
  if (found === undefined) throw new Error(damaged);
  return found;
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error(damaged);
  return value as Record<string, unknown>;
}

function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new Error(damaged);
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string" || value.length > longestText) throw new Error(damaged);
  return value;
}

/** A number of a map, whose axes are far shorter. */
function number(value: unknown): number {
  if (typeof value !== "number" || !(Math.abs(value) < 1000)) throw new Error(damaged);
  return value;
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Error(damaged);
  return value as number;
}
