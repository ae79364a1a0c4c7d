// @module-tag thorough
import { describe, expect, it } from "vitest";
import { Random } from "../../src/core/random.ts";
import { allocateSymbols, type SymbolSequence, sequenceOf } from "../../src/core/sequence.ts";
import { covarianceDecay, learningExponents } from "../../src/features/forecast/exponents.ts";
import { wilsonInterval } from "../../src/math/intervals.ts";
import { bindRecipe } from "../../src/sources/recipe.ts";
import {
  exactBeta,
  exactGamma,
  renewalExcess,
  renewalLaw,
  renewalNorms,
  treeNorm,
} from "../unit/features/forecast/exact-decays.ts";
import { complete, report } from "./campaign.ts";

/**
 * 95 % intervals of beta, gamma and alpha hold the exponents of exact norms and gains over the same range in 95 % of all
 * runs that have one, to within binomial error. A chance of one in a hundred thousand is left to each bound. Seeds and bounds
 * were fixed before the first run. MESOSCOPE_CALIBRATE=1 runs the campaign.
 */
const firstSeed = 20_290_000;
const runs = 20;
const n = 1_000_000;
const quantile = 4.3;
const nowhere = { file: () => Promise.reject(), corpus: () => Promise.reject() };

async function drawn(recipe: string, seed: number): Promise<SymbolSequence> {
  const source = await bindRecipe(recipe, nowhere);
  const symbols = allocateSymbols(n, source.alphabetSize);
  source.open(Random.fromSeed(seed)).fill(symbols);
  return sequenceOf(symbols, source.alphabetSize);
}

type Found = { status: "ok"; lower95: number; upper95: number } | { status: "undefined" };

class Coverage {
  #asked = 0;
  #held = 0;

  add(found: Found, exact: () => number): void {
    if (found.status !== "ok") return;
    const value = exact();
    this.#asked++;
    if (found.lower95 <= value && value <= found.upper95) this.#held++;
  }

  check(name: string): void {
    report(name, { runs, defined: this.#asked, held: this.#held });
    expect(wilsonInterval(this.#held, this.#asked, quantile)[1]).toBeGreaterThanOrEqual(0.95);
  }
}

const seeds = Array.from({ length: runs }, (_, run) => firstSeed + run);

describe.runIf(complete)("intervals of learning exponents", () => {
  it.for([2.05, 2.1, 2.2])("renewals, a = %d", { timeout: 3_600_000 }, async (a) => {
    const norms = renewalNorms(renewalLaw(a), 1024);
    const excess = renewalExcess(renewalLaw(a), 128);
    const [beta, gamma, alpha] = [new Coverage(), new Coverage(), new Coverage()];
    for (const seed of seeds) {
      const { covariance, context, scaling } = learningExponents(
        await drawn(`renewal-zeta(a=${a})`, seed),
        Random.fromSeed(seed),
      );
      const exactly = {
        beta: () => exactBeta((distance) => norms[distance]!, covariance),
        gamma: () => exactGamma(excess, context),
      };
      beta.add(covariance.exponent, exactly.beta);
      gamma.add(context.exponent, exactly.gamma);
      alpha.add(scaling, () => exactly.gamma() / (2 * exactly.beta()));
    }
    beta.check(`beta, renewals, a = ${a}`);
    gamma.check(`gamma, renewals, a = ${a}`);
    alpha.check(`alpha, renewals, a = ${a}`);
  });

  it.for([0.05, 0.1, 0.15])("trees, flip = %d", { timeout: 3_600_000 }, async (flip) => {
    const beta = new Coverage();
    for (const seed of seeds) {
      const { outcome, points } = covarianceDecay(
        await drawn(`broadcast-tree(flip=${flip}, depth=14)`, seed),
        Random.fromSeed(seed),
      );
      beta.add(outcome, () =>
        exactBeta((distance) => treeNorm(flip, 14, distance), { exponent: outcome, points }),
      );
    }
    beta.check(`beta, trees, flip = ${flip}`);
  });
});
