import type { LearnerCurve } from "../../learners/schema.ts";
import { inThousands } from "../../report/kit/figures.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { Figure } from "../../results/report.ts";

/**
 * The cost for a learner beside the observer, for a person.
 *
 * @returns text that ends in a line feed; equal curves and views give equal text
 */
export function renderLearnerCurve(curve: LearnerCurve, view: View): string {
  const layout = layoutFor(view);
  const [opening, head, ...sections] = curveSections(curve, view);
  const name = layout.bold(fitWidth(layout.escape(curve.name), view.width));
  return layout.text([opening, `${name}\n${head}`, ...sections]);
}

/** The same in sections: a sentence, the learner and its task, the curve, its numbers, parts, and remarks. */
function curveSections(curve: LearnerCurve, view: View): string[] {
  const layout = layoutFor(view);
  const { asked, learned } = curve;
  const about = `${asked.blocks} held-out blocks, ${formatCount(asked.symbols)} symbols; ${formatCount(learned)} learned`;
  const sections = [
    layout.paragraph(openingOf(curve)),
    [layout.dim(fitWidth(`learner: ${layout.escape(curve.learner)}`, view.width)), layout.dim(about)].join(
      "\n",
    ),
    layout.table(
      ["learned", "learner", "observer", "difference"],
      curve.curve.map((point) => [
        formatCount(point.learned),
        ...[point.learner, point.observer, point.difference].map((one) => layout.column(one, 3)),
      ]),
      [0, 1, 2, 3],
    ),
    summaryOf(curve, layout),
  ];
  if (curve.parts !== null) {
    const exact = curve.parts.some((part) => part.exact !== null);
    sections.push(
      layout.table(
        ["part", "symbols", "learner", "minus observer", ...(exact ? ["exact"] : [])],
        curve.parts.map((part) => [
          part.name,
          formatCount(part.symbols),
          layout.column(part.learner, 3),
          layout.column(part.difference, 3),
          ...(exact ? [part.exact === null ? "-" : part.exact.value.toFixed(3)] : []),
        ]),
        [1, 2, 3, 4],
      ),
    );
  }
  return [...sections, remarksOf(curve, layout)];
}

/** Difference in bits a symbol that three printed digits do not show. */
const unseenDifference = 5e-4;
/** Where the observer has a lower loss, bit/symbol, a better learner may have a small part of it. */
const leastPlain = 0.1;

/** Why the loss of the learner cannot be believed. */
function doubtOf({ curve, truth }: LearnerCurve): string | undefined {
  const { learner, observer } = curve.at(-1)!;
  if (truth?.impossible === true) return "significantly below the entropy rate, which is impossible";
  return truth === null && observer.value > leastPlain && learner.value < observer.value / 10
    ? "less than a tenth of the observer's, which is hardly possible"
    : undefined;
}

function openingOf(found: LearnerCurve): string {
  const { curve, learned, perByte, learns } = found;
  const { learner, observer, difference } = curve.at(-1)!;
  const unit = perByte.learner === null ? "symbol" : "byte";
  const [mine, theirs] =
    perByte.learner === null || perByte.observer === null
      ? [learner, observer]
      : [perByte.learner, perByte.observer];
  const after = learns
    ? `After ${formatCount(learned)} symbols the learner`
    : "The learner, which does not learn,";
  return `${after} has a loss of ${mine.value.toFixed(3)} bit/${unit} on held-out blocks; the observer has ${theirs.value.toFixed(3)} on the same blocks: ${doubtOf(found) === undefined ? verdictOn(difference) : "the learner's loss cannot be right"}.`;
}

function verdictOn({ value, interval }: Figure): string {
  if (interval === null) return "one block gives no interval";
  if (Math.abs(value) < unseenDifference) return "no significant difference";
  if (interval.lower > 0) return "the observer is better";
  return interval.upper < 0 ? "the learner is better" : "no significant difference";
}

