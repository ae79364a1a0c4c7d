import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.ts";
import { BayesMixture, mixtureOf } from "../../../src/observer/bayes-mixture.ts";
import type { Member } from "../../../src/observer/member.ts";
import { contextTreeWeighting } from "../../../src/observer/members/context-tree-weighting.ts";
import { rawCode } from "../../../src/observer/members/raw-code.ts";
import { repeatExpert } from "../../../src/observer/members/repeat-expert.ts";
import { randomPeriod, realise, uniformSymbols } from "./observer-known-sources.ts";

/** A member that charges what it is told. */
function told(losses: readonly number[]): Member {
  return {
    id: "told",
    code(start, end, _segmentStart, _learn, out) {
      for (let i = start; i < end; i++) out![i - start] = losses[i]!;
    },
    distribution: (at) => Float64Array.of(2 ** -losses[at]!, 1 - 2 ** -losses[at]!),
  };
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe("Bayes mixture", () => {
  test("two members by hand", () => {
    const mixture = new BayesMixture([told([1, 2, 3]), told([2, 2, 1])]);
    const losses = new Float64Array(3);
    mixture.code(0, 3, 0, true, losses);
    // Means of 2^-total: (1/2 + 1/4)/2 = 3/8, (1/8 + 1/16)/2 = 3/32, (1/64 + 1/32)/2 = 3/128.
    expect(losses[0]).toBeCloseTo(-Math.log2(3 / 8), 12);
    expect(losses[1]).toBeCloseTo(2, 12);
    expect(losses[2]).toBeCloseTo(2, 12);
    expect(mixture.weights[0]).toBeCloseTo(1 / 3, 12);
    expect(mixture.weights[1]).toBeCloseTo(2 / 3, 12);
    expect([...mixture.totals]).toEqual([6, 5]);
  });

  test("prior bits weigh a member before anything is seen", () => {
    const mixture = new BayesMixture([told([1, 2]), told([2, 2]), told([1, 1])], { priorBits: [0, 0, 1] });
    // 2/5, 2/5 and 1/5.
    expect([...mixture.weights]).toEqual([
      expect.closeTo(0.4, 12),
      expect.closeTo(0.4, 12),
      expect.closeTo(0.2, 12),
    ]);
    const losses = new Float64Array(2);
    mixture.code(0, 2, 0, true, losses);
    expect(losses[0]).toBeCloseTo(-Math.log2(0.4 / 2 + 0.4 / 4 + 0.2 / 2), 12);
    expect(mixture.weights[2]).toBeCloseTo(0.2 / 4 / (0.4 / 8 + 0.4 / 16 + 0.2 / 4), 12);
  });

  test("where one member is all there is, the same to the bit as where others are near", () => {
    const random = Random.fromSeed(4);
    const n = 20_000;
    const draw = (least: number) => Array.from({ length: n }, () => least + random.uniform());
    const paid = [draw(3), draw(0.01), draw(2), draw(0.5)];
    // Near the best of them, then far from it, then near once more.
    for (let i = 8000; i < 9000; i++) paid[1]![i]! += 20;
    const calls = (mixture: BayesMixture, step: number) => {
      const losses = new Float64Array(n);
      const leaders = new Uint8Array(n);
      mixture.noteLeaders(leaders);
      for (let at = 0; at < n; at += step)
        mixture.code(at, Math.min(n, at + step), 0, true, losses.subarray(at));
      return { losses, leaders, weights: mixture.weights, totals: mixture.totals };
    };
    const mixture = calls(new BayesMixture(paid.map(told)), 4096);
    const one = calls(new BayesMixture(paid.map(told)), 1);
    const logWeights = new Float64Array(4).fill(-2);
    for (let i = 0; i < n; i++) {
      const likely = paid.map((own, k) => logWeights[k]! - own[i]!);
      const best = Math.max(...likely);
      const far = likely.map((_, k) => best - logWeights[k]! + paid[k]![i]!);
      const mass = far.reduce(
        (all, bits) => all + (bits === 0 ? 1 : bits < 64 ? Math.exp(-bits * Math.LN2) : 0),
        0,
      );
      const loss = mass === 1 ? -best : -best - Math.log2(mass);
      if (mixture.losses[i] !== loss || mixture.leaders[i] !== likely.indexOf(best)) expect(i).toBe(n);
      for (let k = 0; k < 4; k++) logWeights[k]! += loss - paid[k]![i]!;
    }
    expect(mixture).toEqual(one);
    const frozen = new BayesMixture(paid.map(told));
    frozen.code(0, 12_000, 0, true, null);
    const [whole, piece] = [new Float64Array(4096), new Float64Array(1)];
    frozen.code(12_000, 16_096, 0, false, whole);
    for (let i = 0; i < 4096; i++) {
      frozen.code(12_000 + i, 12_001 + i, 0, false, piece);
      if (piece[0] !== whole[i]) expect(i).toBe(4096);
    }
  });

  test("its total is the mean of the members' probabilities, however far apart they were", () => {
    const random = Random.fromSeed(1);
    // The first member leads by 5 000 bits, then the second catches up and wins by 10: no weight may be lost.
    const n = 20_000;
    const first = Array.from({ length: n }, (_, i) => (i < n / 2 ? 0.5 : 1) + random.uniform() / 8);
    const second = Array.from({ length: n }, (_, i) => (i < n / 2 ? 1 : 0.5) + random.uniform() / 8);
    const gap = sum(first) - sum(second);
    second[n - 1]! += gap - 10;
    const mixture = new BayesMixture([told(first), told(second), told(new Array(n).fill(2))]);
    const losses = new Float64Array(n);
    mixture.code(0, n, 0, true, losses);
    const best = sum(second);
    const exact = best + Math.log2(3) - Math.log2(1 + 2 ** (best - sum(first)));
    expect(Math.abs(sum(losses) - exact)).toBeLessThan(1e-6);
    expect(mixture.weights[1]).toBeCloseTo(1 / (1 + 2 ** -10), 9);
    expect(sum(mixture.weights)).toBeCloseTo(1, 9);
  });

  test.each([
    ["thue-morse", 2],
    ["even(p=0.5)", 2],
    ["zipf(alphabet=40)", 40],
    ["replace(periodic(word=00101), eps=0.1)", 2],
  ])("at most log2 K above the best member at every length: %s", async (recipe, size) => {
    const n = 20_000;
    const { symbols } = await realise(recipe, n);
    const definitions = [rawCode, contextTreeWeighting, repeatExpert];
    const losses = new Float64Array(n);
    mixtureOf(definitions).open(symbols, size).code(0, n, 0, true, losses);
    const alone = definitions.map((definition) => {
      const own = new Float64Array(n);
      definition.open(symbols, size).code(0, n, 0, true, own);
      return own;
    });
    const totals = new Float64Array(4);
    let most = 0;
    for (let i = 0; i < n; i++) {
      totals[3]! += losses[i]!;
      for (let k = 0; k < 3; k++) totals[k]! += alone[k]![i]!;
      const best = Math.min(totals[0]!, totals[1]!, totals[2]!);
      most = Math.max(most, totals[3]! - best);
    }
    expect(most).toBeLessThanOrEqual(Math.log2(3) + 1e-7);
  });

  test("frozen weights stay, and code with learning off is the posterior mean", async () => {
    const { symbols } = randomPeriod(6000, 700);
    const mixture = mixtureOf([rawCode, repeatExpert]).open(symbols, 2) as BayesMixture;
    mixture.code(0, 720, 0, true, null);
    const before = mixture.weights;
    const losses = new Float64Array(5280);
    mixture.code(720, 6000, 0, false, losses);
    expect(mixture.weights).toEqual(before);
    const again = new Float64Array(1);
    mixture.code(720, 721, 0, false, again);
    expect(again[0]).toBeCloseTo(losses[0]!, 12);
  });

  test("one member alone is itself", () => {
    const { symbols, ideal } = uniformSymbols(10_000, 10);
    const losses = new Float64Array(10_000);
    mixtureOf([rawCode]).open(symbols, 10).code(0, 10_000, 0, true, losses);
    expect(sum(losses)).toBeCloseTo(ideal, 6);
  });

  test("its header is those of its members, and it closes all of them", () => {
    let closed = 0;
    const close = () => void closed++;
    const members = [
      { ...told([1]), headerBits: 5, close },
      told([1]),
      { ...told([1]), headerBits: 7, close },
    ];
    const mixture = new BayesMixture(members);
    expect(mixture.headerBits).toBe(12);
    mixture.close();
    expect(closed).toBe(2);
  });

  test("where nobody asks for losses members are told what was read, but for those that sleep", () => {
    const calls: unknown[] = [];
    const heard = (name: string, loss: number): Member => ({
      ...told([]),
      code(start, end, segmentStart, learn, losses) {
        calls.push([name, start, end, segmentStart, learn, losses === null]);
        losses?.fill(loss, 0, end - start);
      },
      distribution: () => Float64Array.of(loss === 1 ? 0.5 : 0.25, loss === 1 ? 0.5 : 0.75),
    });
    const mixture = new BayesMixture([heard("cheap", 1), heard("expensive", 1.5)], {
      ...{ expensive: [false, true], n: 40_000 },
    });
    const asked = () => {
      calls.length = 0;
      mixture.code(7, 9, 3, false, null);
      return [...calls];
    };
    const call = (name: string) => [name, 7, 9, 3, false, true];
    expect(asked()).toEqual([call("cheap"), call("expensive")]);
    expect([...mixture.distribution(0, 0)]).toEqual([0.375, 0.625]);
    // Watched, listened to, and then asleep.
    mixture.code(0, 8192 + 256, 0, true, null);
    expect(asked()).toEqual([call("cheap")]);
    const law = mixture.distribution(0, 0);
    expect([law[0], law[1]]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
  });

  test("leaders are noted of what is learned, by their places among all members", () => {
    const losses = [9, 1, 2].map((loss, k) =>
      Array.from({ length: 40 }, (_, i) => (k === 2 && i > 20 ? 0.01 : loss)),
    );
    const mixture = new BayesMixture(losses.map(told));
    const leaders = new Uint8Array(40).fill(99);
    mixture.noteLeaders(leaders);
    mixture.code(0, 10, 0, false, new Float64Array(10));
    expect(leaders.every((one) => one === 99)).toBe(true);
    mixture.code(0, 30, 0, true, null);
    // The third is 21 bits behind, and comes up .99 a symbol.
    expect([...leaders.subarray(0, 30)]).toEqual(Array(30).fill(1));
    mixture.noteLeaders(null);
    mixture.code(30, 40, 0, true, null);
    expect([...leaders.subarray(30)]).toEqual(Array(10).fill(99));
    const behind = new BayesMixture(
      [
        [2, 2, 2],
        [2, 1, 3],
        [3, 1, 0.5],
      ].map(told),
    );
    const own = new Uint8Array(3);
    behind.noteLeaders(own);
    behind.code(0, 3, 0, true, null);
    // The first of those that are as likely: 2 2 3, 4 3 4, 6 6 4.5 bits.
    expect([...own]).toEqual([0, 1, 2]);
  });
});
