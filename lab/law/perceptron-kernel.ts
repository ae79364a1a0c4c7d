import type { Random } from "../../src/core/random.ts";
import { borrow, type KernelConstant, type KernelExports, release, reserve } from "../../src/wasm/load.ts";
import { wasm as compiled } from "./perceptron.wasm.ts";

/** What lab/kernels/perceptron.ts exports. */
interface PerceptronExports extends KernelExports {
  readonly CONTEXT: KernelConstant;
  readonly WIDTH: KernelConstant;
  readonly HIDDEN: KernelConstant;
  readonly BATCH: KernelConstant;
  readonly PLACES: KernelConstant;
  readonly PROBABILITIES: KernelConstant;
  layout(n: number, alphabet: number, more: number): number;
  symbolsAt(): number;
  othersAt(): number;
  weightsAt(): number;
  begin(): void;
  ask(rows: number): void;
  learn(
    rows: number,
    rate: number,
    kept: number,
    meanShare: number,
    meanScale: number,
    squareShare: number,
    squareScale: number,
  ): void;
}

/** How gradients and their squares are averaged, and what numbers lose in a step of rate 1. */
const meanShare = 0.1;
const squareShare = 0.01;
const decay = 0.01;
/** What numbers are at first: so many times a number between -1 and 1. */
const symbolSpread = 0.5;
const outputSpread = 0.09;
const never = -1e30;

/** Perceptrons that learn places of one text. */
export class PerceptronKernel {
  /** places of a batch */
  readonly batch: number;
  readonly #run: PerceptronExports;
  readonly #alphabet: number;
  /** symbols that are read for one that is predicted */
  readonly #seen: number;
  /** shape (n,): where the kernel has a symbol of the text */
  readonly #places: Uint32Array;
  readonly #batchPlaces: Uint32Array;
  readonly #probabilities: Float32Array;
  /** What means of gradients, and of their squares, still have of the nothing that they began with. */
  #meanLeft = 1;
  #squareLeft = 1;

  /**
   * @param symbols shape (n,), each below `alphabet`
   * @param segmentEnds nothing is seen across them
   * @param others shape (n,): a symbol each that is seen, too, or `alphabet`; absent: none is
   * @throws RangeError when the memory cannot be had
   */
  constructor(
    symbols: ArrayLike<number>,
    segmentEnds: ArrayLike<number>,
    alphabet: number,
    others?: ArrayLike<number>,
    wasm: string = compiled,
  ) {
    const run = borrow<PerceptronExports>(wasm);
    const context = run.CONTEXT.value;
    const length = symbols.length + context * segmentEnds.length;
    reserve(run.memory, run.layout(length, alphabet, others === undefined ? 0 : 1));
    const { buffer } = run.memory;
    const text = new Uint16Array(buffer, run.symbolsAt(), length).fill(alphabet);
    const beside = others && new Uint16Array(buffer, run.othersAt(), length).fill(alphabet);
    this.#places = new Uint32Array(symbols.length);
    for (let i = 0, segment = 0; i < symbols.length; i++) {
      if (i === segmentEnds[segment]) segment++;
      const place = i + context * (segment + 1);
      text[place] = symbols[i]!;
      if (beside !== undefined) beside[place] = others![i]!;
      this.#places[i] = place;
    }
    this.batch = run.BATCH.value;
    this.#run = run;
    this.#alphabet = alphabet;
    this.#seen = others === undefined ? context : context + 1;
    this.#batchPlaces = new Uint32Array(buffer, run.PLACES.value, this.batch);
    this.#probabilities = new Float32Array(buffer, run.PROBABILITIES.value, this.batch);
  }

  /** Begins to know nothing. */
  begin(random: Random): void {
    const { WIDTH, HIDDEN, memory } = this.#run;
    const inputs = WIDTH.value * this.#seen;
    const columns = 16 * Math.ceil(this.#alphabet / 16);
    let at = this.#run.weightsAt();
    const fill = (length: number, value: (place: number) => number) => {
      const numbers = new Float32Array(memory.buffer, at, length);
      for (let i = 0; i < length; i++) numbers[i] = value(i);
      at += numbers.byteLength;
    };
    const within = (spread: number) => () => spread * (2 * random.uniform() - 1);
    const exists = (place: number) => place % columns < this.#alphabet;
    const output = within(outputSpread);
    fill((this.#alphabet + 1) * WIDTH.value, within(symbolSpread));
    fill(inputs * HIDDEN.value + HIDDEN.value, within(1 / Math.sqrt(inputs)));
    fill(HIDDEN.value * columns, (place) => (exists(place) ? output() : 0));
    fill(columns, (place) => (exists(place) ? 0 : never));
    this.#run.begin();
    this.#meanLeft = 1;
    this.#squareLeft = 1;
  }

  /**
   * Learns symbols together, as many as a batch has.
   *
   * @param next the symbol of each row
   * @param rate of the step
   * Cost: some 8 us a symbol with a hundred symbols in the alphabet.
   */
  learn(next: () => number, rate: number): void {
    for (let row = 0; row < this.batch; row++) this.#batchPlaces[row] = this.#places[next()]!;
    this.#meanLeft *= 1 - meanShare;
    this.#squareLeft *= 1 - squareShare;
    this.#run.learn(
      ...([this.batch, rate, 1 - rate * decay] as const),
      ...([meanShare, 1 / (1 - this.#meanLeft), squareShare, 1 / (1 - this.#squareLeft)] as const),
    );
  }

  /**
   * What symbols cost now.
   *
   * @param asked places in the text
   * @returns mean of -log2 p, bits a symbol
   * Cost: a third of that of learning them.
   */
  cost(asked: Uint32Array): number {
    let bits = 0;
    for (let start = 0; start < asked.length; start += this.batch) {
      const some = asked.subarray(start, start + this.batch);
      for (let row = 0; row < some.length; row++) this.#batchPlaces[row] = this.#places[some[row]!]!;
      // Rows are made by twos: one behind an odd number is that of an earlier batch, or nothing that matters.
      this.#run.ask(some.length + (some.length & 1));
      for (let row = 0; row < some.length; row++)
        bits -= Math.log2(Math.max(leastProbability, this.#probabilities[row]!));
    }
    return bits / asked.length;
  }

  /** Returns its memory for the next one. It is not used any more. */
  close(): void {
    release(this.#run);
  }
}

/** 32-bit floats have no smaller one that is not rounded. */
const leastProbability = 2 ** -126;
