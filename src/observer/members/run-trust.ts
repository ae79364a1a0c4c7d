/** How far a run of right forecasts is believed: as far as runs of its class went on before. */
export class RunTrust {
  readonly #alphabetSize: number;
  readonly #shortest: number;
  /** By class: times a run went on, and times it was asked. */
  readonly #hits = new Float64Array(33);
  readonly #trials = new Float64Array(33);

  /**
   * @param alphabetSize A
   * @param shortest class of the shortest runs that are asked
   */
  constructor(alphabetSize: number, shortest: number) {
    this.#alphabetSize = alphabetSize;
    this.#shortest = shortest;
  }

  /** @param kind class of a run, 0 to 32: the longer the larger */
  learn(kind: number, right: boolean): void {
    this.#trials[kind]!++;
    if (right) this.#hits[kind]!++;
  }

  /** Probability of the predicted symbol after a run of a class, or of each other one. */
  probability(kind: number, right: boolean): number {
    if (this.#alphabetSize === 1) return 1;
    const miss = this.#miss(kind);
    return right ? 1 - miss : miss / (this.#alphabetSize - 1);
  }

  /** Probability of all symbols before one, in an order whose first is the predicted symbol. */
  below(kind: number, predicted: number, symbol: number): number {
    if (symbol === predicted) return 0;
    const others = symbol < predicted ? symbol : symbol - 1;
    return this.probability(kind, true) + others * this.probability(kind, false);
  }

  /** As often as runs of this class ended, but a longer run is never believed less than a shorter one. */
  #miss(kind: number): number {
    let least = 1;
    for (let k = this.#shortest; k <= kind; k++) {
      least = Math.min(least, (this.#trials[k]! - this.#hits[k]! + 0.5) / (this.#trials[k]! + 1));
    }
    return least;
  }
}
