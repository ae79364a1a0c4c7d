import { test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { observerMembers } from "../../../../src/observer/observer-members.ts";
import { keptNumbers } from "../../../kept-numbers.ts";

/** Lines of a text. */
const text = (line: (i: number) => string, count: number) =>
  Buffer.from(Array.from({ length: count }, (_, i) => `${line(i)}\n`).join(""), "latin1");
const stored = (width: 1 | 2 | 4, value: (i: number) => number, count: number) => {
  const bytes = Buffer.alloc(width * count);
  for (let i = 0; i < count; i++) bytes.writeUIntLE(value(i) % 256 ** width, width * i, width);
  return bytes;
};
const random = Random.fromSeed(11);
const below = (size: number) => random.below(size);
const day = 86_400;
const iso = (seconds: number) => new Date(1000 * seconds).toISOString().slice(0, 19);
const dayOfYear = (days: number) => {
  const year = new Date(1000 * day * days).getUTCFullYear();
  return `${year} ${String(days - Date.UTC(year) / day / 1000 + 1).padStart(3, "0")}`;
};
const level = (i: number) => Math.round(1000 + 400 * Math.sin(i / 9) + 90 * Math.cos(i / 2.3) + below(9));
const words = ["the", "of", "and", "a", "to", "in", "is", "that", "for", "it", "was", "on", "are", "as"];

/** Texts of each kind that a member of the observer is for. */
const texts: Readonly<Record<string, Buffer>> = {
  "numbers in steps": text((i) => String(9_990 + 3 * i), 300),
  "numbers downwards, below 0": text((i) => String(700 - 7 * i), 300),
  "squares and a column that stays": text((i) => `${i * i}; ${(i / 4).toFixed(2)} x`, 200),
  "numbers of other bases": text((i) => [8, 16].map((base) => (i * 17).toString(base)).join(" "), 300),
  "capitals and padded bits": text((i) => `${(i * 29).toString(16).toUpperCase()},${i.toString(2).padStart(9, "0")}`, 250),
  "rows of one counter": text((i) => [0, 1, 2, 3].map((k) => 4 * i + k).join(", "), 200),
  "a clock": text((i) => iso(17 * i + 300).slice(11), 700),
  "a clock backwards": text((i) => iso(86_399 - 50 * i).slice(11, 16), 1500),
  "dates of leap years": text((i) => iso(day * (5 * i - 27_000)).slice(0, 10), 700),
  "dates of America, backwards": text((i) => iso(day * (20_000 - i)).replace(/(\d+)-(\d+)-(\d+).*/, "$2/$3/$1"), 500),
  "days of years": text((i) => dayOfYear(3 * i + 700), 700),
  "hours without zeros": text((i) => `${Math.floor(i / 6) % 24}:${String((i % 6) * 10).padStart(2, "0")}`, 500),
  "addresses": text((i) => `10.0.${i >> 8}.${i & 255}`, 700),
  "places of a grid": text((i) => `(${Math.floor(i / 20)}, ${i % 20})`, 400),
  "a clock that jumps": text((i) => iso(i < 300 ? 60 * i : 90_000 + 60 * i).slice(0, 16), 450),
  "16 bits": stored(2, (i) => 37 * i + 5, 1500),
  "32 bits": stored(4, (i) => 12_345 * i, 800),
  "bytes that grow": stored(1, (i) => 3 * i, 2000),
  "a wave of bytes": stored(1, (i) => level(i) / 8, 3000),
  "a wave of 16 bits": stored(2, level, 1500),
  "a wave in writing": text((i) => String(level(i)), 500),
  "a word over and over, with faults": Buffer.from(Array.from({ length: 2500 }, (_, i) => (below(20) === 0 ? 97 + below(26) : "abracadabra!".charCodeAt(i % 12)))),
  "words": text(() => Array.from({ length: 9 }, () => words[below(14)]).join(" "), 90),
  "passages that come again": Buffer.concat(Array.from({ length: 9 }, (_, i) => Buffer.from(Array.from({ length: 300 }, (_, k) => (k < 220 ? 32 + ((k * k * 7 + (k >> 3)) % 90) : 32 + below(90 + i)))))),
  "bits of parity": (() => {
    const bits = Buffer.alloc(3000);
    for (let i = 0; i < bits.length; i++) bits[i] = i < 9 ? below(2) : bits[i - 2]! ^ bits[i - 9]! ^ (below(30) === 0 ? 1 : 0);
    return bits;
  })(),
  "noise": stored(1, () => below(256), 1500),
}; // biome-ignore format: a text a line

/** Members that take most of the time, and texts that show all of them. */
const costly = ["context-mixer", "context-tree-weighting"];
const ofAll = ["a clock that jumps", "32 bits", "words", "passages that come again", "bits of parity"];

/** Bits of a text by each member: of its first part, of the second in a segment of its own, and of the third without learning. */
function lengthsOf(name: string): Record<string, number[]> {
  const bytes = texts[name]!;
  const codes = [...new Set(bytes)].sort((a, b) => a - b);
  const symbols = Uint8Array.from(bytes, (byte) => codes.indexOf(byte));
  const at = [0, Math.floor(0.6 * bytes.length), Math.floor(0.9 * bytes.length), bytes.length] as const;
  const lengths: Record<string, number[]> = {};
  for (const { id, largestAlphabet = 65_536, open } of observerMembers("fast")) {
    if (codes.length > largestAlphabet || (costly.includes(id) && !ofAll.includes(name))) continue;
    const member = open(symbols, codes.length, codes);
    lengths[id] = [0, 1, 2].map((part) => {
      const [from, to] = [at[part]!, at[part + 1]!];
      const losses = new Float64Array(to - from);
      member.code(from, to, part === 0 ? 0 : at[1], part < 2, losses);
      return losses.reduce((sum, loss) => sum + loss, 0);
    });
    member.close?.();
  }
  return lengths;
}

const same = keptNumbers(new URL("code-lengths.json", import.meta.url));

test.each(Object.keys(texts))("%s costs what it did", (name) => same(name, lengthsOf(name)));
