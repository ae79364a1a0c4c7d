import { type QuantityId, quantities } from "../core/quantities.ts";

/** A term of outputs, options or documents, with its explanation. */
export interface Term {
  /** stable; pages and links use it */
  readonly id: string;
  readonly term: string;
  /** as formulas and tables write it */
  readonly symbol: string | null;
  /** other names for it */
  readonly aliases: readonly string[];
  readonly group: string;
  /** one or two sentences */
  readonly text: string;
  readonly unit: string | null;
  readonly reference: string | null;
  /** ids of other terms */
  readonly see: readonly string[];
}

interface Entry {
  readonly term: string;
  readonly text: string;
  readonly symbol?: string;
  readonly aliases?: readonly string[];
  readonly unit?: string;
  readonly reference?: string;
  readonly see?: readonly string[];
}

const map = {
  x: {
    term: "randomness",
    symbol: "x",
    unit: "1",
    text: "Share of the largest possible rate that remains unpredictable: x = min(1, l(M) / log2 A). 0 is order, 1 is noise. In A, a symbol rarer than 1 in 1 000 counts as a fraction.",
    see: ["heldOutRate", "alphabet", "growth"],
  },
  growth: {
    term: "growth",
    symbol: "G",
    unit: "bit",
    aliases: ["G  kbit", "growth axis", "vertical axis"],
    text: "Bits that the observer learned from the last doubling of the data: the vertical axis of the map. It is estimated from the last four doublings of the learning curve with a fixed slope. Once a finite model is learned, each doubling teaches less; a text teaches more with every doubling.",
    see: ["learningCoefficient", "growthExponent", "border", "tail"],
  },
  tail: {
    term: "tail",
    text: "A line on the map from the place of the first half of a sample's symbols to the place of the whole sample. Texts rise, patterns stay level or sink.",
    see: ["growth", "x"],
  },
  copies: {
    term: "copies",
    text: "Passages that occurred earlier in the sample and cost at least 1 000 bits there, and overlaps between sampled blocks. If they make up more than 5 % of a sample, they are set aside and all numbers describe the rest. Random bytes repeated five times are noise, 80 % of it copies of itself.",
    see: ["verdict", "noise"],
  },
  unit: {
    term: "written bytes",
    text: "A sample of binary, hexadecimal or base64 digits, possibly in lines of equal length, is decoded to the bytes that its digits write if these cost the observer less. All numbers then describe the bytes, so a text has the same place in any notation. Random bytes do not cost less, so their digits are not decoded.",
    see: ["verdict", "structuralInformation"],
  },
  local: {
    term: "local structure",
    unit: "bit",
    aliases: ["local"],
    text: "Extra cost of the beginning of a block compared to its end: names, topics and layout that are used only in that block. It recurs in every block, so S and G do not include it.",
    see: ["structuralInformation", "growth"],
  },
  border: {
    term: "border",
    unit: "bit",
    aliases: ["border of patterns"],
    text: "The value of G that 19 of 20 kinds of noise with a simple pattern do not exceed, at each length. It is measured on a bank of recipes whose patterns have at most 1 000 bits: noisy words, small machines, small dictionaries, records of random fields, smooth noise and packets. Of patterns with significantly open-ended growth, 49 of 50 do not exceed a second border, about half as high.",
    see: ["growth", "pattern", "structure"],
  },
  verdict: {
    term: "verdict",
    aliases: ["regime"],
    text: "The kind of sequence that a sample is, as far as its intervals allow: noise, order, pattern, structure, or undecided. Every verdict has a reason.",
    see: ["noise", "order", "pattern", "structure", "undecided"],
  },
  noise: {
    term: "noise",
    text: "Verdict: no code saves a significant number of bits on the order of the symbols, and no test of periods, correlation, block entropies, spectrum or linear registers rejects noise, at joint level 0.05. It is noise to this observer: encrypted and compressed files are noise, too.",
    see: ["verdict", "certificate", "observer"],
  },
  order: {
    term: "order",
    text: "Verdict: randomness is below 2 %, and the total code length is below 5 % of log2 A per symbol. In a budget: the share that is predictable after almost no learning.",
    see: ["verdict", "budget"],
  },
  pattern: {
    term: "pattern",
    aliases: ["noise with a pattern"],
    text: "Verdict: there is little to learn, or learning stops. The interval of G ends below the border, or the interval of the growth exponent ends below 0.4, or it begins above 1.2, as in lists drawn without replacement.",
    see: ["verdict", "border", "growthExponent"],
  },
  structure: {
    term: "structure",
    aliases: ["middle regime", "middle", "open-ended"],
    text: "Verdict, the middle regime: the last doubling taught more than in patterns, and learning does not stop. The interval of G begins above the border, or above a second, lower border if growth is open-ended. Growth is open-ended if the interval of the growth exponent begins above 0.4: each doubling of the data teaches significantly more than the last. Text and code have structure; structure does not prove language. As a number: S, see structural information.",
    see: ["verdict", "growth", "structuralInformation", "surrogate"],
  },
  undecided: {
    term: "undecided",
    text: "Verdict: the intervals allow two of the other verdicts, which are named. A longer sample often decides; --settle reads more of the input.",
    see: ["verdict", "interval"],
  },
  landmark: {
    term: "landmark",
    aliases: ["landmarks", "ring", "reference"],
    text: "A generated sequence whose entropy rate is known in closed form, drawn on the map as a ring.",
    see: ["road", "truth"],
  },
  road: {
    term: "road",
    aliases: ["roads", "family"],
    text: "A line on the map through generated sequences that differ in one parameter, from a text or pattern down to noise.",
    see: ["landmark", "shannon-ladder"],
  },
  "shannon-ladder": {
    term: "Shannon's ladder",
    aliases: ["rung", "rungs", "ladder"],
    text: "Markov chains of order 5, 4, ..., 0 with the statistics of a text; Shannon called them approximations to English. Each chain, and each surrogate of explain, is a rung.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    see: ["surrogate", "road"],
  },
  ranked: {
    term: "ranked",
    aliases: ["not ranked", "too short"],
    text: "A sample is ranked if it has as many symbols as the others. Structure grows with length, so a shorter sample is shown but not compared.",
    see: ["sample"],
  },
} as const satisfies Record<string, Entry>;

