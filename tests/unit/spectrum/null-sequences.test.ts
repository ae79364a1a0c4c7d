import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { bytes } from "../../../src/encodings/bytes.ts";
import { shuffled } from "../../../src/math/shuffle.ts";
import { type NullId, nullSequences } from "../../../src/spectrum/null-sequences.ts";

const nullsOf = (text: string, period?: number) =>
  nullSequences(bytes.encode([Buffer.from(text)]), period, 0, Random.fromSeed(1));
const twin = (text: string, id: NullId, period?: number) =>
  Buffer.from(nullsOf(text, period).find((one) => one.id === id)!.sequence.symbols).toString("latin1");
const sorted = (text: string) => [...text].sort().join("");

/** Lines of a name, a number and a colour. */
const records = Array.from(
  { length: 200 },
  (_, i) => `item${String.fromCharCode(97 + (i % 7))},${(i * 37) % 1000},${["red", "green"][i % 2]}`,
).join("\n");

test("every twin has the same symbols, and not in the same order", () => {
  for (const { sequence } of nullsOf(records, 10)) {
    const text = Buffer.from(sequence.symbols).toString("latin1");
    expect(sorted(text)).toBe(sorted(records));
    expect(text).not.toBe(records);
  }
  expect(nullsOf(records, 10).map(({ id }) => id)).toEqual(["shuffled", "phases", "fields"]);
});

test("within phases each symbol keeps its phase", () => {
  const text = "abcde".repeat(200);
  expect(twin(text, "phases", 5)).toBe(text);
  expect(twin(text, "shuffled", 5)).not.toBe(text);
});

test("separators stay, and what is exchanged has the same kind, field and place", () => {
  const lines = twin(records, "fields").split("\n");
  for (const [i, line] of records.split("\n").entries()) {
    const shape = (of: string) => of.replace(/[a-z]/g, "a").replace(/[0-9]/g, "0");
    expect(shape(lines[i]!)).toBe(shape(line));
    // Letters that are the same in every line are not moved.
    expect(lines[i]!.slice(0, 4)).toBe("item");
  }
});

test.each([
  ["rows that are numbered", (i: number) => `${1000 - i};`],
  ["rows in steps of five", (i: number) => `${5 * i}:`],
  ["offsets", (i: number) => `${(16 * i).toString(16).padStart(8, "0")}: `],
])("%s keep their numbers, and nothing else does", (_, numberOf) => {
  const random = Random.fromSeed(3);
  const rows = Array.from({ length: 300 }, (_, i) => [numberOf(i), 100 + random.below(900)] as const);
  const lines = twin(rows.map((row) => row.join("")).join("\n"), "fields").split("\n");
  expect(lines.map((line) => line.slice(0, -3))).toEqual(rows.map(([number]) => number));
  expect(lines.map((line) => line.slice(-3))).not.toEqual(rows.map(([, value]) => String(value)));
});

test.each([
  ["numbers with a sign", (value: number) => value.toFixed(3)],
  ["numbers with an exponent", (value: number) => (value / 10_000).toExponential(3)],
])("rows of %s have fields, and signs stay", (_, written) => {
  const random = Random.fromSeed(4);
  const rows = Array.from({ length: 400 }, () =>
    Array.from({ length: 5 }, () => written(4 * random.uniform() - 2)).join("\t"),
  ).join("\n");
  const signs = (text: string) => text.replaceAll(/[0-9]/g, "0");
  expect(signs(twin(rows, "fields"))).toBe(signs(rows));
  expect(twin(rows, "fields")).not.toBe(rows);
});

test("prose, programs and bytes have no fields", () => {
  const random = Random.fromSeed(2);
  const separators = " ,.;:-()";
  const prose = Array.from({ length: 3000 }, () =>
    random.uniform() < 0.7 ? "word" : `word${separators[random.below(separators.length)]}`,
  ).join(" ");
  expect(nullsOf(prose).map(({ id }) => id)).toEqual(["shuffled"]);
  const noise = Uint8Array.from({ length: 5000 }, () => random.below(256));
  expect(nullSequences(bytes.encode([noise]), undefined, 7, random).map(({ id }) => id)).toEqual([
    "shuffled",
  ]);
});

test("symbols without codes have phases at most", () => {
  const { codes: _, ...sequence } = bytes.encode([Buffer.from(records)]);
  expect(nullSequences(sequence, 7, 0, Random.fromSeed(1)).map(({ id }) => id)).toEqual([
    "shuffled",
    "phases",
  ]);
});

