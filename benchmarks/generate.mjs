// How fast known sequences are written, the start of the process included.
import { median, mesoscope, run } from "./processes.mjs";

const recipes = [
  "uniform(alphabet=2)",
  "uniform(alphabet=256)",
  "coin(p=0.11)",
  "zipf(alphabet=256)",
  "golden-mean(p=0.5)",
  "even(p=0.5)",
  "markov(order=1)",
  "lfsr(taps=[16,14,13,11])",
  "rudin-shapiro",
  "arithmetic(digits=2)",
  "cellular-automaton(rule=110)",
  "tent-map(slope=1.5)",
  "mt19937",
  "chacha20",
  "markov(order=2, matrix=[[.9,.1],[.2,.8],[.4,.6],[.7,.3]])",
];
const symbols = 50_000_000;

export function generate() {
  return recipes.map((recipe) => {
    const command = [...mesoscope, "generate", recipe, "-n", String(symbols), "--seed", "1"];
    const seconds = [1, 2, 3].map(() => run(command, { discard: true }).seconds);
    return {
      what: `${recipe.replace(/, matrix.*/, ", ...)")}: MB/s`,
      value: symbols / 1e6 / median(seconds),
      atLeast: 50,
    };
  });
}
