import type { Random } from "../../core/random.ts";
import { probabilityThreshold } from "./probability-threshold.ts";

/** Several laws over one alphabet, each ready to be drawn from with two 32-bit draws. */
export interface AliasTable {
  /** log2 of the columns a law has: the alphabet rounded up to a power of two */
  readonly columnBits: number;
  /** shape (laws * columns,): keep the column when a 32-bit draw is below this, else take its alias */
  readonly threshold: Uint32Array;
  /** shape (laws * columns,) */
  readonly alias: Uint32Array;
}

/**
 * Walker's alias tables with integer thresholds. The column count is a power of two, so that a column is the top
 * bits of a draw; columns beyond the alphabet always point into it.
 *
 * @param laws shape (laws, A), each sums to 1
 * @returns tables that give each symbol its probability to within 2^-32
 * Cost: O(laws * A).
 * Source: Vose 1991, IEEE Trans. Softw. Eng. 17(9).
 */
export function createAliasTable(laws: readonly ArrayLike<number>[], alphabetSize: number): AliasTable {
  const columnBits = Math.ceil(Math.log2(Math.max(2, alphabetSize)));
  const columns = 1 << columnBits;
  const threshold = new Uint32Array(laws.length * columns);
  const alias = new Uint32Array(laws.length * columns);
  laws.forEach((law, index) => {
    const rows = [index * columns, (index + 1) * columns] as const;
    fillLaw(law, alphabetSize, threshold.subarray(...rows), alias.subarray(...rows));
  });
  return { columnBits, threshold, alias };
}

function fillLaw(
  law: ArrayLike<number>,
  alphabetSize: number,
  threshold: Uint32Array,
  alias: Uint32Array,
): void {
  const columns = threshold.length;
  const share = new Float64Array(columns);
  const poor: number[] = [];
  const rich: number[] = [];
  for (let column = 0; column < columns; column++) {
    share[column] = column < alphabetSize ? law[column]! * columns : 0;
    alias[column] = column;
    (share[column]! < 1 ? poor : rich).push(column);
  }
  // Whatever is left when one of the lists runs out is full up to rounding.
  while (rich.length > 0 && poor.length > 0) {
    const from = poor.pop()!;
    const donor = rich.at(-1)!;
    threshold[from] = Math.min(0xffff_ffff, probabilityThreshold(share[from]!));
    alias[from] = donor;
    share[donor]! -= 1 - share[from]!;
    if (share[donor]! < 1) poor.push(rich.pop()!);
  }
}

/** One draw from one of the laws. */
export function drawFromLaw(table: AliasTable, law: number, random: Random): number {
  const column = random.uint32() >>> (32 - table.columnBits);
  const place = (law << table.columnBits) + column;
  return random.uint32() < table.threshold[place]! ? column : table.alias[place]!;
}
