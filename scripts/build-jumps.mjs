// Writes the tables of docs/jumps.md and its pictures from docs/evidence/jumps.json and jumps-mixtures.json. `--measure` first runs the
// campaigns of jumps-plan.mjs, one with the built command, some ten minutes; `--check` fails when the page or a picture is not
// current, or when a measurement of two structures gives other numbers than the campaign.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { curvesPicture } from "./jumps-curves.mjs";
import { doublingsOf, errorsOf, measureMixtures, predictMixtures } from "./jumps-mixtures.mjs";
import { learners, mixtures, seeds, size } from "./jumps-plan.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const at = (path) => join(root, path);
const [data, sumsData] = ["jumps", "jumps-mixtures"].map((name) => at(`docs/evidence/${name}.json`));
const networkData = at("docs/evidence/jumps-gpt-tiny.json");
const [page, picture, curves] = ["jumps.md", "gallery/jumps.svg", "gallery/jumps-curves.svg"].map((path) =>
  at(`docs/${path}`),
);
const check = process.argv.includes("--check");
const sectionOf = (name) => new RegExp(`(<!-- ${name}: .* -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);

function measured(learner, seed, structures = []) {
  const options = ["--predict", "--learner", learner, "--size", String(size), "--seed", String(seed), "-q"];
  const argv = [at("bin/mesoscope.js"), "probe", ...structures, ...options, "-f", "json"];
  const { jumps } = JSON.parse(
    execFileSync(process.execPath, argv, {
      encoding: "utf8",
      maxBuffer: 1e8,
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  return { learner, seed, ...jumps };
}

if (process.argv.includes("--measure")) {
  const runs = learners.flatMap((learner) => seeds.map((seed) => measured(learner, seed)));
  writeFileSync(data, `[\n${runs.map((run) => JSON.stringify(run)).join(",\n")}\n]\n`);
  const predictions = await predictMixtures(mixtures);
  console.error(`sha256 ${predictions.sha256}`);
  const lists = Object.entries(await measureMixtures(mixtures, predictions)).map(([name, list]) =>
    typeof list === "string"
      ? `"${name}": "${list}"`
      : `"${name}": [\n${list.map((one) => JSON.stringify(one)).join(",\n")}\n]`,
  );
  writeFileSync(sumsData, `{\n${lists.join(",\n")}\n}\n`);
}

const runs = JSON.parse(readFileSync(data, "utf8"));
for (const { predictions, sha256 } of runs)
  if (createHash("sha256").update(JSON.stringify(predictions)).digest("hex") !== sha256)
    throw new Error("predictions do not have their hash");
const places = runs.flatMap(({ learner, seed, structures }) =>
  structures.flatMap(({ id, sizes }) =>
    sizes.filter(({ held }) => held !== null).map((one) => ({ learner, seed, id, ...one })),
  ),
);

const table = (head, rows) => {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => String(row[i]).length)));
  const line = (row) => `| ${row.map((cell, i) => String(cell).padEnd(widths[i])).join(" | ")} |`;
  return [line(head), line(widths.map((n) => "-".repeat(n))), ...rows.map(line)].join("\n");
};
const whole = (n) => Math.round(n).toLocaleString("en-US");
/** Whether the intervals of the predicted and of the measured N50 have no size in common. */
const isApart = ({ predicted, measured }) =>
  measured === null || measured.upper80 < predicted.lower80 || predicted.upper80 < measured.lower80;
const isClose = ({ ratio }) => ratio !== null && Math.abs(Math.log(ratio)) <= Math.log(1.3);

const apartOf = (learner, seed) =>
  places.filter((one) => one.learner === learner && one.seed === seed && isApart(one)).length;
const counts = table(
  [
    "learner",
    "seed",
    "larger sizes",
    "predicted",
    "found",
    "within 1.3",
    "in the interval",
    "beyond both",
    "SHA-256 of the predictions",
  ],
  runs.map(({ learner, seed, counts: c, sha256 }) => [
    ...[
      learner,
      seed,
      c.sizes,
      c.predicted,
      c.measured,
      c.close,
      c.held,
      apartOf(learner, seed),
      `\`${sha256.slice(0, 16)}\``,
    ],
  ]),
);
const cell = (one) => {
  const { ratio, measured, fault } = one;
  const half = () => Math.round(100 * (measured.upper80 / measured.n50 - 1));
  return `${ratio === null ? fault.replace(/:.*/, "") : `${ratio.toFixed(2)} ±${half()}%`}${isApart(one) ? "\\*" : ""}`;
};
const placed = (one) => (one.held === null ? "beyond" : cell(one));
const largerOf = (sizes) =>
  sizes
    .slice(2)
    .map(({ unknowns }) => whole(unknowns))
    .join(", ");
