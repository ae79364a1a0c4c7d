import { createRegistry } from "../core/registry.ts";
import { markov } from "./middle/markov.ts";
import { replace } from "./mixtures/replace.ts";
import { biasedCoin } from "./noise/biased-coin.ts";
import { uniform } from "./noise/uniform.ts";
import { periodic } from "./structure/periodic.ts";
import { thueMorse } from "./structure/thue-morse.ts";

/** Every source that a recipe can name. */
export const sourceRegistry = createRegistry("source", [
  uniform,
  biasedCoin,
  periodic,
  thueMorse,
  markov,
  replace,
]);
