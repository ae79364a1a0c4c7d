// What scripts/build-jumps.mjs measures, fixed before any larger size of the panel was run: all structures of `probe` in the five
// sizes that src/features/probe/panel.ts gives them, for these learners and seeds. What was chosen (the search, the number of
// draws, the error of the law) was chosen on the tuning list alone, which has other tables, sizes and seeds.
export const learners = ["observer", "ngram"];
export const seeds = [1, 2];
/** Most symbols for a prediction; the search for what was predicted goes on to twice as many. */
export const size = 65_536;

const entry = (id, sizes, recipe, part) => ({
  ...{ id, needs: "", recipe: recipe(sizes[0], 1), nothing: "frequencies", family: { sizes, recipe } },
  ...(part === undefined ? {} : { part }),
});

export const tuningSeed = 7;
export const tuning = [
  entry("zipf-.7", [24, 48, 96, 192, 384], (T) => `zipf(alphabet=${T + 1}, exponent=0.7)`),
  entry(
    "rows-.1",
    [7, 10, 14, 20, 28],
    (A, seed) => `random-markov(order=1, alphabet=${A}, concentration=0.1, seed=${seed})`,
  ),
  entry(
    "pairs-.2",
    [4, 5, 6, 8, 10],
    (A, seed) => `random-markov(order=2, alphabet=${A}, concentration=0.2, seed=${seed})`,
  ),
  entry("sums", [7, 10, 14, 20, 28], (modulus) => `modular-addition(modulus=${modulus})`, "sum"),
  entry("parity-.1", [3, 4, 5, 6, 7], (k) => `noisy-parity(k=${k}, eps=0.1)`),
  entry("lags", [3, 6, 12, 24, 48], (lag) => `lag-copy(lag=${lag}, eps=0.2, alphabet=8)`),
  entry("echo", [3, 6, 12, 24, 48], (length) => `copy(alphabet=26, length=${length})`, "answer"),
  entry("brackets", [3, 6, 12, 24, 48], (types) => `dyck(types=${types}, p=0.3)`),
  entry(
    "two-levels",
    [6, 12, 24, 48, 96],
    (v, instance) => `random-hierarchy(v=${v}, m=3, s=2, levels=2, instance=${instance})`,
  ),
];
// The first entry of a law has no optimum below that of its symbols: what is found is the law.
tuning[0].nothing = "alphabet";

/**
 * Sums of many tables, as scripts/jumps-mixtures.mjs makes and predicts them. Small tables have sizes that no table of the sum has. The
 * length of blocks, records priced one by one, and the range of sizes were chosen on the tuning plan.
 */
export const mixtures = {
  ...{ learners, seeds, draws: 3 },
  // Each table is asked with probability ~ k^-s, for each of these s.
  exponents: [0.7, 1.1, 1.6],
  ...{ tables: 32, sizes: [24, 32, 40], answer: { symbols: 8, length: 3 } },
  small: [8, 16],
  // Exponents of 2 between which symbols are learned.
  ...{ smallSizes: [4, 17], mixtureSizes: [9, 18] },
  // Shown beside the sums, and used by no prediction: one table of the sums by itself.
  ...{ single: 32, singleSizes: [4, 14] },
};
export const mixtureTuning = {
  ...{ learners, seeds: [tuningSeed], draws: 3, exponents: [0.5, 1.3] },
  ...{ tables: 24, sizes: [20, 28, 36], answer: { symbols: 10, length: 2 }, small: [6, 12] },
  ...{ smallSizes: [4, 16], mixtureSizes: [8, 17] },
};
