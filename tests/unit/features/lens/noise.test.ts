import { expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { Lines } from "../../../../src/encodings/text-lines.ts";
import { characterAt, characterEnd } from "../../../../src/encodings/utf8.ts";
import { isText } from "../../../../src/features/lens/characters.ts";
import { CostSums } from "../../../../src/features/lens/costs.ts";
import { alphabetBits, isNoise } from "../../../../src/features/lens/noise.ts";
import { restLaw } from "../../../../src/features/lens/rest-law.ts";
import { costScale, costStep } from "../../../../src/report/kit/cost-scale.ts";

it("the alphabet of a stretch is the smallest that has it, or what occurs where there is enough of it", () => {
  const bits = (text: string) => alphabetBits(Buffer.from(text), 0, text.length);
  expect(bits("0110100110")).toBe(1);
  expect(bits("3141592653")).toBeCloseTo(Math.log2(10), 12);
  expect(bits("deadbeef01234567")).toBe(4);
  expect(bits("Zm9vYmFy+/8=")).toBe(6);
  expect(bits("acgt".repeat(20))).toBe(2);
});

it.each([
  ["01", 2],
  ["012", 10],
  ["0123456789", 10],
  ["0aef9", 16],
  ["0AEF9", 16],
  ["abcz", 26],
  ["ABCZ", 26],
  ["AZ27=", 32],
  ["0123489GZ", 62],
  ["aZ9-_", 64],
  ["aZ9+/=", 64],
  [" ~", 95],
  ["a\x1f", 256],
  ["\x7f\xff", 256],
])("%j is written in an alphabet of %i, in lines or not", (letters, size) => {
  for (const text of [letters, `${letters}\r\n`]) {
    const bytes = Buffer.from(text, "latin1");
    expect(2 ** alphabetBits(bytes, 0, bytes.length)).toBeCloseTo(size, 9);
  }
});

it("some bytes of a hundred may be of no alphabet, and of enough bytes those count that occur", () => {
  const bits = (text: string) => alphabetBits(Buffer.from(text), 0, text.length);
  const digits = "0123456789".repeat(5);
  expect(2 ** bits(`${digits.slice(1)}x`)).toBeCloseTo(10, 9);
  expect(2 ** bits(`${digits.slice(2)}xx`)).toBeCloseTo(16 + 46, 9);
  expect(2 ** bits("acg".repeat(15))).toBeCloseTo(26, 9);
  expect(2 ** bits("acg".repeat(16))).toBeCloseTo(3, 9);
});

it("words that nobody could guess are no noise: some letters are frequent", () => {
  const unguessed = (bytes: Uint8Array) =>
    isNoise(bytes, new Float32Array(bytes.length).fill(8), 0, bytes.length);
  expect(unguessed(Buffer.from("# The sensor in the "))).toBe(false);
  expect(unguessed(Buffer.from('Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n'))).toBe(
    false,
  );
  const random = Random.fromSeed(3);
  for (const bytes of [16, 24, 220, 4096, 100_000]) {
    const noise = Buffer.from(Uint8Array.from({ length: bytes }, () => random.below(256)));
    expect(unguessed(noise)).toBe(true);
    expect(unguessed(Buffer.from(noise.toString("base64").replaceAll(/.{76}/g, "$&\r\n")))).toBe(true);
    expect(unguessed(Buffer.from(noise.toString("hex")))).toBe(true);
  }
});

it("characters are those of UTF-8, and a byte that is none stands for itself", () => {
  const bytes = Uint8Array.of(
    0x61,
    0xc3,
    0xa4,
    0xff,
    0xe2,
    0x82,
    0xac,
    0xed,
    0xa0,
    0x80,
    0xc0,
    0xaf,
    0xf0,
    0x9f,
  );
  const found: (string | null)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = characterEnd(bytes, at);
    found.push(characterAt(bytes, at, end));
    at = end;
  }
  expect(found).toEqual(["a", "ä", null, "€", null, null, null, null, null, null, null]);
});

it("lines are counted and found again", () => {
  const bytes = Buffer.from("ab\n\ncä€d\n");
  const lines = new Lines(bytes);
  expect([...lines.starts]).toEqual([0, 3, 4]);
  const places = [0, 1, 2, 3, 4, 5, 7, 10].map((offset) => Object.values(lines.placeOf(offset)).join(":"));
  expect(places).toEqual(["1:1", "1:2", "1:3", "2:1", "3:1", "3:2", "3:3", "3:4"]);
});

