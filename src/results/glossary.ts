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
    text: "Share of the largest possible rate that stays unpredictable: x = min(1, l(M) / log2 A). 0 is order, 1 is noise. A counts symbols that are rarer than one in a thousand in proportion.",
    see: ["heldOutRate", "alphabet", "growth"],
  },
  growth: {
    term: "growth",
    symbol: "G",
    unit: "bit",
    aliases: ["G  kbit", "growth axis", "vertical axis"],
    text: "The vertical axis of the map: what the last doubling of the data taught the observer, read off the last four doublings of the learning curve with a fixed slope. A finite model that is learned teaches less and less; a text teaches more with every doubling.",
    see: ["learningCoefficient", "growthExponent", "border", "tail"],
  },
  tail: {
    term: "tail",
    text: "A line on the map from where a sample stood after half of its symbols to where it stands: texts rise, patterns stay or sink.",
    see: ["growth", "x"],
  },
  copies: {
    term: "copies",
    text: "Passages that occurred earlier in the sample and cost at least 1 000 bits there, and overlaps between the places that were read. If they are more than a twentieth, they are set aside and all numbers are of the rest: random bytes repeated five times are noise, 80 % of it copies of itself.",
    see: ["verdict", "noise"],
  },
  unit: {
    term: "written bytes",
    text: "A sample that consists of binary or hexadecimal digits or of base64, perhaps in lines of one length, is read as the bytes that its digits write if the observer pays less for these: all numbers are of the bytes then, so a text has the same place however it is written. Random bytes cost no less, and stay what they are.",
    see: ["verdict", "structuralInformation"],
  },
  local: {
    term: "local structure",
    unit: "bit",
    aliases: ["local"],
    text: "What the beginning of a block costs more than its end: names, topics and layout that hold within it only. It falls due in every block, so S and G do not count it.",
    see: ["structuralInformation", "growth"],
  },
  border: {
    term: "border",
    unit: "bit",
    aliases: ["border of patterns"],
    text: "The G that nineteen of twenty kinds of noise with a plain pattern stay below at some length. It is measured on a bank of recipes whose patterns take 1 000 bits at most: noisy words, small machines, small dictionaries, records of random fields, smooth noise and packets. Of patterns whose growth is clearly open-ended, 49 of 50 stay below a second border, which is about half as high.",
    see: ["growth", "pattern", "structure"],
  },
  verdict: {
    term: "verdict",
    aliases: ["regime"],
    text: "What kind of sequence a sample is, as far as its intervals allow: noise, order, pattern, structure or undecided between two of them. The reason is given with it.",
    see: ["noise", "order", "pattern", "structure", "undecided"],
  },
  noise: {
    term: "noise",
    text: "Verdict: no code saves bits on the order of the symbols, and no test of periods, correlation, block entropies, spectrum or linear registers finds anything, at level .05 for all together. It is noise to this observer; encrypted and compressed files are, too.",
    see: ["verdict", "certificate", "observer"],
  },
  order: {
    term: "order",
    text: "Verdict: randomness is below 2 %, and the whole code length is below 5 % of log2 A a symbol. In a budget: the part that is predictable and took next to no learning.",
    see: ["verdict", "budget"],
  },
  pattern: {
    term: "pattern",
    aliases: ["noise with a pattern"],
    text: "Verdict: there is something to learn, but little of it, or learning it stops: the interval of G ends below the border, or that of the growth exponent ends below .4, or begins above 1.2, as where a finite list is used up.",
    see: ["verdict", "border", "growthExponent"],
  },
  structure: {
    term: "structure",
    aliases: ["middle regime", "middle", "open-ended"],
    text: "Verdict, the middle regime: the interval of G begins above the border, or above half of it where growth is open-ended, and learning does not clearly stop. Open-ended where the interval of the growth exponent begins above .4: each doubling of the data teaches clearly more than the last. Text and code are here; it does not prove language. As a number: S, see structural information.",
    see: ["verdict", "growth", "structuralInformation", "surrogate"],
  },
  undecided: {
    term: "undecided",
    text: "Verdict: the intervals allow two of the others, which are named. A longer sample often decides: --settle reads on.",
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
    text: "Generated sequences that differ in one parameter, joined on the map: from a text or pattern down to noise.",
    see: ["landmark", "shannon-ladder"],
  },
  "shannon-ladder": {
    term: "Shannon's ladder",
    aliases: ["rung", "rungs", "ladder"],
    text: "Chains of order 5, 4, ..., 0 with the statistics of a text, which Shannon called approximations to English. Each chain, or each surrogate of explain, is a rung.",
    reference: "Shannon 1948, Bell Syst. Tech. J. 27",
    see: ["surrogate", "road"],
  },
  ranked: {
    term: "ranked",
    aliases: ["not ranked", "too short"],
    text: "A sample is ranked when it has as many symbols as the others. Structure grows with length, so a shorter sample is shown, and not compared.",
    see: ["sample"],
  },
} as const satisfies Record<string, Entry>;

