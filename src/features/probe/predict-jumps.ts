import { createHash } from "node:crypto";
import { InputError } from "../../core/errors.ts";
import { Random } from "../../core/random.ts";
import type { Learner } from "../../learners/exchange.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { type Halfway, halfwayOf } from "./halfway.ts";
import { closeFactor, type JumpLaw, type PredictedJump, predictedJumps } from "./jump-law.ts";
import type { PanelEntry } from "./panel.ts";
import { questionOf } from "./question.ts";
import type { JumpPrediction, JumpSize, Jumps } from "./schema.ts";

/** Draws of each of the two small sizes; a larger one is measured once. */
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

/** What is known of a structure before its larger sizes are measured. */
interface Fitted {
  readonly entry: PanelEntry;
  readonly unknownsAre: string;
  readonly small: readonly JumpSize[];
  readonly large: readonly { readonly recipe: string; readonly unknowns: number }[];
  readonly law?: JumpLaw;
  readonly jumps?: readonly PredictedJump[];
  readonly fault: string | null;
}

/**
 * Measures two small sizes of each structure, predicts N50 of its larger ones, and then measures these.
 *
 * @param predicted called once with the predictions and their hash, before any larger size is drawn
 * @throws InputError with the learner's fault if it never gives an answer; any other fault is in the row of its structure
 * Cost: some 40 requests for each structure, each of up to twice the largest size.
 */
export async function predictJumps(
  { learner, size, seed, entries }: JumpsRequest,
  predicted: (text: string) => void,
  progress: (finished: number, total: number) => void,
): Promise<Jumps> {
  let finished = 0;
  const total = entries.reduce(
    (sum, { family }) => sum + smallSizes * (replicates - 1) + family.sizes.length,
    0,
  );
  const measure = async (entry: PanelEntry, recipe: string, draw: number, most: number, guess: number) => {
    const question = await questionOf(entry, recipe, most, draw, shape);
    const found = await halfwayOf(learner, question, draw, most, guess);
    progress(++finished, total);
    return found;
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
      const isAsked = jump !== null && jump.n50 <= size;
      const late = jump === null ? fault : `not measured: predicted beyond ${size} symbols`;
      sizes.push(
        isAsked
          ? compared(
              about,
              jump,
              await measure(entry, about.recipe, replicates * seed, beyond * size, jump.n50),
            )
          : { ...about, n50s: [], predicted: jump, fault: late, ratio: null, held: null },
      );
    }
    const { startUp = null, perUnknown = null } = law ?? {};
    structures.push({ id: entry.id, unknownsAre, startUp, perUnknown, fault, sizes });
  }
  const asked = structures.flatMap(({ sizes }) => sizes.slice(smallSizes));
  const counts = {
    sizes: asked.length,
    predicted: asked.filter(({ held }) => held !== null).length,
    measured: asked.filter(({ ratio }) => ratio !== null).length,
    close: asked.filter(({ ratio }) => ratio !== null && Math.abs(Math.log(ratio)) <= Math.log(closeFactor))
      .length,
    held: asked.filter(({ held }) => held === true).length,
  };
  return { law: "N50 = m0 + c T", predictions, sha256, structures, counts };
}

type Measure = (
  entry: PanelEntry,
  recipe: string,
  draw: number,
  most: number,
  guess: number,
) => Promise<Halfway>;

/** Measures the small sizes; the first fault ends that. */
async function fitted(entry: PanelEntry, seed: number, size: number, measure: Measure): Promise<Fitted> {
  const { sizes, recipe } = entry.family;
  const small: JumpSize[] = [];
  const about: { recipe: string; unknowns: number }[] = [];
  let unknownsAre = "";
  for (const one of sizes) {
    const source = await bindRecipe(recipe(one, replicates * seed));
    const unknowns = source.unknowns?.();
    if (unknowns?.status !== "exact")
      throw new RangeError(`${source.recipe} does not say what there is to know`);
    unknownsAre = unknowns.route;
    about.push({ recipe: source.recipe, unknowns: unknowns.value });
  }
  let [guess, fault]: [number, string | null] = [firstGuess, null];
  for (let i = 0; i < smallSizes; i++) {
    const n50s: number[] = [];
    for (let r = 0; r < replicates && fault === null; r++) {
      const draw = replicates * seed + r;
      const found = await measure(entry, recipe(sizes[i]!, draw), draw, size, guess);
      if ("fault" in found) fault = found.fault;
      else {
        guess = found.n50;
        n50s.push(guess);
      }
    }
    small.push({ ...about[i]!, n50s, predicted: null, fault, ratio: null, held: null });
  }
  const large = about.slice(smallSizes);
  const rest = { entry, unknownsAre, small, large, fault };
  if (fault !== null) return rest;
  const random = Random.fromSeed(seed).fork("jumps").fork(entry.id);
  const T = large.map(({ unknowns }) => unknowns);
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

function compared(
  about: { recipe: string; unknowns: number },
  predicted: PredictedJump,
  found: Halfway,
): JumpSize {
  if ("fault" in found)
    return { ...about, n50s: [], predicted, fault: found.fault, ratio: null, held: false };
  const { n50 } = found;
  const held = predicted.lower80 <= n50 && n50 <= predicted.upper80;
  return { ...about, n50s: [n50], predicted, fault: null, ratio: n50 / predicted.n50, held };
}
