import { Random } from "../../src/core/random.ts";
import { allocateSymbols, sequenceOf } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import { fileOrderStep } from "../../src/features/forecast/jump.ts";
import { drawBlocks } from "../../src/observer/curves/drawn-blocks.ts";
import { exchangeableCurve } from "../../src/observer/curves/exchangeable-curve.ts";
import { observerMembers } from "../../src/observer/observer-members.ts";
import { settleObserver } from "../../src/observer/settled-observer.ts";

/**
 * P-values of the sharpest step of the learning curves of seeded sequences, as a forecast finds them.
 *
 * @param source without a jump
 * @param n symbols of a sequence
 * @param orders in which it is read
 * @returns shape (runs,), ascending
 */
export function jumpPValues(
  source: BoundSource,
  n: number,
  orders: number,
  runs: number,
  firstSeed: number,
): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const random = Random.fromSeed(firstSeed + run);
    const symbols = allocateSymbols(n, source.alphabetSize);
    source.open(random.fork("source")).fill(symbols);
    const sample = drawBlocks(sequenceOf(symbols, source.alphabetSize), random)!;
    const observer = settleObserver(sample, observerMembers(), 10 * n);
    const curve = exchangeableCurve(sample, observer, random, orders);
    return fileOrderStep(sample, curve, observer, random).step?.pValue ?? 1;
  }).sort((a, b) => a - b);
}
