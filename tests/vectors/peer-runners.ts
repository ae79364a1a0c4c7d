import { expect } from "vitest";
import type { Symbols } from "../../src/core/sequence.ts";
import type { Truth } from "../../src/core/truth.ts";
import { estimatorRegistry } from "../../src/estimators/registry.ts";
import { chaoShenEntropy, chaoWangJostEntropy, jamesSteinEntropy, extropy, fluctuationComplexity, renyiEntropy, grassbergerEntropy, lawEntropy, millerMadowEntropy, plugInEntropy } from "../../src/statistics/entropy.ts";
import { spectrumFrom } from "../../src/statistics/counts.ts";
import { smoothedEntropy, nemenmanShafeeBialekEntropy } from "../../src/statistics/bayesian-entropy.ts";
import { markovMinEntropy, minEntropyBound } from "../../src/statistics/min-entropy.ts";
import { lempelZiv76, lempelZiv78 } from "../../src/statistics/lempel-ziv.ts";
import { chiSquareAgainstUniform, monteCarloPi, serialCorrelation, serialBits } from "../../src/statistics/randomness.ts";
import { leastComplexLaw, mostComplexLaw, jensenShannonComplexity, lawOfCounts } from "../../src/statistics/complexity.ts";
import { createMachine, type Edge } from "../../src/exact/machine.ts";
import { machineTruth } from "../../src/exact/machine-truth.ts";
import { factorial, type OrdinalPatterns, ordinalPatterns } from "../../src/statistics/ordinal-patterns.ts";
import { typeToken } from "../../src/statistics/vocabulary.ts";
import { KGramIds } from "../../src/statistics/k-gram-ids.ts";
import { contextOfSymbols } from "../unit/estimators/context-of.ts";
import { fibonacciWord, type PeerCase, parity, symbolsOf } from "./peer-inputs.ts";
import { longestPreviousDisjointFactors, matchLengthRates } from "../../src/statistics/match-lengths.ts";
import { SuffixStructures } from "../../src/statistics/suffixes.ts";

type Value = number | number[] | Record<string, number>;
/** How to run the cases whose name matches; `undefined` when the input is not on this machine. */
type Runner = readonly [name: RegExp, run: (peer: PeerCase) => Value | undefined | Promise<number | undefined>];

const nats = (bits: number): number => bits * Math.LN2;
const countsOf = (peer: PeerCase): number[] => (peer.input as { counts: number[] }).counts;

function words(symbols: Symbols, order: number): KGramIds {
  const ids = KGramIds.start(symbols, [symbols.length], 256);
  while (ids.order < order) ids.extend();
  return ids;
}
const blockEntropy = (symbols: Symbols, order: number): number => plugInEntropy(words(symbols, order).counts);

/** Block entropy of the contexts that have a successor: the last word has none. */
const contextEntropy = (symbols: Symbols, order: number): number => blockEntropy(symbols.subarray(0, -1), order);
const entropyRate = (symbols: Symbols, order: number): number =>
  blockEntropy(symbols, order + 1) - contextEntropy(symbols, order);

/** I(k symbols; next k symbols) over the positions where both exist, 2 H(k) - H(2k) but for the edges. */
function excessEntropy(symbols: Symbols, order: number): number {
  const past = blockEntropy(symbols.subarray(0, -order), order);
  return past + blockEntropy(symbols.subarray(order), order) - blockEntropy(symbols, 2 * order);
}

/** A statistic of the symbols, once or for each order that the case lists. */
function onSymbols(statistic: (symbols: Symbols, order: number, quantile?: number) => Value): (peer: PeerCase) => Value | undefined {
  return (peer) => {
    const symbols = symbolsOf(peer);
    if (symbols === undefined) return undefined;
    const orders = peer.params["k"] ?? 1;
    if (!Array.isArray(orders)) return statistic(symbols, orders as number, peer.params["z"] as number | undefined);
    return (orders as number[]).map((order) => statistic(symbols, order) as number);
  };
}

/** The ten estimates of SP 800-90B. */
const minEntropyEstimators = (await estimatorRegistry.all()).filter(
  ({ reference, quantity }) => quantity === "minEntropy" && reference.includes("SP 800-90B"),
);

/** The least of the estimates that are defined for the symbols. */
async function leastMinEntropy(symbols: Uint8Array, alphabetSize: number): Promise<number> {
  const context = contextOfSymbols(symbols, alphabetSize);
  const measured = await Promise.all(minEntropyEstimators.map((estimator) => estimator.measure(context)));
  return Math.min(...measured.map((one) => (one.status === "ok" && one.shape === "scalar" ? one.value : Number.POSITIVE_INFINITY)));
}

