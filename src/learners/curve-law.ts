import { type BankData, paidAfter, sizeTolerance } from "./network-examples.ts";
import type { LawForm, NetworkExample } from "./network-law.ts";

/** Where a learning curve ends, and how it came there. */
export interface CurveEnd {
  /** what a symbol costs at the end, bit/symbol */
  readonly rate: number;
  /** doublings by which that fell with the last doubling of what was learned */
  readonly fall: number;
  /** standard error of log2 rate, by which blocks were asked */
  readonly error: number;
}

/** Trainings are so many times apart at most that stand for a doubling. */
const mostBetween = 2.5;

/** The end of a curve from its last two sizes. @param points [symbols learned, bit/symbol], ascending */
export function curveEnd(
  [[before, paidBefore], [n, rate]]: readonly [readonly [number, number], readonly [number, number]],
  error: number,
): CurveEnd {
  return { rate, fall: Math.log2(paidBefore / rate) / Math.log2(n / before), error };
}

/**
 * Curves of networks of the bank that are known to go on: to so many times as much as where they are taken to end.
 *
 * @param without the package whose texts must not teach; null: none
 * @throws never
 */
export function curveExamples(
  { samples, trained }: BankData,
  factor: number,
  without: string | null,
): NetworkExample<CurveEnd>[] {
  const groups = new Map(
    samples.filter(({ kind }) => kind === "corpora").map(({ corpus, group }) => [corpus, group]),
  );
  return [...groups].flatMap(([corpus, group]) => {
    if (group === without) return [];
    const own = trained.filter((cell) => cell.corpus === corpus);
    return [...new Set(own.map(({ learner }) => learner))].flatMap((learner) => {
      const cells = own.filter((cell) => cell.learner === learner);
      const sizes = [...new Set(cells.map(({ n }) => n))].sort((a, b) => a - b);
      return sizes.slice(1).flatMap((n, i) => {
        const before = sizes[i]!;
        const bits = paidAfter(factor * n, cells);
        if (bits === undefined || n / before > mostBetween || n / before < sizeTolerance) return [];
        const end = curveEnd(
          [
            [before, paidAfter(before, cells)!],
            [n, paidAfter(n, cells)!],
          ],
          0,
        );
        return [{ group, features: end, bits }];
      });
    });
  });
}

/** Of 1, .7 and .5 the one with the least errors on networks of the bank, at 2, 4 and 8 times as much. */
const bends = 0.7;
const bent = (fall: number) => Math.exp(bends * Math.log(Math.max(1e-9, fall)));
/** Doubt of a curve that is flat: falls of the bank are .16 at the median, and .02 at least. */
const leastDoubt = 0.1;

/**
 * What a learner pays further on: what it pays, less a share of what its last doubling brought, bent, since what falls fast falls less
 * fast later. A curve that is flat stays flat, and is the surer.
 */
export const curveForm: LawForm<CurveEnd> = {
  penalties: [0],
  fit(examples) {
    let [products, squares] = [0, 0];
    for (const { features, bits } of examples) {
      const x = bent(features.fall);
      products += x * Math.log2(features.rate / bits);
      squares += x * x;
    }
    const share = products / squares;
    return ({ rate, fall }) => Math.log2(rate) - share * bent(fall);
  },
  doubt: ({ fall }) => leastDoubt + Math.abs(fall),
  sampling: ({ error }) => error,
};