test("phases begin anew in every segment", () => {
  const text = "abcde".repeat(50);
  const sequence = bytes.encode([Buffer.from(text), Buffer.from(`e${text}`)]);
  const [, phases] = nullSequences(sequence, 5, 0, Random.fromSeed(1));
  expect(Buffer.from(phases!.sequence.symbols).toString().slice(0, 5)).not.toBe("abcdd");
  expect(sorted(Buffer.from(phases!.sequence.symbols).toString())).toBe(sorted(`${text}e${text}`));
});

test("numbers that move by steps have a twin with the same steps in another order", () => {
  const random = Random.fromSeed(3);
  const walk = new Uint8Array(5000).fill(128);
  for (let at = 2; at < walk.length; at++) walk[at] = walk[at - 2]! + random.below(9) - 4;
  const nulls = nullSequences(bytes.encode([walk]), undefined, Math.log2(9), Random.fromSeed(1));
  const stepped = nulls.find(({ id }) => id === "steps")!.sequence.symbols;
  const stepsOf = (of: ArrayLike<number>) =>
    Array.from(of, (one, at) => (one - (of[at - 2] ?? one) + 256) % 256);
  const symbols = bytes.encode([walk]).symbols;
  expect(stepsOf(stepped).sort()).toEqual(stepsOf(symbols).sort());
  expect(stepped).not.toEqual(symbols);
  // What is more predictable than its steps is no such thing.
  expect(nullSequences(bytes.encode([walk]), undefined, 2, random).map(({ id }) => id)).not.toContain(
    "steps",
  );
});

test("sequences of any length have twins", () => {
  for (const n of [0, 1, 2, 9, 17, 100, 500, 5000])
    for (const alphabet of [1, 2, 256])
      for (const rate of [0, 4, 8]) {
        const random = Random.fromSeed(n);
        const some = Uint8Array.from({ length: n }, () => random.below(alphabet));
        const nulls = nullSequences(bytes.encode([some]), undefined, rate, random);
        expect(nulls.map(({ sequence }) => sequence.symbols.length)).toEqual(nulls.map(() => n));
      }
});

test("values that come once each, and would not by chance, are exchanged as they are", () => {
  const random = Random.fromSeed(5);
  const numbers = shuffled(
    Uint16Array.from({ length: 9000 }, (_, i) => 1000 + i),
    (bound) => random.below(bound),
  );
  const rows = (numberAt: (i: number) => number) =>
    Array.from({ length: 9000 }, (_, i) => `${numberAt(i)};${100 + ((i * i) % 7)}`);
  const once = rows((i) => numbers[i]!);
  const lines = twin(once.join("\n"), "fields").split("\n");
  const first = (of: readonly string[]) => of.map((line) => line.slice(0, 4));
  // The first line may be a part of one.
  expect(new Set(first(lines)).size).toBeGreaterThanOrEqual(8999);
  expect(first(lines)).not.toEqual(first(once));
  // Drawn anew each time, a number comes again: what it is then is exchanged digit by digit.
  const drawn = rows(() => 1000 + random.below(9000));
  const set = new Set(first(drawn));
  expect(
    first(twin(drawn.join("\n"), "fields").split("\n")).filter((value) => !set.has(value)).length,
  ).toBeGreaterThan(1000);
});

test("lines of several fields that come once each are exchanged as they are, whatever their values do", () => {
  const random = Random.fromSeed(6);
  const places = shuffled(
    Uint16Array.from({ length: 8100 }, (_, i) => i),
    (bound) => random.below(bound),
  );
  const written = (place: number) => `${10 + Math.floor(place / 90)} ${10 + (place % 90)}`;
  const once = Array.from(places, written);
  const lines = twin(once.join("\n"), "fields").split("\n");
  // The first line may be a part of one, and so may the last.
  expect(new Set(lines).size).toBeGreaterThanOrEqual(8098);
  expect(lines).not.toEqual(once);
  // Drawn anew each time, a line comes again: what it is then is exchanged digit by digit.
  const drawn = Array.from({ length: 8100 }, () => written(random.below(8100)));
  const set = new Set(drawn);
  const exchanged = twin(drawn.join("\n"), "fields").split("\n");
  expect(exchanged.filter((line) => !set.has(line)).length).toBeGreaterThan(1000);
});
