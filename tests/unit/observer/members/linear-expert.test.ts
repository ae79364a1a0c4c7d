import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type SymbolSequence, sequenceOf } from "../../../../src/core/sequence.ts";
import { linearExpert } from "../../../../src/observer/members/linear-expert.ts";
import { observe } from "../../../../src/observer/observer.ts";
import { codeAlphabet } from "../../../../src/observer/observer-alphabet.ts";
import { wordyText } from "../../../e2e/fixtures.ts";
import { verifyObservation } from "../../../references/observer-verification.ts";
import { oneOf } from "../../../whole.ts";

const asBytes = (symbols: Uint8Array): SymbolSequence => ({
  ...sequenceOf(symbols, 256),
  codes: Uint32Array.from({ length: 256 }, (_, code) => code),
});

/** Values as bytes; those beyond are cut. */
const bytes = (n: number, value: (t: number) => number) =>
  asBytes(Uint8Array.from({ length: n }, (_, t) => Math.max(0, Math.min(255, Math.round(value(t))))));

function normal(seed: number): () => number {
  const random = Random.fromSeed(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** x_t = centre + a_1 (x_(t-1) - centre) + ... + noise, which is rounded only where it is written. */
function autoregressive(line: readonly number[], deviation: number, seed = 1) {
  const noise = normal(seed);
  const last = new Array<number>(line.length).fill(0);
  return () => {
    const next = line.reduce((sum, a, k) => sum + a * last[k]!, deviation * noise());
    last.unshift(next);
    last.pop();
    return 128 + next;
  };
}

/** Of noise of a deviation, in bits a value. */
const rateOf = (deviation: number) => Math.log2(deviation * Math.sqrt(2 * Math.PI * Math.E));

const n = 20_000;
const waves = (() => {
  const noise = normal(7);
  return (t: number) => 128 + 50 * Math.sin(t / 7.3) + 40 * Math.sin(t / 2.9) + 3 * noise();
})();
const square = (() => {
  const noise = normal(8);
  return (t: number) => 128 + 60 * Math.sign(Math.sin(t / 11)) + 3 * noise();
})();
const chirp = (() => {
  const noise = normal(9);
  return (t: number) => 128 + 90 * Math.sin((t * t) / 2e4) + 3 * noise();
})();

const paid = (sequence: SymbolSequence) => observe(sequence).bits / sequence.symbols.length;
const opened = (sequence: SymbolSequence) =>
  observe(sequence).members.some(({ id }) => id === linearExpert.id);

// The lists were fixed before any of them was measured.
describe("signals cost hardly more than their noise", () => {
  const signals: [string, () => SymbolSequence, number][] = [
    ["two sines", () => bytes(n, waves), rateOf(3)],
    ["a resonance", () => bytes(n, autoregressive([1.6, -0.8], 3)), rateOf(3)],
    ["a weak resonance", () => bytes(n, autoregressive([0.9, -0.5], 6)), rateOf(6)],
    ["a slow drift", () => bytes(n, autoregressive([0.97], 2.5)), rateOf(2.5)],
    ["an echo", () => bytes(n, autoregressive([...new Array(29).fill(0), 0.95], 3)), rateOf(3)],
  ];
  test.each(oneOf(8, signals))("%s", (_, made, rate) => {
    expect((paid(made()) - rate) / 8).toBeLessThan(0.02);
  });
});

describe("what no line continues costs more", () => {
  // Jumps are known by contexts, and a chirp has no line for long.
  test.each<[string, () => SymbolSequence, number]>([
    ["a square wave", () => bytes(n, square), rateOf(3)],
    ["a chirp", () => bytes(n, chirp), rateOf(3)],
  ])("%s", (_, made, rate) => {
    expect((paid(made()) - rate) / 8).toBeGreaterThan(0.02);
  });
});

test.each<[string, () => SymbolSequence]>([
  [
    "noise",
    () =>
      bytes(
        n,
        (
          (random) => () =>
            random.below(256)
        )(Random.fromSeed(3)),
      ),
  ],
  ["text", () => asBytes(new TextEncoder().encode(wordyText(n)))],
  ["a period", () => bytes(n, (t) => 128 + 90 * Math.sin((2 * Math.PI * t) / 50))],
  ["a counter", () => bytes(n, (t) => t & 255)],
  [
    "coins",
    () =>
      bytes(
        n,
        (
          (random) => () =>
            48 + random.below(2)
        )(Random.fromSeed(4)),
      ),
  ],
  [
    "rows of numbers",
    () =>
      asBytes(new TextEncoder().encode(Array.from({ length: 3000 }, (_, i) => `${i}, ${i * i}\n`).join(""))),
  ],
  ["few symbols", () => bytes(n, (t) => 7 * Math.sin(t / 9) + 7)],
])("%s is none: the observer is the same to the bit", (_, made) => {
  const sequence = made();
  expect(opened(sequence)).toBe(false);
});

describe("the member", () => {
  const signal = bytes(3000, autoregressive([1.6, -0.8], 4, 2));
  const { symbols, alphabetSize, codes } = codeAlphabet(signal);
  const open = () => linearExpert.open(symbols, alphabetSize, codes);

  test("the distributions it states are those it is charged by at any position, and sum to 1", () => {
    const member = open();
    const losses = new Float64Array(3000);
    const below = new Float64Array(3000);
    member.code(0, 2000, 0, true, losses, below);
    member.code(2000, 3000, 1990, false, losses.subarray(2000), below.subarray(2000));
    const values = Array.from(codes!);
    for (let at = 1990; at < 3000; at += at < 2100 ? 1 : 37) {
      if (at < 2000) continue;
      const law = member.distribution(at, 1990);
      expect(law.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(-Math.log2(law[symbols[at]!]!)).toBeCloseTo(losses[at]!, 9);
      const smaller = law.filter((_, symbol) => values[symbol]! < values[symbols[at]!]!);
      expect(smaller.reduce((a, b) => a + b, 0)).toBeCloseTo(below[at]!, 12);
    }
  });

  test("learns nothing where it does not learn, and the same however it is called", () => {
    const [whole, pieces] = [new Float64Array(3000), new Float64Array(3000)];
    open().code(0, 3000, 0, true, whole);
    const member = open();
    for (let at = 0; at < 3000; at += 37) {
      const end = Math.min(3000, at + 37);
      member.code(at, end, 0, false, new Float64Array(37));
      member.distribution(at, 0);
      member.code(at, end, 0, true, pieces.subarray(at));
    }
    expect(pieces).toEqual(whole);
  });

  test("what it codes can be read again, in segments too", { tags: ["slow"] }, () => {
    for (const segmentEnds of [[3000], [40, 40, 1000, 1050, 3000]]) {
      const sequence = { ...signal, segmentEnds };
      const observation = observe(sequence);
      expect(observation.members.at(-1)).toMatchObject({ id: linearExpert.id });
      expect(verifyObservation(sequence, observation)).toMatchObject({ equal: true, passed: true });
    }
  });
});
