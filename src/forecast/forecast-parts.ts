import { confidenceLevel } from "../core/constants.ts";
import { type CurvePart, codeLengthOf } from "../observer/curves/exchangeable-curve.ts";
import { expectationsOf } from "./forecast-expectations.ts";
import type { Experience } from "./forecast-experience.ts";
import { type ForecastLaw, learnLaw } from "./forecast-law.ts";
import { expectLosses, type Range } from "./forecast-losses.ts";
import type { LawKind } from "./law-kinds.ts";
import { fewestBlocks, type LearnedSample, type UnfitSample } from "./learned-sample.ts";
import { curveTraits, type SampleTraits } from "./sample-traits.ts";
import type { ForecastPart } from "./schema.ts";

/** What is known of parts before a sample is read. */
export interface KnownParts {
  /** bits a symbol of each part costs one who knows the source; parts that are not in it are not known */
  readonly exact: ReadonlyMap<string, number>;
  /** how losses of parts went on in other samples, none of them of the source that is forecast */
  readonly experience: readonly Experience[];
  /** how they are read */
  readonly kind: LawKind;
}

/** Traits of a part, and the share of what it costs that can still be learned. */
type PartTraits = SampleTraits & { readonly open: number };

/** Fewer places, or in fewer blocks, give no curve. */
const fewestPlaces = 500;
/** Bits a symbol of a part: less is as good as nothing, and how it falls is chance. */
const leastLoss = 1 / 1000;
/** Sizes of a part's curve, in octaves below the sample. */
const octaves = 6;

/**
 * Forecasts each part of a sequence as the whole is forecast, by what was learned from parts of others: its curve is what was
 * paid at its places, per symbol of the whole, so that shares may wander as blocks do and what parts cost sums to the whole.
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
            ? unfit(unfound(open))
            : expected(part, own.traits, law, factors),
    };
  });
}

/**
 * Share of what is paid that one who knows the source would not pay. Until the rule of a source is found it may be found at any time,
 * and everything changes at once: what each symbol costs, the random ones too while the observer tries the rule on them.
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

function unfound(open: number): string {
  return `${Math.round(100 * open)} % of the cost could still be saved: the rule is not found yet, and every part changes when it is`;
}

/**
 * What a law reads of a part. What repeats is a trait of the whole.
 *
 * @param whole traits of the sample that it is part of
 * @param exact bits a symbol of it costs one who knows the source, by default none
 */
export function partTraits(
  { paid, places }: CurvePart,
  whole: SampleTraits,
  exact = 0,
): { readonly status: "ok"; readonly traits: PartTraits } | UnfitSample {
  const all = codeLengthOf(places, whole.n);
  const blocks = Array.from(places.orders[0]!.bits).filter((count) => count > 0).length;
  if (all < fewestPlaces || blocks < fewestBlocks) {
    return unfit(`${Math.round(all)} positions in ${blocks} blocks are too few`);
  }
  const traits = { ...whole, ...curveTraits(paid) };
  if (!(traits.rate * whole.n >= leastLoss * all && Number.isFinite(traits.slope))) {
    return unfit("already learned: it costs next to nothing");
  }
  const open = Math.max(0, 1 - (exact * all) / (traits.rate * whole.n));
  return { status: "ok", traits: { ...traits, open } };
}

/** An interval whose ends are farther apart, as a ratio, says nothing. */
const widest = 10;

function expected(
  { paid, places }: CurvePart,
  traits: PartTraits,
  law: ForecastLaw,
  factors: readonly number[],
): ForecastPart["outcome"] {
  const perPlace = traits.n / codeLengthOf(places, traits.n);
  const all = expectationsOf({ curve: paid, traits }, law, factors);
  const told = all.filter(({ loss, excess }) => tells(loss) && tells(excess));
  const untold = all
    .filter((one) => !told.includes(one))
    .map(({ factor }) => ({ factor, reason: wayOff(law.lossError(traits, factor), law) }));
  if (told.length === 0 && untold.length > 0) return unfit(`no forecast: ${untold[0]!.reason}`);
  return {
    status: "ok",
    codeLength: traits.codeLength,
    loss: scaled(expectLosses(traits, law, 1).loss, perPlace),
    expectations: told.map((one) => ({ ...one, loss: scaled(one.loss, perPlace) })),
    ...(untold.length > 0 ? { untold } : {}),
  };
}

function tells({ lower95, upper95 }: Range): boolean {
  return upper95 <= widest * lower95;
}

function wayOff(error: number, law: ForecastLaw): string {
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
