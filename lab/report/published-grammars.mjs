// What the observer's curve says of 125 published transformers that learned texts of random grammars, and what gzip says of them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median, percent, spearman, table } from "./grades.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A run has stopped falling where its last epoch changed the loss by less than this share. */
const stillShare = 0.01;

/** Runs with what was measured of grammars by their recipe. Losses in bits a token. */
function readRuns() {
  const { grammars } = JSON.parse(readFileSync(`${root}lab/data/published-grammars.json`, "utf8"));
  const measured = new Map(grammars.map(({ grammar, found }) => [JSON.stringify(grammar), found]));
  return readFileSync(`${root}lab/data/published-curves/grammars.ndjson`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ grammar, gzip: [gzip], tokens, parameters, validPerplexity }) => {
      const found = measured.get(JSON.stringify(grammar));
      const atSize = found.map(({ sizes }) => sizes.find((one) => one.tokens === tokens));
      const [before, loss] = validPerplexity.slice(-2).map(Math.log2);
      return {
        ...{ grammar, gzip, tokens, parameters, loss },
        still: before / loss - 1 < stillShare,
        // Grammars of one setting in the smallest and in the larger sizes differ a little.
        level: grammar.nonterminals,
        rates: atSize.map(({ rate }) => rate),
        structures: atSize.map(({ structure }) => structure),
        entropyRates: found.map(({ entropyRate: [lower, upper] }) => (lower + upper) / 2),
        symbolEntropies: found.map(({ symbolEntropy }) => symbolEntropy),
      };
    });
}

const range = (values, places) =>
  `${Math.min(...values).toFixed(places)} to ${Math.max(...values).toFixed(places)}`;

/** Medians of errors when each setting is forecast by a law that was learned from the others. */
function medianErrors(library, runs, figures) {
  const examples = runs.map((run) => ({ group: run.level, features: run, bits: run.loss }));
  return figures.map(([title, figure]) => {
    const form = library.ridgeForm(
      () => 0,
      (run) => [Math.log2(run.parameters), Math.log2(run.tokens), ...figure(run)],
    );
    return [title, percent(library.learnNetworkLaw(examples, form).medianError)];
  });
}

/** The section of the published grammars. */
export function grammarsSection(library) {
  const runs = readRuns();
  const learned = runs.filter(
    ({ loss, symbolEntropies, still }) => still && loss < median(symbolEntropies) / 2,
  );
  const sets = [...new Set(runs.map(({ level, tokens, gzip }) => `${level} ${gzip} ${tokens}`))].map((key) =>
    runs.filter(({ level, tokens, gzip }) => key === `${level} ${gzip} ${tokens}`),
  );
  const rows = sets
    .toSorted(([a], [b]) => a.level - b.level || a.tokens - b.tokens)
    .map((own) => {
      const [{ grammar, gzip, tokens, rates, structures, entropyRates }] = own;
      const done = own.filter((run) => learned.includes(run)).map(({ loss }) => loss);
      return [
        `${grammar.nonterminals}, ${grammar.terminals}, ${grammar.maxRules}, ${grammar.maxLength}`,
        ...[`${tokens}`, gzip.toFixed(3), range(entropyRates, 2), range(rates, 2)],
        range(
          structures.map((one) => one / 1000),
          1,
        ),
        range(
          own.map(({ loss }) => loss),
          2,
        ),
        done.length === 0 ? "-" : `${done.length}: ${range(done, 2)}`,
      ];
    });
  const offBy = learned.map(({ loss, rates }) => median(rates) / loss - 1);
  const offH = learned.map(({ loss, entropyRates }) => median(entropyRates) / loss - 1);
  const most = Math.max(...offBy.map(Math.abs));
  /** Sizes of 950 000 tokens: the setting decides what there is to be learned. */
  const largest = sets.filter(([{ tokens }]) => tokens > 900_000);
  const best = largest.map((own) => Math.min(...own.map(({ loss }) => loss)));
  const rankOf = (figure) =>
    spearman(
      largest.map(([run]) => figure(run)),
      best,
    ).toFixed(2);
  const figures = [
    ["size and parameters alone", () => []],
    ["gzip ratio", ({ gzip }) => [Math.log2(gzip)]],
    ["h", ({ entropyRates }) => [Math.log2(median(entropyRates))]],
    ["l after as many tokens", ({ rates }) => [Math.log2(median(rates))]],
    ["S after as many tokens", ({ structures }) => [Math.log2(Math.max(1, median(structures)))]],
    [
      "S and l",
      ({ structures, rates }) => [Math.log2(Math.max(1, median(structures))), Math.log2(median(rates))],
    ],
  ];
  return `125 transformers of others, 4 to 275 million parameters, which learned texts of random grammars of five settings
([source](../lab/data/published-curves/README.md)). The published account says that what gzip makes of a text tells how such losses
fall. The grammars themselves were not published, so that five of each setting are drawn by their recipe, and read by the observer at the same
numbers of tokens ([data](../lab/data/published-grammars.json)): the ranges are those of the five grammars. Settings are nonterminals, terminals, most
right sides, longest right side. A run has learned where its loss, in bits a token, is below half the entropy of single tokens and changed by
less than ${percent(stillShare)} in the last epoch.

${table(["setting", "tokens", "gzip ratio", "h", "l", "S, kbit", "losses of all networks", "of those that have learned"], rows)}

- **What is paid in the end is l, and gzip does not know it.** ${learned.length} of the ${runs.length} runs have learned. l of the observer after as many tokens, of other
  grammars by the same recipe and with nothing fitted, is off by ${percent(median(offBy.map(Math.abs)))} at the median and ${percent(most)} at most; h by ${percent(median(offH.map(Math.abs)))}. After
  950 000 tokens the best networks of the five settings rank as l does (Spearman ${rankOf(({ rates }) => median(rates))}), and not as gzip (${rankOf(({ gzip }) => gzip)}): the fourth setting is harder for
  gzip than the first three, and the networks pay less for it than for any of them.
- **How long it takes to get there is another thing**, and most of the 125 losses are about that: networks of 32 000 possible tokens that have seen
  few steps still pay up to 15 bits. Of all runs, with a power of the tokens and of the parameters, each setting forecast from the others, the median error is
  ${medianErrors(library, runs, figures)
    .map(([title, error]) => `${error} with ${title}`)
    .join(", ")}. There the gzip ratio says most, and
  no figure says much.`;
}
