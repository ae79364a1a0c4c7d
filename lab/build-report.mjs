// Prints a report made of lab/data/network-law.json: how well losses of networks are forecast from the data alone, by laws in the order
// in which they were tried and by single figures, each package or kind of source by all others. It takes a minute.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { grouped } from "../scripts/markdown.mjs";
import { blindSection } from "./report/blind.mjs";
import { exponentsSection } from "./report/exponents.mjs";
import { median, percent, quantile, spearman, table } from "./report/grades.mjs";
import { lawGrowthTable } from "./report/law-growth.mjs";
import { masterySection } from "./report/mastery.mjs";
import { networkLaw } from "./report/network-law.mjs";
import { curveModules, lastPoints } from "./report/published-curves.mjs";
import { grammarsSection } from "./report/published-grammars.mjs";
import { seedSpread, seedTable } from "./report/seeds.mjs";
import { triedLaws } from "./report/tried-laws.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const data = networkLaw();
const bank = JSON.parse(readFileSync(join(root, "lab/bank.json"), "utf8"));
const listing = JSON.parse(readFileSync(join(root, "lab/data/corpora.json"), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "mesoscope-law-"));
const library = await bundleSources(
  [
    ...["lab/law/network-law", "lab/law/network-examples", "src/math/linear-algebra"],
    ...["src/learners/curve-law", "src/core/random"],
    ...curveModules,
  ],
  folder,
);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { learnNetworkLaw, ridgeForm, rateForm, perceptronForm, examplesOf, tooFew } = library;
const { observerForm, trigramForm, halfFloorForm, gainForm, copyingForm } = triedLaws(library);

/** How many cells bank.json asks for. */
const planned = ["corpora", "blind", "sources", "tasks"]
  .flatMap((kind) => {
    const { sizes, twoSeeds, entries } = bank[kind];
    return entries.flatMap(({ id, sizes: own = sizes }) =>
      own
        .filter((n) => n <= listing.find((one) => one.id === id).learn)
        .flatMap((n) =>
          bank.learners.map(
            (learner) => bank.seeds[`${id}/${learner}/${n}`] ?? (twoSeeds[learner]?.includes(n) ? 2 : 1),
          ),
        ),
    );
  })
  .reduce((sum, one) => sum + one, 0);

const baselinesOf = new Map(data.samples.map((sample) => [sample.features, sample]));
const log = (value) => Math.log2(Math.max(0.01, value));
/** What a single figure says with a slope and an offset that are learned. */
const byFigures = (...figures) =>
  ridgeForm(
    (features) => log(figures[0](baselinesOf.get(features))),
    (features) => figures.map((figure) => log(figure(baselinesOf.get(features)))),
  );
/** What a figure says times a number that is learned. */
const times = (figure) =>
  ridgeForm(
    (features) => log(figure(features)),
    () => [0],
  );
/** Whichever of some forms errs least on groups that it has not learned. */
function anyOf(...among) {
  const candidates = among.flatMap((form) => form.penalties.map((penalty) => ({ form, penalty })));
  return {
    penalties: [...candidates.keys()],
    fit: (examples, choice) => candidates[choice].form.fit(examples, candidates[choice].penalty),
  };
}
/** The simple figures that a law has to beat. */
const figures = [
  { title: "gzip -9", form: byFigures(({ baselines }) => baselines.gzip) },
  { title: "entropy of order 5, plugged in", form: byFigures(({ baselines }) => baselines.order5) },
  {
    title: "unigram and bigram entropy",
    form: byFigures(
      ({ baselines }) => baselines.bigram,
      ({ baselines }) => baselines.unigram,
    ),
  },
  { title: "l of the observer", form: rateForm, usedFor: "sources" },
];
/** @type {{ title: string, form: any, pooled?: boolean, usedFor?: string }[]} */
const forms = [
  {
    title: "first law, as it was fixed: texts and sources together",
    form: observerForm,
    pooled: true,
  },
  { title: "first law: l, corrected by all features", form: observerForm },
  { title: "second law: order-2 n-grams, corrected by all features", form: trigramForm },
  { title: "third law: shares of context gains", form: halfFloorForm },
  { title: "fourth law: the same, with a floor that is learned", form: gainForm },
  {
    title: "fifth law: the one of the first, second, fourth and of l that errs least on the others",
    form: anyOf(gainForm, observerForm, trigramForm, rateForm),
  },
  {
    title: "sixth law: what a small perceptron pays, corrected by four figures",
    form: perceptronForm,
    usedFor: "corpora",
  },
  {
    title: "seventh law: the same, with what copies are worth to it in place of order-2 n-grams",
    form: copyingForm,
  },
  ...figures,
  ...[0, 1, 2, 3, 5].map((k) => ({
    title: `order-${k} n-grams, times a number`,
    form: times(({ contexts }) => contexts[k]),
  })),
  { title: "the perceptron, times a number", form: times(({ perceptron: [ofMost] }) => ofMost) },
  { title: "one that sees copies, times a number", form: times(({ perceptron: [, , copying] }) => copying) },
];

