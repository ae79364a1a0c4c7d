import { expect, test } from "vitest";
import { frequencySpectrum, spectrumOf, typesWithFrequency } from "../../../src/statistics/counts.ts";

test("a spectrum lists every count once, ascending, with its number of types", () => {
  const spectrum = frequencySpectrum([3, 0, 1, 5000, 1, 3, 3, 1024, 1023, 5000, 70000]);
  expect([...spectrum.frequencies]).toEqual([1, 3, 1023, 1024, 5000, 70000]);
  expect([...spectrum.multiplicities]).toEqual([2, 3, 1, 1, 2, 1]);
  expect(spectrum.tokens).toBe(2 + 9 + 1023 + 1024 + 10000 + 70000);
  expect(spectrum.types).toBe(10);
  expect(typesWithFrequency(spectrum, 3)).toBe(3);
  expect(typesWithFrequency(spectrum, 4)).toBe(0);
});

test("typed arrays count like lists", () => {
  expect(frequencySpectrum(Uint32Array.of(2, 2, 9))).toEqual(frequencySpectrum([9, 2, 2, 0]));
});

test("nothing counted is an error, not a number", () => {
  expect(() => spectrumOf([])).toThrow(RangeError);
  expect(() => spectrumOf([0, 0])).toThrow("no positive count");
});
