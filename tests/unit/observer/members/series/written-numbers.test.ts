import { describe, expect, test } from "vitest";
import { absent } from "../../../../../src/observer/members/series/columns.ts";
import { notations, WrittenNumbers } from "../../../../../src/observer/members/series/written-numbers.ts";

const plain = notations.filter(({ carries }) => carries !== true);
const carrying = notations.filter(({ carries }) => carries === true);
const decimal = plain.find(({ digits }) => digits === "0123456789")!;
const clock = carrying.find(({ digits, together }) => digits === "0123456789" && together === undefined)!;

/** Each character as it was foretold, `·` where nothing was; read in pieces. */
function told(text: string, notation = decimal, piece = text.length, codes = [...new Set(text)]): string {
  const symbols = Uint8Array.from(text, (one) => codes.indexOf(one));
  const points = codes.map((one) => one.codePointAt(0)!);
  const series = new WrittenNumbers(symbols, points, notation);
  let all = "";
  for (let start = 0; start < text.length; start += piece) {
    const end = Math.min(text.length, start + piece);
    const nexts = new Int32Array(piece).fill(99);
    const said = series.read(start, end, nexts);
    // What says nothing leaves what it is given as it is.
    const own = [...nexts.subarray(0, end - start)]
      .map((one) => (one === absent ? "·" : codes[one]!))
      .join("");
    expect(said || nexts.every((one) => one === 99)).toBe(true);
    all += said ? own : "·".repeat(end - start);
  }
  return all;
}
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");

describe("numbers in every notation", () => {
  test.each(plain)("$digits continue after three of them", (notation) => {
    const { digits } = notation;
    const base = digits.length;
    const write = (number: number): string =>
      (number >= base ? write(Math.floor(number / base)) : "") + digits[number % base];
    const text = lines(60, (i) => `n=${write(base ** 3 + 3 * i)};`);
    // The first two say the step, and the third that it is one.
    const known = lines(3, (i) => `n=${write(base ** 3 + 3 * i)};`).length + "n=".length;
    expect(told(text, notation).slice(known)).toBe(text.slice(known));
  });

  test("bases are two, eight, ten and sixteen, in small letters and capitals", () => {
    const hex = ["0123456789abcdef", "0123456789ABCDEF"];
    expect(plain.map(({ digits }) => digits)).toEqual(["01", "01234567", "0123456789", ...hex]);
    expect(carrying.map(({ digits, together }) => [digits, together])).toEqual([
      ["0123456789", undefined],
      ...hex.map((digits) => [digits, undefined]),
      ["0123456789", 2],
    ]);
  });
});

