import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import {
  createAliasTable,
  drawFromLaw,
  probabilityThreshold,
} from "../../../../src/sources/sampling/draws.ts";

/** The law a table really gives, from its thresholds. */
function lawOf(laws: readonly number[][], index: number): number[] {
  const alphabetSize = (laws[0] as number[]).length;
  const { columnBits, threshold, alias } = createAliasTable(laws, alphabetSize);
  const columns = 2 ** columnBits;
  const law = new Array<number>(columns).fill(0);
  for (let column = 0; column < columns; column++) {
    const kept = (threshold[index * columns + column] as number) / 2 ** 32;
    const other = alias[index * columns + column] as number;
    law[column] = (law[column] as number) + kept / columns;
    law[other] = (law[other] as number) + (1 - kept) / columns;
  }
  return law;
}

describe("createAliasTable", () => {
  const laws = [
    [0.1, 0.2, 0.3, 0.15, 0.25],
    [0, 0, 1, 0, 0],
    [0.2, 0.2, 0.2, 0.2, 0.2],
    [0.999999, 0.000001, 0, 0, 0],
  ];

  it.each(laws.map((law, index) => [law, index] as const))("gives law %j to 2^-32", (law, index) => {
    const given = lawOf(laws, index);
    law.forEach((p, symbol) => {
      expect(Math.abs((given[symbol] as number) - p)).toBeLessThanOrEqual(2 ** -32);
    });
    expect(given.slice(law.length).every((mass) => mass === 0)).toBe(true);
  });

  it("never draws what has no probability", () => {
    const table = createAliasTable([[0, 0.5, 0, 0.5, 0]], 5);
    const random = Random.fromSeed(1);
    const drawn = new Set(Array.from({ length: 20_000 }, () => drawFromLaw(table, 0, random)));
    expect([...drawn].sort()).toEqual([1, 3]);
  });

  it("serves an alphabet of one", () => {
    const table = createAliasTable([[1]], 1);
    expect(drawFromLaw(table, 0, Random.fromSeed(1))).toBe(0);
  });
});

it("probabilityThreshold spans none to all of the 32-bit draws", () => {
  expect([0, 0.5, 1].map(probabilityThreshold)).toEqual([0, 2 ** 31, 2 ** 32]);
});
