// How fast known sequences are written, the start of the process included.
import { median, mesoscope, run } from "./processes.mjs";

const recipes = [
  "uniform(alphabet=2)",
  "uniform(alphabet=256)",
  "biased-coin(p=0.11)",
  "zipf(alphabet=1000)",
  "golden-mean",
  "even",
  "markov(order=1)",
  "markov(order=2)",
];
const symbols = 50_000_000;

export function generate() {
  return recipes.map((recipe) => {
    const command = [...mesoscope, "generate", recipe, "-n", String(symbols), "--seed", "1"];
    const seconds = [1, 2, 3].map(() => run(command, { discard: true }).seconds);
    return {
      what: `generate ${recipe}: million symbols/s`,
      value: symbols / 1e6 / median(seconds),
      atLeast: 50,
    };
  });
}
