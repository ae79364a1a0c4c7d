/** Classes of runs: binary logarithms of lengths. */
const classes = 33;

/** How far a run of right forecasts is believed: as far as runs of its class went on before. */
export class RunTrust {
  readonly #alphabetSize: number;
  readonly #shortest: number;
  /** By class: times a run went on, and times it was asked. */
  readonly #hits = new Float64Array(classes);
  readonly #trials = new Float64Array(classes);
  /** By class: how often its runs ended, and the least of that among it and the shorter ones. */
  readonly #ended = new Float64Array(classes).fill(0.5);
  readonly #misses = new Float64Array(classes).fill(0.5);

  /**
   * @param alphabetSize A
   * @param shortest class of the shortest runs that are asked
   */
  constructor(alphabetSize: number, shortest: number) {
    this.#alphabetSize = alphabetSize;
    this.#shortest = shortest;
    this.#misses.fill(1, 0, shortest);
  }

  /** @param kind class of a run, 0 to 32: the longer the larger */
  learn(kind: number, right: boolean): void {
    this.#trials[kind]!++;
    if (right) this.#hits[kind]!++;
    this.#ended[kind] = (this.#trials[kind]! - this.#hits[kind]! + 0.5) / (this.#trials[kind]! + 1);
    // A longer run is never believed less than a shorter one.
    let least = kind > this.#shortest ? this.#misses[kind - 1]! : 1;
    for (let k = Math.max(kind, this.#shortest); k < classes; k++) {
      least = Math.min(least, this.#ended[k]!);
      if (k > kind && this.#misses[k] === least) break;
      this.#misses[k] = least;
    }
  }

  /** Probability of the predicted symbol after a run of a class, or of each other one. */
  probability(kind: number, right: boolean): number {
    if (this.#alphabetSize === 1) return 1;
    const miss = this.#misses[kind]!;
    return right ? 1 - miss : miss / (this.#alphabetSize - 1);
  }

  /** Probability of all symbols before one, in an order whose first is the predicted symbol. */
  below(kind: number, predicted: number, symbol: number): number {
    if (symbol === predicted) return 0;
    const others = symbol < predicted ? symbol : symbol - 1;
    return this.probability(kind, true) + others * this.probability(kind, false);
  }
}
