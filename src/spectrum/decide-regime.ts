import { plural } from "../core/collections.ts";
import type { Estimate } from "../observer/curves/curve-estimates.ts";
import type { Growth } from "../observer/curves/growth.ts";
import type { Regime, Verdict } from "../results/report.ts";
import type { Border } from "./growth-border.ts";
import type { Finding } from "./noise-findings.ts";

/** Growth of a twin, which has no more than a pattern. */
export interface TwinGrowth extends Estimate {
  /** what the twin preserves */
  readonly of: "columns of numbers" | "random fields";
}

/** The evidence for a verdict. */
export interface Evidence {
  /** whether a code rejects that the order of the symbols is random */
  readonly certified: boolean;
  /** a test that rejects it; computed only where no code does */
  readonly finding: Finding | undefined;
  /** level of the code and of the tests of noise that found nothing */
  readonly level: number;
  /** symbols of a passage that is repeated over and over, and of all; undefined where there is none */
  readonly passage?: { readonly symbols: number; readonly of: number } | undefined;
  /** randomness and total cost with copies, where the other evidence is of what is no copy */
  readonly whole?: { readonly randomness: number; readonly total: number } | undefined;
  readonly randomness: { readonly value: number; readonly upper: number };
  /** S + M l(M) over M log2 A: the total cost */
  readonly total: number;
  /** undefined where the curve is too short */
  readonly growth: Growth | undefined;
  /** cost in its own order beyond that in random order, bit/symbol; undefined where its own order was not read */
  readonly along?: Estimate | undefined;
  readonly border: Border;
  /** undefined where there is no twin */
  readonly twin: TwinGrowth | undefined;
  /** local structure of a block, lower bound, bit/symbol */
  readonly within: number;
  /** largest loss in any later quarter of a sampled block, as a share of log2 A; undefined for a sequence in one piece */
  readonly later: number | undefined;
}

const unslowed = "learning has not slowed yet: a larger sample will tell whether it stops";

/** Reason where no code certifies order: it may save some bits without being significant. */
const byChance = "no code saves a significant number of bits on its order";

/** Largest randomness of an ordered sequence, */
export const orderRandomness = 0.02;
/** and its largest total cost as a share of log2 A. */
export const orderTotal = 0.05;
/**
 * Exponents of vocabularies are above this, those of models that are mostly learned below. Chosen on texts, tables and chains,
 * see docs/map.md.
 */
const openExponent = 0.4;
/** Whether each doubling teaches significantly more than the last. @param exponent b */
export const keepsGrowing = ({ value, halfWidth }: Estimate): boolean => value - halfWidth > openExponent;

/** From this exponent on learning has not slowed yet: the beginning of a large table, which no vocabulary exceeds for long. */
const unslowedExponent = 1;

/**
 * No lasting source teaches faster than the data grow: b = 1. A list drawn without replacement does for a while. Chosen: one
 * plus twice the error of b in texts.
 */
const mostExponent = 1.2;

/**
 * Local structure above which the sample may be too short to repeat it, as for texts in hundreds of languages. Chosen between
 * those and patterns in noise, bit/symbol.
 */
const highLocalStructure = 0.25;

/**
 * The verdict that the evidence supports: decided by the amount that the last doubling of the data taught; its growth says
 * whether learning stops.
 */
