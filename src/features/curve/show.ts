import type { LearnerCurve } from "../../learners/schema.ts";
import { columnText, figureText, inThousands, paragraph, printed } from "../../report/kit/figures.ts";
import { escapeForTerminal, formatCount } from "../../report/kit/format.ts";
import { paletteFor } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Rows } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { Figure } from "../../results/report.ts";

/**
 * What a learner pays beside the observer, for a person.
 *
 * @returns text that ends in a line feed; equal curves and views give equal text
 */
export function renderLearnerCurve(curve: LearnerCurve, view: View): string {
  const palette = paletteFor(view.color);
  const [opening, head, ...sections] = curveSections(curve, view);
  const name = palette.bold(fitWidth(escapeForTerminal(curve.name, view.ascii), view.width));
  return `${printed([opening, `${name}\n${head}`, ...sections].join("\n\n"))}\n`;
}

/** The same in sections: a sentence, who was asked and for what, the curve, its figures, parts, and remarks. */
export function curveSections(curve: LearnerCurve, view: View): string[] {
  const palette = paletteFor(view.color);
  const { asked, learned } = curve;
  const about = `${asked.blocks} blocks asked, ${formatCount(asked.symbols)} symbols; ${formatCount(learned)} learned`;
  const sections = [
    paragraph(openingOf(curve), view),
    [
      palette.dim(fitWidth(`learner: ${escapeForTerminal(curve.learner, view.ascii)}`, view.width)),
      palette.dim(about),
    ].join("\n"),
    plainTable(
      ["learned", "learner", "observer", "difference"].map(palette.dim),
      curve.curve.map((point) => [
        formatCount(point.learned),
        ...[point.learner, point.observer, point.difference].map((one) => columnText(one, 3, view)),
      ]),
      [0, 1, 2, 3],
    ),
    summaryOf(curve, view),
  ];
  if (curve.parts !== null) {
    const exact = curve.parts.some((part) => part.exact !== null);
    sections.push(
      plainTable(
        ["part", "symbols", "learner", "less the observer", ...(exact ? ["exact"] : [])].map(palette.dim),
        curve.parts.map((part) => [
          part.name,
          formatCount(part.symbols),
          columnText(part.learner, 3, view),
          columnText(part.difference, 3, view),
          ...(exact ? [part.exact === null ? "-" : part.exact.value.toFixed(3)] : []),
        ]),
        [1, 2, 3, 4],
      ),
    );
  }
  return [...sections, remarksOf(curve, view)];
}

/** Bits a symbol that the three digits which are shown do not tell. */
const unseenDifference = 5e-4;

function openingOf({ curve, learned, perByte, learns }: LearnerCurve): string {
  const { learner, observer, difference } = curve.at(-1)!;
  const unit = perByte.learner === null ? "symbol" : "byte";
  const [mine, theirs] =
    perByte.learner === null || perByte.observer === null
      ? [learner, observer]
      : [perByte.learner, perByte.observer];
  const after = learns
    ? `After ${formatCount(learned)} symbols the learner`
    : "The learner, which does not learn,";
  return `${after} pays ${mine.value.toFixed(3)} bits a ${unit} for blocks it was not given before; the observer pays ${theirs.value.toFixed(3)} for the same blocks: ${verdictOn(difference)}.`;
}

function verdictOn({ value, interval }: Figure): string {
  if (interval === null) return "one block gives no interval";
  if (Math.abs(value) < unseenDifference) return "no clear difference";
  if (interval.lower > 0) return "the learner pays more";
  return interval.upper < 0 ? "the learner pays less" : "no clear difference";
}

function summaryOf({ randomness, structure, inBlocks, perByte, truth }: LearnerCurve, view: View): string {
  const kilo = (one: Figure | null) => (one === null ? null : inThousands(one));
  const cell = (one: Figure | null) => (one === null ? "-" : figureText(one, view));
  const rows: [string, Figure | null, Figure | null][] = [
    ["bits a byte", perByte.learner, perByte.observer],
    ["x", randomness.learner, randomness.observer],
    ["S, kbit", kilo(structure.learner), kilo(structure.observer)],
    ["within a block, bits", inBlocks.learner, inBlocks.observer],
    ["more than h, bits", truth?.excess.learner ?? null, truth?.excess.observer ?? null],
  ];
  return plainTable(
    ["", "learner", "observer"],
    rows
      .filter(([, mine, theirs]) => mine !== null || theirs !== null)
      .map(([what, mine, theirs]) => [what, cell(mine), cell(theirs)]),
    [1, 2],
  );
}

