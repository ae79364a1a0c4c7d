import type { BoundSource, Machine } from "../../core/source.ts";
import { type GroundTruth, infinite, type Truth, unknown } from "../../core/truth.ts";
import { chainPeriod } from "../../exact/composed-machines.ts";
import { symbolLaw } from "../../exact/machine.ts";
import { machineTruth } from "../../exact/machine-truth.ts";
import { gcd } from "../../math/sums.ts";
import { type Cycle, cycleOf, cyclesTruth } from "./cycles-truth.ts";
import { isStationary, mixedSymbolEntropy, sameLaw } from "./mixed-symbol-law.ts";
import { weightedTruth } from "./weighted-truth.ts";

/**
 * Truths of sources that take turns of a fixed length, seen from a random moment.
 *
 * @param machine the machine of the whole, where there is one
 */
export function scheduledTruth(
  parts: readonly BoundSource[],
  turn: number,
  machine: () => Machine | undefined,
): GroundTruth {
  const truths = parts.map((part) => part.truth());
  const share = 1 / parts.length;
  const known: GroundTruth = {
    symbolEntropy: mixedSymbolEntropy(
      parts,
      parts.map(() => share),
    ),
    entropyRate: weightedTruth(
      truths.map((truth) => [share, truth.entropyRate]),
      "mean rate of the parts",
    ),
  };
  if (revealsPlace(parts, turn)) {
    const places = Math.log2(parts.length * turn);
    const sum = (of: (truth: GroundTruth) => Truth | undefined, symbol: string): Truth =>
      weightedTruth(
        truths.map((truth) => [1, of(truth)]),
        `log2 of the places in the cycle, which past and future reveal, + sum of ${symbol}`,
        places,
      );
    return {
      ...known,
      excessEntropy: sum((truth) => truth.excessEntropy, "E"),
      statisticalComplexity: sum((truth) => truth.statisticalComplexity, "C_mu"),
    };
  }
  const single = machine();
  if (single !== undefined) {
    const truth = machineTruth(single);
    return known.entropyRate?.status === "exact" ? { ...truth, entropyRate: known.entropyRate } : truth;
  }
  const cycles = wovenCycles(parts, turn);
  if (cycles !== undefined) return { ...known, ...cyclesTruth(cycles) };
  const endless = truths.some(({ excessEntropy }) => excessEntropy?.status === "infinite");
  const memory = endless
    ? infinite("a part has an infinite E, and the place in the cycle takes only its log2 away")
    : unknown("no single finite machine of a size that could be worked through");
  return { ...known, excessEntropy: memory, statisticalComplexity: memory };
}

/**
 * Whether the place in the cycle of turns shows: the parts are stationary, their symbols at any one place of a turn
 * have the law of the part (no period of theirs keeps step with the turns), and laws differ so that the cycle has no
 * shorter period.
 */
function revealsPlace(parts: readonly BoundSource[], turn: number): boolean {
  const machines = parts.map((part) => part.machine?.());
  if (!machines.every((machine) => machine !== undefined)) return false;
  if (!machines.every((machine) => isStationary(machine) && gcd(chainPeriod(machine), turn) === 1))
    return false;
  const laws = machines.map(symbolLaw);
  const n = laws.length;
  for (let shift = 1; shift < n; shift++) {
    if (n % shift === 0 && laws.every((law, i) => sameLaw(law, laws[(i + shift) % n]!))) return false;
  }
  return true;
}

/** Symbols of all words that are compared, at most. */
const mostWoven = 1 << 20;

/** What periodic parts make by turns in any of their phases, which do not depend on each other; undefined of others. */
function wovenCycles(parts: readonly BoundSource[], turn: number): Cycle[] | undefined {
  const words: number[][] = [];
  for (const part of parts) {
    const word = cycleOf(part.machine?.());
    if (word === undefined) return undefined;
    words.push(word);
  }
  const turns = words.reduce((common, { length }) => {
    const own = length / gcd(length, turn);
    return (common * own) / gcd(common, own);
  }, 1);
  const phases = words.reduce((all, { length }) => all * length, 1);
  if (phases * turns * turn * parts.length > mostWoven) return undefined;
  return Array.from({ length: phases }, (_, phase) => {
    const word: number[] = [];
    for (let at = 0; at < turns * turn; at += turn) {
      let rest = phase;
      for (const part of words) {
        const begin = (rest % part.length) + at;
        rest = Math.floor(rest / part.length);
        for (let i = 0; i < turn; i++) word.push(part[(begin + i) % part.length]!);
      }
    }
    return { word, chance: 1 / phases };
  });
}
