import { Random } from "../../../src/core/random.ts";
import { allocateSymbols, type SymbolSequence, sequenceOf } from "../../../src/core/sequence.ts";
import type { Machine } from "../../../src/core/source.ts";
import { blockEntropies } from "../../../src/exact/block-entropies.ts";
import { createMachine, type Edge } from "../../../src/exact/machine.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";

/** The layers of a waterfall that save something, bit/symbol; a layer that is not named saves nothing. */
type Parts = Readonly<Record<string, number>>;

/** A source of which it is known what each layer of a waterfall saves. */
interface KnownParts {
  readonly name: string;
  readonly alphabetSize: number;
  readonly parts: () => Parts | Promise<Parts>;
  readonly sequence: (n: number, seed: number) => SymbolSequence | Promise<SymbolSequence>;
}

const h2 = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);

async function generated(recipe: string, n: number, seed: number): Promise<SymbolSequence> {
  const source = await bindRecipe(recipe);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(seed)).fill(symbols);
  return sequenceOf(symbols, source.alphabetSize);
}

const asBytes = (symbols: Uint8Array): SymbolSequence => ({
  ...sequenceOf(symbols, 256),
  codes: Uint32Array.from({ length: 256 }, (_, code) => code),
});

/** What each context adds, from exact block entropies H(1), H(2), ...; what is beyond 8 symbols is of words and rare contexts. */
function contextParts(machine: Machine, alphabetSize: number, rate: number): Parts {
  const h = blockEntropies(machine, 9);
  const after = (k: number) => h[k]! - (k === 0 ? 0 : h[k - 1]!);
  return {
    frequencies: Math.log2(alphabetSize) - after(0),
    "contexts-1": after(0) - after(1),
    "contexts-2": after(1) - after(2),
    "contexts-4": after(2) - after(4),
    "contexts-8": after(4) - after(8),
    words: after(8) - rate,
  };
}

async function chainParts(recipe: string): Promise<Parts> {
  const machine = (await bindRecipe(recipe)).machine!()!;
  const h = blockEntropies(machine, 9);
  return contextParts(machine, machine.alphabetSize, h[8]! - h[7]!);
}

const chain = (recipe: string, alphabetSize: number): KnownParts => ({
  name: recipe,
  alphabetSize,
  parts: () => chainParts(recipe),
  sequence: (n, seed) => generated(recipe, n, seed),
});

/** 40 words of 3 to 8 of 20 letters, drawn evenly, a space after each. */
const words = (() => {
  const random = Random.fromSeed(77);
  return Array.from({ length: 40 }, () =>
    Array.from({ length: 3 + random.below(6) }, () => String.fromCharCode(97 + random.below(20))).join(""),
  );
})();
const wordLetters = [...new Set(words.join(""))].sort();

function wordMachine(): Machine {
  const symbolOf = (letter: string) => wordLetters.indexOf(letter) + 1;
  const states = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const edges: Edge[] = [];
  const edge = (...[from, to, symbol, probability]: readonly [number, number, number, number]) =>
    edges.push({ from, to, symbol, probability });
  const start = new Float64Array(states);
  const length = states - 1 + words.length;
  start[0] = words.length / length;
  let next = 1;
  for (const word of words) {
    for (let k = 0; k < word.length; k++) {
      edge(k === 0 ? 0 : next + k - 1, next + k, symbolOf(word[k]!), k === 0 ? 1 / words.length : 1);
      start[next + k] = 1 / length;
    }
    edge(next + word.length - 1, 0, 0, 1);
    next += word.length;
  }
  return createMachine(wordLetters.length + 1, states, edges, { stationary: start })!;
}

const [centre, amplitude, deviation] = [128, 90, 4];

/** P(byte) of the noisy sine in a phase. */
function sineLaw(phase: number): Float64Array {
  const law = new Float64Array(256);
  const mean = centre + amplitude * Math.sin(phase);
  for (let byte = 0; byte < 256; byte++)
    law[byte] = Math.exp((-(byte - mean) * (byte - mean)) / (2 * deviation * deviation));
  const sum = law.reduce((a, b) => a + b, 0);
  return law.map((p) => p / sum);
}

const entropyOf = (law: Float64Array) => law.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);

const noisySine = (name: string, wave: number): KnownParts => ({
  name,
  alphabetSize: 256,
  parts: () => {
    const steps = 4096;
    const overall = new Float64Array(256);
    let rate = 0;
    for (let k = 0; k < steps; k++) {
      const law = sineLaw((2 * Math.PI * k) / steps);
      rate += entropyOf(law) / steps;
      for (let byte = 0; byte < 256; byte++) overall[byte]! += law[byte]! / steps;
    }
    return { frequencies: 8 - entropyOf(overall), numbers: entropyOf(overall) - rate };
  },
  sequence: (n, seed) => {
    const random = Random.fromSeed(seed);
    return asBytes(
      Uint8Array.from({ length: n }, (_, t) => {
        const law = sineLaw((2 * Math.PI * t) / wave);
        let left = random.uniform();
        let byte = 0;
        while (byte < 255 && left >= law[byte]!) left -= law[byte++]!;
        return byte;
      }),
    );
  },
});

