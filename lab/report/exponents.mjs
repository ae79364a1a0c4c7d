// How fast small networks learn sources whose exponent of learning is exactly known, beside what the data say of it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { table } from "./grades.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * alpha, where the loss falls to the entropy rate like n^-alpha: 1 - beta of a Santa Fe process, ln(1/f) / (2 ln m) of a random hierarchy of which
 * a share f of the strings of s symbols can occur. undefined: not known.
 */
export function exactAlpha(recipe) {
  const setting = (key) => Number(new RegExp(`\\b${key}=([\\d.]+)`).exec(recipe)?.[1]);
  if (recipe.includes("santa-fe(")) return 1 - setting("beta");
  if (!recipe.includes("random-hierarchy(")) return undefined;
  const [v, m, s] = ["v", "m", "s"].map(setting);
  return Math.log(v ** (s - 1) / m) / (2 * Math.log(m));
}

/** The slope of a line by least squares, with its standard error. */
function slopeOf(points) {
  const mean = (j) => points.reduce((sum, point) => sum + point[j], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  const slope = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / spread;
  const rest = points.reduce((sum, [a, b]) => sum + (b - y - slope * (a - x)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) };
}

/** Student's t at 97.5 %, by degrees of freedom. */
const students = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447];

const withRange = (value, lower, upper) => `${value.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`;

/** The exponent of what is paid above the entropy rate, with an interval of 95 %. @param losses [n, bits] */
function fittedAlpha(losses, entropyRate) {
  const points = losses
    .filter(([, bits]) => bits > entropyRate)
    .map(([n, bits]) => [Math.log(n), Math.log(bits - entropyRate)]);
  if (points.length < 3) return undefined;
  const { slope, error } = slopeOf(points);
  const half = students[points.length - 3] * error;
  return { value: -slope, lower: -slope - half, upper: -slope + half };
}

/** What the data alone say: gamma / (2 beta), or 1 less Hilberg's exponent. */
function forecastAlpha({ scaling, hilberg }) {
  if (scaling.status === "ok")
    return { value: scaling.value, lower: scaling.lower95, upper: scaling.upper95 };
  if (hilberg.status !== "ok") return undefined;
  return { value: 1 - hilberg.value, lower: 1 - hilberg.upper95, upper: 1 - hilberg.lower95 };
}

/** The section on exponents. @param learners names of the networks */
export function exponentsSection(data, learners) {
  const read = JSON.parse(readFileSync(`${root}lab/data/network-exponents.json`, "utf8"));
  const cellOf = (found) => (found === undefined ? "-" : withRange(found.value, found.lower, found.upper));
  const graded = read.sources.map((one) => {
    const samples = data.samples.filter(({ corpus }) => corpus === one.source);
    const { entropyRate } = samples[0];
    const lossesOf = (learner) =>
      data.trained
        .filter((cell) => cell.corpus === one.source && cell.learner === learner)
        .map(({ n, bits }) => [n, bits]);
    return {
      source: one.source,
      alpha: exactAlpha(one.recipe),
      said: forecastAlpha(one),
      observer: fittedAlpha(
        samples.map(({ n, features }) => [n, features.rate]),
        entropyRate,
      ),
      networks: learners.map((learner) => fittedAlpha(lossesOf(learner), entropyRate)),
    };
  });
  const rows = graded.map(({ source, alpha, said, observer, networks }) => [
    source,
    ...[alpha.toFixed(2), ...[said, observer, ...networks].map(cellOf)],
  ]);
  const said = graded.filter((one) => one.said !== undefined);
  const holding = said.filter(({ alpha, said: { lower, upper } }) => lower <= alpha && alpha <= upper);
  const fits = graded.flatMap(({ alpha, networks }) =>
    networks.flatMap((fit) => (fit === undefined ? [] : [{ alpha, ...fit }])),
  );
  const fitsHolding = fits.filter(({ alpha, lower, upper }) => lower <= alpha && alpha <= upper).length;
  return `Where the exact exponent alpha is known, with which the loss of a learner that makes the most of its data falls to the entropy rate: of
${read.symbols} symbols \`mesoscope forecast --exponents\` says gamma / (2 beta), or 1 less Hilberg's exponent where covariances have no power law,
with 95 %. Beside it straight lines through what was paid above the exact entropy rate, which no forecast may use, at all sizes that were
trained; of few and uneven points, so that their intervals are wide.

${table(["source", "alpha", "from the data", "observer, fitted", ...learners.map((learner) => `${learner}, fitted`)], rows)}

${said.length} of ${graded.length} have a forecast, and ${holding.length} of these intervals hold alpha; of ${fits.length} fits to networks ${fitsHolding} do. **What the networks pay agrees with
the exact exponent on Santa Fe processes, within wide intervals, and falls more slowly on two of three hierarchies**: a hierarchy of three or four
levels is learned one level after another, and over a factor of twenty in size a network is between two of them; alpha is the mean over
many. The aim, a median error of 7 %, is not reached: neither forecasts nor fits are that sure at these sizes.`;
}
