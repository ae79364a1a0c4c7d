// The figures of docs/evidence/check-grades.md: histories of packages, made into repositories with a commit for each published version, are checked
// commit by commit, and files that do not belong there are planted. `node scripts/build-check-histories.mjs` fetches the packages
// into node_modules/.cache, which takes the registry, and writes the document in some half an hour of one core.
//
// Everything that could be chosen was chosen on other packages: lengths of stretches, words and kinds of files on `fastify`,
// `undici` and `eslint`, the limit and the groups on `pino`, `stylelint` and a part of `mongoose` after them, the least files of a kind
// on those of `build-release-surprises.mjs`. `--tuning` measures the first five, every fourth version; the packages of the document
// were named before any was measured.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { plantsFor } from "./check-plants.mjs";
import { cache, filesOf, run, unpack, versionsOf } from "./package-histories.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const tuning = process.argv.includes("--tuning");
/** With `--document` the document is written from earlier measurements. */
const measured = process.argv.includes("--document")
  ? JSON.parse(readFileSync(join(cache, "figures.json"), "utf8"))
  : null;
/** Packages to measure; earlier results of the others are kept. By default all. */
const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));
/** Name, first and last version; all stable versions between are commits. */
const packages = tuning
  ? [
      ["fastify", "4.17.0", "5.12.8"],
      ["undici", "7.7.0", "8.13.1"],
      ["eslint", "9.5.0", "10.15.0"],
      ["pino", "8.2.0", "10.4.0"],
      ["stylelint", "15.10.1", "18.1.0"],
    ]
  : [
      ["mysql2", "3.9.1", "3.24.6"],
      ["knex", "0.21.2", "3.3.0"],
      ["nodemailer", "6.9.14", "10.6.1"],
      ["markdown-it", "4.0.3", "15.0.3"],
      ["bull", "3.23.0", "4.16.5"],
      ["axios", "0.21.0", "0.35.0"],
      ["mongodb-memory-server-core", "8.10.0", "11.3.0"],
      ["ioredis", "4.17.0", "4.28.5"],
      ["joi", "17.3.0", "18.3.2"],
    ];
const releases = JSON.parse(readFileSync(join(root, "data/release-surprises.json"), "utf8"));
const seed = 1;
const bundle = mkdtempSync(join(tmpdir(), "mesoscope-histories-"));
const { Random, discoverInputs, checkByOthers, surprisesOf, usualOf, UsualFiles, scoresOf, defaultOrder } =
  await bundleSources(
    [
      "src/core/random",
      "src/input/discover",
      "src/features/check/judge-files",
      "src/features/odd/surprises",
      "src/features/odd/surprise",
      "src/features/odd/usual-files",
      "src/features/odd/read-by-others",
    ],
    bundle,
  );

/** All stable versions; every fourth one for packages on which choices are made. */
const commitsOf = (name, first, last) =>
  versionsOf(name, first, last).filter((_, i) => !tuning || i % 4 === 0);

/** Puts a version into the work tree of the repository and commits it, with the same hash on every machine. */
function commit(name, version, folder) {
  unpack(name, version, folder);
  const git = (...argv) =>
    run("git", ["-c", "user.name=history", "-c", "user.email=history@localhost", ...argv], folder);
  if (!existsSync(join(folder, ".git"))) git("init", "-q");
  git("add", "-A", "-f");
  process.env.GIT_AUTHOR_DATE = process.env.GIT_COMMITTER_DATE = "2000-01-01T00:00:00Z";
  git("commit", "-q", "--allow-empty", "-m", version);
}

const failuresOf = ({ checks }) => checks.filter(({ status }) => status === "failed");
const byPath = (a, b) => (a.path < b.path ? -1 : 1);

