// The picture of docs/jumps.md with learning curves of sums of tables, in bits and in exact match side by side.
import { halfOf, powerLaw } from "./jumps-mixtures.mjs";

const [width, height] = [300, 210];
const [left, top, gapX, gapY] = [56, 34, 64, 56];
const [fewest, most] = [4, 18];
const mostBits = 16;

/**
 * A panel for each learner and scale. Measured points of the first seed are filled, those of the second hollow; predictions are lines,
 * dashed for the second seed; power laws fitted to the first half (first seed) are dotted.
 *
 * @returns SVG; equal evidence gives equal bytes
 */
export function curvesPicture({ runs, measured, singles }, { learners, seeds, exponents, single }) {
  const columns = [
    { of: ({ bits }) => bits / mostBits, title: "bits above the optimum, for an answer", top: mostBits },
    { of: ({ right }) => right, title: "share of answers surely right", top: 1 },
  ];
  const colour = (i) => (i < 0 ? "#777" : ["#1b6ca8", "#c0392b", "#2e8b57"][i]);
  const full = {
    width: left + 2 * (width + gapX) + 70,
    height: top + learners.length * (height + gapY) - 12,
  };
  const panel = (learner, row) => (column, place) => {
    const [x0, y0] = [left + place * (width + gapX), top + row * (height + gapY)];
    const x = (size) => (x0 + ((Math.log2(size) - fewest) / (most - fewest)) * width).toFixed(1);
    const y = (share) => (y0 + (1 - Math.min(1, share)) * height).toFixed(1);
    const path = (points, i, dash) =>
      `<path d="M${points.map((point) => `${x(point.size)} ${y(column.of(point))}`).join("L")}" stroke="${colour(i)}" fill="none"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/>`;
    const dots = (points, i, seed) =>
      points.map(
        (point) =>
          `<circle cx="${x(point.size)}" cy="${y(column.of(point))}" r="2.5" stroke="${colour(i)}" fill="${seed === seeds[0] ? colour(i) : "#fff"}"/>`,
      );
    const alone = seeds.flatMap((seed, s) =>
      dots(singles[learners.indexOf(learner) * seeds.length + s], -1, seed),
    );
    const sums = runs.flatMap(({ learner: of, seed, s, predicted }, r) => {
      if (of !== learner) return [];
      const i = exponents.indexOf(s);
      const points = measured[r];
      const power = powerLaw(points.slice(0, halfOf(points)));
      const beyond = points.slice(halfOf(points)).map(({ size }) => ({ size, bits: power(size) }));
      const isFitted = place === 0 && seed === seeds[0];
      return [
        path(predicted, i, seed === seeds[0] ? "" : "6 3"),
        ...dots(points, i, seed),
        ...(isFitted ? [path(beyond, i, "2 3")] : []),
      ];
    });
    const ticks = [4, 8, 12, 16].map(
      (k) =>
        `<text x="${x(2 ** k)}" y="${y0 + height + 15}" text-anchor="middle">${(2 ** k).toLocaleString("en-US")}</text>`,
    );
    const heights = [0, 0.5, 1].map(
      (share) =>
        `<text x="${x0 - 6}" y="${y(share)}" text-anchor="end" dominant-baseline="middle">${column.top * share}</text>`,
    );
    return [
      `<text x="${x0}" y="${y0 - 8}">${learner}: ${column.title}</text>`,
      `<path d="M${x0} ${y0}V${y0 + height}H${x0 + width}" stroke="#444" fill="none"/>`,
      ...[...ticks, ...heights, ...alone, ...sums],
      `<text x="${x0 + width / 2}" y="${y0 + height + 32}" text-anchor="middle">symbols learned</text>`,
    ];
  };
  const names = [...exponents.map((s) => `s = ${s}`), `one table of ${single}`];
  const legend = names.map((name, i) => {
    const [lx, ly] = [left + 2 * width + gapX + 10, top + 10 + 18 * i];
    return `<circle cx="${lx}" cy="${ly}" r="4" fill="${colour(i < exponents.length ? i : -1)}"/><text x="${lx + 9}" y="${ly + 4}">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${full.width} ${full.height}" font-family="sans-serif" font-size="12">`,
    `<title>Learning curves of sums of tables, in bits and in exact match</title><rect width="${full.width}" height="${full.height}" fill="#fff"/>`,
    ...learners.flatMap((learner, row) => columns.flatMap(panel(learner, row))),
    ...legend,
    "</svg>\n",
  ].join("\n");
}