const measuring = {
  observer: {
    term: "observer",
    text: "The predictive model that measures rates and structure: a Bayes mixture of a context mixer, context tree weighting, repeats, periods, parities and raw code. A real coder reaches its code length.",
    see: ["member", "codeLengthRate", "expert"],
  },
  member: {
    term: "member",
    aliases: ["members", "weight"],
    text: "One of the models that the observer mixes. Its weight is its share of the last prediction.",
    see: ["observer", "expert"],
  },
  expert: {
    term: "expert",
    aliases: ["experts"],
    text: "A group of inputs of the context mixer, such as orders, words or columns. Its share is the increase of the mixer's code length without it.",
    see: ["member"],
  },
  waterfall: {
    term: "waterfall",
    aliases: ["what it is made of", "layer", "layers", "nested codes"],
    text: "Code lengths of observers with more and more parts. Each layer adds a part and saves some bits; the savings add up to log2 A minus the rate of the whole observer.",
    see: ["remainder", "observer", "expert"],
  },
  remainder: {
    term: "remainder",
    aliases: ["residuals", "quantile residuals"],
    text: "The rate of the whole observer on a sample: what no layer of the waterfall saves. The observer's predictions turn symbols into numbers that are uniform if the predictions are right (randomised quantile residuals). Tests check whether these are noise, and stronger observers check whether they save more.",
    see: ["waterfall", "observer"],
  },
  interval: {
    term: "interval",
    aliases: ["95 % interval", "error", "error bars", "±"],
    text: "A range that covers the true value in 95 of 100 repetitions. It is given only if its coverage on known sources was 92 to 98 %; a number without ± has no tested interval.",
    see: ["coverage-of-intervals", "bound"],
  },
  "coverage-of-intervals": {
    term: "coverage of intervals",
    aliases: ["intervals hold", "intervals cover", "nominal"],
    text: "Share of intervals that contain the truth, counted on sequences of known truth. A valid 95 % interval has about 0.95.",
    see: ["interval", "coverage"],
  },
  bound: {
    term: "bound",
    aliases: ["<=", ">=", "≤", "≥", "upper bound", "lower bound"],
    text: "A value that the quantity does not exceed (<=) or fall below (>=), within the interval. The rate of every code is an upper bound of the entropy rate.",
    see: ["entropyRate", "interval"],
  },
  undefined: {
    term: "undefined",
    aliases: ["cannot be estimated"],
    text: "An estimator gives a reason instead of a number if the conditions for which it is valid do not hold.",
    see: ["estimator"],
  },
  certificate: {
    term: "certificate",
    aliases: ["certificates", "certain at any length"],
    text: "An upper bound of a p-value that is exact at every length: if all sequences, or all orders of the symbols, are equally likely, a code fixed in advance saves c bits with probability at most 2^-c.",
    see: ["noise"],
  },
  "p-value": {
    term: "p-value",
    symbol: "p",
    unit: "1",
    text: "Probability of a result at least as extreme by chance alone.",
    see: ["certificate", "p"],
  },
  surrogate: {
    term: "surrogate",
    aliases: ["surrogates", "shuffle", "shuffles"],
    text: "A random copy of a sample that keeps some of its statistics and destroys the rest. The difference between the two measures what was destroyed.",
    reference: "Theiler et al. 1992, Physica D 58",
    see: ["structureBeyondShuffle", "shannon-ladder"],
  },
  epiplexity: {
    term: "epiplexity",
    text: "Information that a bounded observer can learn from data, without the part that remains random to it. S is its prequential estimate.",
    reference: "Finzi et al. 2026",
    see: ["structuralInformation"],
  },
  redundancy: {
    term: "redundancy",
    unit: "bit/symbol",
    text: "log2 A minus the entropy rate: the bits per symbol that an ideal code saves.",
    see: ["entropyRate", "alphabet"],
  },
  alphabet: {
    term: "alphabet",
    symbol: "A",
    aliases: ["log2 A", "alphabet size"],
    text: "Number of different symbols that a sequence may contain; for a sample, of those that occur. log2 A is the largest possible entropy of a symbol.",
    see: ["symbol", "x"],
  },
  M: {
    term: "training length",
    symbol: "M",
    unit: "symbol",
    text: "Number of symbols that the observer learned: all of the sample.",
    see: ["heldOutRate", "learningCurve"],
  },
  n: {
    term: "sample size",
    symbol: "n",
    unit: "symbol",
    text: "Number of symbols that were measured.",
    see: ["sample"],
  },
  "context-curve": {
    term: "context curve",
    text: "h(k) against k: uncertainty of a symbol given the k - 1 symbols before it, from counts alone.",
    see: ["entropyGain", "blockEntropy"],
  },
  profile: {
    term: "profile",
    aliases: ["along the sample", "stretch"],
    text: "Cost of each segment of a sample after everything before it was read. It shows where the file is noise, order or repetition.",
    see: ["codeLengthRate"],
  },
} as const satisfies Record<string, Entry>;

