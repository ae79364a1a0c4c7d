// Renders docs/structure-measures.md from data/structure-measures.json. `--measure` first runs `mesoscope calibrate --of structure` on
// one processor, some forty minutes, and writes the numbers; `--measure FILE` reads an output of that command, of all measures or some,
// instead. `--check` fails when the document is not current.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeData } from "./data-file.mjs";
import { code, deliver, grouped, plain } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const data = `${root}data/structure-measures.json`;
const argv = ["calibrate", "--of", "structure", "--jobs", "1", "-f", "json"];

function measured() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}bin/mesoscope.js`, ...argv], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`calibrate ended with ${status}\n${stderr}`);
  return stdout;
}

const digits = (value) => (value === null ? null : Number(value.toPrecision(4)));
/** Numbers to four digits, throughout. */
const rounded = (value) => {
  if (typeof value === "number") return digits(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]));
};

/** What the document shows: grades, and the value of each measure for each source at the largest size and for each text. */
function kept({ structure, options }) {
  const { grades, values, changes, missing } = structure;
  const largest = Math.max(...options.lengths);
  const sources = grouped(
    values.filter(({ n }) => n === largest),
    ({ source }) => source,
  ).map(([source, own]) => ({
    ...{ family: own[0].family, source },
    learned: digits(own.find(({ measure }) => measure === "S")?.known ?? null),
    said: Object.fromEntries(own.map(({ measure, mean }) => [measure, digits(mean)])),
  }));
  const texts = grouped(changes, ({ text }) => text).map(([text, own]) => ({
    ...{ text, n: own[0].n },
    said: grouped(own, ({ transformation }) => transformation).map(([transformation, each]) => ({
      ...{ transformation, effect: each[0].effect },
      said: Object.fromEntries(each.map(({ measure, mean }) => [measure, digits(mean)])),
    })),
  }));
  const { lengths, runs } = options;
  // A run that was interrupted leaves a text without some of its transformations.
  const whole = texts.filter(({ said }) => said.length === texts[0].said.length);
  const isWhole = ({ text }) => whole.some((one) => one.text === text);
  return {
    ...{ lengths, runs, sources },
    grades: rounded(grades).map((one) => ({ ...one, invariance: one.invariance.filter(isWhole) })),
    texts: whole,
    missing: [
      ...missing,
      ...texts.flatMap(({ text }) =>
        isWhole({ text }) ? [] : [{ text, reason: "the run was interrupted" }],
      ),
    ],
  };
}

/** The earlier numbers with those of the requested measures replaced: a file may have only some measures. */
function laidOver(before, now) {
  const asked = new Set(now.grades.map(({ measure }) => measure));
  if (before.grades.every(({ measure }) => asked.has(measure))) return now;
  const said = (old, own) => ({ ...old.said, ...own.said });
  return {
    ...before,
    sources: before.sources.map((old, s) => ({ ...old, said: said(old, now.sources[s]) })),
    grades: before.grades.map((old) => now.grades.find(({ measure }) => measure === old.measure) ?? old),
    texts: before.texts.map((old, i) => ({
      ...old,
      said: old.said.map((one, k) => ({ ...one, said: said(one, now.texts[i].said[k]) })),
    })),
  };
}

const number = (value) => {
  if (value === null || value === undefined) return "";
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)));
};
const of = (share) => (share === null ? "" : `${share.right} of ${share.of}`);
const percent = (share) => `${Math.round(100 * share)} %`;

function table(head, rows, left = 1) {
  const line = head.map((_, i) => (i < left ? " --- " : " ---: ")).join("|");
  return [`| ${head.join(" | ")} |`, `|${line}|`, ...rows.map((row) => `| ${row.join(" | ")} |`), ""];
}

const worst = (invariance) =>
  [...invariance].sort(
    (a, b) => (b.ratio ?? Number.POSITIVE_INFINITY) - (a.ratio ?? Number.POSITIVE_INFINITY),
  )[0];

/** The errors of a measure, in sentences. */
function failures(grade, sources) {
  const { measure, claim, defined, ratio, difference, noise, coverage, growth, reversals, direction } = grade;
  const said = [];
  if (defined.right < defined.of)
    said.push(`undefined for ${defined.of - defined.right} of ${defined.of} samples`);
  if (claim === "learned" && ratio !== null) {
    const off = sources
      .filter((one) => one.learned >= 50 && one.said[measure] !== null && one.family !== "facts")
      .map(({ source, learned, said }) => ({ source, factor: said[measure] / learned }))
      .sort((a, b) => distance(b.factor) - distance(a.factor))
      .slice(0, 3)
      .map(({ source, factor }) => `${plain(source)} (${number(factor)} times)`);
    said.push(
      `within a factor of 1.5 of the learnable bits on ${ratio.near} of ${ratio.sources} sources; farthest off on ${off.join(", ")}`,
    );
  }
  if (claim === "doubling" && ratio !== null)
    said.push(
      `within a factor of 1.5 of the bits of the last doubling on ${ratio.near} of ${ratio.sources} sources`,
    );
  if (difference !== null)
    said.push(
      `off by ${number(difference.mean)} on average, standard deviation ${number(difference.deviation)}`,
    );
  if (noise !== null && grade.unit === "bit" && claim !== null)
    said.push(`up to ${number(noise)} bits on noise`);
  if (coverage !== null) {
    const { value, interval } = coverage.share;
    said.push(
      `95 % intervals contain the truth in ${percent(value)} (${percent(interval.lower)} to ${percent(interval.upper)}) of ${coverage.intervals}`,
    );
  }
  const most = worst(grade.invariance);
  if (most !== undefined)
    said.push(
      most.ratio === null
        ? `no value above 0 for ${plain(most.text)}, ${plain(most.least)}`
        : `${plain(most.text)}: ${number(most.ratio)} times as much ${plain(most.most)} as ${plain(most.least)}`,
    );
  if (growth !== null && growth.right < growth.of)
    said.push(`wrong growth on ${growth.of - growth.right} of ${growth.of} sources`);
  if (reversals !== null && reversals.wrong + reversals.unstable > 0)
    said.push(
      `of ${number(reversals.pairs)} pairs ${reversals.wrong} in the wrong order and ${reversals.unstable} whose order depends on the seed`,
    );
  if (direction !== null && direction.right < direction.of)
    said.push(`larger after ${direction.of - direction.right} of ${direction.of} shuffles`);
  return `- ${code(measure)}: ${said.join("; ")}.`;
}

const distance = (factor) => (factor <= 0 ? Number.POSITIVE_INFINITY : Math.abs(Math.log(factor)));

const bits = ["S", "dS", "edl", "area", "requential", "two-part-ppmd", "two-part-xz"];

function rendered({ lengths, runs, grades, sources, texts, missing }) {
  const row = (grade, ...cells) => [code(grade.measure), ...cells];
  const largest = Math.max(...lengths);
  return [
    "# Measures of structure",
    "",
    `${grades.length} measures of how much structure a sample has, on ${sources.length} sources whose learnable bits are known, and on ${texts.length} texts.`,
    "",
    "`mesoscope calibrate --of structure` repeats it in forty minutes; `mesoscope calibrate --of structure words -e S,edl`",
    "runs two measures on one family of sources. `npm run bench:structure` writes this page.",
    "",
    `Made by ${code("node scripts/build-structure-measures.mjs --measure")}: ${runs} seeds, ${lengths.map((n) => n.toLocaleString("en-US")).join(", ")} symbols; texts of ${texts[0].n.toLocaleString("en-US")} bytes.`,
    "Sources and expected answers were fixed before any measure was run. The columns grade different things, so there is no overall grade.",
    "",
    "## What each gets wrong",
    "",
    ...grades.map((grade) => failures(grade, sources)),
    "",
    "## Against the truth",
    "",
    `At ${largest.toLocaleString("en-US")} symbols. Ratio: value / learnable bits, quantiles 1/6, 1/2 and 5/6 over the sources with 50 bits or more; for ${code("b")} value minus exponent.`,
    "Noise: largest value on equally likely symbols, which have no learnable bits.",
    "",
    ...table(
      ["measure", "defined", "ratio", "within 1.5", "noise", "95 % intervals right", "s/sample"],
      grades.map((grade) => {
        const { defined, ratio, difference, noise, coverage, cost } = grade;
        const text =
          difference !== null
            ? `${number(difference.mean)} ± ${number(difference.deviation)}`
            : ratio === null
              ? ""
              : [ratio.low, ratio.median, ratio.high].map(number).join(" / ");
        return row(
          grade,
          percent(defined.right / defined.of),
          text,
          ratio === null ? "" : `${ratio.near} of ${ratio.sources}`,
          grade.unit === "bit" ? number(noise) : "",
          coverage === null ? "" : `${percent(coverage.share.value)} of ${coverage.intervals}`,
          number(cost.perSample),
        );
      }),
    ),
    "Seconds: processor time of the measuring thread, with the other measures that a measure needs; xz runs on its own threads.",
    "",
    "## Order and growth",
    "",
    "Rank: Spearman's correlation with the learnable bits, or with the exponent of growth, and its 95 % interval over sources.",
    "Growth: bounded, logarithm or power, classified from three sizes. Reversed: pairs of sources whose learnable bits differ by a factor",
    "of 1.5 and whose order depends on the seed; wrong: pairs whose order is wrong for most seeds.",
    "",
    ...table(
      [
        "measure",
        "rank with",
        "rank",
        "95 %",
        "growth right",
        "pairs",
        "reversed",
        "wrong",
        "reversed texts",
      ],
      grades.map((grade) => {
        const { rank, growth, reversals } = grade;
        return row(
          grade,
          rank === null ? "" : rank.with,
          rank === null ? "" : rank.value.toFixed(2),
          rank === null ? "" : `${rank.interval.lower.toFixed(2)} to ${rank.interval.upper.toFixed(2)}`,
          of(growth),
          ...(reversals === null
            ? ["", "", "", ""]
            : [
                number(reversals.pairs),
                String(reversals.unstable),
                String(reversals.wrong),
                `${reversals.texts.unstable} of ${reversals.texts.pairs}`,
              ]),
        );
      }),
      2,
    ),
    "## Texts",
    "",
    "Largest / smallest value over transformations that keep all information: relabelled, reversed, XOR by a byte, base64, hex, UTF-16,",
    "bits; `-`: some value is missing or not above 0. Shuffles right: shuffles that do not increase the value by more than 5 %: of lines,",
    "of words, of letters, and with every third word random.",
    "",
    ...table(
      ["measure", ...texts.map(({ text }) => plain(text)), "shuffles right"],
      grades.map((grade) =>
        row(
          grade,
          ...grade.invariance.map(({ ratio }) => (ratio === null ? "-" : number(ratio))),
          of(grade.direction),
        ),
      ),
    ),
    `Bits that ${code("S")}, ${code("edl")} and ${code("requential")} find:`,
    "",
    ...table(
      ["text", ...texts[0].said.map(({ transformation }) => transformation)],
      texts.flatMap(({ text, said }) =>
        ["S", "edl", "requential"].map((measure) => [
          `${plain(text)}, ${code(measure)}`,
          ...said.map((one) => number(one.said[measure])),
        ]),
      ),
    ),
    ...missing.map(({ text, reason }) => `Not measured: ${plain(text)}, ${plain(reason)}.\n`),
    "## Every source",
    "",
    `Learnable bits, and the values of the measures that claim to find them, at ${largest.toLocaleString("en-US")} symbols. An ideal learner`,
    "that knows the family but not its parameters pays that many bits above its final rate. The facts also have frequencies to learn, so only",
    "their growth is graded.",
    "",
    ...table(
      ["source", "learnable", ...bits.map(code)],
      sources.map(({ source, learned, said }) => [
        plain(source),
        number(learned),
        ...bits.map((measure) => number(said[measure])),
      ]),
    ),
    "## Definitions",
    "",
    ...table(
      ["measure", "definition", "source", "not reproduced"],
      grades.map((grade) =>
        row(
          grade,
          plain(`${grade.title}: ${grade.definition}`),
          plain(grade.reference),
          plain(grade.notReproduced ?? ""),
        ),
      ),
      4,
    ),
  ].join("\n");
}

const at = process.argv.indexOf("--measure");
if (at > 0) {
  const file = process.argv[at + 1];
  const calibration = JSON.parse(file === undefined ? measured() : readFileSync(file, "utf8"));
  const made = {
    script: "scripts/build-structure-measures.mjs",
    seed: calibration.options.seed,
    of: "grades of measures of structure on sources of known learnable bits, as docs/structure-measures.md shows them",
  };
  const { made: _, ...before } = JSON.parse(readFileSync(data, "utf8"));
  writeData("structure-measures.json", made, laidOver(before, kept(calibration)));
}
const text = rendered(JSON.parse(readFileSync(data, "utf8")));
deliver("docs/structure-measures.md", `${text.trimEnd()}\n`, "build-structure-measures");