/** Laws come first. */
const firstFigure = forms.findIndex(({ title }) => title === figures[0].title);

/** Each example forecast by a law of all other groups. */
function heldOut(examples, form) {
  return grouped(examples, ({ group }) => group).flatMap(([name, own]) => {
    const law = learnNetworkLaw(
      examples.filter(({ group }) => group !== name),
      form,
    );
    return own.map((example) => {
      const { entropyRate } = baselinesOf.get(example.features);
      return { example, expected: law.expect(example.features, entropyRate ?? 0) };
    });
  });
}

/** @param {string} title @param more examples of the other kind, which teach but are not graded */
function scoreOf(title, form, examples, more = []) {
  const graded = new Set(examples);
  const rows = heldOut([...examples, ...more], form).filter(({ example }) => graded.has(example));
  const errors = rows.map(({ example, expected }) => Math.abs(expected.value / example.bits - 1));
  const inside = (level) =>
    rows.filter(
      ({ example: { bits }, expected }) =>
        expected[`lower${level}`] <= bits && bits <= expected[`upper${level}`],
    ).length;
  const half = median(rows.map(({ expected }) => expected.upper95 / expected.value - 1));
  const rank = spearman(
    rows.map(({ expected }) => expected.value),
    rows.map(({ example }) => example.bits),
  );
  const cells = [
    title,
    ...[percent(median(errors)), percent(quantile(errors, 0.9)), rank.toFixed(3)],
    ...[`${inside(80)}`, `${inside(95)}`, `+${Math.round(100 * half)} %`],
  ];
  return { cells, rows, median: median(errors), worst: quantile(errors, 0.9) };
}

const kindNames = {
  corpora: "texts and other files",
  sources: "generated sources of exactly known entropy rate",
};
const headings = { corpora: "Texts and other files", sources: "Generated sources" };
/** What was to be reached: median and 90th percentile of errors, and the share of the best simple figure's median. */
const aim = { median: 0.05, most: 0.12, ofBest: 0.5 };
const titleOf = ({ learner, n, factor }) =>
  `${learner} after ${factor * n} symbols, from ${factor === 1 ? "these" : n}`;
const sections = [];
const answers = { corpora: [], sources: [] };
const withheld = [];
const factors = [1, 2, 5, 10];

/**
 * What a power of the size says of the loss after so many symbols that was fitted to the same network's own runs on no more than
 * the sample, by least squares of logarithms: it needs these runs, which the other forecasts do without.
 *
 * @returns cells of a row; undefined where some data set has fewer than two such runs
 */
function ownRunsRow(learner, examples, n, symbols) {
  const rows = examples.map(({ features, bits }) => {
    const { corpus } = baselinesOf.get(features);
    const runs = data.trained.filter(
      (cell) => cell.corpus === corpus && cell.learner === learner && cell.seed === 1 && cell.n <= n,
    );
    return { runs: runs.map((cell) => [Math.log(cell.n), Math.log(cell.bits)]), bits };
  });
  if (rows.some(({ runs }) => runs.length < 2)) return undefined;
  const values = rows.map(({ runs }) => {
    const mean = (j) => runs.reduce((sum, run) => sum + run[j], 0) / runs.length;
    const [x, y] = [mean(0), mean(1)];
    const slope =
      runs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
      runs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
    return Math.exp(y + slope * (Math.log(symbols) - x));
  });
  const paid = rows.map(({ bits }) => bits);
  const errors = values.map((value, i) => Math.abs(value / paid[i] - 1));
  const fewest = Math.min(...rows.map(({ runs }) => runs.length));
  return [
    `power law of ${fewest} runs of the network itself`,
    ...[percent(median(errors)), percent(quantile(errors, 0.9)), spearman(values, paid).toFixed(3)],
    ...["-", "-", "-"],
  ];
}

