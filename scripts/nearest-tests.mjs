// Which tests a file of the sources is judged by when it is changed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Means over thousands of samples: slow, and blind to small changes. */
const notJudging = ["tests/unit/statistics/entropy-bias.test.ts"];
/** What every estimator says of itself, and what streams need, is read here alone. */
const ofEstimators = ["tests/contract/descriptions.test.ts", "tests/unit/context/context.test.ts"];

/** Files of a folder, or a file itself, sorted. */
export function filesIn(folder, ending) {
  if (folder.endsWith(ending)) return [folder];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

/** Growth of time with size: blind to what is found. */
export const isOfTime = (test) => basename(test) === "linearity.test.ts";

function importsOf(file) {
  const text = readFileSync(file, "utf8");
  const found = [
    ...text.matchAll(/ from "(\.[^"]+\.ts)"/g),
    ...text.matchAll(/\bimport\("(\.[^"]+\.ts)"\)/g),
  ];
  return found.map(([, path]) => join(dirname(file), path)).filter((path) => existsSync(path));
}

/** How many imports lie between a test and each file it reaches. */
function distancesFrom(test) {
  const distances = new Map([[test, 0]]);
  for (const [file, distance] of distances)
    for (const path of importsOf(file)) if (!distances.has(path)) distances.set(path, distance + 1);
  return distances;
}

/**
 * Of each file the test of its name, or the tests nearest to it: those that import it, or import what imports it.
 *
 * @param {string[]} files
 * @param {string[]} judges tests
 * @returns {Map<string, string[]>} none where no test reaches a file
 */
export function nearestTests(files, judges) {
  const reached = judges
    .filter((test) => ![...notJudging, ...ofEstimators].includes(test))
    .map((test) => ({ test, distances: distancesFrom(test) }));
  return new Map(
    files.map((file) => {
      const known = reached.filter(({ distances }) => distances.has(file));
      const nearest = Math.min(...known.map(({ distances }) => distances.get(file)));
      const tests = known.filter(({ distances }) => distances.get(file) === nearest).map(({ test }) => test);
      const own = tests.filter((test) => basename(test, ".test.ts") === basename(file, ".ts"));
      const chosen = own.length > 0 ? own : tests;
      return [file, /^src\/(estimators|context)/.test(file) ? [...ofEstimators, ...chosen] : chosen];
    }),
  );
}

/**
 * Of each file all tests that reach it in the folder of tests that is named as its own.
 *
 * @param {string[]} files
 * @param {string[]} judges tests
 * @returns {Map<string, string[]>} the nearest first
 */
export function testsOfFolder(files, judges) {
  const known = new Map();
  const distancesOf = (test) => {
    if (!known.has(test)) known.set(test, distancesFrom(test));
    return known.get(test);
  };
  return new Map(
    files.map((file) => {
      const folder = dirname(file).replace("src/", "tests/unit/");
      const own = judges.filter((test) => dirname(test) === folder && distancesOf(test).has(file));
      return [file, own.sort((a, b) => distancesOf(a).get(file) - distancesOf(b).get(file))];
    }),
  );
}
