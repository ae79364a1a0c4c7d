import { createHash } from "node:crypto";
import { InputError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { Learner } from "../../learners/exchange.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { halfwayOf } from "./halfway.ts";
import { closeFactor, type Jump, type JumpLaw, measuredJump, predictedJumps } from "./jump-law.ts";
import type { PanelEntry } from "./panel.ts";
import { questionOf } from "./question.ts";
import type { JumpPrediction, JumpSize, Jumps } from "./schema.ts";

/** Draws of each size. */
const replicates = 3;
/** Short blocks: a learner that goes on learning as it reads must not find a small structure in the block that is priced. */
const shape = { length: 128, asked: 24 };
/** Sizes that the law is fitted to. */
const smallSizes = 2;
/** The search for a predicted N50 goes on to this multiple of the largest size, so that a late jump is measured, too. */
const beyond = 2;
/** Symbols at which the first search begins. */
const firstGuess = 1024;

/** Whose jumps are predicted, and of what. */
interface JumpsRequest {
  readonly learner: Learner;
  /** most symbols for a prediction */
  readonly size: number;
  readonly seed: number;
  readonly entries: readonly PanelEntry[];
}

/** One size of a structure: the recipe is that of its first draw. */
type Size = Pick<JumpSize, "recipe" | "unknowns">;
/** N50 of its draws up to the first fault, which ends them. */
type Draws = Pick<JumpSize, "n50s" | "fault">;
type Measure = (entry: PanelEntry, i: number, most: number, guess: number) => Promise<Draws>;

/** What is known of a structure before its larger sizes are measured. */
interface Fitted {
  readonly entry: PanelEntry;
  readonly unknownsAre: string;
  readonly small: readonly JumpSize[];
  readonly large: readonly Size[];
  readonly law?: JumpLaw;
  readonly jumps?: readonly Jump[];
  readonly fault: string | null;
}

/**
 * Measures two small sizes of each structure, predicts N50 of its larger ones, and then measures these.
 *
 * @param predicted called once with the predictions and their hash, before any larger size is drawn
 * @throws InputError with the learner's fault if it never gives an answer; any other fault is in the row of its structure
 * Cost: some 80 requests for each structure, each of up to twice the largest size.
 */
export async function predictJumps(
  { learner, size, seed, entries }: JumpsRequest,
  predicted: (text: string) => void,
  progress: (finished: number, total: number) => void,
): Promise<Jumps> {
  let finished = 0;
  const total = entries.reduce((sum, { family }) => sum + replicates * family.sizes.length, 0);
  const measure: Measure = async (entry, i, most, guess) => {
    const n50s: number[] = [];
    for (let draw = replicates * seed; n50s.length < replicates; draw++) {
      const recipe = entry.family.recipe(entry.family.sizes[i]!, draw);
      const question = await questionOf(entry, recipe, most, draw, shape);
      const found = await halfwayOf(learner, question, draw, most, n50s.at(-1) ?? guess);
      progress(++finished, total);
      if ("fault" in found) return { n50s, fault: found.fault };
      n50s.push(found.n50);
    }
    return { n50s, fault: null };
  };
  const fits: Fitted[] = [];
  for (const entry of entries) fits.push(await fitted(entry, seed, size, measure));
  requireAnswer(fits);
  const predictions = fits.flatMap(predictionsOf);
  const text = JSON.stringify(predictions);
  const sha256 = createHash("sha256").update(text).digest("hex");
  predicted(`${text}\nsha256 ${sha256}\n`);
  const structures: Jumps["structures"] = [];
  for (const { entry, unknownsAre, small, large, law, jumps, fault } of fits) {
    const sizes: JumpSize[] = [...small];
    for (const [i, about] of large.entries()) {
      const jump = jumps?.[i] ?? null;
      if (jump !== null && jump.n50 <= size)
        sizes.push(
          sizeWith(about, await measure(entry, smallSizes + i, beyond * size, jump.n50), jump, true),
        );
      else {
        const reason = jump === null ? fault : `not measured: predicted beyond ${size} symbols`;
        sizes.push(sizeWith(about, { n50s: [], fault: reason }, jump));
      }
    }
    const { startUp = null, perUnknown = null } = law ?? {};
    structures.push({ id: entry.id, unknownsAre, startUp, perUnknown, fault, sizes });
  }
  const asked = structures.flatMap(({ sizes }) => sizes.slice(smallSizes));
  const countOf = (is: (size: JumpSize) => boolean) => asked.filter(is).length;
  const counts = {
    sizes: asked.length,
    predicted: countOf(({ held }) => held !== null),
    measured: countOf(({ ratio }) => ratio !== null),
    close: countOf(({ ratio }) => ratio !== null && Math.abs(Math.log(ratio)) <= Math.log(closeFactor)),
    held: countOf(({ held }) => held === true),
  };
  return { law: "N50 = m0 + c T", predictions, sha256, structures, counts };
}

/** Measures the small sizes; a fault of one is that of the structure. */
async function fitted(entry: PanelEntry, seed: number, size: number, measure: Measure): Promise<Fitted> {
  const { sizes, recipe } = entry.family;
  const all: Size[] = [];
  let unknownsAre = "";
  for (const one of sizes) {
    const source = await bindRecipe(recipe(one, replicates * seed));
    const unknowns = source.unknowns?.();
    if (unknowns?.status !== "exact")
      throw new RangeError(`${source.recipe} does not say what there is to know`);
    unknownsAre = unknowns.route;
    all.push({ recipe: source.recipe, unknowns: unknowns.value });
  }
  const small: JumpSize[] = [];
  let [guess, fault]: [number, string | null] = [firstGuess, null];
  for (const [i, about] of all.slice(0, smallSizes).entries()) {
    const draws: Draws = fault === null ? await measure(entry, i, size, guess) : { n50s: [], fault };
    small.push(sizeWith(about, draws, null));
    [guess, fault] = [draws.n50s.at(-1) ?? guess, draws.fault];
  }
  const rest = { entry, unknownsAre, small, large: all.slice(smallSizes), fault };
  if (fault !== null) return rest;
  const random = Random.fromSeed(seed).fork("jumps").fork(entry.id);
  const T = rest.large.map(({ unknowns }) => unknowns);
  return { ...rest, ...predictedJumps([small[0]!, small[1]!], T, random) };
}

/** A learner that cannot be run at all has no rows. */
function requireAnswer(fits: readonly Fitted[]): void {
  const faults = new Set(fits.map(({ fault, small }) => (small[0]!.n50s.length > 0 ? null : fault)));
  const [only] = faults;
  if (faults.size === 1 && typeof only === "string" && only.startsWith("learner "))
    throw new InputError(only);
}

const predictionsOf = ({ entry: { id }, large, jumps = [] }: Fitted): JumpPrediction[] =>
  jumps.map((jump, i) => ({ id, ...large[i]!, ...jump }));

/** @param isAsked whether the draws are those of a predicted size */
function sizeWith(about: Size, { n50s, fault }: Draws, predicted: Jump | null, isAsked = false): JumpSize {
  const measured = fault === null ? measuredJump(n50s) : null;
  const rest = { ...about, n50s, measured, predicted, fault };
  if (predicted === null || !isAsked) return { ...rest, ratio: null, held: null };
  if (measured === null) return { ...rest, ratio: null, held: false };
  const { n50 } = measured;
  return {
    ...rest,
    ratio: n50 / predicted.n50,
    held: predicted.lower80 <= n50 && n50 <= predicted.upper80,
  };
}
