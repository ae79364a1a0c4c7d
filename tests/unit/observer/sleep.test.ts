import { describe, expect, test } from "vitest";
import { sequenceOf } from "../../../src/core/sequence.ts";
import { BayesMixture } from "../../../src/observer/bayes-mixture.ts";
import type { Member } from "../../../src/observer/member.ts";
import { observe } from "../../../src/observer/observer.ts";
import { observerMembers } from "../../../src/observer/observer-members.ts";
import { Sleep } from "../../../src/observer/sleep.ts";
import { uniformSymbols } from "./observer-known-sources.ts";

/** Two symbols; a member that pays what it is told of the symbols it is asked about, and counts them. */
class Told implements Member {
  readonly id = "told";
  asked = 0;
  dozed = 0;
  readonly #loss: (at: number) => number;
  readonly #copying: (end: number) => boolean;

  constructor(loss: (at: number) => number, copying: (end: number) => boolean = () => false) {
    this.#loss = loss;
    this.#copying = copying;
  }

  code(start: number, end: number, _segmentStart: number, _learn: boolean, out: Float64Array | null): void {
    this.asked += end - start;
    for (let i = start; i < end; i++) out![i - start] = this.#loss(i);
  }

  doze(start: number, end: number): boolean {
    this.dozed += end - start;
    return this.#copying(end);
  }

  distribution(at: number): Float64Array {
    const p = 2 ** -this.#loss(at);
    return Float64Array.of(p, 1 - p);
  }
}

/** Codes n symbols in calls of some length; all losses. */
function lossesOf(members: readonly Member[], n: number, call: number): Float64Array {
  const mixture = new BayesMixture(members, { expensive: [false, true], n });
  const losses = new Float64Array(n);
  for (let at = 0; at < n; at += call) {
    mixture.code(at, Math.min(n, at + call), 0, true, losses.subarray(at));
  }
  return losses;
}

const cheap = () => new Told(() => 1);

describe("sleep", () => {
  test("an expensive member that is no better sleeps but for samples", () => {
    const n = 100_000;
    const tired = new Told(() => 1.01);
    const losses = lossesOf([cheap(), tired], n, 4096);
    // 8192 symbols are watched, then 256 of 2048.
    const rounds = (n - 8192) / 2048;
    expect(tired.asked).toBeGreaterThan(8192 + 255 * rounds);
    expect(tired.asked).toBeLessThan(8192 + 257 * (rounds + 1));
    expect(tired.asked + tired.dozed).toBe(n);
    // While it sleeps it says what the cheap one says.
    expect(losses.subarray(8192 + 256, 8192 + 2048).every((loss) => Math.abs(loss - 1) < 1e-12)).toBe(true);
  });

  test("one that is better, or alone, or where nothing is paid, does not", () => {
    for (const [low, high] of [
      [1, 0.99],
      [0.001, 0.002],
    ] as const) {
      const member = new Told(() => high);
      lossesOf([new Told(() => low), member], 50_000, 4096);
      expect(member.asked).toBe(50_000);
    }
    const alone = new Sleep([true, true], 50_000);
    expect(alone.left).toBe(Number.POSITIVE_INFINITY);
  });

  test("it wakes when it does better on a sample, within a round", () => {
    const change = 50_000;
    const member = new Told((at) => (at < change ? 1.01 : 0.5));
    const losses = lossesOf([cheap(), member], 100_000, 4096);
    expect(member.asked).toBeGreaterThan(100_000 - change - 2048);
    // The weights have to turn by some 100 bits: 1.01 - 1 a symbol of those that it was asked.
    expect(losses.subarray(change + 3000).every((loss) => loss < 0.51)).toBe(true);
  });

  test("it wakes inside a copy", () => {
    const member = new Told(
      () => 1.01,
      (end) => end > 50_000,
    );
    lossesOf([cheap(), member], 60_000, 4096);
    const sooner = new Told(() => 1.01);
    lossesOf([cheap(), sooner], 60_000, 4096);
    expect(member.asked).toBeGreaterThan(sooner.asked + 5000);
  });

  test("calls of any length come to the same", () => {
    const make = () => [
      cheap(),
      new Told(
        (at) => 1.01 - ((at >> 14) & 1) * 0.4,
        (end) => end % 3 === 0,
      ),
    ];
    const whole = lossesOf(make(), 70_000, 70_000);
    for (const call of [1, 777, 4096]) expect(lossesOf(make(), 70_000, call)).toEqual(whole);
  });

  test("asleep, probabilities sum to 1 and are those that are paid", () => {
    const mixture = new BayesMixture([cheap(), new Told(() => 1.01)], {
      expensive: [false, true],
      n: 20_000,
    });
    mixture.code(0, 9000, 0, true, null);
    const law = mixture.distribution(9000, 0);
    expect(law[0]! + law[1]!).toBeCloseTo(1, 12);
    const losses = new Float64Array(1);
    mixture.code(9000, 9001, 0, true, losses);
    expect(losses[0]).toBeCloseTo(-Math.log2(law[0]!), 12);
  });

  test.each(["fast", "standard"] as const)("noise in lines costs the noise: %s", (profile) => {
    const n = 200_000;
    const noise = uniformSymbols(n, 256).symbols;
    const symbols = noise.map((symbol, i) => (i % 77 === 76 ? 10 : symbol));
    const { bits } = observe(sequenceOf(symbols, 256), observerMembers(profile));
    expect(bits / (8 * n * (76 / 77))).toBeLessThan(1.0025);
  });
});
