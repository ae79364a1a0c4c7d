import { type KernelConstant, type KernelExports, reserve, withKernel } from "./load.ts";
import { wasm as compiled } from "./reflections.wasm.ts";

interface ReflectionsExports extends KernelExports {
  readonly FORWARDS: KernelConstant;
  configure(n: number): number;
  restart(): void;
  begin(start: number, end: number): void;
  reflect(start: number, end: number, k: number, reflection: number): void;
  sumOfSquares(): number;
  sumOfProducts(): number;
  sumOfPower(): number;
}

interface LinearPredictor {
  /** shape (order,): a_1 ... a_p */
  readonly line: Float64Array;
  /** mean square of the residuals */
  readonly error: number;
}

/**
 * The predictor x_t = a_1 x_(t-1) + ... + a_p x_(t-p) with the least error, forwards and backwards, on several stretches of one
 * process with mean 0. The resulting process is always stable.
 *
 * @param stretches shape (stretches, any length); those no longer than the order are ignored
 * @param order p
 * Cost: O(n p).
 * Source: Burg 1975, Maximum Entropy Spectral Analysis, Stanford.
 */
export function linearPredictor(stretches: readonly Float64Array[], order: number): LinearPredictor {
  const usable = stretches.filter(({ length }) => length > order);
  const numbers = usable.reduce((sum, { length }) => sum + length, 0);
  return withKernel(compiled, (run: ReflectionsExports) => fitted(run, usable, numbers, order));
}

function fitted(
  run: ReflectionsExports,
  stretches: readonly Float64Array[],
  numbers: number,
  order: number,
): LinearPredictor {
  reserve(run.memory, run.configure(numbers));
  const forwards = new Float64Array(run.memory.buffer, run.FORWARDS.value, numbers);
  const ends: number[] = [];
  for (const one of stretches) {
    const start = ends.at(-1) ?? 0;
    forwards.set(one, start);
    ends.push(start + one.length);
  }
  const eachStretch = (see: (start: number, end: number) => void) => {
    run.restart();
    for (const [s, end] of ends.entries()) see(ends[s - 1] ?? 0, end);
  };
  eachStretch((start, end) => run.begin(start, end));
  const polynomial = new Float64Array(order + 1);
  polynomial[0] = 1;
  let error = run.sumOfSquares() / Math.max(1, numbers);
  for (let k = 1; k <= order && run.sumOfPower() > 0; k++) {
    const reflection = (-2 * run.sumOfProducts()) / run.sumOfPower();
    error *= 1 - reflection * reflection;
    for (let i = 0, j = k; i <= j; i++, j--) {
      const [low, high] = [polynomial[i]!, polynomial[j]!];
      polynomial[i] = low + reflection * high;
      if (i !== j) polynomial[j] = high + reflection * low;
    }
    if (k < order) eachStretch((start, end) => run.reflect(start, end, k, reflection));
  }
  return { line: polynomial.slice(1).map((one) => 0 - one), error };
}
