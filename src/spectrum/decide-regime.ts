import type { Estimate } from "../observer/curves/curve-estimates.ts";
import type { Growth } from "../observer/curves/growth.ts";
import type { Regime, Verdict } from "../results/report.ts";
import type { Border } from "./growth-border.ts";
import type { Finding } from "./noise-findings.ts";

/** What a twin was taught, which is no more than a pattern. */
export interface TwinGrowth extends Estimate {
  /** what it is made of */
  readonly of: "columns of numbers" | "random fields";
}

/** What a verdict rests on. */
export interface Evidence {
  /** whether a code shows that the order of the symbols is no accident */
  readonly certified: boolean;
  /** what else shows it; asked where no code does */
  readonly finding: Finding | undefined;
  /** tests of noise that found nothing, and the code */
  readonly level: number;
  readonly randomness: { readonly value: number; readonly upper: number };
  /** S + M l(M) over M log2 A: what all of it costs */
  readonly total: number;
  /** undefined where the curve is too short */
  readonly growth: Growth | undefined;
  readonly border: Border;
  /** undefined where there is none */
  readonly twin: TwinGrowth | undefined;
  /** local structure of a block, at least, bit/symbol */
  readonly within: number;
  /** most that is left to chance in any later quarter of a block that was cut out, of log2 A; undefined of a sequence in one piece */
  readonly later: number | undefined;
}

/** Where no code certifies order: it may save some bits and not be certain. */
const byChance = "no code saves more on its order than chance may";

/** An ordered sequence leaves at most this share of log2 A to chance, */
export const orderRandomness = 0.02;
/** and costs at most this share in all. */
export const orderTotal = 0.05;
/**
 * Exponents of vocabularies begin here, those of models of which most is learned end here. Chosen on texts, tables and chains, see
 * docs/map.md.
 */
const openExponent = 0.4;
/** Whether growth has no end in sight. @param exponent b */
export const isOpenEnded = ({ value, halfWidth }: Estimate): boolean => value - halfWidth > openExponent;

/**
 * Nothing that goes on teaches faster than the data grow: b = 1. What does for a while draws from a list without putting back.
 * Chosen: twice the error of b in texts above it.
 */
const mostExponent = 1.2;

/**
 * Where blocks teach more than this of themselves, the rest of the sample may be too little to repeat it, as of texts in hundreds of
 * languages. Chosen between those and patterns in noise, bit/symbol.
 */
const muchWithin = 0.25;

/**
 * The verdict that the evidence allows and no more: the amount that the last doubling of the data taught decides, and how
 * that grows says whether learning stops.
 */
export function decideRegime(evidence: Evidence): Verdict {
  const { certified, finding, level, randomness, total, growth, border, twin, within, later } = evidence;
  const cheap = total < orderTotal;
  if (randomness.upper < orderRandomness && cheap)
    return verdict("order", `under ${percent(randomness.upper)} of log2 A is random`);
  // What a block begins with is not known before: where a counter stands, and nothing after that.
  if (cheap && certified && later !== undefined && later < orderRandomness / 2)
    return verdict("order", `once a block has begun, under ${percent(later)} of log2 A is random`);
  if (!certified) {
    if (finding === undefined)
      return verdict("noise", `${byChance}, and no test finds order at level ${level} for all together`);
    const because = `${byChance}${finding.kind === "too-little" ? "; " : ", but "}${finding.because}`;
    if (finding.kind === "pattern") return verdict("pattern", because);
    return finding.kind === "other" ? undecided("noise", "pattern", because) : verdict("undecided", because);
  }
  // What may be order is claimed to be nothing else.
  if (randomness.value < orderRandomness && cheap) {
    const most = percent(Math.min(1, randomness.upper));
    return undecided("order", "pattern", `up to ${most} of log2 A may be random`);
  }
  if (growth === undefined) return verdict("undecided", "too few blocks to see whether learning stops");
  const { exponent } = growth;
  const amount = twin === undefined ? growth.amount : beyond(growth.amount, twin);
  const [lower, upper] = [amount.value - amount.halfWidth, amount.value + amount.halfWidth];
  const patterns = `patterns teach up to ${bits(border.bits)}`;
  const than = twin === undefined ? "" : ` more than ${twin.of} do`;
  const taught = (some: string) => `the last doubling of the data taught ${some}${than}, ${patterns}`;
  const openEnded = isOpenEnded(exponent);
  const [slowest, fastest] = [exponent.value - exponent.halfWidth, exponent.value + exponent.halfWidth];
  const speedsUp = slowest > mostExponent;
  if (openEnded && !speedsUp && lower > border.openBits && lower <= border.bits) {
    const but = `patterns that grow as fast teach up to ${bits(border.openBits)}`;
    const because = `the last doubling of the data taught at least ${bits(lower)}${than}, ${but}`;
    return { ...verdict("structure", because), openEnded };
  }
  if (upper < border.least) {
    // Of a short text the learning of what leaves nothing to chance takes a share.
    if (randomness.value < orderRandomness) {
      const share = percent(Math.min(1, randomness.upper));
      return undecided("order", "pattern", `once it is learned, up to ${share} of log2 A is random`);
    }
    if (within > muchWithin)
      return undecided("pattern", "structure", "blocks have local structure that no other block repeats");
    return verdict("pattern", taught(`at most ${bits(Math.max(0, upper))}`));
  }
  if (fastest < openExponent)
    return verdict("pattern", "learning stops: a doubling of the data teaches hardly more than the last");
  if (speedsUp)
    return verdict("pattern", "learning speeds up, as where the entries of a finite list are used up");
  if (lower > border.bits) return { ...verdict("structure", taught(`at least ${bits(lower)}`)), openEnded };
  return undecided("pattern", "structure", taught(`${bits(Math.max(0, lower))} to ${bits(upper)}`));
}

/** What a sequence was taught and its twin was not. */
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

/** Bits with two digits. */
function bits(value: number): string {
  const [scaled, unit] =
    value >= 999_500 ? [value / 1e6, "Mbit"] : value >= 999.5 ? [value / 1e3, "kbit"] : [value, "bit"];
  return `${Number(scaled.toPrecision(2))} ${unit}`;
}
