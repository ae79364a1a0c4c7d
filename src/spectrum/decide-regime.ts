import type { Estimate } from "../observer/curves/curve-estimates.ts";
import type { Verdict } from "../results/report.ts";
import type { Finding } from "./noise-findings.ts";

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
  /** dS, bits */
  readonly structure: Estimate;
  /** K*: dS that noise with plain patterns reaches, bits */
  readonly border: number;
  /** dS that a text of that length would be above, bits: in short ones there is not more than in noise with a pattern */
  readonly textual: number;
}

/** Where no code certifies order: it may save some bits and not be certain. */
const byChance = "no code saves more on its order than chance may";

/** An ordered sequence leaves at most this share of log2 A to chance, */
export const orderRandomness = 0.02;
/** and costs at most this share in all. */
const orderTotal = 0.05;

/**
 * The verdict that the evidence allows and no more.
 *
 * @throws never
 */
export function decideRegime(evidence: Evidence): Verdict {
  const { certified, finding, level, randomness, total, structure, border, textual } = evidence;
  const cheap = total < orderTotal;
  if (randomness.upper < orderRandomness && cheap) {
    return { regime: "order", because: `under ${percent(randomness.upper)} of log2 A is random` };
  }
  if (!certified) {
    if (finding === undefined) {
      return {
        regime: "noise",
        because: `${byChance}, and no test finds order at level ${level} for all together`,
      };
    }
    const { kind, because } = finding;
    const than = kind === "too-little" ? "; " : ", but ";
    return {
      regime: kind === "pattern" ? "mixture" : "undecided",
      because: `${byChance}${than}${because}`,
    };
  }
  // What may be order is claimed to be nothing else.
  if (randomness.value < orderRandomness && cheap) {
    const most = percent(Math.min(1, randomness.upper));
    return { regime: "undecided", because: `perhaps order, but up to ${most} of log2 A may be random` };
  }
  const [lower, upper] = [structure.value - structure.halfWidth, structure.value + structure.halfWidth];
  const most = `noise with a pattern has up to ${bits(border)}`;
  if (lower > border) return { regime: "middle", because: `at least ${bits(lower)} of structure, ${most}` };
  const little = upper < Math.min(border, textual);
  // Of a short text the learning of what leaves nothing to chance takes a share.
  if (little && randomness.value < orderRandomness) {
    const share = percent(Math.min(1, randomness.upper));
    return {
      regime: "undecided",
      because: `perhaps order: once it is learned, up to ${share} of log2 A is random`,
    };
  }
  if (little)
    return { regime: "mixture", because: `at most ${bits(Math.max(0, upper))} of structure, ${most}` };
  const between = `${bits(Math.max(0, lower))} to ${bits(upper)}`;
  return { regime: "undecided", because: `${between} of structure, ${most}` };
}

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
