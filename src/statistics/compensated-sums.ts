/**
 * Sums that keep their rounding errors: a long alternation of large differences would otherwise lose five digits.
 * Source: Knuth 1969, The Art of Computer Programming 2, 4.2.2 (exact error of an addition).
 */
export class CompensatedSums {
  private readonly totals: Float64Array;
  private readonly errors: Float64Array;

  /** @param length number of sums, all 0 at first */
  constructor(length: number) {
    this.totals = new Float64Array(length);
    this.errors = new Float64Array(length);
  }

  /**
   * @param at index of the sum
   * @param term what to add to it
   */
  add(at: number, term: number): void {
    const total = this.totals[at]!;
    const sum = total + term;
    const part = sum - total;
    this.totals[at] = sum;
    this.errors[at] = this.errors[at]! + (total - (sum - part) + (term - part));
  }

  /**
   * Prefix sums over the entries.
   *
   * @returns shape of the sums: at each index the total up to and including it
   */
  runningTotals(): Float64Array {
    const running = new CompensatedSums(1);
    return this.totals.map((total, at) => {
      running.add(0, total);
      running.add(0, this.errors[at]!);
      return running.totals[0]! + running.errors[0]!;
    });
  }
}