const measuring = {
  observer: {
    term: "observer",
    text: "The predictive model in whose terms rates and structure are measured: a Bayes mixture of a context mixer, context tree weighting, repeats, periods, parities and raw code. Its code length is reached by a real coder.",
    see: ["member", "codeLengthRate", "expert"],
  },
  member: {
    term: "member",
    aliases: ["members", "weight"],
    text: "One of the models that the observer mixes. Its weight says how much of the last prediction was its own.",
    see: ["observer", "expert"],
  },
  expert: {
    term: "expert",
    aliases: ["experts"],
    text: "A group of inputs of the context mixer, such as orders, words or columns. Its share is what the mixer pays more without it.",
    see: ["member"],
  },
  waterfall: {
    term: "waterfall",
    aliases: ["what it is made of", "layer", "layers", "nested codes"],
    text: "What a sample is made of: the observer with fewer and fewer of its parts, each a real code. What each layer saves adds up to log2 A less what the observer pays.",
    see: ["remainder", "observer", "expert"],
  },
  remainder: {
    term: "remainder",
    aliases: ["residuals", "quantile residuals"],
    text: "What the observer pays for a sample once all its parts have saved what they can. Its symbols become uniform numbers by the observer's own predictions (randomised quantile residuals), which are tested for being noise, and stronger observers are asked whether they find more.",
    see: ["waterfall", "observer"],
  },
  interval: {
    term: "interval",
    aliases: ["95 % interval", "error", "error bars", "±"],
    text: "A range that covers the true value in 95 of 100 repetitions. It is given only where tests on known sources found 92 to 98 %; a number without ± has no tested interval.",
    see: ["coverage-of-intervals", "bound"],
  },
  "coverage-of-intervals": {
    term: "coverage of intervals",
    aliases: ["intervals hold", "intervals cover", "nominal"],
    text: "Share of intervals that contain the truth, counted on sequences of known truth. An honest 95 % interval has about .95.",
    see: ["interval", "coverage"],
  },
  bound: {
    term: "bound",
    aliases: ["<=", ">=", "≤", "≥", "upper bound", "lower bound"],
    text: "A value that the quantity cannot exceed (<=) or fall below (>=), up to the interval. Every rate of a code is an upper bound of the entropy rate.",
    see: ["entropyRate", "interval"],
  },
  undefined: {
    term: "undefined",
    aliases: ["cannot be estimated"],
    text: "An estimator gives no number outside the conditions under which it is valid; the reason is given instead.",
    see: ["estimator"],
  },
  certificate: {
    term: "certificate",
    aliases: ["certificates", "certain at any length"],
    text: "A bound of a p-value that is exact at every length: a code fixed in advance saves c bits with probability at most 2^-c if all sequences, or all orders of the symbols, are equally likely.",
    see: ["noise"],
  },
  "p-value": {
    term: "p-value",
    symbol: "p",
    unit: "1",
    text: "How probable a result at least as extreme would be by chance alone.",
    see: ["certificate", "p"],
  },
  surrogate: {
    term: "surrogate",
    aliases: ["surrogates", "shuffle", "shuffles"],
    text: "A random copy of a sample that keeps some of its statistics and destroys the rest. The difference between both is what was destroyed.",
    reference: "Theiler et al. 1992, Physica D 58",
    see: ["structureBeyondShuffle", "shannon-ladder"],
  },
  epiplexity: {
    term: "epiplexity",
    text: "Information that a bounded observer can learn from data, apart from what stays random for it. S is the prequential estimate of it.",
    reference: "Finzi et al. 2026",
    see: ["structuralInformation"],
  },
  redundancy: {
    term: "redundancy",
    unit: "bit/symbol",
    text: "log2 A less the entropy rate: the bits a symbol that an ideal code saves.",
    see: ["entropyRate", "alphabet"],
  },
  alphabet: {
    term: "alphabet",
    symbol: "A",
    aliases: ["log2 A", "alphabet size"],
    text: "The different symbols that a sequence may have; of a sample, those that occur. log2 A is the largest possible entropy of a symbol.",
    see: ["symbol", "x"],
  },
  M: {
    term: "training length",
    symbol: "M",
    unit: "symbol",
    text: "Symbols that the observer learned: all of the sample.",
    see: ["heldOutRate", "learningCurve"],
  },
  n: {
    term: "sample size",
    symbol: "n",
    unit: "symbol",
    text: "Symbols that were measured.",
    see: ["sample"],
  },
  "context-curve": {
    term: "context curve",
    text: "h(k) against k: how uncertain a symbol is when the k - 1 symbols before it are known, from counts alone.",
    see: ["entropyGain", "blockEntropy"],
  },
  profile: {
    term: "profile",
    aliases: ["along the sample", "stretch"],
    text: "What each stretch of a sample cost once everything before it was read. It shows where the file is noise, order or repetition.",
    see: ["codeLengthRate"],
  },
} as const satisfies Record<string, Entry>;

