import {
  ascii,
  behind,
  bytes,
  letters,
  lines,
  noiseBytes,
  padded,
  pick,
  pieces,
  type RogueKind,
  rogue,
} from "./rogue.ts";

const noise = ["noise", "undecided"] as const;
const pattern = ["pattern", "undecided"] as const;
/** Noise whose pattern is so faint that nobody would miss it. */
const faint = ["noise", "pattern", "undecided"] as const;

const hexDigits = "0123456789abcdef";
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ascii85 = Array.from({ length: 85 }, (_, i) => String.fromCharCode(33 + i)).join("");

const wrapped = (width: number, from: string, end = "\n") =>
  pieces((random) => letters(random, width, from) + end);
const pair = (value: number) => padded(value, 2, 16);

/** Noise as it is written down. */
export const noiseEncodings: RogueKind = {
  kind: "encodings of noise",
  rogues: [
    rogue("random bytes", noise, bytes((random) => random.below(256))),
    rogue("base64 in one line", noise, wrapped(64, base64, "")),
    rogue("hexadecimal in one line", noise, wrapped(64, hexDigits, "")),
    rogue("base32 in one line", noise, wrapped(64, base32, "")),
    rogue("base58 in one line", noise, wrapped(64, base58, "")),
    rogue("ascii85 in one line", noise, wrapped(64, ascii85, "")),
    rogue("bits as 0 and 1", noise, wrapped(64, "01", "")),
    rogue("decimal digits", noise, wrapped(64, "0123456789", "")),
    rogue("letters a to z", noise, wrapped(64, "abcdefghijklmnopqrstuvwxyz", "")),
    rogue("bases of a random genome", noise, wrapped(64, "ACGT", "")),
    rogue("a die, thrown", noise, wrapped(64, "123456", "")),
    rogue("a coin that falls on one side nine times in ten", noise, pieces((random) => (random.uniform() < 0.9 ? "0" : "1"))),
    rogue("bytes with a geometric law", noise, bytes((random) => Math.min(255, Math.floor(-Math.log(1 - random.uniform()) * 20)))),
    rogue("letters as frequent as in English, shuffled", noise, wrapped(64, "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddllllcccuuummmwwwffggyyppbbvkjxqz                  ", "")),
    rogue("base64 of width 40", pattern, wrapped(40, base64)),
    rogue("base64 of width 60", pattern, wrapped(60, base64)),
    rogue("base64 of width 64", pattern, wrapped(64, base64)),
    rogue("base64 of width 76", pattern, wrapped(76, base64)),
    rogue("base64 of width 76, ends of mail", pattern, wrapped(76, base64, "\r\n")),
    rogue("base64 of width 120", pattern, wrapped(120, base64)),
    rogue("keys between lines of dashes", pattern, pieces((random) => `-----BEGIN PRIVATE KEY-----\n${Array.from({ length: 26 }, () => `${letters(random, 64, base64)}\n`).join("")}-----END PRIVATE KEY-----\n`)),
    rogue("hexadecimal of width 32", pattern, wrapped(32, hexDigits)),
    rogue("hexadecimal of width 80", pattern, wrapped(80, hexDigits)),
    rogue("hexadecimal bytes with colons", pattern, pieces((random) => `${pair(random.below(256))}:`)),
    rogue("hexadecimal bytes with spaces, 16 a line", pattern, lines((random) => Array.from(noiseBytes(random, 16), pair).join(" "))),
    rogue("bytes as numbers of C", pattern, lines((random) => `  ${Array.from(noiseBytes(random, 12), (one) => `0x${pair(one)},`).join(" ")}`)),
    rogue("bytes as decimal numbers with commas", pattern, pieces((random) => `${random.below(256)}, `)),
    rogue("escapes of a string", pattern, pieces((random) => `\\x${pair(random.below(256))}`)),
    rogue("escapes of an address", pattern, pieces((random) => `%${pair(random.below(256)).toUpperCase()}`)),
    rogue("quoted printable of noise", pattern, lines((random) => `${Array.from(noiseBytes(random, 25), (one) => `=${pair(one).toUpperCase()}`).join("")}=`)),
    rogue("dump with offsets and characters", pattern, lines((random, i) => {
      const row = noiseBytes(random, 16);
      const shown = Array.from(row, (one) => (one >= 32 && one < 127 ? String.fromCharCode(one) : ".")).join("");
      const words = Array.from({ length: 8 }, (_, j) => pair(row[2 * j]!) + pair(row[2 * j + 1]!)).join(" ");
      return `${padded(16 * i, 8, 16)}: ${words}  ${shown}`;
    })),
    rogue("octal dump", pattern, lines((random, i) => `${padded(16 * i, 7, 8)} ${Array.from({ length: 8 }, () => padded(random.below(65_536), 6, 8)).join(" ")}`)),
    rogue("bits in groups of eight", pattern, pieces((random) => `${padded(random.below(256), 8, 2)} `)),
    rogue("uuencoded noise", pattern, lines((random) => `M${letters(random, 60, ascii85.slice(0, 64))}`)),
    rogue("Intel hex of noise", pattern, lines((random, i) => {
      const row = noiseBytes(random, 16);
      const sum = (-(16 + (i >> 4) + ((i << 4) & 255) + row.reduce((a, b) => a + b, 0)) & 255) >>> 0;
      return `:10${padded((16 * i) & 65_535, 4, 16)}00${Array.from(row, pair).join("")}${pair(sum)}`.toUpperCase();
    })),
    rogue("data addresses of pictures", pattern, lines((random) => `<img src="data:image/png;base64,${letters(random, 200 + random.below(400), base64)}">`)),
    rogue("a line feed after every 76 random bytes", pattern, (random, size) => Uint8Array.from({ length: size }, (_, i) => (i % 77 === 76 ? 10 : random.below(256)))),
    rogue("random bytes after a header of text", faint, behind(() => ascii("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 98304\r\nConnection: close\r\n\r\n"), noiseBytes)),
    rogue("random bytes between zeros", pattern, (random, size) => Uint8Array.from({ length: size }, (_, i) => (Math.floor(i / 512) % 2 === 0 ? random.below(256) : 0))),
    rogue("random bytes in packets with a sync word", pattern, (random, size) => Uint8Array.from({ length: size }, (_, i) => (i % 188 === 0 ? 0x47 : i % 188 === 3 ? 0x10 | (Math.floor(i / 188) % 16) : random.below(256)))),
    rogue("random text with every third letter a dash", pattern, pieces((random, i) => (i % 3 === 2 ? "-" : pick(random, base32)))),
    rogue("random words of code points of two bytes", pattern, pieces((random) => String.fromCodePoint(0x3b1 + random.below(24)))),
    rogue("random Chinese characters", pattern, pieces((random) => String.fromCodePoint(0x4e00 + random.below(3000)))),
  ],
}; // biome-ignore format: a rogue a line
