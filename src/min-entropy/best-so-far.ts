/** Which of several guessers was right most often; they are ordered by how many symbols of a segment they need. */
export class BestSoFar {
  readonly #scores: Uint32Array;
  #best = 0;

  constructor(guessers: number) {
    this.#scores = new Uint32Array(guessers);
  }

  /**
   * The best of the first guessers: of equals the one that was right last if it is the best of all, else the last.
   *
   * @param able guessers that have enough symbols before them in this segment, at least 1
   */
  among(able: number): number {
    if (this.#best < able) return this.#best;
    const scores = this.#scores;
    let best = 0;
    for (let j = 1; j < able; j++) if (scores[j]! >= scores[best]!) best = j;
    return best;
  }

  right(guesser: number): void {
    if (++this.#scores[guesser]! >= this.#scores[this.#best]!) this.#best = guesser;
  }
}
