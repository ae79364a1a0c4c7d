// Renders docs/forecast-grades.md from data/forecast.json. `--measure` first grades the forecasts of real texts and writes the
// numbers: seed 1, a sample of a tenth, 2, 5 and 10 times as much. Each text is forecast by a law that was learned from texts
// of other packages. `--measure --in-order` grades only forecasts of texts in file order. Losses that scripts/build-forecast-experience.mjs measured are not measured again. `--check` fails when
// the document is not current.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caps, listTexts, loadLibrary, measureText, readText, share } from "./forecast-texts.mjs";
import { code, deliver, grouped } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const data = join(root, "data/forecast.json");
const factors = [2, 5, 10];
/** Written down before any text was graded; the others are replicates. */
const registered = 1;
const replicates = [2, 3];
const levels = [0.5, 0.8, 0.9, 0.95];
const baseline = "last-marginal-rate";

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** As the document shows them. */
const rounded = (value, digits) => Number(value.toFixed(digits));
const inPercent = (value) => rounded(100 * value, 1);

/** A law and the errors of the last marginal rate, from the texts of other packages. */
function teachersOf(library, name, inOrder) {
  const rows = library.forecastExperience.filter((row) => row.inOrder === inOrder && row.package !== name);
  const weights = rows.map(({ text }) => 1 / Math.sqrt(rows.filter((row) => row.text === text).length));
  const quantile = (factor, level) => {
    const place = library.experienceFactors.indexOf(factor);
    return library.weightedQuantile(
      rows.map(({ ratios }) => ratios[place]),
      weights,
      level,
    );
  };
  return { law: library.learnLaw(rows, inOrder ? library.textsInOrder : library.wholeTexts), quantile };
}

function gradeText(library, { text, n, traits, curve, excess }, { law, quantile }) {
  const simple = library.baselineExcess({ curve, traits });
  return {
    text,
    n,
    flagged: traits.duplicated > library.duplicatedFrom,
    duplicated: traits.duplicated,
    points: factors.map((factor) => {
      const paid = excess(factor);
      const [{ excess: expected }] = library.expectationsOf({ curve, traits }, law, [factor]);
      const error = law.error(traits, factor);
      const others = Object.entries(simple(factor)).map(([id, bits]) => [id, bits / paid - 1]);
      const marginal = traits.rate * (factor - 1) * traits.n;
      const ends = [0.025, 0.975].map((level) => marginal * Math.exp(quantile(factor, level)));
      return {
        factor,
        error: expected.value / paid - 1,
        floor: library.medianOfNormal * library.samplingError(traits, factor),
        within: levels.map(
          (level) => Math.abs(Math.log(expected.value / paid)) <= law.quantile(level) * error,
        ),
        half: Math.expm1(law.quantile(0.95) * error),
        winkler: library.winklerScore(expected.lower95, expected.upper95, 0.95, paid) / paid,
        baselineWinkler: library.winklerScore(ends[0], ends[1], 0.95, paid) / paid,
        baselines: Object.fromEntries(others),
      };
    }),
  };
}

function summary(graded, f) {
  const points = graded.map(({ points: all }) => all[f]);
  const clear = graded.filter(({ flagged }) => !flagged).map(({ points: all }) => all[f]);
  const off = clear.map(({ error }) => Math.abs(error));
  return {
    texts: points.length,
    clear: clear.length,
    median: median(off),
    mean: mean(off),
    worst: Math.max(...off),
    medianAll: median(points.map(({ error }) => Math.abs(error))),
    meanAll: mean(points.map(({ error }) => Math.abs(error))),
    floor: median(points.map(({ floor }) => floor)),
    within: levels.map((_, l) => points.filter(({ within }) => within[l]).length),
    winkler: mean(points.map(({ winkler }) => winkler)),
    baselineWinkler: mean(points.map(({ baselineWinkler }) => baselineWinkler)),
  };
}

async function gradeAll(library, seed, inOrder, texts = listTexts()) {
  const graded = [];
  for (const text of texts) {
    const sequence = await readText(library, text);
    graded.push(
      gradeText(
        library,
        measureText(library, text, sequence, seed, inOrder),
        teachersOf(library, text.package, inOrder),
      ),
    );
  }
  return graded;
}

/** What the document shows of graded texts. */
function summaryOf(name, graded) {
  return factors.map((factor, f) => {
    const s = summary(graded, f);
    return {
      ...{ seed: name, factor, texts: s.texts, median: inPercent(s.median) },
      limit: inPercent(Math.max(factor === 2 ? 0.02 : 0.03, 1.5 * s.floor)),
      ...{ mean: inPercent(s.mean), worst: inPercent(s.worst) },
      ...{ medianAll: inPercent(s.medianAll), meanAll: inPercent(s.meanAll) },
      ...{ in80: s.within[1], in95: s.within[3] },
      ...{ winkler: inPercent(s.winkler), baselineWinkler: inPercent(s.baselineWinkler) },
    };
  });
}

