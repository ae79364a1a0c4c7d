import { Random } from "../../core/random.ts";

/** One structure in several sizes. */
export interface Family {
  /** parameters of its sizes; their T are about a factor of two apart, smallest first */
  readonly sizes: readonly number[];
  /** @param instance number of the random table, where there is one */
  readonly recipe: (size: number, instance: number) => string;
}

/** A structure that a learner may find, as a source with an exactly known optimum. */
export interface PanelEntry {
  readonly id: string;
  /** what the learner must find */
  readonly needs: string;
  readonly recipe: string;
  readonly family: Family;
  /** for a task: the part of its record that depends on the structure; absent: all symbols */
  readonly part?: string;
  /** cost of symbols without the structure: from their frequencies, or uniform over the alphabet */
  readonly nothing: "frequencies" | "alphabet";
}

const entry = (
  id: string,
  needs: string,
  recipe: string,
  sizes: readonly number[],
  recipeOf: Family["recipe"],
  part?: string,
  nothing: PanelEntry["nothing"] = "frequencies",
): PanelEntry => ({
  ...{ id, needs, recipe, nothing, family: { sizes, recipe: recipeOf } },
  ...(part === undefined ? {} : { part }),
});

const doubling = (first: number) => Array.from({ length: 5 }, (_, i) => first * 2 ** i);

function parity(k: number, place: string, sizes: readonly number[]): PanelEntry {
  const recipe = (tap: number) => `noisy-parity(k=${tap}, eps=0.05)`;
  return entry(`parity-${k}`, `exclusive or of the last bit and the ${place} last`, recipe(k), sizes, recipe);
}

function wordTask(id: string, how: string): PanelEntry {
  const recipe = (length: number) => `${id}(alphabet=10, length=${length})`;
  return entry(id, `a word of 8 symbols ${how}`, recipe(8), doubling(2), recipe, "answer");
}

/**
 * The fixed panel of `mesoscope probe`, from what every learner finds to what few do. Each seed gives a new draw: there is no
 * test set to memorise.
 */
export const probePanel: readonly PanelEntry[] = [
  entry(
    "frequencies",
    "frequencies of 64 symbols",
    "zipf(alphabet=64, exponent=1)",
    doubling(128),
    (T) => `zipf(alphabet=${T + 1}, exponent=1)`,
    undefined,
    "alphabet",
  ),
  entry(
    "order-1",
    "16 distributions, by the last symbol",
    "random-markov(order=1, alphabet=16, concentration=0.3, seed=1)",
    [16, 23, 32, 45, 64],
    (A, seed) => `random-markov(order=1, alphabet=${A}, concentration=0.3, seed=${seed})`,
  ),
  entry(
    "order-2",
    "64 distributions, by the last two symbols",
    "random-markov(order=2, alphabet=8, concentration=0.5, seed=1)",
    [8, 10, 13, 16, 20],
    (A, seed) => `random-markov(order=2, alphabet=${A}, concentration=0.5, seed=${seed})`,
  ),
  entry(
    "period",
    "a ten-bit period in noise",
    "replace(periodic(word=0010111011), eps=0.1)",
    doubling(20),
    (length, seed) => `replace(periodic(word=${randomWord(length, seed)}), eps=0.1)`,
  ),
  entry(
    "runs",
    "parity of a run: no fixed number of preceding symbols suffices",
    "even(p=0.5)",
    doubling(4).map((T) => T - 1),
    (length) => `machine(edges=${JSON.stringify(runsOf(length))})`,
  ),
  entry(
    "parity-2",
    "exclusive or, and which bits belong together",
    "rrxor(p=0.5)",
    doubling(2),
    (coins) => `machine(edges=${JSON.stringify(coinsAndParity(coins))})`,
  ),
  parity(4, "4th", [4, 5, 6, 7, 8]),
  parity(12, "12th", [8, 9, 10, 11, 12]),
  entry(
    "lag-16",
    "a copy from 16 symbols back",
    "lag-copy(lag=16, eps=0.1, alphabet=16)",
    doubling(2),
    (lag) => `lag-copy(lag=${lag}, eps=0.1, alphabet=16)`,
  ),
  entry(
    "lag-256",
    "a copy from 256 symbols back",
    "lag-copy(lag=256, eps=0.1, alphabet=16)",
    doubling(4),
    (lag) => `lag-copy(lag=${lag}, eps=0.1, alphabet=4)`,
  ),
  wordTask("copy", "repeated"),
  wordTask("reverse", "reversed"),
  wordTask("sort", "sorted"),
  entry(
    "recall",
    "the value of a key",
    "recall(pairs=4, keys=26, values=10)",
    doubling(1),
    (pairs) => `recall(pairs=${pairs}, keys=26, values=10)`,
    "answer",
  ),
  entry("stack", "the bracket opened last", "dyck(types=2, p=0.4)", doubling(4), (types) => {
    return `dyck(types=${types}, p=0.4)`;
  }),
  entry(
    "sum-31",
    "a table of 961 sums modulo 31",
    "modular-addition(modulus=31)",
    [11, 16, 22, 31, 44],
    (modulus) => `modular-addition(modulus=${modulus})`,
    "sum",
  ),
  entry(
    "sum",
    "column sums with carry",
    "arithmetic(digits=2)",
    [4, 6, 8, 11, 16],
    (base) => `arithmetic(digits=2, base=${base})`,
  ),
  entry(
    "templates",
    "the ending of a bracket opened by three letters",
    "nested-templates(depth=3)",
    doubling(2),
    (depth) => `nested-templates(depth=${depth})`,
  ),
  entry(
    "hierarchy",
    "three levels of rules",
    "random-hierarchy(v=8, m=4, s=2, levels=3)",
    doubling(8),
    (v, instance) => `random-hierarchy(v=${v}, m=4, s=2, levels=3, instance=${instance})`,
  ),
];

/** Random bits that are no repetition of a shorter word. */
function randomWord(length: number, seed: number): string {
  const random = Random.fromSeed(seed).fork("word");
  for (;;) {
    const word = Array.from({ length }, () => random.below(2)).join("");
    if (`${word}${word}`.indexOf(word, 1) === length) return word;
  }
}

/** Runs of ones whose length is a multiple of a number: with 2, the even process. */
const runsOf = (length: number) => [
  [0, 0, 0, 0.5],
  ...Array.from({ length }, (_, i) => [i, 1, (i + 1) % length, i === 0 ? 0.5 : 1]),
];

/** Coin tosses and their parity: with 2, random-random-xor. State 2 i + b - 1: i tosses so far, of parity b. */
function coinsAndParity(coins: number): number[][] {
  const state = (tosses: number, parity: number) => (tosses === 0 ? 0 : 2 * tosses + parity - 1);
  const edges: number[][] = [];
  for (let tosses = 0; tosses < coins; tosses++)
    for (let parity = 0; parity <= Math.min(1, tosses); parity++)
      for (const bit of [0, 1])
        edges.push([state(tosses, parity), bit, state(tosses + 1, parity ^ bit), 0.5]);
  for (const parity of [0, 1]) edges.push([state(coins, parity), parity, 0, 1]);
  return edges;
}