/** What ea_non_iid assesses: the least for symbols, or for their bits, eight of which are a symbol. */
async function assessedMinEntropy(peer: PeerCase): Promise<number | undefined> {
  const symbols = symbolsOf(peer);
  if (symbols === undefined) return undefined;
  expect(minEntropyEstimators.length).toBe(10);
  const ofBits = await leastMinEntropy(serialBits(symbols, 8, 1_000_000), 2);
  return Math.min(await leastMinEntropy(symbols, 256), 8 * ofBits);
}

function lempelZiv(peer: PeerCase, parse: typeof lempelZiv76): number | undefined {
  const symbols = symbolsOf(peer);
  if (symbols === undefined) return undefined;
  const { phrases, incomplete } = parse(symbols, [symbols.length], 256);
  return peer.params["count_trailing"] === true ? phrases : phrases - incomplete;
}

function disjointFactors(symbols: Symbols): Int32Array {
  const structures = new SuffixStructures(symbols, [symbols.length], 256, { orders: 1 });
  return longestPreviousDisjointFactors(structures.suffixes(), structures.prefixes());
}

function richness(peer: PeerCase): ReturnType<typeof typeToken> {
  const { spectrum } = peer.input as { spectrum: Record<string, number> };
  const frequencies = Float64Array.from(Object.keys(spectrum), Number);
  return typeToken(spectrumFrom(frequencies, Float64Array.from(Object.values(spectrum))));
}

function factorCounts(symbols: Symbols, peer: PeerCase): number[] {
  return (peer.params["L"] as number[]).map((order) => words(symbols, order).distinct);
}

function middle(truth: Truth | undefined): number {
  if (truth?.status === "exact") return truth.value;
  if (truth?.status === "bounds") return 0.5 * (truth.lower + truth.upper);
  throw new Error(`no truth: ${truth?.status}`);
}

function machineNumbers(states: number, edges: Edge[]): Record<string, number> {
  const machine = createMachine(2, states, edges);
  if (machine === undefined) throw new Error("no machine");
  const { entropyRate: h, statisticalComplexity: c, excessEntropy: e } = machineTruth(machine);
  return { h_mu: middle(h), C_mu: middle(c), E: middle(e) };
}

const zipfLaw = ({ s, N }: { s: number; N: number }): number[] => {
  const weights = Array.from({ length: N }, (_, r) => Math.exp(-s * Math.log(r + 1)));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((w) => w / total);
};

/** Counts with the law that a case lists as fractions, all of which are multiples of 1/102. */
const countsOfLaw = ({ input }: PeerCase): number[] =>
  (input as { probs: (number | string)[] }).probs.map((p) => {
    const [part = 0, whole = 1] = String(p).split("/").map(Number);
    return Math.round((102 * part) / whole);
  });

/** psi at a positive integer: the harmonic number less Euler's constant. */
const integerDigamma = (n: number): number =>
  Array.from({ length: n - 1 }, (_, k) => 1 / (k + 1)).reduce((a, b) => a + b, -0.5772156649015329);

const bitsOf = (bytes: Symbols): number[] => {
  let ones = 0;
  for (const byte of bytes) for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return [ones, 8 * bytes.length - ones];
};

function patternsOf(peer: PeerCase): OrdinalPatterns {
  const values = Array.isArray(peer.input) ? (peer.input as number[]) : congruentialValues(10_000);
  const delay = (peer.params["tau"] as number | undefined) ?? 1;
  return ordinalPatterns(values, [values.length], peer.params["m"] as number, delay);
}

/** st <- 1103515245 st + 12345 mod 2^31 from 12345, each value after its step. */
function congruentialValues(n: number): number[] {
  let state = 12345;
  return Array.from({ length: n }, () => (state = (Math.imul(1103515245, state) + 12345) & 0x7fff_ffff));
}

const probabilitiesOf = ({ input }: PeerCase): number[] => (input as { probs: number[] }).probs;
const complexityOf = (law: number[]) => jensenShannonComplexity(lawOfCounts(law), law.length);

/** (H, C) of given probabilities, or of the ordinal patterns of given numbers. */
function plane(peer: PeerCase): number[] {
  const law = Array.isArray(peer.input) || "recipe" in (peer.input as object);
  const { entropy, complexity } = complexityOf(law ? [...patternsOf(peer).counts] : probabilitiesOf(peer));
  return [entropy, complexity];
}

