import type { Random } from "../../src/core/random.ts";
import { ascii, letters, type Maker, noiseBytes, type RogueKind, rogue } from "./rogue.ts";

/** Lengths and tags are a pattern, and what they enclose is drawn. */
const pattern = ["pattern", "undecided"] as const;

const small = "abcdefghijklmnopqrstuvwxyz";
const alphanumeric = `${small}0123456789`;

/** Records one after the other, cut at the size. */
function joined(record: (random: Random, i: number) => readonly ArrayLike<number>[]): Maker {
  return (random, size) => {
    const made = new Uint8Array(size + 70_000);
    let length = 0;
    for (let i = 0; length < size; i++) {
      for (const part of record(random, i)) {
        made.set(part, length);
        length += part.length;
      }
    }
    return made.slice(0, size);
  };
}

const drawn = (random: Random, fewest: number, most: number) =>
  noiseBytes(random, fewest + random.below(most - fewest + 1));
const word = (random: Random, fewest: number, most: number, from = small) =>
  ascii(letters(random, fewest + random.below(most - fewest + 1), from));

function varint(value: number): number[] {
  return value < 128 ? [value] : [128 | (value & 127), ...varint(Math.floor(value / 128))];
}

const flat = (...parts: readonly ArrayLike<number>[]) => parts.flatMap((part) => Array.from(part));
const number = (value: number, width: number) =>
  Array.from({ length: width }, (_, k) => Math.floor(value / 256 ** (width - 1 - k)) % 256);
const short = (head: number, body: ArrayLike<number>) => flat([head, body.length], body);
const named = (name: string) => flat([0xa0 | name.length], ascii(name));

/** Random payloads behind tags and lengths, in the notations of programs that talk to each other. */
export const delimited: RogueKind = {
  kind: "records that say how long they are",
  rogues: [
    rogue("messages of fields with keys, one in another", pattern, joined((random) => [short(10, flat([8, random.below(128)], short(18, word(random, 8, 31)), [25], noiseBytes(random, 8)))])),
    rogue("fields with keys: numbers, bytes and floats", pattern, joined((random) => [[8], varint(random.below(1 << 20)), short(18, drawn(random, 4, 23)), [29], noiseBytes(random, 4)])),
    rogue("packed maps of four names", pattern, joined((random) => { const name = word(random, 3, 22); return [[0x84], named("id"), [0xce], noiseBytes(random, 4), named("name"), [0xa0 | name.length], name, named("data"), short(0xc4, drawn(random, 5, 44)), named("ok"), [0xc2 + random.below(2)]]; })),
    rogue("concise maps of signatures and times", pattern, joined((random) => [[0xa3, 0x61, 0x74, 0xfb], noiseBytes(random, 8), [0x63], ascii("sig"), short(0x58, drawn(random, 24, 63)), [0x61, 0x6e, 0x19], noiseBytes(random, 2)])),
    rogue("sequences of whole numbers and strings of octets", pattern, joined((random) => [short(0x30, flat(short(2, drawn(random, 1, 16)), short(4, drawn(random, 1, 30))))])),
    rogue("strings behind their lengths in digits", pattern, joined((random) => { const body = word(random, 1, 60, alphanumeric); return [ascii(`${body.length}:`), body, ascii(",")]; })),
    rogue("dictionaries of numbers and strings in digits", pattern, joined((random) => { const name = letters(random, 3 + random.below(20), alphanumeric); return [ascii(`d2:idi${random.below(1e6)}e4:name${name.length}:${name}4:hash20:${letters(random, 20, alphanumeric)}e`)]; })),
    rogue("commands of a store, and random values", pattern, joined((random) => { const [key, value] = [letters(random, 4 + random.below(12), alphanumeric), letters(random, 1 + random.below(60), alphanumeric)]; return [ascii(`*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`)]; })),
    rogue("five tags, lengths and noise", pattern, joined((random) => [short(1 + random.below(5), drawn(random, 0, 31))])),
    rogue("words behind one byte of length", pattern, joined((random) => { const body = word(random, 1, 40); return [[body.length], body]; })),
    rogue("noise behind four bytes of length", pattern, joined((random) => { const body = drawn(random, 1, 100); return [number(body.length, 4), body]; })),
    rogue("numbered messages with a random token", pattern, joined((random, i) => [short(10, flat([8], varint(i + 1), short(18, word(random, 10, 40, alphanumeric)), [0x20], varint(random.below(1 << 14))))])),
  ],
}; // biome-ignore format: a rogue a line