/** How the text that is asked was chosen. */
function heldOutOf({ heldOut, asked }: LearnerCurve): string[] {
  if (heldOut === null) return [];
  if (heldOut.kind === "documents") return [`Held out: ${asked.groups} whole documents.`];
  const { gap, copiesReachBeyond } = heldOut;
  const apart =
    gap === 0
      ? "No gaps: next to nothing is copied from nearby."
      : `The ${formatCount(gap)} symbols on each side of a stretch are not learned, so that nothing is copied from nearby.`;
  const warning = copiesReachBeyond
    ? ["Copies reach farther than these gaps: text from elsewhere is likely to cost more."]
    : [];
  return [`Held out: ${asked.groups} stretches. ${apart}`, ...warning];
}

function remarksOf(curve: LearnerCurve, view: View): string {
  const { truth, structure, parts, learns, asked } = curve;
  const over = curve.heldOut === null ? "blocks" : curve.heldOut.kind;
  const lines = [
    ...heldOutOf(curve),
    `The learner prices each block by itself and must not learn from it; the observer keeps learning as it reads, and forgets the blocks asked before they reach a twentieth of what it learned. Intervals, 95 %, are over ${over}; another seed of the learner is not in them.`,
  ];
  if (!learns) lines.push("It says that it does not learn: it was asked once.");
  if (structure.learner === null) lines.push("S needs a curve from nothing on, of three sizes or more.");
  if (parts === null)
    lines.push(
      "No parts: they are places of a text or of a task's record, and need the losses of single symbols.",
    );
  if (asked.blocks < 2) lines.push("One block was asked: there is no interval.");
  if (truth !== null) {
    const cold =
      truth.cold === null
        ? ""
        : ` Even one who knows the source pays up to ${truth.cold.value.toFixed(4)} more, since each block begins with nothing before it.`;
    lines.push(`The entropy rate is exactly ${truth.entropyRate.value.toFixed(4)} bits a symbol.${cold}`);
    if (truth.impossible)
      lines.push(
        "The learner pays less than the entropy rate, beyond the error. Nobody can: its probabilities do not sum to one, or it has seen these blocks.",
      );
  }
  return lines.map((line) => paragraph(line, view)).join("\n");
}

const columns = ["what", "who", "learned", "value", "lower95", "upper95", "unit"];

/** A curve as one table: a row for each number. */
export function learnerCurveRows(curve: LearnerCurve): Rows {
  const row = (what: string, who: string, learned: number, one: Figure | null) =>
    one === null
      ? []
      : [[what, who, learned, one.value, one.interval?.lower ?? null, one.interval?.upper ?? null, one.unit]];
  const { learned } = curve;
  const pair = (what: string, { learner, observer }: LearnerCurve["structure"]) => [
    ...row(what, "learner", learned, learner),
    ...row(what, "observer", learned, observer),
  ];
  return {
    columns,
    rows: [
      ...curve.curve.flatMap((point) =>
        (["learner", "observer", "difference"] as const).flatMap((who) =>
          row("loss", who, point.learned, point[who]),
        ),
      ),
      ...pair("bits a byte", curve.perByte),
      ...pair("x", curve.randomness),
      ...pair("S", curve.structure),
      ...pair("within a block", curve.inBlocks),
      ...(curve.parts ?? []).flatMap((part) => [
        ...row(part.name, "learner", learned, part.learner),
        ...row(part.name, "difference", learned, part.difference),
      ]),
      ...(curve.truth === null
        ? []
        : [
            ...row("entropy rate", "exact", learned, curve.truth.entropyRate),
            ...pair("excess over the entropy rate", curve.truth.excess),
          ]),
    ],
  };
}
