import type { Random } from "../../src/core/random.ts";
import { bytes, letters, lines, noiseBytes, normal, padded, pieces, type RogueKind, rogue } from "./rogue.ts";

const counted = ["order", "pattern", "undecided"] as const;
/** Tables that are computed: neither noise nor order that costs nothing. */
const computed = ["order", "pattern", "structure", "undecided"] as const;

/** What goes on for ever in even steps, without a draw. */
const stepped = ["order", "undecided"] as const;

const date = (day: number) => new Date(Date.UTC(2001, 0, 1) + day * 86_400_000);
/** The time of day so many seconds after midnight. */
const clock = (seconds: number) => new Date(1000 * seconds).toISOString().slice(11, 19);
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function words(values: (i: number) => number, width: 2 | 4 | 8, kind: "float" | "integer") {
  return (_: Random, size: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(size - (size % width)));
    for (let i = 0; i * width < view.byteLength; i++) {
      const value = values(i);
      if (width === 2) view.setInt16(i * width, value, true);
      else if (kind === "integer") view.setUint32(i * width, value, true);
      else if (width === 4) view.setFloat32(i * width, value, true);
      else view.setFloat64(i * width, value, true);
    }
    return new Uint8Array(view.buffer);
  };
}

/** Without its copies it is noise. */
const repeatedNoise = ["noise", "order", "undecided"] as const;

/** Samples of 16 bits in noise. */
const sound =
  (at: (t: number) => number, noise: number) =>
  (random: Random, size: number): Uint8Array =>
    words((t) => Math.round(at(t) + noise * normal(random)), 2, "integer")(random, size);

function repeated(length: number, replaced = 0) {
  return (random: Random, size: number): Uint8Array => {
    const word = noiseBytes(random.fork("word"), length);
    return Uint8Array.from({ length: size }, (_, i) =>
      random.uniform() < replaced ? random.below(256) : word[i % length]!,
    );
  };
}

const roman = (value: number) => {
  let left = value;
  let text = "";
  for (const [
    worth,
    sign,
  ] of [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]] as const) // biome-ignore format: short
    for (; left >= worth; left -= worth) text += sign;
  return text;
};

