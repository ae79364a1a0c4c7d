import { test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type AskedPlace, type LensReader, readLens } from "../../../../src/features/lens/read-lens.ts";
import { keptNumbers } from "../../../kept-numbers.ts";

const random = Random.fromSeed(21);
const letters = (from: string, count: number) =>
  Array.from({ length: count }, () => from[random.below(from.length)]).join("");
const dictionary = (letters_: string) =>
  Array.from({ length: 150 }, () => letters(letters_, 2 + random.below(6)));
/** Sentences of words, few of which are most of the text. */
function prose(words: readonly string[], length: number): string {
  let text = "";
  while (text.length < length)
    text += `${words[Math.floor(words.length ** random.uniform()) - 1]}${random.below(9) === 0 ? ".\n" : " "}`;
  return text.slice(0, length);
}
const english = dictionary("etaoinshrdlu");
const other = dictionary("бвгдежзиклмно");
const plain = prose(english, 3000);
const bytes = Buffer.from(Uint8Array.from({ length: 400 }, () => random.below(256)));

/** Texts with what a lens is to find in them. */
const texts: Readonly<Record<string, Buffer>> = {
  "plain text": Buffer.from(plain),
  "noise in text": Buffer.from(`${plain}\n${bytes.toString("base64")}\n${prose(english, 2000)}`),
  "hexadecimal noise in text": Buffer.from(`${plain}\n${bytes.toString("hex").slice(0, 300)}\n${plain}`),
  "another language in text": Buffer.from(plain + prose(other, 300) + prose(english, 2000)),
  "a copy with a gap": Buffer.from(`${plain}${plain.slice(500, 900)}.?!${plain.slice(903, 1300)}${prose(english, 900)}`),
  "order in text": Buffer.from(plain + "=".repeat(600) + prose(english, 1500)),
  "noise alone": Buffer.concat([bytes, bytes.subarray(0, 100).reverse()]),
  "order alone": Buffer.alloc(700, "ab"),
  "bytes with noise": Buffer.concat([Buffer.alloc(900, "\0\x01\x02\xffrow\0"), bytes, Buffer.alloc(500, "\0\x01\x02\xffrow\0")]),
  "a short text": Buffer.from("to be or not to be"),
}; // biome-ignore format: a text a line

const same = keptNumbers(new URL("kept-lenses.json", import.meta.url));

function seen(name: string, asked: AskedPlace | null = null, reader: LensReader = { kind: "observer" }) {
  const own = texts[name]!;
  const { report } = readLens({ name, bytes: own, size: own.length, version: "0" }, reader, asked);
  return report;
}

test.each(Object.keys(texts))("%s: the spans are where they were", (name) => same(name, seen(name)));

test.each<[string, AskedPlace]>([
  ["plain text", { offset: 0 }],
  ["plain text", { line: 3, column: 4 }],
  ["a copy with a gap", { offset: 3100 }],
  ["bytes with noise", { offset: 1000 }],
])("%s at %j is what it was", (name, place) =>
  same(`${name} at ${JSON.stringify(place)}`, seen(name, place).at),
);

test("losses of another reader are taken as they are", () => {
  const costs = (of: Uint8Array) =>
    Float32Array.from(of, (byte, i) => (i < 50 ? Number.NaN : (byte % 9) + (i > 2000 ? 3 : 0)));
  same("losses", seen("another language in text", { offset: 9 }, { kind: "losses", name: "l", costs }));
});
