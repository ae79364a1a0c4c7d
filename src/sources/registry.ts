import { Registry } from "../core/registry.ts";
import { continuedFraction, euler, root } from "./arithmetic/irrationals.ts";
import { kronecker } from "./arithmetic/kronecker.ts";
import { liouville, moebius, randomMultiplicative, squarefree } from "./arithmetic/multiplicative.ts";
import { copelandErdos, cramerPrimes, hawkinsPrimes, primes, primesModulo } from "./arithmetic/primes.ts";
import { kolakoski, partitionParity } from "./arithmetic/self-referential.ts";
import { collatz, stern, sturmian } from "./arithmetic/whole-numbers.ts";
import { base64, gzip, hex } from "./deceptive/encoded.ts";
import { chacha20, lcg, mt19937, randu } from "./deceptive/generators.ts";
import { logisticMap, tentMap } from "./deceptive/maps.ts";
import { pi } from "./deceptive/pi.ts";
import { duplicateBlocks, ising, lagCopy, markov, noisyParity, randomMarkov } from "./middle/chains.ts";
import {
  even,
  gilbertElliott,
  goldenMean,
  goldenMeanParry,
  hiddenMarkov,
  machine,
  mess3,
  nemo,
  noisyPeriod2,
  rrxor,
  simpleNonunifilar,
  zeroOneRandom,
} from "./middle/machines.ts";
import { broadcastTree, dyck, gzipGrammar, lisp, pcfg, randomHierarchy, randomPcfg } from "./middle/trees.ts";
import { bernoulliMixture, pitmanYor, renewalZeta, santaFe, simon } from "./middle/urns.ts";
import { erase, replace } from "./mixtures/channels.ts";
import {
  blocks,
  choose,
  concat,
  interleave,
  interpolate,
  switching,
  windowShuffle,
} from "./mixtures/parts.ts";
import { biasedCoin, geometric, iid, monkey, uniform, zeta, zipf } from "./noise.ts";
import { corpus, file } from "./real.ts";
import { cellularAutomaton } from "./structure/cellular-automaton.ts";
import { arithmetic, champernowne, counter, deBruijn, lfsr, periodic } from "./structure/cycles.ts";
import { nestedTemplates } from "./structure/nested-templates.ts";
import {
  fibonacci,
  paperfolding,
  periodDoubling,
  rudinShapiro,
  substitution,
  thueMorse,
  tribonacci,
} from "./structure/words.ts";
import { eulerShuffle, shuffle, surrogate, wordSurrogate } from "./surrogates.ts";
import { bracketsTask, copy, modularAddition, recall, reverse, sort } from "./tasks.ts";

/** Every source that a recipe can name, from noise to order, mixtures and real text. */
export const sourceRegistry = new Registry("source", [
  uniform,
  biasedCoin,
  iid,
  geometric,
  zipf,
  zeta,
  monkey,
  periodic,
  deBruijn,
  lfsr,
  thueMorse,
  fibonacci,
  periodDoubling,
  rudinShapiro,
  paperfolding,
  tribonacci,
  substitution,
  champernowne,
  counter,
  nestedTemplates,
  arithmetic,
  cellularAutomaton,
  liouville,
  moebius,
  squarefree,
  randomMultiplicative,
  primes,
  primesModulo,
  copelandErdos,
  cramerPrimes,
  hawkinsPrimes,
  kronecker,
  root,
  euler,
  continuedFraction,
  kolakoski,
  partitionParity,
  sturmian,
  stern,
  collatz,
  goldenMean,
  even,
  markov,
  goldenMeanParry,
  noisyPeriod2,
  zeroOneRandom,
  rrxor,
  nemo,
  simpleNonunifilar,
  mess3,
  gilbertElliott,
  ising,
  randomMarkov,
  noisyParity,
  lagCopy,
  duplicateBlocks,
  renewalZeta,
  bernoulliMixture,
  machine,
  hiddenMarkov,
  dyck,
  lisp,
  pcfg,
  randomPcfg,
  gzipGrammar,
  randomHierarchy,
  broadcastTree,
  santaFe,
  pitmanYor,
  simon,
  lcg,
  randu,
  mt19937,
  chacha20,
  pi,
  logisticMap,
  tentMap,
  hex,
  base64,
  gzip,
  copy,
  reverse,
  sort,
  recall,
  modularAddition,
  bracketsTask,
  replace,
  switching,
  blocks,
  interleave,
  choose,
  concat,
  erase,
  windowShuffle,
  interpolate,
  shuffle,
  eulerShuffle,
  surrogate,
  wordSurrogate,
  file,
  corpus,
]);