export const runners: readonly Runner[] = [
  [
    /^ent -b /,
    onSymbols((symbols) => {
      const [ones, zeros] = bitsOf(symbols) as [number, number];
      return {
        entropy: plugInEntropy([ones, zeros]),
        chi_square: chiSquareAgainstUniform([ones, zeros]),
        mean: ones / (ones + zeros),
      };
    }),
  ],
  [
    /^ent (?!-b)/,
    onSymbols((symbols) => {
      const counts = new Float64Array(256);
      for (const byte of symbols) counts[byte]!++;
      return {
        entropy: blockEntropy(symbols, 1),
        chi_square: chiSquareAgainstUniform(counts),
        mean: counts.reduce((sum, count, byte) => sum + count * byte, 0) / symbols.length,
        monte_carlo_pi: monteCarloPi(symbols, [symbols.length])?.value ?? 0,
        serial_correlation: serialCorrelation(symbols, [symbols.length])!,
      };
    }),
  ],
  [/^block entropy |^Inform block entropies |^gpl3 byte n-gram/, onSymbols(blockEntropy)],
  [/^entropy rate |^Inform entropy rates /, onSymbols(entropyRate)],
  [/^excess entropy |^Inform excess entropies /, onSymbols(excessEntropy)],
  [
    /^active information$/,
    onSymbols((x, k) => blockEntropy(x.subarray(k), 1) + contextEntropy(x, k) - blockEntropy(x, k + 1)),
  ],
  [/^LZ76 (?!normalized)/, (peer) => lempelZiv(peer, lempelZiv76)],
  [
    /^LZ76 normalized$/,
    onSymbols((symbols) => {
      const n = symbols.length;
      return (lempelZiv76(symbols, [n], 256).phrases * Math.log2(n)) / n;
    }),
  ],
  [
    /^lzcomplexity h /,
    onSymbols((symbols) => {
      const n = symbols.length;
      const { phrases, incomplete } = lempelZiv76(symbols, [n], 256);
      return ((phrases - incomplete) * Math.log2(n)) / n;
    }),
  ],
  [
    // The peer's match ends with the data, where the shortest new word would be one symbol longer.
    /^Kontoyiannis\/Song /,
    onSymbols((symbols) => {
      const n = symbols.length;
      const factors = disjointFactors(symbols);
      return (n * Math.log2(n)) / factors.reduce((sum, factor, i) => sum + Math.min(factor + 1, n - i), 0);
    }),
  ],
  [
    // The peer's mean has the first place in it, which costs log2 1 = 0.
    /^Hrate 100 German words$/,
    ({ input }) => {
      const { tokens } = input as { tokens: string[] };
      const names = [...new Set(tokens)];
      const factors = disjointFactors(Uint8Array.from(tokens, (token) => names.indexOf(token)));
      return (matchLengthRates(factors)!.meanOfReciprocals * (tokens.length - 1)) / tokens.length;
    },
  ],
  [/^LZ78-style /, (peer) => lempelZiv(peer, lempelZiv78)],
  [/^ML nats$/, (peer) => nats(plugInEntropy(countsOf(peer)))],
  [/^Miller-Madow nats$/, (peer) => nats(millerMadowEntropy(countsOf(peer)))],
  [
    /^Dirichlet /,
    (peer) => nats(smoothedEntropy(countsOf(peer), countsOf(peer).length, peer.params["a"] as number)),
  ],
  [/^James-Stein /, (peer) => nats(jamesSteinEntropy(countsOf(peer), countsOf(peer).length))],
  [/^NSB /, (peer) => nats(nemenmanShafeeBialekEntropy(countsOf(peer), peer.params["K"] as number))],
  [/^Renyi q=2 nats$/, (peer) => nats(renyiEntropy(countsOfLaw(peer), peer.params["q"] as number))],
  [/^extropy$/, (peer) => extropy(countsOfLaw(peer))],
  [/^fluctuation complexity$/, (peer) => fluctuationComplexity(countsOfLaw(peer))],
  [
    /^NIST (MCV|SP800-90B 6.3.1)/,
    onSymbols((symbols, _k, z) =>
      minEntropyBound(Math.max(...words(symbols, 1).counts) / symbols.length, symbols.length, z),
    ),
  ],
  [/^NIST assessed gpl3$/, assessedMinEntropy],
  [/^NIST Markov /, onSymbols((symbols) => markovMinEntropy(symbols, [symbols.length])!)],
  [/^Chao-Shen /, (peer) => nats(chaoShenEntropy(countsOf(peer)))],
  [
    /^mutual information plug-in$/,
    ({ input }) => {
      const { table } = input as { table: number[][] };
      const sum = (row: number[]): number => row.reduce((a, b) => a + b);
      const columns = table[0]!.map((_, c) => sum(table.map((row) => row[c]!)));
      return nats(plugInEntropy(table.map(sum)) + plugInEntropy(columns) - plugInEntropy(table.flat()));
    },
  ],
  [/^dit entropy_0$|^char entropy |^infotheory h0 /, onSymbols((symbols) => blockEntropy(symbols, 1))],
  // Without singletons Chao, Wang & Jost have nothing to add to sum (c/n) (psi(n) - psi(c)).
  [/^dit entropy_1$/, onSymbols((symbols) => chaoWangJostEntropy(words(symbols, 1).counts))],
  [
    // The peer writes psi(n) where Grassberger 2003 has ln n.
    /^dit entropy_2$/,
    onSymbols((symbols) => {
      const n = symbols.length;
      return grassbergerEntropy(words(symbols, 1).counts) + (integerDigamma(n) - Math.log(n)) / Math.LN2;
    }),
  ],
  [/^zipfR productivity TTR$/, (peer) => richness(peer).typeTokenRatio],
  [/^zipfR Guiraud R$/, (peer) => richness(peer).guiraudR],
  [/^zipfR Simpson D$/, (peer) => richness(peer).simpsonD],
  [/^zipfR Honore H$/, (peer) => richness(peer).honoreH],
  [/^zipfR Baayen P$/, (peer) => richness(peer).baayenP],
  [
    /^zipfR Entropy$/,
    ({ input }) => {
      const { spectrum } = input as { spectrum: Record<string, number> };
      return plugInEntropy(Object.entries(spectrum).flatMap(([m, types]) => new Array<number>(types).fill(+m)));
    },
  ],
  [
    /^theory golden mean p=1\/2$/,
    () =>
      machineNumbers(2, [
        { from: 0, symbol: 0, to: 0, probability: 0.5 },
        { from: 0, symbol: 1, to: 1, probability: 0.5 },
        { from: 1, symbol: 0, to: 0, probability: 1 },
      ]),
  ],
  [
    /^theory period 7$/,
    () =>
      machineNumbers(
        7,
        Array.from("0010111", (symbol, from) => ({ from, symbol: +symbol, to: (from + 1) % 7, probability: 1 })),
      ),
  ],
  [/^LMPR\/JS complexity$/, (peer) => complexityOf(probabilitiesOf(peer)).complexity],
  [/^JS disequilibrium$/, (peer) => complexityOf(probabilitiesOf(peer)).disequilibrium],
  [/^C-H /, plane],
  [/^PE order 2 /, (peer) => plugInEntropy(patternsOf(peer).counts)],
  [/^PE order 3 normalized$/, (peer) => plugInEntropy(patternsOf(peer).counts) / Math.log2(factorial(3))],
  [
    /^weighted PE /,
    (peer) => {
      const { weights } = patternsOf(peer);
      const total = weights.reduce((sum, weight) => sum + weight);
      return lawEntropy(weights.map((weight) => weight / total));
    },
  ],
  [
    /^missing ordinal patterns$/,
    (peer) => {
      const { counts } = patternsOf(peer);
      return counts.filter((count) => count === 0).length / counts.length;
    },
  ],
  [
    /^max C on min curve /,
    ({ input }) => {
      const { N, num } = input as { N: number; num: number };
      const at = (i: number) => leastComplexLaw(1 / N + (i / (num - 1)) * (1 - 1 / N), N);
      return Math.max(...Array.from({ length: num }, (_, i) => jensenShannonComplexity(at(i), N).complexity));
    },
  ],
  [
    /^max C on max curve /,
    ({ input }) => {
      const { N } = input as { N: number };
      const equal = Array.from({ length: N - 1 }, (_, i) => mostComplexLaw(1 / (i + 2), i + 1));
      return Math.max(...equal.map((law) => jensenShannonComplexity(law, N).complexity));
    },
  ],
  // Every factor of length 16 occurs in the first 2^10 symbols of Thue-Morse and the first 200 of Fibonacci's word.
  [
    /^theory Thue-Morse factor counts$/,
    (peer) => factorCounts(Uint8Array.from({ length: 1024 }, (_, i) => parity(i)), peer),
  ],
  [/^theory Fibonacci factor counts$/, (peer) => factorCounts(Uint8Array.from(fibonacciWord(1000), Number), peer)],
  [/^theory Zipf /, ({ input }) => lawEntropy(zipfLaw(input as { s: number; N: number }))],
];
