import type { Machine } from "../../core/source.ts";
import { closedForm, type GroundTruth } from "../../core/truth.ts";
import { truthOfDifference } from "../../exact/block-entropies.ts";
import { createMachine, lumpStates, symbolLaw, unifilarEntropyRate } from "../../exact/machine.ts";
import { lawEntropy } from "../../statistics/entropy.ts";

/**
 * The machine of a Markov chain: one state a context, contexts in lexicographic order.
 *
 * @param matrix one law a context, shape (A^order, A)
 * @returns undefined when the contexts split into parts that never meet
 */
export function chainMachine(
  matrix: readonly ArrayLike<number>[],
  alphabetSize: number,
): Machine | undefined {
  const contexts = matrix.length;
  const edges = matrix.flatMap((row, from) =>
    Array.from(row, (probability, symbol) => ({
      from,
      symbol,
      to: (from * alphabetSize + symbol) % contexts,
      probability,
    })),
  );
  return createMachine(alphabetSize, contexts, edges);
}

/**
 * Truths of a Markov chain of a given order.
 *
 * @param machine as `chainMachine` makes it
 */
export function chainTruth(machine: Machine, order: number): GroundTruth {
  const rate = unifilarEntropyRate(machine);
  const contextEntropy = lawEntropy(machine.stationary);
  return {
    symbolEntropy: closedForm(lawEntropy(symbolLaw(machine)), "stationary law of one symbol"),
    entropyRate: closedForm(rate, "sum of pi(context) H(row)"),
    excessEntropy: truthOfDifference(contextEntropy, order * rate, "H(order) - order h"),
    statisticalComplexity: closedForm(
      lawEntropy(lumpStates(machine).stationary),
      "entropy of the contexts, those with equal futures taken together",
    ),
  };
}

/**
 * What is wrong with the matrix of a chain.
 *
 * @param order symbols of memory
 */
export function matrixFault(order: number, matrix: readonly (readonly number[])[]): string | undefined {
  const alphabetSize = matrix[0]!.length;
  let contexts = 1;
  for (let i = 0; i < order; i++) contexts *= alphabetSize;
  if (matrix.length !== contexts) {
    return `matrix has ${matrix.length} rows; order ${order} over ${alphabetSize} symbols needs ${contexts}`;
  }
  for (const [index, row] of matrix.entries()) {
    if (row.length !== alphabetSize)
      return `matrix: row ${index + 1} has ${row.length} entries, not ${alphabetSize}`;
    const sum = row.reduce((total, probability) => total + probability, 0);
    if (Math.abs(sum - 1) > 1e-9)
      return `matrix: row ${index + 1} sums to ${Number(sum.toPrecision(10))}, not 1`;
  }
  return undefined;
}
