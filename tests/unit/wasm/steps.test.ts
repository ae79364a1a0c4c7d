import { expect, test } from "vitest";
import { type NumberSteps, withNumberSteps } from "../../../src/wasm/steps.ts";
import { randomBytes } from "./random-bytes.ts";

const bytes = randomBytes(501, 1);
const numberSteps = (given: Uint8Array): NumberSteps => withNumberSteps(given, (numbers) => numbers);
const signed = (word: number) => (word << 16) >> 16;

test.each([true, false])("numbers of two bytes begin at each place, little-endian: %s", (littleEndian) => {
  const numbers = numberSteps(bytes);
  numbers.join(littleEndian);
  for (let at = 0; at < 500; at++) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    expect(numbers.words[at]).toBe(littleEndian ? first + 256 * second : 256 * first + second);
  }
  expect(numbers.words[500]).toBe(0);
});

test.each([
  { lag: 1, line: [], zero: 0 },
  { lag: 1, line: [1], zero: 0 },
  { lag: 2, line: [2, -1], zero: 0 },
  { lag: 2, line: [1.5, -0.25, 0.125, -3.5], zero: 32_768 },
  { lag: 1, line: Array.from({ length: 16 }, (_, k) => 12_870 * Math.cos(k)), zero: 65_536 },
])("steps by the definition: lag $lag, line $line, zero $zero", ({ lag, line, zero }) => {
  const numbers = numberSteps(bytes);
  numbers.join(true);
  const { words, steps, counts } = numbers;
  numbers.take(lag, Float64Array.from(line), zero);
  const first = 2 * lag * line.length;
  let way = 0;
  const expected = new Int32Array(65_536);
  for (let at = first; at + 1 < words.length; at++) {
    let sum = 0;
    for (const [k, times] of line.entries()) sum += times * signed(words[at - 2 * lag * (k + 1)]! - zero);
    const step = (words[at]! - Math.round(sum) - zero) & 65_535;
    expect(steps[at]).toBe(step);
    if (at % 2 !== first % 2) continue;
    way += Math.ceil(Math.log2(Math.min(step, 65_536 - step) + 1));
    expected[step]!++;
  }
  expect(numbers.way(first, words.length)).toBe(way);
  for (let again = 0; again < 2; again++) {
    numbers.restart();
    numbers.count(first, words.length);
    expect(counts).toEqual(expected);
  }
});
