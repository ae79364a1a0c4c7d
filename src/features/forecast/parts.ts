import { confidenceLevel } from "../../core/constants.ts";
import { InputError } from "../../core/errors.ts";
import { type CurvePart, codeLengthOf } from "../../observer/curves/exchangeable-curve.ts";
import { exactBits, type PositionParts, partsOfInput } from "../../observer/curves/position-parts.ts";
import type { LoadedInput } from "../../run/loaded-input.ts";
import { type Experience, type ForecastLaw, type LawKind, learnLaw, recordParts, textParts } from "./law.ts";
import { expectationsOf, expectLosses, mappedRange, type Range } from "./losses.ts";
import { fewestBlocks, type LearnedSample, type UndefinedSample, undefinedSample } from "./sample.ts";
import type { ForecastPart } from "./schema.ts";
import { curveTraits, type SampleTraits } from "./traits.ts";

/** Prior knowledge about parts. */
export interface KnownParts {
  /** bits a symbol of each part for a learner that knows the source; missing parts are unknown */
  readonly exact: ReadonlyMap<string, number>;
  /** how losses of parts continued in other samples, none of them of the source to forecast */
  readonly experience: readonly Experience[];
  /** the form of their law */
  readonly kind: LawKind;
}

/** Traits of a part, and the share of its cost that can still be learned. */
type PartTraits = SampleTraits & { readonly open: number };

/** Fewer positions, or fewer blocks, give no curve. */
const fewestPlaces = 500;
/** Bits a symbol of a part: a smaller cost counts as 0, since its decrease is chance. */
const leastLoss = 1 / 1000;
/** Sizes on a part's curve, in octaves below the sample. */
const octaves = 6;

/**
 * Forecasts each part of a sequence as the whole is forecast, from parts of other samples: its curve is the cost at its
 * positions, per symbol of the whole, so that shares may vary as blocks do and the costs of parts sum to the whole.
 *
 * @param factors k, each above 1
 * Cost: some fifty milliseconds.
 */
export function forecastParts(
  { curve, traits }: Pick<LearnedSample, "curve" | "traits">,
  factors: readonly number[],
  { exact, experience, kind }: KnownParts,
): ForecastPart[] {
  const law = learnLaw(experience, kind);
  const open = openShare(curve.parts, traits, exact);
  return curve.parts.map((part) => {
    const own = partTraits(part, traits, exact.get(part.name));
    return {
      name: part.name,
      share: codeLengthOf(part.places, traits.n) / traits.n,
      exact: exact.get(part.name) ?? null,
      curve: partCurve(part, traits.n),
      outcome:
        own.status !== "ok"
          ? own
          : open > mostOpen
            ? undefinedSample(openReason(open))
            : expected(part, own.traits, law, factors),
    };
  });
}

/**
 * Share of the cost that a learner who knows the source would not pay. Above it the rule of the source may still be found at
 * any time, and then everything changes at once: the cost of each symbol, even of random ones while the observer tries the rule
 * on them.
 */
const mostOpen = 1 / 4;

function openShare(
  parts: readonly CurvePart[],
  { n, rate }: SampleTraits,
  exact: KnownParts["exact"],
): number {
  let saved = 0;
  for (const { name, paid, places } of parts) {
    const known = exact.get(name);
    if (known === undefined) continue;
    saved += Math.max(0, curveTraits(paid).rate - (known * codeLengthOf(places, n)) / n);
  }
  return saved / rate;
}

function openReason(open: number): string {
  return `${Math.round(100 * open)} % of the cost could still be saved: the observer has not found the rule yet, and all parts change when it does`;
}

/**
 * The features of a part for a law. Repetition is a trait of the whole.
 *
 * @param whole traits of the sample that contains it
 * @param exact bits a symbol for a learner that knows the source; none by default
 */
