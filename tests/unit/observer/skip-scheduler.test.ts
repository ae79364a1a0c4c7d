import { describe, expect, test } from "vitest";
import { sequenceOf } from "../../../src/core/sequence.ts";
import { BayesMixture } from "../../../src/observer/bayes-mixture.ts";
import type { Member } from "../../../src/observer/member.ts";
import { observe } from "../../../src/observer/observer.ts";
import { observerMembers } from "../../../src/observer/observer-members.ts";
import { SkipScheduler } from "../../../src/observer/skip-scheduler.ts";
import { uniformSymbols } from "./observer-known-sources.ts";

/** Two symbols; a member with given losses, which counts the symbols that it codes and those that it only indexes. */
class FixedLossMember implements Member {
  readonly id = "told";
  coded = 0;
  indexed = 0;
  readonly #loss: (at: number) => number;
  readonly #copying: (end: number) => boolean;

  constructor(loss: (at: number) => number, copying: (end: number) => boolean = () => false) {
    this.#loss = loss;
    this.#copying = copying;
  }

  code(start: number, end: number, _segmentStart: number, _learn: boolean, out: Float64Array | null): void {
    this.coded += end - start;
    for (let i = start; i < end; i++) out![i - start] = this.#loss(i);
  }

  indexOnly(start: number, end: number): boolean {
    this.indexed += end - start;
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

const cheap = () => new FixedLossMember(() => 1);

describe("SkipScheduler", () => {
  test("an expensive member that is no better is evaluated only on samples", () => {
    const n = 100_000;
    const tired = new FixedLossMember(() => 1.01);
    const losses = lossesOf([cheap(), tired], n, 4096);
    // 8192 symbols are watched, then 256 of 2048.
    const rounds = (n - 8192) / 2048;
    expect(tired.coded).toBeGreaterThan(8192 + 255 * rounds);
    expect(tired.coded).toBeLessThan(8192 + 257 * (rounds + 1));
    expect(tired.coded + tired.indexed).toBe(n);
    // While it is skipped its probabilities are those of the cheap one.
    expect(losses.subarray(8192 + 256, 8192 + 2048).every((loss) => Math.abs(loss - 1) < 1e-12)).toBe(true);
  });

  test("one that is better, or alone, or where nothing is paid, is not skipped", () => {
    for (const [low, high] of [
      [1, 0.99],
      [0.001, 0.002],
    ] as const) {
      const member = new FixedLossMember(() => high);
      lossesOf([new FixedLossMember(() => low), member], 50_000, 4096);
      expect(member.coded).toBe(50_000);
    }
    const alone = new SkipScheduler([true, true], 50_000);
    expect(alone.remaining).toBe(Number.POSITIVE_INFINITY);
  });

  test("it is evaluated again once it does better on a sample, within a round", () => {
    const change = 50_000;
    const member = new FixedLossMember((at) => (at < change ? 1.01 : 0.5));
    const losses = lossesOf([cheap(), member], 100_000, 4096);
    expect(member.coded).toBeGreaterThan(100_000 - change - 2048);
    // The weights have to turn by some 100 bits: 1.01 - 1 a symbol of those that it was asked.
    expect(losses.subarray(change + 3000).every((loss) => loss < 0.51)).toBe(true);
  });

  test("it wakes inside a copy", () => {
    const member = new FixedLossMember(
      () => 1.01,
      (end) => end > 50_000,
    );
    lossesOf([cheap(), member], 60_000, 4096);
    const sooner = new FixedLossMember(() => 1.01);
    lossesOf([cheap(), sooner], 60_000, 4096);
    expect(member.coded).toBeGreaterThan(sooner.coded + 5000);
  });

  test("calls of any length give the same losses", () => {
    const make = () => [
      cheap(),
      new FixedLossMember(
        (at) => 1.01 - ((at >> 14) & 1) * 0.4,
        (end) => end % 3 === 0,
      ),
    ];
    const whole = lossesOf(make(), 70_000, 70_000);
    for (const call of [1, 777, 4096]) expect(lossesOf(make(), 70_000, call)).toEqual(whole);
  });

  test("while it is skipped, probabilities sum to 1 and are those that are paid", () => {
    const mixture = new BayesMixture([cheap(), new FixedLossMember(() => 1.01)], {
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
