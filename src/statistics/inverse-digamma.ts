import { digamma } from "./digamma.ts";
import { trigamma } from "./trigamma.ts";

const EULER_GAMMA = 0.577_215_664_901_532_9;

/**
 * The positive x at which digamma takes a value.
 *
 * @param value any real
 * @returns x with psi(x) = value, relative error below 1e-14 times the condition |psi| / (x psi'(x))
 * @throws never
 * Cost: O(1), at most 8 Newton steps.
 * Source: Minka 2000, Estimating a Dirichlet distribution, appendix C.
 */
export function inverseDigamma(value: number): number {
  let x = value >= -2.22 ? Math.exp(value) + 0.5 : -1 / (value + EULER_GAMMA);
  for (let step = 0; step < 8; step++) {
    const next = x - (digamma(x) - value) / trigamma(x);
    if (next === x) break;
    x = next;
  }
  return x;
}
