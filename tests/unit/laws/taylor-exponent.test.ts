import { expect, test } from "vitest";
import { taylorExponent } from "../../../src/laws/taylor-exponent.ts";
import { uniformIntegers } from "../words/inputs.ts";

test("all types rise and fall together: exponent 1", () => {
  // Odd windows hold type k 2^k times for k = 0..4, even windows type 5 in their place; the rest never varies.
  const rising = [0, 1, 2, 3, 4].flatMap((k) => new Array<number>(2 ** k).fill(k));
  const resting = new Array<number>(31).fill(5);
  const rest = Array.from({ length: 33 }, (_, i) => 6 + i);
  const symbols = Uint8Array.from(
    Array.from({ length: 20 }, (_, w) => [...(w % 2 === 0 ? resting : rising), ...rest]).flat(),
  );
  // Mean and deviation are both half of what a type has in its windows.
  const fit = taylorExponent(symbols, [symbols.length], 39, 64)!;
  expect(fit.exponent).toBeCloseTo(1, 12);
  expect(fit.span).toBeCloseTo(31, 10);
  expect(fit.windows).toBe(20);
});

test("independent symbols: one half", () => {
  const uniform = uniformIntegers(2);
  // p(r) ~ 1/r over 1000 types.
  const cumulated: number[] = [];
  for (let r = 1, sum = 0; r <= 1000; r++) {
    sum += 1 / r;
    cumulated.push(sum);
  }
  const symbols = Uint16Array.from({ length: 400_000 }, () => {
    const u = (uniform(2 ** 30) / 2 ** 30) * cumulated[999]!;
    let [low, high] = [0, 999];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! > u) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  const fit = taylorExponent(symbols, [symbols.length], 1000, 2000)!;
  expect(fit.windows).toBe(200);
  // sqrt(p (1 - p)) in place of sqrt(p) lowers the slope by some .003; 1000 types with deviations known to 5 % each
  // fix it to .003.
  expect(Math.abs(fit.exponent - 0.5)).toBeLessThan(0.015);
});

test("windows do not cross segments, and the rest of a segment is not counted", () => {
  const symbols = Uint8Array.of(0, 0, 1, 1, 1, 0, 1, 1, 2, 2, 2);
  // 0 0 | 1 1 | 1 0 | 1 1 and, in the second segment, 2 2 | 2 is left.
  const fit = taylorExponent(symbols, [8, 11], 3, 2)!;
  expect(fit.windows).toBe(5);
  const counts = [
    [2, 0, 1, 0, 0],
    [0, 2, 1, 2, 0],
    [0, 0, 0, 0, 2],
  ];
  const points = counts.map((row) => {
    const mean = row.reduce((a, b) => a + b) / 5;
    const variance = row.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 5;
    return [Math.log(mean), 0.5 * Math.log(variance)] as const;
  });
  const [mx, my] = [0, 1].map((i) => points.reduce((sum, point) => sum + point[i]!, 0) / 3) as [
    number,
    number,
  ];
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
    points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  expect(fit.exponent).toBeCloseTo(slope, 12);
});

test("one window or one type that varies: undefined", () => {
  expect(taylorExponent(Uint8Array.of(0, 1, 0), [3], 2, 3)).toBeUndefined();
  expect(taylorExponent(new Uint8Array(40), [40], 2, 4)).toBeUndefined();
});