export function decideRegime(evidence: Evidence): Verdict {
  const { certified, finding, level, passage, whole } = evidence;
  const { randomness, total, growth, along, border, twin, within, later } = evidence;
  if (passage !== undefined) {
    const times = Math.round(passage.of / passage.symbols);
    return verdict("order", `one passage of ${plural(passage.symbols, "symbol")}, ${times} times`);
  }
  if (whole !== undefined && whole.randomness < orderRandomness && whole.total < orderTotal)
    return verdict("order", `but for copies, under ${percent(whole.randomness)} of log2 A is random`);
  const cheap = total < orderTotal;
  if (randomness.upper < orderRandomness && cheap)
    return verdict("order", `under ${percent(randomness.upper)} of log2 A is random`);
  // Only the beginning of a block is unknown, such as the state of a counter.
  if (cheap && certified && later !== undefined && later < orderRandomness / 2)
    return verdict("order", `once a block has begun, under ${percent(later)} of log2 A is random`);
  if (!certified) {
    if (finding === undefined)
      return verdict("noise", `${byChance}, and no test finds order at joint level ${level}`);
    const because = `${byChance}${finding.kind === "too-little" ? "; " : ", but "}${finding.because}`;
    if (finding.kind === "pattern") return verdict("pattern", because);
    return finding.kind === "other" ? undecided("noise", "pattern", because) : verdict("undecided", because);
  }
  // A sequence that may be order is claimed to be nothing else.
  if (randomness.value < orderRandomness && cheap) {
    const most = percent(Math.min(1, randomness.upper));
    return undecided("order", "pattern", `up to ${most} of log2 A may be random`);
  }
  if (growth === undefined) return verdict("undecided", "too few blocks to see whether learning stops");
  const { exponent } = growth;
  const amount = twin === undefined ? growth.amount : beyond(growth.amount, twin);
  const [lower, upper] = [amount.value - amount.halfWidth, amount.value + amount.halfWidth];
  const than = twin === undefined ? "" : ` more than ${twin.of} do`;
  const gainText = (how: string, taught: number, patterns = "patterns", limit = border.bits) => {
    const [some, most] = apart(Math.max(0, taught), limit);
    return `the second half taught ${how} ${some}${than}; ${patterns} teach at most ${most}`;
  };
  const [slowest, fastest] = [exponent.value - exponent.halfWidth, exponent.value + exponent.halfWidth];
  const speedsUp = slowest > mostExponent;
  const growing = keepsGrowing(exponent);
  const keepsTeaching = along !== undefined && along.value > along.halfWidth;
  const openEnded = growing && exponent.value < unslowedExponent;
  const structure = (because: string): Verdict => ({
    ...verdict("structure", growing && !openEnded ? `${because}; ${unslowed}` : because),
    openEnded,
  });
  if (growing && !speedsUp && lower > border.openBits && lower <= border.bits)
    return structure(gainText("at least", lower, "patterns that grow as fast", border.openBits));
  if (upper < border.least) {
    // In a short text learning takes a share of the cost even if nothing is random.
    if (randomness.value < orderRandomness) {
      const share = percent(Math.min(1, randomness.upper));
      return undecided("order", "pattern", `once it is learned, up to ${share} of log2 A is random`);
    }
    if (within > highLocalStructure)
      return undecided("pattern", "structure", "blocks have local structure that no other block repeats");
    if (keepsTeaching) return undecided("pattern", "structure", alongText(along));
    return verdict("pattern", gainText("at most", upper));
  }
  if (keepsTeaching && fastest < openExponent) return undecided("pattern", "structure", alongText(along));
  if (fastest < openExponent)
    return verdict(
      "pattern",
      "learning stops: a doubling of the data teaches barely more than the one before",
    );
  if (speedsUp)
    return verdict("pattern", "learning speeds up, as when a finite list is drawn without replacement");
  if (lower > border.bits) return structure(gainText("at least", lower));
  return undecided("pattern", "structure", gainText(`${bits(Math.max(0, lower))} to`, upper));
}

/** Random order hides what a sequence brings along its way. */
const alongText = ({ value }: Estimate) =>
  `its own order costs ${Number(value.toPrecision(2))} bit/symbol more than a random order of its blocks: it keeps bringing new things`;

/** Growth of a sequence beyond that of its twin. */
const beyond = (own: Estimate, twin: Estimate): Estimate => ({
  value: own.value - Math.max(0, twin.value),
  halfWidth: Math.hypot(own.halfWidth, twin.halfWidth),
});

const verdict = (regime: Regime, because: string): Verdict => ({
  regime,
  between: null,
  openEnded: false,
  because,
});

const undecided = (one: Regime, other: Regime, because: string): Verdict => ({
  ...verdict("undecided", because),
  between: [one, other],
});

/** A share in per cent, rounded up to one digit. */
function percent(share: number): string {
  return share <= 0.001 ? "0.1 %" : `${Math.ceil(share * 1000) / 10} %`;
}

/** Two amounts of bits, with as many digits as tell them apart. */
function apart(one: number, other: number): readonly [string, string] {
  let digits = 2;
  while (one !== other && digits < mostDigits && bits(one, digits) === bits(other, digits)) digits++;
  return [bits(one, digits), bits(other, digits)];
}

const mostDigits = 6;

function bits(value: number, digits = 2): string {
  const [scaled, unit] =
    value >= 999_500 ? [value / 1e6, "Mbit"] : value >= 999.5 ? [value / 1e3, "kbit"] : [value, "bit"];
  return `${Number(scaled.toPrecision(digits))} ${unit}`;
}