const comparing = {
  jsd: {
    term: "Jensen-Shannon divergence",
    symbol: "D",
    unit: "bit",
    aliases: ["divergence", "jsd", "JSD"],
    text: "Distance of two distributions of n-grams: 0 if they are equal, 1 bit if they share no n-gram. The expected divergence of two samples of one source is subtracted.",
    reference: "Lin 1991, IEEE Trans. Inform. Theory 37",
    see: ["beyond", "p"],
  },
  p: {
    term: "exchange of blocks",
    aliases: ["exchange"],
    text: "Exact test of whether the blocks of two samples are exchangeable: the share of random exchanges of their blocks that leave the samples at least as far apart, adjusted for the number of pairs by false discovery rate.",
    reference: "Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57",
    see: ["jsd", "differ"],
  },
  halves: {
    term: "halves",
    unit: "bit",
    text: "Divergence of the first and the second half of a sample: how much it changes along its length.",
    see: ["beyond", "jsd"],
  },
  beyond: {
    term: "beyond halves",
    unit: "bit",
    text: "Divergence minus twice the mean divergence between the halves of each sample: the part that random drift does not explain. The lower end is a 95 % bound.",
    see: ["halves", "differ"],
  },
  differ: {
    term: "differ",
    aliases: ["less than the error", "within the error"],
    text: "Two samples differ if the exchange of blocks distinguishes them and their divergence is larger than random drift explains. Otherwise the difference is within the error.",
    see: ["p", "beyond"],
  },
  ncd: {
    term: "normalized compression distance",
    symbol: "NCD",
    unit: "1",
    text: "Compressed size of both samples together minus the smaller compressed size, divided by the larger one: 0 if they are alike, 1 if they have nothing in common.",
    reference: "Cilibrasi & Vitanyi 2005, IEEE Trans. Inform. Theory 51",
    see: ["code"],
  },
  code: {
    term: "distance by the observer",
    unit: "1",
    text: "The normalized compression distance with the code length of the observer.",
    reference: "Cilibrasi & Vitanyi 2005, IEEE Trans. Inform. Theory 51",
    see: ["ncd", "observer"],
  },
  cross: {
    term: "cross code length",
    unit: "bit/symbol",
    aliases: ["cross entropy"],
    text: "Cost of held-out blocks of one sample for an observer that learned the other, compared to one that learned as much of the same sample.",
    see: ["observer", "heldOutRate"],
  },
  worth: {
    term: "worth",
    unit: "bit/symbol",
    aliases: ["alone", "on top"],
    text: "Bits per symbol of a target text that an observer saves by learning another text first: alone, with nothing else learned; on top, in addition to already known data.",
    see: ["cross"],
  },
} as const satisfies Record<string, Entry>;

