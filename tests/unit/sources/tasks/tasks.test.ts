import { describe, expect, it } from "vitest";
import type { Machine, RecordPart } from "../../../../src/core/source.ts";
import type { Truth } from "../../../../src/core/truth.ts";
import { processBounds } from "../../../../src/exact/block-entropies.ts";
import { createMachine, type Edge, lumpStates, symbolLaw } from "../../../../src/exact/machine.ts";
import { lawEntropy } from "../../../../src/statistics/entropy.ts";
import { bind, blockChiSquare, chiSquareLimit, take, words } from "../support.ts";

const exact = (truth: Truth | undefined): number => {
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  return truth.value;
};

type Law = Map<string, number>;
const add = (law: Law, record: readonly number[], p: number): void => {
  law.set(record.join(), (law.get(record.join()) ?? 0) + p);
};

/** The law of the records of each task, from what it says in its summary. */
function echoLaw(alphabet: number, length: number, answer: (word: number[]) => number[]): Law {
  const law: Law = new Map();
  for (const word of words(alphabet, length))
    add(law, [...word, alphabet, ...answer(word), alphabet + 1], alphabet ** -length);
  return law;
}

function recallLaw(pairs: number, keys: number, values: number): Law {
  const law: Law = new Map();
  let lists = 0;
  for (const list of words(keys, pairs)) if (new Set(list).size === pairs) lists++;
  for (const list of words(keys, pairs)) {
    if (new Set(list).size < pairs) continue;
    for (const chosen of words(values, pairs)) {
      const body = list.flatMap((key, j) => [key, keys + (chosen[j] as number)]);
      for (let q = 0; q < pairs; q++) {
        const asked = [list[q] as number, keys + (chosen[q] as number)];
        add(
          law,
          [...body, keys + values, ...asked, keys + values + 1],
          1 / (lists * values ** pairs * pairs),
        );
      }
    }
  }
  return law;
}

function additionLaw(modulus: number): Law {
  const law: Law = new Map();
  for (const [a, b] of words(modulus, 2) as Generator<[number, number]>)
    add(law, [a, modulus, b, modulus + 1, (a + b) % modulus, modulus + 2], modulus ** -2);
  return law;
}

function bracketLaw(types: number, pairs: number): Law {
  const balanced = [...words(2 * types, 2 * pairs)].filter((word) => {
    const open: number[] = [];
    return (
      word.every((symbol) => (symbol % 2 === 0 ? open.push(symbol) > 0 : open.pop() === symbol - 1)) &&
      open.length === 0
    );
  });
  return new Map(balanced.map((word) => [[...word, 2 * types].join(), 1 / balanced.length]));
}

const cases: readonly (readonly [recipe: string, law: Law])[] = [
  ["copy(alphabet=3, length=3)", echoLaw(3, 3, (word) => word)],
  ["copy(alphabet=1, length=2)", echoLaw(1, 2, (word) => word)],
  ["reverse(alphabet=2, length=4)", echoLaw(2, 4, (word) => word.toReversed())],
  ["sort(alphabet=3, length=3)", echoLaw(3, 3, (word) => word.toSorted((a, b) => a - b))],
  ["sort(alphabet=2, length=5)", echoLaw(2, 5, (word) => word.toSorted((a, b) => a - b))],
  ["sort(alphabet=4, length=2)", echoLaw(4, 2, (word) => word.toSorted((a, b) => a - b))],
  ["recall(pairs=2, keys=3, values=2)", recallLaw(2, 3, 2)],
  ["recall(pairs=3, keys=3, values=2)", recallLaw(3, 3, 2)],
  ["recall(pairs=1, keys=4, values=3)", recallLaw(1, 4, 3)],
  ["recall(pairs=2, keys=4, values=3)", recallLaw(2, 4, 3)],
  ["modular-addition(modulus=5)", additionLaw(5)],
  ["modular-addition(modulus=1)", additionLaw(1)],
  ["brackets(types=1, pairs=4)", bracketLaw(1, 4)],
  ["brackets(types=2, pairs=3)", bracketLaw(2, 3)],
  ["brackets(types=3, pairs=1)", bracketLaw(3, 1)],
];

