import { confidenceLevel } from "../../core/constants.ts";
import type { EstimationContext } from "../../core/estimator.ts";
import { around } from "../../core/measurement.ts";
import type { SymbolSequence } from "../../core/sequence.ts";
import { sequenceOf } from "../../core/sequence.ts";
import { studentQuantile } from "../../math/intervals.ts";
import { meanOf } from "../../math/sums.ts";
import { contextMixers } from "../../observer/members/context-mixer.ts";
import { ContextTrees } from "../../observer/members/context-tree-weighting.ts";
import { type NestedCode, type NestedCodes, nestedCodes } from "../../observer/nested-codes.ts";
import { codeLength, type Observation } from "../../observer/observer.ts";
import { observerMembers } from "../../observer/observer-members.ts";
import { type Figure, figure } from "../../results/report.ts";
import { fewestTested, leastOf, uniformityTests } from "../../statistics/uniformity.ts";
import type { Depth } from "./schema.ts";

/** The composition of a sample, and the run of the observer behind it. */
interface ExplainedWaterfall {
  readonly waterfall: Depth["waterfall"];
  readonly observation: Observation;
}

/**
 * The composition of a sample: what each layer of the nested codes saves, and tests of the remainder.
 *
 * @param context of a sequence of at least one symbol, and at most 65 536 different ones
 * Cost: that of `nestedCodes`, and the deep observer over the sequence.
 */
export function explainWaterfall(context: EstimationContext): ExplainedWaterfall {
  const { sequence } = context;
  const random = context.random.fork("residuals");
  const nested = nestedCodes(sequence, random);
  const { observation, codes, residuals } = nested;
  const n = sequence.symbols.length;
  const top = Math.log2(Math.max(1, observation.alphabetSize));
  const share = (rate: number) => figure(top === 0 ? 0 : rate / top, "1");
  const layers = codes.map((code, k) => {
    const saves = savesOf(code, codes[k - 1], nested, top);
    return {
      id: code.layer,
      codeLength: figure(code.bits, "bit"),
      saves,
      share: share(saves.value),
    };
  });
  const rate = observation.bits / n;
  return {
    observation,
    waterfall: {
      alphabet: figure(top, "bit/symbol"),
      layers,
      remainder: {
        rate: overBlocks(
          rate,
          codes.at(-1)!.blockBits.map((bits, k) => bits / nested.blockSizes[k]!),
        ),
        share: share(rate),
        tests: testsOf(residuals, context),
        observers: strongerObservers(sequence, nested),
      },
    },
  };
}

const fewestBlocks = 8;

/** Bits a symbol that a code saves over the one before it, paired by blocks; headers count, and have no error. */
function savesOf(
  code: NestedCode,
  before: NestedCode | undefined,
  { blockSizes, observation }: NestedCodes,
  top: number,
): Figure {
  const n = observation.losses.length;
  if (before === undefined) return figure(top - code.bits / n, "bit/symbol");
  const saved = blockSizes.map((size, k) => (before.blockBits[k]! - code.blockBits[k]!) / size);
  return overBlocks((before.bits - code.bits) / n, saved);
}

/** A rate, with the error of its mean over blocks of equal length. */
function overBlocks(value: number, rates: Float64Array): Figure {
  const blocks = rates.length;
  if (blocks < fewestBlocks) return figure(value, "bit/symbol");
  const mean = meanOf(rates);
  const squares = rates.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const error = Math.sqrt(squares / (blocks * (blocks - 1)));
  return figure(
    value,
    "bit/symbol",
    around(value, studentQuantile(confidenceLevel, blocks - 1) * error, "blocks"),
  );
}

type Remainder = Depth["waterfall"]["remainder"];

/** Tests of the residuals, and the probability that the least of their p-values is as small. */
function testsOf(residuals: Float64Array, context: EstimationContext): Remainder["tests"] {
  if (residuals.length < fewestTested)
    return { status: "undefined", reason: `fewer than ${fewestTested} symbols are not tested` };
  const each = uniformityTests(residuals, context.random.fork("ties"));
  return {
    status: "ok",
    pValue: figure(leastOf(each.map(({ pValue }) => pValue)), "1"),
    each: each.map(({ id, pValue }) => ({ id, pValue: figure(pValue, "1") })),
  };
}

const bitDepth = 16;

/**
 * What observers of other classes save on the remainder. Each is a code, so that saving k bits has probability at most 2^-k if
 * the symbols follow the observer.
 */
function strongerObservers(
  sequence: SymbolSequence,
  { observation: { bits, members }, residuals, choiceBits }: NestedCodes,
): Remainder["observers"] {
  const n = residuals.length;
  const topBits = sequenceOf(
    Uint8Array.from(residuals, (value) => (value < 0.5 ? 0 : 1)),
    2,
  );
  const topBytes = sequenceOf(
    Uint8Array.from(residuals, (value) => Math.floor(256 * value)),
    256,
  );
  const trees = {
    id: "context-tree-weighting",
    title: "context trees",
    open: (symbols: SymbolSequence["symbols"], alphabetSize: number) =>
      new ContextTrees(symbols, alphabetSize, {
        depth: bitDepth,
        logSlots: Math.max(10, Math.min(18, Math.ceil(Math.log2(8 * n + 1)))),
      }),
  };
  // If the observer mixes contexts, the deep one has the same choice of members.
  const chosen = new Set(members.filter((member) => member.bits !== null).map(({ id }) => id));
  const mixes = chosen.has(contextMixers.deep.id);
  const deepMembers = observerMembers("deep").filter(({ id }) => !mixes || chosen.has(id));
  const deep = codeLength(sequence, deepMembers) + (mixes ? choiceBits : 0);
  const saving = (id: Remainder["observers"][number]["id"], saved: number) => ({
    id,
    saved: figure(saved, "bit"),
    perSymbol: figure(saved / n, "bit/symbol"),
  });
  return [
    saving("deep-observer", bits - deep),
    saving("context-trees", n - codeLength(topBits, [trees])),
    saving("fast-observer", 8 * n - codeLength(topBytes, observerMembers("fast"))),
  ];
}
