import { Registry } from "../core/registry.ts";
import { continuedFraction, euler, root } from "./arithmetic/irrationals.ts";
import { kronecker } from "./arithmetic/kronecker.ts";
import { liouville, moebius, randomMultiplicative, squarefree } from "./arithmetic/multiplicative.ts";
import { copelandErdos, cramerPrimes, hawkinsPrimes, primes, primesModulo } from "./arithmetic/primes.ts";
import { kolakoski, partitionParity } from "./arithmetic/self-referential.ts";
import { collatz, stern, sturmian } from "./arithmetic/whole-numbers.ts";
import { base64 } from "./deceptive/base64.ts";
import { chacha20 } from "./deceptive/chacha20.ts";
import { gzip } from "./deceptive/gzip.ts";
import { hex } from "./deceptive/hex.ts";
import { lcg } from "./deceptive/lcg.ts";
import { logisticMap } from "./deceptive/logistic-map.ts";
import { mt19937 } from "./deceptive/mt19937.ts";
import { pi } from "./deceptive/pi.ts";
import { randu } from "./deceptive/randu.ts";
import { tentMap } from "./deceptive/tent-map.ts";
import { bernoulliMixture } from "./middle/bernoulli-mixture.ts";
import { broadcastTree } from "./middle/broadcast-tree.ts";
import { duplicateBlocks } from "./middle/duplicate-blocks.ts";
import { dyck } from "./middle/dyck.ts";
import { even } from "./middle/even.ts";
import { gilbertElliott } from "./middle/gilbert-elliott.ts";
import { goldenMean } from "./middle/golden-mean.ts";
import { goldenMeanParry } from "./middle/golden-mean-parry.ts";
import { gzipGrammar } from "./middle/gzip-grammar.ts";
import { hiddenMarkov } from "./middle/hidden-markov.ts";
import { ising } from "./middle/ising.ts";
import { lagCopy } from "./middle/lag-copy.ts";
import { lisp } from "./middle/lisp.ts";
import { machine } from "./middle/machine.ts";
import { markov } from "./middle/markov.ts";
import { mess3 } from "./middle/mess3.ts";
import { nemo } from "./middle/nemo.ts";
import { noisyParity } from "./middle/noisy-parity.ts";
import { noisyPeriod2 } from "./middle/noisy-period-2.ts";
import { pcfg } from "./middle/pcfg.ts";
import { pitmanYor } from "./middle/pitman-yor.ts";
import { randomHierarchy } from "./middle/random-hierarchy.ts";
import { randomMarkov } from "./middle/random-markov.ts";
import { randomPcfg } from "./middle/random-pcfg.ts";
import { renewalZeta } from "./middle/renewal-zeta.ts";
import { rrxor } from "./middle/rrxor.ts";
import { santaFe } from "./middle/santa-fe.ts";
import { simon } from "./middle/simon.ts";
import { simpleNonunifilar } from "./middle/simple-nonunifilar.ts";
import { zeroOneRandom } from "./middle/zero-one-random.ts";
import { blocks } from "./mixtures/blocks.ts";
import { choose } from "./mixtures/choose.ts";
import { concat } from "./mixtures/concat.ts";
import { erase } from "./mixtures/erase.ts";
import { interleave } from "./mixtures/interleave.ts";
import { interpolate } from "./mixtures/interpolate.ts";
import { replace } from "./mixtures/replace.ts";
import { switching } from "./mixtures/switch.ts";
import { windowShuffle } from "./mixtures/window-shuffle.ts";
import { biasedCoin } from "./noise/biased-coin.ts";
import { geometric } from "./noise/geometric.ts";
import { iid } from "./noise/iid.ts";
import { monkey } from "./noise/monkey.ts";
import { uniform } from "./noise/uniform.ts";
import { zeta } from "./noise/zeta.ts";
import { zipf } from "./noise/zipf.ts";
import { corpus } from "./real/corpus.ts";
import { file } from "./real/file.ts";
import { arithmetic } from "./structure/arithmetic.ts";
import { cellularAutomaton } from "./structure/cellular-automaton.ts";
import { champernowne } from "./structure/champernowne.ts";
import { counter } from "./structure/counter.ts";
import { deBruijn } from "./structure/de-bruijn.ts";
import { fibonacci } from "./structure/fibonacci.ts";
import { lfsr } from "./structure/lfsr.ts";
import { nestedTemplates } from "./structure/nested-templates.ts";
import { paperfolding } from "./structure/paperfolding.ts";
import { periodDoubling } from "./structure/period-doubling.ts";
import { periodic } from "./structure/periodic.ts";
import { rudinShapiro } from "./structure/rudin-shapiro.ts";
import { substitution } from "./structure/substitution.ts";
import { thueMorse } from "./structure/thue-morse.ts";
import { tribonacci } from "./structure/tribonacci.ts";
import { eulerShuffle } from "./surrogates/euler-shuffle.ts";
import { shuffle } from "./surrogates/shuffle.ts";
import { surrogate } from "./surrogates/surrogate.ts";
import { wordSurrogate } from "./surrogates/word-surrogate.ts";
import { bracketsTask } from "./tasks/brackets.ts";
import { copy } from "./tasks/copy.ts";
import { modularAddition } from "./tasks/modular-addition.ts";
import { recall } from "./tasks/recall.ts";
import { reverse } from "./tasks/reverse.ts";
import { sort } from "./tasks/sort.ts";

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