it("text is text with some bytes that are none, and bytes are not", () => {
  expect(isText(Buffer.from("plain\ttext\r\n"))).toBe(true);
  expect(isText(Buffer.concat([Buffer.from("a".repeat(40)), Uint8Array.of(255, 254)]))).toBe(true);
  expect(isText(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1))).toBe(false);
  expect(isText(Uint8Array.from({ length: 64 }, (_, i) => 128 + i))).toBe(false);
});

it("steps of the scale ascend, each with a mark of its own and lighter than the one before", () => {
  expect(costScale.every(({ from }, step) => costStep(from) === step)).toBe(true);
  expect(costStep(99)).toBe(costScale.length - 1);
  expect(costStep(Number.NaN)).toBe(-1);
  expect(new Set(costScale.map(({ mark }) => mark)).size).toBe(costScale.length);
  const light = costScale.flatMap(({ page }) => {
    if (page === null) return [];
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(page[0].slice(at, at + 2), 16));
    return [0.2126 * red! + 0.7152 * green! + 0.0722 * blue!];
  });
  expect(light).toEqual(light.toSorted((a, b) => a - b));
});

it("the p-value of a mean falls with it, and is undefined for too little data", () => {
  const costs = new CostSums(Float32Array.from({ length: 20_000 }, (_, i) => 1 + ((i * 7919) % 101) / 50));
  const law = restLaw(costs, [{ start: 0, end: 20_000 }])!;
  expect(law.mean).toBeCloseTo(2, 1);
  const chances = [2, 2.2, 2.5, 3, 6].map((mean) => law.chance(mean, 500));
  expect(chances).toEqual(chances.toSorted((a, b) => b - a));
  expect(chances[0]).toBe(1);
  expect(chances.at(-1)).toBeLessThan(1e-6);
  expect(restLaw(costs, [{ start: 0, end: 100 }])).toBeUndefined();
});

it("of a few expensive bytes little can be said, and of a long stretch no more than of the longest blocks", () => {
  const costs = new CostSums(Float32Array.from({ length: 20_000 }, (_, i) => 1 + ((i * 7919) % 101) / 50));
  const law = restLaw(costs, [{ start: 0, end: 20_000 }])!;
  const few = [1, 6, 31, 32].map((length) => law.chance(2.2, length));
  expect(few[0]).toBe(1);
  expect(few).toEqual(few.toSorted((a, b) => b - a));
  // There are nine blocks of 2048 bytes, and four of 4096.
  const [known, longer] = [2048, 8192].map((length) => law.chance(2.02, length) * length);
  expect(longer).toBeCloseTo(known!, 9);
});

it("sums of costs are those of all bytes before one that have a cost", () => {
  const costs = Float32Array.from({ length: 64 }, (_, i) => (i % 5 === 3 ? Number.NaN : i / 8));
  const sums = new CostSums(costs);
  for (let at = 0; at <= costs.length; at++) {
    const known = costs.subarray(0, at).filter((cost) => !Number.isNaN(cost));
    expect(sums.bitsBefore(at)).toBe(known.reduce((sum, cost) => sum + cost, 0));
    expect(sums.pricedBefore(at)).toBe(known.length);
  }
  expect(sums.meanOf(3, 4)).toBe(0);
  expect(sums.meanOf(3, 5)).toBe(0.5);
});

it("noise costs nearly what its alphabet has, and hardly a byte of it is guessed", () => {
  const text = Buffer.from(Uint8Array.from({ length: 200 }, (_, i) => i));
  const noisy = (cost: (i: number) => number, length = 200) =>
    isNoise(
      text,
      Float32Array.from(text, (_, i) => cost(i)),
      0,
      length,
    );
  expect([noisy(() => 7.21), noisy(() => 7.19)]).toEqual([true, false]);
  expect([noisy(() => 8, 16), noisy(() => 8, 15)]).toEqual([true, false]);
  // Of 200 bytes 20 may be guessed, those of unknown cost count nothing.
  const guessed = (count: number) => noisy((i) => (i < count ? 3.9 : 9));
  expect([guessed(20), guessed(21)]).toEqual([true, false]);
  expect(noisy((i) => (i < 60 ? Number.NaN : 8))).toBe(true);
  expect(noisy(() => Number.NaN)).toBe(false);
  expect(isNoise(Buffer.alloc(40, "a"), new Float32Array(40).fill(8), 0, 40)).toBe(false);
});
