// The functions of number theory that docs/arithmetic.md and the panel of the site are about, and what is measured of them. The
// functions, numbers of terms and seeds were fixed before the first run.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { analyze, truth } = await import(new URL("../dist/index.js", import.meta.url).href);
const { sourceRegistry } = await import(new URL("../dist/sources.js", import.meta.url).href);

/** Each with the random model that it is compared with; null: it has none. */
export const functions = new Map([
  ["liouville", "random-multiplicative"],
  ["moebius", "random-multiplicative"],
  ["squarefree", null],
  ["primes", "cramer-primes"],
  ["primes(powers=true)", "hawkins-primes"],
  ["primes-modulo(q=3)", "uniform(alphabet=2)"],
  ["primes-modulo(q=4)", "uniform(alphabet=2)"],
  ["primes-modulo(q=5)", "uniform(alphabet=4)"],
  ["kronecker(d=-163, from=1)", "random-multiplicative"],
  ["root(of=2, base=2)", "uniform(alphabet=2)"],
  ["euler(base=2)", "uniform(alphabet=2)"],
  ["pi(base=2)", "uniform(alphabet=2)"],
  ["champernowne(base=2)", "uniform(alphabet=2)"],
  ["copeland-erdos(base=10)", "uniform(alphabet=10)"],
  ["continued-fraction", null],
  ["continued-fraction(of=e)", "continued-fraction"],
  ["continued-fraction(of=pi)", "continued-fraction"],
  ["sturmian(of=2)", null],
  ["stern(modulus=3)", null],
  ["collatz", "uniform(alphabet=2)"],
  ["kolakoski", null],
  ["partition-parity", "uniform(alphabet=2)"],
  ["rudin-shapiro", null],
  ["thue-morse", null],
  ["fibonacci", null],
]);

/** Models that are controls, with 20 seeds each. */
export const models = ["uniform(alphabet=2)", "random-multiplicative", "cramer-primes", "hawkins-primes"];

/** Functions read to ten million terms: their evidence takes less than a minute each, and ten minutes for the whole list. */
export const longFunctions = [
  "liouville",
  "random-multiplicative",
  "moebius",
  "squarefree",
  "primes",
  "cramer-primes",
  "kronecker(d=-163, from=1)",
  "collatz",
  "uniform(alphabet=2)",
];
export const longTerms = 10_000_000;

/** Where 100,000 terms of a recipe are on the map. */
export async function placeOf(recipe) {
  const { verdict, randomness, growth } = await analyze({ recipe });
  const short = (number) => Number(number.toPrecision(4));
  return { regime: verdict.regime, x: short(randomness.value), growth: short(growth.value) };
}

/** What is known about the entropy rate of a recipe, as `truth` states it. */
export async function factOf(recipe) {
  const { status, route, by, value, lower, upper, reason } = (await truth.all(recipe)).truth.entropyRate;
  const { reference } = sourceRegistry.get(/^[\w-]+/.exec(recipe)[0]);
  return { status, route: route ?? reason, by, value, lower, upper, reference };
}

/** The rules that `explain` names in its first sentence, after "it"; empty: none. */
export function namedIn(recipe) {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [`${root}bin/mesoscope.js`, "explain", "--recipe", recipe],
    { encoding: "utf8", maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(stderr);
  const [first] = stdout.split("\n\n");
  return /\. It (.*?)\. [\d ]+ symbols/.exec(first.replaceAll("\n", " "))?.[1] ?? "";
}