const comparing = {
  jsd: {
    term: "Jensen-Shannon divergence",
    symbol: "D",
    unit: "bit",
    aliases: ["divergence", "jsd", "JSD"],
    text: "How different two distributions of n-grams are: 0 for equal ones, 1 bit for distributions without a common n-gram. What two samples of one source diverge by chance is removed.",
    reference: "Lin 1991, IEEE Trans. Inform. Theory 37",
    see: ["beyond", "p"],
  },
  p: {
    term: "exchange of blocks",
    aliases: ["exchange"],
    text: "Exact test of whether the blocks of two samples could be in any order: the share of random exchanges that leave the two at least as far apart, adjusted for the number of pairs by false discovery rate.",
    reference: "Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57",
    see: ["jsd", "differ"],
  },
  halves: {
    term: "halves",
    unit: "bit",
    text: "The divergence between the first and the second half of a sample: how much it changes along its own length.",
    see: ["beyond", "jsd"],
  },
  beyond: {
    term: "beyond halves",
    unit: "bit",
    text: "The divergence less twice the mean divergence of the two samples' own halves: what no random drift explains. Its lower end bounds it at 95 %.",
    see: ["halves", "differ"],
  },
  differ: {
    term: "differ",
    aliases: ["less than the error", "within the error"],
    text: "Two samples differ when the exchange of blocks tells them apart and they are further apart than random drift explains. Otherwise the difference is within the error.",
    see: ["p", "beyond"],
  },
  ncd: {
    term: "normalized compression distance",
    symbol: "NCD",
    unit: "1",
    text: "What a compressor pays for both samples together beyond the cheaper one, as a share of the more expensive one: 0 alike, 1 nothing in common.",
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
    text: "What an observer that learned one sample pays for held-out blocks of the other, next to what one pays that learned as much of the other itself.",
    see: ["observer", "heldOutRate"],
  },
  worth: {
    term: "worth",
    unit: "bit/symbol",
    aliases: ["alone", "on top"],
    text: "What learning one text saves who then reads another, the target, for each symbol of it: alone, after nothing else; on top, after what one has already, too.",
    see: ["cross"],
  },
} as const satisfies Record<string, Entry>;

const forecasting = {
  forecast: {
    term: "forecast",
    text: "What 2, 5 and 10 times as much of the same data will cost the observer, stated with intervals before it is read. Its hash makes it possible to grade it later.",
    see: ["excess-bits", "winkler", "law"],
  },
  "excess-bits": {
    term: "more",
    aliases: ["excess", "excess bits", "bits more"],
    unit: "bit",
    text: "Bits that the further symbols cost: C(kn) - C(n). What was paid already is left out, because it flatters every forecast.",
    see: ["forecast"],
  },
  law: {
    term: "law",
    text: "The rule by which a forecast continues a learning curve. It is learned from how the curves of other texts went on.",
    see: ["learningCurve", "forecast"],
  },
  floor: {
    term: "floor",
    unit: "1",
    text: "Median error of a forecast that comes from the random choice of blocks alone. No method does better on average.",
    see: ["forecast"],
  },
  winkler: {
    term: "Winkler score",
    aliases: ["Winkler"],
    unit: "1",
    text: "Width of an interval plus a penalty when the value lies outside, as a share of the value. Smaller is better.",
    reference: "Winkler 1972, J. Am. Stat. Assoc. 67",
    see: ["interval"],
  },
  skill: {
    term: "skill",
    unit: "1",
    text: "1 less the error of the forecast divided by that of a simple law: 1 is perfect, 0 no better, below 0 worse.",
    see: ["forecast", "floor"],
  },
  jump: {
    term: "jump",
    aliases: ["jumps"],
    text: "A sudden fall of the loss at one place of the sample, as when a period comes round or a file begins to repeat itself. Intervals are wider for it.",
    see: ["forecast"],
  },
  part: {
    term: "part",
    aliases: ["parts", "tasks", "unplaced"],
    text: "Positions of one kind, by what comes before them: inside a word, after a bracket, the result of a sum. What the parts cost adds up to the whole.",
    see: ["forecast"],
  },
} as const satisfies Record<string, Entry>;

