import {
  followerFeatures,
  type MixerSettings,
  mixerFeatures,
  numberExperts,
  pointerExperts,
  recordFeatures,
  sampleLaws,
} from "../../wasm/mixer-settings.ts";
import type { CodeLayer } from "../code-layers.ts";

const { symbol, order, folded, far, word, wordBefore, wordBeforeThat, column, above, shape } = mixerFeatures;
const { marks, indent, open, field, firstWord, aligned } = mixerFeatures;

const { afterFourAndSix, afterTwoAndThree, afterWords, afterWord } = followerFeatures;

/** How much work the mixer does per symbol. */
export type MixerProfile = "fast" | "standard" | "deep";

/** The contexts and weights of a mixer. */
export interface MixerModel
  extends Pick<MixerSettings, "contexts" | "orders" | "sets" | "experts" | "records" | "thorough" | "plain"> {
  /** whether contexts of a long sequence get fewer buckets, since more of them were seen before */
  readonly sparing?: boolean;
  /** least length of a match, in symbols; default: as long as is rarely an accident */
  readonly longMatch?: number;
}

/** The kind of symbols: words and lines, records of numbers, or symbols that mean nothing. */
export type MixerKind = "text" | "records" | "symbols";

// Contexts are looked up four at a time. Chosen on half of the bundled texts: every other one of those of 100 kB and more, by
// name.
const gap = symbol(2) | symbol(3);
const textOrders = [open | symbol(1), order(2), order(3), order(4), folded(6)];
const fastText = [...textOrders, word, field | above | symbol(1), aligned | symbol(1)];
const standardText = [
  ...textOrders,
  ...[word | symbol(1), word | wordBefore, word | wordBeforeThat],
  ...[column | symbol(1), field | above | symbol(1), shape | symbol(1), gap, aligned | symbol(1)],
];
const deepText = [
  ...standardText,
  folded(5),
  ...[wordBefore | symbol(1), word | wordBefore | wordBeforeThat, word, firstWord | word],
  ...[above | indent, open | order(2), marks | symbol(1), shape | order(2), symbol(2)],
  ...[afterWord | symbol(1), afterWord | afterWords, afterFourAndSix, afterTwoAndThree],
];

const textModels: Readonly<Record<MixerProfile, MixerModel>> = {
  fast: { contexts: fastText, orders: 5, sets: 7, sparing: true },
  standard: { contexts: standardText, orders: 5, sets: 11 },
  deep: { contexts: deepText, orders: 5, sets: 11, thorough: true },
};

const fastSymbols = [order(1), order(2), order(3), order(4), order(6)];
const standardSymbols = [...fastSymbols, order(8), far(12)];
const symbolModels: Readonly<Record<MixerProfile, MixerModel>> = {
  fast: { contexts: fastSymbols, orders: 5, sets: 3 },
  standard: { contexts: standardSymbols, orders: 7, sets: 5 },
  deep: { contexts: [...standardSymbols, far(16), far(20), gap], orders: 9, sets: 5 },
};

const at = recordFeatures;
const left = at.symbol(1);
const fastRecords = [
  ...[order(1), order(2), order(3), order(4)],
  ...[at.above | left, at.rowPlace | left, at.unitBefore | at.unitPlace | left, at.gradient | at.unitPlace],
  ...[at.word, at.rowPlace | at.above, at.unitBefore | at.unitBeforeThat | at.unitPlace],
  at.unitAhead | at.unitPlace,
];
const standardRecords = [
  ...[order(1), order(2), order(3), order(4), order(6)],
  ...[at.above | left, at.rowPlace | left, at.rowPlace | at.above, at.above | at.aboveThat],
  ...[at.unitBefore | at.unitPlace | left, at.unitBefore | at.unitBeforeThat | at.unitPlace],
  ...[at.unitAhead | at.unitPlace, at.unitNear | at.unitPlace | at.unitSlope, at.unitBefore | at.unitSlope],
  ...[at.gradient | at.unitPlace, at.rowSlope | at.above, at.word, at.word | left],
  ...[symbol(2), gap, gap | symbol(4), left | symbol(3)],
];
const deepRecords = [...standardRecords, afterTwoAndThree];
const recordModels: Readonly<Record<MixerProfile, MixerModel>> = {
  fast: { contexts: fastRecords, orders: 4, sets: 5, records: true },
  standard: { contexts: standardRecords, orders: 5, sets: 7, records: true },
  deep: { contexts: deepRecords, orders: 5, sets: 7, records: true, thorough: true },
};

const models = { text: textModels, records: recordModels, symbols: symbolModels };

/** @returns the model of a profile */
export function mixerModel(profile: MixerProfile, kind: MixerKind): MixerModel {
  return models[kind][profile];
}