/** Bits of each symbol of a record given the ones before, from the law of all records. */
function conditionalBits(law: Law): number[] {
  const records = [...law].map(([record, p]) => [record.split(","), p] as const);
  const size = records[0]?.[0].length as number;
  const prefixEntropies = Array.from({ length: size + 1 }, (_, length) => {
    const prefixes = new Map<string, number>();
    for (const [record, p] of records) {
      const prefix = record.slice(0, length).join();
      prefixes.set(prefix, (prefixes.get(prefix) ?? 0) + p);
    }
    return lawEntropy([...prefixes.values()]);
  });
  return prefixEntropies.slice(1).map((entropy, i) => entropy - (prefixEntropies[i] as number));
}

/** The records one after the other as a machine: a state for each beginning of a record. */
function recordMachine(law: Law, alphabetSize: number): Machine {
  const masses = new Map<string, number>([["", 1]]);
  for (const [record, p] of law) {
    const symbols = record.split(",");
    for (let i = 1; i < symbols.length; i++) {
      const prefix = symbols.slice(0, i).join();
      masses.set(prefix, (masses.get(prefix) ?? 0) + p);
    }
  }
  const states = new Map([...masses.keys()].map((prefix, state) => [prefix, state]));
  const edges: Edge[] = [];
  const flows = new Map<string, number>();
  for (const [record, p] of law) {
    const symbols = record.split(",");
    symbols.forEach((symbol, i) => {
      const key = `${symbols.slice(0, i).join()}|${symbol}|${i + 1 === symbols.length ? "" : symbols.slice(0, i + 1).join()}`;
      flows.set(key, (flows.get(key) ?? 0) + p);
    });
  }
  for (const [key, p] of flows) {
    const [from, symbol, to] = key.split("|") as [string, string, string];
    edges.push({
      from: states.get(from) as number,
      symbol: Number(symbol),
      to: states.get(to) as number,
      probability: p / (masses.get(from) as number),
    });
  }
  const size = [...law.keys()][0]?.split(",").length as number;
  const stationary = Float64Array.from(masses.values(), (mass) => mass / size);
  return createMachine(alphabetSize, states.size, edges, { stationary }) as Machine;
}

describe.each(cases)("%s", (recipe, law) => {
  it("has parts whose bits are those of all records, and sum to its rate", async () => {
    const source = await bind(recipe);
    const bits = (source.parts as readonly RecordPart[]).flatMap((part) => [...part.bits]);
    const counted = conditionalBits(law);
    expect(bits.length).toBe(counted.length);
    counted.forEach((value, i) => {
      expect(bits[i]).toBeCloseTo(value, 10);
    });
    const total = bits.reduce((a, b) => a + b, 0);
    expect(exact(source.truth().entropyRate)).toBeCloseTo(total / bits.length, 12);
    expect(total).toBeCloseTo(lawEntropy([...law.values()]), 10);
  });

  it("has H(1), h, E and C_mu of the machine of its records", async () => {
    const source = await bind(recipe);
    const machine = recordMachine(law, source.alphabetSize);
    const truth = source.truth();
    expect(exact(truth.symbolEntropy)).toBeCloseTo(lawEntropy(symbolLaw(machine)), 10);
    expect(exact(truth.statisticalComplexity)).toBeCloseTo(lawEntropy(lumpStates(machine).stationary), 10);
    const bounds = processBounds(machine, { depth: 400, beliefs: 8192, work: 30_000_000 });
    for (const [value, { lower, upper }] of [
      [exact(truth.entropyRate), bounds.entropyRate],
      [exact(truth.excessEntropy), bounds.excessEntropy],
    ] as const) {
      expect(value).toBeGreaterThanOrEqual(lower - 1e-9);
      expect(value).toBeLessThanOrEqual(upper + 1e-9);
      expect(upper - lower).toBeLessThan(1e-6);
    }
  });

  it("gives its records as often as their law says, from any place", async () => {
    const source = await bind(recipe);
    const size = [...law.keys()][0]?.split(",").length as number;
    const symbols = take(source, size * (20 * law.size + 200), 4);
    const start = symbols.indexOf(source.alphabetSize - 1) + 1;
    const counts = new Map<string, number>();
    let records = 0;
    for (let at = start; at + size <= symbols.length; at += size, records++) {
      const record = symbols.subarray(at, at + size).join();
      counts.set(record, (counts.get(record) ?? 0) + 1);
    }
    expect([...counts.keys()].every((record) => law.has(record))).toBe(true);
    let statistic = 0;
    for (const [record, p] of law)
      statistic += ((counts.get(record) ?? 0) - records * p) ** 2 / (records * p);
    if (law.size > 1) expect(statistic).toBeLessThan(chiSquareLimit(law.size - 1));
    const { statistic: blocks, limit } = blockChiSquare(
      source,
      recordMachine(law, source.alphabetSize),
      2,
      4000,
      9,
    );
    expect(blocks).toBeLessThan(limit);
  });
});

