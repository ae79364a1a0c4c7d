import { createRegistry } from "../core/registry.ts";
import { even } from "./middle/even.ts";
import { goldenMean } from "./middle/golden-mean.ts";
import { markov } from "./middle/markov.ts";
import { blocks } from "./mixtures/blocks.ts";
import { interpolate } from "./mixtures/interpolate.ts";
import { replace } from "./mixtures/replace.ts";
import { switching } from "./mixtures/switch.ts";
import { biasedCoin } from "./noise/biased-coin.ts";
import { geometric } from "./noise/geometric.ts";
import { iid } from "./noise/iid.ts";
import { monkey } from "./noise/monkey.ts";
import { uniform } from "./noise/uniform.ts";
import { zeta } from "./noise/zeta.ts";
import { zipf } from "./noise/zipf.ts";
import { corpus } from "./real/corpus.ts";
import { file } from "./real/file.ts";
import { fibonacci } from "./structure/fibonacci.ts";
import { periodic } from "./structure/periodic.ts";
import { thueMorse } from "./structure/thue-morse.ts";
import { shuffle } from "./surrogates/shuffle.ts";
import { surrogate } from "./surrogates/surrogate.ts";

/** Every source that a recipe can name, from noise to order, mixtures and real text. */
export const sourceRegistry = createRegistry("source", [
  uniform,
  biasedCoin,
  iid,
  geometric,
  zipf,
  zeta,
  monkey,
  periodic,
  thueMorse,
  fibonacci,
  goldenMean,
  even,
  markov,
  replace,
  switching,
  blocks,
  interpolate,
  shuffle,
  surrogate,
  file,
  corpus,
]);
