// @module-tag thorough
import { beforeAll, describe, expect, it } from "vitest";
import type { Symbols } from "../../src/core/sequence.ts";
import type { BoundSource } from "../../src/core/source.ts";
import type { GroundTruth, Truth } from "../../src/core/truth.ts";
import { blockEntropies, processBounds } from "../../src/exact/block-entropies.ts";
import { bind, take } from "../unit/sources/support.ts";
import { oneOf } from "../whole.ts";
import { nameOf, type Row, recipes, rows } from "./ground-truth-cases.ts";

/** How far a vector of hidden Markov kind may be off: its own gap, which E collects once a symbol. */
function tolerances({ how, h_gap = 0, certified_digits }: Row): { h: number; E: number } {
  if (certified_digits === "closed form") return { h: 1e-9, E: 1e-9 };
  const depth = Number(/at k=(\d+)/.exec(how)?.[1] ?? 0);
  const h = certified_digits.startsWith("closed form h") ? 1e-9 : h_gap + 1e-9;
  return { h, E: 1e-6 + depth * h_gap };
}

function expectTruth(truth: Truth | undefined, value: number | string | null, tolerance: number): void {
  if (value === null) return;
  if (typeof value === "string" && /^\d+ bits$/.test(value)) return expectTruth(truth, Number.parseInt(value, 10), 0);
  if (typeof value === "string") {
    // Infinite by the vectors: never a number here.
    expect(["infinite", "unknown"]).toContain(truth?.status);
    return;
  }
  if (truth?.status === "bounds") {
    expect(value + tolerance).toBeGreaterThanOrEqual(truth.lower);
    expect(value - tolerance).toBeLessThanOrEqual(truth.upper);
    return;
  }
  if (truth?.status !== "exact") throw new Error(`expected a value, got ${JSON.stringify(truth)}`);
  // Its own claim: a relative error below 10^-digits.
  const claimed = value === 0 ? 0 : Math.abs(value) * 10 ** -truth.digits;
  expect(Math.abs(truth.value - value)).toBeLessThanOrEqual(tolerance + claimed);
}

/** Rows whose E converges too slowly for six digits: bounds are stated. */
const boundsOnly = /^(mess3|gilbert-elliott|eca-spatial)/;
/** Rows with a test of their own below or with the source. */
const apart = [
  "de-bruijn-cycle | n=16, A=2",
  "digits-of-pi | base 2/10/256",
  "mix:shannon-ladder | order-k surrogate of a text",
  "iid-zeta | s=1.1", // drawn given k <= 65536: tests/unit/sources/noise puts the tail back
  "iid-zeta | s=1.5",
  "iid-zeta | s=2.0",
  "broadcast-tree (Lin-Tegmark grammar) | binary, flip q=0.1, depth n",
  "mix:window-shuffle | permute inside windows of w symbols", // no figures: tests/unit/sources/surrogates/shuffles
  "mix:euler-shuffle | uniform random sequence with the same k-gram counts",
  "santa-fe | beta=0.5 (K zeta(2.0))", // cut off: tests/unit/sources/middle/power-laws puts the tails back
  "santa-fe | beta=0.8 (K zeta(1.25))",
  "pitman-yor (iid labels, continuous base) | d=0.5, theta=10.0",
  "pitman-yor (iid labels, continuous base) | d=0.8, theta=10.0",
];

it("uses every row of the vectors", () => {
  const names = rows.map(nameOf);
  const known = new Set([...Object.keys(recipes), ...apart]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !names.includes(name))).toEqual([]);
});