describe("what is foretold of a table", () => {
  test("is each number and the text between them, once its column is known", () => {
    const text = lines(20, (i) => `${10 + i}, ${500 + 7 * i}: same`);
    const told3 = told(text);
    const known = lines(3, (i) => `${10 + i}, ${500 + 7 * i}: same`).length;
    expect(told3.slice(known)).toBe(text.slice(known));
    expect(told3.slice(0, 20)).toBe("·".repeat(20));
  });

  test("is known of up to sixteen columns", () => {
    const row = (columns: number) => (i: number) =>
      Array.from({ length: columns }, (_, k) => 100 + k * i).join(",");
    for (const columns of [15, 16]) {
      const text = lines(8, row(columns));
      const known = lines(4, row(columns)).length;
      expect(told(text).slice(known)).toBe(text.slice(known));
    }
  });

  test("is nothing behind a symbol that was wrong, before the next number is whole", () => {
    const row = (i: number) => `x${100 + i};`;
    const text = `${lines(9, row)}x209;\n${lines(3, row)}`;
    const at = lines(9, row).length;
    const found = told(text);
    expect(found.slice(at - 6, at)).toBe("x108;\n");
    // 109 is expected: after a wrong digit those that agree are chance.
    expect(found.slice(at, at + 8)).toBe("x1······");
  });

  test("is as many digits as the number above has where that begins with zeros", () => {
    const padded = lines(30, (i) => `#${String(95 + i).padStart(5, "0")}`);
    expect(told(padded).slice(24)).toBe(padded.slice(24));
    const bare = lines(30, (i) => `#${95 + i}`);
    expect(told(bare).slice(15)).toBe(bare.slice(15));
  });

  test("ends with numbers that are too large or too long, and with digits that do not occur", () => {
    const large = (from: number) => lines(9, (i) => `${from + i}`);
    expect(told(large(2 ** 49 - 9)).slice(-16)).toBe(large(2 ** 49 - 9).slice(-16));
    expect(told(large(2 ** 49)).replaceAll("·", "")).toBe("");
    // What is too large is no number to go on from either.
    const falling = lines(9, (i) => `${2 ** 49 + 2 - i}`);
    const below = falling.indexOf(String(2 ** 49 - 1));
    expect(
      told(falling)
        .slice(below, below + 45)
        .replaceAll("·", ""),
    ).toBe("");
    expect(told(falling).slice(-16)).toBe(falling.slice(-16));
    const long = (zeros: number) => lines(9, (i) => "0".repeat(zeros) + (11 + i));
    expect(told(long(62)).slice(-65)).toBe(long(62).slice(-65));
    expect(told(long(63)).replaceAll("·", "")).toBe("");
    // After 3, 4, 5 comes 6, of which there is no symbol, so that nothing is foretold.
    const text = "3;4;5;4;";
    expect(told(text)[6]).toBe("·");
    expect(told("3;4;5;6;")[6]).toBe("6");
  });

  test("goes down to 0 and not below", () => {
    const text = lines(10, (i) => String(Math.abs(8 - i)));
    expect(told(text).slice(6, 18)).toBe(text.slice(6, 18));
    expect(told(text)[18]).toBe("·");
  });

  test("is the same in pieces", () => {
    const text = lines(30, (i) => `${i} ${3 * i}: ${i % 4}`);
    for (const notation of [decimal, clock])
      for (const piece of [1, 2, 5, 64]) expect(told(text, notation, piece)).toBe(told(text, notation));
  });
});

describe("columns that carry", () => {
  const pad = (number: number, digits = 2) => String(number).padStart(digits, "0");

  test("are recognised by their notation alone", () => {
    const text = lines(200, (i) => `${pad(Math.floor(i / 20))}:${pad(i % 20)}`);
    const from = 6 * 22;
    expect(told(text, clock).slice(from)).toBe(text.slice(from));
    expect(told(text, decimal).slice(from)).not.toBe(text.slice(from));
  });

  test("may be adjacent, two digits per number", () => {
    const together = carrying.find((one) => one.together === 2)!;
    const text = lines(200, (i) => `at ${pad(Math.floor(i / 20))}${pad(i % 20)}.`);
    const from = 9 * 23;
    expect(told(text, together).slice(from)).toBe(text.slice(from));
    expect(told(text, clock).slice(from)).not.toBe(text.slice(from));
  });

  test("rows begin with lines, wherever reading begins", () => {
    const text = lines(100, (i) => `${pad(Math.floor(i / 20))} ${pad(i % 20)}/7`).slice(3);
    const from = 8 * 22;
    expect(told(text, clock).slice(from)).toBe(text.slice(from));
  });
});

test("reading begins anew where it restarts", () => {
  const text = lines(10, (i) => `${40 + i}`);
  const codes = [...new Set(text)];
  const symbols = Uint8Array.from(text, (one) => codes.indexOf(one));
  const series = new WrittenNumbers(
    symbols,
    codes.map((one) => one.charCodeAt(0)),
    decimal,
  );
  const first = new Int32Array(text.length);
  expect(series.read(0, text.length, first)).toBe(true);
  expect(series.next).not.toBe(absent);
  series.restart();
  expect(series.next).toBe(absent);
  const second = new Int32Array(text.length);
  expect(series.read(0, text.length, second)).toBe(true);
  expect(second).toEqual(first);
  const none = new Int32Array(4).fill(99);
  series.restart();
  expect(series.read(0, 4, none)).toBe(false);
});
