// Renders docs/forecast.md from data/forecast.json. `--measure` grades the forecasts of real texts before that and writes the
// numbers: seed 1, a sample of a tenth, 2, 5 and 10 times as much. Each text is forecast by a law that was learned from texts
// of other packages. `--measure --in-order` grades those of texts as they stand alone. Losses that scripts/build-forecast-experience.mjs measured are not measured again. `--check` fails when
// the document is not current.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { caps, listTexts, loadLibrary, measureText, readText, share } from "./forecast-texts.mjs";
import { code, deliver } from "./markdown.mjs";

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

/** A law and what the last marginal rate was off, from the texts of other packages. */
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
  return { law: library.learnLaw(rows), quantile };
}

function gradeText(library, { text, n, traits, curve, excess }, { law, quantile }, inOrder) {
  const simple = library.baselineExcess({ curve, traits });
  return {
    text,
    n,
    flagged: traits.duplicated > library.duplicatedFrom,
    duplicated: traits.duplicated,
    points: factors.map((factor) => {
      const paid = excess(factor);
      const [{ excess: expected }] = library.expectationsOf({ curve, traits }, law, [factor], inOrder);
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
        inOrder,
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

/** Texts as they stand alone, which a change of their forecast is graded by. */
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
      of: "errors of forecasts of real texts in per cent of what was paid, as docs/forecast.md shows them",
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

function textTable(rows) {
  const head = ["text", "package", "kB", "repeated", "2x", "±", "5x", "±", "10x", "±"];
  return table(
    [...head, "floor", "last rate", "power law"],
    rows.map((row) => [
      ...[code(row.text), code(row.package), row.kB],
      row.flagged ? `**${percent(row.repeated)}**` : percent(row.repeated),
      ...row.points.flatMap(([error, half, within]) => [
        signed(error),
        `${half.toFixed(1)}${within ? "" : " miss"}`,
      ]),
      ...[percent(row.floor), signed(row.lastRate), signed(row.powerLaw)],
    ]),
  );
}

function limitTable(rows) {
  return table(
    ["source", "sample", "h", "limit", "95 %", ""],
    rows.map(({ recipe, sample, h, value, lower95, upper95, holds, reason }) => [
      ...[code(recipe), sample, [...new Set(h.map((end) => end.toFixed(4)))].join(" to ")],
      ...(reason === undefined
        ? [value.toFixed(4), `${lower95.toFixed(4)} to ${upper95.toFixed(4)}`, holds ? "" : "miss"]
        : ["", "", reason]),
    ]),
  );
}

const bars = (part) => "#".repeat(Math.round(part * 40)).padEnd(40, ".");
function calibration(within, texts) {
  const rows = within.map(([level, hits]) => {
    const all = mean(hits) / texts;
    return `${String(100 * level).padStart(3)} % nominal ${bars(level)}\n    ${percent(100 * all).padStart(7)} ${bars(all)}  ${hits.join(", ")} of ${texts} at 2x, 5x, 10x`;
  });
  return `\`\`\`\n${rows.join("\n")}\n\`\`\``;
}

/** Each sample that taught the law, forecast by those of other packages: how wide intervals are beside the errors that they are for. */
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

Made by \`node scripts/build-forecast-scoreboard.mjs\`. ${texts.length} real texts of ${packages} packages, ${long} of them of 1 MB or more and
none below 400 kB, as \`corpora/forecast/texts.json\` lists them; of longer ones the first ${caps[0] / 1e6} MB. Settings that were
fixed before: seed ${registered}, blocks of 2 048 bytes in random order, the sample is the first ${percent(100 / share)} of it, factors ${factors.join(", ")}. A text
is forecast by a law that was learned from texts of other packages alone. Errors are of the excess, C(k n0) - C(n0), in per cent
of what was paid. All losses are shown. No text of a package taught what it was forecast by, yet what a law reads of a sample was
chosen with these texts in view, after some dozens of trials: what is read (the length of the sample among it), the share from which a
text counts as duplicated, and how intervals widen. The three seeds show what that is worth: expect a median of 3 to 3.5 % at 10x, and
take the blind texts below as the stricter test.

A text is flagged as duplicated where more than ${percent(found.duplicatedFrom)} of the windows of 32 bytes of its sample stand in another block
of the sample, too; flagged ones are graded by their intervals. The limit is 3 % (2 % at 2x), or 1.5 times the median
floor where that is more: the floor is the median error that the choice of blocks alone brings.

## Summary

Median, mean and worst are of texts that are not flagged; the next two of all. Winkler scores are of 95 % intervals, relative to
what was paid; the baseline is the last marginal rate with the interval of its residuals on texts of other packages.

${summaryTable(found.summary)}

## Beside simple laws

All texts, seed ${registered}. Skill: 1 - mean error over that of the law.

${lawTable(found.laws)}

## Calibration

${calibration(found.within, texts.length)}

How wide intervals are beside the errors that they are for, over all samples that taught the law, each forecast by those of other
packages. The last column is of one width for all that is chosen afterwards, so that 95 % are within it. Errors that follow a normal law would have 2.9;
those of texts have heavier tails, and what says beforehand which texts are the unsure ones, beyond what is repeated in them and how
unlike their blocks are, was not found. How fast their losses fall, as the only doubt, made intervals of these texts narrower and better, and those of the blind ones
worse.

${widths(library)}

## Texts

±: half-width of the 95 % interval. Bold: flagged. The last two columns are simple laws at 10x.

${textTable(texts)}

## Blind

${found.blindTexts.length} texts of packages that taught nothing and that nothing was chosen with in view: the list was written down first, each text was
forecast once, seed ${registered}, by the law that all texts above teach, and all are shown.

${summaryTable(found.blindSummary)}

${textTable(found.blindTexts)}

## Limits

Where losses of sources with known h end, by the command on recipes, seed 1: the interval holds h in
${held} of ${told.length} samples (${percent((100 * held) / told.length)}), its median width is ${limits.width.toFixed(2)} h. For texts, whose losses
still fall fast, it says no more than that a limit is not in sight. The constants of that interval were chosen on
these sources; sources of more than 256 symbols (Santa Fe, zeta, Pitman-Yor) are not among them.

${limitTable(limits.rows)}

## As they stand

The same with \`--in-order\`: the sample is the first tenth of a text and the rest follows. What comes next is of another kind in many
of them, and intervals say so.

${summaryTable(found.inOrderSummary)}

${textTable(found.inOrderTexts)}
`;
}

if (process.argv.includes("--measure")) {
  const found = written(await (process.argv.includes("--in-order") ? measureInOrder() : measure()));
  mkdirSync(join(root, "data"), { recursive: true });
  writeFileSync(data, found);
}
const document = rendered(JSON.parse(readFileSync(data, "utf8")), await loadLibrary());
deliver("docs/forecast.md", document, "build-forecast-scoreboard");
