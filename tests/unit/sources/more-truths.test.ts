import { describe, expect, it } from "vitest";
import type { Truth } from "../../../src/core/truth.ts";
import { bindRecipe } from "../../../src/sources/recipe.ts";

const truthsOf = async (recipe: string) => (await bindRecipe(recipe)).truth();
const exactOf = (truth: Truth | undefined) => {
  if (truth?.status !== "exact") throw new Error(JSON.stringify(truth));
  return truth.value;
};
const entropy = (law: Iterable<number>) =>
  [...law].reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);

/** E and C_mu of sequences without chance, each of weight 1: pasts that are long enough have one future each, and it has one past. */
function memoryOf(sequences: readonly (readonly number[])[]): number {
  const length = 60;
  const pasts = new Map<string, number>();
  for (const sequence of sequences) {
    // All phases of a long stretch, which is a whole number of periods of every sequence tested here.
    for (let phase = 0; phase < 120; phase++) {
      const past = Array.from({ length }, (_, i) => sequence[(phase + i) % sequence.length]!).join("");
      pasts.set(past, (pasts.get(past) ?? 0) + 1 / (120 * sequences.length));
    }
  }
  return entropy(pasts.values());
}

const digits = (word: string) => [...word].map(Number);

/** Symbols of words by turns, word i from phase i on. */
function woven(words: readonly string[], phases: readonly number[], turn: number): number[] {
  return Array.from({ length: 120 }, (_, at) => {
    const part = Math.floor(at / turn) % words.length;
    const own = Math.floor(at / (turn * words.length)) * turn + (at % turn);
    return Number(words[part]![(own + phases[part]!) % words[part]!.length]);
  });
}

describe("periodic sequences", () => {
  it.each([
    ["two rotations", "choose(periodic(word=01), periodic(word=10))", ["01"], 1],
    [
      "three rotations, one of them twice",
      "choose(periodic(word=011), periodic(word=101), periodic(word=110))",
      ["011"],
      Math.log2(3),
    ],
    [
      "a rotation and another",
      "choose(periodic(word=0011), periodic(word=0110), periodic(word=01))",
      ["0011", "0011", "01"],
      undefined,
    ],
    ["a repeated word", "choose(periodic(word=0101), periodic(word=001))", ["01", "001"], undefined],
  ] as const)("%s", async (_, recipe, words, known) => {
    const { excessEntropy, statisticalComplexity } = await truthsOf(recipe);
    const direct = memoryOf(words.map(digits));
    if (known !== undefined) expect(direct).toBeCloseTo(known, 12);
    expect(exactOf(excessEntropy)).toBeCloseTo(direct, 12);
    expect(exactOf(statisticalComplexity)).toBeCloseTo(direct, 12);
  });

  it.each([
    [["01", "01"], 1],
    [["01", "10"], 1],
    [["01", "01", "01"], 1],
    [["0011", "01"], 1],
    [["01", "01"], 2],
    [["0011", "0011"], 2],
  ] as const)("%j by turns of %i", async (words, turn) => {
    const parts = words.map((word) => `periodic(word=${word})`).join(", ");
    const { excessEntropy, statisticalComplexity } = await truthsOf(
      turn === 1 ? `interleave(${parts})` : `blocks(${parts}, length=${turn})`,
    );
    const phases = words.reduce<number[][]>(
      (all, word) => all.flatMap((one) => Array.from(word, (_, phase) => [...one, phase])),
      [[]],
    );
    const direct = memoryOf(phases.map((each) => woven(words, each, turn)));
    expect(exactOf(excessEntropy)).toBeCloseTo(direct, 12);
    expect(exactOf(statisticalComplexity)).toBeCloseTo(direct, 12);
  });

  it("two periods of two by turns: 2 bits", async () => {
    const { excessEntropy } = await truthsOf("interleave(periodic(word=01), periodic(word=01))");
    expect(exactOf(excessEntropy)).toBe(2);
  });
});

it.each([
  ["S -> a", 1],
  ["S -> a b a b", 2],
  ["S -> A A b\nA -> a c", 5],
  ["S -> A A\nA -> a B\nB -> b", 2],
])("grammars without a choice: %s has the period %i", async (grammar, period) => {
  const truths = await truthsOf(`pcfg(grammar="${grammar}")`);
  expect(exactOf(truths.excessEntropy)).toBeCloseTo(Math.log2(period), 12);
  expect(exactOf(truths.statisticalComplexity)).toBeCloseTo(Math.log2(period), 12);
});