function lawsOf(graded) {
  const ids = Object.keys(graded[0].points[0].baselines);
  return factors.flatMap((factor, f) => {
    const points = graded.map(({ points: all }) => all[f]);
    const own = points.map(({ error }) => Math.abs(error));
    const figures = (law, off) => ({
      ...{ factor, law, median: inPercent(median(off)), mean: inPercent(mean(off)) },
      worst: inPercent(Math.max(...off)),
    });
    return [
      figures("forecast", own),
      ...ids.map((id) => {
        const off = points.map(({ baselines }) => Math.abs(baselines[id]));
        const nearer = own.filter((value, i) => value < off[i]).length;
        return {
          ...figures(id, off),
          skill: rounded(1 - mean(own) / mean(off), 2),
          nearer,
          texts: off.length,
        };
      }),
    ];
  });
}

function textsOf(graded) {
  return [...graded]
    .sort((a, b) => Number(a.flagged) - Number(b.flagged) || (a.text.id < b.text.id ? -1 : 1))
    .map(({ text, n, flagged, duplicated, points }) => ({
      ...{
        text: text.id,
        package: text.package,
        kB: Math.round(n / 1000),
        repeated: inPercent(duplicated),
        flagged,
      },
      points: points.map(({ error, half, within }) => [inPercent(error), inPercent(half), within[3]]),
      floor: inPercent(points[2].floor),
      lastRate: inPercent(points[2].baselines[baseline]),
      powerLaw: inPercent(points[2].baselines["power-law"]),
    }));
}

