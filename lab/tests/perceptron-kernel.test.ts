import { expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { PerceptronKernel } from "../law/perceptron-kernel.ts";

const [context, width, hidden, batch] = [8, 16, 64, 64];
const rate = 0.003;

const numbers = (length: number, value: (i: number) => number) => Array.from({ length }, (_, i) => value(i));
const matrix = (rows: number, columns: number, value: () => number) =>
  numbers(rows, () => 0).map(() => numbers(columns, value));

/** The same perceptron in plain 64-bit numbers: gradients one by one, as they are derived on paper. */
class Twin {
  readonly #text: readonly number[];
  /** what is seen beside the text, a symbol for each place; none: nothing is */
  readonly #others: readonly number[];
  readonly #inputs: number;
  readonly #alphabet: number;
  readonly #of: Record<"symbols" | "input" | "output", number[][]>;
  readonly #averages = new Map<number[], { means: number[]; squares: number[] }>();
  #steps = 0;

  constructor(text: readonly number[], alphabet: number, random: Random, others: readonly number[] = []) {
    const within = (spread: number) => () => spread * (2 * random.uniform() - 1);
    this.#text = text;
    this.#others = others;
    this.#inputs = (context + (others.length > 0 ? 1 : 0)) * width;
    const inputs = this.#inputs;
    this.#alphabet = alphabet;
    const symbols = matrix(alphabet + 1, width, within(0.5));
    // The bias is the last row.
    const input = matrix(inputs + 1, hidden, within(1 / Math.sqrt(inputs)));
    const output = [...matrix(hidden, alphabet, within(0.09)), numbers(alphabet, () => 0)];
    this.#of = { symbols, input, output };
    for (const row of [...symbols, ...input, ...output])
      this.#averages.set(row, { means: row.map(() => 0), squares: row.map(() => 0) });
  }

  #predict(at: number) {
    const { symbols, input, output } = this.#of;
    const before = numbers(context, (k) => this.#text[at - context + k] ?? this.#alphabet);
    const seen = [...before, ...this.#others.slice(at, at + 1)];
    const x = [...seen.flatMap((symbol) => symbols[symbol]!), 1];
    const product = (row: readonly number[], by: readonly number[][]) =>
      by[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * by[i]![j]!, 0));
    const units = [...product(x, input).map((value) => Math.max(0, value)), 1];
    const odds = product(units, output).map(Math.exp);
    const all = odds.reduce((sum, one) => sum + one, 0);
    return { seen, x, units, probabilities: odds.map((one) => one / all) };
  }

  learn(places: readonly number[]): void {
    const { symbols, input, output } = this.#of;
    const slopes = new Map([...this.#averages.keys()].map((row) => [row, row.map(() => 0)]));
    for (const at of places) {
      const { seen, x, units, probabilities } = this.#predict(at);
      const odds = probabilities.map((p, j) => (p - (j === this.#text[at] ? 1 : 0)) / places.length);
      const add = (row: number[], j: number, value: number) => {
        slopes.get(row)![j]! += value;
      };
      for (const [i, unit] of units.entries())
        for (const [j, odd] of odds.entries()) add(output[i]!, j, unit * odd);
      const ofUnits = numbers(hidden, (i) =>
        units[i]! > 0 ? odds.reduce((sum, odd, j) => sum + odd * output[i]![j]!, 0) : 0,
      );
      for (const [i, one] of x.entries()) {
        for (const [j, slope] of ofUnits.entries()) add(input[i]!, j, one * slope);
        if (i < this.#inputs)
          add(
            symbols[seen[Math.floor(i / width)]!]!,
            i % width,
            ofUnits.reduce((sum, slope, j) => sum + slope * input[i]![j]!, 0),
          );
      }
    }
    this.#steps++;
    for (const [row, { means, squares }] of this.#averages)
      for (const [j, slope] of slopes.get(row)!.entries()) {
        means[j] = 0.9 * means[j]! + 0.1 * slope;
        squares[j] = 0.99 * squares[j]! + 0.01 * slope * slope;
        const mean = means[j]! / (1 - 0.9 ** this.#steps);
        const square = squares[j]! / (1 - 0.99 ** this.#steps);
        row[j] = row[j]! * (1 - rate * 0.01) - (rate * mean) / (Math.sqrt(square) + 1e-8);
      }
  }

  cost(places: readonly number[]): number {
    const bits = places.map((at) => -Math.log2(this.#predict(at).probabilities[this.#text[at]!]!));
    return bits.reduce((sum, one) => sum + one, 0) / bits.length;
  }
}

/** A text in which a symbol says much of the second one after it. */
function text(length: number, alphabet: number): number[] {
  const random = Random.fromSeed(7);
  const symbols: number[] = [];
  for (let i = 0; i < length; i++)
    symbols.push(i > 1 && random.below(4) > 0 ? (symbols[i - 2]! + 1) % alphabet : random.below(alphabet));
  return symbols;
}

it.each([
  [2, false],
  [5, false],
  [17, false],
  [5, true],
])("learns as a plain twin does, with %i symbols, another one seen: %j", (alphabet, beside) => {
  const symbols = text(200, alphabet);
  // What says nothing at every third place.
  const others = beside ? symbols.map((symbol, i) => (i % 3 === 0 ? alphabet : symbol)) : undefined;
  const kernel = new PerceptronKernel(symbols, [200], alphabet, others);
  kernel.begin(Random.fromSeed(3));
  const twin = new Twin(symbols, alphabet, Random.fromSeed(3), others);
  const asked = numbers(37, (i) => 163 + i);
  const before = kernel.cost(Uint32Array.from(asked));
  expect(before).toBeCloseTo(twin.cost(asked), 4);
  for (let step = 0; step < 25; step++) {
    const places = numbers(batch, (i) => (i * 7 + step * 13) % 160);
    twin.learn(places);
    kernel.learn(() => places.shift()!, rate);
  }
  const after = kernel.cost(Uint32Array.from(asked));
  expect(after).toBeLessThan(before);
  expect(after).toBeCloseTo(twin.cost(asked), 3);
});

it("sees nothing across the beginning of a segment", () => {
  const first = text(100, 5);
  const both = new PerceptronKernel([...first, ...first], [100, 200], 5);
  both.begin(Random.fromSeed(1));
  const places = Uint32Array.from({ length: 100 }, (_, i) => i);
  expect(both.cost(places.map((i) => i + 100))).toBe(both.cost(places));
});

it("costs one symbol alone nothing", () => {
  const kernel = new PerceptronKernel(new Uint8Array(50), [50], 1);
  kernel.begin(Random.fromSeed(1));
  expect(kernel.cost(Uint32Array.of(3, 4, 5))).toBe(0);
});
