// Measures how often usual files surprise when they are new or have changed, and writes data/release-surprises.json: releases of
// packages that are not judged in docs/evidence/check-grades.md are compared with the one before and with the oldest of them, as a check does with
// a baseline that is renewed and with one that is kept. `node scripts/build-release-surprises.mjs` takes the registry and some ten
// minutes of one core; it comes after build-tail-scales.mjs, whose numbers it uses.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { writeData } from "./data-file.mjs";
import { filesOf, unpack, versionsOf } from "./package-histories.mjs";

const seed = 1;
/** Name, first and last version of packages of 20 to 100 files. */
const packages = [
  ["amqplib", "0.10.4", "2.3.1"],
  ["chai", "4.0.0", "5.0.0"],
  ["csso", "3.0.0", "5.0.5"],
  ["got", "12.0.0", "14.4.0"],
  ["karma", "4.0.0", "5.2.2"],
  ["log4js", "6.0.0", "6.9.1"],
  ["mysql", "2.9.0", "2.18.1"],
  ["postcss-selector-parser", "3.0.0", "6.0.15"],
  ["restify", "8.0.0", "12.0.0"],
  ["sharp", "0.29.0", "0.32.5"],
  ["sinon", "8.0.0", "11.1.1"],
  ["webpack-cli", "4.0.0", "4.10.0"],
  ["winston", "3.2.0", "3.13.0"],
];
/** Probability up to which files are counted: of smaller ones there are too few to count, and those are mostly strange files. */
const level = 0.1;

const bundle = mkdtempSync(join(tmpdir(), "mesoscope-releases-"));
const { discoverInputs, leastUsual, scoresOf, surprisesOf, UsualFiles, usualOf, defaultOrder } =
  await bundleSources(
    [
      "src/input/discover",
      "src/features/odd/read-by-others",
      "src/features/odd/surprise",
      "src/features/odd/surprises",
      "src/features/odd/usual-files",
    ],
    bundle,
  );

/** Files that a check would have judged, and how many of them reached the level. */
const counts = Object.fromEntries(
  ["renewed", "kept"].map((baseline) => [baseline, { new: [0, 0], changed: [0, 0] }]),
);
let commits = 0;
for (const [name, first, last] of packages) {
  // Outside of any repository, whose ignore file could leave something out.
  const folder = join(bundle, name);
  let before = null;
  let oldest = null;
  for (const version of versionsOf(name, first, last)) {
    unpack(name, version, folder);
    const files = filesOf(folder, discoverInputs);
    const surprises = surprisesOf(files, seed, defaultOrder);
    const usual = usualOf(files, surprises, seed, defaultOrder);
    if (before !== null) {
      commits++;
      count(before, usual.files, surprises, counts.renewed);
      count(oldest, usual.files, surprises, counts.kept);
    }
    before = usual.files.length < leastUsual ? null : usual;
    oldest ??= before;
  }
  process.stderr.write(`${name}: ${JSON.stringify(counts)}\n`);
}
rmSync(bundle, { recursive: true, force: true });

/**
 * Counts new and changed files of a release.
 *
 * @param accepted what is usual by the baseline
 * @param files of the release, as usualOf gives them
 * @param surprises of these
 * @param into files and those that reach the level, by whether they are new
 */
function count(accepted, files, surprises, into) {
  const compared = new UsualFiles(accepted.files);
  const contents = new Set(accepted.files.map(({ sha256 }) => sha256));
  const byPath = new Map(accepted.files.map((file) => [file.path, file]));
  for (const [i, { path, sha256 }] of files.entries()) {
    if (contents.has(sha256)) continue;
    const before = byPath.get(path) ?? null;
    const tally = into[before === null ? "new" : "changed"];
    const surprise = scoresOf(surprises[i], accepted.rate);
    tally[0]++;
    if (compared.judge({ path, surprise }, before, level).p <= level) tally[1]++;
  }
}

/**
 * How many usual files one is worth, by the baseline with which it is more.
 *
 * @param {"new" | "changed"} kind
 */
const worth = (kind) =>
  Math.max(
    ...Object.values(counts).map((tally) => {
      const [files, reached] = tally[kind];
      return reached / (files * level);
    }),
  );
const rounded = (number) => Math.round(1000 * number) / 1000;
writeData(
  "release-surprises.json",
  {
    script: "scripts/build-release-surprises.mjs",
    seed,
    of: "how often new and changed files in releases of packages, of which none is judged, surprise as much as one usual file in ten, and how many usual files they count as",
  },
  {
    packages,
    commits,
    level,
    counts,
    countsAs: { new: rounded(worth("new")), changed: rounded(worth("changed")) },
  },
);