const experimenting = {
  truth: {
    term: "truth",
    aliases: ["exact", "ground truth"],
    text: "What is certain of a source, in closed form or by bounds. For a code length it is the entropy rate, below which no code can go on average.",
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
    text: "Decided at the largest size: the truth is outside the interval of the mean, or the mean still moves from the size before by more than the error of the difference.",
    see: ["mean", "truth"],
  },
  bias: {
    term: "bias",
    text: "Mean of the estimates less the truth.",
    see: ["rmse", "truth"],
  },
  rmse: {
    term: "RMSE",
    aliases: ["root mean square error"],
    text: "Root of the mean squared difference between estimates and truth: bias and spread together.",
    see: ["bias", "spread"],
  },
  source: {
    term: "source",
    aliases: ["sources", "generator"],
    text: "A generator of sequences whose entropy rate and structure are known as far as mathematics allows.",
    see: ["recipe", "truth"],
  },
  recipe: {
    term: "recipe",
    text: "A source with its parameters, as text, such as replace(periodic(word=00101), eps=0.1). With a seed and a length it gives the same symbols everywhere.",
    see: ["source", "seed"],
  },
  seed: {
    term: "seed",
    aliases: ["--seed"],
    text: "The number that fixes every random choice: which blocks are sampled, shuffles and generated sequences. Of a file that is read whole nothing is left to choose: every seed gives the same numbers.",
    see: ["recipe", "sample"],
  },
  estimator: {
    term: "estimator",
    aliases: ["estimators", "-e", "--estimator"],
    text: "A rule that turns a sequence into a number with unit and conditions, such as grassberger for the symbol entropy. -e chooses it.",
    see: ["quantity", "undefined"],
  },
  quantity: {
    term: "quantity",
    aliases: ["quantities"],
    text: "What is asked of a sequence, such as the entropy rate. Sources state its truth, estimators answer it.",
    see: ["estimator", "truth"],
  },
} as const satisfies Record<string, Entry>;

const inputs = {
  sample: {
    term: "sample",
    aliases: ["--sample"],
    text: "The symbols of an input that are measured: up to 100 000, in 96 blocks from all over it. All rows of a map have the same number. With --settle, an input whose verdict they leave open is placed by 200 000, 400 000 and 800 000, too, or by all where these would be nearly all; the last time in more orders.",
    see: ["ranked", "symbol"],
  },
  symbol: {
    term: "symbol",
    aliases: ["symbols"],
    text: "The unit that is predicted: a byte unless --encoding says otherwise.",
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
    text: "A file, or a record of a file, with a beginning and an end. Nothing is counted across its ends.",
    see: ["encoding"],
  },
  corpus: {
    term: "corpus",
    aliases: ["corpora", "--corpora"],
    text: "A text or table of real data from a pinned package, checked by SHA-256 before use. core names the 25 that are placed by default.",
    see: ["sample"],
  },
  baseline: {
    term: "baseline",
    aliases: ["drift"],
    text: "The numbers of files at an earlier time with their errors. A check fails when a number has moved by more than the error of both.",
    see: ["limit"],
  },
  limit: {
    term: "limit",
    aliases: ["budget of a check", "budgets"],
    text: "A least or greatest value that a check allows for files that match a glob. The check fails when the whole interval lies beyond it.",
    see: ["baseline", "interval"],
  },
  shard: {
    term: "shard",
    aliases: ["part file", "score"],
    text: "The share of a large job that one task measures. The merged report is the same to the byte for any number of shards.",
    see: ["document"],
  },
} as const satisfies Record<string, Entry>;

/** What the glossary says about a quantity beside its definition. */
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