const forecasting = {
  forecast: {
    term: "forecast",
    text: "Predicted cost of 2, 5 and 10 times as much of the same data for the observer, with intervals, before the data is read. Its hash makes it possible to grade it later.",
    see: ["excess-bits", "winkler", "law"],
  },
  "excess-bits": {
    term: "more",
    aliases: ["excess", "excess bits", "bits more"],
    unit: "bit",
    text: "Cost of the further symbols: C(kn) - C(n). The cost of the sample itself is left out, because it makes every forecast look better.",
    see: ["forecast"],
  },
  law: {
    term: "law",
    text: "The rule by which a forecast continues a learning curve. It is learned from the learning curves of other texts.",
    see: ["learningCurve", "forecast"],
  },
  floor: {
    term: "floor",
    unit: "1",
    text: "Median error of a forecast due only to the random choice of blocks. No method does better on average.",
    see: ["forecast"],
  },
  winkler: {
    term: "Winkler score",
    aliases: ["Winkler"],
    unit: "1",
    text: "Width of an interval plus a penalty if the value is outside, relative to the value. Smaller is better.",
    reference: "Winkler 1972, J. Am. Stat. Assoc. 67",
    see: ["interval"],
  },
  skill: {
    term: "skill",
    unit: "1",
    text: "1 minus the error of the forecast divided by that of a simple law: 1 is perfect, 0 is no better, below 0 is worse.",
    see: ["forecast", "floor"],
  },
  jump: {
    term: "jump",
    aliases: ["jumps"],
    text: "A sudden fall of the loss at one position of the sample, for example where a period or a file begins to repeat. A jump widens the intervals.",
    see: ["forecast"],
  },
  part: {
    term: "part",
    aliases: ["parts", "tasks", "unplaced"],
    text: "Positions of one kind, defined by what precedes them: inside a word, after a bracket, the result of a sum. The costs of all parts add up to the total.",
    see: ["forecast"],
  },
} as const satisfies Record<string, Entry>;