describe("at their usual sizes", () => {
  it.each([
    ["copy", (8 * Math.log2(10)) / 18],
    ["reverse", (8 * Math.log2(10)) / 18],
    ["sort", (8 * Math.log2(10)) / 18],
    ["modular-addition", (2 * Math.log2(97)) / 6],
    ["recall", (Math.log2(26 * 25 * 24 * 23) + 4 * Math.log2(10) + 2) / 12],
    ["brackets", (Math.log2(1430) + 8) / 17],
    ["brackets(types=4, pairs=20)", (Math.log2(6_564_120_420) + 40) / 41],
  ])("%s has its rate", async (recipe, rate) => {
    expect(exact((await bind(recipe)).truth().entropyRate)).toBeCloseTo(rate, 11);
  });

  it("read as lines", async () => {
    const text = async (recipe: string) => {
      const source = await bind(recipe);
      return Array.from(take(source, 4000, 2), (symbol) => source.label(symbol))
        .join("")
        .split("\n")
        .slice(1, -1);
    };
    for (const line of await text("copy")) expect(line).toMatch(/^([a-j]{8})>\1$/);
    for (const line of await text("sort")) {
      const [word, answer] = line.split(">") as [string, string];
      expect(answer).toBe([...word].sort().join(""));
    }
    for (const line of await text("modular-addition")) {
      const [a, b, sum] = line.split(/[+=]/).map(Number) as [number, number, number];
      expect((a + b) % 97).toBe(sum);
    }
    for (const line of await text("recall")) {
      const [list, question] = line.split("?") as [string, string];
      expect(list).toContain(question);
      expect(new Set(list.match(/[a-z]/g)).size).toBe(4);
    }
    for (const line of await text("brackets")) {
      let rest = line;
      for (let before = ""; before !== rest; ) [before, rest] = [rest, rest.replaceAll(/\(\)|\[\]/g, "")];
      expect(rest).toBe("");
    }
  });

  it("refuse more pairs than keys", async () => {
    await expect(bind("recall(pairs=5, keys=4)")).rejects.toThrow(
      "5 pairs need as many different keys, but there are only 4",
    );
  });

  it("sort remembers less than copy, as orders need not be kept", async () => {
    const [sorted, copied] = await Promise.all(
      ["sort", "copy"].map(async (id) => (await bind(`${id}(alphabet=30, length=24)`)).truth()),
    );
    expect(exact(sorted?.excessEntropy)).toBeLessThan(exact(copied?.excessEntropy));
  });
});
