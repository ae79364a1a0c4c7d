import { columnText, figureText, paragraph } from "../report/kit/figures.ts";
import type { Palette } from "../report/kit/palette.ts";
import { plainTable } from "../report/kit/plain-table.ts";
import type { View } from "../report/kit/renderer.ts";
import type { Figure } from "../results/figure.ts";
import type { Depth, Rung } from "./schema.ts";

/** Surrogates beside the sample, and what the differences are worth. */
export function ladderSection({ ladder }: Depth, view: View, palette: Palette): string {
  const row = (name: string, rate: Figure, structure: Figure) => [
    name,
    columnText(rate, 3, view),
    columnText(inThousands(structure), 2, view),
  ];
  const rows = [
    row("the sample", ladder.rate, ladder.structure),
    ...ladder.rungs.map((rung) =>
      rung.status === "ok" ? row(nameOfRung(rung), rung.rate, rung.structure) : [nameOfRung(rung), "-", "-"],
    ),
  ];
  return [
    palette.bold("Surrogates") + palette.dim("  one of each, cut into the same blocks"),
    plainTable(["", "l(M)  bit/symbol", "S  kbit"].map(palette.dim), rows, [1, 2]),
    ...ladder.rungs.map((rung) => paragraph(rungSentence(rung, view), view, 2)),
    palette.dim(
      paragraph(
        "Differences are paired by blocks; their intervals cover the choice of blocks, their order and what was learned.",
        view,
      ),
    ),
  ].join("\n");
}

function inThousands({ value, unit, interval }: Figure): Figure {
  return {
    value: value / 1000,
    unit,
    interval:
      interval === null ? null : { ...interval, lower: interval.lower / 1000, upper: interval.upper / 1000 },
  };
}

/** What was done to the sample. */
export function nameOfRung({ id, parameter }: Rung): string {
  switch (id) {
    case "symbol-shuffle":
      return "symbols shuffled";
    case "markov":
      return `Markov chain of order ${parameter}`;
    case "window-shuffle":
      return `shuffled within ${parameter}`;
    case "word-shuffle":
      return "words shuffled";
  }
}

/** What the sample has and the surrogate has not. */
function lackOf({ id, parameter }: Rung): string {
  switch (id) {
    case "symbol-shuffle":
      return "The order of the symbols";
    case "markov":
      return `Memory beyond ${parameter} ${parameter === 1 ? "symbol" : "symbols"}`;
    case "window-shuffle":
      return `Order within ${parameter} symbols`;
    case "word-shuffle":
      return "The order of the words";
  }
}

/** What the difference from a surrogate is worth. */
export function rungSentence(rung: Rung, view: View): string {
  if (rung.status !== "ok") return `${lackOf(rung)}: cannot be estimated, ${rung.reason}.`;
  // What a chain of rare strings has to learn is a table of them.
  const untold = rung.id === "markov" && rung.rateVerdict === "less";
  return [rateSentence(rung, view), ...(untold ? [] : [structureSentence(rung, view)])].join(" ").trimEnd();
}

type Measured = Extract<Rung, { status: "ok" }>;

function rateSentence(rung: Measured, view: View): string {
  const lack = lackOf(rung);
  const { rateDifference, rateVerdict } = rung;
  const amount = `${figureText(rateDifference, view)} bit/symbol`;
  const isChain = rung.id === "markov";
  // A chain fitted to a sample knows its rare strings too well, and so costs less than the true one would.
  const worth = isChain ? "is worth at least" : "is worth";
  switch (rateVerdict) {
    case "more":
      return `${lack} ${worth} ${amount}.`;
    case "less":
      if (isChain)
        return `${lack}: cannot be estimated, because a chain of this order repeats rare strings of the sample.`;
      return `${lack}: the surrogate is the easier one, by ${amount.replace("-", "")}.`;
    case "within-error":
      if (isChain) return `${lack}: ${amount} is within the error.`;
      return `${lack}: no difference beyond the error, ${amount}.`;
  }
}

function structureSentence({ structureDifference, structureVerdict }: Measured, view: View): string {
  const amount = `${figureText(inThousands(structureDifference), view)} kbit`.replace(/^-/, "");
  switch (structureVerdict) {
    case "more":
      return `Without it S is ${amount} more.`;
    case "less":
      return `Without it S is ${amount} less.`;
    case "within-error":
      return "S does not differ beyond the error.";
  }
}