/** Counters, calendars, tables and periods. */
export const orders: RogueKind = {
  kind: "orders",
  rogues: [
    rogue("numbers from 1, one a line", counted, lines((_, i) => String(i + 1))),
    rogue("numbers from 100 000, one a line", counted, lines((_, i) => String(100_000 + i))),
    rogue("numbers padded to eight digits", counted, lines((_, i) => padded(i, 8))),
    rogue("numbers in steps of seven", counted, lines((_, i) => String(7 * i))),
    rogue("numbers downwards", counted, lines((_, i) => String(50_000 - i))),
    rogue("hexadecimal numbers", counted, lines((_, i) => padded(i, 6, 16))),
    rogue("binary numbers", counted, lines((_, i) => padded(i, 16, 2))),
    rogue("Roman numbers", counted, lines((_, i) => roman(1 + (i % 3999)))),
    rogue("numbers with thousands apart", counted, lines((_, i) => (1_000_000 + i).toLocaleString("en"))),
    rogue("numbers in one line with commas", counted, pieces((_, i) => `${i},`)),
    rogue("numbers as CSV with their doubles", counted, lines((_, i) => `${i},${2 * i},${3 * i}`)),
    rogue("numbers in names of files", counted, lines((_, i) => `IMG_${padded(i, 5)}.JPG`)),
    rogue("counter of 16 bits", counted, words((i) => i, 2, "integer")),
    rogue("counter of 32 bits", counted, words((i) => i, 4, "integer")),
    rogue("numbers from 1 000 in steps of three", stepped, lines((_, i) => String(1000 + 3 * i))),
    rogue("numbers downwards in steps of seven", stepped, lines((_, i) => String(200_000 - 7 * i))),
    rogue("numbers in rows of ten", stepped, lines((_, i) => Array.from({ length: 10 }, (_, k) => 10 * i + k).join(" "))),
    rogue("numbers below 0 in steps of three", stepped, lines((_, i) => String(-3 * i - 1))),
    rogue("numbers in steps of 1 009, padded", stepped, lines((_, i) => padded(1009 * i, 9))),
    rogue("fractions in steps of .01", stepped, lines((_, i) => (i / 100).toFixed(2))),
    rogue("temperatures in steps of .5", stepped, lines((_, i) => (i / 2 - 20).toFixed(1))),
    rogue("hexadecimal numbers in steps of five", stepped, lines((_, i) => padded(5 * i, 6, 16))),
    rogue("capital hexadecimal numbers in steps of 48", stepped, lines((_, i) => `0x${padded(48 * i, 8, 16).toUpperCase()}`)),
    rogue("octal numbers in steps of 16", stepped, lines((_, i) => padded(16 * i, 7, 8))),
    rogue("binary numbers in steps of three", stepped, lines((_, i) => padded(3 * i, 24, 2))),
    rogue("cubes", stepped, lines((_, i) => String(i ** 3))),
    rogue("three counters as CSV", stepped, lines((_, i) => `${i},${1_000_000 - 11 * i},${7 + 3 * i}`)),
    rogue("counters in JSON", stepped, lines((_, i) => `{"id": ${4 * i}, "next": ${4 * i + 4}, "page": 25}`)),
    rogue("lines with their numbers", stepped, lines((_, i) => `${String(i + 1).padStart(6)}\tthe same text in line ${3 * i}`)),
    rogue("counter of 32 bits in steps of 12 345", stepped, words((i) => 12_345 * i, 4, "integer")),
    rogue("counter of 16 bits in steps of 37", stepped, words((i) => (37 * i) << 16 >> 16, 2, "integer")),
    rogue("records of 12 bytes: three counters and a constant", stepped, bytes((_, i) => {
      const record = Math.floor(i / 12);
      const fields = [record, (7 << 16) | ((3 * record) & 0xffff), 1_000_000 - 5 * record];
      return (fields[Math.floor((i % 12) / 4)]! >>> (8 * (i % 4))) & 255;
    })),
    rogue("dates, one a line", counted, lines((_, i) => date(i).toISOString().slice(0, 10))),
    rogue("dates with weekdays", counted, lines((_, i) => `${weekdays[date(i).getUTCDay()]}, ${date(i).getUTCDate()} ${months[date(i).getUTCMonth()]} ${date(i).getUTCFullYear()}`)),
    rogue("dates of America", counted, lines((_, i) => `${padded(date(i).getUTCMonth() + 1, 2)}/${padded(date(i).getUTCDate(), 2)}/${date(i).getUTCFullYear()}`)),
    rogue("minutes of days", counted, lines((_, i) => date(i / 1440).toISOString().slice(0, 16))),
    rogue("seconds since 1970", counted, lines((_, i) => String(1_700_000_000 + 60 * i))),
    rogue("letters of the alphabet over and over", ["order", "undecided"], pieces(() => "abcdefghijklmnopqrstuvwxyz")),
    rogue("one line over and over", ["order", "undecided"], pieces(() => "the quick brown fox jumps over the lazy dog\n")),
    rogue("zeros and one", ["order", "undecided"], bytes((_, i) => (i === 40_000 ? 1 : 0))),
    rogue("blocks of as and of bs", ["order", "pattern", "undecided"], bytes((_, i) => (Math.floor(i / 1000) % 2 === 0 ? 97 : 98))),
    rogue("multiplication table", computed, lines((_, i) => `${1 + (i % 99)} x ${1 + (Math.floor(i / 99) % 99)} = ${(1 + (i % 99)) * (1 + (Math.floor(i / 99) % 99))}`)),
    rogue("squares", computed, lines((_, i) => String(i * i))),
    rogue("prime numbers", computed, (() => {
      const isPrime = (n: number) => {
        for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
        return true;
      };
      return lines((_, i) => {
        let n = 6 * i + 5;
        while (!isPrime(n)) n++;
        return String(n);
      });
    })()),
    rogue("sine as decimal numbers", computed, lines((_, i) => Math.sin(i / 100).toFixed(6))),
    rogue("sine of 16 bits", computed, words((i) => Math.round(20_000 * Math.sin(i / 17)), 2, "integer")),
    rogue("a tone of 16 bits in little noise", ["pattern", "undecided"], sound((t) => 20_000 * Math.sin(t / 19), 60)),
    rogue("a fast tone of 16 bits in noise", ["pattern", "undecided"], sound((t) => 15_000 * Math.sin(1.3 * t), 200)),
    rogue("a chord of 16 bits in little noise", ["pattern", "undecided"], sound((t) => 7000 * (Math.sin(0.05 * t) + Math.sin(0.29 * t) + Math.sin(0.71 * t)), 40)),
    rogue("two tones of 16 bits in two channels", ["pattern", "undecided"], sound((t) => 12_000 * Math.sin((t % 2 === 0 ? 0.031 : 0.047) * t), 80)),
    rogue("a beating heart of 16 bits in noise", ["pattern", "undecided"], sound((t) => 9000 * Math.exp(-(((t % 360) - 60) ** 2) / 50), 60)),
    rogue("ramp of floats of 32 bits", computed, words((i) => i / 1000, 4, "float")),
    rogue("ramp of doubles", computed, words((i) => i / 1000, 8, "float")),
    rogue("sorted random numbers", computed, (random, size) => {
      const drawn = Array.from({ length: Math.ceil(size / 7) }, () => 100_000 + random.below(900_000)).sort((a, b) => a - b);
      return lines((_, i) => String(drawn[i]))(random, size);
    }),
    rogue("sorted random words", computed, (random, size) => {
      const drawn = Array.from({ length: Math.ceil(size / 7) }, () => letters(random, 6, "abcdefghijklmnopqrstuvwxyz")).sort();
      return lines((_, i) => drawn[i]!)(random, size);
    }),
    rogue("a period of 100 random bytes", ["order", "pattern", "undecided"], repeated(100)),
    rogue("a period of 1 000 random bytes", ["order", "pattern", "undecided"], repeated(1000)),
    rogue("a period of 5 000 random bytes", repeatedNoise, repeated(5000)),
    rogue("a period of 27 bytes, one in ten replaced", ["pattern", "undecided"], repeated(27, 0.1)),
    rogue("a period of 27 bytes, half replaced", ["pattern", "undecided"], repeated(27, 0.5)),
    rogue("a period of 100 bytes, three in ten replaced", ["pattern", "undecided"], repeated(100, 0.3)),
    rogue("a period of 2 000 bytes, three in ten replaced", ["pattern", "structure", "undecided"], repeated(2000, 0.3)),
    rogue("random bytes, each copied from 5 000 before half the time", repeatedNoise, (random, size) => {
      const made = noiseBytes(random, size);
      for (let i = 5000; i < size; i++) if (i % 5000 > 2500) made[i] = made[i - 5000]!;
      return made;
    }),
    rogue("the same 20 kB of noise five times", repeatedNoise, (random, size) => {
      const word = noiseBytes(random, 20_000);
      return Uint8Array.from({ length: size }, (_, i) => word[i % 20_000]!);
    }),
    rogue("a clock in seconds", stepped, lines((_, i) => clock(i))),
    rogue("a clock in steps of 17 seconds", stepped, lines((_, i) => clock(17 * i))),
    rogue("a clock in steps of an hour and 7 minutes", stepped, lines((_, i) => clock(4020 * i).slice(0, 5))),
    rogue("a clock that runs backwards in steps of 7 seconds", stepped, lines((_, i) => `T-${clock(86_400 * 300 - 7 * i)}`)),
    rogue("hours without zeros, minutes and seconds", stepped, lines((_, i) => `${Math.floor((25 * i) / 3600)}:${clock(25 * i).slice(3)}`)),
    rogue("dates of weeks", stepped, lines((_, i) => date(7 * (i % 20_000)).toISOString().slice(0, 10))),
    rogue("dates backwards", stepped, lines((_, i) => date(40_000 - i).toISOString().slice(0, 10))),
    rogue("dates and quarters of hours, day first", stepped, lines((_, i) => `${date(i / 96).toISOString().slice(0, 10).split("-").reverse().join("/")} ${clock(900 * i).slice(0, 5)}`)),
    rogue("hours with their zone", stepped, lines((_, i) => `${date(i / 24).toISOString().slice(0, 19)}+01:00`)),
    rogue("hours since 1970 and their dates", stepped, lines((_, i) => `${Date.UTC(2001, 0, 1) / 1000 + 3600 * i},${date(i / 24).toISOString().slice(0, 19)}`)),
    rogue("subtitles of one text", stepped, lines((_, i) => `${i + 1}\n${clock(4 * i)},000 --> ${clock(4 * i + 2)},500\n[music]\n`)),
    rogue("addresses of a network, one after the other", stepped, lines((_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)),
    rogue("places of a grid, row by row", stepped, lines((_, i) => `(${Math.floor(i / 400)}, ${Math.floor(i / 20) % 20}, ${i % 20})`)),
    rogue("degrees, minutes and seconds in steps of 25 seconds", stepped, lines((_, i) => `${Math.floor((25 * i) / 3600)} ${clock(25 * i).slice(3).replace(":", "' ")}"`)),
    rogue("dates in one piece", stepped, lines((_, i) => date(i % 60_000).toISOString().slice(0, 10).replaceAll("-", ""))),
    rogue("dates and minutes in one piece", stepped, lines((_, i) => date(i / 1440).toISOString().slice(0, 19).replaceAll(/[-T:]/g, ""))),
    rogue("dates and quarters of hours in two pieces", stepped, lines((_, i) => `${date(i / 96).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`)),
    rogue("hardware addresses, one after the other", stepped, lines((_, i) => `00:1a:2b:${padded((i >> 16) & 255, 2, 16)}:${padded((i >> 8) & 255, 2, 16)}:${padded(i & 255, 2, 16)}`)),
    rogue("hardware addresses in capitals in steps of three", stepped, lines((_, i) => [0x60, (3 * i) >> 16, ((3 * i) >> 8) & 255, (3 * i) & 255].map((one) => padded(one, 2, 16).toUpperCase()).join("-"))),
    rogue("times of day in one piece in steps of 25 seconds", stepped, lines((_, i) => clock(25 * i).replaceAll(":", ""))),
  ],
}; // biome-ignore format: a rogue a line