/** How likely a number of a normal law is within so many standard deviations, by Simpson's rule. */
function within(deviations) {
  const steps = 200;
  const density = (i) => Math.exp(-(((i / steps) * deviations) ** 2) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(steps);
  for (let i = 1; i < steps; i++) sum += density(i) * (i % 2 === 1 ? 4 : 2);
  return (2 * deviations * sum) / (3 * steps);
}

/**
 * Errors that come of which blocks a sample has, and of nothing else: how far the mean loss of as many blocks is from that of all, by
 * the standard error that was found for those that the network was asked.
 *
 * @returns median and 90th percentile over the data sets
 */
function errorOfDraw(learner, examples, symbols) {
  const shares = examples.flatMap(({ features, bits }) => {
    const { corpus } = baselinesOf.get(features);
    const { ask } = listing.find(({ id }) => id === corpus);
    const cells = data.trained.filter((one) => one.corpus === corpus && one.learner === learner);
    const near = cells.reduce((best, one) =>
      Math.abs(Math.log(one.n / symbols)) < Math.abs(Math.log(best.n / symbols)) ? one : best,
    );
    return [(near.standardError / bits) * Math.sqrt(ask / features.n)];
  });
  const errorAt = (level) => {
    let [low, high] = [0, 5 * Math.max(...shares)];
    for (let round = 0; round < 40; round++) {
      const middle = (low + high) / 2;
      const share = shares.reduce((sum, one) => sum + within(Math.min(8, middle / one)), 0) / shares.length;
      if (share < level) low = middle;
      else high = middle;
    }
    return high;
  };
  return { median: errorAt(0.5), worst: errorAt(0.9) };
}

/** The answer, a row of a table, and all that it rests on. */
function graded(asked, examples, others, ownRuns, drawn) {
  const { kind } = asked;
  const groups = new Set(examples.map(({ group }) => group)).size;
  const scores = forms.map(({ title: name, form, pooled, usedFor }) => ({
    ...{ title: name, used: usedFor === kind },
    ...scoreOf(usedFor === kind ? `**${name}, in use**` : name, form, examples, pooled ? others : []),
  }));
  const used = scores.find((one) => one.used);
  const singles = scores.slice(firstFigure);
  const best = singles
    .slice(0, figures.length)
    .reduce((least, one) => (one.median < least.median ? one : least));
  const telling = singles.reduce((least, one) => (one.median < least.median ? one : least));
  const reached = [
    ...(used.median <= aim.median ? ["5 %"] : []),
    ...(used.worst <= aim.most ? ["12 %"] : []),
    ...(used.median <= aim.ofBest * best.median ? ["half"] : []),
  ];
  const errorOf = ({ example, expected }) => expected.value / example.bits - 1;
  const worst = used.rows
    .toSorted((one, other) => Math.abs(errorOf(other)) - Math.abs(errorOf(one)))
    .slice(0, 3);
  const named = worst.map(
    (row) => `${baselinesOf.get(row.example.features).corpus} (${percent(errorOf(row))})`,
  );
  const answer = [
    titleOf(asked),
    `${percent(used.median)} (${percent(drawn.median)})`,
    `${percent(used.worst)} (${percent(drawn.worst)})`,
    reached.join(", ") || "none",
    `${best.title}: ${percent(best.median)}, ${percent(best.worst)}`,
    ...(best === telling ? ["the same"] : [`${telling.title}: ${percent(telling.median)}`]),
    named.join(", "),
  ];
  const section = [
    `### ${titleOf(asked)}: ${kindNames[kind]}`,
    `${examples.length} data sets of ${groups} packages or kinds; each is forecast by the others. Intervals: how many of the ${examples.length} they cover, and the median of how far the upper end of 95 % is above the forecast.`,
    table(
      [
        "law or figure",
        "median error",
        "90th percentile",
        "rank correlation",
        "in 80 %",
        "in 95 %",
        "half-width",
      ],
      [
        ...scores.map(({ cells }) => cells),
        ...(ownRuns === undefined ? [] : [ownRuns]),
        [
          "the choice of the sample's blocks alone",
          ...[percent(drawn.median), percent(drawn.worst), "-", "-", "-", "-"],
        ],
      ],
    ),
  ].join("\n\n");
  return { answer, section };
}

for (const learner of bank.learners) {
  for (const kind of ["corpora", "sources"]) {
    const own = data.samples.filter((one) => one.kind === kind);
    for (const n of [...new Set(own.map((one) => one.n))].sort((a, b) => a - b)) {
      for (const factor of factors) {
        const asked = { learner, kind, n, factor };
        const examplesOfKind = (of) => examplesOf(data, { ...asked, kind: of, without: null });
        const examples = examplesOfKind(kind);
        const reason = tooFew(examples);
        if (reason !== undefined) {
          withheld.push(`- ${titleOf(asked)}: ${kindNames[kind]}: ${reason}.`);
          continue;
        }
        const { answer, section } = graded(
          asked,
          examples,
          examplesOfKind(kind === "corpora" ? "sources" : "corpora"),
          factor === 1 ? undefined : ownRunsRow(learner, examples, n, factor * n),
          errorOfDraw(learner, examples, factor * n),
        );
        sections.push(section);
        answers[kind].push(answer);
      }
    }
  }
}

/** Errors of the law in use, beside what no law can do without and what simple figures do. */
function answerTable(kind) {
  const head = [
    "network",
    "median error",
    "nine of ten",
    "aims reached",
    "best simple figure",
    "most telling figure",
  ];
  return table([...head, "largest errors"], answers[kind]);
}

/** What networks know of tasks so far: shares of right answers by size. */
function taskTable(learner) {
  const own = data.tasks.filter((cell) => cell.learner === learner && cell.seed === 1);
  const sizes = [...new Set(own.map(({ n }) => n))].sort((a, b) => a - b);
  const rows = grouped(own, ({ corpus }) => corpus).map(([corpus, all]) => [
    corpus,
    all[0].part,
    ...sizes.map((n) => all.find((cell) => cell.n === n)?.right.toFixed(3) ?? "-"),
  ]);
  return `### ${learner}\n\n${table(["task", "part", ...sizes.map((n) => `${n} symbols`)], rows)}`;
}

/** Published curves: their last loss, and what each way says of it. */
function publishedTable() {
  const curves = lastPoints(library);
  const signed = (share) => `${share < 0 ? "" : "+"}${(100 * share).toFixed(1)} %`;
  const ways = Object.keys(curves[0].ways);
  const inside = curves.filter(
    ({ paid, expected }) => expected.lower95 <= paid && paid <= expected.upper95,
  ).length;
  const rows = curves.map(({ model, paid, expected, ways: own }) => [
    ...[model, paid.toFixed(4), expected.value.toFixed(4)],
    `${expected.lower95.toFixed(3)}-${expected.upper95.toFixed(3)}`,
    ...[expected.value, ...ways.map((way) => own[way])].map((value) => signed(value / paid - 1)),
  ]);
  const medians = ["law", ...ways].map((way, i) => {
    const errors = curves.map(({ paid, expected, ways: own }) =>
      Math.abs((i === 0 ? expected.value : own[way]) / paid - 1),
    );
    return `${way} ${percent(median(errors))}`;
  });
  return `${table(["model", "paid", "law", "95 %", "law is off", ...ways], rows)}

Median of the errors: ${medians.join(", ")}. The interval of 95 % covers ${inside} of ${curves.length}.`;
}

const blind = blindSection({
  ...{ library, data, learners: bank.learners, law: perceptronForm },
  before: gainForm,
  figures,
  sampleOf: (features) => baselinesOf.get(features),
});

/** Of which it is shown how they become better with more packages: network, size, multiple. */
const grown = [
  ["gpt-tiny", 25_000, 1],
  ["gpt-tiny", 100_000, 1],
  ["gpt-tiny", 50_000, 10],
  ["gpt-tiny", 500_000, 1],
  ["gpt-small", 100_000, 1],
  ["gpt-small", 500_000, 1],
];

const text = `# Forecasts of networks' losses, graded

Made by \`node lab/build-report.mjs\`; lab/README.md says what was found. The bank has ${data.cells} of ${planned} networks. A law needs ${library.fewestExamples}
trainings of ${library.fewestGroups} packages or kinds of source. In brackets: the error that comes of which blocks a sample has, and of nothing else.
Trainings whose seed alone differs: ${seedSpread(data)}.

## ${headings.corpora}

${answerTable("corpora")}

## ${headings.sources}

${answerTable("sources")}

${sections.join("\n\n")}

## Blind texts

${blind}

## What more packages would teach

Median errors and 90th percentiles of the law in use when it learns from fewer packages.

${lawGrowthTable({ library, data, form: perceptronForm, asked: grown })}

## Seeds

${seedTable(data, bank.seeds)}

## Withheld

${withheld.join("\n")}

## Published curves

${publishedTable()}

## Published grammars

${grammarsSection(library)}

## Exponents of learning

${exponentsSection(data, bank.learners)}

## Mastery of tasks

${masterySection(data, bank.learners)}

${bank.learners.map(taskTable).join("\n\n")}
`;
process.stdout.write(text);
