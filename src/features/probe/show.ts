import { mapped } from "../../core/measurement.ts";
import { formatCount } from "../../report/kit/format.ts";
import { type Layout, layoutFor } from "../../report/kit/layout.ts";
import type { View } from "../../report/kit/renderer.ts";
import { endsOf, type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import type { Figure } from "../../results/report.ts";
import type { Probe } from "./schema.ts";
import { jumpRows, renderJumps } from "./show-jumps.ts";

/**
 * What a learner finds, for a person.
 *
 * @returns text that ends in a line feed; equal probes and views give equal text
 */
export function renderProbe(probe: Probe, view: View): string {
  const layout = layoutFor(view);
  if (probe.jumps !== undefined) return renderJumps(probe, probe.jumps, layout);
  const { items, options } = probe;
  const percent = (share: Figure) => layout.column({ ...share, ...mapped(share, (one) => 100 * one) }, 1);
  const rows = items.map(({ id, points, optimum, found }) => {
    const last = points.at(-1)!;
    return [
      id,
      optimum.value.toFixed(3),
      layout.column(last.rate, 3),
      layout.column(last.excess, 3),
      percent(last.share),
      found === null ? "never" : formatCount(found),
    ];
  });
  const head = ["structure", "optimum", "loss", "excess", "known, %", "found at"];
  return layout.text([
    layout.paragraph(openingOf(probe)),
    layout.dim(
      fitWidth(
        `learner: ${layout.escape(probe.learner)}; bit/symbol after ${formatCount(options.size)} symbols`,
        view.width,
      ),
    ),
    layout.table(head, rows, [1, 2, 3, 4, 5]),
    items.map(({ id, needs }) => layout.paragraph(`${id}: ${needs}`, 2)).join("\n"),
    remarksOf(probe, layout),
  ]);
}

function openingOf({ items, options }: Probe): string {
  const missed = items.filter(({ found }) => found === null).map(({ id }) => id);
  const found = items.length - missed.length;
  const after = `The learner finds ${found} of ${items.length} structures within ${formatCount(options.size)} symbols`;
  return missed.length === 0 ? `${after}.` : `${after}; never ${missed.join(", ")}.`;
}

function remarksOf({ items }: Probe, layout: Layout): string {
  const lines = [
    "Optimum: loss of a model that knows the source, in blocks that start without context. Known: 100 % at the optimum, 0 % at the loss of symbol frequencies, negative above that loss. Found at: size from which at least 90 % is known. Intervals (95 %) are over blocks; they do not cover other seeds of the learner.",
  ];
  const bound = items.filter(({ optimumIs }) => optimumIs === "lower-bound").map(({ id }) => id);
  if (bound.length > 0)
    lines.push(
      `The optimum of ${bound.join(", ")} is the entropy rate, because the extra cost of the beginning of a block is not exactly known.`,
    );
  const wrong = items.filter(({ impossible }) => impossible).map(({ id }) => id);
  if (wrong.length > 0)
    lines.push(
      `The loss is significantly below the optimum for ${wrong.join(", ")}, which is impossible: the probabilities of the learner do not sum to one, or it has seen these blocks.`,
    );
  return lines.map((line) => layout.paragraph(line)).join("\n");
}

const columns = [
  ...["id", "needs", "recipe", "part", "learned", "bits", "bitsLower95", "bitsUpper95", "optimum", "nothing"],
  ...["knows", "knowsLower95", "knowsUpper95", "found"],
];

/** A probe as one table: a row for each structure and size. */
export const probeRows = ({ items, jumps }: Probe): Rows =>
  jumps === undefined ? itemRows(items) : jumpRows(jumps);

const itemRows = (items: Probe["items"]): Rows =>
  rowsOf(
    columns,
    items.flatMap(({ optimum, nothing, points, ...item }) =>
      points.map(({ learned, rate, share }) => ({
        ...{ ...item, learned, bits: rate.value, ...endsOf(rate, "bits", "95") },
        ...{ optimum: optimum.value, nothing: nothing.value },
        ...{ knows: share.value, ...endsOf(share, "knows", "95") },
      })),
    ),
  );
