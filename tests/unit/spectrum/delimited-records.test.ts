import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { bytes } from "../../../src/encodings/bytes.ts";
import { delimitedRecords } from "../../../src/spectrum/delimited-records.ts";
import { nullSequences } from "../../../src/spectrum/null-sequences.ts";
import { delimited } from "../../rogues/delimited.ts";
import { bytesOf } from "../../rogues/gallery.ts";
import { noiseBytes } from "../../rogues/rogue.ts";

const text = (made: ArrayLike<number>) => Buffer.from(Uint8Array.from(made)).toString("latin1");

/** The twin of records, and which symbols may be exchanged. */
function twinOf(made: Uint8Array, segments: readonly Uint8Array[] = [made]) {
  const sequence = bytes.encode(segments);
  const places = delimitedRecords(sequence);
  const nulls = nullSequences(sequence, undefined, 0, Random.fromSeed(1));
  const twin = nulls.find(({ id }) => id === "records")?.sequence.symbols;
  const exchanged = Uint8Array.from(made, (_, at) => ((places?.(at, 0) ?? -1) >= 0 ? 1 : 0));
  return { twin, exchanged };
}

test.each(delimited.rogues)("$name: tags and lengths stay, and bodies are exchanged", (one) => {
  const made = bytesOf(one, 40_000, 2);
  const { twin, exchanged } = twinOf(made);
  expect(twin).toBeDefined();
  expect(text(twin!)).not.toBe(text(made));
  const staying = made.filter((_, at) => exchanged[at] === 0);
  expect(text(twin!.filter((_, at) => exchanged[at] === 0))).toBe(text(staying));
  const moved = exchanged.reduce((sum, one) => sum + one, 0) / made.length;
  expect(moved).toBeGreaterThan(0.3);
  expect(moved).toBeLessThan(0.97);
  expect(text(twin!.toSorted())).toBe(text(made.toSorted()));
});

test("names that come again and again and numbers that count stay", () => {
  const random = Random.fromSeed(3);
  const records = Array.from({ length: 900 }, (_, i) => {
    const token = noiseBytes(random, 5 + random.below(30));
    return Buffer.from([
      0x82,
      0xa2,
      105,
      100,
      0xcd,
      i >> 8,
      i & 255,
      0xa1,
      118,
      0xc4,
      token.length,
      ...token,
    ]);
  });
  const { exchanged } = twinOf(Uint8Array.from(Buffer.concat(records)));
  let at = 0;
  for (const record of records) {
    const of = Array.from(exchanged.subarray(at, at + record.length));
    expect(of.slice(0, 7).every((one) => one === 0)).toBe(true);
    at += record.length;
  }
  expect(exchanged.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(900 * 15);
});

test("records are found where samples begin within one", () => {
  const made = bytesOf(delimited.rogues[1]!, 60_000, 4);
  const pieces = [made.subarray(1007, 21_003), made.subarray(25_001, 45_000)];
  const all = Uint8Array.from(Buffer.concat(pieces));
  const { exchanged } = twinOf(all, pieces);
  expect(exchanged.reduce((sum, one) => sum + one, 0) / all.length).toBeGreaterThan(0.75);
});

test("noise, prose, tables and programs are no such records", () => {
  const random = Random.fromSeed(5);
  const words = ["the", "sea", "and", "ship", "whale", "12:30", "of", "a"];
  const prose = Array.from({ length: 9000 }, () => words[random.below(words.length)]).join(" ");
  const table = Array.from({ length: 4000 }, () => `${random.below(1000)},${random.below(90)}`).join("\n");
  for (const made of [noiseBytes(random, 40_000), Buffer.from(prose), Buffer.from(table)])
    expect(delimitedRecords(bytes.encode([Uint8Array.from(made)]))).toBeUndefined();
});

test("a body that says it is longer than all there is ends nothing", () => {
  const made = Uint8Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? 18 : 255));
  const places = delimitedRecords(bytes.encode([made]));
  expect(Array.from(made, (_, at) => places!(at, 0)).filter((place) => !Number.isInteger(place))).toEqual([]);
  expect(delimitedRecords(bytes.encode([new Uint8Array(0)]))).toBeUndefined();
});
