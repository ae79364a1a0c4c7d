import { describe, expect, it } from "vitest";
import type { Truth } from "../../../src/core/truth.ts";
import { bind } from "./support.ts";

/** A value within the digits it claims. */
function claims(truth: Truth | undefined, value: number): void {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  const size = truth.value === 0 ? 1 : Math.abs(value);
  expect(Math.abs(truth.value - value)).toBeLessThanOrEqual(size * 10 ** -truth.digits);
}

/** Values to 40 digits by another tool. */
describe("truths near the ends of their parameters keep the digits they claim", () => {
  it.each([
    ["golden-mean(p=1e-12)", 2.065291608977862e-11, 0.9999999999793471],
    ["golden-mean(p=1e-06)", 1.0687136788001081e-5, 0.9999893128630316],
    ["golden-mean(p=0.999999)", 2.1374241515197007e-5, 1.4426935982785768e-12],
    ["golden-mean(p=0.999999999999)", 4.130495033797933e-11, 1.4426312118017028e-24],
    ["lag-copy(lag=7, eps=1e-12, alphabet=4)", 3.247937413465258e-11, 13.999999999772644],
    ["interpolate(alphabet=4, lambda=1e-12)", 3.247937413465258e-11, 1.9999999999675206],
    ["noisy-parity(k=300, eps=1e-12)", 4.130583217953659e-11, 299.99999998760825],
    ["coin(p=1e-12)", 4.130583217953659e-11, 0.0],
    ["lag-copy(lag=7, eps=1e-05, alphabet=4)", 0.00015039247578904386, 13.998947252669476],
    ["interpolate(alphabet=4, lambda=1e-05)", 0.00015039247578904386, 1.999849607524211],
    ["noisy-parity(k=300, eps=1e-05)", 0.00018052328301826527, 299.9458430150945],
    ["coin(p=1e-05)", 0.00018052328301826527, 0.0],
    ["lag-copy(lag=7, eps=0.99999, alphabet=4)", 1.999999999783597, 1.5148196942310646e-9],
    ["interpolate(alphabet=4, lambda=0.99999)", 1.999999999783597, 2.1640281346158065e-10],
    ["noisy-parity(k=300, eps=0.99999)", 0.00018052328301750934, 299.94584301509474],
    ["coin(p=0.99999)", 0.00018052328301750934, 0.0],
    ["ising(coupling=10, field=0)", 6.24459381760049e-8, 0.9999999375540618],
    ["ising(coupling=-10, field=0)", 6.24459381760049e-8, 0.9999999375540618],
    ["ising(coupling=10, field=10)", 7.7061145593193805e-25, 1.0155016645245472e-33],
    ["ising(coupling=1e-06, field=0)", 0.9999999999992787, 7.21347520444121e-13],
    ["ising(coupling=0.01, field=5)", 0.0006947208501120196, 2.255054505864541e-12],
    ["ising(coupling=-10, field=9.5)", 0.0002284285221671123, 0.9997715713410914],
    ["simple-nonunifilar(p=1e-06, q=0.5)", 0.6666667777776114, 0.25162894516577305],
    ["simple-nonunifilar(p=0.999, q=0.9)", 0.011303497369987174, 2.4895510332054432e-5],
    ["simple-nonunifilar(p=0.5, q=1e-05)", 0.6666677777611404, 0.25162694518284523],
  ])("%s has h = %f and E = %f", async (recipe, h, E) => {
    const { entropyRate, excessEntropy } = (await bind(recipe)).truth();
    claims(entropyRate, h);
    if (excessEntropy?.status === "bounds") {
      expect(E).toBeGreaterThanOrEqual(excessEntropy.lower);
      expect(E).toBeLessThanOrEqual(excessEntropy.upper);
    } else claims(excessEntropy, E);
  });
});