/** Sources whose parts are known exactly. The list was fixed before any of them was measured. */
export const knownParts: readonly KnownParts[] = [
  {
    name: "coin(p=0.11)",
    alphabetSize: 2,
    parts: () => ({ frequencies: 1 - h2(0.11) }),
    sequence: (n, seed) => generated("coin(p=0.11)", n, seed),
  },
  {
    name: "uniform bytes",
    alphabetSize: 256,
    parts: () => ({}),
    sequence: (n, seed) => {
      const random = Random.fromSeed(seed);
      return asBytes(Uint8Array.from({ length: n }, () => random.below(256)));
    },
  },
  {
    name: "periodic(word=0110100)",
    alphabetSize: 2,
    parts: () => ({ frequencies: 1 - h2(3 / 7), columns: h2(3 / 7) }),
    sequence: (n, seed) => generated("periodic(word=0110100)", n, seed),
  },
  {
    name: "replace(periodic(word=00101), eps=0.1)",
    alphabetSize: 2,
    parts: () => ({ frequencies: 1 - h2(0.41), columns: h2(0.41) - h2(0.05) }),
    sequence: (n, seed) => generated("replace(periodic(word=00101), eps=0.1)", n, seed),
  },
  {
    // Four letters, the first of them half of a word of twelve.
    name: "replace(periodic(word=abacabadabac), eps=0.3)",
    alphabetSize: 4,
    parts: () => {
      const shares = [6, 3, 2, 1].map((count) => 0.075 + 0.7 * (count / 12));
      const phase = entropyOf(Float64Array.of(0.775, 0.075, 0.075, 0.075));
      const overall = entropyOf(Float64Array.from(shares));
      return { frequencies: 2 - overall, columns: overall - phase };
    },
    sequence: (n, seed) => generated("replace(periodic(word=abacabadabac), eps=0.3)", n, seed),
  },
  chain("random-markov(order=1, alphabet=4, concentration=0.5, seed=1)", 4),
  chain("random-markov(order=2, alphabet=4, concentration=0.5, seed=1)", 4),
  chain("random-markov(order=4, alphabet=2, concentration=0.5, seed=1)", 2),
  chain("noisy-parity(k=4, eps=0.05)", 2),
  {
    name: "duplicate-blocks(length=1000, alphabet=256)",
    alphabetSize: 256,
    parts: () => ({ copies: 4 }),
    sequence: (n, seed) => generated("duplicate-blocks(length=1000, alphabet=256)", n, seed),
  },
  {
    // Longer than any period that is looked for.
    name: "a block of 5 000 random bytes, repeated",
    alphabetSize: 256,
    parts: () => ({ copies: 8 * 0.95 }),
    sequence: (n, seed) => {
      const random = Random.fromSeed(seed);
      const block = Uint8Array.from({ length: 5000 }, () => random.below(256));
      return asBytes(Uint8Array.from({ length: n }, (_, i) => block[i % 5000]!));
    },
  },
  // Its seventh multiple is 311.002 symbols, which is a period.
  noisySine("noisy sine of bytes", 10 * Math.PI * Math.SQRT2),
  // Added later: no multiple is a period for long.
  noisySine("noisy sine without a period", 15 * (1 + Math.sqrt(5))),
  {
    // Of x <- 1664525 x + 1013904223 mod 2^32 all bytes, lowest first: the lowest has period 256, which is a column.
    name: "congruential generator, all bytes",
    alphabetSize: 256,
    parts: () => ({ columns: 2, numbers: 6 }),
    sequence: (n, seed) => {
      let x = seed;
      return asBytes(
        Uint8Array.from({ length: n }, (_, i) => {
          if (i % 4 === 0) x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
          return (x >>> (8 * (i % 4))) & 255;
        }),
      );
    },
  },
  {
    name: "words of a fixed list",
    alphabetSize: wordLetters.length + 1,
    parts: () => {
      const rate = (Math.log2(words.length) * words.length) / (words.join(" ").length + 1);
      return contextParts(wordMachine(), wordLetters.length + 1, rate);
    },
    sequence: (n, seed) => {
      const random = Random.fromSeed(seed);
      let text = "";
      while (text.length < n) text += `${words[random.below(words.length)]} `;
      return asBytes(new TextEncoder().encode(text.slice(0, n)));
    },
  },
];