const stated = rows.filter((row) => nameOf(row) in recipes).map((row) => [nameOf(row), row] as const);
describe.each(oneOf(4, stated))(
  "%s",
  (name, row) => {
    const recipe = recipes[name] as string;
    const tolerance = tolerances(row);
    let source: BoundSource;
    let truth: GroundTruth;
    beforeAll(async () => {
      source = await bind(recipe);
      truth = source.truth();
    });

    it("has the stated h, E and C_mu", () => {
      if (!name.startsWith("mix:full-shuffle")) expectTruth(truth.entropyRate, row.h, tolerance.h);
      expectTruth(truth.excessEntropy, row.E, tolerance.E);
      expectTruth(truth.statisticalComplexity, row.Cmu, 1e-9);
      if (typeof row.E === "number" && !boundsOnly.test(name)) {
        expect(truth.excessEntropy?.status).toBe("exact");
      }
    });

    it("has a machine that agrees, where there is one", () => {
      const machine = source.machine?.();
      if (machine === undefined || machine.alphabetSize > 300) return;
      // A truth that came from the bounds that it is compared with would only repeat itself.
      const others = (["entropyRate", "excessEntropy"] as const).filter((quantity) => {
        const known = truth[quantity];
        return known?.status === "exact" && !known.route.includes("depth");
      });
      // The recursion on beliefs knows nothing of the closed forms.
      const bounds =
        others.length > 0 ? processBounds(machine, { depth: 400, beliefs: 4096, work: 3_000_000 }) : undefined;
      for (const quantity of others) {
        const known = truth[quantity] as Truth & { status: "exact" };
        const { lower, upper } = bounds![quantity];
        const doubt = Math.abs(known.value) * 10 ** -known.digits + 1e-12;
        expect(known.value).toBeGreaterThanOrEqual(lower - doubt);
        expect(known.value).toBeLessThanOrEqual(upper + doubt);
      }
      if (row.Hk === undefined) return;
      // Beyond 9 symbols of mess3, or 13 of some automata, there are more beliefs than the recursion holds.
      const most = name.startsWith("mess3") ? 9 : row.source === "eca-spatial" ? 13 : row.Hk.length;
      const Hk = row.Hk.slice(0, most);
      const entropies = blockEntropies(machine, Hk.length);
      expect(entropies.length).toBe(Hk.length);
      Hk.forEach((value, k) => {
        expect(entropies[k]).toBeCloseTo(value, 9);
      });
    });
  },
);

/** Entropies of the blocks of a binary word read as a circle, by counting. */
function circularEntropies(word: Symbols, longest: number): number[] {
  const n = word.length;
  return Array.from({ length: longest }, (_, k) => {
    const counts = new Uint32Array(2 ** (k + 1));
    for (let i = 0, block = 0; i < n + k; i++) {
      block = (2 * block + (word[i % n] as number)) % counts.length;
      if (i >= k) counts[block] = (counts[block] as number) + 1;
    }
    return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / n) * Math.log2(count / n)), 0);
  });
}

it("de-bruijn-cycle n=16: E = C_mu = 16, and H(k) of the circle", async () => {
  const row = rows.find((candidate) => nameOf(candidate) === apart[0]) as Row;
  const source = await bind("de-bruijn(order=16)");
  expectTruth(source.truth().entropyRate, 0, 0);
  expectTruth(source.truth().excessEntropy, row.E, 1e-12);
  expectTruth(source.truth().statisticalComplexity, row.Cmu, 1e-12);
  const Hk = row.Hk as readonly number[];
  circularEntropies(take(source, 65_536), Hk.length).forEach((value, k) => {
    expect(value).toBeCloseTo(Hk[k] as number, 9);
  });
});

it("digits-of-pi: what is only believed stays between bounds", async () => {
  const row = rows.find((candidate) => nameOf(candidate) === apart[1]) as Row;
  const { entropyRate, excessEntropy } = (await bind("pi(base=2)")).truth();
  expect(entropyRate).toMatchObject({ status: "bounds", lower: 0, upper: row.h });
  expect(excessEntropy?.status).toBe("unknown");
});

it("broadcast-tree: entropies of the leaves of depth 1 to 4", async () => {
  const row = rows.find(({ source }) => source.startsWith("broadcast-tree")) as Row;
  for (const [index, entropy] of (row.H_leaves_n1to4 as readonly number[]).entries()) {
    const depth = index + 1;
    const { entropyRate } = (await bind(`broadcast-tree(flip=0.1, depth=${depth})`)).truth();
    expectTruth(entropyRate, entropy / 2 ** depth, 1e-9);
    expect(entropyRate?.status).toBe("exact");
  }
});