const rows = measured?.rows ?? [];
const plants = measured?.plants ?? [];
const asked = packages.filter(([name]) => only.length === 0 || only.includes(name));
for (const [name, first, last] of measured === null ? asked : []) {
  const folder = join(cache, "repositories", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const row = { name, first, last, commits: 0, files: 0, judged: 0, atFirst: [], renewed: [], kept: [] };
  rows.push(row);
  let before = null;
  let oldest = null;
  const versions = commitsOf(name, first, last);
  for (const [i, version] of versions.entries()) {
    commit(name, version, folder);
    const files = filesOf(folder, discoverInputs);
    const surprises = surprisesOf(files, seed, defaultOrder);
    const usual = usualOf(files, surprises, seed, defaultOrder);
    usual.files.sort(byPath);
    // The surprise of a single new file is the same without a baseline.
    const read = (given, seed, order, asked, isNew) =>
      files.filter((_, i) => isNew(i)).length < 2 ? surprises : surprisesOf(given, seed, order, asked, isNew);
    const judge = (accepted) => checkByOthers(files, accepted, seed, defaultOrder, read);
    if (before === null) {
      row.atFirst = failuresOf(judge(null));
      row.files = files.length;
      oldest = { ...usual };
    } else {
      const renewed = judge(before);
      row.commits++;
      row.judged += renewed.checks.length;
      const failed = failuresOf(renewed);
      if (failed.length > 0) row.renewed.push({ version, failed });
      const old = failuresOf(judge(oldest));
      if (old.length > 0) row.kept.push({ version, failed: old });
      // What people do after looking at it: mesoscope baseline FILE.
      const looked = new Set(old.map(({ input }) => input));
      oldest.files = [
        ...oldest.files.filter(({ path }) => !looked.has(path)),
        ...usual.files.filter(({ path }) => looked.has(path)),
      ];
      if (i === versions.length >> 1) plants.push(...planted(name, files, surprises, before));
    }
    before = usual;
    process.stderr.write(`${name} ${version}: ${row.renewed.length} ${row.kept.length} of ${row.commits}\n`);
  }
}

/** Plants one item at a time into a commit, and tests whether the check of that commit finds it. */
function planted(repository, files, surprises, accepted) {
  const texts = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString() }));
  const compared = new UsualFiles(accepted.files);
  const chance = (file, surprise) =>
    compared.judge({ path: file.name, surprise: scoresOf(surprise, accepted.rate) }, null, 1).p;
  const usual = files.map((file, i) => chance(file, surprises[i]));
  return plantsFor(texts, Random.fromSeed(seed), tuning ? 0 : 1).map((plant) => {
    const bytes = new Uint8Array(Buffer.from(plant.text));
    const own = { name: plant.name, input: plant.name, bytes, isJudged: true };
    const kept = files.flatMap((file, i) => (file.name === plant.replaces ? [] : [i]));
    const all = [...kept.map((i) => files[i]), own];
    const mine = surprisesOf(all, seed, defaultOrder, (i) => i === kept.length)[kept.length];
    const { checks } = checkByOthers(all, accepted, seed, defaultOrder, () => [
      ...kept.map((i) => surprises[i]),
      mine,
    ]);
    const check = checks.at(-1);
    const { p, firstLine, lastLine } = check.odd;
    const found = check.status === "failed";
    return {
      repository,
      kind: plant.kind,
      what: plant.what,
      found,
      lines: found && firstLine <= plant.lines[1] && lastLine >= plant.lines[0],
      p,
      rank: 1 + kept.filter((i) => usual[i] < p).length,
      among: all.length,
      judged: checks.length,
    };
  });
}

rmSync(bundle, { recursive: true, force: true });
const figures = join(cache, tuning ? "tuning.json" : "figures.json");
const kept =
  only.length > 0 && existsSync(figures)
    ? JSON.parse(readFileSync(figures, "utf8"))
    : { rows: [], plants: [] };
const place = (name) => packages.findIndex(([own]) => own === name);
const isNew = new Set(rows.map(({ name }) => name));
const data = {
  rows: [...kept.rows.filter(({ name }) => !isNew.has(name)), ...rows].sort(
    (a, b) => place(a.name) - place(b.name),
  ),
  plants: [...kept.plants.filter(({ repository }) => !isNew.has(repository)), ...plants].sort(
    (a, b) => place(a.repository) - place(b.repository),
  ),
};
writeFileSync(figures, `${JSON.stringify(data, null, 1)}\n`);
if (tuning) process.stdout.write(documentOf(data));
else if (data.rows.length === packages.length)
  writeFileSync(join(root, "docs/evidence/check-grades.md"), documentOf(data));