export function partTraits(
  { paid, places }: CurvePart,
  whole: SampleTraits,
  exact = 0,
): { readonly status: "ok"; readonly traits: PartTraits } | UndefinedSample {
  const all = codeLengthOf(places, whole.n);
  const blocks = Array.from(places.orders[0]!.bits).filter((count) => count > 0).length;
  if (all < fewestPlaces || blocks < fewestBlocks) {
    return undefinedSample(`${Math.round(all)} positions in ${blocks} blocks are too few`);
  }
  const traits = { ...whole, ...curveTraits(paid) };
  if (!(traits.rate * whole.n >= leastLoss * all && Number.isFinite(traits.slope))) {
    return undefinedSample("already learned: it costs almost nothing");
  }
  const open = Math.max(0, 1 - (exact * all) / (traits.rate * whole.n));
  return { status: "ok", traits: { ...traits, open } };
}

/** An interval with a larger ratio of its ends is useless. */
const widest = 10;

function expected(
  { paid, places }: CurvePart,
  traits: PartTraits,
  law: ForecastLaw,
  factors: readonly number[],
): ForecastPart["outcome"] {
  const perPlace = traits.n / codeLengthOf(places, traits.n);
  const scaled = (range: Range) => mappedRange(range, (bits) => bits * perPlace);
  const all = expectationsOf({ curve: paid, traits }, law, factors);
  const useful = all.filter(({ loss, excess }) => isUseful(loss) && isUseful(excess));
  const useless = all
    .filter((one) => !useful.includes(one))
    .map(({ factor }) => ({ factor, reason: errorReason(law.lossError(traits, factor), law) }));
  if (useful.length === 0 && useless.length > 0) return undefinedSample(`no forecast: ${useless[0]!.reason}`);
  return {
    status: "ok",
    codeLength: traits.codeLength,
    loss: scaled(expectLosses(traits, law, 1).loss),
    expectations: useful.map((one) => ({ ...one, loss: scaled(one.loss) })),
    ...(useless.length > 0 ? { untold: useless } : {}),
  };
}

function isUseful({ lower95, upper95 }: Range): boolean {
  return upper95 <= widest * lower95;
}

function errorReason(error: number, law: ForecastLaw): string {
  const off = Math.exp(law.lossQuantile(confidenceLevel) * error);
  return `forecasts of similar parts were wrong by a factor of up to ${Number(off.toPrecision(2))}`;
}

/** Mean losses between m/2 and m, m in octaves up to n. */
function partCurve({ paid, places }: CurvePart, n: number): ForecastPart["curve"] {
  return Array.from({ length: octaves }, (_, octave) => {
    const symbols = n / (1 << (octaves - 1 - octave));
    const between = (of: typeof paid) => codeLengthOf(of, symbols) - codeLengthOf(of, symbols / 2);
    const count = between(places);
    return { symbols, loss: count > 0 ? between(paid) / count : null };
  });
}

/**
 * Kinds of positions of an input.
 *
 * @throws InputError where there are none
 */
export function partsOf({ record, sequence }: Pick<LoadedInput, "record" | "sequence">): PositionParts {
  const parts = partsOfInput(record, sequence);
  if (parts === undefined) {
    throw new InputError(
      "the input has no parts: parts are positions in a text of bytes or characters, or parts of a task's record",
    );
  }
  return parts;
}

/** Prior knowledge: the cost for a learner that knows the task, and how losses of such parts continued elsewhere. */
export async function knownParts({
  record,
  provenance,
}: Pick<LoadedInput, "record" | "provenance">): Promise<KnownParts> {
  if (record !== null) {
    const own = provenance.kind === "recipe" ? provenance.recipe.replace(/\(.*/s, "") : null;
    const others = (await recordPartExperience()).filter(({ package: task }) => task !== own);
    return { exact: exactBits(record), experience: others, kind: recordParts };
  }
  const own = provenance.kind === "corpus" ? provenance.package : null;
  return {
    exact: new Map(),
    experience: (await textPartExperience()).filter((row) => row.package !== own),
    kind: textParts,
  };
}

/** A part of a sample, and the continuation of its losses. */
interface PartExperience extends Experience {
  readonly part: string;
}

/** Training data for positions of a text; made by scripts/build-part-experience.mjs. */
async function textPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../../data/text-parts.json", { with: { type: "json" } });
  return data.parts;
}

/** Training data for parts of a record: `package` is the task; made by scripts/build-part-experience.mjs. */
export async function recordPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../../data/record-parts.json", { with: { type: "json" } });
  return data.parts;
}
