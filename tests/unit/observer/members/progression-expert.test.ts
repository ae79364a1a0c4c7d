// @module-tag thorough
import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { sequenceOf } from "../../../../src/core/sequence.ts";
import { progressionExpert } from "../../../../src/observer/members/progression-expert.ts";
import { observe } from "../../../../src/observer/observer.ts";
import { verifyObservation } from "../../../references/observer-verification.ts";
import { oneOf } from "../../../whole.ts";

/** Bytes as an alphabet of those that occur. */
function compact(bytes: Uint8Array) {
  const codes = [...new Set(bytes)].sort((a, b) => a - b);
  const symbols = bytes.map((byte) => codes.indexOf(byte));
  return { symbols, codes, alphabetSize: codes.length };
}

const text = (line: (i: number) => string, count: number) =>
  new TextEncoder().encode(Array.from({ length: count }, (_, i) => `${line(i)}\n`).join(""));

function lossesOf(bytes: Uint8Array): Float64Array {
  const { symbols, codes, alphabetSize } = compact(bytes);
  const losses = new Float64Array(bytes.length);
  progressionExpert.open(symbols, alphabetSize, codes).code(0, bytes.length, 0, true, losses);
  return losses;
}

/** A date and a time of day, seconds after 1970. */
const iso = (seconds: number) => new Date(1000 * seconds).toISOString().slice(0, 19);