// A network takes some hours: docs/evidence/jumps-gpt-tiny.json has a run of each structure, so far as they were made, by
// `mesoscope probe STRUCTURE --predict --learner gpt-tiny --size 64kB --learner-timeout 3600 -f json`.
const network = JSON.parse(readFileSync(networkData, "utf8")).map(({ structures: [one] }) => one);
const ofNetwork = network.flatMap(({ id, sizes }) =>
  sizes.filter(({ held }) => held !== null).map((one) => ({ learner: "gpt-tiny", id, ...one })),
);
const networkTable = table(
  ["structure", "T", "measured over predicted"],
  network.map(({ id, fault, sizes }) => [
    ...[id, largerOf(sizes)],
    fault?.replace(/:.*/, "") ?? sizes.slice(2).map(placed).join(", "),
  ]),
);
const twice = ofNetwork.filter(({ ratio }) => ratio !== null && Math.abs(Math.log2(ratio)) <= 1).length;
const networkText = `${networkTable}\n\n\`gpt-tiny\` is within 2 times on ${twice} of ${ofNetwork.length} predictions; ${ofNetwork.filter(({ held }) => held).length} intervals hold.\n`;

const ids = runs[0].structures.map(({ id }) => id);
const every = table(
  ["structure", "T", ...runs.map(({ learner, seed }) => `${learner}, ${seed}`)],
  ids.map((id) => [
    ...[id, largerOf(runs[0].structures.find((one) => one.id === id).sizes)],
    ...runs.map(({ structures }) => {
      const { fault, sizes } = structures.find((one) => one.id === id);
      if (fault !== null) return fault.replace(/:.*/, "");
      return sizes.slice(2).map(placed).join(", ");
    }),
  ]),
);
const misses = places.filter((one) => !isClose(one));
const text = `${counts}\n\nMeasured over predicted N50, ± the upper end of its interval (\\*: beyond both intervals):\n\n${every}\n\nOf ${places.length} predictions ${misses.length} are wrong by more than 1.3 times, ${places.filter(isApart).length} are beyond both intervals; all are shown.\n`;

// Sums of tables: errors on the second half of their curves, and how fast bits and exact match change.
const sums = JSON.parse(readFileSync(sumsData, "utf8"));
const error = ({ factor, bits }) => `${factor.toFixed(2)}, ${bits.toFixed(2)}`;
const range = (rows, of) => {
  const values = rows.map((row) => of(row)).sort((a, b) => (a ?? 1e9) - (b ?? 1e9));
  return [values[0], values.at(-1)].map((value) => value?.toFixed(1) ?? "beyond").join(" to ");
};
const mostBits = mixtures.answer.length * Math.log2(mixtures.answer.symbols);
const errors = table(
  [
    "learner",
    "seed",
    "s",
    "predicted: first half",
    "second half",
    "power law",
    "of last points",
    "exact match",
  ],
  sums.runs.map((run, i) => {
    const { before, law, power, steepest, right } = errorsOf(run, sums.measured[i]);
    return [
      ...[run.learner, run.seed, run.s],
      ...[before, law, power, steepest].map(error),
      right.toFixed(2),
    ];
  }),
);
const widths = table(
  ["learner", "curve", "bits", "exact match"],
  learners.flatMap((learner, l) =>
    [null, ...mixtures.exponents].map((s) => {
      const chosen =
        s === null
          ? sums.singles.slice(l * seeds.length, (l + 1) * seeds.length)
          : sums.measured.filter((_, i) => sums.runs[i].learner === learner && sums.runs[i].s === s);
      const each = chosen.map((points) => doublingsOf(points, mostBits));
      const name = s === null ? `one table of ${mixtures.single}` : `sum, s = ${s}`;
      return [learner, name, range(each, ({ bits }) => bits), range(each, ({ right }) => right)];
    }),
  ),
);
const sumsText = `${errors}\n\nDoublings of the data from 10 to 90 %, over seeds:\n\n${widths}\n`;

