import { UsageError } from "../../core/errors.ts";
import type { SourceBody } from "../../core/source.ts";
import { certified, type GroundTruth, type Truth, unknown } from "../../core/truth.ts";
import { lawEntropy } from "../../machines/law-entropy.ts";
import { truthFromBounds } from "../../machines/truth-from-bounds.ts";
import { spectralRadius } from "../../math/spectral-radius.ts";
import type { Grammar } from "./grammar.ts";
import {
  firstSymbolEntropies,
  type GrammarMoments,
  grammarMoments,
  meanMatrix,
  stackEntropy,
} from "./grammar-moments.ts";
import { grammarStream } from "./grammar-stream.ts";
import { hasOneParse } from "./has-one-parse.ts";

/** Sentences may have at most this many symbols on average: what is open has to be remembered. */
const longestMean = 1e6;

/**
 * The endless text of the sentences of a grammar, one after the other.
 *
 * @throws UsageError when its sentences do not end, or are too long
 */
export function grammarSource(grammar: Grammar): Omit<SourceBody, "label"> {
  const mean = meanMatrix(grammar);
  const radius = spectralRadius(mean, grammar.nonterminals.length);
  if (radius >= 1 - 1e-9) {
    const kind = radius > 1 + 1e-9 ? "supercritical" : "critical";
    throw new UsageError(
      `the grammar is ${kind}: its mean matrix has spectral radius ${Number(radius.toPrecision(6))}; ` +
        "sentences end when it is below 1",
    );
  }
  const moments = grammarMoments(grammar, mean);
  const length = moments.lengths[0]!;
  if (length > longestMean) {
    throw new UsageError(
      `a sentence has ${Number(length.toPrecision(3))} symbols on average, more than ${longestMean}`,
    );
  }
  return {
    alphabetSize: grammar.terminals.length,
    length: Number.POSITIVE_INFINITY,
    open: (random) => grammarStream(grammar, moments.lengths, random),
    truth: () => grammarTruth(grammar, moments),
  };
}

function grammarTruth(grammar: Grammar, moments: GrammarMoments): GroundTruth {
  const { lengths, entropies, symbolLaw } = moments;
  const digits = Math.min(12, Math.floor(14 - Math.log10(lengths[0]!)));
  const symbolEntropy = lawEntropy(symbolLaw);
  const derivation = entropies[0]! / lengths[0]!;
  const entropyRate = hasOneParse(grammar)
    ? certified(
        Math.min(derivation, symbolEntropy),
        digits,
        "derivation entropy over mean length, (I-M)^-1 h / (I-M)^-1 l: texts are LALR(1), so each has one derivation",
      )
    : boundedRate(nextSymbolRate(grammar, moments), derivation, symbolEntropy);
  return {
    symbolEntropy: certified(symbolEntropy, digits, "share of each terminal in the mean sentence"),
    entropyRate,
    excessEntropy: boundedExcess(grammar, lengths, symbolEntropy, entropyRate),
    statisticalComplexity: unknown("which pasts of a grammar have equal futures is not decided in general"),
  };
}

/**
 * Uncertainty of the next symbol given all that is still open: no past can tell more. Every symbol of a right side but
 * the first is on top of what is open once; so is the sentence itself.
 */
function nextSymbolRate(grammar: Grammar, { lengths, visits }: GrammarMoments): number {
  const first = firstSymbolEntropies(grammar);
  let sum = first[0]!;
  for (const { left, right, probability } of grammar.rules) {
    for (const symbol of right.slice(1)) if (symbol < 0) sum += visits[left]! * probability * first[~symbol]!;
  }
  return sum / lengths[0]!;
}

function boundedRate(lower: number, derivation: number, symbolEntropy: number): Truth {
  const upper = Math.min(derivation, symbolEntropy);
  const above = derivation <= symbolEntropy ? "derivation entropy over mean length" : "H(1)";
  return truthFromBounds(
    { lower: Math.min(lower, upper), upper },
    `next symbol given what is open <= h <= ${above}; texts are not LALR(1), so some may have several derivations`,
  );
}

function boundedExcess(grammar: Grammar, lengths: Float64Array, symbolEntropy: number, rate: Truth): Truth {
  const most = rate.status === "exact" ? rate.value : rate.status === "bounds" ? rate.upper : symbolEntropy;
  const upper = stackEntropy(grammar, lengths);
  const lower = Math.min(upper, Math.max(0, symbolEntropy - most));
  return truthFromBounds({ lower, upper }, "H(1) - h <= E <= entropy of the stack of what is still open");
}