function dayOfYear(days: number): string {
  const year = new Date(86_400_000 * days).getUTCFullYear();
  return `${year}.${String(days - Date.UTC(year) / 86_400_000 + 1).padStart(3, "0")}`;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

function stored(width: 2 | 4, value: (i: number) => number, littleEndian: boolean, count: number) {
  const view = new DataView(new ArrayBuffer(width * count));
  for (let i = 0; i < count; i++) {
    if (width === 2) view.setUint16(2 * i, value(i), littleEndian);
    else view.setUint32(4 * i, value(i), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

describe("numbers that continue", () => {
  // What is raw: the first numbers, up to one more than the degree for each column. Then a few bits for each class of runs.
  const orderly: [string, Uint8Array, number][] = [
    ["in steps of 3", text((i) => String(1000 + 3 * i), 6000), 9],
    ["downwards", text((i) => String(90_000 - 7 * i), 6000), 12],
    ["padded", text((i) => String(i).padStart(8, "0"), 6000), 18],
    ["fractions", text((i) => (i / 100).toFixed(2), 6000), 15],
    ["fractions of which some have none", text((i) => `${i}. ${(i / 4).toFixed(3)}`, 6000), 36],
    ["hexadecimal", text((i) => (i * 17).toString(16), 6000), 12],
    ["capitals", text((i) => (i * 17).toString(16).toUpperCase(), 6000), 12],
    ["octal", text((i) => (i * 8).toString(8), 6000), 12],
    ["binary", text((i) => (i * 3).toString(2).padStart(20, "0"), 6000), 42],
    ["squares", text((i) => String(i * i), 6000), 12],
    ["cubes", text((i) => String(i ** 3), 6000), 15],
    ["columns", text((i) => `${i},${3 * i},${i * i}: the same ${99 - 0 * i}`, 3000), 100],
    ["rows of one counter", text((i) => Array.from({ length: 7 }, (_, k) => 7 * i + k).join(", "), 2000), 110],
    ["below 0", text((i) => String(-3 * i - 5), 6000), 12],
    ["16 bits", stored(2, (i) => 37 * i, true, 20_000), 8],
    ["16 bits, upper byte first", stored(2, (i) => 37 * i, false, 20_000), 8],
    ["32 bits", stored(4, (i) => 12_345 * i, true, 10_000), 16],
    ["32 bits, downwards", stored(4, (i) => 2 ** 31 - 999 * i, true, 10_000), 16],
    ["columns of 16 and 32 bits", stored(4, (i) => (i % 2 ? i * 7 : (9 << 16) | (i & 0xffff)), false, 10_000), 40],
  ]; // biome-ignore format: a case a line
  test.each(oneOf(12, orderly))("%s", (_, bytes, rawSymbols) => {
    const raw = Math.log2(new Set(bytes).size);
    // Where numbers grow by a digit nothing is missed; what is not known of a run costs log n + 1 bits for each class.
    expect(sum(lossesOf(bytes))).toBeLessThan(rawSymbols * raw + 16 * Math.log2(bytes.length));
  });

  // What is raw: the first rows, and what was not foretold where a column began again for the first time.
  const carrying: [string, Uint8Array][] = [
    ["seconds of days", text((i) => iso(i).slice(11), 6000)],
    ["a clock in steps of 17 seconds", text((i) => iso(17 * i).slice(11), 6000)],
    ["a clock in steps of 50 minutes", text((i) => iso(3000 * i).slice(11, 16), 6000)],
    ["a clock that runs backwards", text((i) => iso(86_399 - 7 * (i % 12_000)).slice(11), 6000)],
    ["quarters of hours of days", text((i) => iso(900 * i).slice(0, 16), 6000)],
    ["seconds of an hour, hours without zeros", text((i) => `${Math.floor(i / 3600)}:${iso(i).slice(14)}`, 6000)],
    ["days", text((i) => iso(86_400 * i).slice(0, 10), 6000)],
    ["weeks", text((i) => iso(604_800 * i).slice(0, 10), 4000)],
    ["days backwards", text((i) => iso(86_400 * (20_000 - i)).slice(0, 10), 6000)],
    ["days of America", text((i) => iso(86_400 * i).replace(/(\d+)-(\d+)-(\d+).*/, "$2/$3/$1"), 6000)],
    ["days of Germany and minutes", text((i) => iso(60 * i).replace(/(\d+)-(\d+)-(\d+)T(.{5}).*/, "$3.$2.$1 $4"), 6000)],
    ["numbers of days in years", text((i) => dayOfYear(i), 3000)],
    ["addresses of machines", text((i) => `10.0.${i >> 8}.${i & 255}`, 6000)],
    ["places of a cube", text((i) => `(${Math.floor(i / 400)}, ${Math.floor(i / 20) % 20}, ${i % 20})`, 6000)],
    ["seconds since 1970 and their dates", text((i) => `${3600 * i},${iso(3600 * i)}`, 4000)],
  ]; // biome-ignore format: a case a line
  test.each(carrying)("%s", (_, bytes) => {
    const raw = Math.log2(new Set(bytes).size);
    expect(sum(lossesOf(bytes))).toBeLessThan(50 * raw + 16 * Math.log2(bytes.length));
  });

  test("after numbers that do not continue it resumes after as many as it needs", () => {
    const bytes = text((i) => String(i < 3000 ? 5 * i : 700_000 - 2 * i), 6000);
    const losses = lossesOf(bytes);
    const jump = text((i) => String(5 * i), 3000).length;
    expect(sum(losses.subarray(0, jump))).toBeLessThan(250);
    // One number that was foretold wrongly, one more by which the step is known.
    expect(sum(losses.subarray(jump, jump + 14))).toBeGreaterThan(20);
    expect(sum(losses.subarray(jump + 14))).toBeLessThan(100);
  });

  test("noise of digits and of bytes costs no more than log2 A and some bits for each class of runs", () => {
    const random = Random.fromSeed(5);
    for (const [from, size] of [
      [48, 10],
      [0, 256],
    ] as const) {
      const bytes = Uint8Array.from({ length: 100_000 }, () => from + random.below(size));
      expect(sum(lossesOf(bytes))).toBeLessThan(bytes.length * Math.log2(size) + 60);
    }
    const numbers = text(() => String(random.below(1000)), 20_000);
    expect(sum(lossesOf(numbers))).toBeLessThan(numbers.length * Math.log2(11) + 100);
  });

  test("symbols that are no bytes cost log2 A", () => {
    const losses = new Float64Array(100);
    progressionExpert.open(new Uint8Array(100).fill(3), 10).code(0, 100, 0, true, losses);
    expect([...losses]).toEqual(new Array(100).fill(Math.log2(10)));
  });

  test("the distributions it states are those it is charged by at any position, and sum to 1", () => {
    const bytes = text((i) => (i < 250 ? `${i * 3}: ${(i * 7) % 50}` : iso(17 * i)), 400);
    const { symbols, codes, alphabetSize } = compact(bytes);
    const member = progressionExpert.open(symbols, alphabetSize, codes);
    const losses = new Float64Array(bytes.length);
    member.code(0, 2000, 0, true, losses);
    member.code(2000, bytes.length, 1900, false, losses.subarray(2000));
    for (let at = 2000; at < bytes.length; at += 37) {
      const law = member.distribution(at, 1900);
      expect(sum(law)).toBeCloseTo(1, 12);
      expect(-Math.log2(law[symbols[at]!]!)).toBeCloseTo(losses[at]!, 12);
    }
  });

  test.each([
    ["counters", text((i) => `${i},${7 * i}`, 400)],
    [
      "noise, then counters, which are given up",
      (() => {
        const random = Random.fromSeed(2);
        const noise = text(() => String(random.below(10)), 9000);
        return Uint8Array.of(...noise, ...text((i) => String(i), 500));
      })(),
    ],
    ["32 bits", stored(4, (i) => 5 * i, true, 250)],
    ["days", text((i) => iso(86_400 * i).slice(0, 10), 400)],
    [
      "days in one piece",
      text(
        (i) =>
          iso(86_400 * i)
            .slice(0, 10)
            .replaceAll("-", ""),
        400,
      ),
    ],
  ])("%s are read again from what was paid", (_, bytes) => {
    const sequence = { ...sequenceOf(bytes, 256), codes: Uint8Array.from({ length: 256 }, (_, k) => k) };
    const observation = observe(sequence);
    expect(verifyObservation(sequence, observation)).toMatchObject({ equal: true, passed: true });
  });

  /** Pieces of a sequence from places that are no beginnings of lines. */
  function pieces(whole: Uint8Array, length: number, count: number) {
    const step = Math.floor((whole.length - length) / count);
    const cut = Array.from({ length: count }, (_, k) => whole.subarray(k * step + 5, k * step + 5 + length));
    const segmentEnds = cut.map((_, k) => (k + 1) * length);
    return { bytes: Uint8Array.from(cut.flatMap((one) => Array.from(one))), segmentEnds };
  }

  test.each([
    ["minutes", text((i) => iso(60 * i), 20_000), 60],
    ["steps of 25 seconds", text((i) => `at ${iso(25 * i).slice(11)} sharp`, 20_000), 60],
    ["weeks", text((i) => iso(604_800 * i).slice(0, 10), 9000), 40],
    ["clocks that run backwards", text((i) => iso(4e8 - 7 * i), 20_000), 60],
    [
      "rows of a grid",
      text((i) => `(${Math.floor(i / 400)}, ${Math.floor(i / 20) % 20}, ${i % 20})`, 30_000),
      45,
    ],
  ])("%s go on in a piece from elsewhere after a row, cut or whole, and the next one", (_, whole, rows) => {
    const { bytes, segmentEnds } = pieces(whole, 2000, 8);
    const { symbols, codes, alphabetSize } = compact(bytes);
    const member = progressionExpert.open(symbols, alphabetSize, codes);
    const losses = new Float64Array(bytes.length);
    for (const [k, end] of segmentEnds.entries()) {
      const start = segmentEnds[k - 1] ?? 0;
      member.code(start, end, start, true, losses.subarray(start, end));
    }
    for (const end of segmentEnds.slice(2)) {
      const raw = rows * Math.log2(alphabetSize);
      expect(sum(losses.subarray(end - 2000, end))).toBeLessThan(raw + 20);
      expect(sum(losses.subarray(end - 1800, end))).toBeLessThan(20);
    }
  });

  test.each([
    [
      "dates in one piece",
      text(
        (i) =>
          iso(86_400 * i)
            .slice(0, 10)
            .replaceAll("-", ""),
        6000,
      ),
    ],
    ["dates and times in one piece", text((i) => iso(60 * i).replaceAll(/[-T:]/g, ""), 6000)],
    ["dates and times in two pieces", text((i) => `${iso(900 * i).replaceAll(/[-:]/g, "")}Z`, 6000)],
    [
      "times of day in one piece",
      text(
        (i) =>
          iso(7 * i)
            .slice(11)
            .replaceAll(":", ""),
        6000,
      ),
    ],
    [
      "bytes of an address",
      text(
        (i) =>
          [(3 * i) >> 16, ((3 * i) >> 8) & 255, (3 * i) & 255]
            .map((one) => one.toString(16).padStart(2, "0"))
            .join(":"),
        9000,
      ),
    ],
    [
      "bytes of an address in capitals",
      text(
        (i) =>
          [(7 * i) >> 16, ((7 * i) >> 8) & 255, (7 * i) & 255]
            .map((one) => one.toString(16).toUpperCase().padStart(2, "0"))
            .join("-"),
        9000,
      ),
    ],
  ])("%s go on", (_, bytes) => {
    expect(sum(lossesOf(bytes).subarray(bytes.length - 20_000))).toBeLessThan(60);
  });

  function congruent(a: number, c: number, mask: number, littleEndian: boolean, count: number) {
    let state = 12_345;
    return stored(4, () => (state = ((Math.imul(a, state) + c) & mask) >>> 0), littleEndian, count);
  }

  /** Lehmer's generators, of the prime 2^31 - 1. */
  function lehmer(a: number, littleEndian: boolean, count: number) {
    let state = 12_345n;
    const next = () => {
      state = (BigInt(a) * state) % 2_147_483_647n;
      return Number(state);
    };
    return stored(4, next, littleEndian, count);
  }

  test.each([
    ["of 32 bits", congruent(1_664_525, 1_013_904_223, -1, true, 8000)],
    ["high bytes first", congruent(22_695_477, 1, -1, false, 8000)],
    ["of 31 bits", congruent(1_103_515_245, 12_345, 0x7fff_ffff, true, 8000)],
    ["without an increment", congruent(65_539, 0, 0x7fff_ffff, false, 8000)],
    ["modulo a prime", lehmer(16_807, true, 8000)],
    ["modulo a prime, high bytes first", lehmer(48_271, false, 8000)],
  ])("whole outputs of congruential generators go on, %s", (_, bytes) => {
    // Three numbers say the law, and three more that it is one.
    expect(sum(lossesOf(bytes))).toBeLessThan(8 * 4 * 7 + 80);
    const { bytes: cut, segmentEnds } = pieces(bytes, 2001, 12);
    const { symbols, codes, alphabetSize } = compact(cut);
    const member = progressionExpert.open(symbols, alphabetSize, codes);
    const losses = new Float64Array(cut.length);
    for (const end of segmentEnds)
      member.code(end - 2001, end, end - 2001, true, losses.subarray(end - 2001, end));
    expect(segmentEnds.length).toBe(12);
    for (const end of segmentEnds.slice(4)) expect(sum(losses.subarray(end - 1900, end))).toBeLessThan(60);
  });

  test("a sequence that continues by another law elsewhere is learned again", () => {
    const bytes = text((i) => iso(i < 600 ? 60 * i : 9e8 + 3601 * i), 1200);
    const half = text((i) => iso(60 * i), 600).length;
    const { symbols, codes, alphabetSize } = compact(bytes);
    const member = progressionExpert.open(symbols, alphabetSize, codes);
    const losses = new Float64Array(bytes.length);
    member.code(0, half, 0, true, losses);
    member.code(half, bytes.length, half, true, losses.subarray(half));
    expect(sum(losses.subarray(bytes.length - 4000))).toBeLessThan(40);
  });

  test("pieces are read again from what was paid", () => {
    const { bytes, segmentEnds } = pieces(
      text((i) => iso(60 * i), 5000),
      900,
      5,
    );
    const codes = Uint8Array.from({ length: 256 }, (_, k) => k);
    const sequence = { ...sequenceOf(bytes, 256), codes, segmentEnds };
    const observation = observe(sequence);
    expect(verifyObservation(sequence, observation)).toMatchObject({ equal: true, passed: true });
  });

  test("where it is of no use it costs others next to nothing", () => {
    const random = Random.fromSeed(4);
    const bytes = text(() => String(random.below(50)), 3000);
    const sequence = { ...sequenceOf(bytes, 256), codes: Uint8Array.from({ length: 256 }, (_, k) => k) };
    const { members, bits } = observe(sequence);
    const best = Math.min(...members.map((one) => one.bits ?? Number.POSITIVE_INFINITY));
    expect(members.find(({ id }) => id === progressionExpert.id)!.weight).toBeLessThan(1e-6);
    expect(bits).toBeLessThan(best + 120);
  });
});