/** Tables of all that was found. */
function documentOf({ rows, plants }) {
  const commits = rows.reduce((sum, row) => sum + row.commits, 0);
  const alarms = (of) => rows.reduce((sum, row) => sum + row[of].length, 0);
  const cell = (text) => text.replaceAll("|", "\\|");
  const table = (head, body) =>
    [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
  /** What a failed check names, and its limit. */
  const named = ({ input, quantity, at, unit, measured, expected, odd }) =>
    quantity === "newWords"
      ? [
          `\`${input}\`: ${Math.round(100 * measured.value)} % of its words are in no other file`,
          `${Math.round(100 * expected.max)} %`,
        ]
      : [
          `\`${input}\`, line ${odd.firstLine}: ${measured.value.toPrecision(3)} ${unit} ${at === null ? "in one word" : `over ${at} bytes`}`,
          expected.max.toPrecision(3),
        ];
  /** A row for each finding, with its limit by either baseline. */
  const alarmRows = rows.flatMap((row) => {
    const limits = new Map();
    for (const of of ["renewed", "kept"])
      for (const { version, failed } of row[of])
        for (const check of failed) {
          const [what, limit] = named(check);
          const key = JSON.stringify([version, what]);
          limits.set(key, { ...limits.get(key), [of]: limit });
        }
    const place = (key) => commitsOf(row.name, row.first, row.last).indexOf(JSON.parse(key)[0]);
    return [...limits]
      .sort(([one], [other]) => place(one) - place(other))
      .map(([key, { renewed = "", kept = "" }]) => {
        const [version, what] = JSON.parse(key);
        return [`${row.name} ${version}`, cell(what), renewed, kept];
      });
  });
  const kinds = [...new Set(plants.map(({ kind }) => kind))];
  const share = (count, all) => `${count} of ${all}`;
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  const ofKind = (kind) => {
    const own = plants.filter((plant) => plant.kind === kind);
    return [
      kind,
      share(own.filter(({ found }) => found).length, own.length),
      share(own.filter(({ lines }) => lines).length, own.filter(({ found }) => found).length),
      share(own.filter(({ p }) => p <= 0.005).length, own.length),
      share(own.filter(({ rank }) => rank === 1).length, own.length),
      `${median(own.map(({ rank }) => rank))}`,
      `${Math.max(...own.map(({ rank }) => rank))}`,
    ];
  };
  const missed = plants.filter(({ found }) => !found);
  const found = plants.filter((plant) => plant.found);
  return `# Check, graded

Made by \`node scripts/build-check-histories.mjs\`. How well \`mesoscope check\` judges files by a model of the others
([how it works](../check.md#files-unlike-the-rest)): published versions of ${rows.length} packages were made into repositories with a commit for
each version, and each commit was checked.

In short: ${alarms("renewed")} of ${commits} commits (${((100 * alarms("renewed")) / commits).toFixed(1)} %) gave an alarm with a baseline that is renewed at each commit,
${alarms("kept")} (${((100 * alarms("kept")) / commits).toFixed(1)} %) with one that is kept for years. Of ${plants.length} planted files and lines that do not belong, ${found.length} were found, ${found.filter(({ lines }) => lines).length} of them
with the right lines.

## False alarms

A baseline accepts the first version. Each later commit is checked twice: against a baseline that is renewed after every commit, and
against that of the first commit, which accepts only the files that an alarm has named. "Odd at first" is what a check without a
baseline names in the first version.

${table(
  [
    "package",
    "versions",
    "files at first",
    "odd at first",
    "commits",
    "files judged",
    "alarms, baseline renewed",
    "alarms, baseline kept",
  ],
  rows.map((row) => [
    row.name,
    `${row.first} to ${row.last}`,
    row.files,
    row.atFirst.length,
    row.commits,
    row.judged,
    row.renewed.length,
    row.kept.length,
  ]),
)}

The limit predicts .5 % for usual files. Some alarms are justified, such as the first source maps of a package and its first bundle of a
kind. All alarms:

${table(["version", "what was named", "limit, renewed", "limit, kept"], alarmRows)}

## Planted files

One thing at a time is planted into the middle commit of each history, in addition to what the commit changes. No choice was made on
these plants. A check fails if at most .005 usual files, among as many as it judges, are expected to be as surprising. A new file counts as
${releases.countsAs.new} usual ones and a changed one as ${releases.countsAs.changed}. These commits changed
${rows.map(({ name }) => `${(plants.find((plant) => plant.repository === name)?.judged ?? 1) - 1} (${name})`).join(", ")}.

${table(
  ["repository", "files", "found"],
  rows.map(({ name }) => {
    const own = plants.filter(({ repository }) => repository === name);
    return [name, own[0].among - 1, share(own.filter(({ found }) => found).length, own.length)];
  }),
)}

Small repositories miss more, because few files show little of what is usual. Still, ${share(plants.filter(({ rank }) => rank <= 2).length, plants.length)} rank first or second
among all files of their repository.

${table(["kind", "found", "of these with the right lines", "p <= .005", "first in rank", "median rank", "last rank"], kinds.map(ofKind))}

Not found, with the rank among all files of the repository:

${table(
  ["repository", "kind", "what", "p", "rank"],
  missed.map(({ repository, kind, what, p, rank, among }) => [
    repository,
    kind,
    cell(what.replace(/^.*node_modules\//, "")),
    p.toPrecision(2),
    `${rank} of ${among}`,
  ]),
)}

## How the method was chosen

Lengths of stretches, words and kinds of files were chosen on fastify, undici and eslint; groups and a first limit on pino, stylelint and
44 commits of mongoose; the share of new words and the rule of new endings on single versions of seven packages. The limit of .005 was chosen on nine packages
of \`data/tail-scales.json\` and the first half of what is planted.

The method was changed three times after results on the nine packages of this page: new words, the rule of endings and an
unbiased tail after the first run; the tails of other repositories after the first three packages; and after nodemailer, the minimum of 20 files and the weights of
new and changed files, chosen on 253 releases of 13 small packages. Without this last change 16, 9 and 26 of 31 plants were
found in bull, axios and mongodb-memory-server-core, and ioredis and joi were not judged.

The last five packages were named before they were measured, three of them before the last change. The first four had been seen.
`;
}
