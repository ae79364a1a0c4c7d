// Pictures of arithmetic on the map: for docs/arithmetic.md, and for the panel of the site, which has both themes and narrow screens.

import { readFileSync } from "node:fs";

const dataFile = new URL("../data/arithmetic.json", import.meta.url);

/** The data of the pictures, written by scripts/build-arithmetic.mjs. */
export const arithmeticData = () => JSON.parse(readFileSync(dataFile, "utf8"));

const number = (value) => value.toLocaleString("en-US");
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const place = (value) => value.toFixed(1);

/** Colours of a file that is drawn on white, and of a page that has two themes. */
const onWhite = { ink: "#333", muted: "#666", line: "#ddd", paper: "#fff" };
const onPage = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  paper: "var(--paper)",
};
const colours = [
  "#3b8fd0",
  "#e0662b",
  "#2aa97f",
  "#b86fdc",
  "#d1901a",
  "#c6547f",
  "#8a8a94",
  "#7c8f2e",
  "#4fa3a5",
];
export const colourOf = (i) => colours[i % colours.length];

const text = (x, y, content, more = "") => `<text x="${place(x)}" y="${place(y)}" ${more}>${content}</text>`;
const line = (x1, y1, x2, y2, stroke) =>
  `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}" stroke="${stroke}"/>`;
const power = (k) => `10<tspan dy="-5" font-size="9">${k}</tspan>`;

