import { expect, test } from "vitest";
import { absent } from "../../../../../src/observer/members/series/columns.ts";
import { StoredNumbers, storages } from "../../../../../src/observer/members/series/stored-numbers.ts";

type Storage = (typeof storages)[number];

/** Numbers as bytes, after as many zeros as an offset says. */
function stored({ width, littleEndian, offset }: Storage, numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(offset + width * numbers.length);
  for (const [i, number] of numbers.entries())
    for (let k = 0; k < width; k++)
      bytes[offset + i * width + (littleEndian ? k : width - 1 - k)] = Math.floor(number / 256 ** k) % 256;
  return bytes;
}

/** What comes next of each symbol, as far as a storage knows; read in pieces. */
function nextOf(bytes: Uint8Array, storage: Storage, piece = bytes.length) {
  const codes = [...new Set(bytes)].sort((a, b) => b - a);
  const symbols = bytes.map((byte) => codes.indexOf(byte));
  const series = new StoredNumbers(symbols, codes, storage);
  const all: number[] = [];
  const said: boolean[] = [];
  for (let start = 0; start < bytes.length; start += piece) {
    const end = Math.min(bytes.length, start + piece);
    const nexts = new Int32Array(piece).fill(99);
    said.push(series.read(start, end, nexts));
    all.push(...(said.at(-1) ? nexts.subarray(0, end - start) : Array(end - start).fill(absent)));
  }
  return { nexts: all, symbols: [...symbols], said, codes, series };
}

const plain = storages.filter(({ congruent }) => congruent !== true);
const congruent = storages.filter((one) => one.congruent);
const range = (count: number, of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i));

test("numbers of two and of four bytes, both orders, and every offset less than a number", () => {
  const listed = storages.map((one) => [one.width, one.littleEndian, one.offset, one.congruent]);
  const of = (width: number, isCongruent: boolean) =>
    [true, false].flatMap((littleEndian) =>
      range(width, (k) => k).map((k) => [width, littleEndian, k, isCongruent]),
    );
  expect(listed).toEqual([...of(2, false), ...of(4, false), ...of(4, true)]);
});

test("counters continue after three numbers, from any offset, and over the end of their range", () => {
  for (const storage of plain) {
    const { width, offset } = storage;
    const most = 256 ** width;
    for (const step of [1, 12_345 % most, most - 7]) {
      const bytes = stored(
        storage,
        range(60, (i) => (most - 300 + step * i) % most),
      );
      const { nexts, symbols } = nextOf(bytes, storage);
      const known = offset + 3 * width;
      expect([storage, step, nexts.slice(known)]).toEqual([storage, step, symbols.slice(known)]);
      expect(nexts.slice(0, known).every((one) => one === absent)).toBe(true);
    }
  }
});

test("whole outputs of a congruential generator continue, and are not counters", () => {
  let state = 12_345;
  const numbers = range(40, () => (state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0));
  for (const storage of congruent) {
    const bytes = stored(storage, numbers);
    const { nexts, symbols } = nextOf(bytes, storage);
    expect(nexts.slice(-80)).toEqual(symbols.slice(-80));
    const { width, littleEndian, offset } = storage;
    const counting = plain.find(
      (one) => one.width === width && one.littleEndian === littleEndian && one.offset === offset,
    )!;
    expect(nextOf(bytes, counting).nexts.every((one) => one === absent)).toBe(true);
  }
});

test("pieces predict the same as the whole, and report whether they predicted", () => {
  for (const storage of plain.slice(0, 6)) {
    const bytes = stored(
      storage,
      range(60, (i) => 999 * i),
    );
    const whole = nextOf(bytes, storage);
    expect(whole.said).toEqual([true]);
    for (const piece of [1, 3, 7]) {
      const pieces = nextOf(bytes, storage, piece);
      expect(pieces.nexts).toEqual(whole.nexts);
      expect(pieces.said).toEqual(
        pieces.said.map((_, k) =>
          whole.nexts.slice(k * piece, (k + 1) * piece).some((one) => one !== absent),
        ),
      );
    }
  }
});

test("bytes that do not occur are not foretold, and reading begins anew where it restarts", () => {
  const storage = plain[0]!;
  // 250, 252, 254; the number after these has a byte that is in no other.
  const bytes = stored(storage, [250, 252, 254, 7]);
  const { nexts, symbols, series, codes } = nextOf(bytes, storage);
  expect(nexts.slice(6)).toEqual([codes.indexOf(0), absent]);
  expect(symbols).toHaveLength(8);
  series.restart();
  expect(series.next).toBe(absent);
  const again = new Int32Array(8);
  expect(series.read(0, 8, again)).toBe(true);
  expect([...again]).toEqual(nexts);
});
