import { columnText, paragraph, printed } from "../../report/kit/figures.ts";
import { escapeForTerminal, formatCount } from "../../report/kit/format.ts";
import { paletteFor } from "../../report/kit/palette.ts";
import { plainTable } from "../../report/kit/plain-table.ts";
import type { View } from "../../report/kit/renderer.ts";
import type { Rows } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import { type Figure, figure } from "../../results/report.ts";
import type { Probe } from "./schema.ts";

/**
 * What a learner finds, for a person.
 *
 * @returns text that ends in a line feed; equal probes and views give equal text
 */
export function renderProbe(probe: Probe, view: View): string {
  const palette = paletteFor(view.color);
  const { items, options } = probe;
  const percent = ({ value, interval }: Figure) =>
    columnText(
      figure(
        100 * value,
        "1",
        interval && { ...interval, lower: 100 * interval.lower, upper: 100 * interval.upper },
      ),
      1,
      view,
    );
  const rows = items.map(({ id, points, optimum, found }) => {
    const last = points.at(-1)!;
    return [
      id,
      optimum.value.toFixed(3),
      columnText(last.rate, 3, view),
      columnText(last.excess, 3, view),
      percent(last.share),
      found === null ? "never" : formatCount(found),
    ];
  });
  const head = ["structure", "optimum", "pays", "more", "knows, %", "found at"];
  const sections = [
    paragraph(openingOf(probe), view),
    palette.dim(
      fitWidth(
        `learner: ${escapeForTerminal(probe.learner, view.ascii)}; bits a symbol after ${formatCount(options.size)} symbols`,
        view.width,
      ),
    ),
    plainTable(head.map(palette.dim), rows, [1, 2, 3, 4, 5]),
    items.map(({ id, needs }) => paragraph(`${id}: ${needs}`, view, 2)).join("\n"),
    remarksOf(probe, view),
  ];
  return `${printed(sections.join("\n\n"))}\n`;
}

function openingOf({ items, options }: Probe): string {
  const missed = items.filter(({ found }) => found === null).map(({ id }) => id);
  const found = items.length - missed.length;
  const after = `The learner finds ${found} of ${items.length} structures within ${formatCount(options.size)} symbols`;
  return missed.length === 0 ? `${after}.` : `${after}; never ${missed.join(", ")}.`;
}

function remarksOf({ items }: Probe, view: View): string {
  const lines = [
    "Optimum: what one pays who knows the source, in blocks that begin with nothing before them. A learner knows 0 % where it pays what the frequencies of the symbols cost, and less where it is worse than that; found: 90 % from there on. Intervals, 95 %, are over blocks; another seed of the learner is not in them.",
  ];
  const bound = items.filter(({ optimumIs }) => optimumIs === "lower-bound").map(({ id }) => id);
  if (bound.length > 0)
    lines.push(
      `Of ${bound.join(", ")} the optimum is the entropy rate: what a block costs more at its beginning is not exactly known.`,
    );
  const wrong = items.filter(({ impossible }) => impossible).map(({ id }) => id);
  if (wrong.length > 0)
    lines.push(
      `It pays less than the optimum, beyond the error, of ${wrong.join(", ")}. Nobody can: its probabilities do not sum to one, or it has seen these blocks.`,
    );
  return lines.map((line) => paragraph(line, view)).join("\n");
}

const columns = [
  ...["id", "needs", "recipe", "part", "learned", "bits", "bitsLower95", "bitsUpper95", "optimum", "nothing"],
  ...["knows", "knowsLower95", "knowsUpper95", "found"],
];

/** A probe as one table: a row for each structure and size. */
export function probeRows({ items }: Probe): Rows {
  return {
    columns,
    rows: items.flatMap(({ id, needs, recipe, part, optimum, nothing, points, found }) =>
      points.map(({ learned, rate, share }) => [
        ...[id, needs, recipe, part, learned, rate.value],
        ...[rate.interval?.lower ?? null, rate.interval?.upper ?? null, optimum.value, nothing.value],
        ...[share.value, share.interval?.lower ?? null, share.interval?.upper ?? null, found],
      ]),
    ),
  };
}
