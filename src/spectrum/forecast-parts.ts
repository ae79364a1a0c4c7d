import type { ForecastPart } from "../core/forecast-schema.ts";
import { type CurvePart, codeLengthOf } from "../observer/exchangeable-curve.ts";
import { expectationsOf } from "./forecast-expectations.ts";
import type { Experience } from "./forecast-experience.ts";
import { type ForecastLaw, learnLaw } from "./forecast-law.ts";
import { expectLosses, type Range } from "./forecast-losses.ts";
import type { LearnedSample, UnfitSample } from "./learned-sample.ts";
import { curveTraits, type SampleTraits } from "./sample-traits.ts";

/** What is known of parts before a sample is read. */
export interface KnownParts {
  /** bits a symbol of each part costs one who knows the source; parts that are not in it are not known */
  readonly exact: ReadonlyMap<string, number>;
  /** how losses of a part went on in other samples, none of them of the source that is forecast */
  experienceOf(part: string): readonly Experience[];
}

/** Fewer places, or in fewer blocks, give no curve. */
const fewestPlaces = 500;
const fewestBlocks = 16;
/** Bits a symbol of a part: less is as good as nothing, and how it falls is chance. */
const leastLoss = 1 / 1000;
/** Parts that are random from the first symbol on do not fall: nothing that others learned is expected of them. */
const slowestFall = 0.03;
/** Sizes of a part's curve, in octaves below the sample. */
const octaves = 6;

/**
 * Forecasts each part of a sequence as the whole is forecast, by what was learned from parts of others: its curve is what was
 * paid at its places, per symbol of the whole, so that shares may wander as blocks do and what parts cost sums to the whole.
 *
 * @param alphabetSize symbols that can occur: the raw code, one of the observer's members, pays no more for any
 * @param factors k, each above 1
 * @throws never
 * Cost: some ten milliseconds for each part.
 */
export function forecastParts(
  { curve, traits }: Pick<LearnedSample, "curve" | "traits">,
  alphabetSize: number,
  factors: readonly number[],
  { exact, experienceOf }: KnownParts,
): ForecastPart[] {
  return curve.parts.map((part) => {
    const own = partTraits(part, traits);
    return {
      name: part.name,
      share: codeLengthOf(part.places, traits.n) / traits.n,
      exact: exact.get(part.name) ?? null,
      curve: partCurve(part, traits.n),
      outcome:
        own.status === "ok"
          ? expected(
              part,
              own.traits,
              learnLaw(experienceOf(part.name), slowestFall),
              Math.log2(alphabetSize),
              factors,
            )
          : own,
    };
  });
}

/**
 * What a law reads of a part. What repeats is a trait of the whole.
 *
 * @param whole traits of the sample that it is part of
 * @throws never
 */
export function partTraits(
  { paid, places }: CurvePart,
  whole: SampleTraits,
): { readonly status: "ok"; readonly traits: SampleTraits } | UnfitSample {
  const all = codeLengthOf(places, whole.n);
  const blocks = Array.from(places.orders[0]!.bits).filter((count) => count > 0).length;
  if (all < fewestPlaces || blocks < fewestBlocks) {
    return unfit(`${Math.round(all)} places in ${blocks} blocks are too few`);
  }
  const traits = { ...whole, ...curveTraits(paid) };
  if (!(traits.rate * whole.n >= leastLoss * all && Number.isFinite(traits.slope))) {
    return unfit("next to nothing is paid any more: it is known");
  }
  return { status: "ok", traits };
}

function expected(
  { paid, places }: CurvePart,
  traits: SampleTraits,
  law: ForecastLaw,
  most: number,
  factors: readonly number[],
): ForecastPart["outcome"] {
  const perPlace = traits.n / codeLengthOf(places, traits.n);
  return {
    status: "ok",
    codeLength: traits.codeLength,
    loss: scaled(expectLosses(traits, law, 1).loss, perPlace),
    expectations: expectationsOf({ curve: paid, traits }, law, factors, most / perPlace).map((one) => ({
      ...one,
      loss: scaled(one.loss, perPlace),
    })),
  };
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

function scaled(range: Range, by: number): Range {
  return {
    value: range.value * by,
    lower80: range.lower80 * by,
    upper80: range.upper80 * by,
    lower95: range.lower95 * by,
    upper95: range.upper95 * by,
  };
}

function unfit(reason: string): UnfitSample {
  return { status: "undefined", reason };
}