function summaryOf(
  { randomness, structure, inBlocks, perByte, truth }: LearnerCurve,
  layout: Layout,
): string {
  const kilo = (one: Figure | null) => (one === null ? null : inThousands(one));
  const cell = (one: Figure | null) => (one === null ? "-" : layout.figure(one));
  const rows: [string, Figure | null, Figure | null][] = [
    ["bit/byte", perByte.learner, perByte.observer],
    ["x", randomness.learner, randomness.observer],
    ["S, kbit", kilo(structure.learner), kilo(structure.observer)],
    ["within a block, bits", inBlocks.learner, inBlocks.observer],
    ["above h, bit/symbol", truth?.excess.learner ?? null, truth?.excess.observer ?? null],
  ];
  return plainTable(
    ["", "learner", "observer"],
    rows
      .filter(([, mine, theirs]) => mine !== null || theirs !== null)
      .map(([what, mine, theirs]) => [what, cell(mine), cell(theirs)]),
    [1, 2],
  );
}

/** How the held-out text was chosen. */
function heldOutOf({ heldOut, asked }: LearnerCurve): string[] {
  if (heldOut === null) return [];
  if (heldOut.kind === "documents") return [`Held out: ${asked.groups} whole documents.`];
  const { gap, copiesReachBeyond } = heldOut;
  const apart =
    gap === 0
      ? "No gaps, because almost nothing is copied from nearby."
      : `The ${formatCount(gap)} symbols on each side of a stretch are not learned, so that nothing is copied from nearby.`;
  const warning = copiesReachBeyond
    ? ["Copies reach farther than these gaps, so text from elsewhere probably costs more."]
    : [];
  return [`Held out: ${asked.groups} stretches. ${apart}`, ...warning];
}

function remarksOf(curve: LearnerCurve, layout: Layout): string {
  const { truth, structure, parts, learns, asked } = curve;
  const over = curve.heldOut === null ? "blocks" : curve.heldOut.kind;
  const lines = [
    ...heldOutOf(curve),
    `The learner predicts each held-out block separately and does not learn from it. The observer learns while it reads, and forgets held-out blocks before they exceed 5 % of what it learned. Intervals (95 %) are over ${over}; they do not cover other seeds of the learner.`,
  ];
  if (!learns) lines.push("The learner reports that it does not learn, so it was run only once.");
  if (structure.learner === null)
    lines.push("S needs a curve that starts at 0 symbols and has at least three sizes.");
  if (parts === null)
    lines.push(
      "No parts: they are positions in a text or in a task's record, and need the losses of single symbols.",
    );
  if (asked.blocks < 2) lines.push("Only one block is held out: there is no interval.");
  if (truth !== null) {
    const cold =
      truth.cold === null
        ? ""
        : ` Even a model that knows the source has a loss up to ${truth.cold.value.toFixed(4)} higher, because each block starts without context.`;
    lines.push(`The entropy rate is exactly ${truth.entropyRate.value.toFixed(4)} bit/symbol.${cold}`);
  }
  const doubt = doubtOf(curve);
  if (doubt !== undefined)
    lines.push(
      `The loss of the learner is ${doubt}: its probabilities do not sum to one, or it has seen these blocks.`,
    );
  return lines.map((line) => layout.paragraph(line)).join("\n");
}

const columns = ["what", "who", "learned", "value", "lower95", "upper95", "unit"];

/** A curve as one table: a row for each number. */
export function learnerCurveRows({ learned, ...curve }: LearnerCurve): Rows {
  const row = (what: string, who: string, found: Figure | null, after = learned) =>
    found === null ? [] : [{ what, who, learned: after, ...found, ...endsOf(found, "", "95") }];
  const pair = (what: string, { learner, observer }: LearnerCurve["structure"]) => [
    ...row(what, "learner", learner),
    ...row(what, "observer", observer),
  ];
  const { truth } = curve;
  return rowsOf(columns, [
    ...curve.curve.flatMap((point) =>
      (["learner", "observer", "difference"] as const).flatMap((who) =>
        row("loss", who, point[who], point.learned),
      ),
    ),
    ...pair("bits a byte", curve.perByte),
    ...pair("x", curve.randomness),
    ...pair("S", curve.structure),
    ...pair("within a block", curve.inBlocks),
    ...(curve.parts ?? []).flatMap(({ name, learner, difference }) => [
      ...row(name, "learner", learner),
      ...row(name, "difference", difference),
    ]),
    ...row("entropy rate", "exact", truth?.entropyRate ?? null),
    ...(truth === null ? [] : pair("excess over the entropy rate", truth.excess)),
  ]);
}