const experimenting = {
  truth: {
    term: "truth",
    aliases: ["exact", "ground truth"],
    text: "What is proved about a source, in closed form or by bounds. For a code length, the truth is the entropy rate, which no code beats on average.",
    see: ["source", "bias"],
  },
  mean: {
    term: "mean",
    text: "Mean over the seeded sequences, with Student's 95 % interval of the mean.",
    see: ["spread"],
  },
  spread: {
    term: "spread",
    text: "Standard deviation over the seeded sequences.",
    see: ["mean"],
  },
  convergence: {
    term: "not converged",
    aliases: ["converged", "*"],
    text: "At the largest size, the truth is outside the interval of the mean, or the mean has moved since the previous size by more than the error of the difference.",
    see: ["mean", "truth"],
  },
  bias: {
    term: "bias",
    text: "Mean of the estimates minus the truth.",
    see: ["rmse", "truth"],
  },
  rmse: {
    term: "RMSE",
    aliases: ["root mean square error"],
    text: "Root of the mean squared difference between estimates and truth. It combines bias and spread.",
    see: ["bias", "spread"],
  },
  source: {
    term: "source",
    aliases: ["sources", "generator"],
    text: "A generator of sequences whose entropy rate and structure are known exactly where possible.",
    see: ["recipe", "truth"],
  },
  recipe: {
    term: "recipe",
    text: "A source with its parameters, as text, such as replace(periodic(word=00101), eps=0.1). The same recipe, seed and length give the same symbols on every machine.",
    see: ["source", "seed"],
  },
  seed: {
    term: "seed",
    aliases: ["--seed"],
    text: "The number that determines every random choice: sampled blocks, shuffles and generated sequences. If a file is read whole, there is nothing to choose, and every seed gives the same numbers.",
    see: ["recipe", "sample"],
  },
  estimator: {
    term: "estimator",
    aliases: ["estimators", "-e", "--estimator"],
    text: "A rule that computes a number from a sequence, with a unit and conditions, such as grassberger for the symbol entropy. -e selects estimators.",
    see: ["quantity", "undefined"],
  },
  quantity: {
    term: "quantity",
    aliases: ["quantities"],
    text: "A property of a sequence, such as the entropy rate. Sources state its true value; estimators estimate it.",
    see: ["estimator", "truth"],
  },
} as const satisfies Record<string, Entry>;

const inputs = {
  sample: {
    term: "sample",
    aliases: ["--sample"],
    text: "The symbols of an input that are measured: up to 100 000, in 96 blocks from the whole input. All samples of a map have the same size. With --settle, an input whose verdict is undecided is measured again with 200 000, 400 000 and 800 000 symbols, or with all if that is hardly more; the last measurement uses more orders of the blocks.",
    see: ["ranked", "symbol"],
  },
  symbol: {
    term: "symbol",
    aliases: ["symbols"],
    text: "The unit that is predicted: by default a byte; --encoding selects another.",
    see: ["encoding", "alphabet"],
  },
  encoding: {
    term: "encoding",
    aliases: ["--encoding"],
    text: "What a symbol is: a byte, a character, a word, or a token of a language model's vocabulary.",
    see: ["symbol", "document"],
  },
  document: {
    term: "document",
    aliases: ["record", "records"],
    text: "A file, or a record of a file. Nothing is counted across its ends.",
    see: ["encoding"],
  },
  corpus: {
    term: "corpus",
    aliases: ["corpora", "--corpora"],
    text: "A text or table of real data from a pinned package, checked by SHA-256 before use. core means the 25 corpora that are placed by default.",
    see: ["sample"],
  },
  baseline: {
    term: "baseline",
    aliases: ["drift"],
    text: "Numbers of files at an earlier time, with their errors. A check fails if a number has moved by more than the combined error.",
    see: ["limit"],
  },
  limit: {
    term: "limit",
    aliases: ["budget of a check", "budgets"],
    text: "A minimum or maximum that a check allows for files that match a glob. The check fails if the whole interval is beyond it.",
    see: ["baseline", "interval"],
  },
  shard: {
    term: "shard",
    aliases: ["part file", "score"],
    text: "The part of a large job that one process measures. The merged report has the same bytes for any number of shards.",
    see: ["document"],
  },
} as const satisfies Record<string, Entry>;