/** Block entropies of independent records, one after the other from a random place, word by word. */
function blockEntropy(records: readonly (readonly [string, number])[], length: number): number {
  const size = records[0]![0].length;
  let texts = new Map([["", 1]]);
  while ([...texts.keys()][0]!.length < length + size) {
    const longer = new Map<string, number>();
    for (const [text, p] of texts)
      for (const [record, q] of records) longer.set(text + record, (longer.get(text + record) ?? 0) + p * q);
    texts = longer;
  }
  const words = new Map<string, number>();
  for (const [text, p] of texts) {
    for (let place = 0; place < size; place++) {
      const word = text.slice(place, place + length);
      words.set(word, (words.get(word) ?? 0) + p / size);
    }
  }
  return entropy(words.values());
}

describe("records one after the other", () => {
  it.each([0.02, 0.1, 0.3])("two leaves, flipped with %f", async (flip) => {
    const truths = await truthsOf(`broadcast-tree(flip=${flip}, depth=1)`);
    // Between records, after 0 or after 1: 1/2, 1/4 and 1/4.
    expect(exactOf(truths.statisticalComplexity)).toBeCloseTo(1.5, 12);
    const same = ((1 - flip) ** 2 + flip ** 2) / 2;
    const records = [
      ["00", same],
      ["11", same],
      ["01", 0.5 - same],
      ["10", 0.5 - same],
    ] as const;
    const e = (length: number) => blockEntropy(records, length) - length * exactOf(truths.entropyRate);
    const excess = truths.excessEntropy!;
    const upper = excess.status === "bounds" ? excess.upper : exactOf(excess);
    // E(L) grows to E.
    expect(e(10)).toBeLessThanOrEqual(upper + 1e-9);
    expect(e(10)).toBeGreaterThan(e(6));
  });

  it("right sides of one level", async () => {
    const recipe = "random-hierarchy(v=3, m=2, s=2, levels=1, instance=4)";
    const truths = await truthsOf(recipe);
    const source = await bindRecipe(recipe);
    const symbols = new Uint8Array(200_000);
    const { Random } = await import("../../../src/core/random.ts");
    source.open(Random.fromSeed(1)).fill(symbols);
    // Its right sides, from the sample: the pairs of one of the two phases are six.
    const pairs = [0, 1].map((phase) => {
      const seen = new Set<string>();
      for (let i = phase; i + 1 < symbols.length; i += 2) seen.add(`${symbols[i]}${symbols[i + 1]}`);
      return [...seen];
    });
    const sides = pairs.find((seen) => seen.length === 6)!;
    const firsts = new Map<string, string[]>();
    for (const side of sides) firsts.set(side[0]!, [...(firsts.get(side[0]!) ?? []), side[1]!].sort());
    // First symbols with the same second ones are one state; half of the time none is open.
    const states = new Map<string, number>([["", 0.5]]);
    for (const seconds of firsts.values())
      states.set(seconds.join(), (states.get(seconds.join()) ?? 0) + seconds.length / 12);
    expect(exactOf(truths.statisticalComplexity)).toBeCloseTo(entropy(states.values()), 9);
  });
});

describe("hidden chains that seldom move have endlessly many beliefs", () => {
  it.each([
    "gilbert-elliott(worsen=0.002, recover=0.01, good=0.05, bad=0.5)",
    "gilbert-elliott(worsen=0.001, recover=0.001, good=0.1, bad=0.4)",
    "mess3(x=0.01, a=0.4)",
    "mess3(x=0.3, a=0.7)",
  ])("%s", async (recipe) => {
    const source = await bindRecipe(recipe);
    expect(source.truth().statisticalComplexity).toMatchObject({ status: "infinite" });
    // No two words of eleven symbols lead to one belief; words of one symbol in any order would give few.
    const { states, stationary, from, to, symbol, probability } = source.machine!()!;
    let beliefs = [Array.from(stationary)];
    const alphabet = [...new Set(symbol)];
    const length = alphabet.length === 2 ? 11 : 7;
    for (let k = 0; k < length; k++) {
      beliefs = beliefs.flatMap((belief) =>
        alphabet.map((one) => {
          const next = new Array<number>(states).fill(0);
          for (let e = 0; e < from.length; e++)
            if (symbol[e] === one) next[to[e]!]! += belief[from[e]!]! * probability[e]!;
          const total = next.reduce((sum, x) => sum + x, 0);
          return next.map((x) => x / total);
        }),
      );
    }
    const distinct = new Set(beliefs.map((belief) => belief.map((p) => p.toPrecision(11)).join()));
    expect(distinct.size).toBe(alphabet.length ** length);
  });

  it("a chain whose symbols tell nothing has none", async () => {
    const { statisticalComplexity } = await truthsOf(
      "gilbert-elliott(worsen=0.01, recover=0.01, good=0.2, bad=0.2)",
    );
    expect(exactOf(statisticalComplexity)).toBe(0);
  });
});