/** A picture with its title for readers who do not see it. */
function svg([width, height], { ink }, [title, about], body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${ink}">
<title>${escaped(title)}</title>
<desc>${escaped(about)}</desc>
${body}
</svg>
`;
}

const aboutCurves =
  "What is saved on the order of the first n terms. A character saves a bit a term; what resembles one for a while rises and flattens; a coin saves nothing.";

/**
 * Bits saved against n, both on logarithmic axes; functions that save nothing are on the lowest line.
 *
 * @param {[string, [number, number][]][]} curves points (n, bits) of each function
 * @param {{ onPage: boolean }} options onPage: narrow, in the colours of the page, with numbers in place of names
 */
export function curvesPicture(curves, { onPage: narrow }) {
  const paint = narrow ? onPage : onWhite;
  const [width, height] = narrow ? [400, 330] : [1000, 560];
  const [left, right, top, bottom] = narrow ? [58, 30, 12, 40] : [86, 240, 64, 56];
  const least = 3;
  const most = Math.ceil(Math.log10(Math.max(...curves.map(([, points]) => points.at(-1)[0]))));
  const x = (n) => left + ((Math.log10(n) - least) / (most - least)) * (width - left - right);
  const highest = Math.log10(Math.max(10 ** most, ...curves.map(([, points]) => points.at(-1)[1])));
  const y = (saved) => height - bottom - (Math.log10(Math.max(1, saved)) / highest) * (height - top - bottom);
  const body = [];
  if (!narrow)
    body.push(
      `<rect width="${width}" height="${height}" fill="${paint.paper}"/>`,
      text(left, 28, "Bits saved on the order of the first n terms", 'font-size="18" font-weight="600"'),
      text(
        left,
        48,
        "a pattern rises in proportion to n; what only resembles one rises and flattens",
        `fill="${paint.muted}"`,
      ),
    );
  for (let k = least; k <= most; k++)
    body.push(
      line(x(10 ** k), top, x(10 ** k), height - bottom, paint.line),
      text(x(10 ** k), height - bottom + 20, power(k), 'text-anchor="middle"'),
    );
  for (let k = 0; k <= most; k++)
    body.push(
      line(left, y(10 ** k), width - right, y(10 ** k), paint.line),
      text(
        left - 6,
        y(10 ** k) + 4,
        k === 0 ? "≤ 1 bit" : narrow ? power(k) : number(10 ** k),
        'text-anchor="end"',
      ),
    );
  const ends = curves.map(([recipe, points], i) => {
    const shown = points.filter(([n]) => n >= 10 ** least);
    const path = shown.map(([n, saved]) => `${place(x(n))},${place(y(saved))}`).join(" ");
    body.push(`<polyline points="${path}" fill="none" stroke="${colourOf(i)}" stroke-width="2"/>`);
    return { at: y(shown.at(-1)[1]), name: narrow ? String(i + 1) : escaped(recipe), colour: colourOf(i) };
  });
  ends.sort((a, b) => a.at - b.at);
  const step = narrow ? 13 : 16;
  // Names keep their distance: above the axis first, then below the top.
  let bound = height - bottom + step;
  for (const end of ends.toReversed()) {
    bound = Math.min(bound - step, end.at);
    end.at = bound;
  }
  bound = top - step;
  for (const end of ends) {
    bound = Math.max(bound + step, end.at);
    body.push(text(width - right + 8, bound + 4, end.name, `fill="${end.colour}" font-weight="600"`));
  }
  body.push(text((left + width - right) / 2, height - 6, "n", 'text-anchor="middle"'));
  return svg([width, height], paint, ["Bits saved against n", aboutCurves], body.join("\n"));
}

/** Points that lie nearer than this have one label. */
const near = 13;

/** Points that lie together. */
function clusters(points) {
  const found = [];
  for (const point of points) {
    const own = found.find((cluster) =>
      cluster.some(({ x, y }) => Math.hypot(x - point.x, y - point.y) < near),
    );
    if (own === undefined) found.push([point]);
    else own.push(point);
  }
  return found;
}

/**
 * Functions and their random models on the map: randomness across, growth up, logarithmic.
 *
 * @param {{ name: string, label: string, model: string | null, isModel: boolean, x: number, growth: number, regime: string }[]} rows
 */
export function mapPicture(rows) {
  const [width, height, left, right, top, bottom] = [400, 330, 44, 14, 12, 76];
  const most = 4;
  const floor = height - bottom;
  const toX = (value) => left + value * (width - left - right);
  const toY = (bits) =>
    height - bottom - (Math.min(most, Math.log10(Math.max(1, bits))) / most) * (height - top - bottom);
  const points = rows.map((row) => ({ ...row, across: row.x, x: toX(row.x), y: toY(row.growth) }));
  const body = [];
  for (const k of [0, 0.25, 0.5, 0.75, 1])
    body.push(
      line(toX(k), top, toX(k), floor, onPage.line),
      text(toX(k), floor + 52, String(k), 'text-anchor="middle"'),
    );
  for (let k = 0; k <= most; k++)
    body.push(
      line(left, toY(10 ** k), width - right, toY(10 ** k), onPage.line),
      text(left - 6, toY(10 ** k) + 4, k === 0 ? "≤ 1" : power(k), 'text-anchor="end"'),
    );
  const byName = new Map(points.map((point) => [point.name, point]));
  for (const { x, y, model } of points) {
    const other = byName.get(model);
    if (other !== undefined)
      body.push(line(x, y, other.x, other.y, onPage.muted).replace("/>", ' stroke-dasharray="1 3"/>'));
  }
  for (const { name, isModel, x, y, across, regime } of points)
    body.push(
      `<circle cx="${place(x)}" cy="${place(y)}" r="4.5" fill="${isModel ? onPage.paper : "var(--accent)"}" stroke="${isModel ? onPage.muted : "var(--accent)"}" stroke-width="1.5"><title>${escaped(name)}: ${regime}, x ${across.toFixed(3)}</title></circle>`,
    );
  for (const cluster of clusters(points)) {
    const isRight = cluster[0].x > width / 2;
    const side = (isRight ? Math.min : Math.max)(...cluster.map((one) => one.x));
    const isEnd = side > width - right - near;
    const labels = cluster.map(({ label }) => label);
    const lines = [];
    while (labels.length > 0) lines.push(labels.splice(0, isEnd ? 4 : 3).join(", "));
    // Along the floor points stand close, and labels below them.
    const isLow = cluster.every((one) => one.y > floor - near);
    const high = Math.min(...cluster.map((one) => one.y)) + 4 - 12 * (lines.length - 1);
    const [x, y, anchor] = isLow
      ? [isEnd ? width - 2 : side, floor + 15, isEnd ? "end" : "middle"]
      : [side + (isRight ? -8 : 8), high, isRight ? "end" : "start"];
    lines.forEach((content, i) => {
      body.push(
        text(
          x,
          y + 12 * i,
          content,
          `font-size="11" text-anchor="${anchor}" stroke="${onPage.paper}" stroke-width="3" paint-order="stroke"`,
        ),
      );
    });
  }
  body.push(
    text((left + width - right) / 2, height - 6, "randomness x: 0 order, 1 noise", 'text-anchor="middle"'),
    text(-(top + height - bottom) / 2, 11, "growth G, bit", 'text-anchor="middle" transform="rotate(-90)"'),
  );
  const about = `Randomness against growth. ${points.map(({ name, across, regime }) => `${name}: ${regime}, x ${across.toFixed(3)}`).join("; ")}.`;
  return svg([width, height], onPage, ["Functions of number theory on the map", about], body.join("\n"));
}

/** What is known of an entropy rate, and how sure that is: a word and a sentence. */
function factText({ status, route, by, value, lower, upper, reference }) {
  const bits = (one) => `${Number(one.toPrecision(4))} bit/symbol`;
  switch (status) {
    case "exact":
      return ["Proved", `entropy rate ${bits(value)}: ${route} (${reference}).`];
    case "conjectured":
      return ["Conjectured", `by ${by}, not proved: entropy rate ${bits(value)}; ${route}.`];
    case "bounds":
      if (bits(lower) === bits(upper))
        return ["Proved", `entropy rate ${bits(lower)}: ${route} (${reference}).`];
      return ["Open", `the entropy rate is between ${lower} and ${bits(upper)}: ${route}.`];
    default:
      return ["Not known", `${route}.`];
  }
}

/** Functions and models with their labels in the picture: numbers and letters. */
function labelled({ places, models }) {
  const names = Object.keys(models);
  const isOther = (name) => name !== null && !names.includes(name);
  const modelNames = [...new Set(Object.values(models))].filter(isOther);
  const labels = [
    ...names.map((name, i) => [name, String(i + 1)]),
    ...modelNames.map((name, i) => [name, String.fromCharCode(97 + i)]),
  ];
  return labels.map(([name, label]) => ({
    ...places[name],
    ...{ name, label, model: models[name] ?? null, isModel: isOther(name) },
  }));
}

/**
 * For each function the rules that were found, and what is proved, conjectured or open, as lines of Markdown.
 *
 * @param {ReturnType<typeof arithmeticData>} data
 */
export function factLines(data) {
  const rows = labelled(data);
  const labelOf = new Map(rows.map(({ name, label }) => [name, label]));
  const where = ({ regime, x }) => `${regime}, _x_ = ${x.toFixed(3)}`;
  return rows.map((row) => {
    const { name, label, model, isModel, named, fact } = row;
    const [status, about] = factText(fact);
    const beside = model === null ? "" : `; its model is ${labelOf.get(model)}, \`${model}\``;
    const rule = named === "" ? "" : ` **Named:** it ${named}.`;
    return `- **${label}** \`${name}\`${isModel ? ", a random model" : ""}: ${where(row)}${beside}.${rule} **${status}:** ${about}`;
  });
}

/**
 * The panel of the site: functions and their models on the map, and the evidence.
 *
 * @param {ReturnType<typeof arithmeticData>} data
 */
export function arithmeticPanel(data) {
  const curves = Object.entries(data.evidence);
  const legend = curves.map(
    ([recipe, points], i) =>
      `<li><b style="color:${colourOf(i)}">${i + 1}</b> <code>${escaped(recipe)}</code> ${number(Math.round(points.at(-1)[1]))}</li>`,
  );
  return `<div class="arithmetic">
<figure><figcaption>On the map, 100,000 terms of each: functions are filled, their random models hollow. Numbers and letters are those of <a href="#named-proved-conjectured-open">the list below</a>.</figcaption>
${mapPicture(labelled(data))}</figure>
<figure><figcaption>Bits saved on the order of the first <i>n</i> terms, and by ${number(data.terms)} of them.</figcaption>
${curvesPicture(curves, { onPage: true })}<ul>${legend.join("")}</ul></figure>
</div>`;
}
