import { expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { shuffled } from "../../../src/math/shuffle.ts";
import { steppedWords } from "../../../src/spectrum/word-steps.ts";

const random = Random.fromSeed(11);
const uneven = () => random.uniform() + random.uniform() + random.uniform() - 1.5;

/** Numbers of two bytes, each a step from the one some places before. */
function walks(count: number, lag: number, littleEndian = true): Uint8Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++)
    numbers[i] = ((numbers[i - lag] ?? 0) + Math.round(60 * uneven()) + 65_536) % 65_536;
  return bytesOf(numbers, littleEndian);
}

const bytesOf = (numbers: ArrayLike<number>, littleEndian = true) =>
  Uint8Array.from({ length: 2 * numbers.length }, (_, i) => {
    const number = numbers[i >> 1]! & 65_535;
    return (i % 2 === 0) === littleEndian ? number & 255 : number >> 8;
  });

const twinOf = (symbols: Uint8Array, segmentEnds = [symbols.length], most = 6) =>
  steppedWords({ symbols, alphabetSize: 256, segmentEnds }, most, (steps) =>
    shuffled(steps, (bound) => random.below(bound)),
  )?.symbols;

const stepsOf = (symbols: ArrayLike<number>, lag: number, from = 0) => {
  const numbers = Array.from(
    { length: (symbols.length - from) >> 1 },
    (_, i) => symbols[from + 2 * i]! + 256 * symbols[from + 2 * i + 1]!,
  );
  return numbers.slice(lag).map((number, i) => (number - numbers[i]! + 65_536) % 65_536);
};

test.each([1, 2])(
  "a walk of numbers of two bytes in %i channels has a twin with the same steps in another order",
  (lag) => {
    const symbols = walks(5000, lag);
    const twin = twinOf(symbols)!;
    expect(twin).not.toEqual(symbols);
    expect(Array.from(twin.subarray(0, 2 * lag))).toEqual(Array.from(symbols.subarray(0, 2 * lag)));
    expect(stepsOf(twin, lag).sort()).toEqual(stepsOf(symbols, lag).sort());
  },
);

test("the upper byte may come first, and segments may begin within a number", () => {
  expect(twinOf(walks(5000, 1, false))).toBeDefined();
  const [one, other] = [walks(3000, 1), walks(3000, 1)];
  const cut = Uint8Array.from([...one.subarray(1), ...other]);
  const twin = twinOf(cut, [one.length - 1, cut.length])!;
  expect(twin[0]).toBe(cut[0]);
  const both = (of: ArrayLike<number>) => [
    ...stepsOf(Array.from(of).slice(0, one.length - 1), 1, 1),
    ...stepsOf(Array.from(of).slice(one.length - 1), 1),
  ];
  expect(both(twin).sort()).toEqual(both(cut).sort());
});

test("numbers near the line through two before them step from that", () => {
  let [at, speed] = [30_000, 0];
  const smooth = bytesOf(
    Array.from({ length: 5000 }, () => {
      speed = 0.98 * speed + 3 * uneven();
      at += speed;
      return Math.round(at);
    }),
  );
  expect(twinOf(smooth, [smooth.length], 2)).toBeDefined();
});

/** A tone and more, in noise. */
const tones = (n: number, noise: number, ...pitches: number[]) =>
  Array.from({ length: n }, (_, t) =>
    Math.round(pitches.reduce((sum, pitch) => sum + 8000 * Math.sin(pitch * t), noise * uneven())),
  );

test.each([
  ["a fast tone", tones(5000, 100, 1.1), 6.2],
  ["three tones", tones(5000, 100, 0.07, 0.31, 0.83), 6.2],
  ["a tone without a sign", tones(5000, 100, 0.2).map((number) => number + 32_768), 6.2],
] as const)("%s in noise has a twin that goes on by it with other noise", (_, numbers, most) => {
  for (const littleEndian of [true, false]) {
    const symbols = bytesOf(numbers, littleEndian);
    const twin = twinOf(symbols, [symbols.length], most)!;
    expect(Buffer.compare(twin as Uint8Array, symbols)).not.toBe(0);
    const signed = (of: ArrayLike<number>) => {
      const words = new Float64Array(of.length / 2);
      for (let i = 0; i < words.length; i++) {
        const [first, second] = [of[2 * i]!, of[2 * i + 1]!];
        const word = littleEndian ? first + 256 * second : second + 256 * first;
        words[i] = numbers[0]! > 20_000 ? word - 32_768 : (word << 16) >> 16;
      }
      return words;
    };
    // As loud as the tone, within a third, and no louder for being made anew.
    const power = (of: ArrayLike<number>) => signed(of).reduce((sum, x) => sum + x * x, 0) / numbers.length;
    expect(power(twin)).toBeGreaterThan(power(symbols) / 3);
    expect(power(twin)).toBeLessThan(3 * power(symbols));
  }
});

test("what is no such number has no twin", () => {
  const noise = Uint8Array.from({ length: 10_000 }, () => random.below(256));
  expect(twinOf(noise, [noise.length], 8)).toBeUndefined();
  // Numbers that are not near their neighbours, steps that cost more than they may, and what is too short.
  const apart = bytesOf(Array.from({ length: 5000 }, () => Math.round(3000 * uneven())));
  expect(twinOf(apart, [apart.length], 8)).toBeUndefined();
  expect(twinOf(walks(5000, 1), [10_000], 2)).toBeUndefined();
  expect(twinOf(walks(1, 1))).toBeUndefined();
  const characters = { symbols: Uint16Array.from(walks(500, 1)), alphabetSize: 300, segmentEnds: [1000] };
  expect(steppedWords(characters, 8, (steps) => steps)).toBeUndefined();
});
