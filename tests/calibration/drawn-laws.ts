import { Random } from "../../src/core/random.ts";

/**
 * Laws of independent symbols, of four kinds in turn: weights by powers of uniform numbers, ranks by a power law, a geometric law, and one
 * frequent symbol among others that are alike. They have 2 to 2 000 symbols.
 */
export function drawnLaws(seed: number, count: number): { readonly name: string; readonly law: number[] }[] {
  const random = Random.fromSeed(seed);
  const logUniform = (low: number, high: number) => low * (high / low) ** random.uniform();
  const kinds = [
    () => {
      const size = Math.round(logUniform(2, 500));
      const power = logUniform(0.3, 4);
      return {
        name: `${size} powers ${power.toFixed(2)} of uniform numbers`,
        weights: Array.from({ length: size }, () => random.uniform() ** power),
      };
    },
    () => {
      const size = Math.round(logUniform(10, 2000));
      const exponent = 0.4 + 1.4 * random.uniform();
      return {
        name: `ranks of ${size} to the power -${exponent.toFixed(2)}`,
        weights: Array.from({ length: size }, (_, i) => (i + 1) ** -exponent),
      };
    },
    () => {
      const ratio = 1 - logUniform(0.02, 0.6);
      const size = Math.ceil(Math.log(1e-9) / Math.log(ratio));
      return {
        name: `geometric, ratio ${ratio.toFixed(3)}`,
        weights: Array.from({ length: size }, (_, i) => ratio ** i),
      };
    },
    () => {
      const size = Math.round(logUniform(3, 300));
      const share = 0.05 + 0.9 * random.uniform();
      return {
        name: `${share.toFixed(2)} and ${size - 1} alike`,
        weights: Array.from({ length: size }, (_, i) => (i === 0 ? share : (1 - share) / (size - 1))),
      };
    },
  ];
  return Array.from({ length: count }, (_, i) => {
    const { name, weights } = kinds[i % kinds.length]!();
    const total = weights.reduce((sum, x) => sum + x, 0);
    return { name, law: weights.map((x) => x / total) };
  });
}
