import { expect, it } from "vitest";
import { stretchCounts } from "../../../../src/estimators/memo/stretch-counts.ts";
import { uniformSymbols } from "../../statistics/inputs.ts";

it.each([
  [1, 3],
  [320, 3],
  [321, 3],
  [5000, 3],
  [100_000, 2],
  [3000, 60_000],
])("%i symbols of %i are counted by stretches of equal length", (n, size) => {
  const symbols = uniformSymbols(n, size, 5);
  const { stretches, counts } = stretchCounts.compute(
    { symbols: Uint16Array.from(symbols), alphabetSize: size, segmentEnds: [n] },
    undefined as never,
  )!;
  const most = size === 60_000 ? 68 : 320;
  expect(stretches).toBeLessThanOrEqual(most);
  const length = 2 ** Math.max(0, Math.ceil(Math.log2(n / most)));
  expect(stretches).toBe(Math.ceil(n / length));
  const direct = new Map<number, number>();
  symbols.forEach((symbol, i) => {
    const at = Math.floor(i / length) * size + symbol;
    direct.set(at, (direct.get(at) ?? 0) + 1);
  });
  let total = 0;
  for (const count of counts) total += count;
  expect(total).toBe(n);
  for (const [at, count] of direct) expect(counts[at]).toBe(count);
});

it("an alphabet without end has no stretches", () => {
  const sequence = { symbols: Uint32Array.of(1, 2, 3), alphabetSize: 200_000, segmentEnds: [3] };
  expect(stretchCounts.compute(sequence, undefined as never)).toBeUndefined();
});
