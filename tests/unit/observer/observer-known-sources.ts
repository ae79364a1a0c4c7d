import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type Symbols } from "../../../src/core/sequence.ts";
import type { Machine } from "../../../src/core/source.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";

/** A realisation and what the source itself would pay for it. */
export interface Realisation {
  readonly symbols: Symbols;
  readonly alphabetSize: number;
  /** -log2 of its probability, bits */
  readonly ideal: number;
}

/** A realisation of a recipe whose source is a finite machine. */
export async function realise(recipe: string, n: number, seed = 1): Promise<Realisation> {
  const source = await bindRecipe(recipe);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(seed)).fill(symbols);
  const machine = source.machine?.();
  const ideal = machine === undefined ? Number.NaN : idealCodeLength(machine, symbols);
  return { symbols, alphabetSize: source.alphabetSize, ideal };
}

/** -log2 P(symbols) of a machine by the forward algorithm, bits. */
export function idealCodeLength(machine: Machine, symbols: Symbols): number {
  const { states, from, to, symbol, probability } = machine;
  const edges = Array.from({ length: machine.alphabetSize }, () => [] as number[]);
  for (let e = 0; e < symbol.length; e++) edges[symbol[e]!]!.push(e);
  let belief = Float64Array.from(machine.start);
  let next = new Float64Array(states);
  let bits = 0;
  for (let i = 0; i < symbols.length; i++) {
    next.fill(0);
    for (const e of edges[symbols[i]!]!) next[to[e]!]! += belief[from[e]!]! * probability[e]!;
    let mass = 0;
    for (let s = 0; s < states; s++) mass += next[s]!;
    for (let s = 0; s < states; s++) next[s]! /= mass;
    bits -= Math.log2(mass);
    [belief, next] = [next, belief];
  }
  return bits;
}

/** x[i] = x[i-1] xor x[i-k], flipped with probability eps, after k fair bits. */
export function noisyParity(n: number, k: number, eps: number, seed = 1): Realisation {
  const random = Random.fromSeed(seed);
  const symbols = new Uint8Array(n);
  let flips = 0;
  for (let i = 0; i < n; i++) {
    if (i < k) {
      symbols[i] = random.below(2);
      continue;
    }
    const flip = random.uniform() < eps ? 1 : 0;
    flips += flip;
    symbols[i] = symbols[i - 1]! ^ symbols[i - k]! ^ flip;
  }
  const ideal = k - flips * Math.log2(eps) - (n - k - flips) * Math.log2(1 - eps);
  return { symbols, alphabetSize: 2, ideal };
}

/** x[i] = x[i-lag] with probability 1 - eps, else uniform, after `lag` uniform symbols. */
export function lagCopy(n: number, lag: number, eps: number, alphabetSize: number, seed = 1): Realisation {
  const random = Random.fromSeed(seed);
  const symbols = allocateSymbols(n, alphabetSize);
  let ideal = 0;
  for (let i = 0; i < n; i++) {
    const copied = i >= lag && random.uniform() >= eps;
    symbols[i] = copied ? symbols[i - lag]! : random.below(alphabetSize);
    const same = i >= lag && symbols[i] === symbols[i - lag] ? 1 - eps : 0;
    ideal -= Math.log2(i < lag ? 1 / alphabetSize : same + eps / alphabetSize);
  }
  return { symbols, alphabetSize, ideal };
}

/** Uniform symbols. */
export function uniformSymbols(n: number, alphabetSize: number, seed = 1): Realisation {
  const random = Random.fromSeed(seed);
  const symbols = allocateSymbols(n, alphabetSize);
  for (let i = 0; i < n; i++) symbols[i] = random.below(alphabetSize);
  return { symbols, alphabetSize, ideal: n * Math.log2(alphabetSize) };
}

/** A chain of order 2 on 4 symbols with laws drawn at random: exponentials over their sum. */
export function randomChainRecipe(order: number, alphabetSize: number, seed = 1): string {
  const random = Random.fromSeed(seed);
  const rows = Array.from({ length: alphabetSize ** order }, () => {
    const weights = Array.from({ length: alphabetSize }, () => -Math.log(1 - random.uniform()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const parts = weights.map((weight) => Math.round((weight / total) * 1000));
    parts[0]! += 1000 - parts.reduce((sum, part) => sum + part, 0);
    return `[${parts.map((part) => part / 1000).join(",")}]`;
  });
  return `markov(order=${order}, matrix=[${rows.join(",")}])`;
}

/** A random binary word over and over. */
export function randomPeriod(n: number, period: number, seed = 1): Realisation {
  const word = uniformSymbols(period, 2, seed).symbols;
  const symbols = new Uint8Array(n);
  for (let i = 0; i < n; i++) symbols[i] = word[i % period]!;
  return { symbols, alphabetSize: 2, ideal: period };
}

/** Sequences without entropy: the parity of the ones in i & (i >> 1), and the turns of a folded strip of paper. */
export function rudinShapiro(n: number): Realisation {
  const symbols = new Uint8Array(n);
  for (let i = 1; i < n; i++) {
    symbols[i] = symbols[i >> 1]! ^ (i & (i >> 1) & 1);
  }
  return { symbols, alphabetSize: 2, ideal: 0 };
}

export function paperfolding(n: number): Realisation {
  const symbols = new Uint8Array(n);
  for (let i = 0; i < n; i++) symbols[i] = ((i + 1) & (((i + 1) & -(i + 1)) << 1)) === 0 ? 1 : 0;
  return { symbols, alphabetSize: 2, ideal: 0 };
}
