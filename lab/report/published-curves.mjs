// Forecasts the last point of published learning curves from the others: by the law of mesoscope's forecasts, which was learned from
// texts that its own observer read, as it is; and by curves that are fitted to the points.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const curveModules = ["src/features/forecast/law", "src/features/forecast/losses"];

/** Mean loss between two sizes of a curve that is a power law between its points. */
function meanBetween(points, from, to) {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [[a, la], [b, lb]] = [points[i - 1], points[i]];
    const [start, end] = [Math.max(a, from), Math.min(b, to)];
    if (end <= start) continue;
    const slope = Math.log(lb / la) / Math.log(b / a);
    const at = (m) => (la * a ** -slope * m ** (slope + 1)) / (slope + 1);
    sum += at(end) - at(start);
  }
  return sum / (to - from);
}

/** What the law reads of a sample, of points at doubling sizes that have no error of sampling. */
function traitsOf(points) {
  const n = points.at(-1)[0];
  const rates = [0, 1, 2, 3].map((octave) =>
    Math.log(meanBetween(points, n / (2 << octave), n / (1 << octave))),
  );
  const changes = [0, 1, 2].map((octave) => rates[octave] - rates[octave + 1]);
  return {
    ...{ n, blocks: 1e9, codeLength: 0, rate: Math.exp(rates[0]), variation: 0 },
    ...{ slope: (4 * changes[0] + 2 * changes[1] + changes[2]) / 7, bend: changes[0] - changes[2] },
    ...{ fillIn: 0, duplicated: 0, recurrence: 0, recurrenceError: 0 },
  };
}

/** The least of a function of several numbers, from a start on. Nelder & Mead 1965, Comput. J. 7(4). */
function least(cost, start, step, rounds = 4000) {
  let simplex = [
    start,
    ...start.map((_, i) => start.map((value, j) => (i === j ? value + step[i] : value))),
  ].map((x) => ({
    x,
    y: cost(x),
  }));
  for (let round = 0; round < rounds; round++) {
    simplex = simplex.sort((a, b) => a.y - b.y);
    const worst = simplex.at(-1);
    const centre = start.map(
      (_, i) => simplex.slice(0, -1).reduce((sum, { x }) => sum + x[i], 0) / start.length,
    );
    const along = (t) => {
      const x = centre.map((value, i) => value + t * (worst.x[i] - value));
      return { x, y: cost(x) };
    };
    const mirrored = along(-1);
    if (mirrored.y < simplex[0].y) {
      const further = along(-2);
      simplex[simplex.length - 1] = further.y < mirrored.y ? further : mirrored;
    } else if (mirrored.y < simplex.at(-2).y) simplex[simplex.length - 1] = mirrored;
    else {
      const nearer = along(mirrored.y < worst.y ? -0.5 : 0.5);
      if (nearer.y < Math.min(worst.y, mirrored.y)) simplex[simplex.length - 1] = nearer;
      else {
        const best = simplex[0].x;
        simplex = simplex.map(({ x }) => {
          const moved = x.map((value, i) => best[i] + (value - best[i]) / 2);
          return { x: moved, y: cost(moved) };
        });
      }
    }
  }
  return simplex.sort((a, b) => a.y - b.y)[0];
}

/** Curves that are fitted by least squares of logarithms; sizes in units of the last one, so that numbers are near 1. */
const fitted = {
  "power law": { at: ([a, b], m) => Math.exp(a) * m ** -Math.exp(b), starts: [[-1, -1]] },
  "power law and a constant": {
    at: ([a, b, c], m) => Math.exp(c) + Math.exp(a) * m ** -Math.exp(b),
    starts: [
      [-3, -1, -1],
      [-4, 0, -1.2],
    ],
  },
  "power law broken once": {
    at: ([a, b, c, d, e], m) =>
      Math.exp(c) + Math.exp(a) * m ** -Math.exp(b) * (1 + (m / Math.exp(d)) ** 2) ** (-Math.exp(e) / 2),
    starts: [
      [-2, -1, -1.5, -3, -1],
      [-3, -1.5, -2, -1, -2],
      [-3, 0, -1, -4, 0],
    ],
  },
};

function endOf({ at, starts }, points, last) {
  const cost = (x) => {
    const sum = points.reduce((all, [m, loss]) => all + (Math.log(at(x, m / last)) - Math.log(loss)) ** 2, 0);
    return Number.isFinite(sum) ? sum : 1e9;
  };
  const found = starts.map((start) =>
    least(
      cost,
      start,
      start.map(() => 0.5),
    ),
  );
  return at(found.sort((a, b) => a.y - b.y)[0].x, 1);
}

/** @returns of each curve its last loss and what each way forecasts of it */
export function lastPoints(library) {
  const { examples, loss } = JSON.parse(readFileSync(`${root}lab/data/published-curves/nmt.json`, "utf8"));
  const law = library.learnLaw(library.forecastExperience.filter(({ inOrder }) => !inOrder));
  return Object.entries(loss).map(([model, losses]) => {
    const all = losses.flatMap((value, i) => (value === null ? [] : [[examples[i], value]]));
    const [known, [last, paid]] = [all.slice(0, -1), all.at(-1)];
    const expected = library.expectLosses(traitsOf(known), law, last / known.at(-1)[0]).loss;
    return {
      ...{ model, paid, expected },
      ways: {
        "as at the point before": known.at(-1)[1],
        ...Object.fromEntries(Object.entries(fitted).map(([name, form]) => [name, endOf(form, known, last)])),
      },
    };
  });
}
