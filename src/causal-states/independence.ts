import { chiSquareTail } from "../math/incomplete-gamma.ts";

/** Counts that every cell of a table must be expected to hold. */
const leastExpected = 5;
/** Rows with fewer counts are left out. */
const leastRow = 25;

/**
 * p-value of Pearson's test that rows and columns of a table are independent. Thin rows are left out; columns too thin
 * for the thinnest row are taken together.
 *
 * @param table shape (rows, columns), counts
 * @returns 1 where fewer than two rows or columns are left
 * @throws never
 * Cost: O(cells).
 * Source: Pearson 1900, Philos. Mag. 50; Cochran 1954, Biometrics 10 (thin cells).
 */
export function independencePValue(table: Float64Array, rows: number, columns: number): number {
  const kept: number[] = [];
  const rowTotals: number[] = [];
  const columnTotals = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    let total = 0;
    for (let c = 0; c < columns; c++) total += table[r * columns + c]!;
    if (total < leastRow) continue;
    kept.push(r);
    rowTotals.push(total);
    for (let c = 0; c < columns; c++) columnTotals[c]! += table[r * columns + c]!;
  }
  if (kept.length < 2) return 1;
  const total = rowTotals.reduce((sum, one) => sum + one, 0);
  const thinnest = Math.min(...rowTotals);
  let pooled = 0;
  let used = 0;
  let sum = 0;
  const pooledRow = new Float64Array(kept.length);
  const add = (column: (at: number) => number, columnTotal: number): void => {
    used++;
    for (let at = 0; at < kept.length; at++) {
      const expected = (rowTotals[at]! * columnTotal) / total;
      const deviation = column(at) - expected;
      sum += (deviation * deviation) / expected;
    }
  };
  for (let c = 0; c < columns; c++) {
    const columnTotal = columnTotals[c]!;
    if (columnTotal === 0) continue;
    if ((thinnest * columnTotal) / total >= leastExpected) {
      add((at) => table[kept[at]! * columns + c]!, columnTotal);
    } else {
      pooled += columnTotal;
      for (let at = 0; at < kept.length; at++) pooledRow[at]! += table[kept[at]! * columns + c]!;
    }
  }
  if ((thinnest * pooled) / total >= 1) add((at) => pooledRow[at]!, pooled);
  if (used < 2) return 1;
  return chiSquareTail(sum, (kept.length - 1) * (used - 1));
}