/** What the glossary adds to the definition of a quantity. */
const ofQuantities: Readonly<Partial<Record<QuantityId, Pick<Entry, "aliases" | "see">>>> = {
  symbolEntropy: {
    aliases: ["entropy", "Shannon entropy", "Shannon", "H1"],
    see: ["blockEntropy", "entropyRate"],
  },
  blockEntropy: { aliases: ["n-gram entropy"], see: ["entropyGain"] },
  entropyGain: { aliases: ["conditional entropy"], see: ["entropyRate", "context-curve"] },
  entropyRate: { aliases: ["h_mu", "source entropy"], see: ["bound", "entropyGain", "codeLengthRate"] },
  excessEntropy: { aliases: ["predictive information"], see: ["blockEntropy", "statisticalComplexity"] },
  statisticalComplexity: { aliases: ["causal states"], see: ["excessEntropy"] },
  codeLengthRate: { aliases: ["code length"], see: ["entropyRate", "observer"] },
  heldOutRate: { aliases: ["rate", "new information"], see: ["x", "learningCurve", "M"] },
  evidence: { aliases: ["e-value", "bits saved"], see: ["certificate", "noise", "observer"] },
  learningCurve: { aliases: ["l(1)…l(M)", "l(1)...l(M)", "learning curves"], see: ["structuralInformation"] },
  structuralInformation: { aliases: ["S  kbit"], see: ["growth", "epiplexity"] },
  structureBeyondShuffle: { aliases: ["ΔS"], see: ["structuralInformation", "surrogate"] },
  learningCoefficient: { see: ["growth", "growthExponent", "learningCurve"] },
  growthExponent: {
    aliases: ["open-ended growth"],
    see: ["learningCoefficient", "learningCurve", "hilbergExponent"],
  },
  budget: { aliases: ["random", "learned", "free order", "shares"], see: ["x", "structuralInformation"] },
  coverage: { aliases: ["Good-Turing coverage"], see: ["coverage-of-intervals"] },
};

function terms(group: string, entries: Readonly<Record<string, Entry>>): Term[] {
  return Object.entries(entries).map(([id, { term, text, ...rest }]) => ({
    id,
    term,
    symbol: rest.symbol ?? null,
    aliases: rest.aliases ?? [],
    group,
    text,
    unit: rest.unit ?? null,
    reference: rest.reference ?? null,
    see: rest.see ?? [],
  }));
}

/** Every term, quantities last. */
export const glossary: readonly Term[] = [
  ...terms("The map", map),
  ...terms("Measuring", measuring),
  ...terms("Comparing", comparing),
  ...terms("Forecasting", forecasting),
  ...terms("Experiments", experimenting),
  ...terms("Inputs and checks", inputs),
  ...(Object.keys(quantities) as QuantityId[]).map((id) => {
    const { title, symbol, unit, definition, reference } = quantities[id];
    const { aliases = [], see = [] } = ofQuantities[id] ?? {};
    return { id, term: title, symbol, aliases, group: "Quantities", text: definition, unit, reference, see };
  }),
];

const byId = new Map(glossary.map((term) => [term.id, term]));

/** The term of an id. @throws RangeError where there is none */
export function termOf(id: string): Term {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`${id} is not in the glossary`);
  return found;
}

/** Ignores case, hyphens and blanks: `entropyRate`, `entropy-rate` and `Entropy rate` are equal. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]+/g, "");

/** All names by which a term is found. */
export const namesOf = ({ id, term, symbol, aliases }: Term): string[] => [
  ...new Set([term, id, ...(symbol === null ? [] : [symbol]), ...aliases]),
];

/**
 * The terms of a name: by exact spelling, since h and H differ, else ignoring case and hyphens.
 *
 * @returns several where a symbol has several meanings; none where it is unknown
 */
export function findTerms(name: string): readonly Term[] {
  const exact = glossary.filter((term) => namesOf(term).includes(name.trim()));
  if (exact.length > 0) return exact;
  return glossary.filter((term) => namesOf(term).some((one) => plain(one) === plain(name)));
}
