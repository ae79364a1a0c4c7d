import { formatCount } from "../../report/kit/format.ts";
import type { Layout } from "../../report/kit/layout.ts";
import { type Rows, rowsOf } from "../../report/kit/rows.ts";
import { fitWidth } from "../../report/kit/text-width.ts";
import { closeFactor, type Jump } from "./jump-law.ts";
import type { JumpSize, Jumps, Probe } from "./schema.ts";

/** Predicted and measured jumps, for a person. */
export function renderJumps(probe: Probe, jumps: Jumps, layout: Layout): string {
  const rows = jumps.structures.flatMap(({ id, sizes }) =>
    sizes.map((size, i) => [i === 0 ? id : "", String(size.unknowns), ...cellsOf(size)]),
  );
  const head = ["structure", "T", "predicted N50", "interval, 80 %", "N50", "interval", "ratio", "held"];
  return layout.text([
    layout.paragraph(openingOf(jumps)),
    layout.dim(
      fitWidth(
        `learner: ${layout.escape(probe.learner)}; up to ${formatCount(probe.options.size)} symbols`,
        layout.view.width,
      ),
    ),
    layout.table(head, rows, [1, 2, 3, 4, 5, 6]),
    faultsOf(jumps)
      .map((line) => layout.paragraph(layout.escape(line), 2))
      .join("\n"),
    jumps.structures
      .map(({ id, unknownsAre }) => layout.paragraph(`${id}: T is ${unknownsAre}`, 2))
      .join("\n"),
    layout.paragraph(
      `N50: symbols after which half of what can be known is known, between the loss of symbol frequencies and the optimum. Predicted by N50 = m0 + c T from the two smallest sizes of each structure, several draws each. SHA-256 of the predictions, printed before the larger sizes were drawn: ${jumps.sha256}.`,
    ),
  ]);
}

function openingOf({ counts: { sizes, predicted, close, held } }: Jumps): string {
  return `Of ${sizes} larger sizes ${predicted} are predicted: ${close} of these within ${closeFactor} times, ${held} within the 80 % interval.`;
}

function cellsOf({ measured, predicted, ratio, held }: JumpSize): string[] {
  const symbols = (value: number) => formatCount(Math.round(value));
  const cells = (jump: Jump | null) =>
    jump === null
      ? ["none", ""]
      : [symbols(jump.n50), `${symbols(jump.lower80)} to ${symbols(jump.upper80)}`];
  return [
    ...(predicted === null ? ["", ""] : cells(predicted)),
    ...cells(measured),
    ratio === null ? "" : ratio.toFixed(2),
    held === null ? "" : held ? "yes" : "no",
  ];
}

/** One line for each structure and reason. */
function faultsOf({ structures }: Jumps): string[] {
  return structures.flatMap(({ id, sizes }) => {
    const reasons = new Map<string, number[]>();
    for (const { fault, unknowns } of sizes)
      if (fault !== null) reasons.set(fault, [...(reasons.get(fault) ?? []), unknowns]);
    return [...reasons].map(([reason, all]) => `${id}, T = ${all.join(", ")}: ${reason}`);
  });
}

const columns = [
  ...["id", "recipe", "unknowns", "n50", "n50Lower80", "n50Upper80", "draws"],
  ...["predicted", "predictedLower80", "predictedUpper80", "ratio", "held", "fault"],
];

/** Jumps as one table: a row for each structure and size; N50 is the geometric mean of the draws. */
export const jumpRows = ({ structures }: Jumps): Rows =>
  rowsOf(
    columns,
    structures.flatMap(({ id, sizes }) =>
      sizes.map(({ n50s, measured, predicted, held, ...size }) => ({
        ...{ ...size, id, draws: n50s.length, held: held === null ? null : String(held) },
        ...{ n50: measured?.n50, n50Lower80: measured?.lower80, n50Upper80: measured?.upper80 },
        predicted: predicted?.n50,
        predictedLower80: predicted?.lower80,
        predictedUpper80: predicted?.upper80,
      })),
    ),
  );