const columnsOf: Readonly<Record<MixerKind, readonly number[]>> = {
  text: [column, field | above],
  records: [at.rowPlace],
  symbols: [],
};
/** Contexts that use numeric values. */
const numbersOf: Readonly<Record<MixerKind, readonly number[]>> = {
  text: [],
  records: [
    ...[at.unitAhead | at.unitPlace, at.unitNear | at.unitPlace | at.unitSlope],
    ...[at.gradient | at.unitPlace, at.rowSlope | at.above],
  ],
  symbols: [],
};
const ordersOf: Readonly<Record<MixerKind, readonly (readonly [length: number, context: number])[]>> = {
  text: [...[1, 2, 3, 4].map((k) => [k, order(k)] as const), [6, folded(6)]],
  records: [1, 2, 3, 4, 6].map((k) => [k, order(k)] as const),
  symbols: [1, 2, 3, 4, 6, 8].map((k) => [k, order(k)] as const),
};

/**
 * The standard model restricted to some layers of the nested codes, columns among them, so that the gain of each layer can be
 * measured. It has no final stages, so that only contexts predict a symbol, and copies are long.
 *
 * @param present number of distinct symbols
 * @returns undefined when the model has nothing of these layers
 */
export function nestedModel(
  kind: MixerKind,
  layers: readonly CodeLayer[],
  present: number,
): MixerModel | undefined {
  const lengths = layers
    .filter((layer) => layer.startsWith("contexts-"))
    .map((layer) => Number(layer.slice("contexts-".length)));
  const orders = ordersOf[kind]
    .filter(([length]) => lengths.some((longest) => length <= longest))
    .map(([, context]) => context);
  const [copies, numbers] = [layers.includes("copies"), layers.includes("numbers")];
  const contexts = [...orders, ...columnsOf[kind], ...(numbers ? numbersOf[kind] : [])];
  if (contexts.length === 0 && !copies) return undefined;
  return {
    ...(layers.includes("words") ? mixerModel("standard", kind) : { contexts, orders: orders.length }),
    ...{ sets: 3, plain: true, records: kind === "records" },
    experts:
      (copies ? pointerExperts : 0) |
      (numbers ? numberExperts : 0) |
      (numbers && kind === "records" ? sampleLaws : 0),
    ...(copies ? { longMatch: longMatch(kind, present) } : {}),
  };
}

/** Least length of a copy, in bits of equally likely symbols; longer than phrases of a language. */
const copyBits = 128;
const longestPhrase = 24;

function longMatch(kind: MixerKind, present: number): number {
  const symbols = Math.ceil(copyBits / Math.log2(Math.max(2, present)));
  return kind === "text" ? Math.max(longestPhrase, symbols) : symbols;
}

const leastLogBuckets = 10;
/**
 * Buckets are 32 bytes: at most 128 MiB, of many contexts 256. Twice that saves half a per mille of 8 MB of text where
 * contexts are few, and three per mille of 1 MB where they are many.
 */
const mostLogBuckets = 22;
const manyContexts = 20;
/** Most contexts of a symbol were seen before, so that fewer buckets than contexts times symbols are enough. */
const bucketsPerContext = 0.28;
/**
 * Beyond `manySymbols` contexts of text grow as the symbols to this power. Where that halves the table, which it does by 1
 * MB, it costs .6 per mille of a text's bits and saves 2.5 % of the time: the system hands out memory page by page.
 */
const contextGrowth = 0.84;
const manySymbols = 400_000;

/**
 * Sizes for a sequence; memory grows with its length.
 *
 * @param n symbols
 * @param present number of distinct symbols
 */
export function mixerSettings(model: MixerModel, n: number, present: number): MixerSettings {
  const { sparing = false, longMatch: long, ...parts } = model;
  const once = sparing ? Math.exp((contextGrowth - 1) * Math.log(Math.max(1, n / manySymbols))) : 1;
  const bits = (x: number) => Math.ceil(Math.log2(x + 1));
  const between = (least: number, x: number, most: number) => Math.max(least, Math.min(x, most));
  // A match of this length is rarely an accident: there are fewer positions than strings.
  const rare = Math.ceil((1.2 * Math.log2(Math.max(2, n))) / Math.log2(Math.max(2, present)));
  return {
    ...parts,
    matchLength: long ?? between(7, rare, 32),
    logBuckets: between(
      leastLogBuckets,
      bits(n * once * model.contexts.length * bucketsPerContext),
      mostLogBuckets + (model.contexts.length > manyContexts && !model.records ? 1 : 0),
    ),
    logMatches: between(10, bits(n), 22),
    logMaps: between(8, bits(n) - 2, 16),
  };
}