// The picture: predicted against measured N50 on logarithmic axes; colours are structures, shapes learners.
const [width, height, left, bottom] = [760, 560, 70, 50];
const plot = { right: width - 170, top: 20 };
const drawnPlaces = [...places, ...ofNetwork];
const values = drawnPlaces.flatMap(({ measured, predicted }) => [
  predicted.n50,
  ...(measured ? [measured.n50] : []),
]);
const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
const share = (n) => (Math.log10(n) - low) / (high - low);
const x = (n) => (left + share(n) * (plot.right - left)).toFixed(1);
const y = (n) => (height - bottom - share(n) * (height - bottom - plot.top)).toFixed(1);
const colour = (id) => `hsl(${Math.round((360 * ids.indexOf(id)) / ids.length)} 65% 42%)`;
const shapes = {
  observer: (px, py) => `<circle cx="${px}" cy="${py}" r="4"`,
  ngram: (px, py) => `<path d="M${px} ${(py - 5).toFixed(1)}l5 8h-10z"`,
  "gpt-tiny": (px, py) => `<path d="M${px} ${(py - 4).toFixed(1)}m-4 0h8v8h-8z"`,
};
const shapeOf = (learner, px, py, fill) => `${shapes[learner](px, py)} fill="${fill}"/>`;
const line = (factor, dash) =>
  `<path d="M${x(10 ** low)} ${y(10 ** low * factor)}L${x(10 ** high / factor)} ${y(10 ** high)}" stroke="#888" fill="none"${dash}/>`;
const ticks = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
const seen = ids.filter((id) => drawnPlaces.some((one) => one.id === id));
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
  `<title>Predicted and measured N50</title><rect width="${width}" height="${height}" fill="#fff"/>`,
  `<clipPath id="plot"><rect x="${left}" y="${plot.top}" width="${plot.right - left}" height="${height - bottom - plot.top}"/></clipPath>`,
  `<g clip-path="url(#plot)">${line(1, "")}${line(1.3, ' stroke-dasharray="4 4"')}${line(1 / 1.3, ' stroke-dasharray="4 4"')}</g>`,
  `<path d="M${left} ${plot.top}V${height - bottom}H${plot.right}" stroke="#444" fill="none"/>`,
  ...ticks.map(
    (n) =>
      `<text x="${x(n)}" y="${height - bottom + 18}" text-anchor="middle">${whole(n)}</text><text x="${left - 6}" y="${y(n)}" text-anchor="end" dominant-baseline="middle">${whole(n)}</text>`,
  ),
  `<text x="${(left + plot.right) / 2}" y="${height - 10}" text-anchor="middle">predicted N50, symbols</text>`,
  `<text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">measured N50, symbols</text>`,
  ...drawnPlaces.map(({ learner, id, predicted, measured, fault }) =>
    measured === null
      ? `<text x="${x(predicted.n50)}" y="${fault.startsWith("at once") ? height - bottom - 3 : plot.top + 8}" text-anchor="middle" fill="${colour(id)}">×</text>`
      : shapeOf(learner, x(predicted.n50), Number(y(measured.n50)), colour(id)),
  ),
  ...seen.map(
    (id, i) =>
      `<rect x="${plot.right + 14}" y="${plot.top + 18 * i}" width="10" height="10" fill="${colour(id)}"/><text x="${plot.right + 30}" y="${plot.top + 9 + 18 * i}">${id}</text>`,
  ),
  ...[...Object.keys(shapes), "never (top), at once"].map((name, i) => {
    const py = plot.top + 18 * (seen.length + 1 + i);
    const mark =
      name in shapes
        ? shapeOf(name, plot.right + 19, py, "#444")
        : `<text x="${plot.right + 15}" y="${py + 4}">×</text>`;
    return `${mark}<text x="${plot.right + 30}" y="${py + 4}">${name}</text>`;
  }),
  "</svg>\n",
].join("\n");

const drawn = curvesPicture(sums, mixtures);
const current = readFileSync(page, "utf8");
const fill = (whole, [name, content]) =>
  whole.replace(sectionOf(name), (_, start, end) => `${start}\n${content}\n${end}`);
const written = [
  ["jumps", text],
  ["network", networkText],
  ["sums", sumsText],
].reduce(fill, current);
const files = [
  [page, written],
  [picture, svg],
  [curves, drawn],
];
if (!check) for (const [path, content] of files) writeFileSync(path, content);
else {
  const isStale = files.some(([path, content]) => readFileSync(path, "utf8") !== content);
  const again = measured("ngram", seeds[0], ["order-1", "sum-31"]).structures;
  const kept = runs.find(({ learner, seed }) => learner === "ngram" && seed === seeds[0]).structures;
  const isOther = again.some(
    (one) => JSON.stringify(one) !== JSON.stringify(kept.find(({ id }) => id === one.id)),
  );
  if (isStale) console.error("docs/jumps.md or a picture is not current: run node scripts/build-jumps.mjs");
  if (isOther) console.error("order-1 or sum-31 gives other numbers than docs/evidence/jumps.json");
  process.exitCode = isStale || isOther ? 1 : 0;
}