/** What the built command prints as JSON. */
function printed(...argv) {
  const args = [join(root, "bin/mesoscope.js"), ...argv, "-f", "json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Limits of the losses of sources whose h is known, by two sizes of the sample. */
function limitsOf() {
  const found = JSON.parse(readFileSync(join(root, "corpora/forecast/sources.json"), "utf8")).flatMap(
    (recipe) => {
      const { entropyRate } = printed("truth", recipe).truth;
      const h = [entropyRate.lower ?? entropyRate.value, entropyRate.upper ?? entropyRate.value];
      return ["40kB", "100kB"].map((sample) => {
        const { outcome } = printed("forecast", "--recipe", recipe, "--sample", sample);
        if (outcome.status !== "ok") return { recipe, sample, h, reason: outcome.reason };
        const { lower95, upper95, value } = outcome.limit;
        return { recipe, sample, h, value, lower95, upper95, holds: lower95 <= h[0] && h[1] <= upper95 };
      });
    },
  );
  const known = found.filter(({ reason }) => reason === undefined);
  const width = rounded(median(known.map(({ lower95, upper95, h }) => (upper95 - lower95) / h[1])), 2);
  const four = (value) => rounded(value, 4);
  const rows = found.map(({ value, lower95, upper95, h, ...row }) => ({
    ...{ ...row, h: h.map(four) },
    ...(row.reason === undefined
      ? { value: four(value), lower95: four(lower95), upper95: four(upper95) }
      : {}),
  }));
  return { width, rows };
}

/** Only texts in file order, to grade a change of their forecast. */
async function measureInOrder() {
  const inOrder = await gradeAll(await loadLibrary(), registered, true);
  const found = JSON.parse(readFileSync(data, "utf8"));
  return { ...found, inOrderSummary: summaryOf("in order", inOrder), inOrderTexts: textsOf(inOrder) };
}

async function measure() {
  const library = await loadLibrary();
  const { duplicatedFrom } = library;
  const grade = (seed, inOrder, texts) => gradeAll(library, seed, inOrder, texts);
  const graded = await grade(registered, false);
  const again = [];
  for (const seed of replicates) again.push(...summaryOf(String(seed), await grade(seed, false)));
  const blind = await grade(registered, false, listTexts({ blind: true }));
  const inOrder = await grade(registered, true);
  return {
    made: {
      script: "scripts/build-forecast-scoreboard.mjs",
      date: new Date().toISOString().slice(0, 10),
      node: process.versions.node,
      seed: [registered, ...replicates],
      of: "errors of forecasts of real texts in per cent of what was paid, as docs/forecast-grades.md shows them",
    },
    packages: new Set(graded.map(({ text }) => text.package)).size,
    long: graded.filter(({ n }) => n >= 1_000_000).length,
    duplicatedFrom: inPercent(duplicatedFrom),
    summary: [...summaryOf(String(registered), graded), ...again],
    laws: lawsOf(graded),
    within: levels.map((level, l) => [level, factors.map((_, f) => summary(graded, f).within[l])]),
    texts: textsOf(graded),
    blindSummary: summaryOf("blind", blind),
    blindTexts: textsOf(blind),
    inOrderSummary: summaryOf("in order", inOrder),
    inOrderTexts: textsOf(inOrder),
    limits: limitsOf(),
  };
}

/** One entry of a list a line: the file is read by people in diffs. */
function written(found) {
  const list = (items) => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const lines = Object.entries(found).map(([name, value]) => {
    const isTable = Array.isArray(value) && typeof value[0] === "object";
    const text = isTable
      ? list(value)
      : name === "limits"
        ? `{ "width": ${value.width}, "rows": ${list(value.rows)} }`
        : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

const percent = (value) => `${value.toFixed(1)} %`;
const signed = (value) => `${value < 0 ? "" : "+"}${value.toFixed(1)}`;
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function summaryTable(rows) {
  const head = ["seed", "", "median", "limit", "mean", "worst", "median, all", "mean, all"];
  return table(
    [...head, "in 80 %", "in 95 %", "Winkler", "its baseline"],
    rows.map((row) => [
      ...[row.seed, `${row.factor}x`],
      ...[row.median, row.limit, row.mean, row.worst, row.medianAll, row.meanAll].map(percent),
      ...[`${row.in80} of ${row.texts}`, `${row.in95} of ${row.texts}`],
      ...[percent(row.winkler), percent(row.baselineWinkler)],
    ]),
  );
}

function lawTable(rows) {
  return table(
    ["", "law", "median", "mean", "worst", "skill", "forecast nearer"],
    rows.map(({ factor, law, skill, nearer, texts, ...off }) => [
      ...[`${factor}x`, skill === undefined ? law : code(law)],
      ...[off.median, off.mean, off.worst].map(percent),
      ...(skill === undefined ? ["", ""] : [skill.toFixed(2), `${nearer} of ${texts}`]),
    ]),
  );
}

/** @param {boolean} withLaws whether it has the floor and simple laws, too */
function textTable(rows, withLaws) {
  const head = ["text", "package", "kB", "repeated", "2x", "±", "5x", "±", "10x", "±"];
  return table(
    [...head, ...(withLaws ? ["floor", "last rate", "power law"] : [])],
    rows.map((row) => [
      ...[code(row.text), code(row.package), row.kB],
      row.flagged ? `**${percent(row.repeated)}**` : percent(row.repeated),
      ...row.points.flatMap(([error, half, within]) => [
        signed(error),
        `${half.toFixed(1)}${within ? "" : " miss"}`,
      ]),
      ...(withLaws ? [percent(row.floor), signed(row.lastRate), signed(row.powerLaw)] : []),
    ]),
  );
}

/** A row for each source, with its limits by both sizes of the sample. */
function limitTable(rows) {
  const sizes = [...new Set(rows.map(({ sample }) => sample))];
  const cell = ({ value, lower95, upper95, holds, reason }) =>
    reason ?? `${value.toFixed(4)} (${lower95.toFixed(4)} to ${upper95.toFixed(4)})${holds ? "" : " miss"}`;
  return table(
    ["source", "h", ...sizes.map((size) => `limit, ${size}`)],
    grouped(rows, ({ recipe }) => recipe).map(([recipe, own]) => [
      code(recipe),
      [...new Set(own[0].h.map((end) => end.toFixed(4)))].join(" to "),
      ...own.map(cell),
    ]),
  );
}

const calibration = (within, texts) =>
  table(
    ["nominal", "measured", ...factors.map((factor) => `${factor}x`)],
    within.map(([level, hits]) => [
      ...[`${100 * level} %`, percent((100 * mean(hits)) / texts)],
      ...hits.map((count) => `${count} of ${texts}`),
    ]),
  );

/** Each sample that the law was learned from, forecast by those of other packages: widths of intervals compared with the errors. */
function widths(library) {
  const { forecastExperience, experienceFactors } = library;
  const samples = forecastExperience.filter((row) => !row.inOrder);
  const graded = [...new Set(samples.map((row) => row.package))].flatMap((name) => {
    const { law } = teachersOf(library, name, false);
    return samples
      .filter((row) => row.package === name)
      .map((row) =>
        factors.map((factor) => ({
          error: Math.abs(law.logRatio(row, factor) - row.ratios[experienceFactors.indexOf(factor)]),
          half: law.quantile(0.95) * law.error(row, factor),
        })),
      );
  });
  const rows = factors.map((factor, f) => {
    const one = graded.map((points) => points[f]);
    const errors = one.map(({ error }) => error);
    const usual = median(errors);
    const constant = [...errors].sort((a, b) => a - b)[Math.ceil(0.95 * errors.length) - 1];
    const halfWidth = median(one.map(({ half }) => half));
    const held = one.filter(({ error, half }) => error <= half).length;
    return [
      ...[`${factor}x`, percent(100 * usual), percent(100 * halfWidth), (halfWidth / usual).toFixed(1)],
      ...[`${held} of ${one.length}`, (constant / usual).toFixed(1)],
    ];
  });
  const head = [
    "",
    "median error",
    "median half-width of 95 %",
    "ratio",
    "in 95 %",
    "ratio of one width for all",
  ];
  return table(head, rows);
}

function rendered(found, library) {
  const { texts, packages, long, limits } = found;
  const told = limits.rows.filter(({ reason }) => reason === undefined);
  const held = told.filter(({ holds }) => holds).length;
  return `# Forecasts, graded

Made by \`node scripts/build-forecast-scoreboard.mjs\`. [Forecast](forecast.md) says how forecasts are made. They are graded on ${texts.length} real
texts of ${packages} packages, listed in \`corpora/forecast/texts.json\`: none below 400 kB, ${long} of 1 MB or more, of longer ones the first ${caps[0] / 1e6} MB.
Settings fixed in advance: seed ${registered}, blocks of 2,048 bytes in random order, the sample is the first ${percent(100 / share)}, factors ${factors.join(", ")}. Errors are
relative to the excess, C(k n0) - C(n0), that was observed.

A text is forecast by a law learned from texts of other packages alone. However, these parts of the law were chosen with these texts
in view, in some dozens of trials: its features, the share from which a text counts as duplicated, and how intervals
widen. Expect a median of 3 to 3.5 % at 10x; the [blind texts](#blind) are the stricter test.

A text is flagged as duplicated if more than ${percent(found.duplicatedFrom)} of the 32-byte windows of its sample also occur in another block of the
sample. Flagged texts are graded by their intervals only. The limit is 3 % (2 % at 2x), or 1.5 times the median floor if that is
more; the floor is the median error from the choice of blocks alone.

## Summary

Median, mean and worst are of texts that are not flagged. Winkler scores are of 95 % intervals, relative to the excess; the
baseline is the last marginal rate with the interval of its residuals on texts of other packages.

${summaryTable(found.summary)}

## Simple laws

All texts, seed ${registered}. Skill: 1 - mean error / mean error of the law.

${lawTable(found.laws)}

## Calibration

${calibration(found.within, texts.length)}

Widths of intervals compared with errors, over all samples that the law was learned from, each forecast by those of other packages. The
last column is for one width for all, chosen afterwards to cover 95 %. Normal errors would have a ratio of 2.9. Those of texts have
heavier tails; except for repeats and the differences between blocks, nothing was found that predicts which texts are uncertain.

${widths(library)}

## Texts

±: half-width of the 95 % interval. Bold: flagged. The last two columns are simple laws at 10x.

${textTable(texts, true)}

## Blind

${found.blindTexts.length} texts of packages that were used neither for learning nor for any choice. The list was written down first, each text was forecast once,
seed ${registered}, by the law learned from all texts above, and all are shown.

${summaryTable(found.blindSummary)}

${textTable(found.blindTexts, true)}

## Limits

Limits of the losses of sources of known h, by \`mesoscope forecast --recipe\`, seed 1, with 95 % intervals. They contain h in
${held} of ${told.length} samples (${percent((100 * held) / told.length)}); their median width is ${limits.width.toFixed(2)} h. The constants of the interval were chosen on these sources. For texts, whose
losses still fall fast, the forecast only says that no limit is in sight. Sources of more than 256 symbols are not included.

${limitTable(limits.rows)}

## In order

The same with \`--in-order\`: the sample is the first tenth of a text and the rest follows. In many texts the rest is of another
kind, and the intervals are wide.

${summaryTable(found.inOrderSummary)}

${textTable(found.inOrderTexts, false)}
`;
}

if (process.argv.includes("--measure")) {
  const found = written(await (process.argv.includes("--in-order") ? measureInOrder() : measure()));
  mkdirSync(join(root, "data"), { recursive: true });
  writeFileSync(data, found);
}
const document = rendered(JSON.parse(readFileSync(data, "utf8")), await loadLibrary());
deliver("docs/forecast-grades.md", document, "build-forecast-scoreboard");
