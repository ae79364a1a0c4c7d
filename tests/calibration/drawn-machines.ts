import { Random } from "../../src/core/random.ts";

/** Between two positive numbers, even on a logarithmic scale. */
const logUniform = (random: Random, low: number, high: number) => low * (high / low) ** random.uniform();

/** A law on `size` outcomes, Dirichlet with parameter 1/2: some outcomes are rare. */
function drawLaw(random: Random, size: number): number[] {
  // The square of a normal number has the gamma law of shape 1/2, up to its scale.
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  return rounded(Array.from({ length: size }, () => normal() ** 2));
}

/** Multiples of 10^-6 that sum to 1, so that recipes stay short and valid. */
function rounded(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, x) => sum + x, 0);
  const parts = weights.map((x) => Math.round((x / total) * 1e6));
  const most = parts.indexOf(Math.max(...parts));
  parts[most]! += 1e6 - parts.reduce((sum, x) => sum + x, 0);
  return parts.map((part) => part / 1e6);
}

/** Each state is kept for 1 to 100 symbols on average. */
function stickyMatrix(random: Random, states: number): number[][] {
  return Array.from({ length: states }, (_, from) => {
    const leave = 1 / logUniform(random, 1, 100);
    const others = drawLaw(random, states - 1);
    return rounded(
      Array.from({ length: states }, (_, to) =>
        to === from ? 1 - leave : leave * others[to < from ? to : to - 1]!,
      ),
    );
  });
}

const between = (random: Random, low: number, high: number) => low + random.below(high - low + 1);

/**
 * Recipes of machines of three kinds in turn: Markov chains of 2 to 6 symbols, hidden Markov models of 2 to 4 states and
 * symbols, and bursts of errors in two channels. Their memory is one to some hundred symbols.
 */
export function drawnMachines(seed: number, count: number): string[] {
  const random = Random.fromSeed(seed);
  const kinds = [
    () => `markov(order=1, matrix=${JSON.stringify(stickyMatrix(random, between(random, 2, 6)))})`,
    () => {
      const states = between(random, 2, 4);
      const symbols = between(random, 2, 4);
      const emission = Array.from({ length: states }, () => drawLaw(random, symbols));
      const transition = stickyMatrix(random, states);
      return `hidden-markov(transition=${JSON.stringify(transition)}, emission=${JSON.stringify(emission)})`;
    },
    () => {
      const [worsen, recover, good, bad] = [
        [0.002, 0.2],
        [0.01, 0.5],
        [0.005, 0.1],
        [0.2, 0.6],
      ].map(([low, high]) => Number(logUniform(random, low!, high!).toPrecision(3)));
      return `gilbert-elliott(worsen=${worsen}, recover=${recover}, good=${good}, bad=${bad})`;
    },
  ];
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length]!());
}
