import type { LearnerCurve } from "../learners/schema.ts";
import type { Cell } from "../report/kit/csv-text.ts";
import type { Rows } from "../report/kit/rows.ts";
import type { Figure } from "../results/figure.ts";
import type { Coordinate } from "../results/report.ts";
import type { Depth, Explanation } from "./schema.ts";

const columns = [
  "section",
  "item",
  "quantity",
  "status",
  "value",
  "lower",
  "upper",
  "level",
  "unit",
  "reason",
];

/** One row a number: where the sample lies, and what lies behind it. */
export function explanationRows({ sample, depth, learner }: Explanation): Rows {
  const spectrum = sample.spectrum;
  const placed = (["randomness", "growth", "growthExponent", "rate", "structure"] as const).flatMap((id) =>
    spectrum === null ? [] : [coordinateRow(sample.name, id, spectrum[id])],
  );
  const behind =
    depth.status === "ok"
      ? rowsInDepth(depth)
      : [["depth", sample.name, null, "undefined", null, null, null, null, null, depth.reason]];
  return { columns, rows: [...placed, ...behind, ...(learner === null ? [] : learnerRows(learner))] };
}

/** The curve of a learner beside that of the observer, and what is read off both. */
function learnerRows({ curve, randomness, structure, parts, truth }: LearnerCurve): Cell[][] {
  const pair = (item: string, { learner, observer }: LearnerCurve["structure"]) => [
    ...(learner === null ? [] : [figureRow("learner", item, "learner", learner)]),
    ...(observer === null ? [] : [figureRow("learner", item, "observer", observer)]),
  ];
  return [
    ...curve.flatMap((point) => pair(`after ${point.learned} symbols`, point)),
    ...pair("x", randomness),
    ...pair("S", structure),
    ...(parts ?? []).map(({ name, learner }) => figureRow("learner", name, "learner", learner)),
    ...(truth === null ? [] : pair("excess over the entropy rate", truth.excess)),
  ];
}

function coordinateRow(item: string, quantity: string, coordinate: Coordinate): Cell[] {
  if (coordinate.status === "ok") return figureRow("place", item, quantity, coordinate);
  return ["place", item, quantity, "undefined", null, null, null, null, coordinate.unit, coordinate.reason];
}

function figureRow(
  section: string,
  item: string,
  quantity: string,
  { value, interval, unit }: Figure,
): Cell[] {
  const ends = interval === null ? [null, null, null] : [interval.lower, interval.upper, interval.level];
  return [section, item, quantity, "ok", value, ...ends, unit, null];
}

function rowsInDepth({ observer, compressors, experts, ladder, profile, quotes }: Depth): Cell[][] {
  const rows: Cell[][] = [figureRow("observer", "mixture", "codeLength", observer.codeLength)];
  for (const { id, codeLength, weight } of observer.members) {
    if (codeLength !== null) rows.push(figureRow("observer", id, "codeLength", codeLength));
    rows.push(figureRow("observer", id, "weight", weight));
  }
  for (const { id, codeLength, perSymbol } of compressors) {
    rows.push(figureRow("compressors", id, "codeLength", codeLength));
    rows.push(figureRow("compressors", id, "perSymbol", perSymbol));
  }
  if (experts.status === "ok") {
    for (const { id, withoutIt, brings } of experts.parts) {
      rows.push(figureRow("experts", id, "withoutIt", withoutIt));
      rows.push(figureRow("experts", id, "brings", brings));
    }
  }
  for (const rung of ladder.rungs) {
    const item = rung.parameter === null ? rung.id : `${rung.id} ${rung.parameter}`;
    if (rung.status === "ok") {
      rows.push(figureRow("ladder", item, "rate", rung.rate));
      rows.push(figureRow("ladder", item, "structure", rung.structure));
    } else rows.push(["ladder", item, null, "undefined", null, null, null, null, null, rung.reason]);
  }
  for (const { start, end, kind, rate } of profile.stretches)
    rows.push(figureRow("profile", `${start}-${end} ${kind}`, "rate", rate));
  if (quotes.status === "ok") {
    for (const kind of ["surprising", "repeated", "orderly"] as const)
      for (const { offset, bytes, line, rate } of quotes[kind])
        rows.push(figureRow("quotes", `${offset}-${offset + bytes} ${kind}${lineText(line)}`, "rate", rate));
  }
  return rows;
}

const lineText = (line: number | null) => (line === null ? "" : `, line ${line}`);
